// SPDX-License-Identifier: Apache-2.0
// Each file is judged on its own: sets differ in how many rows carry a label, so a pooled figure would say nothing.
// Rules are counted over all files, since a rule that no file shows is what one wants to know.
#include "cli/eval_figures.h"

#include "cli/eval_parts.h"
#include "cli/messages.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace pilah::cli {

namespace {

constexpr int kBins = 10;
constexpr int32_t kSweepStep = 5;
constexpr uint64_t kFewHits = 8;
constexpr double kNearlyAll = 0.95;

class Collector {
public:
  explicit Collector(Figures& figures) : figures_(figures) {}

  void take(const Row& row, const Gold& gold, const pilah_verdict& verdict, SetFigures& set, size_t errors) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
      if (gold.labels[label] >= 0) judge_label(row, gold.labels[label] == 1, verdict, label, set.labels[label], errors);
    if (gold.action >= 0) judge_action(row, gold, verdict, set, errors);
    if (!gold.group.empty()) judge_group(gold, verdict, set);
  }

  void count_rules(const Gold& gold, const pilah_verdict& verdict) {
    ++figures_.rows;
    fired_.clear();
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
      const pilah_evidence& e = verdict.evidence[i];
      const uint32_t number = figures_.rules.number_of(e.rule);
      auto found = std::find_if(fired_.begin(), fired_.end(), [&](const auto& f) { return f.first == number; });
      if (found == fired_.end()) {
        fired_.emplace_back(number, e.points);
      } else {
        found->second += e.points;
      }
    }
    for (auto [number, points] : fired_) {
      RuleFigures& rule = figures_.by_rule[number];
      ++rule.hits;
      const int32_t label = figures_.rules[number].label;
      if (label == PILAH_NO_LABEL || gold.labels[static_cast<size_t>(label)] < 0) continue;
      const bool wanted = gold.labels[static_cast<size_t>(label)] == 1;
      ++rule.judged;
      rule.right += wanted;
      const pilah_score& score = verdict.scores[label];
      if (score.holds && score.points - points < figures_.thresholds[static_cast<size_t>(label)])
        ++(wanted ? rule.decides_right : rule.decides_wrong);
    }
    std::sort(fired_.begin(), fired_.end());
    for (size_t i = 0; i < fired_.size(); ++i)
      for (size_t j = i + 1; j < fired_.size(); ++j)
        ++together_[static_cast<uint64_t>(fired_[i].first) << 32 | fired_[j].first];
  }

  void find_companions() {
    for (const auto& [pair, together] : together_) {
      const auto a = static_cast<uint32_t>(pair >> 32), b = static_cast<uint32_t>(pair);
      consider(a, b, together);
      consider(b, a, together);
    }
  }

private:
  void judge_label(const Row& row, bool wanted, const pilah_verdict& verdict, size_t label, LabelFigures& out,
                   size_t errors) {
    const pilah_score& score = verdict.scores[label];
    const bool answer = score.holds != 0;
    out.tally.add(wanted, answer);
    out.answers.push_back({score.points, score.probability, wanted});
    if (wanted == answer || errors == 0) return;
    WrongRow wrong{wanted, score.points, std::abs(score.points - figures_.thresholds[label]), {}, {}};
    const auto kept = std::count_if(out.wrong.begin(), out.wrong.end(),
                                    [&](const WrongRow& other) { return other.missed == wrong.missed; });
    auto slightest = out.wrong.end();
    for (auto at = out.wrong.begin(); at != out.wrong.end(); ++at)
      if (at->missed == wrong.missed && (slightest == out.wrong.end() || at->margin <= slightest->margin))
        slightest = at;
    if (static_cast<size_t>(kept) >= errors) {
      if (slightest->margin >= wrong.margin) return;
      out.wrong.erase(slightest);
    }
    wrong.text = std::string(row.text());
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
      const pilah_evidence& e = verdict.evidence[i];
      if (e.label != static_cast<int32_t>(label) || e.points == 0) continue;
      std::string_view whole = e.field == PILAH_IN_TEXT ? row.text() : std::string_view();
      if (e.field == PILAH_IN_BIO) whole = {row.comment.author_bio, row.comment.author_bio_size};
      wrong.terms.push_back(
          {e.rule, e.points, std::string(whole.substr(std::min<size_t>(e.begin, whole.size()), e.end - e.begin))});
    }
    out.wrong.push_back(std::move(wrong));
  }

  void judge_action(const Row& row, const Gold& gold, const pilah_verdict& verdict, SetFigures& set, size_t errors) {
    set.action.add(gold, verdict.action);
    if (gold.action == verdict.action || set.wrong_actions.size() >= errors) return;
    set.wrong_actions.push_back({gold.action, verdict.action, verdict.policy_row, std::string(row.text())});
  }

  static void judge_group(const Gold& gold, const pilah_verdict& verdict, SetFigures& set) {
    auto found = set.groups.find(gold.group);
    if (found == set.groups.end()) found = set.groups.emplace(gold.group, GroupFigures()).first;
    GroupFigures& group = found->second;
    bool right = true;
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
      if (gold.labels[label] >= 0 && gold.labels[label] != verdict.scores[label].holds) right = false;
    ++group.rows;
    group.labels_right += right;
    group.actions += gold.action >= 0;
    group.actions_right += gold.action == verdict.action;
  }

  void consider(uint32_t rule, uint32_t other, uint64_t together) {
    if (figures_.rules[rule].label != figures_.rules[other].label) return;
    RuleFigures& figures = figures_.by_rule[rule];
    if (std::tuple(together, other) <= std::tuple(figures.explained, figures.companion)) return;
    figures.explained = together;
    figures.companion = other;
  }

  Figures& figures_;
  std::vector<std::pair<uint32_t, int32_t>> fired_;  // rules of one comment and what they count
  std::unordered_map<uint64_t, uint64_t> together_;  // comments on which both rules of a pair fired
};

}  // namespace

std::string SetFigures::title() const {
  switch (part) {
    case Part::tuned:
      return fmt::format("{} · {}", name, either("tuned", "disetel"));
    case Part::kept:
      return fmt::format("{} · {}", name, either("kept apart", "disisihkan"));
    case Part::whole:
      break;
  }
  return name;
}

bool collect_figures(const std::vector<std::string>& files, const pilah_ruleset* ruleset, const CollectOptions& options,
                     Figures& figures) {
  figures.ruleset_hash = pilah_ruleset_hash(ruleset);
  for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label)
    figures.thresholds[static_cast<size_t>(label)] = pilah_ruleset_threshold(ruleset, label);
  Judge judge(ruleset);
  Collector collector(figures);
  bool sound = true;
  for (const std::string& file : files) {
    const std::optional<Parts> parts = options.split ? std::optional<Parts>(std::in_place, file, judge) : std::nullopt;
    SetFigures whole, tuned, kept;
    whole.name = tuned.name = kept.name = set_name(file);
    tuned.part = Part::tuned;
    kept.part = Part::kept;
    const bool read = read_labelled(file, [&](const Row& row, const Gold& gold) {
      const pilah_verdict& verdict = judge(row.comment);
      collector.count_rules(gold, verdict);
      collector.take(row, gold, verdict, whole, parts ? 0 : options.errors);
      if (!parts) return;
      // Whoever reads wrong rows of the part kept apart has seen them, and it is kept apart no longer.
      const bool apart = parts->is_kept(row, verdict);
      collector.take(row, gold, verdict, apart ? kept : tuned, apart ? 0 : options.errors);
    });
    sound = read && sound;
    figures.sets.push_back(std::move(whole));
    if (!parts) continue;
    figures.sets.push_back(std::move(tuned));
    figures.sets.push_back(std::move(kept));
  }
  for (SetFigures& set : figures.sets)
    for (LabelFigures& label : set.labels)
      std::stable_sort(label.wrong.begin(), label.wrong.end(), [](const WrongRow& a, const WrongRow& b) {
        return a.missed != b.missed ? a.missed : a.margin > b.margin;
      });
  collector.find_companions();
  return sound;
}

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
