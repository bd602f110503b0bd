// SPDX-License-Identifier: Apache-2.0
// Cuts plain text into tokens in one pass.
//
// A word is a run of letters and digits, read off the byte masks; what stands behind a run decides whether an
// apostrophe, a dot, or a sign that may stand for a letter (sh!t, k**tol) goes on with it. All look-ahead is bounded or
// remembered, so the pass is linear. The text is small letters already and has zero bytes behind its end, which are
// part of no token, so loops stop there.
#include "text/tokenise.h"

#include "text/fold.h"
#include "text/links.h"
#include "text/types.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>

namespace pilah {
namespace {

enum ByteClass : uint8_t {
  kBlank = 0,
  kPunctuation = 1,
  kHigh = 2,
  kLetter = 4,
  kNumeral = 8,
  kWord = kLetter | kNumeral,
};

constexpr std::array<uint8_t, 256> kKinds = [] {
  std::array<uint8_t, 256> out{};
  for (size_t i = 0; i < 256; i++) {
    out[i] = i >= 0x80               ? kHigh
             : i >= 'a' && i <= 'z'  ? kLetter
             : i >= '0' && i <= '9'  ? kNumeral
             : i <= ' ' || i == 0x7F ? kBlank
                                     : kPunctuation;
  }
  return out;
}();

uint8_t kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

// Signs that may stand for a letter inside a word.
bool is_mask(char c) { return c == '*' || c == '@' || c == '$' || c == '!' || c == '#' || c == '+' || c == '%'; }

constexpr size_t kLongestMask = 8;

// A full stop behind these ends no sentence. The second list is for words that are whole sentences, too, without a
// number.
constexpr std::string_view kAbbreviations[] = {"bpk", "cv",  "dr",  "drg", "drs",  "h",  "hj",  "ir",  "jend", "jl",
                                               "jln", "kab", "kec", "kel", "kol",  "mr", "mrs", "ms",  "ny",   "prof",
                                               "pt",  "rt",  "rw",  "sdr", "sdri", "st", "tn",  "ust", "vs",   "yth"};
constexpr std::string_view kBeforeNumbers[] = {"gg", "hal", "hlm",  "hp",  "kav", "no", "nomor",
                                               "rp", "tel", "telp", "tgl", "tlp", "wa"};

// Quotation marks further apart than this belong to no pair.
constexpr size_t kLongestQuotation = 80;

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

  Findings run() {
    out_.workspace.notable.clear();
    for (size_t i = 0; i < size_;) {
      const uint8_t kind = kind_of(text_[i]);
      if (kind == kBlank) {
        gap_ = true;
        if (text_[i] >= '\n' && text_[i] <= '\r') {
          next_ |= TokenFlag::sentence_start;
          line_break_ = line_break_ || !out_.tokens.empty();
        }
        i++;
      } else if (kind & kWord) {
        i = word(i);
      } else {
        i = kind == kPunctuation ? sign(i) : high(i);
      }
    }
    out_.folded.resize(static_cast<size_t>(write_ - folded_));
    return findings_;
  }

private:
  // Whether what is glued to the last token gets a space in the folded text, which read again would make something else
  // of the two: a reference of & and lt; a link of situ's and .com or situs. and c'om; a hashtag of # and 3's.
  enum class Apart : uint8_t { none, ascii, all };

  uint32_t written() const { return static_cast<uint32_t>(write_ - folded_); }

  // Starts a token: separator and the flags that come from what stands before it.
  Token begin(size_t at, TokenKind kind) {
    Token token;
    token.kind = kind;
    if (out_.tokens.empty()) {
      token.flags = {};
    } else if (gap_) {
      *write_++ = line_break_ ? '\n' : ' ';
      line_break_ = false;
    } else {
      token.flags |= TokenFlag::glued;
      if (line_break_ && kind != TokenKind::punctuation) {
        *write_++ = '\n';
        line_break_ = false;
      } else if (apart_ == Apart::all || (apart_ == Apart::ascii && kind_of(text_[at]) != kHigh)) {
        *write_++ = ' ';
      }
    }
    apart_ = Apart::none;
    gap_ = false;
    if (kind != TokenKind::punctuation) {
      token.flags |= next_;
      next_ = {};
    }
    token.span.begin = static_cast<uint32_t>(at);
    token.folded.begin = written();
    return token;
  }

  void end(Token& token, size_t at, bool notable) {
    token.span.end = static_cast<uint32_t>(at);
    token.folded.end = written();
    if (stepped_) {
      if (!out_.steps.empty() && out_.steps.back().folded >= token.folded.begin) {
        out_.steps.back().original_end = token.span.end;
      }
      stepped_ = false;
    }
    if (notable) out_.workspace.notable.push_back(static_cast<uint32_t>(out_.tokens.size()));
    out_.tokens.push_back(token);
  }

  // The bytes of `token` written so far come from plain text up to `previous_end`, the next ones from `from` on.
  void step(const Token& token, size_t previous_end, size_t from) {
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

  void copy(size_t begin, size_t end) {
    std::memcpy(write_, text_ + begin, end - begin);
    write_ += end - begin;
  }

  // The unit that starts at a byte outside ASCII; such bytes are always a unit's.
  const Unit& unit_at(size_t at) {
    while (unit_ > 0 && units_[unit_ - 1].plain_end() > at) unit_--;
    while (units_[unit_].plain_end() <= at) unit_++;
    return units_[unit_];
  }

  bool is_high_word(size_t at) {
    if (kind_of(text_[at]) != kHigh) return false;
    const CharKind kind = unit_at(at).kind;
    return kind == CharKind::letter || kind == CharKind::digit;
  }

  bool is_letter_at(size_t at) { return (kind_of(text_[at]) & kLetter) || is_high_word(at); }

  bool is_word_at(size_t at) { return (kind_of(text_[at]) & kWord) || is_high_word(at); }

  size_t word(size_t i) {
    Token token = begin(i, TokenKind::word);
    return rest_of_word(token, i);
  }

  // What the letters and digits of a word have shown so far.
  struct Seen {
    bool letter = false;
    bool digit = false;
    bool small = false;
    bool capitals = false;  // three or more
    bool doubled = false;
    bool stretched = false;
  };

  // Copies the letters and digits from `i` on, and returns where they end.
  size_t copy_run(size_t i, Seen& seen) {
    constexpr unsigned kChunk = 48;  // words are shorter, nearly all
    unsigned overlap = 0;            // so that a repetition over the edge of two chunks is seen
    for (;;) {
      const unsigned length = std::min(static_cast<unsigned>(std::countr_one(masks_.from(Mask::word, i))), kChunk);
      const uint64_t run = (uint64_t{1} << length) - 1;
      if ((masks_.from(Mask::odd, i) & run) == 0) {
        if (length != 0) seen.letter = seen.small = true;
      } else {
        note_odd(i, run, overlap, seen);
      }
      std::memcpy(write_, text_ + i, 16);
      if (length > 16) std::memcpy(write_ + 16, text_ + i + 16, kChunk - 16);
      write_ += length;
      i += length;
      if (length < kChunk) return i;
      overlap = 1;
    }
  }

  // Digits, capitals and repeated letters in the bytes of `run` behind `i`.
  void note_odd(size_t i, uint64_t run, unsigned overlap, Seen& seen) const {
    const uint64_t digits = masks_.from(Mask::digit, i) & run;
    uint64_t capitals = masks_.from(Mask::upper, i) & run;
    const uint64_t same = masks_.from(Mask::same, i - overlap) & ((run << 1 | 1) >> (1 - overlap));
    seen.digit = seen.digit || digits != 0;
    seen.letter = seen.letter || digits != run;
    seen.small = seen.small || (digits | capitals) != run;
    capitals &= capitals - 1;
    seen.capitals = seen.capitals || (capitals & (capitals - 1)) != 0;
    seen.doubled = seen.doubled || same != 0;
    seen.stretched = seen.stretched || (same & same >> 1) != 0;
  }

  size_t rest_of_word(Token& token, size_t i) {
    Seen seen;
    for (;;) {
      i = copy_run(i, seen);
      const uint8_t kind = kind_of(text_[i]);
      if (!(kind & (kPunctuation | kHigh))) break;
      if (kind == kHigh) {
        const Unit& unit = unit_at(i);
        if (unit.kind != CharKind::letter && unit.kind != CharKind::digit) break;
        copy(i, unit.plain_end());
        i = unit.plain_end();
        (unit.kind == CharKind::letter ? seen.letter : seen.digit) = true;
        seen.small = true;
        continue;
      }
      const size_t after = inside(token, i, seen.letter);
      if (after == 0) break;
      if (after == kLinkFound) return link_after_;
      i = after;
      if (!is_word_at(i)) break;  // a sign at the end belongs to the word
    }
    if (seen.doubled) {
      token.flags |= TokenFlag::doubled;
      if (seen.stretched) {
        token.flags |= TokenFlag::stretched;
        token.evasions |= Evasion::stretched;
      }
    }
    const uint32_t length = written() - token.folded.begin;
    bool notable = false;
    if (seen.letter) {
      token.flags |= TokenFlag::has_letter;
      if (!seen.small && seen.capitals) {
        token.flags |= TokenFlag::capitals;
        findings_.capitals++;
      }
      notable = may_be_brand({write_ - length, length});
      findings_.long_words += length >= 3;
      findings_.single_letters += length == 1;
    }
    if (seen.digit) {
      token.flags |= TokenFlag::has_digit;
      notable = true;
      if (!seen.letter) {
        token.kind = TokenKind::number;
        const char first = text_[token.span.begin];
        findings_.phone = findings_.phone || first == '0' || first == '6';
      }
    }
    end(token, i, notable);
    out_.words++;
    return i;
  }

  // Whether the word goes on behind the sign at `i`. Returns where, having written what is kept of the sign; 0 if the
  // word ends here; kLinkFound if the whole token was a link.
  size_t inside(Token& token, size_t i, bool letters) {
    const char c = text_[i];
    const char next = text_[i + 1];
    switch (c) {
      case '\'':
        if (!is_letter_at(i + 1) || (kind_of(text_[i - 1]) & kNumeral)) return 0;
        step(token, i, i + 1);
        apart_ = Apart::ascii;
        return i + 1;
      case '.':
        if ((kind_of(next) & kNumeral) && (kind_of(text_[i - 1]) & kNumeral)) {
          if (address(token, i)) return kLinkFound;
          *write_++ = '.';
          return i + 1;
        }
        if (!is_word_at(i + 1)) return 0;
        if (written() - token.folded.begin == 3 && std::memcmp(folded_ + token.folded.begin, "www", 3) == 0) {
          const size_t stop = link_end(text_, i + 1, size_);
          if (stop <= i + 1) return 0;
          token.kind = TokenKind::url;
          copy_link(token, stop);
          return kLinkFound;
        }
        return address(token, i) ? kLinkFound : 0;
      case ',':
        if ((kind_of(next) & kNumeral) && (kind_of(text_[i - 1]) & kNumeral) && (!letters || is_price(token))) {
          *write_++ = ',';
          return i + 1;
        }
        return 0;
      case ':':
        if (!letters && (kind_of(next) & kNumeral) && (kind_of(text_[i - 1]) & kNumeral)) {
          *write_++ = ':';
          return i + 1;
        }
        return next == '/' && text_[i + 2] == '/' && link(token, i) ? kLinkFound : 0;
      case '%':
        if (!letters && !is_word_at(i + 1)) {
          *write_++ = '%';
          return i + 1;
        }
        break;
      case '-':
      case '_':
        return (kind_of(next) & kWord) && address(token, i) ? kLinkFound : 0;
      case '@':
        if ((kind_of(next) & kWord) && address(token, i)) return kLinkFound;
        break;
      default:
        break;
    }
    return is_mask(c) && letters ? masked(token, i) : 0;
  }

  bool is_price(const Token& token) const {
    return written() - token.folded.begin >= 3 && std::memcmp(folded_ + token.folded.begin, "rp", 2) == 0;
  }

  // Letters in a row from `at` on, counted to `limit`.
  size_t letters_from(size_t at, size_t limit) const {
    size_t count = 0;
    while (count < limit) {
      if (text_[at] == '\'' && (kind_of(text_[at + 1]) & kLetter)) at++;
      if (!(kind_of(text_[at]) & kWord)) break;
      at++;
      count++;
    }
    return count;
  }

  static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

  // A run of signs behind a letter that stands for letters: k**tol, sh!t, b@ngs@t, a$u, f***. Writes and flags it.
  size_t masked(Token& token, size_t i) {
    size_t stop = i;
    bool stars = true;
    bool same = true;
    while (stop - i < kLongestMask && is_mask(text_[stop])) {
      stars = stars && text_[stop] == '*';
      same = same && text_[stop] == text_[i];
      stop++;
    }
    const size_t run = stop - i;
    const size_t before = written() - token.folded.begin;
    bool joins = false;
    if (is_mask(text_[stop])) return 0;  // a line of signs
    if (kind_of(text_[stop]) & kLetter) {
      const size_t after = letters_from(stop, 6);
      if (stars) {
        joins = true;
      } else if (run > 1) {
        joins = !same || text_[i] == '$';
      } else {
        switch (text_[i]) {
          case '@':
            joins = after <= 4 && before <= 8 && !is_repost(token);
            break;
          case '$':
            joins = true;
            break;
          case '!':
            joins = !is_vowel(text_[i - 1]) && !is_vowel(text_[stop]) && before <= 4 && after <= 3;
            break;
          case '#':
            joins = before <= 4 && after <= 4;
            break;
          case '+':
            joins = before + after <= 5;
            break;
          default:
            break;
        }
      }
    } else {
      // f***: stars that do not close a pair of *bold* signs
      joins = stars && run >= 2 && !is_word_at(stop) && !is_behind_star();
    }
    if (!joins) return 0;
    token.flags |= TokenFlag::has_symbol;
    bool hides = false;
    bool replaces = false;
    for (size_t k = i; k < stop; k++) {
      hides = hides || text_[k] == '*' || text_[k] == '#' || text_[k] == '%';
      replaces = replaces || text_[k] == '@' || text_[k] == '$' || text_[k] == '!' || text_[k] == '+';
      *write_++ = text_[k];
    }
    if (hides) token.evasions |= Evasion::masked;
    if (replaces) token.evasions |= Evasion::leet;
    return stop;
  }

  bool is_behind_star() const { return !out_.tokens.empty() && folded_[out_.tokens.back().folded.end - 1] == '*'; }

  // "RT@name" is a repost and a mention.
  bool is_repost(const Token& token) const {
    return written() - token.folded.begin == 2 && std::memcmp(folded_ + token.folded.begin, "rt", 2) == 0;
  }

  // Looks for an e-mail address or bare domain that starts with this word; `sign` is the first sign in it.
  bool address(Token& token, size_t sign) {
    if (token.span.begin < no_address_before_) return false;
    if ((token.flags.has(TokenFlag::has_symbol))) return false;
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
  bool link(Token& token, size_t colon) {
    const std::string_view scheme(folded_ + token.folded.begin, written() - token.folded.begin);
    if (scheme != "http" && scheme != "https" && scheme != "hxxp" && scheme != "ftp") return false;
    const size_t stop = link_end(text_, colon + 3, size_);
    if (stop <= colon + 3) return false;
    token.kind = TokenKind::url;
    copy_link(token, stop);
    return true;
  }

  // Writes a link from its beginning, small, with percent-encoded letters undone.
  void copy_link(Token& token, size_t stop) {
    while (is_high_word(stop) && (unit_at(stop).flags & Unit::kKeptMark)) stop = unit_at(stop).plain_end();
    write_ = folded_ + token.folded.begin;
    while (!out_.steps.empty() && out_.steps.back().folded >= token.folded.begin) out_.steps.pop_back();
    size_t i = token.span.begin;
    while (i < stop) {
      const size_t after = text_[i] == '%' ? percent(token, i, stop) : 0;
      if (after != 0) {
        i = after;
        if (i < stop) step(token, i, i);
        continue;
      }
      *write_++ = text_[i++];
    }
    link_after_ = stop;
    end(token, stop, true);
  }

  static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  // Undoes %41, also where the percent sign itself was encoded (%2541). Only letters, digits and - . _ ~ are undone:
  // they need no encoding, so whoever encodes them hides something. Returns where the text goes on, 0 if nothing is
  // undone.
  size_t percent(Token& token, size_t i, size_t stop) {
    size_t at = i + 1;
    while (at + 1 < stop && text_[at] == '2' && text_[at + 1] == '5') at += 2;
    if (at + 1 >= stop || hex(text_[at]) < 0 || hex(text_[at + 1]) < 0) return 0;
    const char c = static_cast<char>(hex(text_[at]) * 16 + hex(text_[at + 1]));
    if (!is_plain_alnum(c) && c != '-' && c != '.' && c != '_' && c != '~') return 0;
    step(token, i, i);
    *write_++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    token.evasions |= Evasion::entity;
    apart_ = Apart::all;
    return at + 2;
  }

  static constexpr size_t kLinkFound = ~size_t{0};

  // Mentions and hashtags: the sign stands in the folded text, too, but before the token's own part of it.
  size_t tagged(size_t i, TokenKind kind) {
    size_t stop = i + 1;
    unsigned seen = 0;
    for (;;) {
      const uint8_t byte = kind_of(text_[stop]);
      if (byte & kWord) {
        seen |= byte;
        stop++;
      } else if (text_[stop] == '_' || (kind == TokenKind::mention && text_[stop] == '.' && is_word_at(stop + 1))) {
        stop++;
      } else if (is_high_word(stop)) {
        const Unit& unit = unit_at(stop);
        seen |= unit.kind == CharKind::letter ? unsigned{kLetter} : unsigned{kNumeral};
        stop = unit.plain_end();
      } else {
        break;
      }
    }
    if (kind == TokenKind::hashtag ? !(seen & kLetter) : seen == 0) return 0;
    Token token = begin(i, kind);
    *write_++ = text_[i];
    token.folded.begin = written();
    step(token, i + 1, i + 1);
    copy(i + 1, stop);
    if (seen & kLetter) token.flags |= TokenFlag::has_letter;
    if (seen & kNumeral) token.flags |= TokenFlag::has_digit;
    end(token, stop, true);
    return stop;
  }

  // Everything that is no letter, digit or blank.
  size_t sign(size_t i) {
    const char c = text_[i];
    if (c == '@' || c == '#') {
      const size_t stop = tagged(i, c == '@' ? TokenKind::mention : TokenKind::hashtag);
      if (stop != 0) return stop;
    }
    if (c == '$' && (kind_of(text_[i + 1]) & kLetter) && letters_from(i + 1, 2) == 2 &&
        (gap_ || apart_ != Apart::none || i == 0)) {
      Token token = begin(i, TokenKind::word);
      token.flags |= TokenFlag::has_symbol;
      token.evasions |= Evasion::leet;
      *write_++ = '$';
      return rest_of_word(token, i + 1);
    }
    size_t stop = i + 1;
    while (text_[stop] == c && stop < size_) stop++;
    Token token = begin(i, TokenKind::punctuation);
    *write_++ = c;
    if (stop - i > 1) copy(i + 1, stop);
    end(token, stop, false);
    after_sign(c, i, stop);
    return stop;
  }

  bool is_end(size_t at) const { return kind_of(text_[at]) == kBlank; }

  // What a sign says about the token that follows.
  void after_sign(char c, size_t i, size_t stop) {
    switch (c) {
      case '!':
      case '?':
        sentence();
        break;
      case '.':
        if (stop - i > 1) {
          next_ |= TokenFlag::after_comma;
        } else if (is_end(stop) ||
                   ((text_[stop] == '"' || text_[stop] == '\'' || text_[stop] == ')') && is_end(stop + 1))) {
          if (!is_abbreviation(stop)) sentence();
        } else {
          next_ |= TokenFlag::after_comma;
          apart_ = Apart::ascii;
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
        if (stop - i == 1) {
          const bool opens = is_word_at(stop) && (i == 0 || !is_plain_alnum(text_[i - 1]));
          const bool closes = !is_word_at(stop) && i > 0 && !is_blank(text_[i - 1]);
          if (opens) open_[1] = out_.tokens.size();
          if (closes && open_[1] != 0) quotation(1);
        }
        break;
      default:
        break;
    }
  }

  static bool is_blank(char c) { return kind_of(c) == kBlank; }

  void sentence() {
    next_ |= TokenFlag::sentence_start;
    line_break_ = true;
  }

  // Whether the word glued to the full stop before `stop` is an abbreviation.
  bool is_abbreviation(size_t stop) const {
    if (out_.tokens.size() < 2 || !out_.tokens.back().flags.has(TokenFlag::glued)) return false;
    const Token& token = out_.tokens[out_.tokens.size() - 2];
    if (token.kind != TokenKind::word) return false;
    const std::string_view word(folded_ + token.folded.begin, token.folded.size());
    if (word.size() == 1) return true;  // an initial
    if (std::binary_search(std::begin(kAbbreviations), std::end(kAbbreviations), word)) return true;
    return kind_of(text_[stop]) == kBlank && (kind_of(text_[stop + 1]) & kNumeral) &&
           std::binary_search(std::begin(kBeforeNumbers), std::end(kBeforeNumbers), word);
  }

  // A quotation mark has been added: opens a quotation, or closes one and marks what stands in it.
  void quotation(size_t which) {
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

  // A unit outside ASCII at the start of a token.
  size_t high(size_t i) {
    const Unit& unit = unit_at(i);
    if (unit.kind == CharKind::letter || unit.kind == CharKind::digit) return word(i);
    const bool emoji = unit.kind == CharKind::emoji || unit.kind == CharKind::regional;
    Token token = begin(i, emoji ? TokenKind::emoji : TokenKind::punctuation);
    size_t stop = i + unit.length;
    if (!emoji) {
      // a line of the same sign is one token
      const size_t length = unit.length;
      while (stop + length <= size_ && std::memcmp(text_ + i, text_ + stop, length) == 0) stop += length;
      next_ |= TokenFlag::after_comma;
    }
    std::memcpy(write_, text_ + i, stop - i);
    write_ += stop - i;
    end(token, stop, emoji);
    return stop;
  }

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
  bool stepped_ = false;  // the token being read has steps
  bool line_break_ = false;
  Apart apart_ = Apart::none;
};

}  // namespace

Findings tokenise(Text& out) { return Tokeniser(out).run(); }

}  // namespace pilah
