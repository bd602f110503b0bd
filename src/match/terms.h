// SPDX-License-Identifier: Apache-2.0
// From tokens to terms: what patterns step over. A term is one word of the rule set's vocabulary, found under whatever
// spelling was used, or a typed token, or a word that the rules do not know.
#pragma once

#include "ruleset/ruleset.h"
#include "text/token.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pilah {

// How a word was found; the names in step_name() are part of the C API.
enum class WordStep : uint8_t {
  unknown,
  as_written,
  slang,
  squeezed,
  doubled,
  leet,
  clitic,
  prefix,
  // the rest are disguises of words of abuse, see disguise.h
  masked,
  dropped,
  swapped,
  inserted,
  respelt,
  look_alike,
  reversed,
  rejoined,
  run_together
};
std::string_view step_name(WordStep step);

struct Term {
  uint32_t word_class;  // 0: not a word that the rules know
  uint32_t token;
  TokenTypes types;
  Roles roles;
  WordStep step;
  bool sentence_start;
  bool transparent;     // patterns may step over it: fillers, emoji, mentions
  uint8_t more_tokens;  // further tokens that the word is spread over
};

// The terms of one text.
struct Terms {
  std::vector<Term> list;
  std::vector<uint64_t> sentence_starts;  // a bit for each term
  Contexts contexts;                      // outside which no term stands in any
  bool stand_ins = false;                 // some word was found with digits or signs in the place of letters
  std::vector<uint64_t> keys;             // of the tokens that may be words
  std::string buffer;                     // for spellings that are tried
};

// Finds the terms of `text`. Every token but punctuation gives at least one.
void find_terms(const Ruleset& rules, const Text& text, Terms& out);

// The tricks with which a term is written: those that folding undoes, and signs for letters.
Evasions tricks_of(const Text& text, const Term& term);

// The same for all terms.
Evasions tricks_in(const Text& text, const Terms& terms);

// How many words are written with one of `tricks`.
uint32_t evaded_words(const Text& text, const Terms& terms, Evasions tricks);

// The class of an unknown word that some `stem*` of the rules begins; 0 if none does.
uint32_t find_prefix(const Ruleset& rules, std::string_view word);

}  // namespace pilah
