// SPDX-License-Identifier: Apache-2.0
// Where does a pattern match? One pattern over one window of terms.
#pragma once

#include "base/bit_table.h"
#include "base/list_walk.h"
#include "match/terms.h"
#include "ruleset/ruleset.h"

#include <array>
#include <cstdint>
#include <vector>

namespace pilah {

// Terms [first, last) of a match.
struct TermRange {
  uint32_t first;
  uint32_t last;
};

// The most terms of a window: each is one bit of the sets below, and one bit is left for the place behind the last.
inline constexpr uint32_t kWindow = 63;

// Which atoms stand in a window. Loops that ask for many keep a copy of this at hand.
struct Presence {
  const uint64_t* positions;
  const uint64_t* frequent;
  uint64_t frequent_here;
  bool has(uint32_t atom) const { return (positions[atom] | (frequent[atom] & frequent_here)) != 0; }
  bool has_all(const uint32_t (&atoms)[kRequired]) const { return has(atoms[0]) & has(atoms[1]) & has(atoms[2]); }
};

class Window {
public:
  // Loads terms [first, first + kWindow) or as many as there are, in place of what was loaded before, and finds the
  // phrases in them. `rules` must live until they are unloaded.
  void load(const Ruleset& rules, const Terms& terms, uint32_t first);
  void unload();

  uint32_t first() const { return first_; }
  uint32_t count() const { return count_; }

  // The terms at which something begins that satisfies an atom.
  uint64_t positions(uint32_t atom) const {
    uint64_t words = rules_->frequent[atom] & frequent_here_;
    const uint64_t any = -uint64_t{words != 0};  // as likely as not, so it is no branch
    uint64_t found = positions_[atom] | (frequent_positions_[first_of(words | ~any)] & any);
    for (words &= words - 1; words != 0; words &= words - 1)  // of two or more there are few
      found |= frequent_positions_[first_of(words)];
    return found;
  }
  Presence presence() const { return {positions_.data(), rules_->frequent.data(), frequent_here_}; }

  // The types of all terms of the window.
  TokenTypes types() const { return types_; }

  // The phrases of the window, each once.
  const std::vector<uint32_t>& phrases() const { return phrases_; }

  // What a phrase reaches from one term.
  struct Edge {
    uint64_t begin;  // a bit
    uint64_t ends;
  };
  std::span<const Edge> edges(size_t phrase) const {
    return std::span(edges_).subspan(found_[phrase].first, found_[phrase].last - found_[phrase].first);
  }

  // Terms outside which no match of a program begins whose first place is `place`.
  uint64_t begins(uint32_t place) const;

  // Whether a program may match: its first two words stand in one sentence, in their order. Most that do not match fail
  // here, without a branch.
  bool may_match(const Ruleset& rules, Slice code) const;

  // Looks for the leftmost match of a program that begins at one of the terms `starts`, with its shortest end. There is
  // at least one such term, and all are among begins(places[0]). Numbers of `found` are terms of the whole text.
  bool find(std::span<const uint32_t> places, uint64_t starts, TermRange& found) const;

private:
  static unsigned first_of(uint64_t set) { return static_cast<unsigned>(__builtin_ctzll(set)); }

  // Where a match may go on. Before its first word it may do so anywhere it may begin; after that it steps over what is
  // transparent and stops at the end of its sentence.
  struct Cursors {
    uint64_t fresh = 0;
    uint64_t after = 0;
    bool empty() const { return (fresh | after) == 0; }
  };
  // A phrase that was found: edges [first, last).
  struct Found {
    uint64_t begins;
    uint64_t atom_bits;  // as of phrases
    uint32_t first;
    uint32_t last;
  };
  void load_words(const Ruleset& rules, const Terms& terms);
  void mark(std::span<const uint32_t> atoms, uint64_t bits);
  void unmark(std::span<const uint32_t> atoms);
  void find_phrases(const Ruleset& rules);
  void wait_at_words(const Ruleset& rules);
  void wait(const Ruleset& rules, uint32_t posted);
  void try_pairs(const Ruleset& rules, size_t count);
  void try_phrase(const Ruleset& rules, uint32_t index);
  void add(const Ruleset& rules, uint32_t index, size_t first_edge, uint64_t begins);
  bool is_word_of(uint32_t term, uint32_t atom) const;

  uint64_t run(std::span<const uint32_t> code, uint64_t starts) const;
  Cursors run_from(std::span<const uint32_t> code, Cursors cursors) const;
  Cursors run_gap(uint32_t operand, Cursors cursors) const;
  uint64_t run_edges(uint32_t atom, uint64_t at) const;
  uint64_t run_phrases(uint32_t atom, uint64_t at) const;
  uint64_t reachable(uint64_t after) const;
  uint64_t reachable(Cursors cursors) const;

  const Ruleset* rules_ = nullptr;
  uint32_t first_ = 0;
  uint32_t count_ = 0;
  uint64_t valid_ = 0;            // the terms of the window
  uint64_t sentence_starts_ = 0;  // no match goes on at one of these
  uint64_t sentence_ends_ = 0;    // a sentence ends before these
  uint64_t transparent_ = 0;
  uint64_t behind_transparent_ = 0;  // where a match goes on that steps over the term before
  std::vector<uint64_t> positions_;  // of each atom, but for frequent words; all zero when nothing is loaded
  uint64_t frequent_here_ = 0;       // the frequent words of the window
  std::array<uint64_t, kFrequentWords> frequent_positions_{};  // of each of those
  std::array<uint32_t, kWindow> classes_{};                    // of the terms
  TokenTypes types_;                                           // of all terms

  std::vector<Edge> edges_;
  std::vector<Found> found_;
  mutable std::vector<uint32_t> likely_;  // entries of found_ that are looked at; as long as that
  uint64_t phrase_begins_ = 0;            // of all found_
  uint64_t phrase_ends_ = 0;              // of all edges_
  std::vector<uint32_t> phrases_;         // the phrase of each entry of found_
  ListWalk<Posting> postings_;            // of phrases that wait at the words
  std::vector<uint32_t> sieve_;           // phrases that wait at a word, and of them those that may match
  std::vector<uint32_t> pairs_;           // of the phrases that may match, those of two words
  BitTable tried_;                        // phrases of this window
  std::array<std::vector<uint32_t>, kMostPhraseLevels> waiting_;  // phrases to be tried, by level
  uint32_t top_level_ = 0;                                        // below it, waiting_ may hold some
};

}  // namespace pilah
