// SPDX-License-Identifier: Apache-2.0
// Collects the figures and hands them to the page that was asked for.
#include "cli/eval.h"

#include "cli/eval_ablation.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/labelled.h"
#include "cli/messages.h"

namespace pilah::cli {

namespace {

Aims aims_of(const EvalOptions& options) {
  return options.aims.empty() ? Aims() : read_aims(options.aims, set_names(options.files));
}

std::string shown(const Figures& figures, const EvalOptions& options) {
  switch (options.format) {
    case EvalFormat::json:
      return eval_json(figures);
    case EvalFormat::html:
      return eval_html(figures);
    case EvalFormat::markdown:
      return eval_markdown(figures, aims_of(options));
    case EvalFormat::text:
      break;
  }
  return eval_text(figures, options.details, options.groups);
}

std::vector<std::string> inputs_of(const EvalOptions& options) {
  std::vector<std::string> inputs = files_of(options.rules, options.files);
  if (!options.aims.empty()) inputs.push_back(options.aims);
  return inputs;
}

// Both read each file more than once.
void expect_files(const EvalOptions& options) {
  for (const std::string& file : options.files) {
    if (size_of(file)) continue;
    throw Failure(fmt::format(fmt::runtime(either("{} cannot be read twice", "{} tidak dapat dibaca dua kali")),
                              spoken_name(file)),
                  either("save the rows to a file", "simpan barisnya ke berkas"));
  }
}

std::string shown(const Ablation& ablation, const EvalOptions& options) {
  switch (options.format) {
    case EvalFormat::json:
      return ablation_json(ablation);
    case EvalFormat::markdown:
      return ablation_markdown(ablation, aims_of(options));
    case EvalFormat::text:
    case EvalFormat::html:
      break;
  }
  return ablation_text(ablation);
}

int run_ablation(const EvalOptions& options) {
  if (options.format == EvalFormat::html)
    throw Failure(either("--ablation has no page in HTML", "--ablation tidak ada halaman HTML-nya"),
                  either("choose --format text, json or markdown", "pilih --format text, json, atau markdown"));
  Ablation ablation;
  const bool sound = ablate(options.files, options.rules, ablation);
  if (interrupted()) return kInterrupted;
  write_file(options.output, shown(ablation, options));
  return sound ? kFine : kSomeRowsFailed;
}

// An option that would change nothing is a mistake of whoever gave it.
void expect_use(const EvalOptions& options) {
  const bool markdown = options.format == EvalFormat::markdown;
  auto expect = [](bool useful, const char* option, const std::string& with) {
    if (!useful) throw Failure(say(Message::goes_with, option, with), say(Message::see_help, "pilah eval"));
  };
  expect(options.aims.empty() || markdown, "--aims", "--format markdown");
  expect(!options.errors || !markdown, "--errors", "--format text, json, html");
  expect(!options.details || !markdown, "--details", "--format text");
  if (!options.ablation) return;
  const std::string others =
      either("the figures of one rule set, without --ablation,", "angka satu set aturan, tanpa --ablation,");
  expect(!options.errors, "--errors", others);
  expect(!options.details, "--details", others);
  expect(!options.groups, "--groups", others);
  expect(!options.split, "--split", others);
}

}  // namespace

int run_eval(const EvalOptions& options) {
  expect_use(options);
  expect_no_input(options.output, inputs_of(options));
  if (options.split || options.ablation) expect_files(options);
  if (options.ablation && options.without_disguises)
    throw Failure(either("--ablation has rules of its own for each stage",
                         "--ablation memakai aturannya sendiri untuk tiap tahap"),
                  either("leave out --without-disguises", "lepaskan --without-disguises"));
  if (options.ablation) return run_ablation(options);
  RulesOptions rules = options.rules;
  if (options.without_disguises) rules.without |= PILAH_WITHOUT_DISGUISES;
  const Reading reading = options.without_disguises ? Reading::undisguised : Reading::whole;
  const Ruleset ruleset = open_rules(rules);
  Figures figures(ruleset.get());
  const bool sound = collect_figures(options.files, ruleset.get(), {options.errors, options.split, reading}, figures);
  if (interrupted()) return kInterrupted;
  write_file(options.output, shown(figures, options));
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
