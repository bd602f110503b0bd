// SPDX-License-Identifier: Apache-2.0
// Collects, orders and prints problems. Whatever bytes a source holds, what is printed is one clean line of text per
// line.
#include "compile/diagnostics.h"

#include "compile/utf8.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pilah {

namespace {

constexpr int kLineCells = 100;  // of a source line; the rest is cut away around the caret
constexpr int kTabCells = 4;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// Of each severity. A hostile source could produce millions of problems; nobody reads more, the counters go on.
constexpr size_t kMaxKept = 10'000;

// Names in messages come from sources and may be as long as these.
constexpr size_t kMaxMessageBytes = 600;

std::string clipped(std::string text) {
  if (text.size() <= kMaxMessageBytes) return text;
  size_t end = 0;
  while (end + step_at(text, end) <= kMaxMessageBytes) end += step_at(text, end);
  text.resize(end);
  text += kEllipsis;
  return text;
}

std::string printable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.bytes == 0 || (is_unprintable(point.value) && point.value != '\n'))
      out += kReplacement;
    else
      out += text.substr(at, point.bytes);
    at += std::max<size_t>(point.bytes, 1);
  }
  return out;
}

// Columns count from behind a byte order mark.
std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

// One code point as shown.
struct Cell {
  std::string shown;
  int width = 1;
};

// The first `count` code points of a line, or fewer if it has no more.
std::vector<Cell> cells_of_line(std::string_view line, size_t count) {
  std::vector<Cell> cells;
  for (size_t at = 0; at < line.size() && cells.size() < count; at += step_at(line, at)) {
    const CodePoint point = code_point_at(line, at);
    if (point.value == '\t')
      cells.push_back({std::string(kTabCells, ' '), kTabCells});
    else if (point.bytes == 0 || is_unprintable(point.value))
      cells.push_back({std::string(kReplacement), 1});
    else
      cells.push_back({std::string(line.substr(at, point.bytes)), cells_of(point.value)});
  }
  return cells;
}

// The part of the line to show: all of it, or kLineCells of it with the caret in the first third.
std::pair<size_t, size_t> window(const std::vector<Cell>& cells, size_t caret) {
  int total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (total <= kLineCells) return {0, cells.size()};
  size_t first = std::min(caret, cells.size());
  for (int width = 0; first > 0 && (width += cells[first - 1].width) <= kLineCells / 3;) --first;
  size_t last = first;
  for (int width = 0; last < cells.size() && (width += cells[last].width) <= kLineCells;) ++last;
  return {first, last};
}

// The source line and the caret under it. A place past the end of its line (an escape moved it, or something is missing
// there) is marked just behind the line.
std::string excerpt(std::string_view source, const LineIndex& lines, const Place& place) {
  // Lines may be megabytes long; only what is near the caret is looked at.
  LineIndex::Mark line_end = lines.find(place.line, UINT32_MAX);
  const bool exists = line_end.line == place.line;
  if (exists && line_end.column > 1 && source[line_end.offset - 1] == '\r')
    line_end = {line_end.line, line_end.column - 1, line_end.offset - 1};
  const size_t length = exists ? line_end.column - 1 : 0;
  const size_t column = std::min<size_t>(place.column > 0 ? place.column - 1 : 0, length);
  const size_t skip = column > kLineCells ? column - kLineCells : 0;
  const size_t begin = lines.find(place.line, static_cast<uint32_t>(skip + 1)).offset;
  const std::vector<Cell> cells = cells_of_line(source.substr(begin, line_end.offset - begin), 3 * size_t{kLineCells});
  const size_t caret = column - skip;
  const auto [first, last] = window(cells, caret);
  const std::string number = std::to_string(place.line);
  std::string text = " " + number + " | ";
  std::string marks = std::string(number.size() + 1, ' ') + " | ";
  if (skip + first > 0) {
    text += kEllipsis;
    marks += ' ';
  }
  for (size_t i = first; i < last; ++i) {
    text += cells[i].shown;
    if (i < caret) marks.append(static_cast<size_t>(cells[i].width), ' ');
  }
  if (skip + last < length) text += kEllipsis;
  int width = 0;
  const size_t end = std::min<size_t>(last, caret + std::max<uint32_t>(place.length, 1));
  for (size_t i = caret; i < end; ++i) width += cells[i].width;
  marks += '^';
  if (width > 1) marks.append(static_cast<size_t>(width - 1), '~');
  return text + "\n" + marks + "\n";
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

}  // namespace

Place place_behind(Place place, std::string_view text) {
  if (const size_t line_end = text.rfind('\n'); line_end != text.npos) {
    place.line += static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
    place.column = 1;
    text.remove_prefix(line_end + 1);
  }
  place.column += static_cast<uint32_t>(count_code_points(text));
  return place;
}

// `number` counts those of its severity.
void Diagnostics::add(Diagnostic diagnostic, size_t number) {
  kept_ = number <= kMaxKept;
  if (!kept_) return;
  diagnostic.message = clipped(std::move(diagnostic.message));
  diagnostic.help = clipped(std::move(diagnostic.help));
  list_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string code, Place place, std::string message, std::string help) {
  add({Severity::error, std::move(code), place, std::move(message), std::move(help)}, ++errors_);
}

void Diagnostics::warning(std::string code, Place place, std::string message, std::string help) {
  add({Severity::warning, std::move(code), place, std::move(message), std::move(help)}, ++warnings_);
}

void Diagnostics::note(Place place, std::string message) {
  if (kept_) list_.push_back({Severity::note, {}, place, clipped(std::move(message)), {}});
}

void Diagnostics::sort() {
  struct Entry {
    std::tuple<uint32_t, uint32_t, uint32_t> key;
    size_t position;
  };
  std::vector<Entry> order;
  order.reserve(list_.size());
  for (size_t i = 0; i < list_.size(); ++i) {
    const Place& place = list_[i].place;
    const bool follows = list_[i].severity == Severity::note && !order.empty();
    order.push_back({follows ? order.back().key : std::tuple(place.source, place.line, place.column), i});
  }
  std::stable_sort(order.begin(), order.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::vector<Diagnostic> sorted;
  sorted.reserve(list_.size());
  for (const Entry& entry : order) sorted.push_back(std::move(list_[entry.position]));
  list_ = std::move(sorted);
}

std::string Diagnostics::render(const Diagnostic& diagnostic) const {
  const Place& place = diagnostic.place;
  const bool known = place.source < sources_->size();
  std::string out = known ? printable((*sources_)[place.source].name) : std::string("rules");
  if (place.line > 0) out += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  out += ": ";
  out += severity_name(diagnostic.severity);
  if (!diagnostic.code.empty()) out += "[" + diagnostic.code + "]";
  out += ": " + printable(diagnostic.message) + "\n";
  size_t gutter = 2;
  if (known && place.line > 0) {
    const std::string_view source = without_mark((*sources_)[place.source].text);
    const auto lines = lines_.try_emplace(place.source, source).first;
    out += excerpt(source, lines->second, place);
    gutter = std::to_string(place.line).size() + 2;
  }
  if (!diagnostic.help.empty()) out += std::string(gutter, ' ') + "= help: " + printable(diagnostic.help) + "\n";
  return out;
}

}  // namespace pilah
