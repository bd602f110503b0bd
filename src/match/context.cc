// SPDX-License-Identifier: Apache-2.0
// All contexts are read off the terms of the hit's own sentence. Fillers and emoji do not count as distance.
#include "match/context.h"

#include <algorithm>

namespace pilah {

namespace {

constexpr uint32_t kBefore = 3;  // negators and report words stand this close before a hit
constexpr uint32_t kAround = 4;  // persons stand this close to it

// Roles of the words from `hit.first` back, up to `reach` words, within `sentence`.
Roles roles_before(const Terms& terms, TermRange sentence, uint32_t first, uint32_t reach) {
  Roles found;
  for (uint32_t i = first; i > sentence.first && reach > 0; --i) {
    const Term& term = terms.list[i - 1];
    found |= term.roles;
    if (!term.transparent) --reach;
  }
  return found;
}

// A negator belongs to what stands behind it without a comma between: "no, it is broken" says that it is. So does "I
// did not expect that it is broken": what was denied is the expectation.
bool is_negated(const Text& text, const Terms& terms, TermRange sentence, uint32_t first) {
  uint32_t reach = kBefore;
  bool taken = false;  // by the word behind it
  for (uint32_t i = first; i > sentence.first && reach > 0; --i) {
    if (text.tokens[terms.list[i].token].flags.has(TokenFlag::after_comma)) return false;
    const Term& term = terms.list[i - 1];
    if (term.roles.has(Role::negation) && !taken) return true;
    if (term.transparent) continue;
    taken = term.roles.has(Role::factive);
    --reach;
  }
  return false;
}

Roles roles_after(const Terms& terms, TermRange sentence, uint32_t last, uint32_t reach) {
  Roles found;
  for (uint32_t i = last; i < sentence.last && reach > 0; ++i) {
    const Term& term = terms.list[i];
    found |= term.roles;
    if (!term.transparent) --reach;
  }
  return found;
}

// A question mark closes the sentence: the first punctuation behind its last token that ends one. Several that stand
// apart are rather what a database made of emoji that it could not hold ("aman ????").
bool ends_in_question_mark(const Text& text, const Terms& terms, TermRange sentence) {
  for (size_t i = terms.list[sentence.last - 1].token + 1; i < text.tokens.size(); ++i) {
    const Token& token = text.tokens[i];
    if (token.kind != TokenKind::punctuation) return false;
    const std::string_view marks = text.word(token);
    if (marks.find('?') == std::string_view::npos) continue;
    if (marks.size() > 1 && !token.flags.has(TokenFlag::glued) && marks.find_first_not_of('?') == marks.npos) continue;
    return true;
  }
  return false;
}

// Twice the same ("apa apa": anything), or beside a word that makes it stand for any or some ("siapa pun", "entah
// kapan"), a question word asks nothing.
bool is_indefinite(const Terms& terms, TermRange sentence, uint32_t at) {
  const auto leaves_open = [&](uint32_t beside) {
    const Term& term = terms.list[beside];
    return term.roles.has(Role::indefinite) || term.word_class == terms.list[at].word_class;
  };
  return (at > sentence.first && leaves_open(at - 1)) || (at + 1 < sentence.last && leaves_open(at + 1));
}

// Whether a word of the sentence that plays this part asks something.
bool has_asking(const Terms& terms, TermRange sentence, Role role) {
  for (uint32_t i = sentence.first; i < sentence.last; ++i)
    if (terms.list[i].roles.has(role) && !is_indefinite(terms, sentence, i)) return true;
  return false;
}

// Who asks for the reason takes for granted what he asks about: "why was I charged twice?" says that he was. So the
// mark at the end asks nothing then.
bool is_question(const Text& text, const Terms& terms, TermRange sentence) {
  return has_asking(terms, sentence, Role::question) ||
         (ends_in_question_mark(text, terms, sentence) && !has_asking(terms, sentence, Role::reason));
}

}  // namespace

Contexts possible_contexts(const Text& text, TokenFlags flags, Roles roles) {
  Contexts out;
  if (roles.has(Role::negation)) out |= Context::negation;
  if (roles.has(Role::condition)) out |= Context::condition;
  if (roles.has(Role::report) || flags.has(TokenFlag::quoted)) out |= Context::quotation;
  if (roles.has(Role::question) || text.folded.find('?') != std::string::npos) out |= Context::question;
  if (roles.has(Role::reason)) out |= Context::reason;
  if (roles.has(Role::second_person)) out |= Context::second_person;
  if (roles.has(Role::first_person)) out |= Context::first_person;
  return out;
}

TermRange sentence_of(const Terms& terms, uint32_t at) {
  const uint64_t* starts = terms.sentence_starts.data();
  if (terms.list.size() < 64 && starts[0] == 1) return {0, static_cast<uint32_t>(terms.list.size())};
  const uint32_t least = at < kSentenceReach ? 0 : at - kSentenceReach;
  const uint32_t most = static_cast<uint32_t>(std::min<size_t>(terms.list.size(), size_t{at} + kSentenceReach));
  // The last start up to `at`, and the first one behind it.
  uint32_t word = at / 64;
  uint64_t bits = starts[word] & (~uint64_t{0} >> (63 - at % 64));
  while (bits == 0 && word > least / 64) bits = starts[--word];
  const uint32_t first = bits == 0 ? least : word * 64 + 63 - static_cast<uint32_t>(__builtin_clzll(bits));
  word = (at + 1) / 64;
  if (at + 1 >= most) return {std::max(first, least), most};
  bits = starts[word] & (~uint64_t{0} << (at + 1) % 64);
  while (bits == 0 && word < (most - 1) / 64) bits = starts[++word];
  const uint32_t last = bits == 0 ? most : word * 64 + static_cast<uint32_t>(__builtin_ctzll(bits));
  return {std::max(first, least), std::min(last, most)};
}

Roles roles_near(const Terms& terms, TermRange hit, uint32_t reach) {
  TermRange sentence = sentence_of(terms, hit.first);
  Roles found = roles_before(terms, sentence, hit.first, reach);
  for (uint32_t i = hit.first; i < hit.last; ++i) found |= terms.list[i].roles;
  return found | roles_after(terms, sentence, hit.last, reach);
}

Contexts find_contexts(const Text& text, const Terms& terms, TermRange hit, Contexts asked) {
  Contexts found;
  asked = asked & terms.contexts;
  if (asked.empty() || hit.first >= hit.last) return found;
  const TermRange sentence = sentence_of(terms, hit.first);
  if (asked.has(Context::negation) && is_negated(text, terms, sentence, hit.first)) found |= Context::negation;
  if (asked.has(Context::quotation)) {
    const Token& token = text.tokens[terms.list[hit.first].token];
    if (token.flags.has(TokenFlag::quoted) || roles_before(terms, sentence, hit.first, kBefore).has(Role::report))
      found |= Context::quotation;
  }
  if (asked.has(Context::condition) && roles_before(terms, sentence, hit.first, kSentenceReach).has(Role::condition))
    found |= Context::condition;
  if (asked.has(Context::question) && is_question(text, terms, sentence)) found |= Context::question;
  if (asked.has(Context::reason) && has_asking(terms, sentence, Role::reason)) found |= Context::reason;
  if (asked.any_of({Context::second_person, Context::first_person})) {
    const Roles near = roles_near(terms, hit, kAround);
    if (near.has(Role::second_person)) found |= Context::second_person;
    if (near.has(Role::first_person)) found |= Context::first_person;
  }
  return found & asked;
}

}  // namespace pilah
