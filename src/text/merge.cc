// SPDX-License-Identifier: Apache-2.0
// Makes one token out of several, and finds telephone numbers that are spread over tokens.
#include "text/fold.h"
#include "text/join.h"

#include <algorithm>
#include <bit>

namespace pilah {
namespace {

constexpr Evasions kStyles = {Evasion::math_letters, Evasion::full_width, Evasion::enclosed,  Evasion::small_caps,
                              Evasion::script,       Evasion::look_alike, Evasion::truncated, Evasion::keycap};

bool is_part(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::number; }

// Writes tokens, folded text and steps anew, from front to back.
class Merger {
public:
  explicit Merger(Text& out) : out_(out), old_steps_(out.workspace.steps), folded_(out.workspace.rebuilt) {}

  void run() {
    old_steps_.swap(out_.steps);
    out_.steps.clear();
    folded_.clear();
    uint32_t read = 0;
    size_t i = 0;
    const auto keep = [&](size_t plain) {
      separate(read, out_.tokens[plain], joins_after(out_.tokens[plain]));
      read = out_.tokens[plain].folded.end;
      Token token = out_.tokens[plain];
      const uint32_t begin = size();
      copy(token);
      token.folded = {begin, size()};
      out_.tokens[kept_++] = token;
      joined_ = Joined::none;
    };
    for (const Merge& merge : out_.workspace.merges) {
      for (; i < merge.first; i++) keep(i);
      const Joined joined = merge.evasions != 0 ? Joined::word : Joined::number;
      separate(read, out_.tokens[i], joins_before(joined, out_.tokens[i]));
      read = out_.tokens[merge.end - 1].folded.end;
      const Token merged = merge_one(merge);
      out_.tokens[kept_++] = merged;
      i = merge.end;
      joined_ = joined;
    }
    for (; i < out_.tokens.size(); i++) keep(i);
    out_.tokens.resize(kept_);
    out_.folded.swap(folded_);
  }

private:
  enum class Joined : uint8_t { none, word, number };

  uint32_t size() const { return static_cast<uint32_t>(folded_.size()); }

  // Whether the tokens glued to a joined one would make something else together with it when they are read again. Signs
  // do with words, and with a number whose plus sign goes; but a sign of currency must stay beside its number.
  bool joins_before(Joined joined, const Token& first) const {
    if (kept_ == 0) return false;
    return joined == Joined::word || first.kind == TokenKind::punctuation ||
           out_.tokens[kept_ - 1].kind != TokenKind::punctuation;
  }
  bool joins_after(const Token& next) const {
    return joined_ == Joined::word || (joined_ == Joined::number && next.kind != TokenKind::punctuation);
  }

  // The bytes between two tokens, and a blank if they must stand apart.
  void separate(uint32_t read, const Token& token, bool apart) {
    const uint32_t end = token.folded.begin;
    const bool blank = read < end && (out_.folded[read] == ' ' || out_.folded[read] == '\n');
    if (apart && !blank) folded_ += ' ';
    folded_.append(out_.folded, read, end - read);
  }

  void copy(const Token& token) {
    while (old_step_ < old_steps_.size() && old_steps_[old_step_].folded < token.folded.end) {
      Step step = old_steps_[old_step_++];
      step.folded = step.folded - token.folded.begin + size();
      out_.steps.push_back(step);
    }
    folded_.append(token.folded.of(out_.folded));
  }

  Token merge_one(const Merge& merge) {
    Token token = out_.tokens[merge.first];
    const uint32_t begin = size();
    bool plain_letters = false;
    bool letters = false;
    bool capitals = true;
    uint32_t parts = 0;
    for (size_t i = merge.first; i < merge.end; i++) {
      const Token& part = out_.tokens[i];
      if (!is_part(part)) {
        while (old_step_ < old_steps_.size() && old_steps_[old_step_].folded < part.folded.end) old_step_++;
        continue;
      }
      parts++;
      const bool stepped = old_step_ < old_steps_.size() && old_steps_[old_step_].folded < part.folded.end;
      if (!stepped) out_.steps.push_back({size(), part.span.begin, part.span.end});
      copy(part);
      token.evasions |= part.evasions;
      token.flags |= part.flags & TokenFlags{TokenFlag::has_letter, TokenFlag::has_digit, TokenFlag::has_symbol};
      letters = letters || part.kind == TokenKind::word;
      if (part.kind == TokenKind::word) {
        plain_letters = plain_letters || !part.evasions.any_of(kStyles);
        const char written = out_.original[part.span.begin];
        capitals = capitals && written >= 'A' && written <= 'Z';
      }
    }
    token.kind = letters ? TokenKind::word : TokenKind::number;
    token.span = out_.span_of(merge.first, merge.end - 1);
    token.folded = {begin, size()};
    token.evasions |= Evasions::from_raw(merge.evasions);
    if (letters) {
      note_repeats(token);
      if (capitals) token.flags |= TokenFlag::capitals;
      const int styles = std::popcount((token.evasions & kStyles).raw()) + (plain_letters ? 1 : 0);
      if (styles >= 2) token.evasions |= Evasion::mixed;
    }
    out_.words -= parts - 1;
    return token;
  }

  void note_repeats(Token& token) {
    const std::string_view word = token.folded.of(folded_);
    size_t run = 1;
    for (size_t i = 1; i < word.size(); i++) {
      run = word[i] == word[i - 1] && is_plain_letter(word[i]) ? run + 1 : 1;
      if (run == 2) token.flags |= TokenFlag::doubled;
      if (run == 3) {
        token.flags |= TokenFlag::stretched;
        token.evasions |= Evasion::stretched;
      }
    }
  }

  Text& out_;
  std::vector<Step>& old_steps_;
  std::string& folded_;
  size_t old_step_ = 0;
  size_t kept_ = 0;
  Joined joined_ = Joined::none;  // what the last token was made as
};

// Numbers of mobile telephones: 08… with 9 to 14 digits, or 62… with 10 to 15.
constexpr size_t kMostDigits = 15;

class PhoneFinder {
public:
  explicit PhoneFinder(Text& out) : out_(out), tokens_(out.tokens) {}

  bool run() {
    out_.workspace.merges.clear();
    for (size_t i = 0; i < tokens_.size();) i = from(i);
    if (out_.workspace.merges.empty()) return false;
    merge_tokens(out_);
    return true;
  }

private:
  // How many digits the token has, if it is made of digits and dots alone; otherwise 0.
  size_t digits(size_t i) const {
    if (tokens_[i].kind != TokenKind::number || tokens_[i].folded.size() > 2 * kMostDigits) return 0;
    size_t count = 0;
    for (char c : out_.word(tokens_[i])) {
      if (c >= '0' && c <= '9') {
        count++;
      } else if (c != '.') {
        return 0;
      }
    }
    return count;
  }

  bool is_sign(size_t i, std::string_view signs) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::punctuation && tokens_[i].folded.size() == 1 &&
           signs.find(out_.folded[tokens_[i].folded.begin]) != std::string_view::npos;
  }

  char digit(size_t i, size_t which) const { return out_.folded[tokens_[i].folded.begin + which]; }

  size_t from(size_t i) {
    size_t total = digits(i);
    if (total == 0) return i + 1;
    const bool plus = i > 0 && is_sign(i - 1, "+") && tokens_[i].flags.has(TokenFlag::glued);
    const bool single = total == 1 && digit(i, 0) == '0';
    const bool local = total >= 4 && digit(i, 0) == '0' && digit(i, 1) == '8';
    const bool abroad = total >= 2 && digit(i, 0) == '6' && digit(i, 1) == '2';
    if (!single && !local && !abroad) return i + 1;
    size_t last = i;
    for (;;) {
      size_t next = last + 1;
      if (is_sign(next, "-.()/+")) next++;
      if (next >= tokens_.size()) break;
      const size_t more = digits(next);
      if (more == 0 || total + more > kMostDigits || (single && more != 1)) break;
      if (!single && more < 2) break;
      if (tokens_[next].flags.has(TokenFlag::sentence_start) && !single) break;
      if (last == i && (single || (abroad && total == 2)) && digit(next, 0) != '8') break;
      total += more;
      last = next;
    }
    const size_t fewest = abroad ? 10 : 9;
    if (total < fewest || (last == i && !plus)) return last + 1;
    const size_t first = plus ? i - 1 : i;
    out_.workspace.merges.push_back({static_cast<uint32_t>(first), static_cast<uint32_t>(last + 1), 0});
    return last + 1;
  }

  Text& out_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void merge_tokens(Text& out) { Merger(out).run(); }

bool join_phones(Text& out) { return PhoneFinder(out).run(); }

}  // namespace pilah
