// SPDX-License-Identifier: Apache-2.0
// The state of one pass over the plain text. Words are read in tokenise.cc, what may go on inside them in inside.cc,
// the rest in signs.cc.
#pragma once

#include "text/bytes.h"
#include "text/tokenise.h"

#include <cstring>
#include <optional>

namespace pilah {

class Tokeniser {
public:
  explicit Tokeniser(Text& out)
      : out_(out),
        text_(out.workspace.plain.data()),
        size_(out.workspace.plain_size),
        masks_(out.workspace.masks),
        units_(out.workspace.units) {
    // Every token is at most as long as its source, with at most one separator before it; words are copied in chunks.
    out.folded.resize(2 * size_ + Workspace::kPadding);
    folded_ = out.folded.data();
    write_ = folded_;
  }

  Findings run();

private:
  // Whether what is glued to the last token gets a space in the folded text, which read again would make something else
  // of the two: a reference of & and lt; a link of situ's and .com or situs. and c'om; a hashtag of # and 3's.
  enum class Apart : uint8_t { none, ascii, all };

  // What the bytes of a word have shown, as bits of TokenFlag and these.
  using Seen = uint32_t;
  static constexpr Seen kSeenLetter = 1u << static_cast<unsigned>(TokenFlag::has_letter);
  static constexpr Seen kSeenDigit = 1u << static_cast<unsigned>(TokenFlag::has_digit);
  static constexpr Seen kSeenDoubled = 1u << static_cast<unsigned>(TokenFlag::doubled);
  static constexpr Seen kSeenStretched = 1u << static_cast<unsigned>(TokenFlag::stretched);
  static constexpr Seen kSeenCapitals = 1u << static_cast<unsigned>(TokenFlag::capitals);  // three or more
  static constexpr Seen kSeenSmall = 1u << 31;

  // tokenise.cc
  size_t words(size_t i);
  size_t word(size_t i);
  size_t rest_of_word(Token& token, size_t i);
  size_t copy_run(size_t i, Seen& seen);
  Seen odd_bytes(size_t i, uint64_t run, unsigned overlap) const;
  bool plain_flags(size_t i, uint64_t run, Seen& seen) const;

  // inside.cc
  size_t inside(Token& token, size_t i, bool letters);
  bool numbers_meet(size_t i) const;
  bool contracted(const Token& token, size_t i);
  size_t masked(Token& token, size_t i);
  bool address(Token& token, size_t sign);
  bool link(Token& token, size_t colon);
  bool www(Token& token, size_t dot);
  bool has_doubtful();
  void copy_link(Token& token, size_t stop);

  // signs.cc
  size_t sign(size_t i);
  size_t high(size_t i);
  size_t tagged(size_t i, TokenKind kind);
  void after_sign(char c, size_t i, size_t stop);
  void after_full_stop(size_t stop);
  void after_apostrophe(size_t i, size_t stop);
  void quotation(size_t which);

  uint32_t written() const { return static_cast<uint32_t>(write_ - folded_); }

  // The folded bytes of the token being read.
  std::string_view so_far(const Token& token) const {
    return {folded_ + token.folded.begin, written() - token.folded.begin};
  }

  // Starts a token: separator and the flags that come from what stands before it. The reference holds until end().
  Token& begin(size_t at, TokenKind kind) {
    TokenFlags flags;
    if (gap_) {
      if (!out_.tokens.empty()) *write_++ = line_break_ ? '\n' : ' ';
      line_break_ = false;
      gap_ = false;
    } else if (!out_.tokens.empty()) {
      flags = TokenFlag::glued;
      if (line_break_ && kind != TokenKind::punctuation) {
        *write_++ = '\n';
        line_break_ = false;
      } else if (apart_ == Apart::all || (apart_ == Apart::ascii && class_of(text_[at]) != kHigh)) {
        *write_++ = ' ';
      }
    }
    apart_ = Apart::none;
    if (kind != TokenKind::punctuation) {
      flags |= next_;
      next_ = {};
    }
    Token& token = out_.tokens.emplace_back();
    token.kind = kind;
    token.flags = flags;
    token.span.begin = static_cast<uint32_t>(at);
    token.folded.begin = written();
    return token;
  }

  void end(Token& token, size_t at, bool notable) {
    token.span.end = static_cast<uint32_t>(at);
    token.folded.end = written();
    findings_.evasions |= token.evasions;
    if (stepped_) end_steps(token);
    if (notable) out_.workspace.notable.push_back(static_cast<uint32_t>(out_.tokens.size() - 1));
  }

  void end_steps(const Token& token) {
    if (!out_.steps.empty() && out_.steps.back().folded >= token.folded.begin) {
      out_.steps.back().original_end = token.span.end;
    }
    stepped_ = false;
  }

  // The bytes of `token` written so far come from plain text up to `previous_end`, the next ones from `from` on.
  void step(const Token& token, size_t previous_end, size_t from);

  void copy(size_t begin, size_t end) {
    const size_t size = end - begin;
    std::memcpy(write_, text_ + begin, 8);  // nearly always enough, and there is padding
    if (size > 8) std::memcpy(write_ + 8, text_ + begin + 8, size - 8);
    write_ += size;
  }

  // The unit that starts at a byte outside ASCII; such bytes are always a unit's.
  const Unit& unit_at(size_t at) {
    while (unit_ > 0 && units_[unit_ - 1].plain_end() > at) unit_--;
    while (units_[unit_].plain_end() <= at) unit_++;
    return units_[unit_];
  }

  bool is_high_word(size_t at) {
    if (class_of(text_[at]) != kHigh) return false;
    const CharKind kind = unit_at(at).kind;
    return kind == CharKind::letter || kind == CharKind::digit;
  }

  bool is_letter_at(size_t at) { return (class_of(text_[at]) & kLetter) || is_high_word(at); }
  bool is_word_at(size_t at) { return (class_of(text_[at]) & kWord) || is_high_word(at); }
  bool is_digit_at(size_t at) const { return (class_of(text_[at]) & kNumeral) != 0; }
  bool is_blank_at(size_t at) const { return class_of(text_[at]) == kBlank; }

  // Whether no word goes on at `at`: a blank or the end, or a sign with one behind.
  bool ends_plainly(size_t at) const {
    return is_blank_at(at) || (class_of(text_[at]) == kPunctuation && is_blank_at(at + 1));
  }

  void sentence() {
    next_ |= TokenFlag::sentence_start;
    line_break_ = true;
  }

  static constexpr size_t kLinkFound = ~size_t{0};

  Text& out_;
  const char* text_;
  size_t size_;
  const Masks& masks_;
  const std::vector<Unit>& units_;
  char* folded_;
  char* write_;
  Findings findings_;
  size_t unit_ = 0;
  size_t no_address_before_ = 0;
  size_t link_after_ = 0;
  size_t open_[2] = {0, 0};  // token behind an open quotation mark, double and single; 0 if none
  TokenFlags next_ = TokenFlag::sentence_start;
  bool gap_ = false;
  bool stepped_ = false;     // the token being read has steps
  bool line_break_ = false;  // the next separator is one
  Apart apart_ = Apart::none;
  std::optional<bool> doubtful_;  // asked at most once, as it reads all units
};

}  // namespace pilah
