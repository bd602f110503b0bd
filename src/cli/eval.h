// SPDX-License-Identifier: Apache-2.0
// `pilah eval`: how well a rule set does on labelled comments.
#pragma once

#include "cli/rulesets.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pilah::cli {

struct EvalOptions {
  std::vector<std::string> files;
  RulesOptions rules;
  size_t errors = 0;  // wrong rows to show of each kind
  bool json = false;
};

int run_eval(const EvalOptions& options);

}  // namespace pilah::cli
