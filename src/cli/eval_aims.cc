// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_aims.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"

#include <simdjson.h>

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

Aims read_aims(const std::string& file) {
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
    if (set.empty())
      throw Failure(
          fmt::format("{}:{}: {}", file, line, say(Message::not_json)),
          either("write one object a line: {\"set\": \"reviews\", \"label\": \"complaint\", \"aim\": 0.85}",
                 "tulis satu objek per baris: {\"set\": \"ulasan\", \"label\": \"complaint\", \"aim\": 0.85}"));
    if (const std::string title = text_at(fields, "title"); !title.empty()) out.titles[set] = title;
    double aim = 0;
    if (!fields["aim"].get(aim)) out.values[{set, text_at(fields, "label")}] = aim;
  }
  return out;
}

}  // namespace pilah::cli
