// SPDX-License-Identifier: Apache-2.0
// Walks tokens and units side by side, once.
#include "text/place.h"

#include "text/decode.h"
#include "text/fold.h"

#include <algorithm>
#include <bit>

namespace pilah {
namespace {

// Ways to write a letter; two of them in one token are a mixture.
constexpr Evasions kStyles = {Evasion::math_letters, Evasion::full_width, Evasion::enclosed,  Evasion::small_caps,
                              Evasion::script,       Evasion::look_alike, Evasion::truncated, Evasion::keycap};

// What East Asian and other writers do with Latin letters in plain text.
constexpr Evasions kForeignHabits = {Evasion::full_width, Evasion::enclosed, Evasion::script};

// The caller's bytes of units that run backwards.
struct Turned {
  Range bytes{UINT32_MAX, 0};
  bool found = false;

  void add(const Unit& unit) {
    found = true;
    bytes = with({unit.begin, unit.end});
  }
  Range with(Range other) const { return {std::min(bytes.begin, other.begin), std::max(bytes.end, other.end)}; }
};

class Placer {
public:
  explicit Placer(Text& out)
      : out_(out), work_(out.workspace), units_(out.workspace.units), plain_steps_(out.workspace.steps) {}

  void run() {
    mainly_foreign_ = work_.foreign_letters > 0 && work_.foreign_letters > ascii_letters();
    plain_steps_.swap(out_.steps);
    out_.steps.clear();
    for (Token& token : out_.tokens) place(token);
  }

private:
  uint32_t ascii_letters() const {
    uint32_t count = 0;
    for (size_t i = 0; i < work_.plain_size; i++) count += is_plain_letter(work_.plain[i]);
    return count;
  }

  // Moves behind all units that end at or before `at`.
  void pass(uint32_t at) {
    while (unit_ < units_.size() && units_[unit_].plain_end() <= at) step_over(units_[unit_++]);
  }

  void step_over(const Unit& unit) {
    plain_base_ = unit.plain_end();
    original_base_ = unit.end;
  }

  uint32_t original(uint32_t plain) const { return original_base_ + (plain - plain_base_); }

  void place(Token& token) {
    const Range plain = token.span;
    pass(plain.begin);
    const size_t first = unit_;
    const uint32_t plain_base = plain_base_;
    const uint32_t original_base = original_base_;
    token.span.begin =
        unit_ < units_.size() && units_[unit_].plain == plain.begin ? units_[unit_].begin : original(plain.begin);
    bool same = true;  // the token's bytes are the caller's
    size_t last = first;
    uint32_t fancy_letters = 0;
    uint32_t script_digits = 0;
    Turned turned;
    for (; unit_ < units_.size() && units_[unit_].plain < plain.end; step_over(units_[unit_++]), last = unit_) {
      const Unit& unit = units_[unit_];
      same = same && unit.end - unit.begin == unit.length && !(unit.flags & Unit::kFancy);
      if (unit.evasions.has(Evasion::bidi) && unit.length > 0) turned.add(unit);
      token.evasions |= unit.evasions;
      if ((unit.flags & Unit::kFancy) && unit.kind == CharKind::letter) fancy_letters++;
      if (unit.evasions.has(Evasion::script) && unit.kind == CharKind::digit) script_digits++;
      if (hides_inside(unit, plain)) token.evasions |= Evasion::zero_width;
    }
    token.span.end = original(plain.end);
    if (turned.found) {
      same = false;
      token.span = turned.with(token.span);
      if (token.kind == TokenKind::punctuation || token.kind == TokenKind::emoji) token.evasions.remove(Evasion::bidi);
    }
    if (token.evasions.any_of(kStyles)) judge_styles(token, plain, first, last, fancy_letters, script_digits);

    const bool stepped =
        next_plain_step_ < plain_steps_.size() && plain_steps_[next_plain_step_].folded < token.folded.end;
    if (!same || stepped) {
      write_steps(token, plain, first, last, plain_base, original_base);
    }
  }

  // Whether a zero-width character stands in or behind `unit`, with letters of the same token on both sides.
  bool hides_inside(const Unit& unit, Range plain) const {
    if (!(unit.flags & Unit::kInvisibleInside) || unit.plain_end() >= plain.end) return false;
    if (unit.length == 0 && unit.plain <= plain.begin) return false;
    return is_plain_alnum(work_.plain[unit.plain_end()]) && unit.plain_end() > 0 &&
           is_plain_alnum(work_.plain[unit.plain_end() - 1]);
  }

  void judge_styles(Token& token, Range plain, size_t first, size_t last, uint32_t fancy_letters,
                    uint32_t script_digits) {
    if (mainly_foreign_) token.evasions.remove(kForeignHabits);
    // Plain letters beside fancy ones. Small capitals and superscripts lack some letters, for which plain ones stand
    // in.
    bool plain_letters = false;
    const bool lacking = (token.evasions & kStyles).raw() == Evasions(Evasion::small_caps).raw() ||
                         (token.evasions & kStyles).raw() == Evasions(Evasion::script).raw();
    size_t unit = first;
    for (uint32_t i = plain.begin; i < plain.end; i++) {
      while (unit < last && units_[unit].plain_end() <= i) unit++;
      if (unit < last && units_[unit].plain <= i && (units_[unit].flags & Unit::kFancy)) continue;
      const char c = work_.plain[i];
      plain_letters = plain_letters || (is_plain_letter(c) && !(lacking && (c == 'x' || c == 'q' || c == 's')));
    }
    if (plain_letters && fancy_letters == 0 && script_digits > 0) {
      token.evasions.remove(Evasion::script);  // m² and anak² are plain writing
    }
    const int styles = std::popcount((token.evasions & kStyles).raw()) + (plain_letters ? 1 : 0);
    if (styles >= 2) token.evasions |= Evasion::mixed;
  }

  // Cuts the token at its units and at the tokeniser's own steps, and writes a step for each piece.
  void write_steps(const Token& token, Range plain, size_t first, size_t last, uint32_t plain_base,
                   uint32_t original_base) {
    uint32_t folded = token.folded.begin;
    uint32_t at = plain.begin;
    uint32_t part_end = plain.end;
    size_t unit = first;
    for (;;) {
      if (next_plain_step_ < plain_steps_.size() && plain_steps_[next_plain_step_].folded < token.folded.end) {
        const Step& part = plain_steps_[next_plain_step_++];
        folded = part.folded;
        at = part.original;
        part_end = part.original_end;
      }
      const uint32_t next_folded =
          next_plain_step_ < plain_steps_.size() && plain_steps_[next_plain_step_].folded < token.folded.end
              ? plain_steps_[next_plain_step_].folded
              : token.folded.end;
      while (unit < last && units_[unit].plain_end() <= at) {
        plain_base = units_[unit].plain_end();
        original_base = units_[unit].end;
        unit++;
      }
      if (next_folded - folded != part_end - at) {
        const bool on_unit = unit < last && units_[unit].plain == at;
        const uint32_t begin = on_unit ? units_[unit].begin : original_base + (at - plain_base);
        while (unit < last && units_[unit].plain_end() <= part_end) {
          plain_base = units_[unit].plain_end();
          original_base = units_[unit].end;
          unit++;
        }
        out_.steps.push_back({folded, begin, original_base + (part_end - plain_base)});
      } else {
        while (at < part_end) {
          const bool on_unit = unit < last && units_[unit].plain <= at;
          const uint32_t stop = on_unit       ? units_[unit].plain_end()
                                : unit < last ? std::min(units_[unit].plain, part_end)
                                              : part_end;
          if (on_unit) {
            out_.steps.push_back({folded, units_[unit].begin, units_[unit].end});
            plain_base = stop;
            original_base = units_[unit].end;
            unit++;
          } else {
            out_.steps.push_back({folded, original_base + (at - plain_base), original_base + (stop - plain_base)});
          }
          while (unit < last && units_[unit].plain_end() <= stop) {  // dropped characters
            plain_base = units_[unit].plain_end();
            original_base = units_[unit].end;
            unit++;
          }
          folded += stop - at;
          at = stop;
        }
      }
      if (next_folded == token.folded.end) return;
    }
  }

  Text& out_;
  Workspace& work_;
  const std::vector<Unit>& units_;
  size_t unit_ = 0;
  uint32_t plain_base_ = 0;     // from here on the plain text is the caller's …
  uint32_t original_base_ = 0;  // … from here on
  size_t next_plain_step_ = 0;
  bool mainly_foreign_ = false;
  std::vector<Step>& plain_steps_;
};

}  // namespace

void place_tokens(Text& out) { Placer(out).run(); }

}  // namespace pilah
