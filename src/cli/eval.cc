// SPDX-License-Identifier: Apache-2.0
// Collects the figures and hands them to the page that was asked for.
#include "cli/eval.h"

#include "cli/eval_ablation.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"

#include <algorithm>

namespace pilah::cli {

namespace {

std::string shown(const Figures& figures, const EvalOptions& options) {
  switch (options.format) {
    case EvalFormat::json:
      return eval_json(figures);
    case EvalFormat::html:
      return eval_html(figures);
    case EvalFormat::markdown:
      return eval_markdown(figures, options.aims.empty() ? Aims() : read_aims(options.aims));
    case EvalFormat::text:
      break;
  }
  return eval_text(figures, options.details, options.groups);
}

void write_page(const std::string& page, const std::string& path) {
  if (path.empty()) {
    Output().write(page);
  } else {
    replace_file(path, page);
  }
}

// Both read each file more than once.
void expect_files(const EvalOptions& options) {
  if (std::find(options.files.begin(), options.files.end(), "-") != options.files.end())
    throw Failure(either("standard input cannot be read twice", "masukan standar tidak dapat dibaca dua kali"),
                  either("save the rows to a file", "simpan barisnya ke berkas"));
}

int run_ablation(const EvalOptions& options) {
  if (options.format != EvalFormat::text && options.format != EvalFormat::json)
    throw Failure(either("--ablation is shown as text or JSON", "--ablation ditampilkan sebagai teks atau JSON"));
  Ablation ablation;
  const bool sound = ablate(options.files, options.rules, ablation);
  if (interrupted()) return kInterrupted;
  write_page(options.format == EvalFormat::json ? ablation_json(ablation) : ablation_text(ablation), options.output);
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace

int run_eval(const EvalOptions& options) {
  if (options.split || options.ablation) expect_files(options);
  if (options.ablation) return run_ablation(options);
  const Ruleset ruleset = open_rules(options.rules);
  Figures figures(ruleset.get());
  const bool sound = collect_figures(options.files, ruleset.get(), {options.errors, options.split}, figures);
  if (interrupted()) return kInterrupted;
  write_page(shown(figures, options), options.output);
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
