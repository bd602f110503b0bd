// SPDX-License-Identifier: Apache-2.0
// `pilah eval`: how well a rule set does on labelled comments.
#pragma once

#include "cli/eval_aims.h"
#include "cli/eval_figures.h"
#include "cli/rulesets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

enum class EvalFormat : uint8_t { text, json, html, markdown };

struct EvalOptions {
  std::vector<std::string> files;
  RulesOptions rules;
  EvalFormat format = EvalFormat::text;
  std::string output = "-";
  bool details = false;  // text: thresholds, probabilities and rules too
  size_t errors = 0;     // wrong rows to show of each kind
  bool split = false;    // each file in two parts, too
  bool groups = false;   // text: rows by what they try
  bool ablation = false;
  bool without_disguises = false;
  std::string aims;  // markdown: what to compare with
};

int run_eval(const EvalOptions& options);

// The ways to show figures.
std::string eval_text(const Figures& figures, bool details, bool groups);
std::string eval_markdown(const Figures& figures, const Aims& aims);
std::string eval_json(const Figures& figures);
std::string eval_html(const Figures& figures);

}  // namespace pilah::cli
