// SPDX-License-Identifier: Apache-2.0
// A pattern is a small automaton without loops: its places are its states, in an order in which each leads to later ones only
// (Glushkov's construction, see compile/automaton.cc). The usual bit-parallel simulation keeps the set of active states in a machine
// word and steps over the text (Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002, section 5.3). Comments are short and
// patterns look at few of their words, so this turns the matrix round: a machine word holds the set of *positions* at which a state is
// active, and one walk over the states settles all positions of the comment at once, in a handful of operations for a pattern.
//
// What it needs is, for each atom, the set of terms that satisfy it. That is filled once for a window of 64 terms, from the lists of
// atoms that word classes carry. Longer comments are read in windows that overlap by half, so a match in them is found if it is at
// most 32 terms long, fillers included.
#include "match/phrase.h"

#include <algorithm>

namespace pilah {

void Window::load(const Ruleset& rules, const Terms& terms, uint32_t first) {
  for (uint32_t entry : touched_) positions_[entry] = 0;
  touched_.clear();
  first_ = first;
  count_ = static_cast<uint32_t>(std::min<size_t>(kWindow, terms.list.size() - first));
  atom_count_ = rules.settings().atom_count;
  if (positions_.size() < atom_count_ + kTokenTypeCount) positions_.resize(atom_count_ + kTokenTypeCount, 0);
  valid_ = count_ == kWindow ? ~uint64_t{0} : (uint64_t{1} << count_) - 1;
  sentence_starts_ = 0;
  transparent_ = 0;

  auto mark = [&](uint32_t entry, uint64_t bit) {
    if (positions_[entry] == 0) touched_.push_back(entry);
    positions_[entry] |= bit;
  };
  for (uint32_t i = 0; i < count_; ++i) {
    const Term& term = terms.list[first + i];
    const uint64_t bit = uint64_t{1} << i;
    if (term.sentence_start) sentence_starts_ |= bit;
    if (term.transparent) transparent_ |= bit;
    for (uint32_t atom : slice(rules.atoms, rules.classes[term.word_class].atoms)) mark(atom, bit);
    for (uint32_t types = term.types.raw(); types != 0; types &= types - 1)
      mark(atom_count_ + static_cast<uint32_t>(__builtin_ctz(types)), bit);
  }
}

// Where the next place may be looked for after terms `matched`: behind each, and further behind what may be stepped over.
uint64_t Window::step(uint64_t matched) const {
  uint64_t next = (matched << 1) & ~sentence_starts_;
  for (uint64_t over = next & transparent_; over != 0;) {
    const uint64_t beyond = (over << 1) & ~sentence_starts_ & ~next;
    next |= beyond;
    over = beyond & transparent_;
  }
  return next;
}

// The last terms of all matches that begin at one of `starts`.
uint64_t Window::ends_of_matches(const Ruleset& rules, const Pattern& pattern, uint64_t starts) const {
  const PatternPlace* places = &rules.places[pattern.places];
  // Where each place is awaited; only the entries of places in `live` mean anything.
  uint64_t awaited_at[kMaxPatternPlaces];
  uint64_t live = pattern.first;
  for (uint64_t rest = live; rest != 0; rest &= rest - 1) awaited_at[__builtin_ctzll(rest)] = starts;
  uint64_t ends = 0;
  for (; live != 0; live &= live - 1) {
    const int place = __builtin_ctzll(live);
    const uint64_t matched = awaited_at[place] & positions(places[place].atom);
    if (matched == 0) continue;
    const uint64_t follow = places[place].follow;
    if (follow & kAccept) ends |= matched;
    const uint64_t next = step(matched);
    for (uint64_t rest = follow & ~kAccept; rest != 0; rest &= rest - 1) {
      const int later = __builtin_ctzll(rest);
      awaited_at[later] = (live >> later) & 1u ? awaited_at[later] | next : next;
    }
    live |= follow & ~kAccept;
  }
  return ends;
}

bool Window::find(const Ruleset& rules, const Pattern& pattern, uint64_t starts, TermRange& found) const {
  if (ends_of_matches(rules, pattern, starts & valid_) == 0) return false;
  // Something matches: now the leftmost beginning, of which there are few.
  uint64_t begins = 0;
  for (uint64_t rest = pattern.first; rest != 0; rest &= rest - 1)
    begins |= positions(rules.places[pattern.places + static_cast<uint32_t>(__builtin_ctzll(rest))].atom);
  for (begins &= starts & valid_; begins != 0; begins &= begins - 1) {
    const uint64_t ends = ends_of_matches(rules, pattern, begins & -begins);
    if (ends == 0) continue;
    found.first = first_ + static_cast<uint32_t>(__builtin_ctzll(begins));
    found.last = first_ + static_cast<uint32_t>(__builtin_ctzll(ends)) + 1;
    return true;
  }
  return false;
}

}  // namespace pilah
