// SPDX-License-Identifier: Apache-2.0
// What people say of a comment.
#pragma once

#include <pilah/pilah.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace pilah::cli {

// Only what its set decides.
struct Gold {
  bool says_something() const {
    return action >= 0 || std::any_of(labels.begin(), labels.end(), [](int said) { return said >= 0; });
  }

  std::array<int, PILAH_LABEL_COUNT> labels{-1, -1, -1, -1};  // 1, 0, or -1: not said
  int action = -1;                                            // PILAH_NONE …, or -1: not said
  std::string_view group;  // rows of one kind, in a set that is written to try them; lives as long as the row
};

}  // namespace pilah::cli
