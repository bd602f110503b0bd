// SPDX-License-Identifier: Apache-2.0
// What folding knows about each code point: one record from a two-stage table that generate/fold_table.cc writes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pilah {

// What a code point is to the tokeniser, after folding.
enum class CharKind : uint8_t {
  other,  // punctuation, symbols, unassigned
  letter,
  digit,
  mark,       // combining mark that folding drops
  kept_mark,  // combining mark that spells: Devanagari vowel signs, kana voicing
  invisible,  // dropped: zero-width characters, fillers, controls, variation selectors
  space,
  line_break,
  emoji,
  regional,  // regional indicator: two make a flag
};

// The classes of UAX 29 that decide where a grapheme cluster ends.
enum class Break : uint8_t {
  other,
  control,
  extend,
  joiner,
  spacing_mark,
  prepend,
  hangul_l,
  hangul_v,
  hangul_t,
  hangul_lv,
  hangul_lvt,
  regional,
  pictograph,
};

// Letters of one script standing among those of another are the oldest disguise.
enum class Script : uint8_t { common, latin, cyrillic, greek, alphabet, hangul, cjk, other };

struct Fold {
  static constexpr uint8_t kSelf = 0xFF;   // length of a code point that folds to itself
  static constexpr uint8_t kPlain = 0xFF;  // evasion of a code point that is no disguise
  enum Flag : uint8_t {
    kUpper = 1,       // a capital; the folded text is small
    kWeak = 2,        // `look` is believed only beside real Latin letters
    kSpelling = 4,    // a mark that some orthography puts on Latin letters: acute, cedilla, horn
    kTruncatable = 8  // may be a mathematical letter that lost its plane bit
  };

  uint16_t offset;     // of the folded bytes in the pool
  uint8_t length;      // of the folded bytes, or kSelf
  uint8_t kind_break;  // CharKind, and Break in the upper half
  uint8_t evasion;     // Evasion that writing this code point is, or kPlain
  uint8_t script;      // Script
  char look;           // ASCII letter or digit that it looks like, or 0: folded only where its token says so
  uint8_t flags;

  constexpr CharKind kind() const { return static_cast<CharKind>(kind_break & 15); }
  constexpr Break grapheme_break() const { return static_cast<Break>(kind_break >> 4); }
};
static_assert(sizeof(Fold) == 8);

const Fold& fold_of(char32_t code_point);

// The folded bytes of a record that is not kSelf.
std::string_view folded_bytes(const Fold& fold);

// Whether two regional indicators, as letters a..z, make the flag of a country.
bool is_flag(char first, char second);

}  // namespace pilah
