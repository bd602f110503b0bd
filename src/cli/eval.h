// SPDX-License-Identifier: Apache-2.0
// `pilah eval`: how well a rule set does on labelled comments.
#pragma once

#include "cli/eval_figures.h"
#include "cli/rulesets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

enum class EvalFormat : uint8_t { text, json, html };

struct EvalOptions {
  std::vector<std::string> files;
  RulesOptions rules;
  EvalFormat format = EvalFormat::text;
  std::string output;    // empty: standard output
  bool details = false;  // text: thresholds, probabilities and rules too
  size_t errors = 0;     // wrong rows to show of each kind
};

int run_eval(const EvalOptions& options);

// The three ways to show figures.
std::string eval_text(const Figures& figures, bool details);
std::string eval_json(const Figures& figures);
std::string eval_html(const Figures& figures);

}  // namespace pilah::cli
