// SPDX-License-Identifier: Apache-2.0
// The lines of `when`: conditions with `|` between them, and names for such lines that [conditions] declares.
#include "compile/parse_lines.h"

#include "compile/utf8.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace pilah {

namespace {

// Lines are compared with each other, and names may stand for names, so that few bytes may come to many conditions.
constexpr size_t kMaxConditions = 1'000;  // of the lines of a row
constexpr size_t kMaxConditionsInAll = 10'000;

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The condition behind `not`, or nothing.
std::optional<std::string_view> behind_not(std::string_view part) {
  part = trimmed(part);
  if (!part.starts_with("not") || part.size() == 3 || !is_blank(part[3])) return std::nullopt;
  return trimmed(part.substr(3));
}

// As pages show it, where it is one line of a table.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (char c : trimmed(text))
    if (!is_blank(c))
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  return out;
}

PolicyCondition reversed(PolicyCondition condition) {
  condition.negated = !condition.negated;
  return condition;
}

bool same_condition(const PolicyCondition& a, const PolicyCondition& b) {
  const auto all = [](const PolicyCondition& c) {
    return std::tie(c.subject, c.negated, c.label, c.kind, c.target, c.tag, c.fact, c.day, c.compare, c.value);
  };
  return all(a) == all(b);
}

class LineReader {
public:
  LineReader(ParseContext& context, const TomlValue& line) : context_(context), line_(line) {}

  std::vector<PolicyLineSource> read() {
    PolicyLineSource out;
    out.text = in_one_line(line_.text);
    out.place = line_.contents;
    std::string_view rest = line_.text;
    Place place = line_.contents;
    const bool alone = rest.find('|') == rest.npos;
    while (context_.conditions <= kMaxConditionsInAll) {
      const std::string_view part = rest.substr(0, rest.find('|'));
      place.length = static_cast<uint32_t>(std::max<size_t>(1, count_code_points(part)));
      const PolicySource::Named* const named = name_in(part);
      if (!count(named ? named->any.size() : 1)) break;
      if (named) {
        const bool negated = behind_not(part).has_value();
        if (negated && named->any.size() > 1) {
          if (alone) return all_reversed(*named, out);
          context_.error(code::kBadCondition, place, "'not " + named->name + "' beside other conditions",
                         "it stands for several conditions; give it a line of its own");
        } else {
          for (const PolicyCondition& condition : named->any) add(negated ? reversed(condition) : condition, out);
        }
      } else if (const auto condition = check_condition(context_, part, place)) {
        add(*condition, out);
      }
      if (part.size() == rest.size()) break;
      place = place_behind(place, rest.substr(0, part.size() + 1));
      rest.remove_prefix(part.size() + 1);
    }
    return {out};
  }

private:
  // False when these are too many, which is told once.
  bool count(size_t conditions) {
    context_.conditions += conditions;
    if (context_.conditions <= kMaxConditionsInAll) return true;
    context_.error(code::kPolicyTooLarge, line_.contents,
                   "with this line, the policy comes to more than " + std::to_string(kMaxConditionsInAll) +
                       " conditions with its names written out",
                   "use fewer conditions, or let rules set a tag for them");
    return false;
  }

  // Names may hold the same condition.
  static void add(const PolicyCondition& condition, PolicyLineSource& line) {
    const bool known = std::any_of(line.any.begin(), line.any.end(),
                                   [&](const PolicyCondition& other) { return same_condition(other, condition); });
    if (!known) line.any.push_back(condition);
  }

  const PolicySource::Named* name_in(std::string_view part) const {
    part = behind_not(part).value_or(trimmed(part));
    for (const PolicySource::Named& named : context_.book.policy.conditions)
      if (named.name == part) return &named;
    return nullptr;
  }

  // None of several is each of them not, on a line of its own.
  std::vector<PolicyLineSource> all_reversed(const PolicySource::Named& named, const PolicyLineSource& whole) const {
    std::vector<PolicyLineSource> lines;
    for (const PolicyCondition& condition : named.any) {
      lines.push_back(whole);
      lines.back().any = {reversed(condition)};
      if (lines.size() > 1) lines.back().text.clear();
    }
    return lines;
  }

  ParseContext& context_;
  const TomlValue& line_;
};

}  // namespace

std::vector<PolicyLineSource> check_lines(ParseContext& context, const TomlValue& value) {
  std::vector<PolicyLineSource> out;
  size_t conditions = 0;
  const auto add = [&](const TomlValue& line) {
    for (PolicyLineSource& read : LineReader(context, line).read()) {
      conditions += std::max<size_t>(1, read.any.size());
      out.push_back(std::move(read));
    }
  };
  if (value.type == TomlValue::Type::string) {
    add(value);
    return out;
  }
  if (!check_type(context, value, TomlValue::Type::array, "when")) return out;
  for (const TomlValue& line : value.items) {
    if (!check_item(context, line, TomlValue::Type::string, "when")) continue;
    add(line);
    if (context.conditions > kMaxConditionsInAll) break;
    if (conditions <= kMaxConditions) continue;
    context.error(code::kPolicyTooLarge, line.contents,
                  "with this line, the list comes to more than " + std::to_string(kMaxConditions) + " conditions",
                  "use fewer conditions, or several rows");
    break;
  }
  return out;
}

void read_conditions(ParseContext& context, const TomlValue& table) {
  for (const TomlMember& member : table.members) context.names_to_come.insert(member.key);
  for (const TomlMember& member : table.members) {
    context.names_to_come.erase(member.key);
    if (context.conditions > kMaxConditionsInAll) return;
    std::vector<PolicySource::Named>& known = context.book.policy.conditions;
    const bool taken = index_of(kLabelNames, member.key) >= 0 || index_of(kFactNames, member.key) >= 0;
    if (!is_name(member.key) || taken) {
      context.error(code::kBadName, member.contents, "bad name of a condition '" + member.key + "'",
                    taken ? "that is a label or a fact" : "use lower-case letters, digits and -");
      continue;
    }
    if (!check_type(context, member.value, TomlValue::Type::string, member.key)) continue;
    const std::vector<PolicyLineSource> lines = LineReader(context, member.value).read();
    if (lines.size() != 1) {
      context.error(code::kBadCondition, member.value.contents, "a condition of several lines",
                    "write the conditions that may hold, with | between them");
      continue;
    }
    const PolicySource::Named named{member.key, lines.front().text, lines.front().any};
    const auto same =
        std::find_if(known.begin(), known.end(), [&](const auto& other) { return other.name == named.name; });
    if (same != known.end())
      *same = named;  // an overlay's
    else
      known.push_back(named);
  }
}

}  // namespace pilah
