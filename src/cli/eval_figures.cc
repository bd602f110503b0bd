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

Fault fault_of(const pilah_verdict& verdict, int32_t label, int32_t threshold) {
  int32_t found = 0;
  std::vector<std::pair<std::string_view, int32_t>> rules;
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& e = verdict.evidence[i];
    if (e.label != label || e.points <= 0) continue;
    found += e.points;
    auto same = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.first == e.rule; });
    if (same == rules.end()) {
      rules.emplace_back(e.rule, e.points);
    } else {
      same->second += e.points;
    }
  }
  if (!verdict.scores[label].holds) return found == 0 ? kNothingFound : found < threshold ? kTooLittle : kTakenAway;
  const bool alone =
      std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.second >= threshold; });
  return alone ? kOneRule : kSeveral;
}

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
      const bool without = score.points - points >= figures_.thresholds[static_cast<size_t>(label)];
      if (without != (score.holds != 0)) ++(wanted == (score.holds != 0) ? rule.decides_right : rule.decides_wrong);
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
    if (wanted == answer) return;
    ++out.faults[fault_of(verdict, static_cast<int32_t>(label), figures_.thresholds[label])];
    if (errors == 0) return;
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

const char* fault_name(Fault fault) {
  constexpr const char* kNames[kFaultCount] = {"nothing-found", "too-little", "taken-away", "one-rule",
                                               "several-rules"};
  return kNames[fault];
}

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
  Judge judge(ruleset, options.reading);
  judge.list_every_rule();
  Collector collector(figures);
  bool sound = true;
  const std::vector<std::string> names = set_names(files);
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string& file = files[i];
    const std::optional<Parts> parts = options.split ? std::optional<Parts>(std::in_place, file, judge) : std::nullopt;
    SetFigures whole, tuned, kept;
    whole.name = tuned.name = kept.name = names[i];
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

}  // namespace pilah::cli
