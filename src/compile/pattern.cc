// SPDX-License-Identifier: Apache-2.0
// Reads one pattern by recursive descent:
//
//   sequence = item { item }
//   item     = "(" sequence { "|" sequence } ")"      choice
//            | "[" sequence { "|" sequence } "]"      optional
//            | "<" number "-" number ">"              gap
//            | "{" name "}"                           set
//            | "@" name [ "(" name ")" ]              typed token
//            | "*" | "~" word | "=" word | word "*" | word
//
// Words end at a space or a bracket. Parsing goes on after a mistake unless the brackets themselves are wrong; what a
// pattern means as a whole (edges, optional parts, length) is checked only when its form is right.
#include "compile/codes.h"
#include "compile/parse.h"
#include "compile/pattern_check.h"
#include "compile/utf8.h"
#include "ruleset/model.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pilah {

namespace {

constexpr int kMaxDepth = 16;
constexpr uint32_t kMaxGap = 32;

using Node = PatternNode;

bool ends_word(char c) { return is_blank(c) || std::string_view("()[]{}<>|").find(c) != std::string_view::npos; }
bool is_wordlike(Node::Kind kind) {
  return kind == Node::Kind::word || kind == Node::Kind::exact || kind == Node::Kind::prefix ||
         kind == Node::Kind::stem || kind == Node::Kind::typed || kind == Node::Kind::any;
}

class Parser {
public:
  Parser(std::string_view text, Place place, Diagnostics& diagnostics)
      : text_(text), cursor_(place), diagnostics_(diagnostics), errors_before_(diagnostics.error_count()) {}

  Node run() {
    Node root;
    root.place = here();
    while (!stop_) {
      parse_sequence(root, 0);
      if (stop_ || at_ >= text_.size()) break;
      const Place place = here();  // parse_sequence stops only at | ) ] before the end
      if (peek() == '|')
        error(code::kMisplacedSign, place, "'|' outside of brackets",
              "write the alternatives as (a|b), or as two patterns");
      else
        error(code::kUnbalanced, place, std::string("'") + peek() + "' closes nothing",
              "take it away, or open the bracket before it");
      ++at_;
    }
    close(root.place);
    if (root.children.empty() && !failed())
      error(code::kEmptyPattern, root.place, "empty pattern", "write the words to look for, or take the string away");
    return root;
  }

  bool failed() const { return diagnostics_.error_count() != errors_before_; }

private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  // The place of the byte at at_, which only moves forward.
  Place here() {
    for (; counted_ < at_; counted_ += step_at(text_, counted_)) {
      ++cursor_.column;
      if (text_[counted_] == '\n') {
        ++cursor_.line;
        cursor_.column = 1;
      }
    }
    Place place = cursor_;
    place.length = 1;
    return place;
  }

  // Lets `place` reach up to at_.
  void close(Place& place) {
    const Place end = here();
    if (end.line == place.line && end.column > place.column) place.length = end.column - place.column;
  }

  void error(const char* code, const Place& place, std::string message, std::string help) {
    diagnostics_.error(code, place, std::move(message), std::move(help));
  }

  // Appends items to `out` up to a sign that ends a sequence, or the end.
  void parse_sequence(Node& out, int depth) {
    bool glued = false, after_word = false;  // something ends right here; it was a word
    while (!stop_ && at_ < text_.size()) {
      const char c = peek();
      if (is_blank(c)) {
        glued = false;
        ++at_;
        continue;
      }
      if (c == '|' || c == ')' || c == ']') return;
      const Place begin = here();
      std::optional<Node> item = parse_item(c, depth);
      if (!item) {
        glued = false;
        continue;
      }
      const bool word = is_wordlike(item->kind), gap = item->kind == Node::Kind::gap;
      if (glued && !gap && (word || after_word))
        error(code::kMissingSpace, begin, "a space is missing before this",
              "patterns are made of whole words; write the space, or each word in full: (dikirim|terkirim)");
      glued = !gap;
      after_word = word;
      out.children.push_back(std::move(*item));
    }
  }

  std::optional<Node> parse_item(char c, int depth) {
    switch (c) {
      case '(':
        return parse_group(')', depth);
      case '[':
        return parse_group(']', depth);
      case '<':
        return parse_gap();
      case '{':
        return parse_set();
      case '@':
        return parse_typed();
      case '}':
      case '>':
        error(code::kUnbalanced, here(), std::string("'") + c + "' closes nothing",
              "take it away, or open the bracket before it");
        ++at_;
        return std::nullopt;
      default:
        return parse_word();
    }
  }

  std::optional<Node> parse_group(char closer, int depth) {
    Place place = here();
    if (depth >= kMaxDepth) {
      error(code::kPatternDepth, place, "brackets nest deeper than " + std::to_string(kMaxDepth),
            "put the inner part into a set");
      stop_ = true;
      return std::nullopt;
    }
    ++at_;
    Node choice;  // or optional, which has alternatives just as well
    choice.kind = Node::Kind::choice;
    while (true) {
      Node alternative;
      alternative.place = here();
      const size_t errors = diagnostics_.error_count();
      parse_sequence(alternative, depth + 1);
      close(alternative.place);
      if (stop_) return std::nullopt;
      if (at_ >= text_.size() || (peek() != '|' && peek() != closer)) {
        const std::string help = std::string("close it with '") + closer + "'";
        error(code::kUnbalanced, place,
              at_ >= text_.size() ? "bracket is never closed" : "bracket is closed by one of another kind", help);
        stop_ = true;
        return std::nullopt;
      }
      if (alternative.children.empty() && diagnostics_.error_count() == errors)
        error(code::kEmptyPattern, alternative.place, "empty alternative",
              "for a part that may be missing write [part]");
      choice.children.push_back(std::move(alternative));
      if (text_[at_++] == closer) break;
    }
    close(place);
    choice.place = place;
    if (closer == ']') choice.kind = Node::Kind::optional;
    return choice;
  }

  // The text between the bracket at at_ and its closer on the other side, or nothing when there is none.
  std::optional<std::string_view> parse_enclosed(char closer, const Place& place, std::string_view help) {
    const size_t end = text_.find(closer, at_);
    const size_t other = text_.find_first_of("()[]{}<>|", at_ + 1);
    if (end == std::string_view::npos || other != end) {
      error(code::kUnbalanced, place, "bracket is never closed", std::string(help));
      stop_ = true;
      return std::nullopt;
    }
    const std::string_view inner = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return inner;
  }

  std::optional<Node> parse_gap() {
    Node gap;
    gap.kind = Node::Kind::gap;
    gap.place = here();
    const std::string_view help = "write <0-3> for at most three words between";
    const std::optional<std::string_view> inner = parse_enclosed('>', gap.place, help);
    if (!inner) return std::nullopt;
    close(gap.place);
    const char* const end = inner->data() + inner->size();
    const auto low = std::from_chars(inner->data(), end, gap.gap_min);
    const bool dash = low.ec == std::errc() && low.ptr != end && *low.ptr == '-';
    const auto high = dash ? std::from_chars(low.ptr + 1, end, gap.gap_max) : low;
    if (!dash || high.ec != std::errc() || high.ptr != end)
      error(code::kBadGap, gap.place, "bad gap <" + std::string(*inner) + ">", std::string(help));
    else if (gap.gap_max > kMaxGap || gap.gap_max == 0)
      error(code::kBadGap, gap.place, "a gap holds 1 to " + std::to_string(kMaxGap) + " words at most",
            std::string(help));
    else if (gap.gap_min > gap.gap_max)
      error(code::kBadGap, gap.place, "gap from more to fewer words", "write the smaller number first");
    return gap;
  }

  std::optional<Node> parse_set() {
    Node set;
    set.kind = Node::Kind::set;
    set.place = here();
    const std::optional<std::string_view> inner = parse_enclosed('}', set.place, "close it with '}'");
    if (!inner) return std::nullopt;
    close(set.place);
    set.text = *inner;
    const bool plain =
        !inner->empty() && std::none_of(inner->begin(), inner->end(), [](char c) { return is_blank(c) || c == ','; });
    if (!plain)
      error(code::kMisplacedSign, set.place, "braces hold the name of one set", "for alternatives write (a|b)");
    return set;
  }

  std::optional<Node> parse_typed() {
    Node typed;
    typed.kind = Node::Kind::typed;
    typed.place = here();
    const size_t begin = ++at_;
    while (at_ < text_.size() && !ends_word(text_[at_])) ++at_;
    if (at_ == begin) {
      error(code::kMisplacedSign, typed.place, "'@' without a name", "write a typed token such as @number");
      return std::nullopt;
    }
    if (peek() == '(') {
      if (!parse_enclosed(')', typed.place, "close it with ')'")) return std::nullopt;
    }
    close(typed.place);
    typed.text = text_.substr(begin, at_ - begin);
    return typed;
  }

  std::optional<Node> parse_word() {
    Node word;
    word.kind = Node::Kind::word;
    word.place = here();
    const size_t begin = at_;
    while (at_ < text_.size() && !ends_word(text_[at_])) ++at_;
    close(word.place);
    std::string_view run = text_.substr(begin, at_ - begin);
    if (run == "*") {
      word.kind = Node::Kind::any;
      return word;
    }
    if (run.front() == '~' || run.front() == '=') {
      word.kind = run.front() == '~' ? Node::Kind::stem : Node::Kind::exact;
      run.remove_prefix(1);
      if (run.empty() || run.find('*') != std::string_view::npos) {
        error(code::kMisplacedSign, word.place, std::string("'") + text_[begin] + "' needs one whole word behind it",
              "write ~kirim for a stem, =bisa for a word exactly as it stands");
        return std::nullopt;
      }
    } else if (run.back() == '*') {
      word.kind = Node::Kind::prefix;
      run.remove_suffix(1);
    }
    if (run.find('*') != std::string_view::npos) {
      error(code::kMisplacedSign, word.place, "'*' inside a word",
            "a star stands alone for one word, or ends the beginning of a word");
      return std::nullopt;
    }
    if (word.kind == Node::Kind::prefix && count_code_points(run) < kMinPrefixLetters)
      error(code::kShortPrefix, word.place, "prefix of fewer than three letters",
            "write at least three letters before the star");
    word.text = run;
    return word;
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t counted_ = 0;  // how far cursor_ has come
  Place cursor_;
  Diagnostics& diagnostics_;
  size_t errors_before_;
  bool stop_ = false;
};

}  // namespace

PatternNode parse_pattern(std::string_view text, Place place, Diagnostics& diagnostics) {
  Parser parser(text, place, diagnostics);
  PatternNode root = parser.run();
  if (!parser.failed()) check_meaning(root, diagnostics);
  return root;
}

}  // namespace pilah
