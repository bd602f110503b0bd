// SPDX-License-Identifier: Apache-2.0
// The policy: thresholds and the ordered table that turns labels and facts into one action. Its one promise is checked
// here: no row that hides can hold for a complaint that is not spam.
#include "compile/parse_table.h"

#include "compile/utf8.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace pilah {

namespace {

constexpr int64_t kMaxThreshold = 10'000;
constexpr int64_t kMaxMinutes = int64_t{365} * 24 * 60;

constexpr std::array<std::string_view, 13> kChecklist = {
    "keep-evidence", "facts-first", "no-admission", "empathy",         "apologise", "offer-solution", "state-steps",
    "state-facts",   "reread",      "move-private", "invite-feedback", "monitor",   "do-not-argue"};
constexpr std::array<std::string_view, 7> kRoutes = {"customer-care", "product", "finance",   "security",
                                                     "legal",         "pr",      "moderation"};

class PolicyReader {
public:
  explicit PolicyReader(ParseContext& context) : context_(context) {}

  void read_thresholds(const TomlValue& table) {
    const TableReader reader(context_, table, "[thresholds]", kLabelNames);
    for (size_t i = 0; i < kLabelCount; ++i)
      if (const auto value = reader.integer(kLabelNames[i], 1, kMaxThreshold))
        context_.book.policy.thresholds[i] = static_cast<int>(*value);
  }

  void read_rows(const TomlValue& rows) {
    const TomlValue* open = nullptr;  // the first row without conditions
    for (const TomlValue& item : rows.items) {
      if (!check_type(context_, item, TomlValue::Type::table, "row")) continue;
      const bool conditional = read_row(item);
      if (!conditional && open == nullptr && &item != &rows.items.back()) {
        context_.error(code::kUnreachableRow, context_.book.policy.rows.back().place,
                       "the rows after this one are never reached", "only the last row goes without 'when'");
        open = &item;
      }
      if (conditional && open == nullptr && &item == &rows.items.back())
        context_.error(code::kNoDefaultRow, context_.book.policy.rows.back().place, "the last row has conditions",
                       "end with a default row without 'when', usually of action \"none\"");
    }
  }

private:
  // Reads one row; whether it has conditions.
  bool read_row(const TomlValue& table) {
    static constexpr std::array<std::string_view, 10> kKeys = {
        "id", "when", "action", "priority", "respond_within", "channel", "route", "checklist", "why_id", "why_en"};
    const TableReader reader(context_, table, "a row", kKeys);
    PolicyRowSource row;
    row.place = table.place;
    read_id(reader, row);
    const bool conditional = reader.has("when");
    if (conditional) read_when(reader, row);
    row.action_place = table.place;
    if (!reader.has("action")) reader.missing(row.place, "action", "write respond, hide, escalate or none");
    if (const auto action = reader.choice("action", kActionNames, "action", code::kUnknownAction)) {
      row.action = static_cast<Action>(*action);
      row.action_place = reader.find("action")->contents;
      check_hiding(row, conditional);
    }
    if (const auto priority = reader.integer("priority", 0, 100)) row.priority = static_cast<int>(*priority);
    if (const TomlValue* within = reader.string("respond_within")) row.respond_within = minutes_of(*within);
    if (const auto channel = reader.choice("channel", kChannelNames, "channel", code::kUnknownAction))
      row.channel = static_cast<Channel>(*channel);
    if (const auto route = reader.choice("route", kRoutes, "route", code::kUnknownAction))
      row.route = kRoutes[static_cast<size_t>(*route)];
    for (const TomlValue* item : reader.strings("checklist"))
      if (check_choice(context_, item->text, item->contents, kChecklist, "checklist code", code::kUnknownAction))
        row.checklist.push_back(item->text);
    if (const TomlValue* why = reader.string("why_id")) row.why_id = why->text;
    if (const TomlValue* why = reader.string("why_en")) row.why_en = why->text;
    context_.book.policy.rows.push_back(std::move(row));
    return conditional;
  }

  void read_id(const TableReader& reader, PolicyRowSource& row) {
    if (!reader.has("id")) return reader.missing(row.place, "id", "give the row a short name of its own");
    const TomlValue* id = reader.string("id");
    if (id == nullptr) return;
    row.id = id->text;
    row.place = id->contents;
    if (!is_name(row.id))
      context_.error(code::kBadName, row.place, "bad id of a row '" + row.id + "'",
                     "use lower-case letters, digits and -");
    const auto [first, added] = ids_.emplace(row.id, row.place);
    if (added) return;
    context_.error(code::kDuplicateRow, row.place, "two rows have the id '" + row.id + "'",
                   "give each row an id of its own");
    context_.diagnostics.note(first->second, "the first one");
  }

  void read_when(const TableReader& reader, PolicyRowSource& row) {
    const TomlValue* list = reader.get("when", TomlValue::Type::array);
    if (list == nullptr) return;
    if (list->items.empty())
      context_.error(code::kBadCondition, list->place, "'when' is empty", "take it away if this is the default row");
    for (const TomlValue* line : reader.strings("when")) {
      std::vector<PolicyCondition> conditions;
      std::string_view rest = line->text;
      Place place = line->contents;
      while (true) {
        const std::string_view part = rest.substr(0, rest.find('|'));
        place.length = static_cast<uint32_t>(std::max<size_t>(1, count_code_points(part)));
        if (const auto condition = check_condition(context_, part, place)) conditions.push_back(*condition);
        if (part.size() == rest.size()) break;
        rest.remove_prefix(part.size() + 1);
        place.column += static_cast<uint32_t>(count_code_points(part)) + 1;
      }
      row.when.push_back(std::move(conditions));
    }
  }

  void check_hiding(const PolicyRowSource& row, bool conditional) {
    if (row.action != Action::hide) return;
    const bool safe = std::any_of(row.when.begin(), row.when.end(), [](const std::vector<PolicyCondition>& line) {
      if (line.size() != 1 || line.front().subject != PolicyCondition::Subject::label) return false;
      const bool spam = line.front().label == static_cast<uint8_t>(Label::spam) && !line.front().negated;
      return spam || (line.front().label == static_cast<uint8_t>(Label::complaint) && line.front().negated);
    });
    if (safe) return;
    context_.error(
        code::kUnsafeHide, row.action_place,
        conditional ? "this row could hide a complaint that is not spam" : "the default row would hide everything",
        "add \"spam\" or \"not complaint\" to 'when', as a line of its own");
  }

  // "15m", "4h", "2d" in minutes.
  uint32_t minutes_of(const TomlValue& value) {
    const std::string_view text = value.text;
    int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit = text.substr(static_cast<size_t>(read.ptr - text.data()));
    const int64_t factor = unit == "m" ? 1 : unit == "h" ? 60 : unit == "d" ? int64_t{24} * 60 : 0;
    if (read.ec == std::errc() && factor > 0 && number > 0 && number <= kMaxMinutes / factor)
      return static_cast<uint32_t>(number * factor);
    context_.error(code::kBadDuration, value.contents, "bad duration '" + value.text + "'",
                   "write 15m, 4h or 2d; at most a year");
    return 0;
  }

  ParseContext& context_;
  std::map<std::string, Place> ids_;
};

}  // namespace

void parse_policy(ParseContext& context, const TomlValue& file, uint32_t source) {
  static constexpr std::array<std::string_view, 2> kKeys = {"thresholds", "row"};
  const TableReader reader(context, file, "the policy", kKeys);
  context.book.policy.present = true;
  context.book.policy.place = {source, 1, 1, 1};
  PolicyReader policy(context);
  if (const TomlValue* thresholds = reader.table("thresholds")) policy.read_thresholds(*thresholds);
  const TomlValue* rows = reader.get("row", TomlValue::Type::array);
  if (rows != nullptr && !rows->items.empty()) return policy.read_rows(*rows);
  if (rows != nullptr || !reader.has("row"))
    context.error(code::kNoDefaultRow, {source, 1, 1, 1}, "policy without rows",
                  "end with a default row without 'when', usually of action \"none\"");
}

}  // namespace pilah
