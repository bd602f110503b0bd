// SPDX-License-Identifier: Apache-2.0
// The door of the match stage: from terms to hits.
#pragma once

#include "base/bit_table.h"
#include "base/list_walk.h"
#include "match/phrase.h"
#include "match/regex.h"
#include "match/terms.h"
#include "ruleset/ruleset.h"
#include "text/token.h"

#include <cstdint>
#include <span>
#include <vector>

namespace pilah {

// A pattern that matched, before contexts and exceptions are looked at.
struct Hit {
  uint32_t rule;
  uint32_t pattern;  // kRegexHit for a regular expression
  uint32_t place;    // hits with the same place count only once
  int32_t points;
  TermRange terms;
  Range folded;  // of a regular expression: in Text::folded
};
inline constexpr uint32_t kRegexHit = UINT32_MAX;

// Finds hits, comment after comment. It lives in scratch, because it keeps an entry for each atom and pattern of the
// rule set.
class Matcher {
public:
  std::vector<Hit> hits;        // what rules ask for, in no order that means anything
  std::vector<Hit> exceptions;  // `unless` and `unless_comment`

  // Replaces the hits by those of `text` on patterns that look at `field`.
  void find(const Ruleset& rules, const Regexes& regexes, Field field, const Text& text, const Terms& terms);

private:
  void add_hit(const Ruleset& rules, uint32_t pattern, TermRange terms);
  void hit_phrases(const Ruleset& rules, Field field);
  void hit_words(const Ruleset& rules, Field field, const Terms& terms);
  void find_hits(const Ruleset& rules, Field field, const Terms& terms);
  void find_exceptions(const Ruleset& rules, const Terms& terms);
  void run_regexes(const Ruleset& rules, const Regexes& regexes, const Text& text, const Terms& terms);
  void run_on_text(const Ruleset& rules, const Regexes& regexes, std::span<const uint32_t> asked, const Text& text,
                   const Terms& terms);
  void run_on_tokens(const Ruleset& rules, const Regexes& regexes, std::span<const uint32_t> asked, const Text& text,
                     const Terms& terms);
  bool load_window(const Ruleset& rules, const Terms& terms, uint32_t first);
  size_t sift();
  size_t list_waiting(const Ruleset& rules, Field field, const Terms& terms);
  size_t sift_exceptions(const Ruleset& rules);
  size_t leave_likely(const Ruleset& rules, size_t count);
  void try_pattern(const Ruleset& rules, uint32_t index);

  Window window_;
  uint64_t starts_ = 0;                // the terms of the window at which its matches may begin
  BitTable tried_;                     // patterns in this window, or rules with hits; empty between loops
  ListWalk<Posting> postings_;         // that are looked at
  std::vector<uint32_t> waiting_;      // patterns to be tried in this window
  std::vector<uint32_t> regex_rules_;  // whose `needs` matched
  std::vector<uint32_t> hit_rules_;    // that have exceptions
};

}  // namespace pilah
