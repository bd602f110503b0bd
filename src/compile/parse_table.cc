// SPDX-License-Identifier: Apache-2.0
// Typed access to TOML tables, with every complaint about keys, types, ranges and names in one wording.
#include "compile/parse_table.h"

#include "compile/utf8.h"

#include <algorithm>

namespace pilah {

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 96 || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_pack_id(std::string_view text) {
  if (text.size() > 96) return false;
  while (true) {
    const size_t dot = text.find('.');
    if (!is_name(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::string list_of(std::span<const std::string_view> names, std::string_view last) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? last : ", ";
    out += names[i];
  }
  return out;
}

void ParseContext::unknown_tag(std::string_view name, const Place& place, const char* code) {
  const std::string otherwise =
      tags.empty() ? "no file with [tags] is among the sources" : "declare it in tags.toml, with its meaning";
  error(code, place, "unknown tag '" + std::string(name) + "'", suggester.help(name, tags, otherwise, "'", "'"));
}

namespace {

// Keys that have a meaning elsewhere, or a name that people try first.
struct KeyHint {
  std::string_view what, key, hint;
};
constexpr std::string_view kOwnFile = "it stands in a file of its own, without 'pack'";
constexpr std::string_view kOfAuthor = "what is known of the author stands in author = { … }";
constexpr std::string_view kOfComment = "what is known of the comment stands in comment = { … }";
constexpr KeyHint kKeyHints[] = {
    {"a pack", "row", kOwnFile},
    {"a pack", "thresholds", kOwnFile},
    {"a pack", "tags", kOwnFile},
    {"a pack", "verb", kOwnFile},
    {"a case", "bio", kOfAuthor},
    {"a case", "followers", kOfAuthor},
    {"a case", "verified", kOfAuthor},
    {"a case", "likes", kOfComment},
    {"a case", "platform", kOfComment},
    {"a rule", "all", "only composites name other rules: write [[composite]]"},
    {"a rule", "none", "only composites name other rules: write [[composite]]"},
    {"a rule", "absorbs", "only composites name other rules: write [[composite]]"},
    {"a rule", "within", "only composites have it; between the words of a pattern write a gap: <0-3>"},
    {"a lexicon", "any", "patterns of a lexicon stand in 'words', with their points"},
    {"a lexicon", "points", "points of a lexicon stand in 'words', one number for each"},
    {"a lexicon", "regex", "only rules have it: write [[rule]]"},
    {"a lexicon", "needs", "only rules have it: write [[rule]]"},
    {"a lexicon", "token", "only rules have it: write [[rule]]"},
    {"a composite", "words", "only rules have it: write [[rule]] and name that rule here"},
    {"a composite", "author", "only rules have it: write [[rule]] and name that rule here"},
    {"a composite", "unless", "write the patterns as a rule and name it in 'none'"},
    {"a composite", "unless_comment", "write the patterns as a rule and name it in 'none'"},
    {"a composite", "not_in", "contexts belong to the rules that are named"},
    {"a composite", "only_in", "contexts belong to the rules that are named"},
    {"a composite", "evades", "tricks belong to the words of the rules that are named"},
    {"a composite", "evaded_at_least", "only rules have it: write [[rule]] and name that rule here"},
    {"a composite", "evaded_by", "only rules have it: write [[rule]] and name that rule here"},
};

std::string hint_for(ParseContext& context, std::string_view key, std::string_view what,
                     std::span<const std::string_view> keys) {
  for (const KeyHint& hint : kKeyHints)
    if (hint.what == what && hint.key == key) return std::string(hint.hint);
  return context.suggester.help(key, keys, "the keys are " + list_of(keys, " and "), "'", "'");
}

bool is_list_of_tables(std::string_view key) {
  return key == "rule" || key == "lexicon" || key == "composite" || key == "row" || key == "verb";
}

bool check_named(ParseContext& context, const TomlValue& value, TomlValue::Type type, std::string_view name,
                 const std::string& shown) {
  if (value.type == type) return true;
  std::string help = "write " + std::string(name_of(type));
  if (type == TomlValue::Type::array && value.type == TomlValue::Type::string)
    help = "put it in square brackets: [\"…\"]";
  if (type == TomlValue::Type::array && value.type == TomlValue::Type::table)
    help = is_list_of_tables(name) ? "write [[" + std::string(name) + "]] with two brackets"
                                   : "put what it holds in square brackets";
  if (type == TomlValue::Type::table) help = "write it in braces: { name = value }";
  if (type == TomlValue::Type::integer && value.type == TomlValue::Type::other) help = "all numbers are integers";
  if (type == TomlValue::Type::integer && value.type == TomlValue::Type::string) help = "take the quotation marks away";
  if (type == TomlValue::Type::string && value.type != TomlValue::Type::array) help = "put it in quotation marks";
  context.error(code::kWrongType, value.place,
                shown + " is " + std::string(name_of(value.type)) + ", not " + std::string(name_of(type)), help);
  return false;
}

}  // namespace

bool check_type(ParseContext& context, const TomlValue& value, TomlValue::Type type, std::string_view name) {
  return check_named(context, value, type, name, "'" + std::string(name) + "'");
}

bool check_item(ParseContext& context, const TomlValue& item, TomlValue::Type type, std::string_view list) {
  return check_named(context, item, type, list, "an entry of '" + std::string(list) + "'");
}

std::optional<int64_t> check_range(ParseContext& context, const TomlValue& value, int64_t low, int64_t high,
                                   std::string_view name, const char* code) {
  if (!check_type(context, value, TomlValue::Type::integer, name)) return std::nullopt;
  if (value.integer >= low && value.integer <= high) return value.integer;
  context.error(code, value.place, "'" + std::string(name) + "' is out of range: " + std::to_string(value.integer),
                "write an integer from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

std::optional<int> check_choice(ParseContext& context, std::string_view text, const Place& place,
                                std::span<const std::string_view> names, std::string_view what, const char* code) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  const std::string otherwise = names.empty()        ? "none is declared"
                                : names.size() <= 20 ? "write " + list_of(names)
                                                     : "docs/RULES.md lists them";
  context.error(code, place, "unknown " + std::string(what) + " '" + std::string(text) + "'",
                context.suggester.help(text, names, otherwise, "'", "'"));
  return std::nullopt;
}

TableReader::TableReader(ParseContext& context, const TomlValue& table, std::string_view what,
                         std::span<const std::string_view> keys)
    : context_(context), table_(table), what_(what) {
  for (const TomlMember& member : table.members) {
    if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
    context.error(code::kUnknownKey, member.place, "unknown key '" + member.key + "' in " + std::string(what),
                  hint_for(context, member.key, what, keys));
  }
}

const TomlValue* TableReader::find(std::string_view key) const {
  for (const TomlMember& member : table_.members)
    if (member.key == key) return &member.value;
  return nullptr;
}

Place TableReader::place_of_key(std::string_view key) const {
  for (const TomlMember& member : table_.members)
    if (member.key == key) return member.place;
  return table_.place;
}

const TomlValue* TableReader::get(std::string_view key, TomlValue::Type type) const {
  const TomlValue* value = find(key);
  return value != nullptr && check_type(context_, *value, type, key) ? value : nullptr;
}

std::vector<const TomlValue*> TableReader::strings(std::string_view key) const {
  std::vector<const TomlValue*> out;
  const TomlValue* list = get(key, TomlValue::Type::array);
  if (list == nullptr) return out;
  for (const TomlValue& item : list->items)
    if (check_item(context_, item, TomlValue::Type::string, key)) out.push_back(&item);
  return out;
}

std::optional<int64_t> TableReader::integer(std::string_view key, int64_t low, int64_t high, const char* code) const {
  const TomlValue* value = find(key);
  return value == nullptr ? std::nullopt : check_range(context_, *value, low, high, key, code);
}

std::optional<bool> TableReader::boolean(std::string_view key) const {
  const TomlValue* value = get(key, TomlValue::Type::boolean);
  return value == nullptr ? std::nullopt : std::optional(value->boolean);
}

std::optional<int> TableReader::choice(std::string_view key, std::span<const std::string_view> names,
                                       std::string_view what, const char* code) const {
  const TomlValue* value = string(key);
  return value == nullptr ? std::nullopt : check_choice(context_, value->text, value->contents, names, what, code);
}

void TableReader::missing(const Place& place, std::string_view key, std::string_view help) const {
  context_.error(code::kMissingKey, place, std::string(what_) + " without '" + std::string(key) + "'",
                 std::string(help));
}

std::optional<PatternSource> check_pattern(ParseContext& context, std::string_view text, const Place& place) {
  const size_t before = context.diagnostics.error_count();
  PatternSource out;
  out.root = parse_pattern(text, place, context.diagnostics);
  out.text = text;
  out.place = place;
  out.place.length = static_cast<uint32_t>(std::max<size_t>(1, count_code_points(text)));
  if (context.diagnostics.error_count() != before) return std::nullopt;
  return out;
}

}  // namespace pilah
