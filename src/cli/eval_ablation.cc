// SPDX-License-Identifier: Apache-2.0
// The compiler leaves layers out. What it cannot leave out is that comments are folded before rules see them, so for
// the lowest stage every word that does not stand there as it is looked up is taken out of the comment instead.
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

// A token that no list of words holds, and that is read as nothing else.
constexpr char kUnlisted = '0';

class StageJudge {
public:
  StageJudge(const pilah_ruleset* ruleset, bool as_written)
      : ruleset_(ruleset), scratch_(new_scratch()), as_written_(as_written) {
    pilah_verdict_init(&verdict_, sizeof verdict_);
  }

  const pilah_verdict& operator()(pilah_comment comment) {
    expect_ok(pilah_classify(ruleset_, scratch_.get(), &comment, &verdict_));
    if (!as_written_ || !blank_readings({comment.text, comment.text_size})) return verdict_;
    comment.text = plain_.data();
    comment.text_size = plain_.size();
    expect_ok(pilah_classify(ruleset_, scratch_.get(), &comment, &verdict_));
    return verdict_;
  }

private:
  // Writes the comment without words that only undoing has shown: stretched, with a clitic, in disguise. False: there
  // are none.
  bool blank_readings(std::string_view text) {
    const pilah_token* tokens = nullptr;
    uint32_t count = 0;
    expect_ok(pilah_scratch_tokens(ruleset_, scratch_.get(), &tokens, &count));
    plain_.clear();
    size_t kept = 0;
    for (uint32_t i = 0; i < count; ++i) {
      const std::string_view step = tokens[i].step;
      if (tokens[i].begin < kept) continue;  // the second word of one that stands for two
      if (tokens[i].evasions == 0 && (step == "as-written" || step == "prefix" || step == "unknown")) continue;
      plain_.append(text.substr(kept, tokens[i].begin - kept));
      plain_.push_back(kUnlisted);
      kept = tokens[i].end;
    }
    if (kept == 0) return false;
    plain_.append(text.substr(kept));
    return true;
  }

  const pilah_ruleset* ruleset_;
  Scratch scratch_;
  bool as_written_;
  pilah_verdict verdict_;
  std::string plain_;
};

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
  for (const std::string& file : files) out.sets.emplace_back().name = set_name(file);
  bool sound = true;
  for (size_t stage = 0; stage < kStageCount; ++stage) {
    RulesOptions options = rules;
    options.without = kStages[stage].without;
    const Ruleset ruleset = open_rules(options);
    const void* image = nullptr;
    expect_ok(pilah_ruleset_image(ruleset.get(), &image, &out.bytes[stage]));
    out.rules[stage] = counting_rules(ruleset.get());
    out.ruleset_hash = pilah_ruleset_hash(ruleset.get());  // that of the last stage stays
    StageJudge judge(ruleset.get(), stage == kWordsStage);
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
