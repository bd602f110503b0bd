// SPDX-License-Identifier: Apache-2.0
// From points to labels with probabilities, and from labels, tags and facts to one row of the policy.
#pragma once

#include "decide/verdict.h"
#include "ruleset/ruleset.h"

namespace pilah {

// Sets `holds`, `permille` and the main label from the points.
void apply_thresholds(const Ruleset& rules, Verdict& verdict);

// The first row of the policy that holds. There always is one: the last row asks nothing.
uint32_t choose_row(const Ruleset& rules, const Verdict& verdict, const Author& author);

}  // namespace pilah
