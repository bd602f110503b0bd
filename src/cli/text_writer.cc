// SPDX-License-Identifier: Apache-2.0
#include "cli/text_writer.h"

#include "cli/json_text.h"
#include "cli/utf8.h"

#include <iterator>

namespace pilah::cli {
namespace {

constexpr size_t kCharacters = 78;  // of a comment, so that a line fits a wide terminal

// Controls would break the line or the terminal; a space stands for each.
void append_line(Buffer& out, std::string_view text) {
  size_t characters = 0;
  while (!text.empty()) {
    if (characters++ == kCharacters) return append(out, "…");
    const size_t size = utf8_length(text);
    if (size == 0) {
      append(out, "\uFFFD");
      text.remove_prefix(1);
      continue;
    }
    const bool control = size == 1 && (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7f);
    append(out, control ? std::string_view(" ") : text.substr(0, size));
    text.remove_prefix(size);
  }
}

std::string labels_of(const pilah_verdict& verdict) {
  std::string labels;
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    if (!verdict.scores[label].holds) continue;
    if (!labels.empty()) labels += '+';
    labels += pilah_label_name(label);
  }
  return labels.empty() ? "-" : labels;
}

}  // namespace

void TextWriter::header(Buffer&) {}

void TextWriter::verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) {
  fmt::format_to(std::back_inserter(out), "{:<9} {:>3}  {:<16}  ", pilah_action_name(verdict.action), verdict.priority,
                 labels_of(verdict));
  if (stars_) stars_->look(row);
  append_line(out, stars_ ? stars_->over(row.text(), 0) : std::string(row.text()));
  append(out, '\n');
}

void TextWriter::error(const Row&, uint64_t line, const RowError& error, Buffer& out) {
  fmt::format_to(std::back_inserter(out), "{:<9} {:>3}  line {}: {}; {}\n", "error", "", line, error.error, error.help);
}

}  // namespace pilah::cli
