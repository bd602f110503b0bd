// SPDX-License-Identifier: Apache-2.0
// ANSI escapes and a coarse table of widths; nothing here needs a terminal library.
#include "cli/terminal.h"

#include "cli/messages.h"
#include "cli/utf8.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace pilah::cli {
namespace {

bool colour_welcome() {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return !(refused && *refused) && !(terminal && std::string_view(terminal) == "dumb");
}

uint32_t code_point(std::string_view sequence) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(sequence[i])); };
  switch (sequence.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3:
      return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default:
      return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  }
}

struct Interval {
  uint32_t first, last;
};

template <size_t N>
bool within(uint32_t c, const Interval (&intervals)[N]) {
  return std::any_of(intervals, intervals + N, [c](Interval in) { return c >= in.first && c <= in.last; });
}

// Zero-width: combining marks of the common blocks, joiners, variation selectors, skin tones.
constexpr Interval kMarks[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x610, 0x61A},     {0x64B, 0x65F},
                               {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},   {0x20D0, 0x20F0},
                               {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF}};
// Two columns: East Asian wide letters and emoji.
constexpr Interval kWide[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},
                              {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},
                              {0x2705, 0x2705},   {0x274C, 0x274C},   {0x2753, 0x2757},   {0x2795, 0x2797},
                              {0x2B50, 0x2B55},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                              {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                              {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};
// What must not reach a terminal: controls other than the line feed, direction marks and overrides, line separators.
constexpr Interval kUnsafe[] = {{0x00, 0x09},     {0x0B, 0x1F},     {0x7F, 0x9F},     {0x61C, 0x61C},
                                {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x206F}, {0xFFF9, 0xFFFB}};

size_t width_of(uint32_t c) { return within(c, kMarks) ? 0 : within(c, kWide) ? 2 : 1; }

}  // namespace

bool colour_on_stdout(ColourWish wish) {
  if (wish != ColourWish::automatic) return wish == ColourWish::always;
  return ::isatty(STDOUT_FILENO) == 1 && colour_welcome();
}

bool colour_on_stderr() { return ::isatty(STDERR_FILENO) == 1 && colour_welcome(); }

std::string painted(std::string_view text, Colour colour, bool bold, bool underlined) {
  constexpr const char* kCodes[] = {"", "31", "32", "33", "34", "35", "36", "90"};
  std::string codes = kCodes[static_cast<size_t>(colour)];
  if (bold) codes += codes.empty() ? "1" : ";1";
  if (underlined) codes += codes.empty() ? "4" : ";4";
  return codes.empty() ? std::string(text) : fmt::format("\x1b[{}m{}\x1b[0m", codes, text);
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t size = utf8_length(text);
    if (size == 0) {
      std::string repaired = repaired_utf8(text);  // at most once: what it returns is well-formed
      return out + printable(repaired);
    }
    uint32_t c = code_point(text.substr(0, size));
    if (!within(c, kUnsafe)) {
      out += text.substr(0, size);
    } else if (c < 0x20) {
      out += fmt::format("\xE2\x90{}", static_cast<char>(0x80 + c));  // U+2400 …: the control's own picture
    } else {
      out += fmt::format("<U+{:04X}>", c);
    }
    text.remove_prefix(size);
  }
  return out;
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    size_t size = std::max<size_t>(1, utf8_length(text));
    width += width_of(code_point(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return width;
}

std::string shortened(std::string_view text, size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  size_t at = 0;
  for (size_t width = 0; at < text.size();) {
    size_t size = std::max<size_t>(1, utf8_length(text.substr(at)));
    width += width_of(code_point(text.substr(at, size)));
    if (width + 1 > columns) break;
    at += size;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string padded(std::string_view text, size_t columns) {
  size_t width = display_width(text);
  return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

}  // namespace pilah::cli
