// SPDX-License-Identifier: Apache-2.0
// From points to probabilities: how often a label is right on comments that reach so many points.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace pilah::cli {

struct ScoredRow {
  int32_t score;
  bool wanted;
  double weight;
};

// Steps of the calibration table: points, and probability in parts per thousand. Points rise from step to step and the
// probability does not fall. Empty if the rows are of one kind only, or too few to tell three steps apart.
std::vector<std::pair<int32_t, int32_t>> calibration_of(std::vector<ScoredRow> rows);

}  // namespace pilah::cli
