// SPDX-License-Identifier: Apache-2.0
// The compiler leaves layers out. What it cannot leave out is that comments are folded before rules see them: for the
// lowest stage the judge reads words as they are written only.
#include "cli/eval_ablation.h"

#include "cli/failure.h"
#include "cli/labelled.h"

#include <string_view>

namespace pilah::cli {

namespace {

struct StageSource {
  const char* name;
  uint32_t without;
};
constexpr std::array<StageSource, kStageCount> kStages = {{
    {"words", PILAH_WITHOUT_ALL},
    {"spellings", PILAH_WITHOUT_SCORES | PILAH_WITHOUT_CONTEXT | PILAH_WITHOUT_PATTERNS},
    {"patterns", PILAH_WITHOUT_SCORES | PILAH_WITHOUT_CONTEXT},
    {"context", PILAH_WITHOUT_SCORES},
    {"scores", 0},
}};

void take(const Gold& gold, const pilah_verdict& verdict, StageFigures& out) {
  for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    if (gold.labels[label] < 0) continue;
    const bool wanted = gold.labels[label] == 1;
    const double distance = verdict.scores[label].probability - wanted;
    out.labels[label].add(wanted, verdict.scores[label].holds != 0);
    out.squares[label] += distance * distance;
  }
  if (gold.action >= 0) out.action.add(gold, verdict.action);
}

uint32_t counting_rules(const pilah_ruleset* ruleset) {
  const RuleTable table(ruleset);
  uint32_t count = 0;
  for (const pilah_rule& rule : table.list()) count += std::string_view(rule.status) == "active";
  return count;
}

}  // namespace

const char* stage_name(Stage stage) { return kStages[stage].name; }

std::optional<double> StageFigures::brier(size_t label) const {
  if (!labels[label].positives() || !labels[label].negatives()) return std::nullopt;
  return squares[label] / static_cast<double>(labels[label].rows());
}

bool ablate(const std::vector<std::string>& files, const RulesOptions& rules, Ablation& out) {
  for (const std::string& name : set_names(files)) out.sets.emplace_back().name = name;
  bool sound = true;
  for (size_t stage = 0; stage < kStageCount; ++stage) {
    RulesOptions options = rules;
    options.without = kStages[stage].without;
    const Ruleset ruleset = open_rules(options);
    const void* image = nullptr;
    expect_ok(pilah_ruleset_image(ruleset.get(), &image, &out.bytes[stage]));
    out.rules[stage] = counting_rules(ruleset.get());
    out.ruleset_hash = pilah_ruleset_hash(ruleset.get());  // that of the last stage stays
    Judge judge(ruleset.get(), stage == kWordsStage ? Reading::as_written : Reading::whole);
    for (size_t i = 0; i < files.size(); ++i) {
      StageFigures& figures = out.sets[i].stages[stage];
      const auto take_row = [&](const Row& row, const Gold& gold) { take(gold, judge(row.comment), figures); };
      const bool read = read_labelled(files[i], take_row, stage == 0 ? Trouble::reported : Trouble::passed_over);
      sound = read && sound;
    }
  }
  return sound;
}

}  // namespace pilah::cli
