// SPDX-License-Identifier: Apache-2.0
// The comments inside a rule that it must, must not, or should one day fire on.
#include "compile/parse_table.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace pilah {

namespace {

class CaseReader {
public:
  CaseReader(ParseContext& context, const TableReader& reader, RuleSource& rule)
      : context_(context), reader_(reader), rule_(rule) {}

  void read();

private:
  std::vector<CaseSource> cases(std::string_view key);
  std::optional<CaseSource> read_case(const TomlValue& value, std::string_view key);
  void read_facts(const TomlValue& table, std::string_view group, std::string_view what, CaseSource& out);

  ParseContext& context_;
  const TableReader& reader_;
  RuleSource& rule_;
};

void CaseReader::read() {
  const size_t errors = context_.diagnostics.error_count();
  rule_.hit = cases("hit");
  rule_.ok = cases("ok");
  const bool lost = context_.diagnostics.error_count() != errors;  // a wrong case is no missing one
  rule_.todo = cases("todo");
  const auto same = [](const CaseSource& a, const CaseSource& b) {
    const auto key = [](const CaseSource& c) { return std::tie(c.text, c.bio, c.facts); };
    return key(a) == key(b);
  };
  const auto compare = [](const CaseSource* a, const CaseSource* b) { return a->text < b->text; };
  std::multiset<const CaseSource*, decltype(compare)> hits(compare);
  for (const CaseSource& hit : rule_.hit) hits.insert(&hit);
  for (const CaseSource& ok : rule_.ok) {
    const auto [first, last] = hits.equal_range(&ok);
    const auto found = std::find_if(first, last, [&](const CaseSource* hit) { return same(*hit, ok); });
    if (found == last) continue;
    context_.error(code::kCaseBothWays, ok.place, "the same comment is a hit and an ok",
                   "take it out of one of the lists");
    context_.diagnostics.note((*found)->place, "the hit");
  }
  if (rule_.status == RuleStatus::draft || rule_.status == RuleStatus::retired) return;
  const std::string help = "add comments it must fire on as hit = [...], and more near-misses as ok = [...]";
  if (lost) return;
  if (rule_.hit.empty()) {
    if (context_.options.release)
      context_.error(code::kNoCases, rule_.place, "rule without a case", help);
    else
      context_.warning(code::kNoCases, rule_.place, "rule without a case", help);
  } else if (rule_.ok.size() < rule_.hit.size()) {
    context_.warning(
        code::kFewOk, rule_.place,
        "fewer ok cases (" + std::to_string(rule_.ok.size()) + ") than hits (" + std::to_string(rule_.hit.size()) + ")",
        "add comments that look alike and must not fire");
  }
}

std::vector<CaseSource> CaseReader::cases(std::string_view key) {
  std::vector<CaseSource> out;
  const TomlValue* list = reader_.get(key, TomlValue::Type::array);
  if (list == nullptr) return out;
  for (const TomlValue& item : list->items)
    if (auto read = read_case(item, key)) out.push_back(std::move(*read));
  return out;
}

std::optional<CaseSource> CaseReader::read_case(const TomlValue& value, std::string_view key) {
  static constexpr std::array<std::string_view, 4> kKeys = {"text", "author", "comment", "thread"};
  CaseSource out;
  if (value.type != TomlValue::Type::table) {
    if (!check_item(context_, value, TomlValue::Type::string, key)) return std::nullopt;
    out.text = value.text;
    out.place = value.contents;
    return out;
  }
  const TableReader reader(context_, value, "a case", kKeys);
  out.place = value.place;
  if (!reader.has("text")) {
    reader.missing(value.place, "text", "write { text = \"…\", author = { followers = 120000 } }");
    return std::nullopt;
  }
  const TomlValue* text = reader.string("text");
  if (text == nullptr) return std::nullopt;
  out.text = text->text;
  out.place = text->contents;
  if (const TomlValue* author = reader.table("author")) read_facts(*author, "", "an author", out);
  if (const TomlValue* comment = reader.table("comment")) read_facts(*comment, "comment.", "a comment", out);
  if (const TomlValue* thread = reader.table("thread")) read_facts(*thread, "thread.", "a thread", out);
  return out;
}

// The facts whose names begin with `group`; those of the author have no group.
void CaseReader::read_facts(const TomlValue& table, std::string_view group, std::string_view what, CaseSource& out) {
  const auto own_name = [&](std::string_view name) {
    const size_t dot = name.find('.');
    const std::string_view of = dot == name.npos ? std::string_view() : name.substr(0, dot + 1);
    return of == group ? name.substr(of.size()) : std::string_view();
  };
  const auto is_platform = [](size_t fact) { return static_cast<Fact>(fact) == Fact::platform; };
  std::vector<std::string_view> keys;
  for (size_t fact = 0; fact < kFactCount; ++fact)
    if (!own_name(kFactNames[fact]).empty() && !is_platform(fact)) keys.push_back(own_name(kFactNames[fact]));
  if (group.empty()) keys.push_back("bio");
  if (group == "comment.") keys.push_back("platform");
  const TableReader reader(context_, table, what, keys);
  for (size_t fact = 0; fact < kFactCount; ++fact) {
    const std::string_view name = own_name(kFactNames[fact]);
    if (name.empty() || is_platform(fact)) continue;
    if (is_yes_or_no(static_cast<Fact>(fact))) {
      if (const std::optional<bool> value = reader.boolean(name)) out.facts[fact] = *value;
    } else {
      out.facts[fact] = reader.integer(name, 0, int64_t{1} << 53).value_or(-1);
    }
  }
  if (group.empty()) {
    if (const TomlValue* bio = reader.string("bio")) out.bio = bio->text;
  }
  if (group == "comment.")
    if (const auto platform = reader.choice("platform", kPlatformNames, "platform", code::kBadFact))
      out.facts[static_cast<size_t>(Fact::platform)] = *platform;
}

}  // namespace

void parse_cases(ParseContext& context, const TableReader& table, RuleSource& rule) {
  CaseReader(context, table, rule).read();
}

}  // namespace pilah
