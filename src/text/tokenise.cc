// SPDX-License-Identifier: Apache-2.0
// Cuts plain text into tokens in one pass.
//
// A word is a run of letters and digits, read off the byte masks; what stands behind a run decides whether an
// apostrophe, a dot, or a sign that may stand for a letter (sh!t, k**tol) goes on with it. All look-ahead is bounded or
// remembered, so the pass is linear. The text is small letters already and has zero bytes behind its end, which are
// part of no token, so loops stop there.
#include "text/tokenise.h"

#include "text/tokeniser.h"
#include "text/types.h"

#include <algorithm>
#include <array>
#include <bit>

namespace pilah {

namespace {

constexpr unsigned kChunk = 48;  // bytes of a word at a time; nearly all words are shorter
static_assert(kChunk <= Masks::kWindow && kChunk <= Workspace::kPadding);

// Longest word that is read in one go.
constexpr unsigned kPlainWord = 16;

// What a word of each length adds to Findings::long_words, and in the upper half to single_letters.
constexpr std::array<uint64_t, kPlainWord + 1> kLengthCounts = [] {
  std::array<uint64_t, kPlainWord + 1> out{};
  out[1] = uint64_t{1} << 32;
  for (size_t i = 3; i < out.size(); i++) out[i] = 1;
  return out;
}();

}  // namespace

Findings tokenise(Text& out) { return Tokeniser(out).run(); }

Findings Tokeniser::run() {
  out_.workspace.notable.clear();
  for (size_t i = 0; i < size_;) {
    const uint8_t kind = class_of(text_[i]);
    if (kind == kBlank) {
      gap_ = true;
      if (text_[i] >= '\n' && text_[i] <= '\r') {
        next_ |= TokenFlag::sentence_start;
        line_break_ = line_break_ || !out_.tokens.empty();
      }
      i++;
    } else if (kind & kWord) {
      i = words(i);
    } else {
      i = kind == kPunctuation ? sign(i) : high(i);
    }
  }
  out_.folded.resize(written());
  return findings_;
}

// A word, and the plain ones behind it with one blank before each, which most text is made of: they need no flags from
// what stands before them. The masks move on with the words, and all is held in registers.
size_t Tokeniser::words(size_t i) {
  i = word(i);
  if (text_[i] != ' ') return i;
  const char* const text = text_;
  char* write = write_;
  uint64_t word_bits = 0;
  uint64_t odd_bits = 0;
  unsigned bits_left = 0;
  uint64_t lengths = 0;
  const size_t first = out_.tokens.size();
  do {
    const size_t at = i + 1;
    if (bits_left <= kPlainWord + 1) {
      word_bits = masks_.from(Mask::word, at);
      odd_bits = masks_.from(Mask::odd, at);
      bits_left = Masks::kWindow;
    }
    const auto length = static_cast<unsigned>(std::countr_one(word_bits));
    if (length - 1 >= kPlainWord || !ends_plainly(at + length)) break;
    const uint64_t run = (uint64_t{1} << length) - 1;
    Seen seen = kSeenLetter;
    if ((odd_bits & run) != 0) {
      if (!plain_flags(at, run, seen)) break;
      findings_.capitals += (seen & kSeenCapitals) != 0;
    }
    *write++ = ' ';
    std::memcpy(write, text + at, kPlainWord);
    const auto folded = static_cast<uint32_t>(write - folded_);
    write += length;
    i = at + length;
    lengths += kLengthCounts[length];
    if (length >= 7 && may_be_brand({text + at, length}))
      out_.workspace.notable.push_back(static_cast<uint32_t>(out_.tokens.size()));
    out_.tokens.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(i)},
                           {folded, folded + length},
                           TokenKind::word,
                           TokenFlags::from_raw(seen),
                           {},
                           {}});
    word_bits >>= length + 1;
    odd_bits >>= length + 1;
    bits_left -= length + 1;
  } while (text[i] == ' ');
  if (const size_t count = out_.tokens.size() - first; count != 0) {
    apart_ = Apart::none;
    write_ = write;
    findings_.long_words += static_cast<uint32_t>(lengths);
    findings_.single_letters += static_cast<uint32_t>(lengths >> 32);
    out_.words += static_cast<uint32_t>(count);
  }
  return i;
}

// Adds to the flags of a word of letters; false if it has digits or a stretched letter, which are not for here.
bool Tokeniser::plain_flags(size_t i, uint64_t run, Seen& seen) const {
  const uint64_t same = masks_.from(Mask::same, i) & run;
  if ((masks_.from(Mask::digit, i) & run) != 0 || (same & same >> 1) != 0) return false;
  if (same != 0) seen |= kSeenDoubled;
  if (run >= 7 && (masks_.from(Mask::upper, i) & run) == run) seen |= kSeenCapitals;
  return true;
}

size_t Tokeniser::word(size_t i) {
  Token& token = begin(i, TokenKind::word);
  // Most words are letters, with a blank or the end of a sentence behind.
  const auto length = static_cast<unsigned>(std::countr_one(masks_.from(Mask::word, i)));
  const size_t stop = i + length;
  if (length - 1 >= kPlainWord || !ends_plainly(stop)) return rest_of_word(token, i);
  const uint64_t run = (uint64_t{1} << length) - 1;
  Seen seen = kSeenLetter;
  if ((masks_.from(Mask::odd, i) & run) != 0) {
    if (!plain_flags(i, run, seen)) return rest_of_word(token, i);
    findings_.capitals += (seen & kSeenCapitals) != 0;
  }
  std::memcpy(write_, text_ + i, kPlainWord);
  write_ += length;
  token.flags |= TokenFlags::from_raw(seen);
  findings_.long_words += length >= 3;
  findings_.single_letters += length == 1;
  end(token, stop, may_be_brand({text_ + i, length}));
  out_.words++;
  return stop;
}

// Copies the letters and digits from `i` on, and returns where they end.
size_t Tokeniser::copy_run(size_t i, Seen& seen) {
  unsigned overlap = 0;  // so that a repetition over the edge of two chunks is seen
  for (;;) {
    const unsigned length = std::min(static_cast<unsigned>(std::countr_one(masks_.from(Mask::word, i))), kChunk);
    const uint64_t run = (uint64_t{1} << length) - 1;
    if ((masks_.from(Mask::odd, i) & run) != 0) {
      seen |= odd_bytes(i, run, overlap);
    } else if (length != 0) {
      seen |= kSeenLetter | kSeenSmall;
    }
    std::memcpy(write_, text_ + i, 16);
    if (length > 16) std::memcpy(write_ + 16, text_ + i + 16, kChunk - 16);
    write_ += length;
    i += length;
    if (length < kChunk) return i;
    overlap = 1;
  }
}

// Digits, capitals and repeated letters in the bytes of `run` from `i` on.
Tokeniser::Seen Tokeniser::odd_bytes(size_t i, uint64_t run, unsigned overlap) const {
  const uint64_t digits = masks_.from(Mask::digit, i) & run;
  const uint64_t capitals = masks_.from(Mask::upper, i) & run;
  const uint64_t same = masks_.from(Mask::same, i - overlap) & ((run << 1 | 1) >> (1 - overlap));
  const uint64_t but_one = capitals & (capitals - 1);
  Seen seen = 0;
  if (digits != 0) seen |= kSeenDigit;
  if (digits != run) seen |= kSeenLetter;
  if ((digits | capitals) != run) seen |= kSeenSmall;
  if ((but_one & (but_one - 1)) != 0) seen |= kSeenCapitals;
  if (same != 0) seen |= kSeenDoubled;
  if ((same & same >> 1) != 0) seen |= kSeenStretched;
  return seen;
}

size_t Tokeniser::rest_of_word(Token& token, size_t i) {
  Seen seen = 0;
  for (;;) {
    i = copy_run(i, seen);
    const uint8_t kind = class_of(text_[i]);
    if (!(kind & (kPunctuation | kHigh))) break;
    if (kind == kHigh) {
      const Unit& unit = unit_at(i);
      if (unit.kind != CharKind::letter && unit.kind != CharKind::digit) break;
      copy(i, unit.plain_end());
      i = unit.plain_end();
      seen |= kSeenSmall | (unit.kind == CharKind::letter ? kSeenLetter : kSeenDigit);
      continue;
    }
    const size_t after = inside(token, i, (seen & kSeenLetter) != 0);
    if (after == 0) break;
    if (after == kLinkFound) return link_after_;
    i = after;
    const bool percent = text_[i - 1] == '%' && !(seen & kSeenLetter);
    if (percent || !is_word_at(i)) break;  // a sign at the end belongs to the word
  }
  if (seen & kSeenSmall) seen &= ~kSeenCapitals;
  token.flags |= TokenFlags::from_raw(seen & ~kSeenSmall);
  if (seen & kSeenStretched) token.evasions |= Evasion::stretched;
  const uint32_t length = written() - token.folded.begin;
  bool notable = (seen & kSeenDigit) != 0;
  if (seen & kSeenLetter) {
    notable = notable || may_be_brand({write_ - length, length});
    findings_.capitals += (seen & kSeenCapitals) != 0;
    findings_.long_words += length >= 3;
    findings_.single_letters += length == 1;
  } else if (seen & kSeenDigit) {
    token.kind = TokenKind::number;
    const char first = text_[token.span.begin];
    findings_.phone = findings_.phone || first == '0' || first == '6';
  }
  end(token, i, notable);
  out_.words++;
  return i;
}

void Tokeniser::step(const Token& token, size_t previous_end, size_t from) {
  if (out_.steps.empty() || out_.steps.back().folded < token.folded.begin) {
    if (token.folded.begin < written()) {
      out_.steps.push_back({token.folded.begin, token.span.begin, static_cast<uint32_t>(previous_end)});
    }
  } else if (out_.steps.back().folded == written()) {
    out_.steps.pop_back();
  } else {
    out_.steps.back().original_end = static_cast<uint32_t>(previous_end);
  }
  out_.steps.push_back({written(), static_cast<uint32_t>(from), static_cast<uint32_t>(from)});
  stepped_ = true;
}

}  // namespace pilah
