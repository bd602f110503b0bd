// SPDX-License-Identifier: Apache-2.0
// What the parsers of the several kinds of files share: where results and problems go, and typed access to TOML tables.
#pragma once

#include "compile/codes.h"
#include "compile/diagnostics.h"
#include "compile/parse.h"
#include "compile/parse_toml.h"
#include "compile/rulebook.h"
#include "compile/suggest.h"

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// Everything one parse() works on.
struct ParseContext {
  const ParseOptions& options;
  Diagnostics& diagnostics;
  Rulebook& book;
  Suggester suggester = {};

  // Read before any pack, whatever the order of the files.
  std::map<std::string, Place, std::less<>> tags = {};
  std::map<std::string, Place, std::less<>> retired = {};
  // Ids of rules in which something was wrong: checks that build on all of their contents stay silent.
  std::set<std::string, std::less<>> flawed = {};
  // A file could not be read: names that nobody declares may have stood in it, so unknown names are not reported.
  bool incomplete = false;
  // `priority >= 90` is a condition: only where the priority is known.
  bool priority_known = false;
  // Names that [conditions] declares below the line that is read.
  std::set<std::string_view> names_to_come = {};
  // Conditions of the policy so far, with those that a name stands for.
  size_t conditions = 0;
  // Of all regular expressions so far.
  size_t regex_steps = 0;

  void error(const char* code, const Place& place, std::string message, std::string help) {
    diagnostics.error(code, place, std::move(message), std::move(help));
  }
  void warning(const char* code, const Place& place, std::string message, std::string help) {
    diagnostics.warning(code, place, std::move(message), std::move(help));
  }
  void unknown_tag(std::string_view name, const Place& place, const char* code);
};

// Names of packs, rules, sets, groups and tags: lower-case letters, digits, and - inside. A pack's
// name is several of them with dots between. At most 96 bytes, which bounds the work on prefixes of ids.
bool is_name(std::string_view text);
bool is_pack_id(std::string_view text);

// "a, b or c"
std::string list_of(std::span<const std::string_view> names, std::string_view last = " or ");

// A table of known keys. Reports unknown ones when it is made and wrong types when a value is asked for; answers
// nothing then, so that a caller only deals with what is right.
class TableReader {
public:
  // `what` names the table in messages: "a rule".
  TableReader(ParseContext& context, const TomlValue& table, std::string_view what,
              std::span<const std::string_view> keys);

  const TomlValue* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }
  Place place_of_key(std::string_view key) const;

  const TomlValue* get(std::string_view key, TomlValue::Type type) const;  // of this type, else reported
  const TomlValue* string(std::string_view key) const { return get(key, TomlValue::Type::string); }
  const TomlValue* table(std::string_view key) const { return get(key, TomlValue::Type::table); }
  // The strings of a list; other items are reported and left out.
  std::vector<const TomlValue*> strings(std::string_view key) const;
  // An integer from `low` to `high`, else reported under `code`.
  std::optional<int64_t> integer(std::string_view key, int64_t low, int64_t high,
                                 const char* code = code::kNumberRange) const;
  std::optional<bool> boolean(std::string_view key) const;
  // The value's position in `names`, else reported with the nearest name.
  std::optional<int> choice(std::string_view key, std::span<const std::string_view> names, std::string_view what,
                            const char* code = code::kUnknownValue) const;
  void missing(const Place& place, std::string_view key, std::string_view help) const;

private:
  ParseContext& context_;
  const TomlValue& table_;
  std::string_view what_;
};

// Pieces of the above for values outside of tables.
bool check_type(ParseContext& context, const TomlValue& value, TomlValue::Type type, std::string_view name);
bool check_item(ParseContext& context, const TomlValue& item, TomlValue::Type type, std::string_view list);
std::optional<int64_t> check_range(ParseContext& context, const TomlValue& value, int64_t low, int64_t high,
                                   std::string_view name, const char* code);
std::optional<int> check_choice(ParseContext& context, std::string_view text, const Place& place,
                                std::span<const std::string_view> names, std::string_view what, const char* code);

// A pattern with its checks; nothing when it was reported as wrong.
std::optional<PatternSource> check_pattern(ParseContext& context, std::string_view text, const Place& place);

// One condition of the policy: "not spam", "tag:safety", "followers >= 10000".
std::optional<PolicyCondition> check_condition(ParseContext& context, std::string_view text, const Place& place);
// The same for `author`, where only facts are allowed.
std::optional<FactCondition> check_fact(ParseContext& context, std::string_view text, const Place& place);

// The contexts in a list of names.
Contexts check_contexts(ParseContext& context, const std::vector<const TomlValue*>& names);

// The tricks in a list of names.
Evasions check_evasions(ParseContext& context, const std::vector<const TomlValue*>& names);

// The parsers of the kinds of files, by what their tables hold.
void parse_pack(ParseContext& context, const TomlValue& file, uint32_t source, bool overlay);
// The shipped policy and those of overlays, which change it.
struct PolicyFile {
  const TomlValue* file;
  uint32_t source;
  bool overlay;
};
void parse_policy(ParseContext& context, const std::vector<PolicyFile>& files);
void parse_scores(ParseContext& context, const TomlValue& file);
void parse_tags(ParseContext& context, const TomlValue& file);
void parse_platforms(ParseContext& context, const TomlValue& file);
void parse_retired(ParseContext& context, const TomlValue& file);

// The full id of a pack's rule.
std::string full_id(const PackSource& pack, std::string_view own);

// The `[[rule]]`, `[[lexicon]]` and `[[composite]]` tables of a pack.
void parse_rules(ParseContext& context, const TomlValue& tables, RuleSource::Form form, uint32_t pack);

// The cases of a rule.
void parse_cases(ParseContext& context, const TableReader& table, RuleSource& rule);

// What only the whole of all packs can tell: unknown and circular names, caps, changes.
void resolve(ParseContext& context);
void resolve_patterns(ParseContext& context);    // sets and typed tokens
void resolve_ids(ParseContext& context);         // ids of packs and rules, slang, scores
void resolve_groups(ParseContext& context);      // groups, labels, caps and changes
void resolve_composites(ParseContext& context);  // names of rules

// RE2's message about `regex` with the offending part of it, which may be empty; or nothing. Adds to `steps` how many
// the expression comes to when it is compiled, which tells the time and memory that this takes.
struct RegexProblem {
  std::string message;
  std::string_view part;
};
std::optional<RegexProblem> check_regex(std::string_view regex, size_t& steps);
// Whether it matches where there is nothing, which is no hit: "(promo)?" would not get to the promo behind another
// word.
bool matches_without_text(std::string_view regex);

}  // namespace pilah
