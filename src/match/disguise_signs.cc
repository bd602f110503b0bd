// SPDX-License-Identifier: Apache-2.0
// The table of stand-ins. A sign that people put for several letters has them all; which one is meant, the word tells.
#include "match/disguise_signs.h"

#include <array>

namespace pilah {

namespace {

using Kind = LetterPlace::Kind;

struct StandIn {
  std::string_view sign;
  std::string_view letters;  // empty: any letter
  Kind kind;
};

// Longer signs first, as they contain shorter ones.
constexpr std::array<StandIn, 68> kStandIns = {{
    {"/\\|", "n", Kind::sign},
    {"/\\/", "n", Kind::sign},
    {"|\\|", "n", Kind::sign},
    {"|-|", "h", Kind::sign},
    {"|_|", "u", Kind::sign},
    {"(_)", "u", Kind::sign},
    {"[_]", "u", Kind::sign},
    {"/-\\", "a", Kind::sign},
    {"/\\", "a", Kind::sign},
    {"\\/", "v", Kind::sign},
    {"|<", "k", Kind::sign},
    {"|)", "d", Kind::sign},
    {"|3", "b", Kind::sign},
    {"()", "o", Kind::sign},
    {"[]", "o", Kind::sign},
    {"><", "x", Kind::sign},
    {"}{", "x", Kind::sign},
    {"0", "o", Kind::digit},
    {"1", "il", Kind::digit},
    {"2", "z", Kind::digit},
    {"3", "e", Kind::digit},
    {"4", "a", Kind::digit},
    {"5", "s", Kind::digit},
    {"6", "gb", Kind::digit},
    {"7", "t", Kind::digit},
    {"8", "bu", Kind::digit},
    {"9", "gqp", Kind::digit},
    {"@", "ao", Kind::sign},
    {"$", "s", Kind::sign},
    {"!", "il", Kind::sign},
    {"|", "il", Kind::sign},
    {"(", "c", Kind::sign},
    {"<", "ck", Kind::sign},
    {"[", "c", Kind::sign},
    {"{", "c", Kind::sign},
    {"+", "t", Kind::sign},
    {"\u00A3", "le", Kind::sign},
    {"\u20AC", "ec", Kind::sign},
    {"\u00A5", "y", Kind::sign},
    {"\u00A9", "c", Kind::sign},
    {"\u00A2", "c", Kind::sign},
    {"\u2020", "t", Kind::sign},
    {"\u00D7", "x", Kind::sign},
    {"\u2282", "c", Kind::sign},
    {"\u2284", "c", Kind::sign},
    {"\u00A1", "i", Kind::sign},
    {"\u00AE", "r", Kind::sign},
    {"\u00B0", "o", Kind::sign},
    {"\u00A7", "s", Kind::sign},
    {"\u2205", "o", Kind::sign},
    {"\u2665", "", Kind::emoji},
    {"*", "", Kind::mask},
    {"#", "", Kind::mask},
    {"%", "", Kind::mask},
    {"^", "", Kind::mask},
    {"&", "", Kind::mask},
    // Emoji that have the shape of a letter.
    {"\u2B55", "o", Kind::emoji},      // hollow red circle
    {"\U0001F534", "o", Kind::emoji},  // red circle
    {"\U0001F535", "o", Kind::emoji},  // blue circle
    {"\u26AA", "o", Kind::emoji},      // white circle
    {"\u26AB", "o", Kind::emoji},      // black circle
    {"\u2757", "il", Kind::emoji},     // exclamation mark
    {"\u2755", "i", Kind::emoji},      // white exclamation mark
    {"\u2139", "i", Kind::emoji},      // information
    {"\u271D", "t", Kind::emoji},      // Latin cross
    {"\U0001F4B2", "s", Kind::emoji},  // heavy dollar sign
    {"\u274C", "x", Kind::emoji},      // cross mark
    {"\u2716", "x", Kind::emoji},      // heavy multiplication sign
}};

// The first stand-in that begins with a byte; most bytes begin none.
constexpr std::array<uint8_t, 256> kFirst = [] {
  std::array<uint8_t, 256> out{};
  for (size_t i = kStandIns.size(); i-- > 0;)
    out[static_cast<uint8_t>(kStandIns[i].sign[0])] = static_cast<uint8_t>(i + 1);
  return out;
}();

constexpr std::string_view kVariationSelector = "\uFE0F";

// Signs that people put between the letters of a word.
bool is_separator(char c) { return std::string_view(".-_,/\\~`'=:;").find(c) != std::string_view::npos; }

uint32_t letters_of(const StandIn& s) {
  if (s.letters.empty()) return kAnyLetter;
  uint32_t out = 0;
  for (char c : s.letters) out |= letter_bit(c);
  return out;
}

}  // namespace

SignReading read_sign(std::string_view text, size_t at) {
  SignReading out;
  const char c = text[at];
  if (c >= 'a' && c <= 'z') {
    out.place = {letter_bit(c), Kind::letter};
    out.size = 1;
    return out;
  }
  for (size_t i = kFirst[static_cast<uint8_t>(c)]; i != 0 && i <= kStandIns.size(); ++i) {
    const StandIn& s = kStandIns[i - 1];
    if (s.sign[0] != c || (s.sign.size() > 1 && text.substr(at, s.sign.size()) != s.sign)) continue;
    out.place = {letters_of(s), s.kind};
    out.size = s.sign.size();
    if (text.substr(at + out.size, kVariationSelector.size()) == kVariationSelector)
      out.size += kVariationSelector.size();
    return out;
  }
  if (!is_separator(c)) return out;
  const bool again = at > 0 && text[at - 1] == c;
  size_t run = 1;
  while (at + run < text.size() && text[at + run] == c) ++run;
  // f--k hides letters, f-u-c-k parts them.
  if ((run >= 2 || again) && (c == '-' || c == '_')) {
    out.place = {kAnyLetter, Kind::mask};
    out.size = 1;
    return out;
  }
  if (run > 1) return out;  // "..." ends a thought
  out.dropped = true;
  out.size = 1;
  return out;
}

bool parts_letters(std::string_view text, size_t at) {
  if (!is_separator(text[at])) return false;
  if (kFirst[static_cast<uint8_t>(text[at])] != 0) return read_sign(text, at).dropped;  // it may begin a letter
  return (at == 0 || text[at - 1] != text[at]) && (at + 1 == text.size() || text[at + 1] != text[at]);
}

bool may_stand_at_edge(std::string_view sign, bool at_end) {
  if (sign.empty()) return false;
  if (at_end) return std::string_view("*#+$|<^&").find(sign[0]) != std::string_view::npos || (sign[0] & 0x80) != 0;
  return std::string_view("*#$(<|/[{!+").find(sign[0]) != std::string_view::npos || (sign[0] & 0x80) != 0;
}

}  // namespace pilah
