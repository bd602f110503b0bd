// SPDX-License-Identifier: Apache-2.0
// The policy: thresholds and the ordered table that turns labels and facts into one action.
#include "compile/parse_lines.h"

#include <algorithm>
#include <charconv>

namespace pilah {

namespace {

constexpr int64_t kMaxThreshold = 10'000;
constexpr size_t kMaxRows = 1'000;  // each is compared with all before it
constexpr int64_t kMaxMinutes = int64_t{365} * 24 * 60;

constexpr std::array<std::string_view, 7> kRoutes = {"customer-care", "product", "finance",   "security",
                                                     "legal",         "pr",      "moderation"};

class PolicyReader {
public:
  PolicyReader(ParseContext& context, bool overlay)
      : context_(context), rows_(context.book.policy.rows), overlay_(overlay) {}

  void read_thresholds(const TomlValue& table) {
    const TableReader reader(context_, table, "[thresholds]", kLabelNames);
    PolicySource& policy = context_.book.policy;
    for (size_t i = 0; i < kLabelCount; ++i)
      if (const auto value = reader.integer(kLabelNames[i], 1, kMaxThreshold)) {
        policy.thresholds[i] = static_cast<int>(*value);
        if (overlay_) {
          policy.threshold_places[i] = reader.place_of_key(kLabelNames[i]);
        } else {
          policy.shipped_thresholds[i] = policy.thresholds[i];
        }
      }
  }

  void read_rows(const TomlValue& rows) {
    for (const TomlValue& item : rows.items) {
      if (!check_type(context_, item, TomlValue::Type::table, "row")) continue;
      read_row(item);
      if (rows_.size() <= kMaxRows) continue;
      context_.error(code::kPolicyTooLarge, item.place, "more than " + std::to_string(kMaxRows) + " rows",
                     "join some, or let rules set a tag for what they ask");
      return;
    }
  }

private:
  void read_row(const TomlValue& table) {
    static constexpr std::array<std::string_view, 12> kKeys = {
        "id",      "when",  "action",    "priority", "respond_within", "hours",
        "channel", "route", "checklist", "why_id",   "why_en",         "before"};
    const TableReader reader(context_, table, "a row", kKeys);
    const TomlValue* const id = reader.string("id");
    PolicyRowSource* const changed = overlay_ && id ? row_named(*id) : nullptr;
    PolicyRowSource row = changed ? *changed : PolicyRowSource{};
    row.place = table.place;
    if (id)
      take_id(*id, row);
    else if (!reader.has("id"))
      reader.missing(row.place, "id", "give the row a short name of its own");
    if (reader.has("when")) read_when(reader, row);
    row.conditional = row.conditional || reader.has("when");
    if (!changed) row.action_place = table.place;
    if (!changed && !reader.has("action")) reader.missing(row.place, "action", "write respond, hide, escalate or none");
    if (const auto action = reader.choice("action", kActionNames, "action", code::kUnknownAction)) {
      row.action = static_cast<Action>(*action);
      row.action_place = reader.find("action")->contents;
    }
    if (const auto priority = reader.integer("priority", 0, 100)) row.priority = static_cast<int>(*priority);
    if (const TomlValue* within = reader.string("respond_within"))
      row.respond_within = check_minutes(context_, *within);
    static constexpr std::array<std::string_view, 2> kHours = {"office", "always"};
    if (const auto hours = reader.choice("hours", kHours, "hours", code::kUnknownAction)) row.always = *hours == 1;
    if (const auto channel = reader.choice("channel", kChannelNames, "channel", code::kUnknownAction))
      row.channel = static_cast<Channel>(*channel);
    if (const auto route = reader.choice("route", kRoutes, "route", code::kUnknownAction))
      row.route = kRoutes[static_cast<size_t>(*route)];
    if (reader.has("checklist")) row.checklist.clear();
    for (const TomlValue* item : reader.strings("checklist"))
      if (check_choice(context_, item->text, item->contents, kChecklistNames, "checklist code", code::kUnknownAction))
        row.checklist.push_back(item->text);
    if (const TomlValue* why = reader.string("why_id")) row.why_id = why->text;
    if (const TomlValue* why = reader.string("why_en")) row.why_en = why->text;
    if (!changed) {
      rows_.insert(place_for(reader), std::move(row));
      return;
    }
    *changed = std::move(row);
    if (reader.has("before")) move_row(static_cast<size_t>(changed - rows_.data()), reader);
  }

  void move_row(size_t from, const TableReader& reader) {
    const auto row = rows_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto to = place_for(reader);
    if (to < row)
      std::rotate(to, row, row + 1);
    else if (to > row)
      std::rotate(row, row + 1, to);
  }

  PolicyRowSource* row_named(const TomlValue& id) {
    const auto found =
        std::find_if(rows_.begin(), rows_.end(), [&](const PolicyRowSource& row) { return row.id == id.text; });
    return found == rows_.end() ? nullptr : &*found;
  }

  // At the end; a tenant's rows before the one that they name, else before the default row.
  std::vector<PolicyRowSource>::iterator place_for(const TableReader& reader) {
    if (!overlay_ && !reader.has("before")) return rows_.end();
    if (const TomlValue* before = reader.string("before")) {
      if (PolicyRowSource* row = row_named(*before)) return rows_.begin() + (row - rows_.data());
      std::vector<std::string_view> names;
      for (const PolicyRowSource& row : rows_) names.push_back(row.id);
      check_choice(context_, before->text, before->contents, names, "row", code::kUnknownRow);
    }
    return rows_.empty() || rows_.back().conditional ? rows_.end() : rows_.end() - 1;
  }

  void take_id(const TomlValue& id, PolicyRowSource& row) {
    row.id = id.text;
    row.place = id.contents;
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
    const size_t errors = context_.diagnostics.error_count();
    read_lines(reader, row);
    row.flawed = context_.diagnostics.error_count() != errors;
  }

  void read_lines(const TableReader& reader, PolicyRowSource& row) {
    const TomlValue* list = reader.get("when", TomlValue::Type::array);
    if (list == nullptr) return;
    if (list->items.empty())
      context_.error(code::kBadCondition, list->place, "'when' is empty", "take it away if this is the default row");
    row.when = check_lines(context_, *list);
  }

  ParseContext& context_;
  std::vector<PolicyRowSource>& rows_;
  bool overlay_;
  std::map<std::string, Place> ids_;  // of this file
};

// Codes that rows use need a text for people, once any has one.
void check_texts(ParseContext& context) {
  const PolicySource& policy = context.book.policy;
  const auto& texts = policy.checklist_id;
  if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return text.empty(); })) return;
  for (size_t i = 0; i < kChecklistNames.size(); ++i)
    if (texts[i].empty())
      context.error(code::kNoText, policy.place, "no text for '" + std::string(kChecklistNames[i]) + "'",
                    "add it to [checklist], in both languages");
}

}  // namespace

uint32_t check_minutes(ParseContext& context, const TomlValue& value) {
  const std::string_view text = value.text;
  int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<size_t>(read.ptr - text.data()));
  const int64_t factor = unit == "m" ? 1 : unit == "h" ? 60 : unit == "d" ? int64_t{24} * 60 : 0;
  if (read.ec == std::errc() && factor > 0 && number > 0 && number <= kMaxMinutes / factor)
    return static_cast<uint32_t>(number * factor);
  context.error(code::kBadDuration, value.contents, "bad duration '" + value.text + "'",
                "write 15m, 4h or 2d; at most a year");
  return 0;
}

void parse_policy(ParseContext& context, const std::vector<PolicyFile>& files) {
  PolicySource& policy = context.book.policy;
  policy.place = {files.front().source, 1, 1, 1};
  std::vector<TableReader> readers;
  readers.reserve(files.size());
  for (const PolicyFile& one : files) readers.emplace_back(context, *one.file, "the policy", kDeskKeys);
  // Names of days and conditions first, the tenant's last: rows of every file mean the same by them.
  for (const TableReader& reader : readers) read_names(context, reader);
  for (const TableReader& reader : readers) read_desk(context, reader);
  for (size_t i = 0; i < files.size(); ++i) {
    PolicyReader rows(context, files[i].overlay);
    if (const TomlValue* thresholds = readers[i].table("thresholds")) rows.read_thresholds(*thresholds);
    const TomlValue* list = readers[i].get("row", TomlValue::Type::array);
    if (list != nullptr) rows.read_rows(*list);
    const bool none = list != nullptr ? list->items.empty() : !readers[i].has("row");
    if (none && !files[i].overlay)
      context.error(code::kNoDefaultRow, {files[i].source, 1, 1, 1}, "policy without rows",
                    "end with a default row without 'when', usually of action \"none\"");
  }
  check_texts(context);
  check_rows(context);
}

}  // namespace pilah
