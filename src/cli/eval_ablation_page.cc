// SPDX-License-Identifier: Apache-2.0
// The layers as columns of a table, and as JSON.
#include "cli/eval_ablation.h"
#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <algorithm>

namespace pilah::cli {

namespace {

// What tells most of a label on a set: a set with one kind of rows has no F1.
std::string_view figure_of(const LabelTally& tally) {
  return !tally.negatives() ? "recall" : !tally.positives() ? "1-alarm" : "F1";
}

double value_of(const LabelTally& tally) {
  if (!tally.negatives()) return tally.recall()->value;
  if (!tally.positives()) return 1 - tally.false_alarm()->value;
  return *tally.f1();
}

constexpr size_t kColumn = 11;

std::string row_of(std::string_view set, size_t widest, std::string_view label, std::string_view figure,
                   const std::array<double, kStageCount>& values) {
  std::string out = fmt::format("{}  {:<10}  {:<8}", padded(set, widest), label, figure);
  for (double value : values) out += fmt::format("{:>{}}", decimal(value, 3), kColumn);
  return out;
}

}  // namespace

std::string ablation_text(const Ablation& ablation) {
  size_t widest = display_width(say(Message::eval_set));
  for (const AblatedSet& set : ablation.sets) widest = std::max(widest, display_width(set.name));
  std::string out = fmt::format("{}  {:<10}  {:<8}", padded(say(Message::eval_set), widest), say(Message::eval_label),
                                either("figure", "angka"));
  for (size_t stage = 0; stage < kStageCount; ++stage)
    out += fmt::format("{:>{}}", fmt::format("{}{}", stage ? "+" : "", stage_name(static_cast<Stage>(stage))), kColumn);
  out += "  Brier\n";
  struct Mean {
    std::array<double, kStageCount> sum{};
    uint32_t sets = 0;
  };
  std::array<Mean, PILAH_LABEL_COUNT> means;
  for (const AblatedSet& set : ablation.sets) {
    std::array<double, kStageCount> values;
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& whole = set.stages[kScoresStage].labels[label];
      if (!whole.rows()) continue;
      for (size_t stage = 0; stage < kStageCount; ++stage) values[stage] = value_of(set.stages[stage].labels[label]);
      out += row_of(set.name, widest, pilah_label_name(static_cast<int32_t>(label)), figure_of(whole), values);
      if (const auto fitted = set.stages[kScoresStage].brier(label)) {
        out += fmt::format("  {} → {}", decimal(*set.stages[kContextStage].brier(label), 3), decimal(*fitted, 3));
        for (size_t stage = 0; stage < kStageCount; ++stage) means[label].sum[stage] += values[stage];
        ++means[label].sets;
      }
      out += '\n';
    }
    if (!set.stages[kScoresStage].action.rows()) continue;
    for (size_t stage = 0; stage < kStageCount; ++stage) values[stage] = set.stages[stage].action.macro_f1();
    out += row_of(set.name, widest, "action", "macro-F1", values) + "\n";
  }
  for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    Mean& mean = means[label];
    if (mean.sets < 2) continue;
    for (double& value : mean.sum) value /= mean.sets;
    out += row_of(fmt::format("{} {}", either("mean of", "rata-rata dari"), mean.sets), widest,
                  pilah_label_name(static_cast<int32_t>(label)), "F1", mean.sum) +
           "\n";
  }
  out += padded(either("rules that count", "aturan yang dihitung"), widest + 22);
  for (uint32_t rules : ablation.rules) out += fmt::format("{:>{}}", grouped(rules), kColumn);
  out += "\n" + padded(either("bytes of the image", "byte image"), widest + 22);
  for (size_t bytes : ablation.bytes) out += fmt::format("{:>{}}", grouped(bytes), kColumn);
  return out + "\n";
}

std::string ablation_markdown(const Ablation& ablation, const Aims& aims) {
  std::string head =
      fmt::format("| {} | {} | {} |", say(Message::eval_set), say(Message::eval_label), either("figure", "angka"));
  std::string rule = "| --- | --- | --- |";
  const auto stages = [&](const auto& cell) {
    std::string out;
    for (size_t stage = 0; stage < kStageCount; ++stage) out += fmt::format(" {} |", cell(stage));
    return out;
  };
  head += stages([](size_t stage) { return (stage ? "+ " : "") + std::string(stage_name(static_cast<Stage>(stage))); });
  rule += stages([](size_t) { return "---:"; });
  std::string out = fmt::format("{} Brier |\n{} ---: |\n", head, rule);
  for (const AblatedSet& set : ablation.sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& whole = set.stages[kScoresStage].labels[label];
      if (!whole.rows()) continue;
      out += fmt::format("| {} | {} | {} |", aims.title_of(set.name), pilah_label_name(static_cast<int32_t>(label)),
                         figure_of(whole));
      out += stages([&](size_t stage) { return fmt::format("{:.3f}", value_of(set.stages[stage].labels[label])); });
      const auto fitted = set.stages[kScoresStage].brier(label);
      out += fitted ? fmt::format(" {:.3f} → {:.3f} |\n", *set.stages[kContextStage].brier(label), *fitted) : " – |\n";
    }
    if (!set.stages[kScoresStage].action.rows()) continue;
    out += fmt::format("| {} | action | macro-F1 |", aims.title_of(set.name));
    out += stages([&](size_t stage) { return fmt::format("{:.3f}", set.stages[stage].action.macro_f1()); }) + " – |\n";
  }
  out += fmt::format("| {} | | |", either("rules that count", "aturan yang dihitung"));
  out += stages([&](size_t stage) { return grouped(ablation.rules[stage]); }) + " |\n";
  out += fmt::format("| {} | | |", either("bytes of the image", "byte image"));
  return out + stages([&](size_t stage) { return grouped(ablation.bytes[stage]); }) + " |\n";
}

std::string ablation_json(const Ablation& ablation) {
  Buffer out;
  append(out, fmt::format("{{\"ruleset\":\"{}\",\n\"stages\":", ablation.ruleset_hash));
  {
    JsonList stages(out, '[', ']');
    for (size_t stage = 0; stage < kStageCount; ++stage)
      append(stages.next(),
             fmt::format("{{\"stage\":\"{}\",\"rules\":{},\"bytes\":{}}}", stage_name(static_cast<Stage>(stage)),
                         ablation.rules[stage], ablation.bytes[stage]));
  }
  append(out, ",\n\"table\":");
  {
    JsonList rows(out, '[', ']');
    const auto head = [&](const AblatedSet& set, size_t stage, std::string_view label) {
      append(rows.next(), "{\"set\":");
      append_json_string(out, set.name);
      append(out, fmt::format(",\"label\":\"{}\",\"stage\":\"{}\"", label, stage_name(static_cast<Stage>(stage))));
    };
    const auto figure = [&](std::string_view name, std::optional<double> value) {
      append(out, value ? fmt::format(",\"{}\":{:.6f}", name, *value) : fmt::format(",\"{}\":null", name));
    };
    const auto value_in = [](const std::optional<Share>& share) {
      return share ? std::optional<double>(share->value) : std::nullopt;
    };
    for (const AblatedSet& set : ablation.sets)
      for (size_t stage = 0; stage < kStageCount; ++stage) {
        const StageFigures& figures = set.stages[stage];
        for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
          const LabelTally& tally = figures.labels[label];
          if (!tally.rows()) continue;
          head(set, stage, pilah_label_name(static_cast<int32_t>(label)));
          append(out, fmt::format(",\"n\":{},\"positives\":{}", tally.rows(), tally.positives()));
          figure("precision", value_in(tally.precision()));
          figure("recall", value_in(tally.recall()));
          figure("false_alarm", value_in(tally.false_alarm()));
          figure("f1", tally.f1());
          figure("brier", figures.brier(label));
          append(out, '}');
        }
        if (!figures.action.rows()) continue;
        head(set, stage, "action");
        append(out, fmt::format(",\"n\":{},\"macro_f1\":{:.6f},\"complaints_hidden\":{}}}", figures.action.rows(),
                                figures.action.macro_f1(), figures.action.complaints_hidden));
      }
  }
  append(out, "}\n");
  return std::string(view(out));
}

}  // namespace pilah::cli
