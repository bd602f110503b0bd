// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include "compile/codes.h"
#include "match/context.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace pilah {

namespace {

class CaseRunner {
public:
  CaseRunner(const Rulebook& book, const Engine& engine, Diagnostics& diagnostics)
      : book_(book), engine_(engine), diagnostics_(diagnostics), alone_(lonely_help(book)) {
    for (uint32_t i = 0; i < engine.rules.rules.size(); ++i)
      numbers_[engine.rules.string(engine.rules.rules[i].id)] = i;
    scratch_.scorer.lists_every_rule = true;
  }

  size_t run(const RuleSource& rule) {
    auto number = numbers_.find(rule.id);
    if (number == numbers_.end()) return 0;  // a draft never runs, and neither do its cases
    for (const CaseSource& c : rule.hit) {
      if (fires(number->second, c)) continue;
      const Hit* hit = first_hit(number->second);
      const std::string why = hit ? "; its patterns match:" + words(hit->terms) + "; but " + obstacle(*hit) : "";
      diagnostics_.error(
          code::kMissedHit, c.place, rule.id + " does not fire on this `hit`" + reading() + why,
          help(rule, "compare the words as read with the patterns; move the comment to `todo` if it has to wait"));
    }
    for (const CaseSource& c : rule.ok)
      if (const Evidence* found = fires(number->second, c))
        diagnostics_.error(code::kFalseHit, c.place, rule.id + " fires on this `ok`" + reading() + stretch(*found, c),
                           help(rule, "narrow the patterns, or add `unless` or `not_in`"));
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

  // Who puts packs on top of others cannot mend those, only what his own make of them.
  std::string help(const RuleSource& rule, const std::string& own) const {
    const auto on_top = [](const PackSource& pack) { return pack.overlay; };
    if (on_top(book_.packs[rule.pack]) || std::none_of(book_.packs.begin(), book_.packs.end(), on_top))
      return own + alone_;
    return "an overlay makes this shipped rule answer otherwise: narrow what it changes, or switch the rule off with "
           "[change] \"" +
           rule.id + "\" = { status = \"retired\" }";
  }

  // The evidence of a rule that fires, else null.
  const Evidence* fires(uint32_t rule, const CaseSource& c) {
    classify(engine_, comment_of(c), scratch_);
    for (const Evidence& evidence : scratch_.verdict.evidence)
      if (evidence.rule == rule) return &evidence;
    return nullptr;
  }

  // The words that a rule fires on; none of a rule on facts.
  static std::string stretch(const Evidence& found, const CaseSource& c) {
    if (found.span.begin == found.span.end) return "";
    const std::string_view field = found.field == EvidenceField::bio ? std::string_view(c.bio) : c.text;
    return "; found in: " + std::string(field.substr(found.span.begin, found.span.end - found.span.begin));
  }

  // The words of the last case as the rules saw them, since that is what usually surprises.
  std::string reading() const { return "; read as:" + words({0, static_cast<uint32_t>(scratch_.terms.list.size())}); }

  std::string words(TermRange range) const {
    std::string out;
    for (uint32_t i = range.first; i < range.last; ++i) {
      const Term& term = scratch_.terms.list[i];
      out += ' ';
      if (term.sentence_start && i != range.first) out += "| ";
      if (term.word_class != 0)
        out += engine_.rules.string(engine_.rules.classes[term.word_class].text);
      else
        out += scratch_.text.word(scratch_.text.tokens[term.token]);
    }
    return out;
  }

  const Hit* first_hit(uint32_t number) const {
    const auto of_rule = [&](const Hit& hit) { return hit.rule == number; };
    const auto hit = std::find_if(scratch_.matcher.hits.begin(), scratch_.matcher.hits.end(), of_rule);
    return hit == scratch_.matcher.hits.end() ? nullptr : &*hit;
  }

  // What takes a match of the last case back.
  std::string obstacle(const Hit& hit) const {
    const Rule& rule = engine_.rules.rules[hit.rule];
    const TermRange sentence = sentence_of(scratch_.terms, hit.terms.first);
    for (const Hit& e : scratch_.matcher.exceptions) {
      if (e.rule != hit.rule) continue;
      if (engine_.rules.patterns[e.pattern].use == PatternUse::unless_comment)
        return "`unless_comment` matches:" + words(e.terms);
      if (e.terms.first < sentence.last && e.terms.last > sentence.first) return "`unless` matches:" + words(e.terms);
    }
    const Contexts not_in = Contexts::from_raw(rule.not_in), only_in = Contexts::from_raw(rule.only_in);
    const Contexts found = find_contexts(scratch_.text, scratch_.terms, hit.terms, not_in | only_in);
    for (size_t i = 0; i < kContextNames.size(); ++i)
      if (not_in.has(static_cast<Context>(i)) && found.has(static_cast<Context>(i)))
        return "`not_in` finds: " + std::string(kContextNames[i]);
    if (!only_in.empty() && !found.any_of(only_in)) return "`only_in` finds nothing";
    return "its `words`, `author` or `evades` ask for something else";
  }

  const Rulebook& book_;
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
