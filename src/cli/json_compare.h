// SPDX-License-Identifier: Apache-2.0
// Where two JSON documents differ, field by field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

struct Difference {
  std::string field;   // "priority", "evidence[2].points"
  std::string before;  // as JSON; "-" where there is nothing
  std::string after;
};

// The same values in another spelling (blanks, 0.50 for 0.5, the order of keys) make no difference. Nothing for two
// documents that say the same; a difference of the whole, named "", if one is no JSON.
std::vector<Difference> differences(std::string_view before, std::string_view after);

}  // namespace pilah::cli
