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
#include <set>
#include <span>
#include <tuple>

namespace pilah {

namespace {

// Words of abuse with so many points hold the label alone; only these are read with signs for letters.
constexpr int kHarshPoints = 20;

constexpr size_t kMaxDisguised = 1'000;          // words: half a megabyte of memory for the disguises of each
constexpr uint64_t kMaxPrefixAtoms = 4'000'000;  // at all words that begin with prefixes: some 70 bytes of memory each

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
    if (rule == by_id.end() || !takes_score(*rule->second)) continue;
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
    take_synonyms();
    take_roles();
    count_words();
    order_rules();
    for (const std::string& tag : book_.tags) out_.tags.push_back(pool_.add(tag));
    take_groups();
    for (uint32_t source : order_) lower_rule(book_.rules[source]);
    take_disguised();
    check_slang();
    check_synonyms();
    if (!check_prefixes()) return std::move(out_);
    final_atoms_ = vocabulary_.number_atoms();
    vocabulary_.write(final_atoms_, pool_, out_);
    for (uint32_t& place : out_.code) place = renumbered(place);
    out_.code.insert(out_.code.end(), kPlacesAhead, 0);
    post();
    pack_frequent();
    align_atoms();
    lower_composites(book_, order_, expected_hits(), pool_, out_);
    set_places();
    note_traits();
    lower_policy(book_, pool_, out_);
    if (pool_.is_full())
      diagnostics_.error(code::kTooMuch, {static_cast<uint32_t>(diagnostics_.sources().size()), 0, 0, 1},
                         "the strings of all rules come to more than 64 MiB",
                         "leave out packs, or shorten what they say in 'wrong_when'");
    return std::move(out_);
  }

private:
  void take_slang() {
    for (const PackSource& pack : book_.packs) {
      for (const SlangSource& slang : pack.slang) {
        const std::vector<std::string> from = folded_words(slang.from, text_);
        const bool whole = text_.tokens.size() == 1;  // no sign beside the word, which would mean the bare word
        std::vector<std::string> to = folded_words(slang.to, text_);
        if (from.size() != 1 || !whole || to.empty()) {
          diagnostics_.error(code::kNeverProduced, slang.place,
                             "\"" + slang.from + "\" is not one word once it is folded, or its standard form is none",
                             "slang maps one written word to one to three standard words");
          continue;
        }
        if (to.size() > kMostExpansion) {
          diagnostics_.error(code::kSlangLength, slang.place,
                             "\"" + slang.to + "\" comes to " + std::to_string(to.size()) + " words once it is cut",
                             "write one to three words without signs inside");
          continue;
        }
        if (from[0].size() > kMaxFormBytes) {
          diagnostics_.error(code::kNeverProduced, slang.place,
                             "\"" + slang.from + "\" is longer than the " + std::to_string(kMaxFormBytes) +
                                 " bytes of a word that are looked at",
                             "take the line out: so long a word is never replaced");
          continue;
        }
        if (!agrees(slang, from[0], to) || is_itself(from[0], to)) continue;
        vocabulary_.add_slang(from[0], std::move(to));
      }
    }
  }

  static bool is_itself(const std::string& from, const std::vector<std::string>& to) {
    return to.size() == 1 && to[0] == from;
  }

  // Whether nothing before says otherwise.
  bool agrees(const SlangSource& entry, const std::string& from, const std::vector<std::string>& to) {
    const auto [known, fresh] = slang_.try_emplace(from, &entry, to);
    if (fresh || known->second.second == to) return fresh;
    const SlangSource& other = *known->second.first;
    diagnostics_.error(code::kSlangConflict, entry.place,
                       "'" + entry.from + "' stands for '" + entry.to + "' here and for '" + other.to + "' elsewhere",
                       "keep the more common reading, or drop both");
    diagnostics_.note(other.place, "the other reading");
    return false;
  }

  // When all patterns are known. Slang is replaced once, in patterns and comments alike: what one entry makes of a word
  // and another of that again no pattern finds, unless it is written as the first has it.
  void check_slang() {
    if (book_.partial) return;
    std::set<const SlangSource*> told;
    for (const auto& [from, reading] : slang_)
      for (const std::string& word : reading.second) {
        const auto next = slang_.find(word);
        if (word == from || next == slang_.end() || is_itself(word, next->second.second)) continue;
        if (vocabulary_.is_asked_for(word)) continue;
        const SlangSource& first = *reading.first;
        const SlangSource& second = *next->second.first;
        const bool in_order =
            std::tie(second.place.source, second.place.line) <= std::tie(first.place.source, first.place.line);
        const SlangSource& later = in_order ? first : second;
        if (!told.insert(&later).second) continue;
        diagnostics_.error(
            code::kSlangConflict, later.place,
            in_order ? "'" + first.from + "' stands for '" + first.to + "', but '" + second.from +
                           "' is slang itself, for '" + second.to + "'"
                     : "'" + second.from + "' is slang here and in what '" + first.from + "' stands for elsewhere, '" +
                           first.to + "'",
            "slang is replaced once, so no pattern asks for '" + word + "': write what it stands for in the end");
        diagnostics_.note(in_order ? second.place : first.place, "the other slang");
      }
  }

  void take_synonyms() {
    for (const PackSource& pack : book_.packs)
      for (const SynonymSource& synonyms : pack.synonyms) {
        const std::string of = one_word(synonyms.of);
        for (const WordSource& word : synonyms.words)
          if (const std::string other = one_word(word); !of.empty() && !other.empty())
            vocabulary_.add_synonym(of, other);
      }
  }

  // When all patterns are known: synonyms of a word that stands in none say nothing.
  void check_synonyms() {
    if (book_.partial) return;
    for (const PackSource& pack : book_.packs)
      for (const SynonymSource& synonyms : pack.synonyms) {
        const std::vector<std::string> of = standard_words(synonyms.of.text);
        if (of.size() != 1 || vocabulary_.stands_in_patterns(of[0])) continue;
        diagnostics_.error(code::kUnaskedWord, synonyms.of.place, "no rule asks for \"" + synonyms.of.text + "\"",
                           "name a word that stands in a pattern, set or lexicon as it is");
      }
  }

  // The standard word that a source comes to; empty, and reported, if that is none or several.
  std::string one_word(const WordSource& source) {
    std::vector<std::string> words = standard_words(source.text);
    if (words.size() == 1) return std::move(words[0]);
    diagnostics_.error(code::kNeverProduced, source.place,
                       "\"" + source.text + "\" is not one word once it is folded and slang is replaced",
                       "synonyms are single words: put a phrase into the sets or patterns that should take it");
    return {};
  }

  void take_roles() {
    for (const PackSource& pack : book_.packs) {
      for (const RoleSource& role : pack.roles)
        for (const WordSource& word : role.words) {
          const std::vector<std::string> words = standard_words(word.text);
          // A role belongs to one word; of a phrase the last one carries it ("jangan sampai" is written as two words).
          if (words.empty())
            no_word(word);
          else
            vocabulary_.add_role(words.back(), role.role);
        }
      for (const WordSource& word : pack.protect) {
        const std::vector<std::string> words = folded_words(word.text, text_);
        if (words.empty()) no_word(word);
        for (const std::string& folded : words) vocabulary_.protect(folded);
      }
    }
  }

  void no_word(const WordSource& source) {
    diagnostics_.error(code::kNeverProduced, source.place,
                       "no comment can produce \"" + source.text + "\": folding leaves no word of it",
                       "write a word, or take the string away");
  }

  // Every word that begins with a prefix carries all that is asked of the prefix. False if that is too much to write.
  bool check_prefixes() {
    uint64_t all = 0, most = 0;
    std::string widest;
    for (const auto& [prefix, atoms] : vocabulary_.prefix_atoms()) {
      all += atoms;
      if (atoms <= most) continue;
      most = atoms;
      widest = prefix;
    }
    if (all <= kMaxPrefixAtoms) return true;
    diagnostics_.error(code::kTooManyAlternatives, programs_.place_of_prefix(widest),
                       "so many patterns ask for \"" + widest +
                           "*\", and so many words begin so, that all prefixes come to more than " +
                           std::to_string(kMaxPrefixAtoms) + " words with each pattern written out",
                       "put the prefix into a set, and ask for the set in fewer patterns");
    return false;
  }

  // When all patterns are known: a word that none asks for would be looked for in vain.
  void take_disguised() {
    size_t taken = 0;
    for (const PackSource& pack : book_.packs) {
      for (const WordSource& source : pack.disguised) {
        const bool endings = source.text.ends_with('*');
        const std::vector<std::string> words =
            standard_words(std::string_view(source.text).substr(0, source.text.size() - endings));
        if (words.size() != 1 || !vocabulary_.is_asked_for(words[0])) {
          if (book_.partial) continue;
          diagnostics_.error(code::kUnaskedWord, source.place, "no rule asks for \"" + source.text + "\"",
                             "name one word that a pattern or lexicon holds; a * behind it admits endings");
          continue;
        }
        if (++taken > kMaxDisguised)
          return diagnostics_.error(
              code::kTooManyAlternatives, source.place,
              "more than " + std::to_string(kMaxDisguised) + " words are looked for under all disguises",
              "keep those that people do disguise");
        vocabulary_.add_disguised(words[0], !endings                ? Vocabulary::Endings::none
                                            : pack.language == "en" ? Vocabulary::Endings::english
                                                                    : Vocabulary::Endings::indonesian);
      }
    }
  }

  // The cases of all packs are some thousand comments of the kind that will be read: what is common in them is common.
  void count_words() {
    uint32_t texts = 0;
    for (const RuleSource& rule : book_.rules)
      for (const std::vector<CaseSource>* cases : {&rule.hit, &rule.ok, &rule.todo})
        for (const CaseSource& c : *cases) {
          count_words(c.text);
          ++texts;
        }
    vocabulary_.count_texts(texts);
  }

  void count_words(std::string_view text) {
    analyse(text, text_);
    for (const Token& token : text_.tokens) {
      if (token.kind == TokenKind::punctuation) continue;
      for (size_t type = 0; type < kTokenTypeCount; ++type)
        if (token.types.has(static_cast<TokenType>(type))) vocabulary_.count_type(static_cast<TokenType>(type));
      const std::string folded(text_.word(token));
      vocabulary_.count_form(folded);
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
        if (out_.groups.size() == UINT16_MAX)
          return diagnostics_.error(code::kTooMuch, group.place, "more than " + std::to_string(UINT16_MAX) + " groups",
                                    "let several rules share one");
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
    rule.word_points = source.form == RuleSource::Form::lexicon;
    rule.not_in = source.not_in.raw();
    rule.only_in = source.only_in.raw();
    rule.evades = source.evades.raw();
    rule.evaded_by = source.evaded_by.raw();
    rule.evaded_at_least = source.evaded_at_least;
    rule.words_min = source.words_min;
    rule.words_max = source.words_max;
    auto group = groups_.find(source.group);
    if (group != groups_.end()) rule.group = group->second;
    for (const std::string& tag : source.tags)
      for (size_t i = 0; i < book_.tags.size(); ++i)
        if (book_.tags[i] == tag) rule.tags |= uint64_t{1} << i;

    rule.facts = {static_cast<uint32_t>(out_.facts.size()), static_cast<uint32_t>(source.author.size())};
    for (const FactCondition& c : source.author) out_.facts.push_back({c.value, c.fact, c.compare, {}});
    if (source.form == RuleSource::Form::rule && source.any.empty() && source.regex.empty() && !source.author.empty())
      out_.fact_rules.push_back(index);

    if (!source.regex.empty()) {
      rule.regex = static_cast<uint32_t>(out_.regexes.size() + 1);
      const uint32_t token = source.regex_token ? static_cast<uint32_t>(*source.regex_token) + 1 : 0;
      out_.regexes.push_back({index, pool_.add(source.regex), token});
    }
    out_.rules.push_back(rule);

    lower_patterns(source, index, source.any, PatternUse::any);
    const uint32_t first_exception = static_cast<uint32_t>(out_.patterns.size());
    lower_patterns(source, index, source.unless, PatternUse::unless);
    lower_patterns(source, index, source.unless_comment, PatternUse::unless_comment);
    out_.rules[index].exceptions = {first_exception, static_cast<uint32_t>(out_.patterns.size()) - first_exception};
    lower_patterns(source, index, source.needs, PatternUse::needs);
    if (source.regex_token) add_token_pattern(source, index, *source.regex_token);
  }

  void lower_patterns(const RuleSource& source, uint32_t rule, const std::vector<PatternSource>& patterns,
                      PatternUse use) {
    std::map<std::vector<uint32_t>, uint32_t> numbers;  // of those that differ once their words are folded
    for (const PatternSource& pattern : patterns) {
      const uint32_t fresh = sources_++;
      Program program;
      if (!programs_.write(pattern, source.pack, program)) continue;
      const uint32_t number = numbers.try_emplace(program.code, fresh).first->second;
      const bool one_word =
          program.code.size() == 1 && program.required.size() == 1 && program.required[0] >= kFirstSetAtom;
      if (book_.disguises && source.label == static_cast<uint8_t>(Label::abuse) && use == PatternUse::any && one_word &&
          pattern.points.value_or(source.points) >= kHarshPoints)
        vocabulary_.add_harsh(program.required[0]);
      Pattern out{};
      out.rule = rule;
      out.code = {static_cast<uint32_t>(out_.code.size()), static_cast<uint32_t>(program.code.size())};
      out.place = number;
      out.points = static_cast<int16_t>(pattern.points.value_or(source.points));
      out.use = use;
      out.field = source.field;
      out_.code.insert(out_.code.end(), program.code.begin(), program.code.end());
      out_.patterns.push_back(out);
      required_.push_back(std::move(program.required));
    }
  }

  // Hits of a rule count once, or once for each of its patterns that differ. When all rules are known, as composites
  // may bring silent ones.
  void set_places() {
    const uint32_t rules = static_cast<uint32_t>(out_.rules.size());
    for (Pattern& pattern : out_.patterns)
      pattern.place = out_.rules[pattern.rule].count_each ? rules + pattern.place : pattern.rule;
  }

  // What a regular expression needs that looks at tokens of one type.
  void add_token_pattern(const RuleSource& source, uint32_t rule, TokenType type) {
    const uint32_t atom = static_cast<uint32_t>(type);
    Pattern out{};
    out.rule = rule;
    out.code = {static_cast<uint32_t>(out_.code.size()), 1};
    out.place = sources_++;
    out.use = PatternUse::needs;
    out.field = source.field;
    out_.code.push_back(static_cast<uint32_t>(Operation::word) << kOperandBits | atom);
    out_.patterns.push_back(out);
    required_.push_back({atom});
  }

  uint32_t renumbered(uint32_t place) const {
    const Operation operation = operation_of(place);
    if (operation != Operation::word && operation != Operation::mixed) return place;
    return (place & ~kOperandMask) | final_atoms_[place & kOperandMask];
  }

  using Postings = std::map<uint32_t, std::vector<Posting>>;  // by the atom they wait at

  // Whether a pattern is one place for words and phrases, so that each of these matches it by itself.
  bool stands_alone(const Pattern& pattern) const {
    if (pattern.use != PatternUse::any || pattern.code.count != 1) return false;
    const uint32_t place = out_.code[pattern.code.begin];
    return place >> kOperandBits <= static_cast<uint32_t>(Operation::mixed) && (place & kOperandMask) >= kFirstSetAtom;
  }

  // Notes what a program must have, the rarest first: it waits for that.
  void wait(uint32_t index, const std::vector<uint32_t>& required, uint32_t (&out)[kRequired],
            Postings* postings) const {
    for (size_t i = 0; i < kRequired; ++i) out[i] = i < required.size() ? final_atoms_[required[i]] : kAnyAtom;
    if (postings) (*postings)[out[0]].push_back({index, out[1]});
  }

  // Tells each word, type and phrase which phrases and patterns wait for it. Equal lists are kept once.
  void post() {
    for (uint32_t i = 0; i < out_.phrases.size(); ++i)
      wait(i | (out_.phrases[i].level > 0 ? kHigherPhrase : 0), vocabulary_.phrases()[i].program.required,
           out_.phrases[i].required, &phrase_postings_);
    for (uint32_t i = 0; i < out_.patterns.size(); ++i) {
      // Exceptions wait for nobody: they are tried when their rule has hits.
      const PatternUse use = out_.patterns[i].use;
      const bool waits = use == PatternUse::any || use == PatternUse::needs;
      Postings& postings = stands_alone(out_.patterns[i]) ? alone_postings_ : pattern_postings_;
      wait(i, required_[i], out_.patterns[i].required, waits ? &postings : nullptr);
    }
    for (Rule& rule : out_.rules) {
      const Slice patterns = rule.exceptions;
      rule.exceptions = {static_cast<uint32_t>(out_.postings.size()), patterns.count};
      for (uint32_t i = patterns.begin; i < patterns.begin + patterns.count; ++i)
        out_.postings.push_back({i, out_.patterns[i].required[0]});
    }
    for (WordClass& word_class : out_.classes) word_class.waiting = waiting_at(slice_of_atoms(word_class.atoms));
    for (Phrase& phrase : out_.phrases) phrase.waiting = waiting_at(slice_of_atoms(phrase.atoms));
    for (uint32_t type = 0; type < kTokenTypeCount; ++type) {
      out_.types.push_back(waiting_at({&type, 1}));
    }
  }

  // Turns the lists of the most frequent words, which are the first, into a bit for each of their atoms.
  void pack_frequent() {
    out_.frequent.resize(out_.settings_section[0].atom_count, 0);
    const size_t end = std::min<size_t>(out_.classes.size(), kFrequentWords + 1);
    uint32_t packed = 0;
    for (size_t i = 1; i < end; ++i) {
      WordClass& word_class = out_.classes[i];
      for (uint32_t atom : slice_of_atoms(word_class.atoms)) out_.frequent[atom] |= uint64_t{1} << (i - 1);
      packed += word_class.atoms.count;
      word_class.atoms = {};
    }
    out_.atoms.erase(out_.atoms.begin(), out_.atoms.begin() + packed);
    for (size_t i = end; i < out_.classes.size(); ++i) out_.classes[i].atoms.begin -= packed;
    for (Phrase& phrase : out_.phrases) phrase.atoms.begin -= packed;
  }

  // Fills the lists of atoms up to whole steps of kAtomsAtOnce, and keeps equal ones once.
  void align_atoms() {
    std::vector<uint32_t> aligned;
    std::map<std::vector<uint32_t>, uint32_t> known;  // where each begins
    const auto align = [&](Slice& atoms) {
      const std::span<const uint32_t> old = slice_of_atoms(atoms);
      const size_t missing = (kAtomsAtOnce - old.size() % kAtomsAtOnce) % kAtomsAtOnce;
      std::vector<uint32_t> list(missing, kAnyAtom);
      list.insert(list.end(), old.begin(), old.end());
      const auto [at, fresh] = known.try_emplace(list, static_cast<uint32_t>(aligned.size()));
      if (fresh) aligned.insert(aligned.end(), list.begin(), list.end());
      atoms = {at->second, static_cast<uint32_t>(list.size())};
    };
    for (WordClass& word_class : out_.classes) align(word_class.atoms);
    for (Phrase& phrase : out_.phrases) {
      for (uint32_t atom : slice_of_atoms(phrase.atoms)) phrase.atom_bits |= atom_bit(atom);
      align(phrase.atoms);
    }
    out_.atoms = std::move(aligned);
  }

  // How often each rule may fire in the texts that words were counted in. Facts say nothing about that.
  std::vector<uint64_t> expected_hits() const {
    std::vector<uint64_t> out(out_.rules.size(), 0);
    for (size_t i = 0; i < out_.patterns.size(); ++i)
      if (out_.patterns[i].use == PatternUse::any || out_.patterns[i].use == PatternUse::needs)
        out[out_.patterns[i].rule] += vocabulary_.cost(required_[i].empty() ? kAnyAtom : required_[i][0]);
    for (uint32_t rule : out_.fact_rules) out[rule] = UINT32_MAX;
    return out;
  }

  void note_traits() {
    for (Rule& rule : out_.rules) {
      Bits<RuleTrait> traits = Bits<RuleTrait>::from_raw(rule.traits);
      const bool any_length = rule.words_min == 0 && rule.words_max == UINT32_MAX;
      const uint64_t more =
          rule.facts.count | rule.exceptions.count | rule.not_in | rule.only_in | rule.evades | rule.evaded_at_least;
      if (any_length && more == 0) traits |= RuleTrait::plain;
      const bool absorbs = rule.composite != 0 && out_.composites[rule.composite - 1].absorbs.count != 0;
      if (rule.tags == 0 && !absorbs) traits |= RuleTrait::helper;
      rule.traits = static_cast<uint8_t>(traits.raw());
    }
  }

  std::span<const uint32_t> slice_of_atoms(Slice part) const {
    return std::span<const uint32_t>(out_.atoms).subspan(part.begin, part.count);
  }

  Waiting waiting_at(std::span<const uint32_t> atoms) {
    PostingList list;
    Waiting out{};
    out.phrase_count = append(list, phrase_postings_, atoms);
    out.pattern_count = append(list, pattern_postings_, atoms);
    out.alone_count = append(list, alone_postings_, atoms);
    auto [at, fresh] = known_postings_.try_emplace(list, static_cast<uint32_t>(out_.postings.size()));
    out.begin = at->second;
    if (fresh)
      for (auto [index, other] : list) out_.postings.push_back({index, other});
    return out;
  }

  using PostingList = std::vector<std::pair<uint32_t, uint32_t>>;

  // Appends what waits at one of `atoms`; returns how much that is.
  static uint32_t append(PostingList& list, const Postings& postings, std::span<const uint32_t> atoms) {
    const size_t before = list.size();
    for (uint32_t atom : atoms) {
      auto waiting = postings.find(atom);
      if (waiting == postings.end()) continue;
      for (const Posting& posting : waiting->second) list.push_back({posting.index, posting.other});
    }
    std::sort(list.begin() + static_cast<ptrdiff_t>(before), list.end());
    return static_cast<uint32_t>(list.size() - before);
  }

  const Rulebook& book_;
  Diagnostics& diagnostics_;
  Vocabulary vocabulary_;
  ProgramWriter programs_;
  ImageSections out_;
  StringPool pool_;
  std::map<std::string, std::pair<const SlangSource*, std::vector<std::string>>> slang_;  // by folded form
  std::vector<uint32_t> order_;  // indices into book_.rules, by id
  std::map<std::string, uint16_t> groups_;
  uint32_t sources_ = 0;
  std::vector<uint32_t> final_atoms_;
  std::vector<std::vector<uint32_t>> required_;  // of each pattern, in atoms as they were numbered first
  Postings phrase_postings_;
  Postings pattern_postings_;
  Postings alone_postings_;
  std::map<PostingList, uint32_t> known_postings_;  // where each list begins
  Text text_;
};

}  // namespace

ImageSections lower(Rulebook& book, Diagnostics& diagnostics) {
  apply_changes(book);
  if (!book.partial) check_rules(book, diagnostics);
  return Lowering(book, diagnostics).run();
}

}  // namespace pilah
