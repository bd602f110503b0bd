// SPDX-License-Identifier: Apache-2.0
// `pilah suggest`: words and phrases that missed comments share, as candidates for rules that a person may write.
#pragma once

#include "cli/rulesets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

struct SuggestOptions {
  std::vector<std::string> files;  // labelled JSONL
  RulesOptions rules;
  int32_t label = 0;
  uint32_t least = 5;      // missed comments that a candidate must be in
  double precision = 0.7;  // share of missed ones among the comments it is in that no rule has found
  size_t most = 40;        // candidates
  bool toml = false;       // as draft rules instead of a table
};

int run_suggest(const SuggestOptions& options);

}  // namespace pilah::cli
