// SPDX-License-Identifier: Apache-2.0
// From the tree of a pattern to the small automaton that the matcher runs.
#pragma once

#include "compile/rulebook.h"
#include "compile/vocabulary.h"
#include "ruleset/layout.h"
#include "text/token.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pilah {

// A pattern after sets, stems and slang are put in: places, and how they follow each other.
struct PlaceTree {
  enum class Kind : uint8_t { place, sequence, choice, optional };
  Kind kind = Kind::sequence;
  std::vector<Member> members;  // of a place: any of these words, sorted; empty for a typed token or anything
  bool typed = false;
  TokenType type = TokenType::url;
  std::vector<PlaceTree> children;

  bool is_words() const { return kind == Kind::place && !members.empty(); }
  size_t place_count() const;
};

// The automaton of Glushkov: one state for each place, so at most 63 fit a machine word beside the bit for success.
struct Automaton {
  std::vector<PatternPlace> places;
  uint64_t first = 0;             // the places a match may begin with
  std::vector<uint32_t> required; // atoms that every match has, the rarest first
  std::vector<uint32_t> anchors;  // atoms, one of which every match has; the rarest choice of them
};

class AutomatonWriter {
public:
  AutomatonWriter(const Rulebook& book, Vocabulary& vocabulary, Diagnostics& diagnostics);

  // The automata of a pattern of `pack`: one, or several where its alternatives do not fit one. Empty after a problem, which was
  // reported.
  std::vector<Automaton> write(const PatternSource& pattern, uint32_t pack);

private:
  PlaceTree expand(const PatternNode& node, uint32_t pack);
  PlaceTree expand_choice(std::vector<PlaceTree> branches) const;
  PlaceTree expand_words(const PatternNode& node);
  PlaceTree expand_set(const PatternNode& node, uint32_t pack);
  PlaceTree expand_typed(const PatternNode& node);
  std::string folded_word(const PatternNode& node);
  Automaton build(const PlaceTree& tree);

  const Rulebook& book_;
  Vocabulary& vocabulary_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::pair<const SetSource*, uint32_t>, std::less<>> shared_sets_;  // with their packs
  std::map<std::string, std::vector<std::pair<const TypedSource*, uint32_t>>, std::less<>> typed_;
  std::map<const SetSource*, PlaceTree> known_sets_;
  Text text_;
};

}  // namespace pilah
