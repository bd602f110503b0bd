// SPDX-License-Identifier: Apache-2.0
// `pilah explain`: one comment, and everything that led to its verdict, for people.
#pragma once

#include "cli/rulesets.h"
#include "cli/table.h"
#include "cli/terminal.h"

#include <pilah/pilah.h>

#include <array>
#include <optional>
#include <string>

namespace pilah::cli {

struct ExplainOptions {
  std::string text;
  bool from_stdin = false;
  RulesOptions rules;
  ColourWish colour = ColourWish::automatic;
  bool verbose = false;
  std::array<std::optional<std::string>, kMeaningCount> facts;  // as written
};

int run_explain(const ExplainOptions& options);

// What the page of an explanation is made from.
struct Explained {
  const pilah_ruleset* ruleset;
  const pilah_comment* comment;
  const pilah_verdict* verdict;
  const pilah_token* tokens;
  uint32_t token_count;
  const pilah_near_row* near_rows;
  uint32_t near_row_count;
  const char* reason;  // for the team's own eyes
};

// The whole page. `verbose` adds rules that count little or nothing, when each rule is wrong, and words that were read
// as they stand.
std::string explanation(const Explained& explained, bool colour, bool verbose);

}  // namespace pilah::cli
