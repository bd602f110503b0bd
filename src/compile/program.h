// SPDX-License-Identifier: Apache-2.0
// From the tree of a pattern to the small program that the matcher runs.
#pragma once

#include "compile/codes.h"
#include "compile/rulebook.h"
#include "compile/vocabulary.h"
#include "ruleset/layout.h"
#include "text/token.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilah {

// A pattern after sets, stems and slang are put in.
struct PlaceTree {
  enum class Kind : uint8_t { place, gap, end, sequence, choice, optional };
  Kind kind = Kind::sequence;
  std::vector<Member> members;  // of a place: any of these words, sorted; empty for a typed token or anything
  bool typed = false;
  TokenType type = TokenType::url;
  uint32_t gap_min = 0;
  uint32_t gap_max = 0;
  std::vector<PlaceTree> children;

  bool is_words() const { return kind == Kind::place && !members.empty(); }
};

class ProgramWriter {
public:
  ProgramWriter(const Rulebook& book, Vocabulary& vocabulary, Diagnostics& diagnostics);

  // The program of a pattern of `pack`. False after a problem, which was reported.
  bool write(const PatternSource& pattern, uint32_t pack, Program& out);

  // Where a pattern asks for a prefix first.
  Place place_of_prefix(const std::string& prefix) const { return prefixes_.at(prefix); }

private:
  PlaceTree expand(const PatternNode& node, uint32_t pack);
  PlaceTree expand_sequence(const PatternNode& node, uint32_t pack);
  PlaceTree join_passive(const PlaceTree& mark, PlaceTree verb) const;
  PlaceTree expand_choice(std::vector<PlaceTree> branches) const;
  PlaceTree expand_words(const PatternNode& node);
  PlaceTree expand_exact(const PatternNode& node);
  PlaceTree expand_set(const PatternNode& node, uint32_t pack);
  PlaceTree expand_typed(const PatternNode& node);
  std::vector<std::string> words_of(const std::string& written) const;
  std::vector<std::string> twice(std::string_view base) const;
  std::string folded_word(const PatternNode& node);
  std::pair<const SetSource*, uint32_t> find_set(const std::string& name, uint32_t pack) const;
  void error(const PatternNode& node, std::string message, std::string help, const char* code = code::kNeverProduced);
  void check_length(const PatternNode& node, std::string_view word);

  enum class Outcome : uint8_t { good, empty, empty_branch, too_deep };
  Outcome write(const PlaceTree& tree, Program& out);
  const PatternSource* empty_member(const PatternNode& node, uint32_t pack);

  // A set or typed token with its alternatives written out.
  struct Known {
    PlaceTree tree;
    bool flawed;  // something in it was reported
  };
  template <typename Branches>
  PlaceTree expand_once(std::optional<Known>& known, Branches branches);

  const Rulebook& book_;
  Vocabulary& vocabulary_;
  Diagnostics& diagnostics_;
  std::map<std::pair<uint32_t, std::string_view>, const SetSource*> own_sets_;             // by pack and name
  std::map<std::string, std::pair<const SetSource*, uint32_t>, std::less<>> shared_sets_;  // with their packs
  std::map<std::string, std::vector<std::pair<const TypedSource*, uint32_t>>, std::less<>> typed_;
  std::map<const SetSource*, std::optional<Known>> known_sets_;
  std::map<std::string, std::optional<Known>> known_typed_;
  std::map<const SetSource*, const PatternSource*> empty_members_;
  std::map<std::string, Place> prefixes_;
  std::set<std::string> passives_;
  bool flawed_ = false;  // of the pattern at hand
  Text text_;
};

}  // namespace pilah
