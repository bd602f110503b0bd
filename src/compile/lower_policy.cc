// SPDX-License-Identifier: Apache-2.0
// Thresholds, calibration and the decision table.
#include "compile/lower.h"
#include "compile/vocabulary.h"

namespace pilah {

namespace {

// Without a fitted table: even odds at the threshold, near certainty at three times as much.
std::vector<std::pair<int, int>> default_calibration(int threshold) {
  return {
      {-threshold, 5},     {0, 20}, {threshold / 2, 200}, {threshold, 600}, {2 * threshold, 900}, {3 * threshold, 970},
      {6 * threshold, 995}};
}

int tag_number(const Rulebook& book, const std::string& name) {
  for (size_t i = 0; i < book.tags.size(); ++i)
    if (book.tags[i].name == name) return static_cast<int>(i);
  return 0;
}

// Adds one alternative to `line`; those that are more than a bit go to `conditions`.
void add_alternative(const Rulebook& book, const PolicyCondition& source, PolicyLine& line,
                     std::vector<Condition>& conditions) {
  auto state = [&](uint32_t bit) { (source.negated ? line.not_states : line.states) |= uint64_t{1} << bit; };
  Condition condition{};
  condition.negated = source.negated;
  condition.compare = source.compare;
  condition.value = source.value;
  switch (source.subject) {
    case PolicyCondition::Subject::label:
      return state(source.label);
    case PolicyCondition::Subject::kind:
      return state(kKindBit + static_cast<uint32_t>(source.kind));
    case PolicyCondition::Subject::target:
      return state(kTargetBit + static_cast<uint32_t>(source.target));
    case PolicyCondition::Subject::tag:
      (source.negated ? line.not_tags : line.tags) |= uint64_t{1} << tag_number(book, source.tag);
      return;
    case PolicyCondition::Subject::label_points:
      condition.subject = ConditionSubject::points;
      condition.operand = source.label;
      break;
    case PolicyCondition::Subject::fact:
      condition.subject = ConditionSubject::fact;
      condition.operand = static_cast<uint8_t>(source.fact);
      break;
  }
  conditions.push_back(condition);
  ++line.conditions.count;
}

// A row for each platform and use, so that a number leads to it; rows that nobody wrote have no name.
void lower_platforms(const Rulebook& book, StringPool& pool, ImageSections& out) {
  if (book.platform_verbs.empty()) return;
  constexpr size_t kUses = kPlatformUseNames.size();
  out.platform_verbs.resize(kPlatformNames.size() * kUses);
  for (const PlatformVerbSource& source : book.platform_verbs) {
    PlatformVerb& verb =
        out.platform_verbs[static_cast<size_t>(source.platform) * kUses + static_cast<size_t>(source.use)];
    verb.name = pool.add(source.name);
    verb.how_id = pool.add(source.how_id);
    verb.how_en = pool.add(source.how_en);
    verb.source = pool.add(source.source);
    verb.url = pool.add(source.url);
    verb.can = source.can;
  }
}

}  // namespace

void lower_policy(const Rulebook& book, StringPool& pool, ImageSections& out) {
  Settings& settings = out.settings_section[0];
  for (size_t label = 0; label < kLabelCount; ++label) {
    const int threshold = book.policy.thresholds[label];
    settings.thresholds[label] = threshold;
    const auto& fitted = book.scores.calibration[label];
    const auto table = fitted.empty() ? default_calibration(threshold) : fitted;
    settings.calibration[label] = {static_cast<uint32_t>(out.calibration.size()), static_cast<uint32_t>(table.size())};
    for (auto [points, permille] : table) out.calibration.push_back({static_cast<int32_t>(label), points, permille});
  }
  for (const PolicyRowSource& source : book.policy.rows) {
    PolicyRow row{};
    row.id = pool.add(source.id);
    row.route = pool.add(source.route);
    row.reason_id = pool.add(source.why_id);
    row.reason_en = pool.add(source.why_en);
    row.respond_within = source.respond_within;
    row.priority = static_cast<uint8_t>(source.priority);
    row.action = source.action;
    row.channel = source.channel;
    row.lines = {static_cast<uint32_t>(out.policy_lines.size()), static_cast<uint32_t>(source.when.size())};
    for (const std::vector<PolicyCondition>& line : source.when) {
      PolicyLine lowered{};
      lowered.conditions.begin = static_cast<uint32_t>(out.conditions.size());
      for (const PolicyCondition& alternative : line) add_alternative(book, alternative, lowered, out.conditions);
      out.policy_lines.push_back(lowered);
    }
    row.checklist = {static_cast<uint32_t>(out.checklists.size()), static_cast<uint32_t>(source.checklist.size())};
    for (const std::string& item : source.checklist) out.checklists.push_back(pool.add(item));
    out.policy_rows.push_back(row);
  }
  lower_platforms(book, pool, out);
  if (out.policy_rows.empty()) {
    // Packs compiled without a policy file: labels only, and nothing is asked of anybody.
    PolicyRow row{};
    row.id = pool.add("no-policy");
    out.policy_rows.push_back(row);
  }
}

}  // namespace pilah
