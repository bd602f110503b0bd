// SPDX-License-Identifier: Apache-2.0
// `pilah tune`: points and probabilities from labelled comments.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

struct TuneOptions {
  std::string rules;                 // a directory of packs
  std::vector<std::string> files;    // labelled JSONL
  std::string output;                // empty: scores.toml in the directory
  std::vector<std::string> weights;  // NAME=W
  uint32_t least_hits = 8;
  bool by_file = false;  // a fold is a file: what points do on a source that the fit has not seen
  bool points = true;    // false: probabilities only
  bool dry_run = false;
};

int run_tune(const TuneOptions& options);

}  // namespace pilah::cli
