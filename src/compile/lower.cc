// SPDX-License-Identifier: Apache-2.0
// Rules are numbered by id, so that verdicts do not depend on the order of files. Drafts and retired rules are left out
// here and exist nowhere in the image.
#include "compile/lower.h"

#include "compile/codes.h"
#include "compile/program.h"
#include "compile/vocabulary.h"
#include "text/analyse.h"
#include "text/habits.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pilah {

namespace {

// The folded words of a text, punctuation left out.
std::vector<std::string> folded_words(std::string_view text, Text& scratch) {
  std::vector<std::string> words;
  analyse(text, scratch);
  for (const Token& token : scratch.tokens)
    if (token.kind != TokenKind::punctuation) words.emplace_back(scratch.word(token));
  return words;
}

void apply_changes(Rulebook& book) {
  std::map<std::string_view, RuleSource*> by_id;
  for (RuleSource& rule : book.rules) by_id[rule.id] = &rule;
  for (const ScoresSource::Points& fitted : book.scores.points) {
    auto rule = by_id.find(fitted.id);
    if (rule == by_id.end()) continue;
    rule->second->points = fitted.points;
  }
  for (const PackSource& pack : book.packs) {
    for (const ChangeSource& change : pack.changes) {
      auto at = by_id.find(change.id);
      if (at == by_id.end()) continue;
      RuleSource& rule = *at->second;
      if (change.points) {
        rule.points = *change.points;
        for (PatternSource& pattern : rule.any)
          if (pattern.points) pattern.points = *change.points;
      }
      if (change.status) rule.status = *change.status;
      if (change.not_in) rule.not_in = *change.not_in;
      if (change.group) rule.group = *change.group;
    }
  }
}

class Lowering {
public:
  Lowering(const Rulebook& book, Diagnostics& diagnostics)
      : book_(book), diagnostics_(diagnostics), programs_(book, vocabulary_, diagnostics), pool_(out_.pool) {
    out_.settings_section.assign(1, Settings{});
  }

  ImageSections run() {
    // Slang first: every other word passes through it.
    take_slang();
    take_roles();
    count_words();
    order_rules();
    for (const TagSource& tag : book_.tags) out_.tags.push_back(pool_.add(tag.name));
    take_groups();
    for (uint32_t source : order_) lower_rule(book_.rules[source]);
    vocabulary_.write(pool_, out_);
    post_patterns();
    lower_composites(book_, order_, pool_, out_);
    lower_policy(book_, pool_, out_);
    return std::move(out_);
  }

private:
  void take_slang() {
    for (const PackSource& pack : book_.packs) {
      for (const SlangSource& slang : pack.slang) {
        const std::vector<std::string> from = folded_words(slang.from, text_);
        std::vector<std::string> to = folded_words(slang.to, text_);
        if (from.size() != 1 || to.empty()) {
          diagnostics_.error(code::kNeverProduced, slang.place,
                             "\"" + slang.from + "\" is not one word once it is folded, or its standard form is none",
                             "slang maps one written word to one to three standard words");
          continue;
        }
        if (to.size() == 1 && to[0] == from[0]) continue;
        vocabulary_.add_slang(from[0], std::move(to));
      }
    }
  }

  void take_roles() {
    for (const PackSource& pack : book_.packs) {
      for (const RoleSource& role : pack.roles)
        for (const WordSource& word : role.words) {
          const std::vector<std::string> words = standard_words(word.text);
          // A role belongs to one word; of a phrase the last one carries it ("jangan sampai" is written as two words).
          if (!words.empty()) vocabulary_.add_role(words.back(), role.role);
        }
      for (const WordSource& word : pack.protect)
        for (const std::string& folded : folded_words(word.text, text_)) vocabulary_.protect(folded);
    }
  }

  // The cases of all packs are some thousand comments of the kind that will be read: what is common in them is common.
  void count_words() {
    for (const RuleSource& rule : book_.rules)
      for (const std::vector<CaseSource>* cases : {&rule.hit, &rule.ok, &rule.todo})
        for (const CaseSource& c : *cases) count_words(c.text);
  }

  void count_words(std::string_view text) {
    analyse(text, text_);
    for (const Token& token : text_.tokens) {
      if (token.kind == TokenKind::punctuation) continue;
      for (size_t type = 0; type < kTokenTypeCount; ++type)
        if (token.types.has(static_cast<TokenType>(type))) vocabulary_.count_type(static_cast<TokenType>(type));
      const std::string folded(text_.word(token));
      for (const std::string& word : vocabulary_.standard(folded)) {
        vocabulary_.count_word(word);
        const std::string_view stem = without_clitic(word, 0);
        if (!stem.empty()) vocabulary_.count_word(std::string(stem));
      }
    }
  }

  std::vector<std::string> standard_words(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string& folded : folded_words(text, text_))
      for (const std::string& word : vocabulary_.standard(folded)) words.push_back(word);
    return words;
  }

  void order_rules() {
    for (uint32_t i = 0; i < book_.rules.size(); ++i) {
      const RuleStatus status = book_.rules[i].status;
      if (status == RuleStatus::active || status == RuleStatus::shadow) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(),
              [&](uint32_t a, uint32_t b) { return book_.rules[a].id < book_.rules[b].id; });
  }

  void take_groups() {
    for (const PackSource& pack : book_.packs) {
      for (const GroupSource& group : pack.groups) {
        groups_[group.name] = static_cast<uint16_t>(out_.groups.size() + 1);
        out_.groups.push_back({pool_.add(group.name), group.cap});
      }
    }
  }

  void lower_rule(const RuleSource& source) {
    const uint32_t index = static_cast<uint32_t>(out_.rules.size());
    Rule rule{};
    rule.id = pool_.add(source.id);
    rule.wrong_when = pool_.add(source.wrong_when);
    rule.label = source.label;
    rule.kind = source.kind;
    rule.target = source.target;
    rule.status = source.status;
    rule.field = source.field;
    rule.points = static_cast<int16_t>(source.points);
    for (const PatternSource& pattern : source.any)
      if (pattern.points && *pattern.points > rule.points) rule.points = static_cast<int16_t>(*pattern.points);
    rule.count_each = source.count_each;
    rule.not_in = source.not_in.raw();
    rule.only_in = source.only_in.raw();
    rule.words_min = source.words_min;
    rule.words_max = source.words_max;
    auto group = groups_.find(source.group);
    if (group != groups_.end()) rule.group = group->second;
    for (const std::string& tag : source.tags)
      for (size_t i = 0; i < book_.tags.size(); ++i)
        if (book_.tags[i].name == tag) rule.tags |= uint64_t{1} << i;

    rule.facts = {static_cast<uint32_t>(out_.facts.size()), static_cast<uint32_t>(source.author.size())};
    for (const FactCondition& c : source.author) out_.facts.push_back({c.value, c.fact, c.compare, {}});
    if (source.form == RuleSource::Form::rule && source.any.empty() && source.regex.empty() && !source.author.empty())
      out_.fact_rules.push_back(index);

    if (!source.regex.empty()) {
      rule.regex = static_cast<uint32_t>(out_.regexes.size() + 1);
      out_.regexes.push_back({index, pool_.add(source.regex)});
    }
    out_.rules.push_back(rule);

    lower_patterns(source, index, source.any, PatternUse::any);
    const uint32_t first_exception = static_cast<uint32_t>(out_.patterns.size());
    lower_patterns(source, index, source.unless, PatternUse::unless);
    lower_patterns(source, index, source.unless_comment, PatternUse::unless_comment);
    out_.rules[index].exceptions = {first_exception, static_cast<uint32_t>(out_.patterns.size()) - first_exception};
    lower_patterns(source, index, source.needs, PatternUse::needs);
  }

  void lower_patterns(const RuleSource& source, uint32_t rule, const std::vector<PatternSource>& patterns,
                      PatternUse use) {
    for (const PatternSource& pattern : patterns) {
      const uint32_t number = sources_++;
      Program program;
      if (!programs_.write(pattern, source.pack, program)) continue;
      Pattern out{};
      for (size_t i = 0; i < kRequired; ++i)
        out.required[i] = i < program.required.size() ? program.required[i] : kAnyAtom;
      out.rule = rule;
      out.code = {static_cast<uint32_t>(out_.code.size()), static_cast<uint32_t>(program.code.size())};
      out.source = number;
      out.points = static_cast<int16_t>(pattern.points.value_or(source.points));
      out.use = use;
      out.field = source.field;
      out_.code.insert(out_.code.end(), program.code.begin(), program.code.end());
      // Exceptions wait for nobody: they are tried when their rule has hits.
      if (use == PatternUse::any || use == PatternUse::needs) wait_at_anchors(program);
      out_.patterns.push_back(out);
    }
  }

  void wait_at_anchors(const Program& program) {
    for (uint32_t anchor : program.anchors) {
      auto other =
          std::find_if(program.required.begin(), program.required.end(), [&](uint32_t a) { return a != anchor; });
      waiting_[anchor].push_back(
          {static_cast<uint32_t>(out_.patterns.size()), other == program.required.end() ? kAnyAtom : *other});
    }
  }

  // Tells each class and each type which patterns wait for it. Equal lists are kept once.
  void post_patterns() {
    auto by_pattern = [](const Posting& a, const Posting& b) {
      return std::tie(a.pattern, a.other) < std::tie(b.pattern, b.other);
    };
    auto same_pattern = [](const Posting& a, const Posting& b) { return a.pattern == b.pattern; };
    std::map<std::vector<std::pair<uint32_t, uint32_t>>, Slice> known;
    auto post = [&](std::vector<Posting> postings) {
      std::sort(postings.begin(), postings.end(), by_pattern);
      postings.erase(std::unique(postings.begin(), postings.end(), same_pattern), postings.end());
      std::vector<std::pair<uint32_t, uint32_t>> key;
      key.reserve(postings.size());
      for (const Posting& posting : postings) key.push_back({posting.pattern, posting.other});
      auto [at, fresh] = known.try_emplace(std::move(key));
      if (fresh) {
        at->second = {static_cast<uint32_t>(out_.postings.size()), static_cast<uint32_t>(postings.size())};
        out_.postings.insert(out_.postings.end(), postings.begin(), postings.end());
      }
      return at->second;
    };
    for (WordClass& word_class : out_.classes) {
      std::vector<Posting> patterns;
      for (uint32_t i = 0; i < word_class.atoms.count; ++i) {
        auto waiting = waiting_.find(out_.atoms[word_class.atoms.begin + i]);
        if (waiting != waiting_.end()) patterns.insert(patterns.end(), waiting->second.begin(), waiting->second.end());
      }
      word_class.postings = post(std::move(patterns));
    }
    for (size_t type = 0; type < kTokenTypeCount; ++type) {
      auto waiting = waiting_.find(kTypedAtom | static_cast<uint32_t>(type));
      out_.type_postings.push_back(post(waiting == waiting_.end() ? std::vector<Posting>{} : waiting->second));
    }
  }

  const Rulebook& book_;
  Diagnostics& diagnostics_;
  Vocabulary vocabulary_;
  ProgramWriter programs_;
  ImageSections out_;
  StringPool pool_;
  std::vector<uint32_t> order_;  // indices into book_.rules, by id
  std::map<std::string, uint16_t> groups_;
  uint32_t sources_ = 0;
  std::map<uint32_t, std::vector<Posting>> waiting_;  // atom -> patterns anchored at it
  Text text_;
};

}  // namespace

ImageSections lower(Rulebook& book, Diagnostics& diagnostics) {
  apply_changes(book);
  return Lowering(book, diagnostics).run();
}

}  // namespace pilah
