// SPDX-License-Identifier: Apache-2.0
// `pilah policy`: the policy of a rule set as a page for people, or as a table of what it does.
#pragma once

#include "cli/rulesets.h"

namespace pilah::cli {

struct PolicyOptions {
  RulesOptions rules;
  bool matrix = false;
};

int run_policy(const PolicyOptions& options);

}  // namespace pilah::cli
