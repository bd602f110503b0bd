// SPDX-License-Identifier: Apache-2.0
// The policy beside its rows: who counts as whom, what raises the priority, when answers are due sooner, office hours,
// days of their own, and the texts of the checklist.
#include "compile/parse_lines.h"

#include <algorithm>
#include <charconv>

namespace pilah {

namespace {

constexpr int64_t kMostPeople = int64_t{1} << 53;
constexpr int kMinutesOfDay = 24 * 60;

class DeskReader {
public:
  DeskReader(ParseContext& context, const TableReader& file)
      : context_(context), policy_(context.book.policy), file_(file) {}

  void read_names() {
    if (const TomlValue* days = file_.table("days")) read_days(*days);
    if (const TomlValue* conditions = file_.table("conditions")) read_conditions(context_, *conditions);
  }

  void read() {
    if (const TomlValue* tiers = file_.table("tiers")) read_tiers(*tiers);
    read_profile("who", kWhoNames, policy_.who);
    read_profile("wants", kWantNames, policy_.wants);
    read_profile("tone", std::span(kToneNames).subspan(1), policy_.tone);
    if (const TomlValue* priority = file_.table("priority")) read_priority(*priority);
    if (const TomlValue* sooner = file_.get("sooner", TomlValue::Type::array)) read_sooner(*sooner);
    if (const TomlValue* hours = file_.table("hours")) read_hours(*hours);
    if (const TomlValue* checklist = file_.table("checklist")) read_checklist(*checklist);
  }

private:
  void read_tiers(const TomlValue& table) {
    const std::span<const std::string_view> names = std::span(kTierNames).subspan(1);
    const TableReader reader(context_, table, "[tiers]", names);
    for (size_t i = 0; i < names.size(); ++i)
      if (const auto people = reader.integer(names[i], 1, kMostPeople)) policy_.tiers[i] = *people;
    for (size_t i = 1; i < names.size(); ++i)
      if (policy_.tiers[i] <= policy_.tiers[i - 1])
        context_.error(code::kNumberRange, reader.place_of_key(names[i]), "tiers do not rise",
                       "each needs more followers than the one before");
  }

  template <size_t N>
  void read_profile(std::string_view key, std::span<const std::string_view> names,
                    std::array<std::vector<PolicyLineSource>, N>& out) {
    const TomlValue* table = file_.table(key);
    if (table == nullptr) return;
    const TableReader reader(context_, *table, "[" + std::string(key) + "]", names);
    for (size_t i = 0; i < names.size(); ++i)
      if (const TomlValue* value = reader.find(names[i])) out[i] = check_lines(context_, *value);
  }

  // [lines, number or duration]
  bool is_pair(const TomlValue& item) {
    if (item.type == TomlValue::Type::array && item.items.size() == 2) {
      const TomlValue& lines = item.items[0];
      if (lines.type != TomlValue::Type::array || !lines.items.empty()) return true;
      context_.error(code::kBadCondition, lines.place, "a list without conditions, which would always hold",
                     "write what it depends on; what holds for all comments belongs into the rows");
      return false;
    }
    context_.error(code::kWrongType, item.place, "no pair of a condition and what follows from it",
                   "write [\"comment.likes >= 100\", 3] or [[\"complaint\", \"platform:x\"], \"30m\"]");
    return false;
  }

  void read_priority(const TomlValue& table) {
    static constexpr std::array<std::string_view, 5> kKeys = {"caps", "exposure", "author", "waiting", "repetition"};
    const std::span<const std::string_view> parts = std::span(kPartNames).subspan(1);
    const TableReader reader(context_, table, "[priority]", kKeys);
    if (const TomlValue* caps = reader.table("caps")) {
      const TableReader cap_reader(context_, *caps, "caps", parts);
      for (size_t i = 0; i < parts.size(); ++i)
        if (const auto cap = cap_reader.integer(parts[i], 0, 100)) policy_.caps[i] = static_cast<int>(*cap);
    }
    for (size_t i = 0; i < parts.size(); ++i) {
      const TomlValue* steps = reader.get(parts[i], TomlValue::Type::array);
      if (steps == nullptr) continue;
      const auto of_this = [&](const PolicyStepSource& step) { return step.part == i + 1; };
      policy_.raises.erase(std::remove_if(policy_.raises.begin(), policy_.raises.end(), of_this), policy_.raises.end());
      for (const TomlValue& item : steps->items) {
        if (!is_pair(item)) continue;
        PolicyStepSource step;
        step.part = static_cast<uint8_t>(i + 1);
        step.when = check_lines(context_, item.items[0]);
        check_rising(step);
        if (const auto add = check_range(context_, item.items[1], 1, 100, parts[i], code::kNumberRange))
          step.value = static_cast<uint32_t>(*add);
        policy_.raises.push_back(std::move(step));
      }
    }
  }

  // Who is heard by more people, liked more or waits longer is never less urgent.
  void check_rising(const PolicyStepSource& step) {
    for (const PolicyLineSource& line : step.when)
      for (const PolicyCondition& c : line.any) {
        if (c.subject != PolicyCondition::Subject::fact || c.fact == Fact::position) continue;
        const bool below = (c.compare == Compare::below) != c.negated;
        if (c.compare != Compare::equal && below)
          context_.error(
              code::kFallingPriority, c.place,
              "the priority would fall when " + std::string(kFactNames[static_cast<size_t>(c.fact)]) + " rises",
              "write the condition with >=");
      }
  }

  void read_sooner(const TomlValue& list) {
    policy_.sooner.clear();
    for (const TomlValue& item : list.items) {
      if (!is_pair(item)) continue;
      PolicyStepSource step;
      context_.priority_known = true;
      step.when = check_lines(context_, item.items[0]);
      context_.priority_known = false;
      if (check_type(context_, item.items[1], TomlValue::Type::string, "sooner"))
        step.value = check_minutes(context_, item.items[1]);
      policy_.sooner.push_back(std::move(step));
    }
  }

  void bad_time(const TomlValue& value, const std::string& what, const std::string& help) {
    context_.error(code::kBadTime, value.contents, "bad " + what + " '" + value.text + "'", help);
  }

  // "08:00-20:30" in minutes of the day.
  std::optional<OpenHours> hours_of(std::string_view text) {
    const auto minute_of = [](std::string_view time) -> int {
      if (time.size() != 5 || time[2] != ':') return -1;
      int parts[2] = {0, 0};
      for (int i : {0, 1}) {
        const char* from = time.data() + 3 * i;
        if (std::from_chars(from, from + 2, parts[i]).ptr != from + 2 || parts[i] < 0) return -1;
      }
      const int minute = parts[0] * 60 + parts[1];
      return parts[1] < 60 && minute <= kMinutesOfDay ? minute : -1;
    };
    if (text == "closed") return OpenHours{0, 0};
    const size_t dash = text.find('-');
    if (dash == text.npos) return std::nullopt;
    const int open = minute_of(text.substr(0, dash)), close = minute_of(text.substr(dash + 1));
    if (open < 0 || close <= open) return std::nullopt;
    return OpenHours{static_cast<int16_t>(open), static_cast<int16_t>(close)};
  }

  void read_hours(const TomlValue& table) {
    static constexpr std::array<std::string_view, 11> kKeys = {"zone", "mon", "tue", "wed",      "thu",     "fri",
                                                               "sat",  "sun", "on",  "holidays", "weekdays"};
    static constexpr std::array<std::string_view, 7> kWeek = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    static constexpr std::string_view kHelp = "write \"08:00-20:00\", at most to 24:00, or \"closed\"";
    const TableReader reader(context_, table, "[hours]", kKeys);
    if (const auto zone = reader.choice("zone", kZoneNames, "zone", code::kBadTime)) policy_.zone = *zone;
    const auto read_day = [&](std::string_view key, size_t first, size_t last) {
      const TomlValue* value = reader.string(key);
      if (value == nullptr) return;
      const std::optional<OpenHours> hours = hours_of(value->text);
      if (!hours) return bad_time(*value, "hours", std::string(kHelp));
      for (size_t day = first; day <= last; ++day) policy_.week[day] = *hours;
    };
    read_day("weekdays", 0, 4);
    for (size_t day = 0; day < kWeek.size(); ++day) read_day(kWeek[day], day, day);
    if (const TomlValue* holidays = reader.get("holidays", TomlValue::Type::array)) {
      policy_.holidays.clear();
      for (const TomlValue& item : holidays->items)
        if (check_item(context_, item, TomlValue::Type::string, "holidays"))
          if (const auto dates = dates_of(item)) policy_.holidays.push_back(*dates);
    }
    const TomlValue* on = reader.table("on");
    if (on == nullptr) return;
    for (const TomlMember& member : on->members) {
      const auto day = std::find_if(policy_.days.begin(), policy_.days.end(),
                                    [&](const PolicyDaySource& other) { return other.name == member.key; });
      if (day == policy_.days.end()) {
        context_.error(code::kUnknownInCondition, member.contents, "unknown day '" + member.key + "'",
                       "declare it in [days]");
        continue;
      }
      if (!check_type(context_, member.value, TomlValue::Type::string, member.key)) continue;
      day->hours = hours_of(member.value.text);
      if (!day->hours) bad_time(member.value, "hours", std::string(kHelp));
    }
  }

  void read_days(const TomlValue& table) {
    for (const TomlMember& member : table.members) {
      if (!is_name(member.key)) {
        context_.error(code::kBadName, member.contents, "bad name of a day '" + member.key + "'",
                       "use lower-case letters, digits and -");
        continue;
      }
      if (!check_type(context_, member.value, TomlValue::Type::array, member.key)) continue;
      PolicyDaySource day;
      day.name = member.key;
      for (const TomlValue& item : member.value.items)
        if (check_item(context_, item, TomlValue::Type::string, member.key))
          if (const auto dates = dates_of(item)) day.dates.push_back(*dates);
      const auto same = std::find_if(policy_.days.begin(), policy_.days.end(),
                                     [&](const PolicyDaySource& other) { return other.name == day.name; });
      if (same != policy_.days.end())
        same->dates = day.dates;
      else if (policy_.days.size() < kMaxDays)
        policy_.days.push_back(std::move(day));
      else
        context_.error(code::kBadTime, member.contents, "too many days", "32 is the most");
    }
  }

  // "2026-03-21", "2026-02-19..2026-03-20", "*-12-12" each year, "*-*-25" each month; a name may stand behind, which
  // the end of a range is not. Only what comes again can end before it begins: "*-12-30..*-01-02".
  std::optional<PolicyDatesSource> dates_of(const TomlValue& value) {
    PolicyDatesSource out;
    std::string_view text = value.text;
    const size_t blank = text.find(' ');
    if (blank != text.npos) out.name = text.substr(blank + 1);
    text = text.substr(0, blank);
    const size_t dots = text.find("..");
    out.text = text;
    out.first = date_of(text.substr(0, dots));
    out.last = dots == text.npos ? out.first : date_of(text.substr(dots + 2));
    constexpr int kOnce = 2;
    const auto form = [](int date) { return date < 100 ? 0 : date < 10'000 ? 1 : kOnce; };
    const bool comes_again = form(out.first) != kOnce;
    const bool are_dates = out.first > 0 && out.last > 0 && form(out.first) == form(out.last);
    if (are_dates && (out.last >= out.first || comes_again) && !out.name.starts_with("..")) return out;
    bad_time(value, "date",
             "write 2026-03-21, 2026-02-19..2026-03-20, *-12-12, *-12-30..*-01-02 or *-*-25; a name may stand behind");
    return std::nullopt;
  }

  // As a number: 20260321; 1212 and 25 without what is a star; 0 for what is no date.
  static int date_of(std::string_view text) {
    constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int parts[3] = {0, 0, 0};
    for (int i = 0; i < 3; ++i) {
      const size_t end = i < 2 ? text.find('-') : text.size();
      if (end == text.npos) return 0;
      const std::string_view part = text.substr(0, end);
      const bool star = part == "*" && i < 2 && (i == 0 || parts[0] == 0);
      if (!star) {
        if (part.size() != (i == 0 ? 4 : 2)) return 0;
        if (std::from_chars(part.data(), part.data() + part.size(), parts[i]).ptr != part.data() + part.size())
          return 0;
        if (parts[i] <= 0) return 0;
      }
      text.remove_prefix(std::min(text.size(), end + 1));
    }
    if (parts[0] != 0 && parts[1] == 0) return 0;
    if (parts[1] > 12 || parts[2] < 1 || parts[2] > (parts[1] == 0 ? 31 : kDays[parts[1] - 1])) return 0;
    const bool leap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0);  // as is each year, a star
    if (parts[1] == 2 && parts[2] == 29 && !leap) return 0;
    return parts[0] * 10'000 + parts[1] * 100 + parts[2];
  }

  void read_checklist(const TomlValue& table) {
    static constexpr std::array<std::string_view, 2> kKeys = {"id", "en"};
    const TableReader reader(context_, table, "[checklist]", kChecklistNames);
    for (size_t i = 0; i < kChecklistNames.size(); ++i) {
      const TomlValue* texts = reader.table(kChecklistNames[i]);
      if (texts == nullptr) continue;
      const TableReader pair(context_, *texts, "a text", kKeys);
      for (std::string_view key : kKeys)
        if (!pair.has(key)) pair.missing(texts->place, key, "give the text in both languages");
      if (const TomlValue* text = pair.string("id")) policy_.checklist_id[i] = text->text;
      if (const TomlValue* text = pair.string("en")) policy_.checklist_en[i] = text->text;
    }
  }

  ParseContext& context_;
  PolicySource& policy_;
  const TableReader& file_;
};

}  // namespace

void read_names(ParseContext& context, const TableReader& file) { DeskReader(context, file).read_names(); }

void read_desk(ParseContext& context, const TableReader& file) { DeskReader(context, file).read(); }

}  // namespace pilah
