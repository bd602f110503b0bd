// SPDX-License-Identifier: Apache-2.0
// Each layer is taken out on its own, so any of them may be missing; `pilah eval --ablation` peels them off from the
// top.
#include "compile/layers.h"

#include <algorithm>

namespace pilah {

namespace {

using Node = PatternNode;

void put_on_trial(RuleSource& rule) {
  if (rule.status == RuleStatus::active) rule.status = RuleStatus::shadow;
}

bool is_word(const Node& node) {
  return node.kind == Node::Kind::word || node.kind == Node::Kind::exact || node.kind == Node::Kind::prefix ||
         node.kind == Node::Kind::stem;
}

// One place, filled by a word or by one of a list.
bool is_one_word(const Node& node) {
  switch (node.kind) {
    case Node::Kind::sequence:
      return node.children.size() == 1 && is_one_word(node.children[0]);
    case Node::Kind::choice:
      return std::all_of(node.children.begin(), node.children.end(), is_one_word);
    case Node::Kind::set:
      return true;
    default:
      return is_word(node);
  }
}

// What a list of words may hold: a word, or an expression without gaps and choices.
bool is_entry(const Node& node) {
  return node.kind == Node::Kind::sequence && std::all_of(node.children.begin(), node.children.end(), is_word);
}

void leave_out_context(RuleSource& rule) {
  const bool facts_alone = rule.any.empty() && rule.regex.empty();
  if (facts_alone || rule.points < 0) put_on_trial(rule);  // composites have neither patterns nor expressions
  rule.not_in = rule.only_in = {};
  rule.unless.clear();
  rule.unless_comment.clear();
  rule.words_min = 0;
  rule.words_max = UINT32_MAX;
  if (!facts_alone) rule.author.clear();
}

void leave_out_patterns(RuleSource& rule) {
  if (rule.form == RuleSource::Form::composite) return;
  std::vector<PatternSource> words;
  for (const PatternSource& pattern : rule.any)
    if (is_one_word(pattern.root) || (rule.form == RuleSource::Form::lexicon && is_entry(pattern.root)))
      words.push_back(pattern);
  if (words.empty()) {
    if (!rule.any.empty() || !rule.regex.empty()) put_on_trial(rule);
    return;
  }
  rule.any = std::move(words);
  rule.needs.clear();
  rule.regex.clear();
  rule.regex_token.reset();
}

void leave_out_stems(Node& node) {
  if (node.kind == Node::Kind::stem) node.kind = Node::Kind::word;
  for (Node& child : node.children) leave_out_stems(child);
}

void leave_out_stems(std::vector<PatternSource>& patterns) {
  for (PatternSource& pattern : patterns) leave_out_stems(pattern.root);
}

void leave_out_disguises(Rulebook& book) {
  book.disguises = false;
  for (PackSource& pack : book.packs) pack.disguised.clear();
}

void leave_out_spellings(Rulebook& book) {
  for (PackSource& pack : book.packs) {
    pack.slang.clear();
    pack.synonyms.clear();
    for (SetSource& set : pack.sets) leave_out_stems(set.members);
    for (TypedSource& typed : pack.typed) leave_out_stems(typed.patterns);
  }
  for (RuleSource& rule : book.rules)
    for (auto* patterns : {&rule.any, &rule.unless, &rule.unless_comment, &rule.needs}) leave_out_stems(*patterns);
}

}  // namespace

void leave_out(Layers layers, Rulebook& book) {
  if (layers.empty()) return;
  book.partial = true;
  if (layers.has(Layer::scores)) book.scores = {};
  if (layers.has(Layer::context))
    for (RuleSource& rule : book.rules) leave_out_context(rule);
  if (layers.has(Layer::patterns))
    for (RuleSource& rule : book.rules) leave_out_patterns(rule);
  if (layers.has(Layer::spellings)) leave_out_spellings(book);
  if (layers.any_of({Layer::spellings, Layer::disguises})) leave_out_disguises(book);
}

}  // namespace pilah
