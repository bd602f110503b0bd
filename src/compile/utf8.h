// SPDX-License-Identifier: Apache-2.0
// Just enough UTF-8 for messages about sources: stepping by code points, and how wide a terminal shows them; and what
// parts the words of a source.
#pragma once

#include <cstddef>
#include <string_view>

namespace pilah {

struct CodePoint {
  char32_t value = 0;
  size_t bytes = 0;  // 0: ill-formed, or the end of the text
};

// The code point at `text[at]`, strict as Unicode's table 3-7: no overlong forms, no surrogates.
constexpr CodePoint code_point_at(std::string_view text, size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + bytes > text.size()) return {};
  char32_t value = lead & (0x7Fu >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0u) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, bytes};
}

// Bytes to step over at `at`: an ill-formed byte counts as one character. Never 0 before the end.
constexpr size_t step_at(std::string_view text, size_t at) {
  const size_t bytes = code_point_at(text, at).bytes;
  return bytes != 0 ? bytes : (at < text.size() ? 1 : 0);
}

constexpr size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += step_at(text, at)) ++count;
  return count;
}

// What stands between words in strings of a source, which may have several lines.
constexpr std::string_view kBlanks = " \t\n\r";
constexpr bool is_blank(char c) { return kBlanks.find(c) != kBlanks.npos; }

// Cells a terminal gives to `c`: 0 for marks and joiners, 2 for East Asian and emoji, else 1. Coarse ranges are enough
// here: a caret one cell off under a rare script harms nobody.
constexpr int cells_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
      (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) ||
      (c >= 0xE31 && c <= 0xE3A && c != 0xE32 && c != 0xE33) || (c >= 0xE47 && c <= 0xE4E) ||
      (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || c == 0x200D || (c >= 0x20D0 && c <= 0x20FF) ||
      (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || (c >= 0xE0100 && c <= 0xE01EF))
    return 0;
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
      (c >= 0xA960 && c <= 0xA97C) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
      (c >= 0x1F300 && c <= 0x1F64F) || (c >= 0x1F680 && c <= 0x1F6FF) || (c >= 0x1F900 && c <= 0x1F9FF) ||
      (c >= 0x1FA70 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
    return 2;
  return 1;
}

// Characters that would move the cursor, hide or reorder what a terminal shows; messages put U+FFFD in their place.
constexpr bool is_unprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F && c != 0x200D) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

}  // namespace pilah
