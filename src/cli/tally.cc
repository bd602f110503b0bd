// SPDX-License-Identifier: Apache-2.0
// Precision, recall, F1 and Wilson's interval (Wilson 1927, doi:10.2307/2276774).
#include "cli/tally.h"

#include <algorithm>
#include <cmath>

namespace pilah::cli {

std::optional<Share> share_of(uint64_t part, uint64_t whole) {
  if (whole == 0) return std::nullopt;
  constexpr double z = 1.959963984540054;  // 97.5 % of the normal distribution lie below
  const double n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double reach = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return Share{p, std::max(0.0, middle - reach), std::min(1.0, middle + reach)};
}

void LabelTally::add(bool gold, bool answer) {
  ++(gold ? (answer ? true_hits : missed) : (answer ? false_hits : true_rests));
}

std::optional<Share> LabelTally::precision() const {
  if (!positives() || !negatives()) return std::nullopt;
  std::optional<Share> share = share_of(true_hits, true_hits + false_hits);
  return share ? share : Share{0, 0, 1};
}

std::optional<double> LabelTally::f1() const {
  if (!positives() || !negatives()) return std::nullopt;
  return 2.0 * static_cast<double>(true_hits) / static_cast<double>(2 * true_hits + false_hits + missed);
}

std::optional<Share> LabelTally::f1_share() const {
  if (!positives() || !negatives()) return std::nullopt;
  const std::optional<Share> share = share_of(true_hits, true_hits + false_hits + missed);
  auto f1_of = [](double jaccard) { return 2 * jaccard / (1 + jaccard); };
  return Share{f1_of(share->value), f1_of(share->low), f1_of(share->high)};
}

void ActionTally::add(const Gold& gold, int32_t answer) {
  ++rows_by[static_cast<size_t>(gold.action)][static_cast<size_t>(answer)];
  if (gold.labels[PILAH_COMPLAINT] == 1 && gold.labels[PILAH_SPAM] != 1 && answer == PILAH_HIDE) ++complaints_hidden;
}

uint64_t ActionTally::rows() const {
  uint64_t sum = 0;
  for (const auto& answers : rows_by) {
    for (uint64_t count : answers) sum += count;
  }
  return sum;
}

std::optional<Share> ActionTally::accuracy() const {
  return share_of(rows_by[0][0] + rows_by[1][1] + rows_by[2][2] + rows_by[3][3], rows());
}

double ActionTally::f1(int action) const {
  const auto a = static_cast<size_t>(action);
  uint64_t gold = 0, answered = 0;
  for (size_t i = 0; i < 4; ++i) {
    gold += rows_by[a][i];
    answered += rows_by[i][a];
  }
  return gold + answered ? 2.0 * static_cast<double>(rows_by[a][a]) / static_cast<double>(gold + answered) : 0;
}

// The mean over the actions that anybody asked for or that was answered.
double ActionTally::macro_f1() const {
  double sum = 0;
  int present = 0;
  for (size_t action = 0; action < rows_by.size(); ++action) {
    uint64_t rows_here = 0;
    for (size_t i = 0; i < rows_by.size(); ++i) rows_here += rows_by[action][i] + rows_by[i][action];
    if (rows_here == 0) continue;
    sum += f1(static_cast<int>(action));
    ++present;
  }
  return present ? sum / present : 0;
}

}  // namespace pilah::cli
