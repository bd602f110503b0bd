// SPDX-License-Identifier: Apache-2.0
// What somebody who wrote a name that nobody knows may have meant.
#pragma once

#include <string_view>
#include <vector>

namespace pilah::cli {

// The name nearest to `word`: the same but for capital letters, or a slip of the keyboard away, two in a long name.
// Empty: none is near.
std::string_view meant(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace pilah::cli
