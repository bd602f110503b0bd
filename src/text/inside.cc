// SPDX-License-Identifier: Apache-2.0
// Signs inside words: apostrophes, decimal points, links and e-mail addresses, masked letters.
#include "text/contraction.h"
#include "text/entity.h"
#include "text/fold.h"
#include "text/links.h"
#include "text/masked.h"
#include "text/tokeniser.h"

#include <algorithm>
#include <bit>

namespace pilah {
namespace {

// Behind any other, links are read by themselves.
bool is_address_sign(char c) { return c == '-' || c == '_' || c == '+' || c == '@'; }

// Whether a letter or digit behind `link` would be of a reference that the link holds the beginning of: & and what may
// be its name.
bool completes_reference(std::string_view link) {
  const std::string_view near = link.substr(link.size() - std::min(link.size(), kLongestEntity));
  const size_t name = near.find_last_not_of("#0123456789abcdefghijklmnopqrstuvwxyz");
  return name != near.npos && near[name] == '&';
}

// Whether what was written ends with the beginning of a percent code: a percent sign, any number of 25, and at most one
// more byte. Told byte by byte, as a row of 25 may be as long as the text.
class OpenCode {
public:
  bool is_open() const { return whole_ || whole_before_; }
  void add(char c) {
    const bool whole = c == '%' || (whole_before_ && last_ == '2' && c == '5');
    whole_before_ = whole_;
    whole_ = whole;
    last_ = c;
  }

private:
  bool whole_ = false;         // it ends with a percent sign and any number of 25
  bool whole_before_ = false;  // it did so before the last byte
  char last_ = 0;
};

}  // namespace

// Whether the word goes on behind the sign at `i`. Returns where, having written what is kept of the sign; 0 if the
// word ends here; kLinkFound if the whole token was a link.
size_t Tokeniser::inside(Token& token, size_t i, bool letters) {
  const char c = text_[i];
  const bool between_digits = is_digit_at(i + 1) && is_digit_at(i - 1) && !numbers_meet(i);
  bool goes_on = false;
  switch (c) {
    case '\'':
      if (!is_letter_at(i + 1) || is_digit_at(i - 1)) return 0;
      if (contracted(token, i)) {
        goes_on = true;
        break;
      }
      step(token, i, i + 1);
      apart_ = Apart::ascii;
      if (text_[i + 1] == 's' && !is_word_at(i + 2)) token.flags |= TokenFlag::apostrophe_s;
      return i + 1;
    case '.':
      if (is_word_at(i + 1) && (www(token, i) || address(token, i))) return kLinkFound;
      goes_on = between_digits;
      break;
    case ',':
      goes_on = between_digits && (!letters || so_far(token).starts_with("rp"));
      break;
    case ':':
      if (text_[i + 1] == '/' && text_[i + 2] == '/') return link(token, i) ? kLinkFound : 0;
      goes_on = between_digits && !letters;
      break;
    case '-':
    case '_':
      return (class_of(text_[i + 1]) & kWord) && address(token, i) ? kLinkFound : 0;
    case '@':
      if ((class_of(text_[i + 1]) & kWord) && address(token, i)) return kLinkFound;
      return letters ? masked(token, i) : 0;
    case '%':
      if (letters) return masked(token, i);
      goes_on = true;
      break;
    default:
      return letters ? masked(token, i) : 0;
  }
  if (!goes_on) return 0;
  *write_++ = c;
  return i + 1;
}

// Whether two numbers meet at the sign between digits at `i`, rather than parts of one: behind it stand more digits
// than anybody writes of a fraction, or those that a telephone begins with and goes on from.
bool Tokeniser::numbers_meet(size_t i) const {
  constexpr size_t kFewestBefore = 4;
  constexpr unsigned kFewestBehind = 9;
  if (i < kFewestBefore) return false;
  for (size_t back = 2; back <= kFewestBefore; ++back)
    if (!is_digit_at(i - back)) return false;
  const auto behind = static_cast<unsigned>(std::countr_one(masks_.from(Mask::digit, i + 1)));
  if (behind >= kFewestBehind) return true;
  const char sign = text_[i + 1 + behind];
  const bool goes_on = (sign == '-' || sign == '.' || sign == ' ') && is_digit_at(i + 2 + behind);
  return goes_on && (behind == 3 || behind == 4) && text_[i + 1] == '0' && text_[i + 2] >= '2';
}

// Whether the apostrophe at `i` belongs to a word that would be another without it.
bool Tokeniser::contracted(const Token& token, size_t i) {
  constexpr size_t kMostLetters = 2;
  size_t end = i + 1;
  while (end <= i + kMostLetters && is_letter_at(end)) ++end;
  return !is_word_at(end) && needs_apostrophe(so_far(token), {text_ + i + 1, end - i - 1});
}

// Writes and flags signs that stand for letters.
size_t Tokeniser::masked(Token& token, size_t i) {
  const std::string_view word = so_far(token);
  const MaskedLetters found = masked_letters(text_, i, word.size());
  if (found.end == 0 || (text_[i] == '@' && word == "rt")) return 0;  // RT@name is a repost
  if (found.at_end) {
    // f*** is masked, **bold** is not.
    const size_t count = out_.tokens.size();
    const bool behind_star = count >= 2 && folded_[out_.tokens[count - 2].folded.end - 1] == '*';
    if (behind_star || is_high_word(found.end)) return 0;
  }
  copy(i, found.end);
  token.flags |= TokenFlag::has_symbol;
  if (found.hides) token.evasions |= Evasion::masked;
  if (found.replaces) token.evasions |= Evasion::leet;
  return found.end;
}

// Looks for an e-mail address or bare domain that starts with this word; `sign` is the first sign in it.
bool Tokeniser::address(Token& token, size_t sign) {
  if (token.span.begin < no_address_before_ || token.flags.has(TokenFlag::has_symbol)) return false;
  const Address found = find_address(text_, token.span.begin, size_);
  if (found.kind == Address::none) {
    no_address_before_ = std::max(found.end, sign + 1);
    return false;
  }
  token.kind = found.kind == Address::url ? TokenKind::url : TokenKind::email;
  copy_link(token, found.end);
  return true;
}

// http:// and its kin; `colon` stands behind the word.
bool Tokeniser::link(Token& token, size_t colon) {
  const std::string_view scheme = so_far(token);
  if (scheme != "http" && scheme != "https" && scheme != "hxxp" && scheme != "hxxps" && scheme != "ftp") return false;
  const size_t stop = link_end(text_, colon + 3, size_);
  if (stop <= colon + 3) return false;
  token.kind = TokenKind::url;
  copy_link(token, stop);
  return true;
}

bool Tokeniser::www(Token& token, size_t dot) {
  if (so_far(token) != "www") return false;
  const size_t stop = link_end(text_, dot + 1, size_);
  if (stop <= dot + 1) return false;
  token.kind = TokenKind::url;
  copy_link(token, stop);
  return true;
}

// Whether the text has letters or currency signs that were left alone for what they stand beside.
bool Tokeniser::has_doubtful() {
  if (!doubtful_) {
    doubtful_ = std::any_of(units_.begin(), units_.end(),
                            [](const Unit& unit) { return unit.look != 0 || (unit.flags & Fold::kTruncatable) != 0; });
  }
  return *doubtful_;
}

// Writes a link from its beginning, with percent codes undone, and ends the token. Codes stay where letters were judged
// by what stands beside them, as 41€ is money, where the letter would complete another code or not be of the link, and
// where a sign before the link would make an address of it and the word before.
void Tokeniser::copy_link(Token& token, size_t stop) {
  write_ = folded_ + token.folded.begin;
  while (!out_.steps.empty() && out_.steps.back().folded >= token.folded.begin) out_.steps.pop_back();
  while (is_high_word(stop) && (unit_at(stop).flags & Unit::kKeptMark)) stop = unit_at(stop).plain_end();
  const bool bound = token.folded.begin > 0 && is_address_sign(folded_[token.folded.begin - 1]);
  OpenCode open;
  const auto write = [&](char c) {
    *write_++ = c;
    open.add(c);
  };
  for (size_t i = token.span.begin; i < stop;) {
    const Percent code = text_[i] == '%' && !bound ? percent_letter(text_, i, stop) : Percent();
    if (code.end == 0 || open.is_open() || completes_reference(so_far(token)) ||
        (code.end == stop && is_trailing(code.letter)) || has_doubtful()) {
      write(text_[i++]);
      continue;
    }
    step(token, i, i);
    write(code.letter);
    i = code.end;
    if (i < stop) step(token, i, i);
    token.evasions |= Evasion::entity;
    apart_ = Apart::all;
  }
  if (text_[stop - 1] == '&') apart_ = Apart::all;
  link_after_ = stop;
  end(token, stop, true);
}

}  // namespace pilah
