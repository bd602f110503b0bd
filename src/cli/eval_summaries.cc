// SPDX-License-Identifier: Apache-2.0
// What is worked out of figures only when a page shows it: other thresholds, probabilities, rules in the order of use.
#include "cli/eval_figures.h"

#include <algorithm>
#include <cmath>

namespace pilah::cli {

namespace {

constexpr int kBins = 10;
constexpr int32_t kSweepStep = 5;
constexpr uint64_t kFewHits = 8;
constexpr double kNearlyAll = 0.95;

}  // namespace

std::vector<SweepStep> sweep_of(const LabelFigures& label, int32_t threshold) {
  std::vector<int32_t> thresholds = {threshold};
  for (int32_t at = kSweepStep; at <= std::max(60, 2 * threshold); at += kSweepStep)
    if (at != threshold) thresholds.push_back(at);
  std::sort(thresholds.begin(), thresholds.end());
  std::vector<SweepStep> steps;
  for (int32_t at : thresholds) {
    SweepStep& step = steps.emplace_back(SweepStep{at, {}});
    for (const ScoredAnswer& answer : label.answers) step.tally.add(answer.wanted, answer.points >= at);
  }
  return steps;
}

std::optional<Reliability> reliability_of(const LabelFigures& label) {
  if (!label.tally.positives() || !label.tally.negatives()) return std::nullopt;
  struct Sum {
    uint64_t rows = 0, wanted = 0;
    double probability = 0;
  };
  std::array<Sum, kBins> sums{};
  Reliability out;
  for (const ScoredAnswer& answer : label.answers) {
    Sum& sum = sums[static_cast<size_t>(std::clamp(static_cast<int>(answer.probability * kBins), 0, kBins - 1))];
    ++sum.rows;
    sum.wanted += answer.wanted;
    sum.probability += answer.probability;
    out.brier += (answer.probability - answer.wanted) * (answer.probability - answer.wanted);
  }
  const auto rows = static_cast<double>(label.answers.size());
  out.brier /= rows;
  for (const Sum& sum : sums) {
    if (sum.rows == 0) continue;
    const auto n = static_cast<double>(sum.rows);
    out.bins.push_back({sum.rows, sum.probability / n, *share_of(sum.wanted, sum.rows)});
    out.error += n / rows * std::abs(out.bins.back().mean - out.bins.back().share.value);
  }
  return out;
}

std::vector<uint32_t> rules_by_hits(const Figures& figures) {
  std::vector<uint32_t> order;
  for (uint32_t rule = 0; rule < figures.by_rule.size(); ++rule)
    if (figures.by_rule[rule].hits > 0) order.push_back(rule);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return figures.by_rule[a].hits > figures.by_rule[b].hits; });
  return order;
}

std::vector<uint32_t> rules_without_hits(const Figures& figures) {
  std::vector<uint32_t> order;
  for (uint32_t rule = 0; rule < figures.by_rule.size(); ++rule)
    if (figures.by_rule[rule].hits == 0) order.push_back(rule);
  return order;
}

std::vector<uint32_t> rules_shadowed(const Figures& figures) {
  std::vector<uint32_t> order;
  for (uint32_t rule = 0; rule < figures.by_rule.size(); ++rule) {
    const RuleFigures& f = figures.by_rule[rule];
    if (f.hits >= kFewHits && static_cast<double>(f.explained) >= kNearlyAll * static_cast<double>(f.hits))
      order.push_back(rule);
  }
  return order;
}

}  // namespace pilah::cli
