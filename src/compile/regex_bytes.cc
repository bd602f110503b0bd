// SPDX-License-Identifier: Apache-2.0
// Starting RE2 costs more than everything else that is done for most comments, and most expressions ask for something
// that few comments have: a bracket, a hash, two digits. This walks over the expression as RE2's syntax page describes
// it (github.com/google/re2/wiki/Syntax): a row needs what its rarest part needs, a choice any of what its branches
// need. Where it is not sure it says "anything".
#include "compile/regex_bytes.h"

#include <algorithm>
#include <optional>

namespace pilah {

namespace {

constexpr ByteSet kAnything = {~uint64_t{0}, ~uint64_t{0}, 1};

// How often bytes are met in comments, roughly and per thousand; only the order matters.
int commonness(const ByteSet& set) {
  int sum = 0;
  for (unsigned byte = 0; byte < 128; ++byte) {
    if (!set.has(static_cast<unsigned char>(byte))) continue;
    const char c = static_cast<char>(byte);
    sum += c == ' ' ? 900 : c >= 'a' && c <= 'z' ? 300 : c == '.' || c == ',' ? 300 : c >= '0' && c <= '9' ? 60 : 10;
  }
  return sum + (set.other ? 150 : 0);
}

ByteSet joined(const ByteSet& a, const ByteSet& b) { return {a.low | b.low, a.high | b.high, a.other | b.other}; }

class Walk {
public:
  explicit Walk(std::string_view regex) : rest_(regex) {}

  ByteSet run() {
    const std::optional<ByteSet> needed = choice();
    return needed && rest_.empty() && !lost_ ? *needed : kAnything;
  }

private:
  // Nothing: a match of this part may be empty.
  using Needed = std::optional<ByteSet>;

  bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
  // A character; of one above ASCII its first byte.
  char take() {
    const char c = rest_.front();
    do rest_.remove_prefix(1);
    while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0xC0u) == 0x80);
    return c;
  }

  Needed choice() {
    Needed all = row();
    while (at('|')) {
      take();
      const Needed branch = row();
      all = all && branch ? Needed(joined(*all, *branch)) : std::nullopt;
    }
    return all;
  }

  Needed row() {
    Needed rarest;
    while (!rest_.empty() && !lost_ && !at('|') && !at(')')) {
      Needed part = item();
      if (may_be_missing()) part.reset();
      if (part && (!rarest || commonness(*part) < commonness(*rarest))) rarest = part;
    }
    return rarest;
  }

  // Takes the repetition behind an item, if any.
  bool may_be_missing() {
    bool missing = false;
    while (at('*') || at('+') || at('?') || at('{')) {
      const char c = take();
      if (c == '{') {
        missing = missing || at('0') || at(',');
        while (!rest_.empty() && take() != '}') {
        }
      } else {
        missing = missing || c != '+';
      }
    }
    return missing;
  }

  Needed item() {
    switch (const char c = take()) {
      case '(':
        return group();
      case '[':
        return set();
      case '.':
        return kAnything;
      case '^':
      case '$':
        return std::nullopt;
      case '\\':
        return escape();
      default: {
        ByteSet one;
        one.add(static_cast<unsigned char>(c));
        return one;
      }
    }
  }

  Needed group() {
    if (at('?')) {
      take();
      bool letters = false;
      // (?:...) and (?P<name>...) hold a group, (?m) stands alone; without regard to case a letter is two.
      while (!rest_.empty() && rest_.front() != ':' && rest_.front() != ')' && rest_.front() != '>') {
        const char flag = take();
        if (flag == '<') letters = true;
        if (!letters && flag == 'i') lost_ = true;
      }
      if (rest_.empty()) return std::nullopt;
      if (take() == ')') return std::nullopt;
    }
    const Needed inside = choice();
    if (at(')')) take();
    return inside;
  }

  // Behind a backslash, outside of sets.
  Needed escape() {
    if (at('b') || at('B') || at('A') || at('z')) {
      take();
      return std::nullopt;
    }
    if (std::optional<ByteSet> named = named_set()) return named;
    const int byte = escaped_byte();
    return range(byte, byte);
  }

  // \d, \w and \s.
  std::optional<ByteSet> named_set() {
    if (!at('d') && !at('w') && !at('s')) return std::nullopt;
    switch (take()) {
      case 'd':
        return range('0', '9');
      case 'w':
        return joined(joined(range('a', 'z'), range('A', 'Z')), joined(range('0', '9'), range('_', '_')));
      default:
        return joined(range('\t', '\r'), range(' ', ' '));
    }
  }

  // A single character behind a backslash: \x41, \x{206f} or a sign that stands for itself. Above ASCII it is 128.
  int escaped_byte() {
    const char c = rest_.empty() ? '\0' : take();
    if (c != 'x') {
      const bool is_name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      lost_ = lost_ || is_name || c == '\0';
      return std::min<int>(static_cast<unsigned char>(c), kOther);
    }
    std::string_view digits = rest_.substr(0, 2);
    size_t size = 2;
    if (at('{')) {
      size = rest_.find('}');
      if (size == std::string_view::npos) size = rest_.size() - 1;
      digits = rest_.substr(1, size - 1);
      ++size;
    }
    int value = 0;
    for (char digit : digits)
      value = std::min(value * 16 + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10), 0x10FFFF);
    rest_.remove_prefix(std::min(size, rest_.size()));
    return std::min(value, kOther);
  }

  static ByteSet range(int first, int last) {
    ByteSet set;
    for (int byte = first; byte <= last; ++byte) set.add(static_cast<unsigned char>(byte));
    return set;
  }

  ByteSet set() {
    const bool negated = at('^');
    if (negated) take();
    ByteSet members;
    for (bool first = true; !rest_.empty() && (first || !at(']')); first = false) {
      if (rest_.starts_with("[:")) lost_ = true;
      if (rest_.starts_with("\\")) {
        const std::string_view before = rest_;
        take();
        if (std::optional<ByteSet> named = named_set()) {
          members = joined(members, *named);
          continue;
        }
        rest_ = before;
      }
      const int low = member();
      int high = low;
      if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
        take();
        high = member();
      }
      members = joined(members, range(low, high));
    }
    if (!rest_.empty()) take();
    return negated ? ByteSet{~members.low, ~members.high, 1} : members;
  }

  int member() {
    const char c = take();
    return c == '\\' ? escaped_byte() : std::min<int>(static_cast<unsigned char>(c), kOther);
  }

  static constexpr int kOther = 128;

  std::string_view rest_;
  bool lost_ = false;
};

}  // namespace

ByteSet needed_bytes(std::string_view regex) { return Walk(regex).run(); }

}  // namespace pilah
