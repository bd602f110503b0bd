// SPDX-License-Identifier: Apache-2.0
// Points from labelled rows by logistic regression.
#pragma once

#include "cli/tune_rows.h"

#include <cstdint>
#include <vector>

namespace pilah::cli {

struct FitOptions {
  double trust = 0.1;       // in the rows; the larger, the further points may move from what is written
  uint32_t least_hits = 8;  // different comments a rule must fire on
};

// How often each rule fires: on comments that carry the label, and on others.
struct RuleHits {
  uint32_t wanted = 0;
  uint32_t unwanted = 0;
  uint32_t all() const { return wanted + unwanted; }
};
std::vector<RuleHits> hits_of(const TuneRules& rules, const Examples& examples);

// Points that fit the rows outside of fold `without`; kNoFold for all rows. The same input gives the same points.
inline constexpr uint32_t kNoFold = UINT32_MAX;
Points fitted_points(const TuneRules& rules, const Examples& examples, const std::vector<TuneSet>& sets,
                     const FitOptions& options, uint32_t without);

// The range that points of a rule stay in: sign as written, between 1 and 100, no more than its group's cap.
struct PointsRange {
  int32_t least, most;
};
PointsRange range_of(const pilah_rule& rule);

}  // namespace pilah::cli
