// SPDX-License-Identifier: Apache-2.0
// Figures as tables for a terminal.
#include "cli/eval.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <algorithm>

namespace pilah::cli {

namespace {

constexpr size_t kShare = 19;
constexpr size_t kText = 110;

std::string shown(const std::optional<Share>& share) {
  if (!share) return "    -";
  return fmt::format("{} ({}–{})", decimal(share->value, 3), decimal(share->low, 3), decimal(share->high, 3));
}

std::string share_alone(const std::optional<Share>& share) {
  return share ? decimal(share->value, 3) : std::string("-");
}

std::string one_line(std::string_view text, size_t columns) {
  std::string line = printable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return shortened(line, columns);
}

std::string table_of(const Figures& figures) {
  size_t widest = display_width(say(Message::eval_set));
  for (const SetFigures& set : figures.sets) widest = std::max(widest, display_width(set.title()));
  std::string out = fmt::format("{}  {}  {:>6} {:>6}  {}  {}  {}  {}\n", padded(say(Message::eval_set), widest),
                                padded(say(Message::eval_label), 10), say(Message::eval_rows), say(Message::eval_gold),
                                padded(say(Message::eval_precision), kShare), padded(say(Message::eval_recall), kShare),
                                padded(say(Message::eval_alarm), kShare), "F1 (95 %)");
  for (const SetFigures& set : figures.sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.labels[label].tally;
      if (!tally.rows()) continue;
      out += fmt::format("{}  {:<10}  {:>6} {:>6}  {}  {}  {}  {}\n", padded(set.title(), widest),
                         pilah_label_name(static_cast<int32_t>(label)), tally.rows(), tally.positives(),
                         padded(shown(tally.precision()), kShare), padded(shown(tally.recall()), kShare),
                         padded(shown(tally.false_alarm()), kShare), shown(tally.f1_share()));
    }
    if (!set.action.rows()) continue;
    out += fmt::format("{}  {:<10}  {:>6}         {} {}, macro-F1 {}:", padded(set.title(), widest), "action",
                       set.action.rows(), say(Message::eval_accuracy), shown(set.action.accuracy()),
                       decimal(set.action.macro_f1(), 3));
    for (int action : {PILAH_RESPOND, PILAH_HIDE, PILAH_ESCALATE, PILAH_NONE})
      out += fmt::format(" {} {}", pilah_action_name(action), decimal(set.action.f1(action), 2));
    out += fmt::format(", {}\n", say(Message::eval_hidden, set.action.complaints_hidden));
  }
  return out;
}

std::string wrong_row(std::string_view kind, std::string_view what, std::string_view text) {
  return fmt::format("  {} {} {}\n", padded(kind, 12), padded(what, 22), one_line(text, kText));
}

std::string errors_of(const SetFigures& set) {
  std::string out;
  for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    for (const WrongRow& wrong : set.labels[static_cast<size_t>(label)].wrong) {
      out += wrong_row(say(wrong.missed ? Message::eval_missed : Message::eval_false),
                       fmt::format("{} {:+}", pilah_label_name(label), wrong.points), wrong.text);
      for (const Term& term : wrong.terms)
        out += fmt::format("                 {:>+4}  {}  “{}”\n", term.points, term.rule, one_line(term.place, 60));
    }
  }
  for (const WrongAction& wrong : set.wrong_actions)
    out +=
        wrong_row(say(Message::eval_action),
                  fmt::format("{} → {}", pilah_action_name(wrong.gold), pilah_action_name(wrong.answer)), wrong.text);
  return out.empty() ? out : fmt::format("\n{}\n{}", set.title(), out);
}

std::string sweep_of(const SetFigures& set, int32_t label, int32_t policy) {
  const LabelFigures& figures = set.labels[static_cast<size_t>(label)];
  if (!figures.tally.f1()) return {};
  std::string out =
      fmt::format("\n{}  {}: {}\n", set.title(), pilah_label_name(label), either("other thresholds", "ambang lain"));
  for (const SweepStep& step : pilah::cli::sweep_of(figures, policy)) {
    out += fmt::format("  {} {:>3}  {} {:>5}  {} {:>5}  F1 {}\n", step.threshold == policy ? "*" : " ", step.threshold,
                       either("precision", "presisi"), share_alone(step.tally.precision()), "recall",
                       share_alone(step.tally.recall()), decimal(*step.tally.f1(), 3));
  }
  return out;
}

std::string reliability_of(const SetFigures& set, int32_t label) {
  const auto found = pilah::cli::reliability_of(set.labels[static_cast<size_t>(label)]);
  if (!found) return {};
  std::string out =
      fmt::format(fmt::runtime(either("\n{}  {}: probability and what came of it (Brier {}, mean error {})\n",
                                      "\n{}  {}: peluang dan kenyataannya (Brier {}, rata-rata galat {})\n")),
                  set.title(), pilah_label_name(label), decimal(found->brier, 4), decimal(found->error, 4));
  for (const ReliabilityBin& bin : found->bins)
    out += fmt::format("    {}  {}  {:>6}\n", decimal(bin.mean, 3), padded(shown(bin.share), kShare), bin.rows);
  return out;
}

std::string faults_of(const Figures& figures) {
  std::string out = either("\nwrong rows by how they come about\n", "\nbaris keliru menurut sebabnya\n");
  for (const SetFigures& set : figures.sets)
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelFigures& f = set.labels[label];
      if (!f.tally.rows()) continue;
      out += fmt::format("  {}  {}:", set.title(), pilah_label_name(static_cast<int32_t>(label)));
      for (size_t fault = 0; fault < kFaultCount; ++fault)
        out += fmt::format(" {} {}", fault_name(static_cast<Fault>(fault)), f.faults[fault]);
      out += '\n';
    }
  return out;
}

std::string rules_of(const Figures& figures) {
  const std::vector<uint32_t> order = rules_by_hits(figures);
  size_t widest = 4;
  for (uint32_t rule : order) widest = std::max(widest, display_width(figures.rules[rule].id));
  std::string out =
      fmt::format("\n{}  {:>7}  {:>7}  {}  {:>6}  {:>6}\n", padded(either("rule", "aturan"), widest),
                  either("hits", "kena"), either("judged", "dinilai"), padded(say(Message::eval_precision), kShare),
                  either("saves", "jasa"), either("spoils", "rugi"));
  for (uint32_t rule : order) {
    const RuleFigures& f = figures.by_rule[rule];
    out +=
        fmt::format("{}  {:>7}  {:>7}  {}  {:>6}  {:>6}{}\n", padded(figures.rules[rule].id, widest), f.hits, f.judged,
                    padded(shown(share_of(f.right, f.judged)), kShare), f.decides_right, f.decides_wrong,
                    std::string_view(figures.rules[rule].status) == "shadow" ? either("  on trial", "  uji coba") : "");
  }
  const std::vector<uint32_t> shadowed = rules_shadowed(figures);
  if (!shadowed.empty())
    out += either("\nrules of whose hits another rule of the label has nearly all\n",
                  "\naturan yang hampir selalu kena bersama aturan lain dari label yang sama\n");
  for (uint32_t rule : shadowed) {
    const RuleFigures& f = figures.by_rule[rule];
    out += fmt::format("  {}  {}/{}  {}\n", padded(figures.rules[rule].id, widest), f.explained, f.hits,
                       figures.rules[f.companion].id);
  }
  const std::vector<uint32_t> silent = rules_without_hits(figures);
  if (!silent.empty())
    out += fmt::format(fmt::runtime(either("\nrules that never fire on these comments ({}): {}\n",
                                           "\naturan yang tidak pernah kena pada komentar ini ({}): {}\n")),
                       figures.rows, silent.size());
  for (uint32_t rule : silent) out += fmt::format("  {}\n", figures.rules[rule].id);
  return out;
}

std::string groups_of(const SetFigures& set) {
  if (set.groups.empty()) return {};
  size_t widest = 0;
  for (const auto& [name, group] : set.groups) widest = std::max(widest, display_width(name));
  std::string out = fmt::format("\n{}\n", set.title());
  for (const auto& [name, group] : set.groups)
    out += fmt::format("  {}  {:>4}  {} {}  {} {}\n", padded(name, widest), group.rows,
                       either("labels right", "label benar"), share_alone(share_of(group.labels_right, group.rows)),
                       either("action right", "tindakan benar"),
                       share_alone(share_of(group.actions_right, group.actions)));
  return out;
}

}  // namespace

std::string eval_text(const Figures& figures, bool details, bool groups) {
  std::string out = table_of(figures);
  if (groups)
    for (const SetFigures& set : figures.sets) out += groups_of(set);
  if (details) {
    for (const SetFigures& set : figures.sets)
      for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label)
        out += sweep_of(set, label, figures.thresholds[static_cast<size_t>(label)]) + reliability_of(set, label);
    out += faults_of(figures) + rules_of(figures);
  }
  for (const SetFigures& set : figures.sets) out += errors_of(set);
  return out;
}

}  // namespace pilah::cli
