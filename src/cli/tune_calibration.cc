// SPDX-License-Identifier: Apache-2.0
// Isotonic regression: neighbours whose shares fall are pooled (pool adjacent violators; Ayer et al. 1955,
// doi:10.1214/aoms/1177728423), over bins of enough rows that no step stands on a few comments.
#include "cli/tune_calibration.h"

#include <algorithm>
#include <cmath>

namespace pilah::cli {

namespace {

constexpr size_t kMostBins = 16;
constexpr size_t kLeastRows = 20;  // of a bin
constexpr size_t kLeastSteps = 3;

struct Bin {
  double weight = 0;
  double wanted = 0;
  double points = 0;  // weighted sum
  size_t rows = 0;

  // With half a row of either kind added: few rows show less than they seem to.
  double share() const {
    const double row = weight / static_cast<double>(rows);
    return (wanted + row / 2) / (weight + row);
  }
  void add(const Bin& other) {
    weight += other.weight;
    wanted += other.wanted;
    points += other.points;
    rows += other.rows;
  }
};

// Bins of about equal weight that keep rows of the same score together.
std::vector<Bin> bins_of(const std::vector<ScoredRow>& rows) {
  double left = 0;
  for (const ScoredRow& row : rows) left += row.weight;
  std::vector<Bin> bins;
  Bin bin;
  for (size_t i = 0; i < rows.size(); ++i) {
    const ScoredRow& row = rows[i];
    bin.add({row.weight, row.wanted ? row.weight : 0, row.weight * row.score, 1});
    const bool ends = i + 1 == rows.size() || rows[i + 1].score != row.score;
    if (!ends || bin.rows < kLeastRows) continue;
    // Scores that many comments share would leave no more than a bin or two for all others.
    if (bin.weight < left / static_cast<double>(kMostBins - bins.size())) continue;
    left -= bin.weight;
    bins.push_back(bin);
    bin = {};
  }
  if (bin.rows > 0) {
    if (bins.empty() || bin.rows >= kLeastRows) {
      bins.push_back(bin);
    } else {
      bins.back().add(bin);
    }
  }
  return bins;
}

}  // namespace

std::vector<std::pair<int32_t, int32_t>> calibration_of(std::vector<ScoredRow> rows) {
  std::erase_if(rows, [](const ScoredRow& row) { return row.weight <= 0; });
  const auto wanted = std::count_if(rows.begin(), rows.end(), [](const ScoredRow& row) { return row.wanted; });
  if (wanted == 0 || wanted == static_cast<std::ptrdiff_t>(rows.size())) return {};
  std::stable_sort(rows.begin(), rows.end(), [](const ScoredRow& a, const ScoredRow& b) { return a.score < b.score; });
  std::vector<Bin> rising;
  for (const Bin& bin : bins_of(rows)) {
    rising.push_back(bin);
    while (rising.size() > 1 && rising[rising.size() - 2].share() >= rising.back().share()) {
      rising[rising.size() - 2].add(rising.back());
      rising.pop_back();
    }
  }
  std::vector<std::pair<int32_t, int32_t>> steps;
  for (const Bin& bin : rising) {
    const auto points = static_cast<int32_t>(std::lround(bin.points / bin.weight));
    // Nobody is certain of a comment: nothing is quite impossible and nothing quite sure.
    const auto permille = std::clamp(static_cast<int32_t>(std::lround(1000 * bin.share())), 2, 998);
    if (!steps.empty() && steps.back().first >= points) continue;
    steps.emplace_back(points, permille);
  }
  if (steps.size() < kLeastSteps) steps.clear();
  return steps;
}

}  // namespace pilah::cli
