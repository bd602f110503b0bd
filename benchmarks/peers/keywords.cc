// SPDX-License-Identifier: Apache-2.0
// Prints every word that the shipped packs write, one a line: in patterns, sets, lexicons, slang, roles and typed
// tokens. It is the list that a scanner for keywords would need to look for the same words, and shorter than what pilah
// finds, since affixes, clitics and disguises are left out. Words of fewer than three letters are left out, too: a
// scanner for plain strings would find them inside every other word.
#include "compile/parse.h"
#include "embed/embedded.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>

namespace {

using namespace pilah;

std::set<std::string> words;

// Keeps the words of a phrase that are plain letters and digits.
void take(const std::string& phrase) {
  std::string word;
  for (char c : phrase + ' ') {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else {
      if (word.size() >= 3) words.insert(word);
      word.clear();
    }
  }
}

void take(const PatternNode& node) {
  using Kind = PatternNode::Kind;
  if (node.kind == Kind::word || node.kind == Kind::exact || node.kind == Kind::prefix || node.kind == Kind::stem)
    take(node.text);
  for (const PatternNode& child : node.children) take(child);
}

void take(const std::vector<PatternSource>& patterns) {
  for (const PatternSource& pattern : patterns) take(pattern.root);
}

void take(const std::vector<WordSource>& list) {
  for (const WordSource& word : list) take(word.text);
}

}  // namespace

int main() {
  const std::vector<Source> sources = embedded_sources();
  Diagnostics diagnostics(sources);
  const Rulebook book = parse(sources, {}, diagnostics);
  if (diagnostics.has_errors()) return 1;
  for (const PackSource& pack : book.packs) {
    for (const SetSource& set : pack.sets) take(set.members);
    for (const SlangSource& slang : pack.slang) {
      take(slang.from);
      take(slang.to);
    }
    for (const RoleSource& role : pack.roles) take(role.words);
    for (const TypedSource& typed : pack.typed) take(typed.patterns);
    take(pack.disguised);
  }
  for (const RuleSource& rule : book.rules) {
    take(rule.any);
    take(rule.unless);
    take(rule.unless_comment);
    take(rule.needs);
  }
  for (const std::string& word : words) std::puts(word.c_str());
  return words.size() < 10000;
}
