// SPDX-License-Identifier: Apache-2.0
// The words of a rule set: what patterns ask of them (atoms), what parts they play (roles), and under which written
// forms they are found. It ends as the hash tables and classes of the image.
#pragma once

#include "ruleset/image.h"
#include "ruleset/model.h"
#include "text/token.h"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace pilah {

// A word as a pattern may ask for it.
struct Member {
  enum class Kind : uint8_t { word, exact, prefix };
  Kind kind = Kind::word;
  std::string text;
  friend bool operator==(const Member& a, const Member& b) = default;
  friend bool operator<(const Member& a, const Member& b) {
    return std::tie(a.kind, a.text) < std::tie(b.kind, b.text);
  }
};

// Adds NUL-terminated strings to the pool, each once.
class StringPool {
public:
  explicit StringPool(std::vector<char>& pool) : pool_(pool) {
    if (pool_.empty()) pool_.push_back('\0');
  }
  uint32_t add(std::string_view text);

private:
  std::vector<char>& pool_;
  std::map<std::string, uint32_t, std::less<>> known_;
};

class Vocabulary {
public:
  // `from` is one folded word, `to` standard words.
  void add_slang(const std::string& from, std::vector<std::string> to) { slang_[from] = std::move(to); }
  void add_role(const std::string& word, Role role) { words_[word].roles |= role; }
  void protect(const std::string& word) { words_[word].is_protected = true; }

  // The standard words of one folded word.
  std::vector<std::string> standard(const std::string& folded) const;

  // The number under which patterns ask for any of `members`, which are sorted and not empty.
  uint32_t atom(const std::vector<Member>& members);

  // Notes one occurrence of a word or typed token in ordinary comments.
  void count_word(const std::string& word) { ++frequency_[word]; }
  void count_type(TokenType type) { ++type_frequency_[static_cast<size_t>(type)]; }

  // How often words behind an atom were counted, and one: patterns wait at their rarest place.
  uint32_t cost(uint32_t atom) const;

  // Writes words, expansions, prefixes, classes and atoms.
  void write(StringPool& pool, ImageSections& out) const;

private:
  struct Word {
    std::set<uint32_t> atoms;
    Roles roles;
    bool is_protected = false;
  };
  // What a written form leads to: standard words with all that is asked of them.
  struct Reading {
    std::string text;
    std::set<uint32_t> atoms;
    Roles roles;
    friend auto operator<=>(const Reading& a, const Reading& b) {
      return std::tie(a.text, a.atoms) <=> std::tie(b.text, b.atoms);
    }
  };
  class Writer;

  bool read(const std::string& word, Reading& out) const;
  void add_prefix_atoms(std::string_view word, std::set<uint32_t>& atoms) const;

  std::map<std::string, Word> words_;
  std::map<std::string, std::set<uint32_t>> exact_;
  std::map<std::string, std::set<uint32_t>> prefixes_;
  std::map<std::string, std::vector<std::string>> slang_;
  std::map<std::vector<Member>, uint32_t> atoms_;
  std::map<std::string, uint32_t> frequency_;
  std::array<uint32_t, kTokenTypeCount> type_frequency_{};
  std::vector<uint32_t> atom_cost_;
};

}  // namespace pilah
