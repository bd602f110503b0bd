// SPDX-License-Identifier: Apache-2.0
// Rules, lexicons and composites: three forms of one thing, which share most keys.
#include "compile/parse_table.h"

#include "compile/utf8.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pilah {

namespace {

using Form = RuleSource::Form;

constexpr int64_t kMaxWords = 10'000;         // in `words` and `within`
constexpr size_t kMaxRegexSteps = 2'000'000;  // of all expressions: some two seconds and 20 MB

// Keys that every form takes, then those of each.
constexpr std::array<std::string_view, 11> kCommonKeys = {"id",    "label",  "topic",      "kind", "target", "tags",
                                                          "group", "status", "wrong_when", "hit",  "ok"};
constexpr std::array<std::string_view, 12> kMatchKeys = {"author", "field",   "unless",    "unless_comment",
                                                         "not_in", "only_in", "words",     "count",
                                                         "todo",   "evades",  "evaded_by", "evaded_at_least"};
constexpr std::array<std::string_view, 5> kRuleKeys = {"points", "any", "regex", "needs", "token"};
constexpr std::array<std::string_view, 7> kCompositeKeys = {"points", "all",     "any", "none",
                                                            "within", "absorbs", "todo"};

std::vector<std::string_view> keys_of_form(Form form) {
  std::vector<std::string_view> keys(kCommonKeys.begin(), kCommonKeys.end());
  if (form != Form::composite) keys.insert(keys.end(), kMatchKeys.begin(), kMatchKeys.end());
  if (form == Form::rule) keys.insert(keys.end(), kRuleKeys.begin(), kRuleKeys.end());
  if (form == Form::composite) keys.insert(keys.end(), kCompositeKeys.begin(), kCompositeKeys.end());
  return keys;
}

std::string_view name_of(Form form) {
  return form == Form::rule ? "a rule" : form == Form::lexicon ? "a lexicon" : "a composite";
}

class RuleReader {
public:
  RuleReader(ParseContext& context, const TomlValue& table, Form form, const PackSource& pack, uint32_t index)
      : context_(context),
        table_(table),
        pack_(pack),
        errors_before_(context.diagnostics.error_count()),
        reader_(context, table, name_of(form), keys_of_form(form)) {
    rule_.form = form;
    rule_.pack = index;
    rule_.place = table.place;
  }

  // Adds the rule to the book, when it has a usable id.
  void read() {
    const bool named = read_id();
    read_label();
    read_kind();
    read_points();
    read_common();
    if (rule_.form == Form::composite)
      read_names();
    else
      read_matching();
    parse_cases(context_, reader_, rule_);
    if (!named) return;
    if (context_.diagnostics.error_count() != errors_before_) context_.flawed.insert(rule_.id);
    context_.book.rules.push_back(std::move(rule_));
  }

private:
  bool read_id() {
    if (!reader_.has("id")) {
      reader_.missing(table_.place, "id", "give it a name of its own; it is permanent");
      return false;
    }
    const TomlValue* id = reader_.string("id");
    if (id == nullptr) return false;
    rule_.place = id->contents;
    if (!is_name(id->text)) {
      context_.error(code::kBadName, rule_.place, "bad id '" + id->text + "'",
                     "use lower-case letters, digits and -; the id of the pack is put before it");
      return false;
    }
    rule_.own_id = id->text;
    rule_.id = full_id(pack_, id->text);
    return true;
  }

  void read_label() {
    labelled_ = reader_.has("label");
    if (const auto label = reader_.choice("label", kLabelNames, "label")) rule_.label = static_cast<uint8_t>(*label);
  }

  void needs_label(std::string_view key) {
    if (labelled_ || !reader_.has(key)) return;
    context_.error(code::kMissingLabel, reader_.place_of_key(key), "'" + std::string(key) + "' without a label",
                   "write label = \"…\", or take this line away");
  }

  void read_kind() {
    read_kind_under("topic");
    if (reader_.has("topic") && reader_.has("kind"))
      context_.error(code::kKindOfOtherLabel, reader_.place_of_key("kind"), "both 'topic' and 'kind'",
                     "complaints have a topic, the other labels a kind");
    else
      read_kind_under("kind");
    needs_label("target");
    if (const auto target = reader_.choice("target", std::span(kTargetNames).subspan(1), "target"))
      rule_.target = static_cast<Target>(*target + 1);
  }

  void read_kind_under(std::string_view key) {
    needs_label(key);
    const TomlValue* value = reader_.string(key);
    if (value == nullptr) return;
    const int found = index_of(kKindNames, value->text);
    const Kind kind = found > 0 ? static_cast<Kind>(found) : Kind::none;
    const uint8_t label = label_of(kind);
    const bool topic = label == static_cast<uint8_t>(Label::complaint);
    if (kind != Kind::none && rule_.label != kNoLabel && (label != rule_.label || topic != (key == "topic"))) {
      const std::string help =
          label != rule_.label ? "write a " + std::string(key) + " of '" + std::string(kLabelNames[rule_.label]) + "'"
          : topic              ? "write topic = \"" + value->text + "\""
                               : "write kind = \"" + value->text + "\"";
      return context_.error(
          code::kKindOfOtherLabel, value->contents,
          "'" + value->text + "' is a " + (topic ? "topic" : "kind") + " of '" + std::string(kLabelNames[label]) + "'",
          help);
    }
    if (kind != Kind::none) {
      rule_.kind = kind;
      return;
    }
    std::vector<std::string_view> names;
    for (size_t i = 1; i < kKindNames.size(); ++i) {
      const uint8_t of = label_of(static_cast<Kind>(i));
      if (!kKindNames[i].empty() && (rule_.label == kNoLabel || of == rule_.label)) names.push_back(kKindNames[i]);
    }
    check_choice(context_, value->text, value->contents, names, key, code::kUnknownValue);
  }

  void read_points() {
    rule_.points_place = reader_.has("points") ? reader_.place_of_key("points") : rule_.place;
    if (rule_.form == Form::lexicon) return;
    needs_label("points");
    if (const auto points = reader_.integer("points", -kMaxPoints, kMaxPoints, code::kPointsRange)) {
      rule_.points = static_cast<int>(*points);
      rule_.points_place = reader_.find("points")->place;
    }
    if (labelled_ && !reader_.has("points"))
      context_.error(code::kLabelWithoutPoints, reader_.place_of_key("label"), "label without points",
                     "write points = 20, or points = 0 for evidence without weight");
  }

  void read_common() {
    for (const TomlValue* tag : reader_.strings("tags")) {
      if (context_.tags.contains(tag->text))
        rule_.tags.push_back(tag->text);
      else if (!context_.incomplete)
        context_.unknown_tag(tag->text, tag->contents, code::kUnknownTag);
    }
    needs_label("group");
    if (const TomlValue* group = reader_.string("group")) {
      rule_.group = group->text;
      rule_.group_place = group->contents;
    }
    if (const auto status = reader_.choice("status", kRuleStatusNames, "status"))
      rule_.status = static_cast<RuleStatus>(*status);
    if (const TomlValue* text = reader_.string("wrong_when")) rule_.wrong_when = text->text;
  }

  void read_matching() {
    static constexpr std::array<std::string_view, 2> kCounts = {"once", "each"};
    if (rule_.form == Form::lexicon) {
      read_lexicon();
    } else {
      rule_.any = patterns("any");
      read_regex();
      if (const auto range = words_range()) std::tie(rule_.words_min, rule_.words_max) = *range;
      const bool has_hits = reader_.has("any") || reader_.has("regex");
      if (!has_hits && !reader_.has("author"))
        context_.error(code::kMatchesNothing, rule_.place, "rule without 'any', 'regex' and 'author' matches nothing",
                       "write any = [\"…\"]");
      else if (!has_hits)
        check_facts_alone();
    }
    rule_.unless = patterns("unless");
    rule_.unless_comment = patterns("unless_comment");
    for (const TomlValue* fact : reader_.strings("author"))
      if (const auto condition = check_fact(context_, fact->text, fact->contents)) rule_.author.push_back(*condition);
    check_facts();
    if (const auto field = reader_.choice("field", kFieldNames, "field")) rule_.field = static_cast<Field>(*field);
    rule_.not_in = check_contexts(context_, reader_.strings("not_in"));
    rule_.only_in = check_contexts(context_, reader_.strings("only_in"));
    rule_.evades = check_evasions(context_, reader_.strings("evades"));
    read_evaded();
    rule_.count_each = rule_.form == Form::lexicon;
    if (const auto count = reader_.choice("count", kCounts, "count")) rule_.count_each = *count == 1;
  }

  // Facts alone bring about no hit, so nothing can be asked of one.
  void check_facts_alone() {
    const TomlValue& facts = *reader_.find("author");
    if (facts.type == TomlValue::Type::array && facts.items.empty())
      context_.error(code::kMatchesNothing, facts.place, "'author' is empty",
                     "write a fact such as \"verified\", or patterns under 'any'");
    for (std::string_view key :
         {"field", "unless", "unless_comment", "not_in", "only_in", "evades", "evaded_at_least", "count"})
      if (reader_.has(key))
        context_.error(code::kUnknownKey, reader_.place_of_key(key),
                       "'" + std::string(key) + "' in a rule without patterns",
                       "it is asked of hits, and facts alone bring about none: write 'any', or take this line away");
  }

  // Facts of which one needs another not to hold.
  void check_facts() {
    struct Range {
      const FactCondition* equal = nullptr;
      const FactCondition* least = nullptr;
      const FactCondition* below = nullptr;
    };
    std::map<Fact, Range> ranges;
    for (const FactCondition& fact : rule_.author) {
      Range& range = ranges[fact.fact];
      const FactCondition* other = nullptr;
      switch (fact.compare) {
        case Compare::equal:
          if (range.equal && range.equal->value != fact.value) other = range.equal;
          range.equal = &fact;
          break;
        case Compare::at_least:
          if (range.below && range.below->value <= fact.value) other = range.below;
          if (!range.least || range.least->value < fact.value) range.least = &fact;
          break;
        case Compare::below:
          if (range.least && range.least->value >= fact.value) other = range.least;
          if (!range.below || range.below->value > fact.value) range.below = &fact;
          break;
      }
      if (!other) continue;
      context_.error(code::kContradiction, fact.place,
                     "this rule can never fire: two facts that it asks for contradict each other",
                     "take one of them out, or write two rules");
      context_.diagnostics.note(other->place, "the other fact");
      return;
    }
  }

  // How many words of the comment must be disguised, and how.
  void read_evaded() {
    if (const auto count = reader_.integer("evaded_at_least", 1, kMaxWords))
      rule_.evaded_at_least = static_cast<uint32_t>(*count);
    if (reader_.has("evaded_by") && !reader_.has("evaded_at_least"))
      reader_.missing(reader_.place_of_key("evaded_by"), "evaded_at_least",
                      "write evaded_at_least = 3, or 'evades' for what the words of the hit must show");
    if (const Evasions by = check_evasions(context_, reader_.strings("evaded_by")); !by.empty()) rule_.evaded_by = by;
  }

  std::vector<PatternSource> patterns(std::string_view key) {
    std::vector<PatternSource> out;
    for (const TomlValue* text : reader_.strings(key))
      if (auto pattern = check_pattern(context_, text->text, text->contents)) out.push_back(std::move(*pattern));
    const TomlValue* list = reader_.find(key);
    if (key == "any" && list != nullptr && list->type == TomlValue::Type::array && list->items.empty())
      context_.error(code::kMatchesNothing, list->place, "'any' is empty", "write a pattern, or take the line away");
    return out;
  }

  void read_lexicon() {
    if (!reader_.has("words"))
      reader_.missing(rule_.place, "words", "write words = { anjing = 30, \"kurang ajar\" = 35 }");
    if (!labelled_ && reader_.has("words"))
      context_.error(code::kMissingLabel, reader_.place_of_key("words"), "words with points without a label",
                     "write label = \"…\"");
    const TomlValue* words = reader_.table("words");
    if (words == nullptr) return;
    if (words->members.empty())
      context_.error(code::kMatchesNothing, reader_.place_of_key("words"), "lexicon without words",
                     "write words = { anjing = 30 }");
    for (const TomlMember& word : words->members) {
      const auto points = check_range(context_, word.value, -kMaxPoints, kMaxPoints, word.key, code::kPointsRange);
      auto pattern = check_pattern(context_, word.key, word.contents);
      if (!points || !pattern) continue;
      pattern->points = static_cast<int>(*points);
      rule_.any.push_back(std::move(*pattern));
    }
  }

  // The type that `token` names.
  void read_token() {
    const TomlValue* token = reader_.string("token");
    if (token == nullptr) return;
    for (size_t i = 0; i < kTokenTypeCount; ++i) {
      const TokenType type = static_cast<TokenType>(i);
      if ("@" + std::string(token_type_name(type)) == token->text) rule_.regex_token = type;
    }
    if (!rule_.regex_token)
      context_.error(code::kUnknownTyped, token->contents, "'" + token->text + "' is no typed token",
                     "write one such as \"@url\", \"@hashtag\" or \"@brandcode\"; docs/RULES.md lists them");
  }

  void read_regex() {
    read_token();
    rule_.needs = patterns("needs");
    if (reader_.has("token")) {
      if (!reader_.has("regex") || reader_.has("needs"))
        context_.error(
            code::kRegexNeeds, reader_.place_of_key("token"), "'token' goes with 'regex' and without 'needs'",
            "'token' says which tokens the regex looks at, one by one; 'needs' lets it look at the whole text");
    } else if (reader_.has("regex") != reader_.has("needs")) {
      const bool regex = reader_.has("regex");
      context_.error(
          code::kRegexNeeds, reader_.place_of_key(regex ? "regex" : "needs"),
          regex ? "'regex' without 'needs'" : "'needs' without 'regex'",
          regex ? "write needs = [\"…\"]: patterns one of which stands in every comment that the regex can match"
                : "write the regular expression, or move the patterns to 'any'");
    } else if (reader_.has("needs") && rule_.needs.empty() && context_.diagnostics.error_count() == errors_before_) {
      context_.error(code::kRegexNeeds, reader_.place_of_key("needs"), "'needs' is empty",
                     "write a pattern that the regex needs");
    }
    const TomlValue* regex = reader_.string("regex");
    if (regex == nullptr) return;
    rule_.regex_place = regex->contents;
    if (context_.regex_steps > kMaxRegexSteps) return;  // told before
    const std::optional<RegexProblem> problem = check_regex(regex->text, context_.regex_steps);
    if (!problem && context_.regex_steps > kMaxRegexSteps)
      return context_.error(
          code::kTooMuch, rule_.regex_place,
          "with this one, all regular expressions come to more than " + std::to_string(kMaxRegexSteps) + " steps",
          "repeat less in them, above all classes of many letters such as \\pL");
    if (!problem && !regex->text.empty()) {
      rule_.regex = regex->text;
      if (matches_without_text(regex->text))
        context_.error(code::kOnlyOptional, rule_.regex_place, "every part of this regular expression may be missing",
                       "take the ? or * off one part, or the alternative away that is empty");
      return;
    }
    Place place = regex->contents;
    if (problem && !problem->part.empty()) {
      const size_t at = static_cast<size_t>(problem->part.data() - regex->text.data());
      place = place_behind(place, std::string_view(regex->text).substr(0, at));
      place.length = static_cast<uint32_t>(count_code_points(problem->part));
    }
    context_.error(code::kBadRegex, place,
                   problem ? "bad regular expression: " + problem->message : "empty regular expression",
                   "the syntax is RE2's: https://github.com/google/re2/wiki/Syntax");
  }

  std::optional<std::pair<uint32_t, uint32_t>> words_range() {
    if (const TomlValue* words = reader_.find("words"); words != nullptr && words->type == TomlValue::Type::table) {
      context_.error(code::kWrongType, words->place, "'words' of a rule is a table, not a list",
                     "words with points stand in a [[lexicon]]; here write how many words: words = [1, 12]");
      return std::nullopt;
    }
    const TomlValue* list = reader_.get("words", TomlValue::Type::array);
    if (list == nullptr) return std::nullopt;
    if (list->items.size() != 2) {
      context_.error(code::kWrongType, list->place, "'words' has two numbers", "write words = [1, 12]");
      return std::nullopt;
    }
    const auto low = check_range(context_, list->items[0], 0, kMaxWords, "words", code::kNumberRange);
    const auto high = check_range(context_, list->items[1], 0, kMaxWords, "words", code::kNumberRange);
    if (!low || !high) return std::nullopt;
    if (*low <= *high) return std::pair(static_cast<uint32_t>(*low), static_cast<uint32_t>(*high));
    context_.error(code::kNumberRange, list->place, "'words' from more to fewer", "write the smaller number first");
    return std::nullopt;
  }

  void read_names() {
    rule_.all = names("all");
    rule_.any_of = names("any");
    rule_.none = names("none");
    rule_.absorbs = names("absorbs");
    if (const auto within = reader_.integer("within", 1, kMaxWords)) rule_.within = static_cast<uint32_t>(*within);
    const bool asks = !rule_.all.empty() || !rule_.any_of.empty();
    if (!asks && context_.diagnostics.error_count() == errors_before_)
      context_.error(code::kMatchesNothing, rule_.place, "composite that asks for no rule",
                     "name rules in 'all' or 'any'");
  }

  std::vector<RuleSource::Name> names(std::string_view key) {
    std::vector<RuleSource::Name> out;
    for (const TomlValue* name : reader_.strings(key)) out.push_back({name->text, name->contents});
    return out;
  }

  ParseContext& context_;
  const TomlValue& table_;
  const PackSource& pack_;
  size_t errors_before_;
  TableReader reader_;
  RuleSource rule_;
  bool labelled_ = false;  // 'label' is there, be it right or wrong
};

}  // namespace

Contexts check_contexts(ParseContext& context, const std::vector<const TomlValue*>& names) {
  Contexts out;
  for (const TomlValue* name : names)
    if (const auto found =
            check_choice(context, name->text, name->contents, kContextNames, "context", code::kUnknownValue))
      out |= static_cast<Context>(*found);
  return out;
}

Evasions check_evasions(ParseContext& context, const std::vector<const TomlValue*>& names) {
  std::array<std::string_view, kEvasionCount> known;
  for (size_t i = 0; i < known.size(); ++i) known[i] = evasion_name(static_cast<Evasion>(i));
  Evasions out;
  for (const TomlValue* name : names)
    if (const auto found = check_choice(context, name->text, name->contents, known, "trick", code::kUnknownValue))
      out |= static_cast<Evasion>(*found);
  return out;
}

void parse_rules(ParseContext& context, const TomlValue& tables, RuleSource::Form form, uint32_t pack) {
  for (const TomlValue& table : tables.items)
    if (check_type(context, table, TomlValue::Type::table,
                   form == Form::rule      ? "rule"
                   : form == Form::lexicon ? "lexicon"
                                           : "composite"))
      RuleReader(context, table, form, context.book.packs[pack], pack).read();
}

}  // namespace pilah
