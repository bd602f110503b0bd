// SPDX-License-Identifier: Apache-2.0
// The model: log-odds that a comment carries the label = scale * (points - threshold), so that the threshold of the
// policy is where the odds are even. What liblinear fits is the scale, and for each rule how far its points move away
// from what is written; its L2 term pulls these moves towards 0, that is towards the author's points.
//
// liblinear knows no ranges, no weights of rows and no caps, so:
// * a rule whose points leave their range is held at the edge and the rest fitted again, until none leaves;
// * rows of small or important files come several times;
// * what lies above the cap of its group moves nothing. Where that is depends on the points, so the fit is repeated
//   from the points it gave, as long as the penalised loss, with caps, falls.
#include "cli/tune_fit.h"

#include "cli/failure.h"
#include "cli/messages.h"

#include <linear.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>
#include <string>

namespace pilah::cli {

namespace {

constexpr int kMostRounds = 4;
constexpr int kMostCopies = 200;
constexpr double kAnchorPoints = 20;

void say_nothing(const char*) {}

struct FreeModel {
  void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};

// A row that takes part in the fit: it fired something that may change.
struct FitRow {
  const Example* example;
  int copies;
};

class Fit {
public:
  Fit(const TuneRules& rules, const Examples& examples, const std::vector<TuneSet>& sets, const FitOptions& options,
      uint32_t without)
      : rules_(rules), examples_(examples), options_(options), written_(written_points(rules)) {
    free_.assign(rules.table.size(), 0);
    count_hits(without);
    take_rows(sets, without);
  }

  Points run() {
    Points best = written_;
    if (rows_.empty()) return best;
    for (int round = 0; round < kMostRounds; ++round) {
      Points next = step(best);
      if (scale_ <= 0) return written_;
      const double least = loss(best);  // with the scale of this round
      double found = loss(next);
      for (int halves = 0; found >= least && halves < 2; ++halves) {
        for (size_t i = 0; i < next.size(); ++i) next[i] = best[i] + (next[i] - best[i]) / 2;
        found = loss(next);
      }
      if (found >= least) break;
      best = std::move(next);
    }
    return best;
  }

private:
  void count_hits(uint32_t without) {
    std::vector<uint32_t> hits(rules_.table.size());
    for (const Example& row : examples_.rows) {
      if (row.fold == without) continue;
      for (const Fired& fired : examples_.of(row)) ++hits[fired.rule];
    }
    for (uint32_t rule = 0; rule < hits.size(); ++rule)
      free_[rule] = rules_.tunable(rule) && hits[rule] >= options_.least_hits;
  }

  void take_rows(const std::vector<TuneSet>& sets, uint32_t without) {
    std::vector<double> sizes(sets.size());
    for (const Example& row : examples_.rows) sizes[row.set] += row.fold != without;
    double unit = 0;  // rows of a file of weight 1 that come once
    for (size_t i = 0; i < sets.size(); ++i)
      if (sets[i].weight > 0) unit = std::max(unit, sizes[i] / sets[i].weight);
    std::vector<double> owed(sets.size());  // copies are whole, and what one row gets too few the next gets more
    for (const Example& row : examples_.rows) {
      if (row.fold == without) continue;
      const auto fired = examples_.of(row);
      if (std::none_of(fired.begin(), fired.end(), [&](const Fired& f) { return free_[f.rule]; })) continue;
      const double copies = sizes[row.set] > 0 ? sets[row.set].weight * unit / sizes[row.set] : 0;
      owed[row.set] += std::min(copies, double{kMostCopies});
      const int whole = static_cast<int>(owed[row.set]);
      owed[row.set] -= whole;
      if (whole == 0) continue;
      rows_.push_back({&row, whole});
      copies_ += whole;
    }
    trust_ = options_.trust * static_cast<double>(rows_.size()) / std::max(1.0, static_cast<double>(copies_));
  }

  // Points after one fit, with caps as they bite at `at`.
  Points step(const Points& at) {
    Points points = written_;
    std::vector<char> free = free_;
    for (size_t held = 1; held > 0;) {
      const std::vector<double> moves = solve(at, points, free);
      if (scale_ <= 0) return written_;
      held = 0;
      for (uint32_t rule = 0; rule < points.size(); ++rule) {
        if (!free[rule]) continue;
        const PointsRange range = range_of(rules_.table[rule]);
        const double wish = written_[rule] + moves[rule];
        if (wish >= range.least && wish <= range.most) continue;
        points[rule] = wish < range.least ? range.least : range.most;
        free[rule] = 0;
        ++held;
      }
      if (held > 0) continue;
      for (uint32_t rule = 0; rule < points.size(); ++rule)
        if (free[rule]) points[rule] = written_[rule] + static_cast<int32_t>(std::lround(moves[rule]));
    }
    return points;
  }

  // For each rule that is free, by how many points it should move; the others have `points`.
  std::vector<double> solve(const Points& at, const Points& points, const std::vector<char>& free) {
    std::vector<int> column(free.size(), 0);
    int columns = 1;
    for (size_t rule = 0; rule < free.size(); ++rule)
      if (free[rule]) column[rule] = ++columns;

    std::vector<feature_node> nodes;
    std::vector<size_t> begins;
    for (const FitRow& row : rows_) {
      begins.push_back(nodes.size());
      append_row(*row.example, at, points, column, nodes);
    }
    std::array<feature_node, 4> anchor = {{{1, kAnchorPoints}, {-1, 0}, {1, -kAnchorPoints}, {-1, 0}}};
    problem task{};
    std::vector<double> answers;
    std::vector<feature_node*> starts;
    for (size_t i = 0; i < rows_.size(); ++i)
      for (int copy = 0; copy < rows_[i].copies; ++copy) {
        answers.push_back(rows_[i].example->wanted ? 1 : -1);
        starts.push_back(nodes.data() + begins[i]);
      }
    add_anchor(anchor, answers, starts);
    task.l = static_cast<int>(starts.size());
    task.n = columns;
    task.y = answers.data();
    task.x = starts.data();
    task.bias = -1;
    parameter how{};
    how.solver_type = L2R_LR;
    how.C = trust_;
    how.eps = 1e-4;
    if (const char* wrong = check_parameter(&task, &how)) throw Failure(wrong);
    set_print_string_function(say_nothing);
    const std::unique_ptr<model, FreeModel> fitted(train(&task, &how));

    std::vector<double> moves(free.size(), 0);
    if (fitted->nr_class < 2) {  // only one kind of rows: nothing to tell apart
      scale_ = 0;
      return moves;
    }
    const double sign = fitted->label[0] == 1 ? 1 : -1;
    scale_ = sign * fitted->w[0];
    for (size_t rule = 0; rule < free.size(); ++rule)
      if (free[rule] && scale_ > 0) moves[rule] = sign * fitted->w[column[rule] - 1] / scale_;
    return moves;
  }

  // Where the points as written tell nothing, or the opposite of what they should, the scale would be lost and with it
  // the meaning of a point. Some rows speak for the authors: of those that far above the threshold most carry the
  // label.
  void add_anchor(std::array<feature_node, 4>& anchor, std::vector<double>& answers,
                  std::vector<feature_node*>& starts) const {
    const int64_t pairs = std::max<int64_t>(2, copies_ / 160);
    for (int64_t i = 0; i < 8 * pairs; ++i) {
      const bool usual = i % 8 != 0;
      starts.push_back(anchor.data());
      answers.push_back(usual ? 1 : -1);
      starts.push_back(anchor.data() + 2);
      answers.push_back(usual ? -1 : 1);
    }
  }

  // First column: the score, with caps, as it would be if free rules had the points that are written. Others: how much
  // the score changes with the rule's points.
  void append_row(const Example& row, const Points& at, const Points& points, const std::vector<int>& column,
                  std::vector<feature_node>& nodes) const {
    const auto fired = examples_.of(row);
    double base = score_of(rules_, fired, at) - examples_.threshold;
    const size_t first = nodes.size();
    nodes.push_back({1, 0});
    for (const Fired& f : fired) {
      if (!rules_.tunable(f.rule)) continue;
      if (is_capped(fired, f.rule, at)) continue;
      base += static_cast<double>(f.count) * (points[f.rule] - at[f.rule]);
      if (column[f.rule] > 0) nodes.push_back({column[f.rule], static_cast<double>(f.count)});
    }
    nodes[first].value = base;
    std::sort(nodes.begin() + static_cast<std::ptrdiff_t>(first), nodes.end(),
              [](const feature_node& a, const feature_node& b) { return a.index < b.index; });
    nodes.push_back({-1, 0});
  }

  // Whether the group of a rule holds more than its cap on the rule's side of 0.
  bool is_capped(std::span<const Fired> fired, uint32_t rule, const Points& at) const {
    const uint32_t group = rules_.group[rule];
    if (group == 0) return false;
    const int32_t side = written_[rule] < 0 ? -1 : 1;
    int32_t sum = 0;
    for (const Fired& f : fired) {
      if (rules_.group[f.rule] != group) continue;
      const int32_t adds = rules_.tunable(f.rule) ? at[f.rule] * static_cast<int32_t>(f.count) : f.points;
      sum += std::max(side * adds, 0);
    }
    return sum > rules_.caps[group];
  }

  // What liblinear minimises, with true caps.
  double loss(const Points& points) const {
    double pull = 0;
    for (size_t rule = 0; rule < points.size(); ++rule) {
      const double move = scale_ * (points[rule] - written_[rule]);
      pull += move * move / 2;
    }
    double sum = 0;
    for (const FitRow& row : rows_) {
      const double odds = scale_ * (score_of(rules_, examples_.of(*row.example), points) - examples_.threshold);
      sum += row.copies * std::log1p(std::exp(row.example->wanted ? -odds : odds));
    }
    return pull + trust_ * sum;
  }

  const TuneRules& rules_;
  const Examples& examples_;
  FitOptions options_;
  Points written_;
  std::vector<char> free_;  // rules whose points may move
  std::vector<FitRow> rows_;
  int64_t copies_ = 0;
  double trust_ = 0;
  double scale_ = 0;  // log-odds of a point, as fitted last
};

}  // namespace

PointsRange range_of(const pilah_rule& rule) {
  const int32_t most = rule.group_cap > 0 ? std::min(100, rule.group_cap) : 100;
  return rule.points < 0 ? PointsRange{-most, -1} : PointsRange{1, most};
}

std::vector<RuleHits> hits_of(const TuneRules& rules, const Examples& examples) {
  std::vector<RuleHits> hits(rules.table.size());
  for (const Example& row : examples.rows)
    for (const Fired& fired : examples.of(row)) ++(row.wanted ? hits[fired.rule].wanted : hits[fired.rule].unwanted);
  return hits;
}

Points fitted_points(const TuneRules& rules, const Examples& examples, const std::vector<TuneSet>& sets,
                     const FitOptions& options, uint32_t without) {
  return Fit(rules, examples, sets, options, without).run();
}

}  // namespace pilah::cli
