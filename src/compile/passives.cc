// SPDX-License-Identifier: Apache-2.0
// Words are taken as the packs write them, which is in lower case.
#include "compile/passives.h"

#include "compile/affix.h"
#include "text/habits.h"

namespace pilah {

namespace {

class Collector {
public:
  void take(const PatternNode& node) {
    if (node.kind == PatternNode::Kind::word || node.kind == PatternNode::Kind::exact) take(node.text);
    if (node.kind == PatternNode::Kind::stem)
      for (const std::string& form : indonesian_forms(node.text)) take(form);
    for (const PatternNode& child : node.children) take(child);
  }

  void take(const std::vector<PatternSource>& patterns) {
    for (const PatternSource& pattern : patterns) take(pattern.root);
  }

  void take(const std::string& word) {
    if (word.starts_with(kPassive) && word.find(' ') == std::string::npos) found.insert(word);
  }

  std::set<std::string> found;
};

}  // namespace

std::set<std::string> passives_of(const Rulebook& book) {
  Collector collector;
  for (const RuleSource& rule : book.rules) {
    if (rule.status != RuleStatus::active && rule.status != RuleStatus::shadow) continue;
    for (const std::vector<PatternSource>* patterns : {&rule.any, &rule.unless, &rule.unless_comment, &rule.needs})
      collector.take(*patterns);
  }
  for (const PackSource& pack : book.packs) {
    for (const SetSource& set : pack.sets) collector.take(set.members);
    for (const TypedSource& typed : pack.typed) collector.take(typed.patterns);
    for (const RoleSource& role : pack.roles)
      for (const WordSource& word : role.words) collector.take(word.text);
    for (const SynonymSource& synonyms : pack.synonyms)
      for (const WordSource& word : synonyms.words) collector.take(word.text);
    for (const WordSource& word : pack.protect) collector.take(word.text);
    for (const SlangSource& slang : pack.slang)
      if (slang.to.find(' ') == std::string::npos) collector.take(slang.from);
  }
  for (const PackSource& pack : book.packs)  // "dijalan" is "di jalan": what is at some place is no passive
    for (const SlangSource& slang : pack.slang)
      if (slang.to.find(' ') != std::string::npos) collector.found.erase(slang.from);
  return std::move(collector.found);
}

}  // namespace pilah
