// SPDX-License-Identifier: Apache-2.0
// A pattern is a small automaton without loops: each of its at most 63 places is a state, and a machine word holds the set of
// places that are awaited. One step looks at the awaited places only and gathers what follows those that the word satisfies: the
// bit-parallel simulation of Glushkov's automaton (Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002, section 5.3),
// over words instead of letters.
//
// Running every automaton over every comment would cost as much as there are rules. Instead each pattern waits at its *anchors*,
// rare words of which every match has one: only a comment that holds such a word looks at the pattern at all, and only from as
// far back as the places before an anchor reach. What a match costs is bounded by the pattern, not by the comment.
#include "match/phrase.h"

#include <algorithm>

namespace pilah {

namespace {

// Terms that one attempt may step over, fillers included. Keeps a row of a thousand emoji from costing a thousand steps an anchor.
constexpr uint32_t kReach = 64;

// The shortest match that begins with term `first`; 0 if there is none, else the term behind it.
uint32_t end_of_match(const Ruleset& rules, const Pattern& pattern, const Terms& terms, uint32_t first) {
  const uint32_t* places = &rules.places[pattern.places];
  const uint64_t* follows = &rules.follows[pattern.places];
  const uint32_t limit = static_cast<uint32_t>(std::min<size_t>(terms.list.size(), size_t{first} + kReach));
  uint64_t states = pattern.first;
  for (uint32_t i = first; i < limit; ++i) {
    const Term& term = terms.list[i];
    if (i > first && term.sentence_start) return 0;
    uint64_t next = term.transparent && i > first ? states : 0;
    for (uint64_t rest = states; rest != 0; rest &= rest - 1) {
      const unsigned place = static_cast<unsigned>(__builtin_ctzll(rest));
      if (satisfies(rules, term, places[place])) next |= follows[place];
    }
    if (next & kAccept) return i + 1;
    if (next == 0) return 0;
    states = next;
  }
  return 0;
}

}  // namespace

bool satisfies(const Ruleset& rules, const Term& term, uint32_t atom) {
  if (atom & kAnyAtom) return true;
  if (atom & kTypedAtom) return term.types.has(static_cast<TokenType>(atom & ~kTypedAtom));
  std::span<const uint32_t> atoms = slice(rules.atoms, rules.classes[term.word_class].atoms);
  return std::binary_search(atoms.begin(), atoms.end(), atom);
}

bool match_around(const Ruleset& rules, const Pattern& pattern, const Terms& terms, uint32_t at, TermRange& found) {
  if (pattern.place_count == 1) {
    found = {at, at + 1};
    return true;
  }
  // As far back as the places before an anchor reach, not counting what patterns step over.
  uint32_t first = at;
  uint32_t room = pattern.lead;
  for (uint32_t steps = 0; first > 0 && room > 0 && steps < kReach && !terms.list[first].sentence_start; ++steps) {
    --first;
    if (!terms.list[first].transparent) --room;
  }
  for (; first <= at; ++first) {
    if (uint32_t last = end_of_match(rules, pattern, terms, first)) {
      found = {first, last};
      return true;
    }
  }
  return false;
}

}  // namespace pilah
