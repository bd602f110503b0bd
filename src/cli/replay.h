// SPDX-License-Identifier: Apache-2.0
// `pilah replay`: proves that the verdicts in evidence records follow from their texts, facts and rules.
#pragma once

#include "cli/rulesets.h"

#include <string>
#include <vector>

namespace pilah::cli {

struct ReplayOptions {
  std::vector<std::string> files;
  RulesOptions rules;
  bool json = false;
};

int run_replay(const ReplayOptions& options);

}  // namespace pilah::cli
