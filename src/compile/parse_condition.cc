// SPDX-License-Identifier: Apache-2.0
// Conditions of policy rows and of a rule's `author`: [not] subject [>= number | < number].
#include "compile/parse_table.h"

#include "compile/utf8.h"

#include <algorithm>
#include <charconv>

namespace pilah {

namespace {

struct Word {
  std::string_view text;
  Place place;
};

bool is_operator(char c) { return c == '<' || c == '>' || c == '=' || c == '!'; }

// Words and operators with their places; "followers>=10" is three.
std::vector<Word> words_of(std::string_view text, Place place) {
  std::vector<Word> out;
  for (size_t at = 0; at < text.size();) {
    const bool sign = is_operator(text[at]);
    size_t end = at;
    while (end < text.size() && !is_blank(text[end]) && is_operator(text[end]) == sign) ++end;
    const std::string_view word = text.substr(at, std::max<size_t>(end, at + 1) - at);
    place.length = static_cast<uint32_t>(count_code_points(word));
    if (!is_blank(text[at])) out.push_back({word, place});
    place = place_behind(place, word);
    at += word.size();
  }
  return out;
}

// Where a whole condition stands: from its first word to its last, or to that line's end.
Place span_of(const std::vector<Word>& words, const Place& otherwise) {
  if (words.empty()) return otherwise;
  Place place = words.front().place;
  for (const Word& word : words)
    if (word.place.line == place.line) place.length = word.place.column + word.place.length - place.column;
  return place;
}

std::vector<std::string_view> names_of_kinds(bool topics) {
  std::vector<std::string_view> names;
  for (size_t i = 1; i < kKindNames.size(); ++i) {
    const bool topic = label_of(static_cast<Kind>(i)) == static_cast<uint8_t>(Label::complaint);
    if (!kKindNames[i].empty() && topic == topics) names.push_back(kKindNames[i]);
  }
  return names;
}

// Facts of the author may be written with their group as those of comment and thread are.
std::string_view without_author(std::string_view name) {
  constexpr std::string_view kGroup = "author.";
  return name.substr(0, kGroup.size()) == kGroup ? name.substr(kGroup.size()) : name;
}

class ConditionReader {
public:
  ConditionReader(ParseContext& context, std::string_view text, const Place& place, bool facts_only)
      : context_(context), words_(words_of(text, place)), whole_(span_of(words_, place)), facts_only_(facts_only) {}

  std::optional<PolicyCondition> read() {
    PolicyCondition out;
    out.place = whole_;
    if (at_ < words_.size() && words_[at_].text == "not") {
      out.negated = true;
      ++at_;
    }
    if (at_ >= words_.size()) return malformed(whole_, out.negated ? "nothing behind 'not'" : "empty condition");
    const Word subject = words_[at_++];
    if (!read_subject(subject, out)) return std::nullopt;
    const bool is_fact = out.subject == PolicyCondition::Subject::fact;
    if (is_fact && out.fact == Fact::platform) {
      if (at_ != words_.size())
        return malformed(words_[at_].place, "nothing may follow '" + std::string(subject.text) + "'");
      return out;
    }
    const bool wants_number = is_fact && !is_yes_or_no(out.fact);
    const bool is_priority = out.subject == PolicyCondition::Subject::priority;
    const bool takes_number = wants_number || is_priority || out.subject == PolicyCondition::Subject::label;
    if (at_ == words_.size()) {
      if (wants_number || is_priority)
        return malformed(subject.place, "'" + std::string(subject.text) + "' needs a number");
      if (is_fact) {
        out.compare = Compare::equal;
        out.value = subject.text == "thread.others" ? 0 : 1;
      }
      return out;
    }
    if (!takes_number) return malformed(words_[at_].place, "nothing may follow '" + std::string(subject.text) + "'");
    if (!read_number(out)) return std::nullopt;
    if (out.subject == PolicyCondition::Subject::label) out.subject = PolicyCondition::Subject::label_points;
    return out;
  }

private:
  std::nullopt_t malformed(const Place& place, std::string message) {
    const char* help = facts_only_ ? "write \"verified\", \"not business\" or \"followers >= 10000\""
                                   : "write \"complaint\", \"spam >= 60\", \"not tag:legal\" or \"followers >= 10000\"";
    context_.error(facts_only_ ? code::kBadFact : code::kBadCondition, place, std::move(message), help);
    return std::nullopt;
  }

  bool read_subject(const Word& word, PolicyCondition& out) {
    if (word.text.substr(0, word.text.find(':')) == "platform") return read_platform(word, out);
    if (word.text == "thread.others") {  // "not thread.ours" also holds where nothing is known
      out.subject = PolicyCondition::Subject::fact;
      out.fact = Fact::thread_ours;
      return true;
    }
    if (word.text == "priority" && context_.priority_known) {
      out.subject = PolicyCondition::Subject::priority;
      return true;
    }
    const int fact = index_of(kFactNames, without_author(word.text));
    if (fact >= 0) {
      out.subject = PolicyCondition::Subject::fact;
      out.fact = static_cast<Fact>(fact);
      return true;
    }
    if (facts_only_)
      return check_choice(context_, word.text, word.place, kFactNames, "fact", code::kBadFact).has_value();
    if (const size_t colon = word.text.find(':'); colon != std::string_view::npos)
      return read_named(word, word.text.substr(0, colon), word.text.substr(colon + 1), out);
    if (context_.names_to_come.contains(word.text)) {
      context_.error(code::kUnknownInCondition, word.place,
                     "'" + std::string(word.text) + "' is declared further down in [conditions]",
                     "names stand for what is above them: declare '" + std::string(word.text) + "' before this line");
      return false;
    }
    std::vector<std::string_view> names(kLabelNames.begin(), kLabelNames.end());
    names.insert(names.end(), kFactNames.begin(), kFactNames.end());
    for (const PolicySource::Named& named : context_.book.policy.conditions) names.push_back(named.name);
    const std::optional<int> label =
        check_choice(context_, word.text, word.place, names, "label or fact", code::kUnknownInCondition);
    if (!label) return false;
    out.subject = PolicyCondition::Subject::label;
    out.label = static_cast<uint8_t>(*label);
    return true;
  }

  bool read_platform(const Word& word, PolicyCondition& out) {
    constexpr size_t kColon = std::string_view("platform").size();
    if (word.text.size() <= kColon + 1) {
      malformed(word.place, "a platform is named as platform:instagram");
      return false;
    }
    Place place = word.place;
    place.column += kColon + 1;
    const std::string_view name = word.text.substr(kColon + 1);
    place.length = static_cast<uint32_t>(count_code_points(name));
    const std::optional<int> found = check_choice(context_, name, place, kPlatformNames, "platform",
                                                  facts_only_ ? code::kBadFact : code::kUnknownInCondition);
    if (!found) return false;
    out.subject = PolicyCondition::Subject::fact;
    out.fact = Fact::platform;
    out.compare = Compare::equal;
    out.value = *found;
    return true;
  }

  // topic:delivery, kind:threat, target:staff, tag:legal
  bool read_named(const Word& word, std::string_view group, std::string_view name, PolicyCondition& out) {
    Place place = word.place;
    place.column += static_cast<uint32_t>(count_code_points(group)) + 1;
    place.length = static_cast<uint32_t>(std::max<size_t>(1, count_code_points(name)));
    if (group == "topic" || group == "kind") {
      const std::vector<std::string_view> names = names_of_kinds(group == "topic");
      const std::optional<int> found = check_choice(context_, name, place, names, group, code::kUnknownInCondition);
      if (!found) return false;
      out.subject = PolicyCondition::Subject::kind;
      out.kind = static_cast<Kind>(index_of(kKindNames, names[static_cast<size_t>(*found)]));
      return true;
    }
    if (group == "target") {
      const std::span<const std::string_view> names = std::span(kTargetNames).subspan(1);
      const std::optional<int> found = check_choice(context_, name, place, names, group, code::kUnknownInCondition);
      if (!found) return false;
      out.subject = PolicyCondition::Subject::target;
      out.target = static_cast<Target>(*found + 1);
      return true;
    }
    if (group == "tag") {
      out.subject = PolicyCondition::Subject::tag;
      out.tag = name;
      if (context_.tags.contains(name)) return true;
      if (!context_.incomplete) context_.unknown_tag(name, place, code::kUnknownInCondition);
      return false;
    }
    if (group == "day") {
      std::vector<std::string_view> names;
      for (const PolicyDaySource& day : context_.book.policy.days) names.push_back(day.name);
      const std::optional<int> found = check_choice(context_, name, place, names, group, code::kUnknownInCondition);
      if (!found) return false;
      out.subject = PolicyCondition::Subject::day;
      out.day = static_cast<uint8_t>(*found);
      return true;
    }
    static constexpr std::array<std::string_view, 6> kGroups = {"topic", "kind", "target", "tag", "day", "platform"};
    check_choice(context_, group, word.place, kGroups, "word before ':'", code::kUnknownInCondition);
    return false;
  }

  bool read_number(PolicyCondition& out) {
    const Word& sign = words_[at_++];
    if (!is_operator(sign.text.front())) {
      malformed(sign.place, "unexpected '" + std::string(sign.text) + "'");
      return false;
    }
    if (sign.text != ">=" && sign.text != "<") {
      malformed(sign.place, "numbers are compared with >= or <, not '" + std::string(sign.text) + "'");
      return false;
    }
    out.compare = sign.text == "<" ? Compare::below : Compare::at_least;
    if (at_ + 1 != words_.size()) {
      malformed(at_ < words_.size() ? words_[at_ + 1].place : sign.place,
                "one number stands behind " + std::string(sign.text));
      return false;
    }
    const std::string_view digits = words_[at_].text;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
      malformed(words_[at_].place, "'" + std::string(digits) + "' is no integer");
      return false;
    }
    // Points may be below 0; what is counted is not. In the policy `not` also holds of what is not known.
    const bool counted = out.subject != PolicyCondition::Subject::label;
    const bool below = out.compare == Compare::below;
    if (!counted || out.value > 0 || !(below || (out.negated && facts_only_))) return true;
    context_.error(code::kNumberRange, words_[at_].place,
                   std::string("nothing is counted below 0, so this ") +
                       (below && out.negated ? "excludes nothing" : "can never hold"),
                   "write a number above 0");
    return false;
  }

  ParseContext& context_;
  std::vector<Word> words_;
  size_t at_ = 0;
  Place whole_;
  bool facts_only_;
};

}  // namespace

std::optional<PolicyCondition> check_condition(ParseContext& context, std::string_view text, const Place& place) {
  return ConditionReader(context, text, place, false).read();
}

std::optional<FactCondition> check_fact(ParseContext& context, std::string_view text, const Place& place) {
  const std::optional<PolicyCondition> read = ConditionReader(context, text, place, true).read();
  if (!read) return std::nullopt;
  FactCondition out{read->fact, read->compare, read->value, read->place};
  if (!read->negated) return out;
  if (read->fact == Fact::platform) {
    context.error(code::kBadFact, read->place, "a rule asks for one platform, not for all but one",
                  "write a condition of the policy instead");
    return std::nullopt;
  }
  if (read->compare == Compare::equal)
    out.value = 1 - read->value;
  else
    out.compare = read->compare == Compare::below ? Compare::at_least : Compare::below;
  return out;
}

}  // namespace pilah
