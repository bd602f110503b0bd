// SPDX-License-Identifier: Apache-2.0
// A sign is taken for a letter where a missing space is the less likely story: short words, consonants on both sides of
// an exclamation mark, stars anywhere. What word it is, the matcher finds out.
#include "text/masked.h"

#include "text/bytes.h"

namespace pilah {
namespace {

constexpr size_t kMostSigns = 8;

bool is_mask(char c) { return c == '*' || c == '@' || c == '$' || c == '!' || c == '#' || c == '+' || c == '%'; }

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// One sign between letters.
bool is_letter_sign(const char* text, size_t at, size_t before, size_t after) {
  switch (text[at]) {
    case '*':
    case '$':
      return true;
    case '@':
      return after <= 4 && before <= 8;
    case '!':
      return !is_vowel(text[at - 1]) && !is_vowel(text[at + 1]) && before <= 4 && after <= 3;
    case '#':
      return before <= 4 && after <= 4;
    case '+':
      return before + after <= 5;
    default:
      return false;
  }
}

}  // namespace

size_t letters_from(const char* text, size_t at, size_t limit) {
  size_t count = 0;
  while (count < limit) {
    if (text[at] == '\'' && (class_of(text[at + 1]) & kLetter) && !(class_of(text[at - 1]) & kNumeral)) at++;
    if (!(class_of(text[at]) & kWord)) break;
    at++;
    count++;
  }
  return count;
}

MaskedLetters masked_letters(const char* text, size_t at, size_t before) {
  MaskedLetters out;
  size_t end = at;
  bool stars = true;
  bool same = true;
  while (end - at < kMostSigns && is_mask(text[end])) {
    const char c = text[end++];
    stars = stars && c == '*';
    same = same && c == text[at];
    (c == '*' || c == '#' || c == '%' ? out.hides : out.replaces) = true;
  }
  if (end == at || is_mask(text[end])) return {};  // a line of signs
  bool joins = false;
  if (class_of(text[end]) & kLetter) {
    joins = end - at == 1 ? is_letter_sign(text, at, before, letters_from(text, end, 6))
                          : stars || !same || text[at] == '$';
  } else {
    joins = stars && end - at >= 2;
    out.at_end = true;
  }
  if (!joins) return {};
  out.end = end;
  return out;
}

}  // namespace pilah
