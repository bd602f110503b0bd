// SPDX-License-Identifier: Apache-2.0
// The words of a rule set: what patterns ask of them (atoms), what parts they play (roles), and under which written
// forms they are found. It ends as the hash tables and classes of the image.
#pragma once

#include "ruleset/image.h"
#include "ruleset/layout.h"
#include "ruleset/model.h"
#include "text/token.h"

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

// What a pattern or one branch of a choice looks for, place by place.
struct Program {
  std::vector<uint32_t> code;      // see ruleset/layout.h; atoms are numbered anew when all are known
  std::vector<uint32_t> required;  // atoms that every match has, the rarest first; the match waits at that
  uint32_t level = 0;              // above that of all phrases it may hold
};

// Adds NUL-terminated strings to the pool, each once.
class StringPool {
public:
  explicit StringPool(std::vector<char>& pool) : pool_(pool) {
    if (pool_.empty()) pool_.push_back('\0');
  }
  uint32_t add(std::string_view text);
  // The same for a form, as WordSlot::text tells where it is.
  uint32_t add_form(std::string_view form);

  // Something lies too far back to be found: the image is not to be used.
  bool is_full() const { return full_; }

private:
  std::vector<char>& pool_;
  bool full_ = false;
  std::map<std::string, uint32_t, std::less<>> known_;
};

class Vocabulary {
public:
  Vocabulary() : atoms_(kFirstSetAtom) { atoms_[kAnyAtom].cost = UINT32_MAX; }

  // `from` is one folded word, `to` standard words.
  void add_slang(const std::string& from, std::vector<std::string> to) { slang_[from] = std::move(to); }
  // Patterns that ask for the standard word `of` take `word`, too. To be told before any pattern.
  void add_synonym(const std::string& of, const std::string& word) { synonyms_[of].insert(word); }
  void add_role(const std::string& word, Role role) { words_[word].roles |= role; }
  void protect(const std::string& word) { words_[word].is_protected = true; }

  // Whether standard words were given for one folded word.
  bool is_slang(const std::string& folded) const { return slang_.contains(folded); }

  bool is_protected(const std::string& folded) const {
    const auto word = words_.find(folded);
    return word != words_.end() && word->second.is_protected;
  }

  // The standard words of one folded word.
  std::vector<std::string> standard(const std::string& folded) const;

  // The number under which patterns ask for one of `members` or `phrases`, both sorted.
  uint32_t atom(const std::vector<Member>& members, const std::vector<uint32_t>& phrases = {});
  bool is_mixed(uint32_t atom) const { return atoms_[atom].mixed; }
  uint32_t level_of(uint32_t atom) const { return atoms_[atom].level; }

  // The number of a phrase; equal ones are kept once.
  uint32_t phrase(Program program);

  // Notes that a word is looked for under all disguises, and with which endings.
  enum class Endings : uint8_t { none, english, indonesian };
  void add_disguised(const std::string& word, Endings endings) { disguised_[word] = endings; }

  // Whether a pattern asks for this standard word; to be asked when all patterns are known.
  bool is_asked_for(const std::string& word) const {
    Reading reading;
    return read(word, reading) && !reading.atoms.empty();
  }

  // The same of patterns that have the very word.
  bool stands_in_patterns(const std::string& word) const {
    const auto known = words_.find(word);
    return known != words_.end() && !known->second.atoms.empty();
  }

  // For each prefix, at how many words its atoms stand, each atom counted at each of them.
  std::map<std::string, uint64_t> prefix_atoms() const;

  // Notes that one of an atom's words alone is abuse, so that it is read with signs for letters, too.
  void add_harsh(uint32_t atom) { harsh_atoms_.insert(atom); }

  // Notes one occurrence of a word or typed token in ordinary comments.
  void count_word(const std::string& word) { ++frequency_[word]; }
  void count_form(const std::string& form) { ++forms_[form]; }  // the same, as it was written
  void count_type(TokenType type) { ++atoms_[static_cast<size_t>(type)].cost; }

  // Notes how many texts the words were counted in.
  void count_texts(uint32_t texts) { texts_ = texts; }

  // How often an atom is expected in these texts, and one: patterns wait at their rarest place.
  uint32_t cost(uint32_t atom) const { return atoms_[atom].cost; }

  // Puts words alone before what holds phrases, and the atoms of one word side by side as far as those of heavier words
  // let it, so that a comment touches few lines of memory. Typed tokens stay in front. Returns the final number of
  // every atom.
  std::vector<uint32_t> number_atoms() const;

  // Writes words, expansions, prefixes, classes, phrases and their atoms, numbered by `final_atoms`. The code of
  // phrases is appended as it is.
  void write(const std::vector<uint32_t>& final_atoms, StringPool& pool, ImageSections& out) const;

  // The programs behind the phrases of the image.
  struct PhraseEntry {
    Program program;
    std::set<uint32_t> atoms;
  };
  const std::vector<PhraseEntry>& phrases() const { return phrases_; }

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
      const uint32_t first = a.roles.raw(), second = b.roles.raw();
      return std::tie(a.text, a.atoms, first) <=> std::tie(b.text, b.atoms, second);
    }
  };
  class Writer;

  struct Atom {
    uint32_t cost = 1;
    uint32_t level = 0;
    bool mixed = false;
  };

  bool read(const std::string& word, Reading& out) const;
  uint32_t cost_of(const Program& program) const;
  void add_prefix_atoms(std::string_view word, std::set<uint32_t>& atoms) const;

  std::map<std::string, Word> words_;
  std::map<std::string, std::set<uint32_t>> exact_;
  std::map<std::string, std::set<uint32_t>> prefixes_;
  std::map<std::string, std::vector<std::string>> slang_;
  std::map<std::string, std::set<std::string>> synonyms_;
  std::map<std::pair<std::vector<Member>, std::vector<uint32_t>>, uint32_t> atom_numbers_;
  std::vector<Atom> atoms_;
  std::map<std::vector<uint32_t>, uint32_t> phrase_numbers_;  // by code
  std::vector<PhraseEntry> phrases_;
  std::set<uint32_t> harsh_atoms_;
  std::map<std::string, Endings> disguised_;
  std::map<std::string, uint32_t> frequency_;
  std::map<std::string, uint32_t> forms_;
  uint32_t texts_ = 0;
};

}  // namespace pilah
