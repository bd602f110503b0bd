// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include "compile/codes.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace pilah {

namespace {

class CaseRunner {
public:
  CaseRunner(const Rulebook& book, const Engine& engine, Diagnostics& diagnostics)
      : engine_(engine), diagnostics_(diagnostics), alone_(lonely_help(book)) {
    for (uint32_t i = 0; i < engine.rules.rules.size(); ++i)
      numbers_[engine.rules.string(engine.rules.rules[i].id)] = i;
    scratch_.scorer.lists_every_rule = true;
  }

  size_t run(const RuleSource& rule) {
    auto number = numbers_.find(rule.id);
    if (number == numbers_.end()) return 0;  // a draft never runs, and neither do its cases
    for (const CaseSource& c : rule.hit)
      if (!fires(number->second, c))
        diagnostics_.error(
            code::kMissedHit, c.place, rule.id + " does not fire on this `hit`" + reading(),
            "compare the words as read with the patterns; move the comment to `todo` if it has to wait" + alone_);
    for (const CaseSource& c : rule.ok)
      if (fires(number->second, c))
        diagnostics_.error(code::kFalseHit, c.place, rule.id + " fires on this `ok`" + reading(),
                           "narrow the patterns, or add `unless` or `not_in`" + alone_);
    for (const CaseSource& c : rule.todo)
      if (fires(number->second, c))
        diagnostics_.warning(code::kTodoDone, c.place, rule.id + " fires on this `todo` by now", "move it to `hit`");
    return rule.hit.size() + rule.ok.size() + rule.todo.size();
  }

private:
  // A house's packs are meant to stand on the shipped ones, which have the slang; checked alone they read words
  // otherwise.
  static std::string lonely_help(const Rulebook& book) {
    const bool shared = std::any_of(book.packs.begin(), book.packs.end(), [](const PackSource& p) { return p.shared; });
    return shared ? "" : "; without the built-in rules there is no slang: try `pilah check --overlay DIR`";
  }

  bool fires(uint32_t rule, const CaseSource& c) {
    classify(engine_, comment_of(c), scratch_);
    for (const Evidence& evidence : scratch_.verdict.evidence)
      if (evidence.rule == rule) return true;
    return false;
  }

  // The words of the last case as the rules saw them, since that is what usually surprises.
  std::string reading() const {
    std::string words = "; read as:";
    for (const Term& term : scratch_.terms.list) {
      words += ' ';
      if (term.sentence_start && &term != &scratch_.terms.list.front()) words += "| ";
      if (term.word_class != 0)
        words += engine_.rules.string(engine_.rules.classes[term.word_class].text);
      else
        words += scratch_.text.word(scratch_.text.tokens[term.token]);
    }
    return words;
  }

  const Engine& engine_;
  Diagnostics& diagnostics_;
  std::string alone_;
  Scratch scratch_;
  std::map<std::string_view, uint32_t> numbers_;
};

}  // namespace

Comment comment_of(const CaseSource& source) {
  Comment comment{source.text, source.bio, {}};
  comment.author.facts = source.facts;
  return comment;
}

size_t run_cases(const Rulebook& book, const Engine& engine, Diagnostics& diagnostics) {
  CaseRunner runner(book, engine, diagnostics);
  size_t count = 0;
  for (const RuleSource& rule : book.rules) count += runner.run(rule);
  return count;
}

}  // namespace pilah
