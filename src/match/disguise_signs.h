// SPDX-License-Identifier: Apache-2.0
// Signs and digits as the letters they may stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pilah {

// One place of a word that is being read: the letters that may stand there, as bits from a on.
struct LetterPlace {
  enum class Kind : uint8_t { letter, digit, sign, mask, emoji };
  uint32_t letters = 0;
  Kind kind = Kind::letter;
};

inline constexpr uint32_t kAnyLetter = (1u << 26) - 1;
constexpr uint32_t letter_bit(char c) { return 1u << (static_cast<unsigned>(c - 'a') & 31u); }

// What stands at the beginning of a text.
struct SignReading {
  LetterPlace place;
  size_t size = 0;       // bytes; 0: nothing that can stand inside a word
  bool dropped = false;  // parts letters and stands for none
};

// Reads one letter, digit or sign of `text` from `at` on. Signs of several characters, such as () for o, are one.
SignReading read_sign(std::string_view text, size_t at);

// Whether the sign of `text` at `at` only parts the letters on its sides.
bool parts_letters(std::string_view text, size_t at);

// Whether a word may begin or end with this sign instead of a letter.
bool may_stand_at_edge(std::string_view sign, bool at_end);

}  // namespace pilah
