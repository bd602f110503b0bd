// SPDX-License-Identifier: Apache-2.0
// `pilah eval --ablation`: what each layer of the rules is worth on labelled comments.
#pragma once

#include "cli/rulesets.h"
#include "cli/tally.h"

#include <pilah/pilah.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pilah::cli {

// The rules with more and more layers, from lists of words to what is shipped.
enum Stage : uint8_t { kWordsStage, kSpellingsStage, kPatternsStage, kContextStage, kScoresStage, kStageCount };

// One file under one stage.
struct StageFigures {
  std::array<LabelTally, PILAH_LABEL_COUNT> labels;
  std::array<double, PILAH_LABEL_COUNT> squares{};  // of probability minus truth, summed
  ActionTally action;

  std::optional<double> brier(size_t label) const;
};

struct AblatedSet {
  std::string name;
  std::array<StageFigures, kStageCount> stages;
};

struct Ablation {
  std::vector<AblatedSet> sets;
  std::array<uint32_t, kStageCount> rules{};  // that count
  std::array<size_t, kStageCount> bytes{};    // of the image
  std::string ruleset_hash;                   // of the whole
};

const char* stage_name(Stage stage);

// Compiles the rules once for each stage and judges all files. False: some rows could not be read.
bool ablate(const std::vector<std::string>& files, const RulesOptions& rules, Ablation& out);

std::string ablation_text(const Ablation& ablation);
std::string ablation_json(const Ablation& ablation);

}  // namespace pilah::cli
