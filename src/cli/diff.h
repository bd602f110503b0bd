// SPDX-License-Identifier: Apache-2.0
// `pilah diff`: which verdicts differ between two rule sets, and the rules behind it.
#pragma once

#include "cli/table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pilah::cli {

struct DiffOptions {
  std::string before, after;          // directories of packs, or images; "built-in": the library's own rules
  std::vector<std::string> overlays;  // directories of packs on top of `after`
  std::vector<std::string> files;     // comments, labelled or not
  InputNames names;
  size_t samples = 3;  // of each kind of flip
  bool json = false;
};

int run_diff(const DiffOptions& options);

}  // namespace pilah::cli
