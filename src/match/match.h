// SPDX-License-Identifier: Apache-2.0
// The door of the match stage: from terms to hits.
#pragma once

#include "match/phrase.h"
#include "match/regex.h"
#include "match/terms.h"
#include "ruleset/ruleset.h"
#include "text/token.h"

#include <cstdint>
#include <vector>

namespace pilah {

// A pattern that matched, before contexts and exceptions are looked at.
struct Hit {
  uint32_t rule;
  uint32_t pattern;  // kRegexHit for a regular expression
  TermRange terms;
  Range folded;      // of a regular expression: in Text::folded
};
inline constexpr uint32_t kRegexHit = UINT32_MAX;

// Hits of one text, and the words that cancel some of them.
struct Hits {
  std::vector<Hit> list;        // what rules ask for
  std::vector<Hit> exceptions;  // `unless` and `unless_comment`
  std::vector<uint32_t> regexes; // rules whose `needs` matched; working memory
};

// Appends the hits of `text` on patterns that look at `field`. `out` is cleared by the caller between comments.
void find_hits(const Ruleset& rules, const Regexes& regexes, Field field, const Text& text, const Terms& terms, Hits& out);

}  // namespace pilah
