// SPDX-License-Identifier: Apache-2.0
// The evidence of a verdict is turned into rows of numbers once; after that no comment is looked at again.
#include "cli/tune_rows.h"

#include "cli/failure.h"
#include "cli/messages.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace pilah::cli {

namespace {

constexpr uint32_t kLeftOut = PILAH_EVIDENCE_SHADOW | PILAH_EVIDENCE_ABSORBED;

void take_evidence(const pilah_verdict& verdict, int32_t label, const TuneRules& rules, std::vector<Fired>& out) {
  const size_t first = out.size();
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& evidence = verdict.evidence[i];
    if (evidence.label != label || (evidence.flags & kLeftOut) != 0 || evidence.rule_points == 0) continue;
    const uint32_t rule = rules.table.number_of(evidence.rule);
    auto same = std::find_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                             [&](const Fired& fired) { return fired.rule == rule; });
    if (same == out.end()) {
      out.push_back({rule, evidence.rule_points, 1});
    } else {
      same->points += evidence.rule_points;
      ++same->count;
    }
  }
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [&](const Fired& a, const Fired& b) {
    return std::tuple(rules.group[a.rule], a.rule) < std::tuple(rules.group[b.rule], b.rule);
  });
}

}  // namespace

TuneRules::TuneRules(const pilah_ruleset* ruleset) : table(ruleset), caps(1, 0) {
  std::map<std::string_view, uint32_t> numbers;
  for (const pilah_rule& rule : table.list()) {
    if (rule.group_cap == 0) {
      group.push_back(0);
      continue;
    }
    auto [found, added] = numbers.emplace(rule.group, static_cast<uint32_t>(caps.size()));
    if (added) caps.push_back(rule.group_cap);
    group.push_back(found->second);
  }
}

bool TuneRules::tunable(uint32_t rule) const {
  return table[rule].form != PILAH_FORM_LEXICON && table[rule].points != 0;
}

Points written_points(const TuneRules& rules) {
  Points points;
  for (const pilah_rule& rule : rules.table.list()) points.push_back(rule.points);
  return points;
}

int32_t score_of(const TuneRules& rules, std::span<const Fired> fired, const Points& points) {
  int32_t score = 0, in_favour = 0, against = 0;
  for (size_t i = 0; i < fired.size(); ++i) {
    const uint32_t rule = fired[i].rule;
    const uint32_t group = rules.group[rule];
    const int32_t adds = rules.tunable(rule) ? points[rule] * static_cast<int32_t>(fired[i].count) : fired[i].points;
    if (group == 0) {
      score += adds;
      continue;
    }
    in_favour += std::max(adds, 0);
    against += std::min(adds, 0);
    if (i + 1 == fired.size() || rules.group[fired[i + 1].rule] != group) {
      score += std::min(in_favour, rules.caps[group]) + std::max(against, -rules.caps[group]);
      in_favour = against = 0;
    }
  }
  return score;
}

bool read_examples(const std::vector<std::string>& files, const pilah_ruleset* ruleset, const TuneRules& rules,
                   FoldBy fold_by, std::array<Examples, PILAH_LABEL_COUNT>& out) {
  for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    out[static_cast<size_t>(label)].label = label;
    out[static_cast<size_t>(label)].threshold = pilah_ruleset_threshold(ruleset, label);
  }
  const Points written = written_points(rules);
  Judge judge(ruleset);
  bool sound = true;
  std::set<std::tuple<uint64_t, int32_t, int>> seen;
  for (uint32_t set = 0; set < files.size(); ++set) {
    if (fold_by == FoldBy::skeleton) seen.clear();
    sound =
        read_labelled(
            files[set],
            [&](const Row& row, const Gold& gold) {
              const pilah_verdict& verdict = judge(row.comment);
              const uint64_t skeleton = mixed(skeleton_of(row, verdict));
              for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
                const int said = gold.labels[static_cast<size_t>(label)];
                if (said < 0 || !seen.emplace(skeleton, label, said).second) continue;
                Examples& examples = out[static_cast<size_t>(label)];
                const auto first = static_cast<uint32_t>(examples.fired.size());
                take_evidence(verdict, label, rules, examples.fired);
                const uint32_t fold = fold_by == FoldBy::file ? set : static_cast<uint32_t>(skeleton % kFolds);
                const Example example{set, fold, said == 1, first, static_cast<uint32_t>(examples.fired.size())};
                examples.rows.push_back(example);
                if (score_of(rules, examples.of(example), written) != verdict.scores[label].points) {
                  throw Failure(either("the arithmetic of the fit and of the library differ; this is a mistake of ours",
                                       "hitungan penyesuaian dan pustaka berbeda; ini kekeliruan kami"),
                                std::string(row.text()));
                }
              }
            }) &&
        sound;
  }
  return sound;
}

}  // namespace pilah::cli
