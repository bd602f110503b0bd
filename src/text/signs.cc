// SPDX-License-Identifier: Apache-2.0
// Punctuation, mentions, hashtags and emoji, and what they say about the token that follows.
#include "text/abbreviation.h"
#include "text/fold.h"
#include "text/masked.h"
#include "text/tokeniser.h"

namespace pilah {
namespace {

// Quotation marks further apart than this belong to no pair.
constexpr size_t kLongestQuotation = 80;

}  // namespace

// A sign of ASCII at the start of a token.
size_t Tokeniser::sign(size_t i) {
  const char c = text_[i];
  if (c == '@' || c == '#') {
    const size_t stop = tagged(i, c == '@' ? TokenKind::mention : TokenKind::hashtag);
    if (stop != 0) return stop;
  }
  if (c == '$' && (class_of(text_[i + 1]) & kLetter) && letters_from(text_, i + 1, 2) == 2 &&
      (gap_ || apart_ != Apart::none || i == 0)) {
    Token& token = begin(i, TokenKind::word);
    token.flags |= TokenFlag::has_symbol;
    token.evasions |= Evasion::leet;
    *write_++ = '$';
    return rest_of_word(token, i + 1);
  }
  size_t stop = i + 1;
  while (stop < size_ && text_[stop] == c) stop++;
  Token& token = begin(i, TokenKind::punctuation);
  *write_++ = c;
  if (stop - i > 1) copy(i + 1, stop);
  end(token, stop, false);
  after_sign(c, i, stop);
  return stop;
}

// A unit outside ASCII at the start of a token.
size_t Tokeniser::high(size_t i) {
  const Unit& unit = unit_at(i);
  if (unit.kind == CharKind::letter || unit.kind == CharKind::digit) return word(i);
  const bool emoji = unit.kind == CharKind::emoji || unit.kind == CharKind::regional;
  Token& token = begin(i, emoji ? TokenKind::emoji : TokenKind::punctuation);
  size_t stop = i + unit.length;
  if (!emoji) {
    // A line of the same sign is one token.
    const size_t length = unit.length;
    while (stop + length <= size_ && std::memcmp(text_ + i, text_ + stop, length) == 0) stop += length;
    next_ |= TokenFlag::after_comma;
  }
  copy(i, stop);
  end(token, stop, emoji);
  return stop;
}

// Mentions and hashtags: the sign stands in the folded text, too, but before the token's own part of it.
size_t Tokeniser::tagged(size_t i, TokenKind kind) {
  size_t stop = i + 1;
  Seen seen = 0;
  for (;;) {
    const uint8_t byte = class_of(text_[stop]);
    if (byte & kWord) {
      seen |= byte == kLetter ? kSeenLetter : kSeenDigit;
      stop++;
    } else if (text_[stop] == '_' || (kind == TokenKind::mention && text_[stop] == '.' && is_word_at(stop + 1))) {
      stop++;
    } else if (is_high_word(stop)) {
      const Unit& unit = unit_at(stop);
      seen |= unit.kind == CharKind::letter ? kSeenLetter : kSeenDigit;
      stop = unit.plain_end();
    } else {
      break;
    }
  }
  if (kind == TokenKind::hashtag ? !(seen & kSeenLetter) : seen == 0) return 0;
  Token& token = begin(i, kind);
  *write_++ = text_[i];
  token.folded.begin = written();
  step(token, i + 1, i + 1);
  copy(i + 1, stop);
  token.flags |= TokenFlags::from_raw(seen);
  end(token, stop, true);
  return stop;
}

void Tokeniser::after_sign(char c, size_t i, size_t stop) {
  switch (c) {
    case '!':
    case '?':
      sentence();
      break;
    case '.':
      if (stop - i == 1) {
        after_full_stop(stop);
      } else {
        next_ |= TokenFlag::after_comma;
      }
      break;
    case '-':
    case '/':
      if (!(i > 0 && is_plain_alnum(text_[i - 1]) && is_plain_alnum(text_[stop]))) next_ |= TokenFlag::after_comma;
      break;
    case ',':
    case ':':
    case ';':
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '|':
    case '~':
      next_ |= TokenFlag::after_comma;
      break;
    case '&':
    case '#':
      apart_ = Apart::all;
      break;
    case '"':
      if (stop - i == 1) quotation(0);
      break;
    case '\'':
      if (stop - i == 1) after_apostrophe(i, stop);
      break;
    default:
      break;
  }
}

void Tokeniser::after_full_stop(size_t stop) {
  const char next = text_[stop];
  const bool closes = (next == '"' || next == '\'' || next == ')') && is_blank_at(stop + 1);
  if (!is_blank_at(stop) && !closes) {
    next_ |= TokenFlag::after_comma;
    apart_ = Apart::ascii;
    return;
  }
  const size_t count = out_.tokens.size();
  if (count >= 2 && out_.tokens.back().flags.has(TokenFlag::glued)) {
    const Token& before = out_.tokens[count - 2];
    const std::string_view word(folded_ + before.folded.begin, before.folded.size());
    const bool number_follows = is_blank_at(stop) && is_digit_at(stop + 1);
    if (before.kind == TokenKind::word && is_abbreviation(word, number_follows)) return;
  }
  sentence();
}

void Tokeniser::after_apostrophe(size_t i, size_t stop) {
  const bool opens = is_word_at(stop) && (i == 0 || !is_plain_alnum(text_[i - 1]));
  const bool closes = !is_word_at(stop) && i > 0 && !is_blank_at(i - 1);
  if (opens) open_[1] = out_.tokens.size();
  if (closes && open_[1] != 0) quotation(1);
}

// A quotation mark has been added: opens a quotation, or closes one and marks what stands in it.
void Tokeniser::quotation(size_t which) {
  const size_t here = out_.tokens.size();
  if (open_[which] == 0) {
    open_[which] = here;
    return;
  }
  if (here - open_[which] <= kLongestQuotation) {
    for (size_t i = open_[which]; i + 1 < here; i++) out_.tokens[i].flags |= TokenFlag::quoted;
    open_[which] = 0;
  } else {
    open_[which] = which == 0 ? here : 0;
  }
}

}  // namespace pilah
