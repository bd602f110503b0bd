// SPDX-License-Identifier: Apache-2.0
// Letters whose reading depends on the company they keep.
//
// A Cyrillic а is a Russian letter in a Russian word and an a in "bаnget". So the text is cut into runs of letters and
// digits, and each run with letters of other scripts is read as Latin if it has real Latin letters as well, or if the
// comment is otherwise mainly Latin and every letter of the run has an exact Latin twin, or the shape of one in a
// script that is hardly ever written beside Latin: Cherokee, Canadian syllabics, Yi. Reading the result again decides
// the same, because a run that is read as Latin counted as Latin before.
#include "text/bytes.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/token.h"

#include <algorithm>

namespace pilah {
namespace {

constexpr char32_t kPlane = 0x10000;

// Letters of a word of Cherokee, Yi or the like that all look like Latin ones: fewer may be a word of theirs.
constexpr uint32_t kFewestRare = 3;

struct Run {
  size_t first = 0;  // units
  size_t end = 0;
  uint32_t latin = 0;       // letters that are Latin, fancy or not
  uint32_t foreign = 0;     // letters of other scripts
  size_t last_foreign = 0;  // unit of the last of them
  uint32_t digits = 0;
  uint32_t twins = 0;  // foreign letters with an exact Latin twin
  uint32_t looks = 0;  // foreign letters that look like a Latin one
  uint32_t rare = 0;   // those of scripts that nobody mixes with Latin but for their shapes
  uint32_t signs = 0;  // currency signs and the like
  uint32_t truncatable = 0;
  char32_t first_truncatable = 0;
  bool one_truncatable = true;  // all the same
  bool open = false;
};

class LookResolver {
public:
  explicit LookResolver(Workspace& workspace) : work_(workspace), units_(workspace.units) {}

  void run() {
    read_regionals();
    if (changed_) rebuild();
    for (const Unit& unit : units_) {
      if (unit.kind == CharKind::letter && unit.script == Script::hangul && !(unit.flags & Fold::kTruncatable)) {
        real_hangul_ = true;
        break;
      }
    }
    each_run([this](const Run& run) {
      if (run.latin > 0) {
        latin_ += run.latin + run.foreign + run.signs;
      } else {
        foreign_ += run.foreign;
      }
    });
    // Letters that stand alone come last: what they mean depends on what their neighbours have become.
    bool has_lone = false;
    each_run([&](const Run& run) {
      if (is_lone(run))
        has_lone = true;
      else
        decide(run);
    });
    if (changed_) rebuild();
    if (!has_lone) return;
    each_run([this](const Run& run) {
      if (is_lone(run)) decide(run);
    });
    if (changed_) rebuild();
  }

private:
  char32_t code_point(const Unit& unit) const { return decode_utf8(work_.plain, unit.plain).code_point; }

  char regional(const Unit& unit, unsigned which) const {
    return static_cast<char>('a' + (static_cast<unsigned char>(work_.plain[unit.plain + 4 * which + 3]) - 0xA6));
  }

  // Pairs of regional indicators that all make flags are flags; anything else spells letters.
  void read_regionals() {
    for (size_t i = 0; i < units_.size();) {
      if (units_[i].kind != CharKind::regional) {
        i++;
        continue;
      }
      size_t end = i;
      bool flags = true;
      do {
        const Unit& unit = units_[end];
        flags = flags && unit.length == 8 && is_flag(regional(unit, 0), regional(unit, 1));
        end++;
      } while (end < units_.size() && units_[end].kind == CharKind::regional &&
               units_[end].begin == units_[end - 1].end);
      for (; i < end; i++) {
        units_[i].kind = flags ? CharKind::emoji : CharKind::letter;
        units_[i].look = 0;
        if (flags) continue;
        units_[i].script = Script::latin;
        units_[i].flags |= Unit::kResolve;
        changed_ = true;
      }
    }
  }

  template <typename Visit>
  void each_run(Visit visit) {
    Run run;
    const auto close = [&](size_t end, size_t next) {
      if (run.open) {
        run.end = end;
        visit(run);
      }
      run = Run();
      run.first = next;
    };
    size_t at = 0;
    for (size_t i = 0; i <= units_.size(); i++) {
      const size_t gap_end = i < units_.size() ? units_[i].plain : work_.plain.size();
      for (; at < gap_end; at++) {
        const char c = work_.plain[at];
        if (is_plain_letter(c)) {
          run.latin++;
          run.open = true;
        } else if (is_plain_alnum(c)) {
          run.digits++;
          run.open = true;
        } else if (!is_apostrophe(at)) {
          close(i, i);
        }
      }
      if (i == units_.size()) break;
      if (!add(run, units_[i])) close(i, i + 1);
      at = units_[i].plain_end();
    }
    close(units_.size(), units_.size());
  }

  // Whether an apostrophe stands here, which is dropped from its word later. Several are quotation marks, and so is one
  // beside a digit of ASCII or with no word behind.
  bool is_apostrophe(size_t at) const {
    const std::string& text = work_.plain;
    if (text[at] != '\'') return false;
    const char before = at > 0 ? text[at - 1] : '\0';
    const char after = at + 1 < text.size() ? text[at + 1] : '\0';
    if (before == '\'' || is_plain_digit(before)) return false;
    if (class_of(after) != kHigh) return is_plain_letter(after);
    const CharKind kind = fold_of(decode_utf8(text, at + 1).code_point).kind();
    return kind == CharKind::letter || kind == CharKind::digit;
  }

  // Counts a unit; false if it ends the run.
  bool add(Run& run, const Unit& unit) {
    if (unit.length == 0) return true;
    if (unit.kind == CharKind::other) {
      if (unit.look != 0 && unit.plain > 0 && work_.plain[unit.plain - 1] == '\'') return false;  // '€ is money
      run.signs += unit.look != 0;
      return unit.look != 0 || (unit.length == 1 && is_apostrophe(unit.plain));
    }
    if (unit.kind == CharKind::digit) {
      run.digits++;
    } else if (unit.kind == CharKind::letter) {
      if (unit.flags & Fold::kTruncatable) {
        const char32_t cp = code_point(unit);
        if (run.truncatable++ == 0) run.first_truncatable = cp;
        run.one_truncatable = run.one_truncatable && cp == run.first_truncatable;
        real_hangul_ ? run.foreign++ : run.latin++;
      } else if (unit.script == Script::latin) {
        run.latin += unit.length;
      } else {
        const char* const bytes = work_.plain.data() + unit.plain;
        run.foreign +=
            static_cast<uint32_t>(std::count_if(bytes, bytes + unit.length, [](char c) { return (c & 0xC0) != 0x80; }));
        run.last_foreign = static_cast<size_t>(&unit - units_.data());
        run.looks += unit.look != 0;
        run.rare += unit.look != 0 && (unit.script == Script::alphabet || unit.script == Script::other);
        run.twins += unit.look != 0 && !(unit.flags & Fold::kWeak);
      }
    } else {
      return false;
    }
    run.open = true;
    return true;
  }

  static bool is_lone(const Run& run) {
    return run.latin == 0 && run.foreign == 1 && run.digits == 0 && run.signs == 0;
  }

  void decide(const Run& run) {
    const bool mainly_latin = latin_ >= foreign_;
    const bool all_twins = run.twins == run.foreign;
    bool looks = false;
    if (run.latin > 0) {
      looks = mainly_latin || all_twins;
    } else {
      const bool lone = is_lone(run);
      const Unit& letter = units_[run.last_foreign];
      const bool lone_greek = lone && letter.script == Script::greek;  // alpha and omega are names of things
      const bool all_rare = run.rare == run.foreign && run.foreign + run.signs >= kFewestRare;
      looks = mainly_latin && (all_rare || (all_twins && !lone_greek) || (lone && is_among_letters(letter)));
    }
    const bool signs = run.latin + (looks ? run.looks : 0) + run.signs >= 3 && run.digits == 0;  // else money
    const bool truncated = !real_hangul_ && run.truncatable > 0 &&
                           (run.latin > run.truncatable || run.digits > 0 || !run.one_truncatable ||
                            (looks && (run.looks > 0 || (signs && run.signs > 0))));
    for (size_t i = run.first; i < run.end; i++) {
      Unit& unit = units_[i];
      const bool symbol = unit.kind == CharKind::other;
      if (unit.flags & Fold::kTruncatable) {
        if (truncated) mark(unit);
      } else if (unit.look != 0 && looks && (!symbol || signs)) {
        mark(unit);
      }
    }
  }

  // Whether single Latin letters stand on one side: "λ l e x i s".
  bool is_among_letters(const Unit& unit) const {
    return letters_beside(unit.plain_end(), 1) || letters_beside(unit.plain, -1);
  }

  // Two single letters or digits, each behind blanks, going one way from `at`. Letters of other scripts count as they
  // are being read the same way.
  bool letters_beside(size_t at, int way) const {
    const std::string& text = work_.plain;
    const auto end = [&]() { return way > 0 ? at >= text.size() : at == 0; };
    const auto byte = [&]() { return end() ? '\0' : way > 0 ? text[at] : text[at - 1]; };
    const auto blank = [&]() { return static_cast<unsigned char>(byte()) <= ' ' || byte() == 0x7F; };
    const auto step = [&]() {
      do {
        way > 0 ? at++ : at--;
      } while (!end() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    };
    for (int letters = 0; letters < 2; letters++) {
      if (end() || !blank()) return false;
      while (!end() && blank()) step();
      if (end()) return false;
      const size_t before = at;
      step();
      const size_t first = way > 0 ? before : at;
      if (first >= text.size()) return false;
      if (is_plain_alnum(text[first])) continue;
      const Fold& fold = fold_of(decode_utf8(text, first).code_point);
      if (fold.look == 0 || fold.kind() != CharKind::letter) return false;
    }
    return !is_plain_alnum(byte());
  }

  void mark(Unit& unit) {
    unit.flags |= Unit::kResolve;
    changed_ = true;
  }

  void rebuild() {
    std::string& out = work_.rebuilt;
    out.clear();
    size_t at = 0;
    for (Unit& unit : units_) {
      out.append(work_.plain, at, unit.plain - at);
      at = unit.plain_end();
      const Unit old = unit;
      unit.plain = static_cast<uint32_t>(out.size());
      if (unit.flags & Unit::kResolve) {
        resolve(old, unit, out);
      } else {
        out.append(work_.plain, old.plain, old.length);
      }
    }
    out.append(work_.plain, at, work_.plain.size() - at);
    out.swap(work_.plain);
    changed_ = false;
  }

  void resolve(const Unit& old, Unit& unit, std::string& out) {
    const size_t start = out.size();
    bool upper = (unit.flags & Fold::kUpper) != 0;
    if (unit.flags & Fold::kTruncatable) {
      const Fold& whole = fold_of(code_point(old) + kPlane);
      out.append(folded_bytes(whole));
      upper = (whole.flags & Fold::kUpper) != 0;
      unit.kind = whole.kind();
      unit.evasions |= Evasion::truncated;
    } else if (unit.look == 0) {
      out += regional(old, 0);
      if (old.length == 8) out += regional(old, 1);
      upper = true;
      unit.evasions |= Evasion::enclosed;
    } else {
      out += unit.look;
      unit.kind = is_plain_letter(unit.look) ? CharKind::letter : CharKind::digit;
      if (!(unit.flags & Unit::kFancy)) unit.evasions |= Evasion::look_alike;
    }
    if (old.kind == CharKind::letter && old.script != Script::latin) work_.foreign_letters--;
    unit.script = Script::latin;
    unit.length = static_cast<uint8_t>(out.size() - start);
    unit.flags |= Unit::kFancy;
    unit.flags &= static_cast<uint8_t>(~(uint32_t{Unit::kResolve} | uint32_t{Fold::kTruncatable}));
    unit.look = 0;  // from now on it is a Latin letter, if the text is read again
    for (size_t i = start; upper && i < out.size(); i++) {
      if (out[i] >= 'a' && out[i] <= 'z') out[i] = static_cast<char>(out[i] - 32);
    }
  }

  Workspace& work_;
  std::vector<Unit>& units_;
  uint64_t latin_ = 0;
  uint64_t foreign_ = 0;
  bool real_hangul_ = false;
  bool changed_ = false;
};

}  // namespace

void resolve_looks(Workspace& workspace) { LookResolver(workspace).run(); }

}  // namespace pilah
