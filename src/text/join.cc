// SPDX-License-Identifier: Apache-2.0
// Finds single letters in a row. All decisions look only at what is still visible in the folded text, or make a word of
// several letters, so that folding the result again joins nothing new.
#include "text/join.h"

#include "text/fold.h"

#include <algorithm>
#include <iterator>

namespace pilah {
namespace {

// Words of three letters with dots that everybody knows as abbreviations.
constexpr std::string_view kAbbreviations[] = {"aka", "dba", "dki", "dpo", "eta", "ibu",
                                               "kia", "uea", "uni", "usa", "via"};

// Between letters of one word there are at most so many emoji.
constexpr size_t kMostEmoji = 3;

constexpr size_t kMostTrailingDigits = 4;

enum class Gap : uint8_t { none, blank, dots, emoji };

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

class Joiner {
public:
  explicit Joiner(Text& out) : out_(out), tokens_(out.tokens) {}

  bool run() {
    out_.workspace.merges.clear();
    for (size_t i = 0; i < tokens_.size();) i = is_single(i) ? spread_from(i) : i + 1;
    if (out_.workspace.merges.empty()) return false;
    merge_tokens(out_);
    return true;
  }

private:
  char letter(size_t i) const { return out_.folded[tokens_[i].folded.begin]; }

  bool is_single(size_t i) const {
    return tokens_[i].kind == TokenKind::word && tokens_[i].folded.size() == 1 && is_plain_letter(letter(i));
  }

  // A number of few digits, which may stand among the letters or behind them.
  bool is_short_number(size_t i) const {
    const Token& token = tokens_[i];
    if (token.kind != TokenKind::number || token.folded.size() > kMostTrailingDigits) return false;
    const std::string_view digits = out_.word(token);
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  bool starts_line(size_t i) const {
    return tokens_[i].flags.has(TokenFlag::sentence_start) && !tokens_[i].flags.has(TokenFlag::glued);
  }

  // The part that follows token `i` across a gap of the given kind (any if none); its index, or 0.
  size_t next_part(size_t i, Gap& gap, char& sign) const {
    size_t next = i + 1;
    Gap found = Gap::blank;
    char found_sign = 0;
    if (next < tokens_.size() && tokens_[next].kind == TokenKind::punctuation) {
      const std::string_view word = out_.word(tokens_[next]);
      if (word[0] == '"' || word[0] == '(' || word[0] == ')' || word[0] == '?' || word[0] == '&') {
        return 0;
      }
      found = Gap::dots;
      found_sign = word[0];
      next++;
    } else {
      while (next < tokens_.size() && next - i <= kMostEmoji && tokens_[next].kind == TokenKind::emoji) next++;
      if (next > i + 1) found = Gap::emoji;
    }
    if (next >= tokens_.size() || !(is_single(next) || is_short_number(next))) return 0;
    if (found == Gap::blank && (tokens_[next].flags.has(TokenFlag::glued) || starts_line(next))) return 0;
    const bool sign_is_glued = found == Gap::dots && tokens_[i + 1].flags.has(TokenFlag::glued);
    if (sign_is_glued && !tokens_[next].flags.has(TokenFlag::glued)) return 0;  // "J. K." are initials
    if (gap != Gap::none && (gap != found || sign != found_sign)) return 0;
    gap = found;
    sign = found_sign;
    return next;
  }

  size_t spread_from(size_t first) {
    parts_.clear();
    parts_.push_back(static_cast<uint32_t>(first));
    Gap gap = Gap::none;
    char sign = 0;
    bool several_digits = false;
    while (!several_digits) {
      const size_t next = next_part(parts_.back(), gap, sign);
      if (next == 0) break;
      if (!is_single(next) && parts_.size() < 3) break;
      several_digits = !is_single(next) && tokens_[next].folded.size() > 1;
      parts_.push_back(static_cast<uint32_t>(next));
    }
    const size_t after = parts_.back() + 1;
    if (parts_.size() < kFewestLetters || !qualifies(0, parts_.size(), gap, sign)) {
      return parts_.size() == 1 ? after : parts_.back();  // which may begin a word with another sign
    }
    if (gap == Gap::blank) {
      cut_words();
    } else {
      add(0, parts_.size(), gap);
    }
    return after;
  }

  bool qualifies(size_t from, size_t to, Gap gap, char sign) const {
    size_t letters = 0;
    bool same = true;
    bool alphabet = true;
    size_t vowels = 0;
    char before = 0;
    char word[8] = {};
    for (size_t i = from; i < to; i++) {
      if (!is_single(parts_[i])) continue;
      const char c = letter(parts_[i]);
      if (letters < sizeof word) word[letters] = c;
      same = same && (before == 0 || c == before);
      alphabet = alphabet && (before == 0 || c == before + 1);
      vowels += is_vowel(c);
      before = c;
      letters++;
    }
    if (letters < kFewestLetters || same || alphabet) return false;
    if (letters == 3 && vowels == 0) return false;
    if (gap == Gap::dots) {
      if (sign == '.') {
        const size_t second = parts_[from + 1];
        const bool glued =
            tokens_[second].flags.has(TokenFlag::glued) && tokens_[second - 1].flags.has(TokenFlag::glued);
        if (letters <= 4 && vowels * 2 < letters && glued) return false;  // D.P.R., B.P.J.S.
        if (letters == 3 &&
            std::binary_search(std::begin(kAbbreviations), std::end(kAbbreviations), std::string_view(word, 3))) {
          return false;
        }
      } else if (sign != '-' && sign != '_' && sign != '*' && letters == 3) {
        return false;  // a/i/u, a+b+e
      }
    }
    return true;
  }

  uint32_t width_before(size_t part) const {
    const Range before = tokens_[parts_[part - 1]].span;
    const Range here = tokens_[parts_[part]].span;
    return here.begin >= before.end ? here.begin - before.end : before.begin - here.end;  // which runs backwards
  }

  // Wider gaps stand between words: "g a c o r   b a n g e t". Single letters left over stay, if they are too few to be
  // taken for a word themselves.
  void cut_words() {
    uint32_t narrow = width_before(1);
    for (size_t i = 2; i < parts_.size(); i++) narrow = std::min(narrow, width_before(i));
    size_t lone = 0;  // start of a row of lone letters
    size_t from = 0;
    const auto flush_lone = [&](size_t to) {
      if (qualifies(lone, to, Gap::blank, 0)) add(lone, to, Gap::blank);
      lone = to;
    };
    while (from < parts_.size()) {
      size_t to = from + 1;
      while (to < parts_.size() && width_before(to) == narrow) to++;
      if (to - from >= 2) {
        flush_lone(from);
        add(from, to, Gap::blank);
        lone = to;
      }
      from = to;
    }
    flush_lone(parts_.size());
  }

  void add(size_t from, size_t to, Gap gap) {
    const Evasion evasion = gap == Gap::blank  ? Evasion::spaced
                            : gap == Gap::dots ? Evasion::dotted
                                               : Evasion::emoji_split;
    out_.workspace.merges.push_back(
        {static_cast<uint32_t>(parts_[from]), static_cast<uint32_t>(parts_[to - 1] + 1), Evasions(evasion).raw()});
  }

  Text& out_;
  std::vector<Token>& tokens_;
  std::vector<uint32_t>& parts_ = out_.workspace.parts;
};

}  // namespace

bool join_letters(Text& out) { return Joiner(out).run(); }

}  // namespace pilah
