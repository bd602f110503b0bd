// SPDX-License-Identifier: Apache-2.0
// The decision table is data; this file only evaluates it, row by row in its own order.
#include "decide/policy.h"

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

bool condition_holds(const Condition& condition, const Verdict& verdict, const Author& author) {
  if (condition.subject == ConditionSubject::points)
    return compare(verdict.scores[condition.operand].points, condition.compare, condition.value);
  const int64_t value = author.fact(static_cast<Fact>(condition.operand));
  return value >= 0 && compare(value, condition.compare, condition.value);
}

// The bits of PolicyLine that hold of `verdict`.
uint64_t states_of(const Verdict& verdict) {
  uint64_t states = 0;
  for (size_t label = 0; label < kLabelCount; ++label) {
    const Score& score = verdict.scores[label];
    if (!score.holds) continue;
    states |= uint64_t{1} << label;
    if (score.kind != Kind::none) states |= uint64_t{1} << (kKindBit + static_cast<uint32_t>(score.kind));
  }
  const Score& abuse = verdict.scores[static_cast<size_t>(Label::abuse)];
  if (abuse.holds) states |= uint64_t{1} << (kTargetBit + static_cast<uint32_t>(abuse.target));
  return states;
}

bool row_holds(const Ruleset& rules, const PolicyRow& row, uint64_t states, const Verdict& verdict,
               const Author& author) {
  for (const PolicyLine& line : slice(rules.policy_lines, row.lines)) {
    if ((states & line.states) | (~states & line.not_states) | (verdict.tags & line.tags) |
        (~verdict.tags & line.not_tags))
      continue;
    std::span<const Condition> conditions = slice(rules.conditions, line.conditions);
    if (std::none_of(conditions.begin(), conditions.end(),
                     [&](const Condition& c) { return condition_holds(c, verdict, author) != (c.negated != 0); }))
      return false;
  }
  return true;
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

uint32_t choose_row(const Ruleset& rules, const Verdict& verdict, const Author& author) {
  const uint64_t states = states_of(verdict);
  uint32_t row = 0;
  while (row + 1 < rules.policy_rows.size() && !row_holds(rules, rules.policy_rows[row], states, verdict, author))
    ++row;
  return row;
}

}  // namespace pilah
