// SPDX-License-Identifier: Apache-2.0
// Thresholds, calibration, the decision table and what stands beside it.
#include "compile/lower.h"
#include "compile/vocabulary.h"

#include <algorithm>

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
    if (book.tags[i] == name) return static_cast<int>(i);
  return 0;
}

// What one alternative adds to the gate of its line, and how often it lets comments through; nothing can be said of
// what holds without any of the bits.
struct Passage {
  Gate gate{};
  uint32_t cost = 0;
  bool closed = true;

  void state(uint32_t bit, uint32_t often) {
    gate.states |= uint64_t{1} << bit;
    cost += often;
  }
};

void pass(const Rulebook& book, const PolicyCondition& c, Passage& out) {
  using Subject = PolicyCondition::Subject;
  const bool by_facts = c.subject == Subject::fact || c.subject == Subject::day;
  if (c.negated || (c.subject == Subject::label_points && (c.compare == Compare::below || c.value <= 0)) ||
      c.subject == Subject::priority) {
    out.closed = false;
  } else if (by_facts) {
    out.state(kFactsBit, 4);
  } else if (c.subject == Subject::label) {
    out.state(c.label, 8);
  } else if (c.subject == Subject::label_points) {
    out.state(kPointsBit + c.label, 16);
  } else if (c.subject == Subject::kind) {
    out.state(kKindBit + static_cast<uint32_t>(c.kind), 1);
  } else if (c.subject == Subject::target) {
    out.state(kTargetBit + static_cast<uint32_t>(c.target), 4);
  } else {
    out.gate.tags |= uint64_t{1} << tag_number(book, c.tag);
    out.cost += 1;
  }
}

// The gate of the line that holds most rarely.
Gate gate_of(const Rulebook& book, const std::vector<PolicyLineSource>& lines) {
  Passage best;
  best.gate.states = uint64_t{1} << kAlwaysBit;
  best.cost = UINT32_MAX;
  for (const PolicyLineSource& line : lines) {
    Passage here;
    for (const PolicyCondition& condition : line.any) pass(book, condition, here);
    if (here.closed && here.cost < best.cost) best = here;
  }
  return best.gate;
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
    case PolicyCondition::Subject::day:
      condition.subject = ConditionSubject::day;
      condition.operand = source.day;
      break;
    case PolicyCondition::Subject::priority:
      condition.subject = ConditionSubject::priority;
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

Slice lower_lines(const Rulebook& book, const std::vector<PolicyLineSource>& source, StringPool& pool,
                  ImageSections& out) {
  const Slice lines{static_cast<uint32_t>(out.policy_lines.size()), static_cast<uint32_t>(source.size())};
  for (const PolicyLineSource& line : source) {
    PolicyLine lowered{};
    lowered.text = pool.add(line.text);
    lowered.conditions.begin = static_cast<uint32_t>(out.conditions.size());
    for (const PolicyCondition& alternative : line.any) add_alternative(book, alternative, lowered, out.conditions);
    out.policy_lines.push_back(lowered);
  }
  return lines;
}

void lower_profile(const Rulebook& book, StringPool& pool, ImageSections& out) {
  Gate all{};
  const auto add = [&](const std::vector<PolicyLineSource>& lines) {
    ProfileEntry entry{lower_lines(book, lines, pool, out), gate_of(book, lines)};
    if (lines.empty()) entry.gate = {};  // a name without a meaning never holds
    all.states |= entry.gate.states;
    all.tags |= entry.gate.tags;
    out.profile.push_back(entry);
  };
  for (const auto& lines : book.policy.who) add(lines);
  for (const auto& lines : book.policy.wants) add(lines);
  for (const auto& lines : book.policy.tone) add(lines);
  out.profile.push_back({{}, all});
}

void lower_steps(const Rulebook& book, StringPool& pool, ImageSections& out) {
  for (const auto& [source, steps] : {std::pair{&book.policy.raises, &out.raises}, {&book.policy.sooner, &out.sooner}})
    for (const PolicyStepSource& step : *source)
      steps->push_back({lower_lines(book, step.when, pool, out), gate_of(book, step.when), step.value, step.part});
}

void lower_hours(const PolicySource& policy, StringPool& pool, ImageSections& out) {
  Settings& settings = out.settings_section[0];
  std::copy(policy.tiers.begin(), policy.tiers.end(), settings.tiers);
  for (size_t i = 0; i < policy.caps.size(); ++i) settings.caps[i] = static_cast<uint8_t>(policy.caps[i]);
  settings.zone = static_cast<uint32_t>(policy.zone);
  std::copy(policy.week.begin(), policy.week.end(), settings.week);
  const auto add_dates = [&](const std::vector<PolicyDatesSource>& dates) {
    const Slice slice{static_cast<uint32_t>(out.dates.size()), static_cast<uint32_t>(dates.size())};
    for (const PolicyDatesSource& d : dates) out.dates.push_back({d.first, d.last, pool.add(d.text), pool.add(d.name)});
    return slice;
  };
  settings.holidays = add_dates(policy.holidays).count;
  for (const PolicyDaySource& day : policy.days)
    out.days.push_back(
        {pool.add(day.name), add_dates(day.dates), day.hours.value_or(OpenHours{0, 0}), day.hours ? 1u : 0u});
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
  lower_profile(book, pool, out);
  lower_steps(book, pool, out);
  lower_hours(book.policy, pool, out);
  for (size_t i = 0; i < kChecklistNames.size(); ++i)
    if (!book.policy.checklist_id[i].empty())
      out.texts.push_back({pool.add(std::string(kChecklistNames[i])), pool.add(book.policy.checklist_id[i]),
                           pool.add(book.policy.checklist_en[i])});
  for (const PolicySource::Named& named : book.policy.conditions)
    out.names.push_back({pool.add(named.name), pool.add(named.text)});
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
    row.always = source.always;
    row.lines = lower_lines(book, source.when, pool, out);
    out.row_gates.push_back(gate_of(book, source.when));
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
    out.row_gates.push_back(gate_of(book, {}));
  }
}

}  // namespace pilah
