// SPDX-License-Identifier: Apache-2.0
// Does a pattern match here? One pattern, one place of a comment.
#pragma once

#include "match/terms.h"
#include "ruleset/ruleset.h"

#include <cstdint>

namespace pilah {

// Terms [first, last) of a match.
struct TermRange {
  uint32_t first;
  uint32_t last;
};

// Looks for the leftmost match of `pattern` whose anchor place can be term `at`, and gives its shortest end.
bool match_around(const Ruleset& rules, const Pattern& pattern, const Terms& terms, uint32_t at, TermRange& found);

// Whether `term` satisfies one place of a pattern.
bool satisfies(const Ruleset& rules, const Term& term, uint32_t atom);

}  // namespace pilah
