// SPDX-License-Identifier: Apache-2.0
// The usual bit-parallel matching keeps the set of active states of an automaton in a machine word and steps over the
// text (Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002, chapter 4). Comments are short and patterns
// look at few of their words, so this turns the matrix round: a machine word holds the set of *positions* at which a
// match may go on, and one walk over the pattern's tree settles all positions of the comment at once, in a few
// operations for each place. A part that matches nowhere ends the walk.
//
// What it needs is, for each atom, the set of terms that satisfy it. That is filled once for a window of 63 terms, from
// the lists of atoms that word classes carry. Longer comments are read in windows that overlap by half, so a match in
// them is found if it is at most 31 terms long, fillers included.
#include "match/phrase.h"

#include <algorithm>

namespace pilah {

void Window::clear(const Ruleset& rules) {
  uint64_t* positions = positions_.data();
  for (uint32_t i = 0; i < count_; ++i)
    for (uint32_t atom : slice(rules.atoms, rules.classes[classes_[i]].atoms)) positions[atom] = 0;
  for (size_t type = 0; count_ > 0 && type < kTokenTypeCount; ++type) positions[atom_count_ + type] = 0;
  count_ = 0;
}

void Window::load(const Ruleset& rules, const Terms& terms, uint32_t first) {
  clear(rules);
  atom_count_ = rules.settings().atom_count;
  if (positions_.size() < atom_count_ + kTokenTypeCount) positions_.resize(atom_count_ + kTokenTypeCount, 0);
  first_ = first;
  count_ = static_cast<uint32_t>(std::min<size_t>(kWindow, terms.list.size() - first));
  valid_ = (uint64_t{1} << count_) - 1;
  sentence_starts_ = 0;
  transparent_ = 0;
  uint64_t* positions = positions_.data();
  for (uint32_t i = 0; i < count_; ++i) {
    const Term& term = terms.list[first + i];
    const uint64_t bit = uint64_t{1} << i;
    if (term.sentence_start) sentence_starts_ |= bit;
    if (term.transparent) transparent_ |= bit;
    classes_[i] = term.word_class;
    for (uint32_t atom : slice(rules.atoms, rules.classes[term.word_class].atoms)) positions[atom] |= bit;
    for (uint32_t types = term.types.raw(); types != 0; types &= types - 1)
      positions[atom_count_ + static_cast<uint32_t>(__builtin_ctz(types))] |= bit;
  }
}

namespace {

bool has_parts(uint32_t operation) { return operation >> kOperandBits >= static_cast<uint32_t>(Operation::sequence); }

}  // namespace

// The terms at which the next place may be taken.
inline uint64_t Window::reachable(Cursors cursors) const {
  uint64_t after = cursors.after & ~sentence_starts_;
  for (uint64_t over = after & transparent_; over != 0;) {
    const uint64_t beyond = (over << 1) & ~sentence_starts_ & ~after;
    after |= beyond;
    over = beyond & transparent_;
  }
  return (cursors.fresh | after) & valid_;
}

// The terms that satisfy an operation of one word.
inline uint64_t Window::satisfying(uint32_t operation) const {
  const uint32_t operand = operation & kOperandMask;
  switch (static_cast<Operation>(operation >> kOperandBits)) {
    case Operation::word:
      return positions_[operand];
    case Operation::typed:
      return positions_[atom_count_ + operand];
    default:
      return valid_;
  }
}

Window::Cursors Window::run_gap(uint32_t least, uint32_t most, Cursors cursors) const {
  Cursors reached = least == 0 ? cursors : Cursors{};
  for (uint32_t words = 1; words <= most && !cursors.empty(); ++words) {
    cursors = {0, reachable(cursors) << 1};
    if (words >= least) reached.after |= cursors.after;
  }
  return reached;
}

inline Window::Cursors Window::run(const uint32_t* code, Cursors cursors) const {
  if (has_parts(*code)) return run_parts(code, cursors);
  if (*code >> kOperandBits == static_cast<uint32_t>(Operation::gap))
    return run_gap((*code & kOperandMask) >> 8, *code & 0xff, cursors);
  return {0, (reachable(cursors) & satisfying(*code)) << 1};
}

// Runs the operation at `code`, which has parts, from all cursors at once.
Window::Cursors Window::run_parts(const uint32_t* code, Cursors cursors) const {
  const uint32_t* end = code + size_of(*code);
  switch (static_cast<Operation>(*code >> kOperandBits)) {
    case Operation::sequence:
      for (++code; code < end && !cursors.empty(); code += size_of(*code)) cursors = run(code, cursors);
      return cursors;
    case Operation::choice: {
      Cursors reached;
      if (positions(code[1]) == 0) return reached;
      for (code += 2; code < end; code += size_of(*code)) {
        if (begins(code) == 0) continue;  // most branches begin with a word that the comment lacks
        const Cursors branch = run(code, cursors);
        reached.fresh |= branch.fresh;
        reached.after |= branch.after;
      }
      return reached;
    }
    default: {  // optional
      const Cursors taken = run(code + 1, cursors);
      return {cursors.fresh | taken.fresh, cursors.after | taken.after};
    }
  }
}

// Terms outside which no match of the operation at `code` begins. Looks at its first word or choice only.
inline uint64_t Window::begins(const uint32_t* code) const {
  while (*code >> kOperandBits == static_cast<uint32_t>(Operation::sequence)) ++code;
  if (*code >> kOperandBits == static_cast<uint32_t>(Operation::choice)) return positions(code[1]);
  if (has_parts(*code) || *code >> kOperandBits == static_cast<uint32_t>(Operation::gap)) return valid_;
  return satisfying(*code);
}

bool Window::find(const Ruleset& rules, const Pattern& pattern, uint64_t starts, TermRange& found) const {
  const uint32_t* code = &rules.code[pattern.code.begin];
  starts &= begins(code);
  if (starts == 0) return false;
  uint64_t ends = run(code, {starts, 0}).after;
  if (ends == 0) return false;
  // Something matches: now the leftmost beginning, of which there are few.
  if ((starts & (starts - 1)) != 0) {
    for (;; starts &= starts - 1) {
      ends = run(code, {starts & -starts, 0}).after;
      if (ends != 0) break;
    }
  }
  found.first = first_ + static_cast<uint32_t>(__builtin_ctzll(starts));
  found.last = first_ + static_cast<uint32_t>(__builtin_ctzll(ends));
  return true;
}

}  // namespace pilah
