// SPDX-License-Identifier: Apache-2.0
#include "cli/text_writer.h"

#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <iterator>

namespace pilah::cli {
namespace {

constexpr size_t kColumns = 79;  // of a comment, so that a line fits a wide terminal

// What a line can show is in its first bytes, even if each column is an emoji of many code points.
constexpr size_t kBytes = 64 * kColumns;

// Blanks of all kinds are spaces, so that a comment is one line.
void append_line(Buffer& out, std::string_view text) {
  std::string line(text.substr(0, kBytes));
  for (char& c : line)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  append(out, shortened(printable(line), kColumns));
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
  fmt::format_to(std::back_inserter(out), "{:<9} {:>3}  {}\n", "error", "",
                 say(Message::row_error, line, error.error, error.help));
}

}  // namespace pilah::cli
