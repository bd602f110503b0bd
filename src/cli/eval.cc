// SPDX-License-Identifier: Apache-2.0
// Each file is judged on its own: sets differ in how many rows carry a label, so a pooled figure would say nothing.
#include "cli/eval.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_text.h"
#include "cli/jsonl_reader.h"
#include "cli/messages.h"
#include "cli/source.h"
#include "cli/tally.h"
#include "cli/terminal.h"

#include <filesystem>

namespace pilah::cli {
namespace {

struct SetTally {
  std::string name;
  std::array<LabelTally, PILAH_LABEL_COUNT> labels;
  ActionTally action;
  std::vector<std::string> wrong;  // lines to show
  std::array<std::array<size_t, 2>, PILAH_LABEL_COUNT> shown{};
  size_t shown_actions = 0;
};

std::string wrong_row(std::string_view kind, std::string_view what, std::string_view text) {
  return fmt::format("  {} {} {}\n", padded(kind, 12), padded(what, 22), shortened(printable(text), 110));
}

void compare(const Gold& gold, const pilah_verdict& verdict, std::string_view text, size_t errors, SetTally& set) {
  for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    if (gold.labels[label] < 0) continue;
    const bool expected = gold.labels[label] == 1;
    const bool got = verdict.scores[label].holds != 0;
    set.labels[label].add(expected, got);
    if (expected == got || set.shown[label][expected]++ >= errors) continue;
    set.wrong.push_back(wrong_row(say(expected ? Message::eval_missed : Message::eval_false),
                                  pilah_label_name(static_cast<int32_t>(label)), text));
  }
  if (gold.action < 0) return;
  ++set.action.rows_by[static_cast<size_t>(gold.action)][static_cast<size_t>(verdict.action)];
  if (gold.labels[PILAH_COMPLAINT] == 1 && gold.labels[PILAH_SPAM] != 1 && verdict.action == PILAH_HIDE) {
    ++set.action.complaints_hidden;
  }
  if (gold.action == verdict.action || set.shown_actions++ >= errors) return;
  std::string both = fmt::format("{} → {}", pilah_action_name(gold.action), pilah_action_name(verdict.action));
  set.wrong.push_back(wrong_row(say(Message::eval_action), both, text));
}

// False: some rows could not be read; they were reported.
bool judge(const std::string& file, const EvalOptions& options, const pilah_ruleset* ruleset, SetTally& set) {
  InputOptions input;
  input.files = {file};
  input.format = Format::jsonl;
  Source source(input);
  JsonlReader reader;
  Scratch scratch = new_scratch();
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  bool sound = true;
  for (Chunk chunk; source.fill(chunk);) {
    for (const Piece& piece : chunk.pieces) {
      Row row{};
      RowError error;
      Gold gold;
      if (piece.fault != PieceFault::none) error.error = say(Message::line_too_long, kMaxPiece >> 20);
      if (piece.fault != PieceFault::none || !reader.read(chunk.text_of(piece), row, error, &gold)) {
        print_error(fmt::format("{}:{}: {}", file, piece.line, error.error));
        sound = false;
        continue;
      }
      pilah_status status = pilah_classify(ruleset, scratch.get(), &row.comment, &verdict);
      if (status != PILAH_OK) throw Failure(pilah_status_name(status), pilah_status_message(status));
      compare(gold, verdict, row.text(), options.errors, set);
    }
  }
  return sound;
}

std::string shown(const std::optional<Share>& share) {
  if (!share) return "    -";
  return fmt::format("{:.3f} ({:.3f}–{:.3f})", share->value, share->low, share->high);
}

std::string table_of(const std::vector<SetTally>& sets) {
  constexpr size_t kShare = 19;
  size_t widest = display_width(say(Message::eval_set));
  for (const SetTally& set : sets) widest = std::max(widest, display_width(set.name));
  std::string out = fmt::format("{}  {}  {:>6} {:>6}  {}  {}  {}  {:>5}\n", padded(say(Message::eval_set), widest),
                                padded(say(Message::eval_label), 10), say(Message::eval_rows), say(Message::eval_gold),
                                padded(say(Message::eval_precision), kShare), padded(say(Message::eval_recall), kShare),
                                padded(say(Message::eval_alarm), kShare), "F1");
  for (const SetTally& set : sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.labels[label];
      if (!tally.rows()) continue;
      std::optional<double> f1 = tally.f1();
      out += fmt::format("{}  {:<10}  {:>6} {:>6}  {}  {}  {}  {:>5}\n", padded(set.name, widest),
                         pilah_label_name(static_cast<int32_t>(label)), tally.rows(), tally.positives(),
                         padded(shown(tally.precision()), kShare), padded(shown(tally.recall()), kShare),
                         padded(shown(tally.false_alarm()), kShare), f1 ? fmt::format("{:.3f}", *f1) : "-");
    }
    if (!set.action.rows()) continue;
    out += fmt::format("{}  {:<10}  {:>6}         {} {}, macro-F1 {:.3f}:", padded(set.name, widest), "action",
                       set.action.rows(), say(Message::eval_accuracy), shown(set.action.accuracy()),
                       set.action.macro_f1());
    for (int action : {PILAH_RESPOND, PILAH_HIDE, PILAH_ESCALATE, PILAH_NONE}) {
      out += fmt::format(" {} {:.2f}", pilah_action_name(action), set.action.f1(action));
    }
    out += fmt::format(", {}\n", say(Message::eval_hidden, set.action.complaints_hidden));
  }
  return out;
}

void append_share(Buffer& out, std::string_view name, const std::optional<Share>& share) {
  append(out, ",\"");
  append(out, name);
  append(out, "\":");
  if (!share) return append(out, "null");
  append(out, fmt::format("{:.6f},\"{}_95\":[{:.6f},{:.6f}]", share->value, name, share->low, share->high));
}

// The rows of the table as a JSON array.
void append_json(const std::vector<SetTally>& sets, Buffer& out) {
  bool first = true;
  auto begin_row = [&](const std::string& name, std::string_view label, uint64_t rows) {
    append(out, first ? "[\n{\"set\":" : ",\n{\"set\":");
    first = false;
    append_json_string(out, name);
    append(out, fmt::format(",\"label\":\"{}\",\"n\":{}", label, rows));
  };
  for (const SetTally& set : sets) {
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const LabelTally& tally = set.labels[label];
      if (!tally.rows()) continue;
      begin_row(set.name, pilah_label_name(static_cast<int32_t>(label)), tally.rows());
      append(out, fmt::format(",\"positives\":{}", tally.positives()));
      append_share(out, "precision", tally.precision());
      append_share(out, "recall", tally.recall());
      append_share(out, "false_alarm", tally.false_alarm());
      std::optional<double> f1 = tally.f1();
      append(out, f1 ? fmt::format(",\"f1\":{:.6f}}}", *f1) : ",\"f1\":null}");
    }
    if (!set.action.rows()) continue;
    begin_row(set.name, "action", set.action.rows());
    append_share(out, "accuracy", set.action.accuracy());
    append(out, fmt::format(",\"macro_f1\":{:.6f},\"f1_by_action\":{{", set.action.macro_f1()));
    for (int action = 0; action < 4; ++action) {
      append(out, fmt::format("{}\"{}\":{:.6f}", action ? "," : "", pilah_action_name(action), set.action.f1(action)));
    }
    append(out, fmt::format("}},\"complaints_hidden\":{}}}", set.action.complaints_hidden));
  }
  append(out, first ? "[]\n" : "\n]\n");
}

}  // namespace

int run_eval(const EvalOptions& options) {
  Ruleset ruleset = open_rules(options.rules);
  std::vector<SetTally> sets;
  bool sound = true;
  for (const std::string& file : options.files) {
    SetTally& set = sets.emplace_back();
    set.name = file == "-" ? file : std::filesystem::path(file).stem().string();
    sound = judge(file, options, ruleset.get(), set) && sound;
    if (interrupted()) return kInterrupted;
  }
  Output output;
  if (options.json) {
    Buffer out;
    append_json(sets, out);
    output.write(view(out));
  } else {
    std::string out = table_of(sets);
    for (const SetTally& set : sets) {
      if (set.wrong.empty()) continue;
      out += fmt::format("\n{}\n", set.name);
      for (const std::string& line : set.wrong) out += line;
    }
    output.write(out);
  }
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
