// SPDX-License-Identifier: Apache-2.0
// `pilah check`, `compile` and `rules`: what people who write rules need.
#pragma once

#include "cli/rulesets.h"
#include "cli/terminal.h"

#include <string>

namespace pilah::cli {

struct CheckOptions {
  RulesOptions rules;
  bool release = false;
  bool json = false;
  ColourWish colour = ColourWish::automatic;
};

struct CompileOptions {
  RulesOptions rules;
  bool release = false;
  std::string output;
};

struct ListOptions {
  RulesOptions rules;
  bool json = false;
};

int run_check(const CheckOptions& options);
int run_compile(const CompileOptions& options);
int run_rules(const ListOptions& options);

}  // namespace pilah::cli
