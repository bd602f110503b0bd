// SPDX-License-Identifier: Apache-2.0
// Collects the figures and hands them to the page that was asked for.
#include "cli/eval.h"

#include "cli/failure.h"
#include "cli/io.h"

namespace pilah::cli {

namespace {

std::string shown(const Figures& figures, const EvalOptions& options) {
  switch (options.format) {
    case EvalFormat::json:
      return eval_json(figures);
    case EvalFormat::html:
      return eval_html(figures);
    case EvalFormat::text:
      break;
  }
  return eval_text(figures, options.details);
}

}  // namespace

int run_eval(const EvalOptions& options) {
  const Ruleset ruleset = open_rules(options.rules);
  Figures figures(ruleset.get());
  const bool sound = collect_figures(options.files, ruleset.get(), options.errors, figures);
  if (interrupted()) return kInterrupted;
  const std::string page = shown(figures, options);
  if (options.output.empty()) {
    Output().write(page);
  } else {
    replace_file(options.output, page);
  }
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
