// SPDX-License-Identifier: Apache-2.0
// `pilah campaigns`: which comments are copies of each other, and which advertise the same thing.
#pragma once

#include "cli/rulesets.h"
#include "cli/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

struct CampaignsOptions {
  std::vector<std::string> files;
  InputNames names;
  RulesOptions rules;
  uint64_t least = 3;  // comments that make a campaign
  size_t most = 20;    // of each kind to show; 0: all
  bool json = false;
};

int run_campaigns(const CampaignsOptions& options);

}  // namespace pilah::cli
