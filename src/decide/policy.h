// SPDX-License-Identifier: Apache-2.0
// From points to labels with probabilities, and from labels, tags and facts to what the team should do.
#pragma once

#include "decide/verdict.h"
#include "ruleset/ruleset.h"

namespace pilah {

// Sets `holds`, `permille` and the main label from the points.
void apply_thresholds(const Ruleset& rules, Verdict& verdict);

// All that lines of the policy may ask for.
struct Situation {
  const Ruleset& rules;
  const Verdict& verdict;
  const Author& author;
  uint64_t states;  // the bits of PolicyLine that hold
  uint32_t days;    // of the comment's time
  int32_t priority = 0;

  Situation(const Ruleset& rules, const Verdict& verdict, const Author& author);
  bool may_hold(const Gate& gate) const { return ((states & gate.states) | (verdict.tags & gate.tags)) != 0; }
  bool holds(const PolicyLine& line) const;
  bool all_hold(Slice lines) const;
};

// The first row of the policy that holds. There always is one: the last row asks nothing.
uint32_t choose_row(const Situation& situation);

// Fills verdict.decision.
void decide(const Ruleset& rules, const Author& author, Verdict& verdict);

}  // namespace pilah
