// SPDX-License-Identifier: Apache-2.0
// Folding of one comment, character by character, into plain text and units.
//
// A unit covers whole grapheme clusters (UAX 29) as far as tokens could otherwise end inside one: marks and invisible
// characters hang on the unit before them, an emoji sequence is one unit. Plain text between two units is the caller's
// own ASCII, so positions map by a constant there.
#include "text/fold.h"

#include "text/decode.h"
#include "text/entity.h"
#include "text/fold_table.h"
#include "text/token.h"

#include <cstring>

namespace pilah {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080u;

// The end of the ASCII that starts at `at`.
size_t ascii_end(std::string_view text, size_t at) {
  while (at + 8 <= text.size()) {
    uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if (word & kHighBits) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) at++;
  return at;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Variation selectors and skin tones choose a look; they hide nothing.
bool is_harmless_invisible(char32_t cp) {
  return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0x1F3FB && cp <= 0x1F3FF) || cp >= 0xE0100;
}

bool is_word(CharKind kind) {
  return kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::kept_mark;
}

class Folder {
public:
  Folder(std::string_view original, Workspace& workspace)
      : text_(original), work_(workspace), plain_(workspace.plain), units_(workspace.units) {}

  uint32_t run() {
    for (size_t i = 0; i < text_.size();) {
      const size_t end = ascii_end(text_, i);
      if (end > i) add_ascii(i, end);
      if (end == text_.size()) break;
      const Decoded decoded = decode_utf8(text_, end);
      if (!decoded.valid) invalid_++;
      i = end + decoded.length;
      add(decoded.code_point, end, i);
    }
    if (override_) close_override();
    return invalid_;
  }

private:
  uint32_t size() const { return static_cast<uint32_t>(plain_.size()); }

  void add_ascii(size_t begin, size_t end) {
    if (before_ == Break::prepend && !is_control(text_[begin])) {
      // The sign before this character, which folds to nothing, belongs to its cluster.
      const Fold& fold = fold_of(static_cast<unsigned char>(text_[begin]));
      Unit& unit = units_.back();
      unit.end = static_cast<uint32_t>(begin + 1);
      unit.kind = fold.kind();
      unit.script = static_cast<Script>(fold.script);
      unit.plain = size();
      unit.length = 1;
      plain_ += text_[begin];
      before_ = Break::other;
      if (text_[begin] == '&') references_ = true;
      if (text_[begin++] == ';' && references_) read_reference(begin);
      if (begin == end) return;
    }
    for (;;) {
      const void* found = references_ ? std::memchr(text_.data() + begin, ';', end - begin) : nullptr;
      if (found == nullptr) break;
      const size_t after = static_cast<size_t>(static_cast<const char*>(found) - text_.data()) + 1;
      append_ascii(begin, after);
      read_reference(after);
      begin = after;
      if (begin == end) return;
    }
    if (!references_) {
      const void* found = std::memchr(text_.data() + begin, '&', end - begin);
      if (found != nullptr) {
        references_ = true;
        const size_t at = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
        append_ascii(begin, at + 1);
        if (at + 1 < end) add_ascii(at + 1, end);  // at most once: references_ is set
        return;
      }
    }
    append_ascii(begin, end);
  }

  void append_ascii(size_t begin, size_t end) {
    if (override_) {
      begin = append_overridden(begin, end);
      if (begin == end) return;
    }
    plain_.append(text_.data() + begin, end - begin);
    before_ = is_control(text_[end - 1]) ? Break::control : Break::other;
    picture_ = Picture::none;
  }

  // Text under an override is made of units alone, so that its characters can be turned round. A line break ends it; an
  // empty unit marks the place. Returns where ordinary text goes on.
  size_t append_overridden(size_t begin, size_t end) {
    for (; begin < end; begin++) {
      Unit unit;
      unit.plain = size();
      unit.begin = static_cast<uint32_t>(begin);
      if (text_[begin] == '\n') {
        close_override();
        unit.end = unit.begin;
        unit.kind = CharKind::invisible;
        units_.push_back(unit);
        return begin;
      }
      unit.end = unit.begin + 1;
      unit.length = 1;
      unit.kind = fold_of(static_cast<unsigned char>(text_[begin])).kind();
      unit.script = is_plain_letter(text_[begin]) ? Script::latin : Script::common;
      units_.push_back(unit);
      plain_ += text_[begin];
      before_ = is_control(text_[begin]) ? Break::control : Break::other;
    }
    picture_ = Picture::none;
    return end;
  }

  // A semicolon has just been appended. If it ends a reference, the reference's own character takes its place. Working
  // on the plain text undoes &amp;lt; as well, and references spelt in full-width letters. None goes over the edge of
  // an override, since what is shown on its two sides does not stand together.
  void read_reference(size_t end) {
    const size_t semicolon = plain_.size() - 1;
    size_t start = semicolon;
    while (start > 0 && semicolon - start <= kLongestEntity && plain_[start] != '&') start--;
    if (plain_[start] != '&' || start < override_edge_) return;
    const char32_t value = entity_value(std::string_view(plain_).substr(start + 1, semicolon - start - 1));
    if (value == 0) return;
    size_t begin = text_.size();
    // An empty unit where the reference starts stands before it, and may be the edge of an override.
    while (!units_.empty() && units_.back().plain >= start && units_.back().plain_end() > start) {
      if (units_.back().plain == start) begin = units_.back().begin;
      units_.pop_back();
    }
    if (begin == text_.size()) {
      begin = units_.empty() ? start : units_.back().end + (start - units_.back().plain_end());
    }
    plain_.resize(start);
    before_ = start == 0 || is_control(plain_[start - 1]) ? Break::control : Break::other;
    picture_ = Picture::none;
    const size_t count = units_.size();
    reading_ = true;
    add(value, begin, end);
    reading_ = false;
    if (units_.size() > count && units_.back().length > 0 && is_word(units_.back().kind)) {
      units_.back().evasions |= Evasion::entity;
    }
  }

  void close_override() {
    override_ = false;
    override_edge_ = size();
    const auto end = static_cast<uint32_t>(units_.size());
    if (end > override_begin_) work_.overrides.push_back({override_begin_, end});
  }

  bool joins(Break next) const {
    if (before_ == Break::control || next == Break::control) return false;
    switch (next) {
      case Break::extend:
      case Break::joiner:
      case Break::spacing_mark:
        return true;
      case Break::hangul_l:
      case Break::hangul_lv:
      case Break::hangul_lvt:
        if (before_ == Break::hangul_l) return true;
        break;
      case Break::hangul_v:
        if (before_ == Break::hangul_l || before_ == Break::hangul_lv || before_ == Break::hangul_v) return true;
        break;
      case Break::hangul_t:
        if (before_ == Break::hangul_lv || before_ == Break::hangul_v || before_ == Break::hangul_lvt ||
            before_ == Break::hangul_t) {
          return true;
        }
        break;
      case Break::regional:
        if (before_ == Break::regional && !pair_) return true;
        break;
      case Break::pictograph:
        if (before_ == Break::joiner && picture_ == Picture::joined) return true;
        break;
      default:
        break;
    }
    return before_ == Break::prepend;
  }

  void follow(Break next) {
    if (next == Break::pictograph) {
      picture_ = Picture::begun;
    } else if (next == Break::joiner && picture_ == Picture::begun) {
      picture_ = Picture::joined;
    } else if (next == Break::extend && picture_ == Picture::begun) {
      // stays begun
    } else {
      picture_ = Picture::none;
    }
    pair_ = next == Break::regional && before_ == Break::regional && !pair_;
    before_ = next;
  }

  // The unit that ends where the next character begins; made of the last ASCII character if need be.
  Unit* unit_before(size_t begin) {
    if (!units_.empty() && units_.back().end == begin) return &units_.back();
    if (begin == 0 || plain_.empty()) return nullptr;
    Unit unit;
    unit.plain = size() - 1;
    unit.begin = static_cast<uint32_t>(begin - 1);
    unit.end = static_cast<uint32_t>(begin);
    unit.length = 1;
    unit.kind = fold_of(static_cast<unsigned char>(plain_.back())).kind();
    unit.script = is_plain_letter(plain_.back()) ? Script::latin : Script::common;
    units_.push_back(unit);
    return &units_.back();
  }

  void add(char32_t cp, size_t begin, size_t end) {
    const Fold& fold = fold_of(cp);
    if (cp == 0x202E && !override_) {
      override_ = true;
      override_edge_ = size();
      override_begin_ = static_cast<uint32_t>(units_.size()) + 1;  // behind the sign itself
    } else if ((cp == 0x202C || fold.kind() == CharKind::line_break) && override_) {
      close_override();
    }
    const bool joined = joins(fold.grapheme_break());
    follow(fold.grapheme_break());
    if (joined) {
      if (Unit* unit = unit_before(begin); unit != nullptr) {
        join(*unit, cp, fold, begin, end);
        return;
      }
    }
    Unit unit;
    unit.plain = size();
    unit.begin = static_cast<uint32_t>(begin);
    unit.end = static_cast<uint32_t>(end);
    fill(unit, cp, fold);
    units_.push_back(unit);
    if (references_ && !reading_ && unit.length == 1 && plain_.back() == ';') read_reference(end);
  }

  // Writes what `cp` folds to and makes `unit` say so.
  void fill(Unit& unit, char32_t cp, const Fold& fold) {
    unit.kind = fold.kind();
    unit.script = static_cast<Script>(fold.script);
    unit.look = fold.look;
    unit.flags = fold.flags;
    if (unit.kind == CharKind::mark || unit.kind == CharKind::kept_mark || unit.kind == CharKind::invisible) {
      unit.kind = CharKind::invisible;  // a mark with nothing to stand on shows nothing worth keeping
      unit.look = 0;
      if (!is_harmless_invisible(cp)) unit.flags |= Unit::kInvisibleInside;
      return;
    }
    if (fold.evasion != Fold::kPlain && is_word(unit.kind)) {
      unit.evasions |= static_cast<Evasion>(fold.evasion);
      unit.flags |= Unit::kFancy;
    }
    if (unit.look != 0 || (unit.flags & Fold::kTruncatable)) work_.has_looks = true;
    if (fold.length == Fold::kSelf) {
      char bytes[4];
      unit.length = static_cast<uint8_t>(encode_utf8(cp, bytes));
      plain_.append(bytes, unit.length);
    } else {
      const std::string_view bytes = folded_bytes(fold);
      unit.length = fold.length;
      plain_.append(bytes);
      if (fold.flags & Fold::kUpper) capitalise(unit);
      if (bytes == "&") references_ = true;
    }
    if (unit.kind == CharKind::letter && unit.script != Script::latin) work_.foreign_letters++;
  }

  void capitalise(const Unit& unit) {
    for (size_t i = unit.plain; i < unit.plain_end(); i++) {
      if (plain_[i] >= 'a' && plain_[i] <= 'z') plain_[i] = static_cast<char>(plain_[i] - 32);
    }
  }

  // Adds a character that belongs to the cluster of `unit`.
  void join(Unit& unit, char32_t cp, const Fold& fold, size_t begin, size_t end) {
    const CharKind kind = fold.kind();
    if (unit.length == 0 && kind != CharKind::mark && kind != CharKind::kept_mark && kind != CharKind::invisible) {
      unit.end = static_cast<uint32_t>(end);
      fill(unit, cp, fold);
      return;
    }
    if (is_word(kind) && (unit.kind == CharKind::letter || unit.kind == CharKind::digit)) {
      Unit next;
      next.plain = size();
      next.begin = static_cast<uint32_t>(begin);
      next.end = static_cast<uint32_t>(end);
      fill_word(next, cp, fold);
      units_.push_back(next);
      return;
    }
    unit.end = static_cast<uint32_t>(end);
    if (kind == CharKind::regional && unit.kind == CharKind::regional) {
      char bytes[4];
      plain_.append(bytes, encode_utf8(cp, bytes));
      unit.length = 8;
    } else if (kind == CharKind::mark) {
      add_mark(unit, fold);
    } else if (kind == CharKind::invisible && !is_harmless_invisible(cp)) {
      unit.flags |= Unit::kInvisibleInside;
    }
  }

  // As fill(), but a spelling mark on a letter stays.
  void fill_word(Unit& unit, char32_t cp, const Fold& fold) {
    if (fold.kind() != CharKind::kept_mark) {
      fill(unit, cp, fold);
      return;
    }
    unit.kind = CharKind::letter;
    unit.flags = Unit::kKeptMark;
    unit.script = static_cast<Script>(fold.script) == Script::common ? Script::cjk : static_cast<Script>(fold.script);
    char bytes[4];
    if (fold.length == Fold::kSelf) {
      unit.length = static_cast<uint8_t>(encode_utf8(cp, bytes));
      plain_.append(bytes, unit.length);
    } else {
      plain_.append(folded_bytes(fold));
      unit.length = fold.length;
    }
  }

  void add_mark(Unit& unit, const Fold& fold) {
    if (unit.length != 1 || !is_plain_alnum(plain_[unit.plain])) return;
    if (unit.marks < 255) unit.marks++;
    const bool digit = plain_[unit.plain] <= '9';
    if (fold.evasion == static_cast<uint8_t>(Evasion::keycap)) {
      if (digit) unit.evasions |= Evasion::keycap;
    } else if (fold.evasion == static_cast<uint8_t>(Evasion::enclosed)) {
      unit.evasions |= Evasion::enclosed;
    } else if (!(fold.flags & Fold::kSpelling) || unit.marks > 2) {
      unit.evasions |= Evasion::marks;
    }
    if (unit.evasions.any_of({Evasion::keycap, Evasion::enclosed})) unit.flags |= Unit::kFancy;
  }

  enum class Picture { none, begun, joined };

  std::string_view text_;
  Workspace& work_;
  std::string& plain_;
  std::vector<Unit>& units_;
  uint32_t invalid_ = 0;
  Break before_ = Break::control;
  Picture picture_ = Picture::none;
  bool pair_ = false;        // the last regional indicator was the second of its pair
  bool references_ = false;  // an & was seen
  bool reading_ = false;     // inside read_reference(): what it yields ends no other
  bool override_ = false;
  uint32_t override_begin_ = 0;
  uint32_t override_edge_ = 0;  // where the last override began or ended in the plain text
};

Masks::Found scan(Workspace& workspace) {
  workspace.plain_size = workspace.plain.size();
  workspace.plain.append(Workspace::kPadding, '\0');
  return workspace.masks.scan(workspace.plain.data(), workspace.plain_size);
}

}  // namespace

uint32_t fold_text(std::string_view original, Workspace& workspace) {
  workspace.units.clear();
  workspace.overrides.clear();
  workspace.has_looks = false;
  workspace.foreign_letters = 0;
  workspace.plain.assign(original);
  const Masks::Found found = scan(workspace);
  if (!found.high && !found.ampersand) return 0;
  workspace.plain.clear();
  const uint32_t invalid = Folder(original, workspace).run();
  if (workspace.has_looks) resolve_looks(workspace);
  if (!workspace.overrides.empty()) {
    turn_overrides(workspace);
    if (workspace.has_looks) resolve_looks(workspace);  // once more: letters have other neighbours now
  }
  scan(workspace);
  return invalid;
}

}  // namespace pilah
