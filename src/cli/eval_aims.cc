// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_aims.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <pilah/pilah.h>

#include <simdjson.h>

#include <algorithm>

namespace pilah::cli {

namespace {

constexpr size_t kMostBytes = 1u << 20;

std::string text_at(const simdjson::dom::element& row, const char* key) {
  std::string_view text;
  return row[key].get(text) ? std::string() : std::string(text);
}

}  // namespace

std::optional<double> Aims::of(const std::string& set, const std::string& label) const {
  auto found = values.find({set, label});
  return found == values.end() ? std::nullopt : std::optional<double>(found->second);
}

std::string Aims::title_of(const std::string& set) const {
  auto found = titles.find(set);
  return found == titles.end() ? set : found->second;
}

Aims read_aims(const std::string& file, const std::vector<std::string>& sets) {
  std::vector<std::string> labels = {"action"};
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) labels.emplace_back(pilah_label_name(label));
  Aims out;
  const std::string text = read_file(file, kMostBytes);
  simdjson::dom::parser parser;
  size_t line = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string row = text.substr(begin, end - begin);
    begin = end + 1;
    ++line;
    if (row.find_first_not_of(" \t\r") == std::string::npos) continue;
    simdjson::dom::element fields;
    const bool is_json = parser.parse(row).get(fields) == simdjson::SUCCESS;
    const std::string set = is_json ? text_at(fields, "set") : std::string();
    auto expect = [&](bool sound, const std::string& what) {
      if (sound) return;
      throw Failure(
          fmt::format("{}:{}: {}", file, line, what),
          either("write one object a line: {\"set\": \"reviews\", \"label\": \"complaint\", \"aim\": 0.85}",
                 "tulis satu objek per baris: {\"set\": \"ulasan\", \"label\": \"complaint\", \"aim\": 0.85}"));
    };
    expect(is_json, say(Message::not_json));
    expect(!set.empty(), say(Message::text_missing, "set"));
    expect(std::find(sets.begin(), sets.end(), set) != sets.end(),
           say(Message::not_one_of, printable(set), fmt::join(sets, ", ")));
    const std::string title = text_at(fields, "title");
    if (!title.empty()) out.titles[set] = title;
    const std::string label = text_at(fields, "label");
    double aim = 0;
    if (fields["aim"].error() && (!title.empty() || fields["label"].error())) continue;  // a title alone
    expect(std::find(labels.begin(), labels.end(), label) != labels.end(),
           say(Message::not_one_of, printable(label), fmt::join(labels, ", ")));
    expect(!fields["aim"].get(aim) && aim >= 0 && aim <= 1,
           either("\"aim\" is no number from 0 to 1", "\"aim\" bukan bilangan dari 0 sampai 1"));
    out.values[{set, label}] = aim;
  }
  return out;
}

}  // namespace pilah::cli
