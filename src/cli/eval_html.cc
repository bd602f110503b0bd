// SPDX-License-Identifier: Apache-2.0
// Figures as one self-contained page: the table, charts of thresholds and probabilities, rules, the worst errors.
#include "cli/eval.h"
#include "cli/html_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"

namespace pilah::cli {

namespace {

constexpr const char* kBlue = "#2e86c1";
constexpr const char* kOrange = "#d68910";
constexpr const char* kGreen = "#229954";
constexpr const char* kGrey = "#888888";

std::string cell(const std::optional<Share>& share) {
  if (!share) return "<td class=n>–</td>";
  return fmt::format("<td class=n>{} <small>{}–{}</small></td>", decimal(share->value, 3), decimal(share->low, 3),
                     decimal(share->high, 3));
}

// Columns of numbers stand right, and so do their heads; `words` columns in front hold words.
std::string heads(size_t words, std::initializer_list<std::string> names) {
  std::string out = "<tr>";
  for (const std::string& name : names) {
    out += fmt::format("<th{}>{}</th>", words > 0 ? "" : " class=n", escaped_html(name));
    if (words > 0) --words;
  }
  return out + "</tr>\n";
}

std::string table_of(const Figures& figures) {
  std::string out =
      "<div class=scroll><table>\n" +
      heads(2, {say(Message::eval_set), say(Message::eval_label), say(Message::eval_rows), say(Message::eval_gold),
                say(Message::eval_precision), say(Message::eval_recall), say(Message::eval_alarm), "F1 (95 %)"});
  std::string actions;
  for (const SetFigures& set : figures.sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.labels[label].tally;
      if (!tally.rows()) continue;
      out += fmt::format("<tr><td>{}</td><td>{}</td><td class=n>{}</td><td class=n>{}</td>{}{}{}{}</tr>\n",
                         escaped_html(set.title()), label_word(static_cast<int32_t>(label)), tally.rows(),
                         tally.positives(), cell(tally.precision()), cell(tally.recall()), cell(tally.false_alarm()),
                         cell(tally.f1_share()));
    }
    if (!set.action.rows()) continue;
    actions += fmt::format("<tr><td>{}</td><td class=n>{}</td>{}<td class=n>{}</td>", escaped_html(set.title()),
                           set.action.rows(), cell(set.action.accuracy()), decimal(set.action.macro_f1(), 3));
    for (int action : {PILAH_RESPOND, PILAH_HIDE, PILAH_ESCALATE, PILAH_NONE})
      actions += fmt::format("<td class=n>{}</td>", decimal(set.action.f1(action), 3));
    actions += fmt::format("<td class=\"n{}\">{}</td></tr>\n", set.action.complaints_hidden ? " bad" : "",
                           set.action.complaints_hidden);
  }
  out += "</table></div>\n";
  if (actions.empty()) return out;
  return out + "<div class=scroll><table>\n" +
         heads(1, {say(Message::eval_set), say(Message::eval_rows), say(Message::eval_accuracy) + " (95 %)", "macro-F1",
                   action_word(PILAH_RESPOND), action_word(PILAH_HIDE), action_word(PILAH_ESCALATE),
                   action_word(PILAH_NONE), either("complaints hidden", "keluhan disembunyikan")}) +
         actions + "</table></div>\n";
}

std::string sweep_chart(const SetFigures& set, int32_t label, int32_t policy) {
  const LabelFigures& figures = set.labels[static_cast<size_t>(label)];
  if (!figures.tally.f1()) return {};
  const std::vector<SweepStep> steps = sweep_of(figures, policy);
  const double widest = steps.back().threshold;
  std::vector<ChartLine> lines = {{either("precision", "presisi"), kBlue, {}, false, false},
                                  {"recall", kOrange, {}, false, false},
                                  {"F1", kGreen, {}, false, false}};
  for (const SweepStep& step : steps) {
    const double x = step.threshold / widest;
    lines[0].points.emplace_back(x, step.tally.precision()->value);
    lines[1].points.emplace_back(x, step.tally.recall()->value);
    lines[2].points.emplace_back(x, *step.tally.f1());
  }
  std::vector<ChartTick> ticks;
  for (int32_t at = 0; at <= steps.back().threshold; at += 10) ticks.push_back({at / widest, fmt::format("{}", at)});
  return chart(fmt::format("{} · {}", set.title(), label_word(label)), lines, ticks, policy / widest);
}

std::string reliability_chart(const SetFigures& set, int32_t label) {
  const auto found = reliability_of(set.labels[static_cast<size_t>(label)]);
  if (!found) return {};
  ChartLine line{either("share that carry the label", "bagian yang berlabel"), kBlue, {}, true, false};
  for (const ReliabilityBin& bin : found->bins) line.points.emplace_back(bin.mean, bin.share.value);
  return chart(fmt::format("{} · {} · Brier {}", set.title(), label_word(label), decimal(found->brier, 3)),
               {{"", kGrey, {{0, 0}, {1, 1}}, false, true}, line},
               {{0, "0"}, {0.25, decimal(0.25, 2)}, {0.5, decimal(0.5, 2)}, {0.75, decimal(0.75, 2)}, {1, "1"}}, -1);
}

std::string rules_of(const Figures& figures) {
  std::string out =
      "<div class=scroll><table>\n" +
      heads(2, {either("rule", "aturan"), say(Message::eval_label), either("hits", "kena"), either("judged", "dinilai"),
                say(Message::eval_precision), either("saves", "jasa"), either("spoils", "rugi")});
  for (uint32_t rule : rules_by_hits(figures)) {
    const RuleFigures& f = figures.by_rule[rule];
    const pilah_rule& about = figures.rules[rule];
    out += fmt::format(
        "<tr><td><code>{}</code>{}</td><td>{}</td><td class=n>{}</td><td class=n>{}</td>{}<td class=\"n good\">{}</td>"
        "<td class=\"n bad\">{}</td></tr>\n",
        escaped_html(about.id),
        std::string_view(about.status) == "shadow" ? either(" <small>on trial</small>", " <small>uji coba</small>")
                                                   : "",
        about.label == PILAH_NO_LABEL ? std::string("–") : label_word(about.label), f.hits, f.judged,
        cell(share_of(f.right, f.judged)), f.decides_right, f.decides_wrong);
  }
  return out + "</table></div>\n";
}

std::string idle_rules_of(const Figures& figures) {
  std::string out;
  const std::vector<uint32_t> shadowed = rules_shadowed(figures);
  if (!shadowed.empty())
    out += fmt::format("<h3>{}</h3>\n<ul>\n",
                       either("Rules of whose hits another rule of the label has nearly all",
                              "Aturan yang hampir selalu kena bersama aturan lain dari label yang sama"));
  for (uint32_t rule : shadowed) {
    const RuleFigures& f = figures.by_rule[rule];
    out += fmt::format("<li><code>{}</code> {}/{} <code>{}</code></li>\n", escaped_html(figures.rules[rule].id),
                       f.explained, f.hits, escaped_html(figures.rules[f.companion].id));
  }
  if (!shadowed.empty()) out += "</ul>\n";
  const std::vector<uint32_t> silent = rules_without_hits(figures);
  if (silent.empty()) return out;
  out += fmt::format("<details><summary>{} ({})</summary>\n<ul>\n",
                     either("Rules that never fire here", "Aturan yang tidak pernah kena di sini"), silent.size());
  for (uint32_t rule : silent) out += fmt::format("<li><code>{}</code></li>\n", escaped_html(figures.rules[rule].id));
  return out + "</ul></details>\n";
}

std::string errors_of(const Figures& figures) {
  std::string out;
  for (const SetFigures& set : figures.sets) {
    std::string rows;
    for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      for (const WrongRow& wrong : set.labels[static_cast<size_t>(label)].wrong) {
        rows += fmt::format("<tr><td>{}</td><td>{} <small>{:+}</small></td><td><blockquote>{}</blockquote>",
                            say(wrong.missed ? Message::eval_missed : Message::eval_false), label_word(label),
                            wrong.points, escaped_html(wrong.text));
        for (const Term& term : wrong.terms)
          rows += fmt::format("<div>{:+} <code>{}</code> <small>“{}”</small></div>", term.points,
                              escaped_html(term.rule), escaped_html(term.place));
        rows += "</td></tr>\n";
      }
    }
    for (const WrongAction& wrong : set.wrong_actions)
      rows +=
          fmt::format("<tr><td>{}</td><td>{} → {}<br><small>{}</small></td><td><blockquote>{}</blockquote></td></tr>\n",
                      say(Message::eval_action), action_word(wrong.gold), action_word(wrong.answer),
                      escaped_html(wrong.policy_row), escaped_html(wrong.text));
    if (!rows.empty())
      out += fmt::format("<details><summary>{}</summary>\n<table>\n{}</table></details>\n", escaped_html(set.title()),
                         rows);
  }
  return out;
}

std::string section(const std::string& title, const std::string& content) {
  return content.empty() ? content : fmt::format("<h2>{}</h2>\n{}", title, content);
}

std::string charts(const std::string& content) {
  return content.empty() ? content : "<div class=charts>\n" + content + "</div>\n";
}

}  // namespace

std::string eval_html(const Figures& figures) {
  std::string sweeps, probabilities;
  for (const SetFigures& set : figures.sets)
    for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      sweeps += sweep_chart(set, label, figures.thresholds[static_cast<size_t>(label)]);
      probabilities += reliability_chart(set, label);
    }
  std::string out = html_head(either("pilah: how well the rules do", "pilah: seberapa baik aturannya"));
  out += fmt::format("<p>{} <code>{}</code></p>\n", counted(figures.rules.size(), Message::one_rule, Message::rules),
                     figures.ruleset_hash);
  out += table_of(figures);
  out += section(either("Other thresholds", "Ambang lain"), charts(sweeps));
  out += section(either("Probabilities and what came of them", "Peluang dan kenyataannya"), charts(probabilities));
  out += section(either("Rules", "Aturan"), rules_of(figures) + idle_rules_of(figures));
  out += section(either("The worst errors", "Kekeliruan terberat"), errors_of(figures));
  return out + html_end();
}

}  // namespace pilah::cli
