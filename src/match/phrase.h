// SPDX-License-Identifier: Apache-2.0
// Where does a pattern match? One pattern over one window of terms.
#pragma once

#include "match/terms.h"
#include "ruleset/ruleset.h"

#include <cstdint>
#include <vector>

namespace pilah {

// Terms [first, last) of a match.
struct TermRange {
  uint32_t first;
  uint32_t last;
};

// Up to 64 terms, each of which is one bit of every set below.
inline constexpr uint32_t kWindow = 64;

class Window {
public:
  // Loads terms [first, first + kWindow) or as many as there are. Clears what the window before it left behind.
  void load(const Ruleset& rules, const Terms& terms, uint32_t first);

  uint32_t first() const { return first_; }
  uint32_t count() const { return count_; }

  // The terms that satisfy one place of a pattern.
  uint64_t positions(uint32_t atom) const {
    if (atom & kAnyAtom) return valid_;
    return positions_[atom & kTypedAtom ? atom_count_ + (atom & ~kTypedAtom) : atom];
  }

  // Looks for the leftmost match of `pattern` that begins at one of the terms `starts`, with its shortest end. Numbers are terms of
  // the whole text.
  bool find(const Ruleset& rules, const Pattern& pattern, uint64_t starts, TermRange& found) const;

private:
  uint64_t ends_of_matches(const Ruleset& rules, const Pattern& pattern, uint64_t starts) const;
  uint64_t step(uint64_t matched) const;

  uint32_t first_ = 0;
  uint32_t count_ = 0;
  uint32_t atom_count_ = 0;
  uint64_t valid_ = 0;            // the terms of the window
  uint64_t sentence_starts_ = 0;  // no match goes on at one of these
  uint64_t transparent_ = 0;
  std::vector<uint64_t> positions_;  // of each atom, typed tokens behind the others
  std::vector<uint32_t> touched_;    // entries of positions_ that are not zero
};

}  // namespace pilah
