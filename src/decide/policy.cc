// SPDX-License-Identifier: Apache-2.0
// The decision table is data; this file only evaluates it, row by row in its own order.
#include "decide/policy.h"

#include "decide/hours.h"

#include <algorithm>

namespace pilah {

namespace {

// Probability of `points` by the calibration table: between two entries in proportion, beyond the ends as at the ends.
int32_t permille_of(std::span<const CalibrationPoint> table, int32_t points) {
  if (table.empty()) return 0;
  if (points <= table.front().points) return table.front().permille;
  for (size_t i = 1; i < table.size(); ++i) {
    if (points > table[i].points) continue;
    const CalibrationPoint& low = table[i - 1];
    const CalibrationPoint& high = table[i];
    const int64_t width = std::max<int64_t>(1, int64_t{high.points} - low.points);
    return static_cast<int32_t>(low.permille +
                                (int64_t{points} - low.points) * (int64_t{high.permille} - low.permille) / width);
  }
  return table.back().permille;
}

bool compare(int64_t left, Compare how, int64_t right) {
  switch (how) {
    case Compare::equal:
      return left == right;
    case Compare::at_least:
      return left >= right;
    case Compare::below:
      return left < right;
  }
  return false;
}

// The bits of PolicyLine that hold.
uint64_t states_of(const Verdict& verdict, const Author& author) {
  uint64_t states = uint64_t{1} << kAlwaysBit;
  for (size_t label = 0; label < kLabelCount; ++label) {
    const Score& score = verdict.scores[label];
    if (score.points > 0) states |= uint64_t{1} << (kPointsBit + label);
    if (!score.holds) continue;
    states |= uint64_t{1} << label;
    if (score.kind != Kind::none) states |= uint64_t{1} << (kKindBit + static_cast<uint32_t>(score.kind));
  }
  const Score& abuse = verdict.scores[static_cast<size_t>(Label::abuse)];
  if (abuse.holds) states |= uint64_t{1} << (kTargetBit + static_cast<uint32_t>(abuse.target));
  if (!author.nothing_known()) states |= uint64_t{1} << kFactsBit;
  return states;
}

bool condition_holds(const Situation& of, const Condition& condition) {
  switch (condition.subject) {
    case ConditionSubject::points:
      return compare(of.verdict.scores[condition.operand].points, condition.compare, condition.value);
    case ConditionSubject::day:
      return of.days >> condition.operand & 1u;
    case ConditionSubject::priority:
      return compare(of.priority, condition.compare, condition.value);
    case ConditionSubject::fact:
      break;
  }
  const int64_t value = of.author.fact(static_cast<Fact>(condition.operand));
  return value >= 0 && compare(value, condition.compare, condition.value);
}

// Severity is the row's; the rest is what the policy adds for this comment, each part within its cap, all within 100.
// Nothing is added where nobody has to do anything.
void add_up(const Situation& of, const PolicyRow& row, Decision& out) {
  out.parts = {};
  out.parts[0] = row.priority;
  if (row.action == Action::none) return;
  for (const PolicyStep& step : of.rules.raises)
    if (of.may_hold(step.gate) && of.all_hold(step.lines)) out.parts[step.part] += static_cast<int32_t>(step.value);
  int32_t left = 100 - out.parts[0];
  for (size_t part = 1; part < out.parts.size(); ++part) {
    out.parts[part] = std::min({out.parts[part], int32_t{of.rules.settings().caps[part - 1]}, left});
    left -= out.parts[part];
  }
}

void set_time(Situation& of, const PolicyRow& row, Decision& out) {
  out.minutes = row.respond_within;
  if (out.minutes == 0) return;
  of.priority = out.priority();
  for (const PolicyStep& step : of.rules.sooner)
    if (step.value < out.minutes && of.may_hold(step.gate) && of.all_hold(step.lines)) out.minutes = step.value;
  out.due = due_time(of.rules, of.author.time, out.minutes, row.always != 0);
}

void set_profile(const Situation& of, Decision& out) {
  out.who = out.wants = out.tone = 0;
  const std::span<const ProfileEntry> profile = of.rules.profile;
  if (profile.empty() || !of.may_hold(profile.back().gate)) return;
  const auto holds = [&](size_t i) { return of.may_hold(profile[i].gate) && of.all_hold(profile[i].lines); };
  size_t at = 0;
  for (size_t i = 0; i < kWhoNames.size(); ++i, ++at) out.who |= uint32_t{holds(at)} << i;
  for (size_t i = 0; i < kWantNames.size(); ++i, ++at) out.wants |= uint32_t{holds(at)} << i;
  for (size_t i = 1; i < kToneNames.size() && out.tone == 0; ++i, ++at)
    if (holds(at)) out.tone = static_cast<uint32_t>(i);
}

// How many listen to the author, and what says so: words, bio or numbers.
void set_reach(const Ruleset& rules, const Author& author, const Verdict& verdict, Decision& out) {
  out.tier = -1;
  out.heard_from = 0;
  if (const int64_t followers = author.fact(Fact::followers); followers >= 0) {
    out.tier = 0;
    for (int64_t least : rules.settings().tiers) out.tier += followers >= least;
  }
  constexpr uint32_t kFacts = 1u << static_cast<uint32_t>(EvidenceField::facts);
  if (out.tier > 0 || author.fact(Fact::verified) == 1) out.heard_from |= kFacts;
  constexpr uint8_t kInfluencer = static_cast<uint8_t>(Label::influencer);
  if (!verdict.scores[kInfluencer].holds) return;
  for (const Evidence& e : verdict.evidence)
    if (e.label == kInfluencer && e.points > 0) out.heard_from |= 1u << static_cast<uint32_t>(e.field);
}

}  // namespace

void apply_thresholds(const Ruleset& rules, Verdict& verdict) {
  const Settings& settings = rules.settings();
  verdict.label = kNoLabel;
  int32_t best = 0;
  for (size_t label = 0; label < kLabelCount; ++label) {
    Score& score = verdict.scores[label];
    score.holds = score.points >= settings.thresholds[label];
    score.permille =
        std::clamp(permille_of(slice(rules.calibration, settings.calibration[label]), score.points), 0, 1000);
    if (score.holds && (verdict.label == kNoLabel || score.points > best)) {
      best = score.points;
      verdict.label = static_cast<uint8_t>(label);
    }
  }
}

Situation::Situation(const Ruleset& rules_of, const Verdict& verdict_of, const Author& author_of)
    : rules(rules_of),
      verdict(verdict_of),
      author(author_of),
      states(states_of(verdict_of, author_of)),
      days(days_at(rules_of, author_of.time)) {}

bool Situation::holds(const PolicyLine& line) const {
  if ((states & line.states) | (~states & line.not_states) | (verdict.tags & line.tags) |
      (~verdict.tags & line.not_tags))
    return true;
  for (const Condition& c : slice(rules.conditions, line.conditions))
    if (condition_holds(*this, c) != (c.negated != 0)) return true;
  return false;
}

bool Situation::all_hold(Slice lines) const {
  for (const PolicyLine& line : slice(rules.policy_lines, lines))
    if (!holds(line)) return false;
  return true;
}

uint32_t choose_row(const Situation& situation) {
  // Most rows are passed over here, so what the loop asks for stands beside it.
  const uint64_t states = situation.states, tags = situation.verdict.tags;
  const Gate* const first = situation.rules.row_gates.data();
  const Gate* const last = first + situation.rules.row_gates.size() - 1;
  const Gate* gate = first;
  for (; gate != last; ++gate) {
    if (((states & gate->states) | (tags & gate->tags)) == 0) continue;
    if (situation.all_hold(situation.rules.policy_rows[static_cast<size_t>(gate - first)].lines)) break;
  }
  return static_cast<uint32_t>(gate - first);
}

void decide(const Ruleset& rules, const Author& author, Verdict& verdict) {
  Situation situation(rules, verdict, author);
  Decision& out = verdict.decision;
  out.row = choose_row(situation);
  const PolicyRow& row = rules.policy_rows[out.row];
  out.days = situation.days;
  out.due = -1;
  add_up(situation, row, out);
  set_time(situation, row, out);
  set_profile(situation, out);
  set_reach(rules, author, verdict, out);
}

}  // namespace pilah
