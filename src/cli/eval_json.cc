// SPDX-License-Identifier: Apache-2.0
// Figures as one JSON object; docs/COMMAND.md lists its keys.
#include "cli/eval.h"
#include "cli/json_text.h"

namespace pilah::cli {

namespace {

void append_share(Buffer& out, std::string_view name, const std::optional<Share>& share) {
  append(out, fmt::format(",\"{}\":", name));
  if (!share) return append(out, "null");
  append(out, fmt::format("{:.6f},\"{}_95\":[{:.6f},{:.6f}]", share->value, name, share->low, share->high));
}

void append_head(Buffer& out, const SetFigures& set, std::string_view label) {
  append(out, "{\"set\":");
  append_json_string(out, set.name);
  if (set.part != Part::whole) append(out, set.part == Part::tuned ? ",\"part\":\"tuned\"" : ",\"part\":\"kept\"");
  append(out, fmt::format(",\"label\":\"{}\"", label));
}

void append_tally(Buffer& out, const LabelTally& tally) {
  append_share(out, "precision", tally.precision());
  append_share(out, "recall", tally.recall());
  append_share(out, "false_alarm", tally.false_alarm());
  append_share(out, "f1", tally.f1_share());
}

void append_table(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (const SetFigures& set : figures.sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.labels[label].tally;
      if (!tally.rows()) continue;
      append_head(rows.next(), set, pilah_label_name(static_cast<int32_t>(label)));
      append(out, fmt::format(",\"n\":{},\"positives\":{}", tally.rows(), tally.positives()));
      append_tally(out, tally);
      append(out, '}');
    }
    if (!set.action.rows()) continue;
    append_head(rows.next(), set, "action");
    append(out, fmt::format(",\"n\":{}", set.action.rows()));
    append_share(out, "accuracy", set.action.accuracy());
    append(out, fmt::format(",\"macro_f1\":{:.6f},\"f1_by_action\":{{", set.action.macro_f1()));
    for (int action = 0; action < 4; ++action)
      append(out, fmt::format("{}\"{}\":{:.6f}", action ? "," : "", pilah_action_name(action), set.action.f1(action)));
    append(out, fmt::format("}},\"complaints_hidden\":{}}}", set.action.complaints_hidden));
  }
}

void append_groups(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (const SetFigures& set : figures.sets) {
    if (set.part != Part::whole) continue;
    for (const auto& [name, group] : set.groups) {
      append(rows.next(), "{\"set\":");
      append_json_string(out, set.name);
      append(out, ",\"group\":");
      append_json_string(out, name);
      append(out, fmt::format(",\"rows\":{},\"labels_right\":{},\"actions\":{},\"actions_right\":{}}}", group.rows,
                              group.labels_right, group.actions, group.actions_right));
    }
  }
}

void append_thresholds(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (const SetFigures& set : figures.sets)
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      if (!set.labels[label].tally.f1()) continue;
      for (const SweepStep& step : sweep_of(set.labels[label], figures.thresholds[label])) {
        append_head(rows.next(), set, pilah_label_name(static_cast<int32_t>(label)));
        append(out, fmt::format(",\"threshold\":{},\"policy\":{}", step.threshold,
                                step.threshold == figures.thresholds[label]));
        append_tally(out, step.tally);
        append(out, '}');
      }
    }
}

void append_reliability(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (const SetFigures& set : figures.sets)
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const auto found = reliability_of(set.labels[label]);
      if (!found) continue;
      append_head(rows.next(), set, pilah_label_name(static_cast<int32_t>(label)));
      append(out, fmt::format(",\"brier\":{:.6f},\"mean_error\":{:.6f},\"bins\":", found->brier, found->error));
      {
        JsonList bins(out, '[', ']');
        for (const ReliabilityBin& bin : found->bins) {
          append(bins.next(), fmt::format("{{\"rows\":{},\"probability\":{:.6f}", bin.rows, bin.mean));
          append_share(out, "share", bin.share);
          append(out, '}');
        }
      }
      append(out, '}');
    }
}

void append_rules(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (uint32_t rule = 0; rule < figures.rules.size(); ++rule) {
    const RuleFigures& f = figures.by_rule[rule];
    append(rows.next(), "{\"rule\":");
    append_json_string(out, figures.rules[rule].id);
    append(out, fmt::format(",\"status\":\"{}\",\"hits\":{},\"judged\":{},\"right\":{}", figures.rules[rule].status,
                            f.hits, f.judged, f.right));
    append_share(out, "precision", share_of(f.right, f.judged));
    append(out, fmt::format(",\"saves\":{},\"spoils\":{}", f.decides_right, f.decides_wrong));
    if (f.explained > 0) {
      append(out, ",\"companion\":");
      append_json_string(out, figures.rules[f.companion].id);
      append(out, fmt::format(",\"together\":{}", f.explained));
    }
    append(out, '}');
  }
}

void append_errors(Buffer& out, const Figures& figures) {
  JsonList rows(out, '[', ']');
  for (const SetFigures& set : figures.sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
      for (const WrongRow& wrong : set.labels[label].wrong) {
        append_head(rows.next(), set, pilah_label_name(static_cast<int32_t>(label)));
        append(out, fmt::format(",\"kind\":\"{}\",\"points\":{},\"text\":", wrong.missed ? "missed" : "false-alarm",
                                wrong.points));
        append_json_string(out, wrong.text);
        append(out, ",\"evidence\":");
        {
          JsonList terms(out, '[', ']');
          for (const Term& term : wrong.terms) {
            append(terms.next(), "{\"rule\":");
            append_json_string(out, term.rule);
            append(out, fmt::format(",\"points\":{},\"text\":", term.points));
            append_json_string(out, term.place);
            append(out, '}');
          }
        }
        append(out, '}');
      }
    for (const WrongAction& wrong : set.wrong_actions) {
      append_head(rows.next(), set, "action");
      append(out, fmt::format(",\"gold\":\"{}\",\"answer\":\"{}\",\"policy_row\":", pilah_action_name(wrong.gold),
                              pilah_action_name(wrong.answer)));
      append_json_string(out, wrong.policy_row);
      append(out, ",\"text\":");
      append_json_string(out, wrong.text);
      append(out, '}');
    }
  }
}

}  // namespace

std::string eval_json(const Figures& figures) {
  Buffer out;
  append(out, fmt::format("{{\"ruleset\":\"{}\",\"rows\":{},\n\"table\":", figures.ruleset_hash, figures.rows));
  append_table(out, figures);
  append(out, ",\n\"groups\":");
  append_groups(out, figures);
  append(out, ",\n\"thresholds\":");
  append_thresholds(out, figures);
  append(out, ",\n\"reliability\":");
  append_reliability(out, figures);
  append(out, ",\n\"rules\":");
  append_rules(out, figures);
  append(out, ",\n\"errors\":");
  append_errors(out, figures);
  append(out, "}\n");
  return std::string(view(out));
}

}  // namespace pilah::cli
