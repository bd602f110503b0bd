// SPDX-License-Identifier: Apache-2.0
// Whether fitted points help is measured on rows that the fit has not seen: near-copies share a fold, each fold is
// scored by points that were fitted on the others. Points that do not help there are not written.
#include "cli/tune.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/rulesets.h"
#include "cli/tally.h"
#include "cli/terminal.h"
#include "cli/tune_calibration.h"
#include "cli/tune_fit.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <numeric>

namespace pilah::cli {

namespace {

constexpr double kTrusts[] = {0.02, 0.06, 0.2, 0.6};
constexpr double kLeastGain = 0.001;  // of the mean over files; less is chance

// One label: how each file does as written and as fitted, on rows that the fit did not see.
struct LabelFit {
  std::vector<LabelTally> before, after;  // of each file
  std::vector<int32_t> scores;            // of each row, by points of the other folds if these are taken
  double trust = 0;                       // 0: points stay as written
  double gain = 0;
  std::vector<double> gains;  // of each strength that was tried
  Points points;
};

// One figure for a file, so that files can be averaged: F1, or what there is of it.
double figure_of(const LabelTally& tally) {
  if (auto f1 = tally.f1()) return *f1;
  if (tally.positives() > 0) return tally.recall()->value;
  return 1 - tally.false_alarm()->value;
}

double mean_of(const std::vector<LabelTally>& tallies, const std::vector<TuneSet>& sets) {
  double sum = 0, weights = 0;
  for (size_t i = 0; i < sets.size(); ++i) {
    if (tallies[i].rows() == 0) continue;
    sum += sets[i].weight * figure_of(tallies[i]);
    weights += sets[i].weight;
  }
  return weights > 0 ? sum / weights : 0;
}

std::vector<LabelTally> tallies_of(const Examples& examples, const std::vector<int32_t>& scores, size_t sets) {
  std::vector<LabelTally> tallies(sets);
  for (size_t i = 0; i < scores.size(); ++i)
    tallies[examples.rows[i].set].add(examples.rows[i].wanted, scores[i] >= examples.threshold);
  return tallies;
}

std::vector<int32_t> scores_with(const TuneRules& rules, const Examples& examples, const Points& points) {
  std::vector<int32_t> scores;
  for (const Example& row : examples.rows) scores.push_back(score_of(rules, examples.of(row), points));
  return scores;
}

std::vector<int32_t> unseen_scores(const TuneRules& rules, const Examples& examples, const std::vector<TuneSet>& sets,
                                   const FitOptions& options, uint32_t folds) {
  std::vector<int32_t> scores(examples.rows.size());
  for (uint32_t fold = 0; fold < folds && !interrupted(); ++fold) {
    const Points points = fitted_points(rules, examples, sets, options, fold);
    for (size_t i = 0; i < scores.size(); ++i)
      if (examples.rows[i].fold == fold) scores[i] = score_of(rules, examples.of(examples.rows[i]), points);
  }
  return scores;
}

uint32_t folds_of(const TuneOptions& options) {
  return options.by_file ? static_cast<uint32_t>(options.files.size()) : kFolds;
}

LabelFit fit_label(const TuneRules& rules, const Examples& examples, const std::vector<TuneSet>& sets,
                   const TuneOptions& options) {
  LabelFit fit;
  fit.points = written_points(rules);
  fit.scores = scores_with(rules, examples, fit.points);
  fit.before = fit.after = tallies_of(examples, fit.scores, sets.size());
  if (!options.points) return fit;
  const double as_written = mean_of(fit.before, sets);
  for (double trust : kTrusts) {
    std::vector<int32_t> scores = unseen_scores(rules, examples, sets, {trust, options.least_hits}, folds_of(options));
    std::vector<LabelTally> after = tallies_of(examples, scores, sets.size());
    const double gain = mean_of(after, sets) - as_written;
    fit.gains.push_back(gain);
    if (gain < kLeastGain || gain <= fit.gain) continue;
    fit.trust = trust;
    fit.gain = gain;
    fit.scores = std::move(scores);
    fit.after = std::move(after);
  }
  if (fit.trust > 0) fit.points = fitted_points(rules, examples, sets, {fit.trust, options.least_hits}, kNoFold);
  return fit;
}

std::vector<std::pair<int32_t, int32_t>> calibrate(const Examples& examples, const LabelFit& fit,
                                                   const std::vector<TuneSet>& sets) {
  std::vector<ScoredRow> rows;
  for (size_t i = 0; i < examples.rows.size(); ++i) {
    const uint32_t set = examples.rows[i].set;
    // A file of one kind of rows tells how often people wrote them down, not how likely they are.
    if (!fit.before[set].f1()) continue;
    rows.push_back(
        {fit.scores[i], examples.rows[i].wanted, sets[set].weight / static_cast<double>(fit.before[set].rows())});
  }
  return calibration_of(std::move(rows));
}

std::string signed_decimal(double number, int digits) { return with_point(fmt::format("{:+.{}f}", number, digits)); }

std::string figures_of(const Examples& examples, const LabelFit& fit, const std::vector<TuneSet>& sets) {
  size_t widest = 0;
  for (const TuneSet& set : sets) widest = std::max(widest, display_width(set.name));
  std::string out = fmt::format(
      "{}: {}\n", pilah_label_name(examples.label),
      fit.gains.empty() ? either("the points stay as written", "poin tetap seperti tertulis")
      : !fit.trust
          ? either("the points stay as written; on rows that a fit had not seen none of the fits was better",
                   "poin tetap seperti tertulis; pada baris yang tidak dilihat tidak ada penyesuaian yang lebih baik")
          : fmt::format(fmt::runtime(either("fitted, mean gain on rows that the fit had not seen {}",
                                            "disesuaikan, rata-rata perolehan pada baris yang tidak dilihat {}")),
                        signed_decimal(fit.gain, 4)));
  if (!fit.gains.empty()) {
    out += either("  gain by trust in the rows:", "  perolehan menurut kepercayaan pada baris:");
    for (size_t i = 0; i < fit.gains.size(); ++i)
      out += fmt::format("  {} {}", with_point(fmt::format("{}", kTrusts[i])), signed_decimal(fit.gains[i], 4));
    out += '\n';
  }
  out += fmt::format("  {}  {:>6}  {:>6}  {:>7}  {:>7}  {:>7}\n", padded(either("file", "berkas"), widest),
                     either("weight", "bobot"), either("rows", "baris"), either("written", "semula"),
                     either("fitted", "sesuai"), either("gain", "selisih"));
  for (size_t i = 0; i < sets.size(); ++i) {
    if (fit.before[i].rows() == 0) continue;
    const double before = figure_of(fit.before[i]), after = figure_of(fit.after[i]);
    out += fmt::format("  {}  {:>6}  {:>6}  {:>7}  {:>7}  {:>7}\n", padded(sets[i].name, widest),
                       with_point(fmt::format("{}", sets[i].weight)), fit.before[i].rows(), decimal(before, 3),
                       decimal(after, 3), signed_decimal(after - before, 3));
  }
  return out;
}

// Which rules moved and why, the farthest first; then how many did not and why.
std::string moves_of(const TuneRules& rules, const Examples& examples, const LabelFit& fit, uint32_t least_hits) {
  const std::vector<RuleHits> hits = hits_of(rules, examples);
  std::vector<uint32_t> moved;
  uint32_t rare = 0, lexicons = 0, kept = 0;
  size_t widest = 0;
  for (uint32_t rule = 0; rule < rules.table.size(); ++rule) {
    if (rules.table[rule].label != examples.label || rules.table[rule].points == 0) continue;
    if (!rules.tunable(rule)) {
      ++lexicons;
    } else if (hits[rule].all() < least_hits) {
      ++rare;
    } else if (fit.points[rule] == rules.table[rule].points) {
      ++kept;
    } else {
      moved.push_back(rule);
      widest = std::max(widest, display_width(rules.table[rule].id));
    }
  }
  auto distance = [&](uint32_t rule) { return std::abs(fit.points[rule] - rules.table[rule].points); };
  std::stable_sort(moved.begin(), moved.end(), [&](uint32_t a, uint32_t b) { return distance(a) > distance(b); });
  std::string out;
  for (uint32_t rule : moved) {
    const PointsRange range = range_of(rules.table[rule]);
    const bool at_edge = fit.points[rule] == range.least || fit.points[rule] == range.most;
    out += fmt::format("  {}  {:>4} → {:>4}  {}{}\n", padded(rules.table[rule].id, widest), rules.table[rule].points,
                       fit.points[rule],
                       fmt::format(fmt::runtime(either("comments it fires on: {}, of them {}: {}",
                                                       "komentar yang kena: {}, di antaranya {}: {}")),
                                   hits[rule].all(), pilah_label_name(examples.label), hits[rule].wanted),
                       at_edge ? either("; held at the edge of its range", "; ditahan di batas rentangnya") : "");
  }
  out += fmt::format(
      fmt::runtime(either("  moved {}, as written {}, fewer than {} hits {}, words with points of their own {}\n",
                          "  berubah {}, tetap {}, kurang dari {} kali kena {}, kata dengan poin sendiri {}\n")),
      moved.size(), kept, least_hits, rare, lexicons);
  return out;
}

std::vector<TuneSet> sets_of(const TuneOptions& options) {
  std::vector<TuneSet> sets;
  for (const std::string& name : set_names(options.files)) sets.push_back({name, 1});
  for (const std::string& wish : options.weights) {
    const size_t equals = wish.rfind('=');
    double weight = -1;
    const char* end = wish.data() + wish.size();
    if (equals == wish.npos || std::from_chars(wish.data() + equals + 1, end, weight).ptr != end || !(weight >= 0) ||
        weight > 1000) {
      throw Failure(say(Message::odd_option, "--weight", wish),
                    either("write NAME=W with a weight from 0 to 1000", "tulis NAMA=BOBOT dengan bobot 0 sampai 1000"));
    }
    bool found = false;
    for (size_t i = 0; i < sets.size(); ++i) {
      const std::string_view name(wish.data(), equals);
      if (sets[i].name != name && options.files[i] != name) continue;
      sets[i].weight = weight;
      found = true;
    }
    if (!found) {
      std::vector<std::string> names;
      names.reserve(sets.size());
      for (const TuneSet& set : sets) names.push_back(set.name);
      throw Failure(
          say(Message::not_one_of, fmt::format("--weight {}", wish.substr(0, equals)), fmt::join(names, ", ")),
          either("a weight is for one of the files, by its name without ending",
                 "bobot diberikan kepada salah satu berkas, menurut namanya tanpa akhiran"));
    }
  }
  return sets;
}

// Compiled rules hold fitted points already, and fits shall not add up.
void expect_packs(const std::string& rules) {
  std::error_code failed;
  if (rules != kBuiltIn && !std::filesystem::is_regular_file(rules, failed)) return;
  throw Failure(fmt::format(fmt::runtime(either("points are fitted to a directory of packs, which {} is not",
                                                "poin disesuaikan pada direktori berkas aturan, dan {} bukan itu")),
                            rules),
                either("name the directory of its packs", "sebutkan direktori berkas aturannya"));
}

void expect_other_file(const TuneOptions& options) {
  if (!options.by_file || options.files.size() > 1) return;
  throw Failure(either("--by-file judges each file by points fitted on the others, and there is one only",
                       "--by-file menilai tiap berkas dengan poin dari berkas lain, padahal hanya ada satu"),
                either("name two files or more, or leave it out", "sebutkan dua berkas atau lebih, atau lepaskan"));
}

}  // namespace

int run_tune(const TuneOptions& options) {
  expect_packs(options.rules);
  expect_other_file(options);
  const std::vector<TuneSet> sets = sets_of(options);
  RulesOptions from;
  from.rules = {options.rules};
  from.without_scores = true;
  expect_no_input(options.output, files_of(from, options.files));
  Ruleset ruleset = open_rules(from);
  const TuneRules rules(ruleset.get());
  std::array<Examples, PILAH_LABEL_COUNT> all;
  const bool sound =
      read_examples(options.files, ruleset.get(), rules, options.by_file ? FoldBy::file : FoldBy::skeleton, all);
  if (interrupted()) return kInterrupted;
  if (std::all_of(all.begin(), all.end(), [](const Examples& examples) { return examples.rows.empty(); }))
    throw Failure(say(Message::none_judged, either("a label", "label mana pun")), say(Message::labelled_are));

  // Where the scores go to standard output, what is told of them does not. They are wanted even if nobody listens.
  const auto tell = [&](const std::string& text) {
    if (options.output == "-") return print_error(text);
    try {
      Output().write(text + "\n");
    } catch (const ReaderGone&) {
      if (options.dry_run) throw;
    }
  };
  std::string points, calibration;
  for (const Examples& examples : all) {
    if (examples.rows.empty()) continue;
    const LabelFit fit = fit_label(rules, examples, sets, options);
    if (interrupted()) return kInterrupted;
    tell(figures_of(examples, fit, sets) +
         (options.points ? moves_of(rules, examples, fit, options.least_hits) : std::string()));
    for (uint32_t rule = 0; rule < rules.table.size(); ++rule) {
      if (rules.table[rule].label == examples.label && rules.tunable(rule) &&
          fit.points[rule] != rules.table[rule].points)
        points += fmt::format("\"{}\" = {}  # {}\n", rules.table[rule].id, fit.points[rule], rules.table[rule].points);
    }
    const auto steps = calibrate(examples, fit, sets);
    if (steps.empty()) continue;
    calibration += fmt::format("{} = [", pilah_label_name(examples.label));
    for (size_t i = 0; i < steps.size(); ++i)
      calibration += fmt::format("{}[{}, {}]", i ? ", " : "", steps[i].first, steps[i].second);
    calibration += "]\n";
  }
  const std::string file = fmt::format(
      "# SPDX-License-Identifier: Apache-2.0\n"
      "# Written by `pilah tune`, never by hand. Behind each rule the points of its pack, which these replace;\n"
      "# [calibration] has points and probability in parts per thousand.\n\n[points]\n{}\n[calibration]\n{}",
      points, calibration);
  if (!options.dry_run) {
    const std::string path =
        options.output.empty() ? (std::filesystem::path(options.rules) / "scores.toml").string() : options.output;
    write_file(path, file);
    if (path != "-") tell(path);
  }
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
