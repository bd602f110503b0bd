// SPDX-License-Identifier: Apache-2.0
// Signs inside words: apostrophes, decimal points, links and e-mail addresses, masked letters.
#include "text/fold.h"
#include "text/links.h"
#include "text/masked.h"
#include "text/tokeniser.h"

#include <algorithm>

namespace pilah {

// Whether the word goes on behind the sign at `i`. Returns where, having written what is kept of the sign; 0 if the
// word ends here; kLinkFound if the whole token was a link.
size_t Tokeniser::inside(Token& token, size_t i, bool letters) {
  const char c = text_[i];
  const bool between_digits = is_digit_at(i + 1) && is_digit_at(i - 1);
  bool goes_on = false;
  switch (c) {
    case '\'':
      if (!is_letter_at(i + 1) || is_digit_at(i - 1)) return 0;
      step(token, i, i + 1);
      apart_ = Apart::ascii;
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
      goes_on = !is_word_at(i + 1);
      break;
    default:
      return letters ? masked(token, i) : 0;
  }
  if (!goes_on) return 0;
  *write_++ = c;
  return i + 1;
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

// Whether letters or currency signs that were read by the company they keep are glued to `at`.
bool Tokeniser::depends_on(size_t at) {
  for (;;) {
    if (class_of(text_[at]) == kHigh) {
      const Unit& unit = unit_at(at);
      if (unit.look != 0 || (unit.flags & Fold::kTruncatable)) return true;
      if (unit.kind != CharKind::letter && unit.kind != CharKind::digit && unit.kind != CharKind::kept_mark)
        return false;
      at = unit.plain_end();
    } else if (is_word_at(at) || text_[at] == '\'') {
      at++;
    } else {
      return false;
    }
  }
}

// Writes a link from its beginning, with percent codes undone, and ends the token. Codes stay where what follows was
// judged by their digits, as 41€ is money, and where the letter would complete another code or not be of the link.
void Tokeniser::copy_link(Token& token, size_t stop) {
  while (is_high_word(stop) && (unit_at(stop).flags & Unit::kKeptMark)) stop = unit_at(stop).plain_end();
  write_ = folded_ + token.folded.begin;
  while (!out_.steps.empty() && out_.steps.back().folded >= token.folded.begin) out_.steps.pop_back();
  const bool as_written = is_plain_alnum(text_[stop - 1]) && depends_on(stop);
  for (size_t i = token.span.begin; i < stop;) {
    const Percent code = text_[i] == '%' && !as_written ? percent_letter(text_, i, stop) : Percent();
    if (code.end == 0 || write_[-1] == '%' || write_[-2] == '%' || (code.end == stop && is_trailing(code.letter))) {
      *write_++ = text_[i++];
      continue;
    }
    step(token, i, i);
    *write_++ = code.letter;
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
