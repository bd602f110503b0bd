// SPDX-License-Identifier: Apache-2.0
// Figures as tables for a document: what was aimed at beside what was reached, the two parts side by side.
#include "cli/eval.h"
#include "cli/messages.h"

#include <algorithm>

namespace pilah::cli {

namespace {

// A set that is written to try one thing after the other has failed where a fifth of a group is wrong.
constexpr double kWeakGroup = 0.8;

// The figures of one set, whole and in parts.
struct Parted {
  const SetFigures* whole = nullptr;
  const SetFigures* tuned = nullptr;
  const SetFigures* kept = nullptr;
};

std::vector<Parted> parted(const Figures& figures) {
  std::vector<Parted> out;
  for (const SetFigures& set : figures.sets) {
    if (set.part == Part::whole) out.push_back({&set, nullptr, nullptr});
    if (set.part == Part::tuned) out.back().tuned = &set;
    if (set.part == Part::kept) out.back().kept = &set;
  }
  return out;
}

std::string three(double value) { return fmt::format("{:.3f}", value); }

std::string three(const std::optional<Share>& share) { return share ? three(share->value) : "–"; }

// What is aimed at: F1, or what there is of it where all rows are of one kind.
struct Main {
  std::string_view name;
  std::optional<Share> value;
  bool small_is_good = false;
};

Main main_of(const LabelTally& tally) {
  if (!tally.negatives()) return {"recall ", tally.recall(), false};
  if (!tally.positives()) return {"alarm ", tally.false_alarm(), true};
  return {"", tally.f1_share(), false};
}

std::string with_range(const LabelTally& tally) {
  if (!tally.rows()) return "–";
  const Main main = main_of(tally);
  return fmt::format("{}{:.3f} ({:.3f}–{:.3f})", main.name, main.value->value, main.value->low, main.value->high);
}

std::string aim_cell(std::optional<double> aim, double reached, bool small_is_good) {
  if (!aim) return "–";
  const double distance = small_is_good ? *aim - reached : reached - *aim;
  // As people compare the rounded figures that they see.
  const bool met = distance > -0.0005;
  return met ? fmt::format("{:.3f} ✓", *aim)
             : fmt::format("{:.3f}, {:.3f} {}", *aim, -distance, either("off", "kurang"));
}

// Names of files and groups may hold what ends a cell.
std::string row_of(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) {
    out += ' ';
    for (char c : cell) {
      if (c == '|') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    out += " |";
  }
  return out + '\n';
}

// The first columns hold words, the others numbers.
std::string head_of(const std::vector<std::string>& names, size_t words) {
  std::string rule = "|";
  for (size_t i = 0; i < names.size(); ++i) rule += i < words ? " --- |" : " ---: |";
  return row_of(names) + rule + "\n";
}

std::string labels_of(const Figures& figures, const Aims& aims) {
  const std::vector<Parted> sets = parted(figures);
  const bool split = std::any_of(sets.begin(), sets.end(), [](const Parted& set) { return set.kept; });
  std::vector<std::string> names = {say(Message::eval_set),
                                    say(Message::eval_label),
                                    say(Message::eval_rows),
                                    say(Message::eval_gold),
                                    either("precision", "presisi"),
                                    "recall",
                                    "F1 (95 %)"};
  if (split) {
    names.push_back(either("F1 tuned", "F1 disetel"));
    names.push_back(either("rows kept apart", "baris disisihkan"));
    names.push_back(either("F1 kept apart (95 %)", "F1 disisihkan (95 %)"));
  }
  if (!aims.values.empty()) names.push_back(either("aim", "sasaran"));
  std::string out = head_of(names, 2);
  for (const Parted& set : sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.whole->labels[label].tally;
      if (!tally.rows()) continue;
      const std::string name = pilah_label_name(static_cast<int32_t>(label));
      const Main main = main_of(tally);
      std::vector<std::string> cells = {aims.title_of(set.whole->name),
                                        name,
                                        fmt::format("{}", tally.rows()),
                                        fmt::format("{}", tally.positives()),
                                        three(tally.precision()),
                                        three(tally.recall()),
                                        with_range(tally)};
      if (split) {
        const LabelTally& tuned = set.tuned->labels[label].tally;
        const LabelTally& kept = set.kept->labels[label].tally;
        cells.push_back(tuned.rows() ? fmt::format("{}{}", main_of(tuned).name, three(main_of(tuned).value)) : "–");
        cells.push_back(fmt::format("{}", kept.rows()));
        cells.push_back(with_range(kept));
      }
      if (!aims.values.empty())
        cells.push_back(aim_cell(aims.of(set.whole->name, name), main.value->value, main.small_is_good));
      out += row_of(cells);
    }
    const ActionTally& action = set.whole->action;
    if (!action.rows()) continue;
    std::vector<std::string> cells = {aims.title_of(set.whole->name),
                                      "action",
                                      fmt::format("{}", action.rows()),
                                      "–",
                                      "–",
                                      "–",
                                      fmt::format("macro {:.3f}", action.macro_f1())};
    if (split) {
      cells.push_back(fmt::format("macro {:.3f}", set.tuned->action.macro_f1()));
      cells.push_back(fmt::format("{}", set.kept->action.rows()));
      cells.push_back(fmt::format("macro {:.3f}", set.kept->action.macro_f1()));
    }
    if (!aims.values.empty()) cells.push_back(aim_cell(aims.of(set.whole->name, "action"), action.macro_f1(), false));
    out += row_of(cells);
  }
  for (const Parted& set : sets)
    if (set.whole->action.rows())
      out += fmt::format("\n{}: {}.\n", aims.title_of(set.whole->name),
                         say(Message::eval_hidden, set.whole->action.complaints_hidden));
  return out;
}

std::string faults_of(const Figures& figures, const Aims& aims) {
  std::string out = "\n" + head_of({say(Message::eval_set), say(Message::eval_label),
                                    either("missed: nothing found", "terlewat: tidak ada yang kena"),
                                    either("too little", "kurang poin"), either("taken away", "dibatalkan"),
                                    either("false alarm: one rule", "alarm palsu: satu aturan"),
                                    either("several rules", "beberapa aturan")},
                                   2);
  for (const SetFigures& set : figures.sets) {
    if (set.part != Part::whole) continue;
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      if (!set.labels[label].tally.rows()) continue;
      std::vector<std::string> cells = {aims.title_of(set.name), pilah_label_name(static_cast<int32_t>(label))};
      for (uint64_t rows : set.labels[label].faults) cells.push_back(fmt::format("{}", rows));
      out += row_of(cells);
    }
  }
  return out;
}

std::string groups_of(const SetFigures& set, const Aims& aims) {
  if (set.groups.empty() || set.part != Part::whole) return {};
  std::string out = fmt::format("\n{}:\n\n", aims.title_of(set.name));
  out += head_of({either("group", "kelompok"), say(Message::eval_rows), either("labels right", "label benar"),
                  either("action right", "tindakan benar")},
                 1);
  std::vector<std::string> weak;
  for (const auto& [name, group] : set.groups) {
    const auto labels = share_of(group.labels_right, group.rows);
    const auto actions = share_of(group.actions_right, group.actions);
    out += row_of({name, fmt::format("{}", group.rows), three(labels), three(actions)});
    if (labels->value < kWeakGroup || (actions && actions->value < kWeakGroup)) weak.push_back(name);
  }
  return out + fmt::format("\n{} {:.2f}: {}\n", either("below", "di bawah"), kWeakGroup,
                           weak.empty() ? either("none", "tidak ada") : fmt::format("{}", fmt::join(weak, ", ")));
}

}  // namespace

std::string eval_markdown(const Figures& figures, const Aims& aims) {
  std::string out = labels_of(figures, aims) + faults_of(figures, aims);
  for (const SetFigures& set : figures.sets) out += groups_of(set, aims);
  return out;
}

}  // namespace pilah::cli
