// SPDX-License-Identifier: Apache-2.0
// Days are counted from 1970-01-01 in the team's own time zone. Indonesia's zones have no summer time, so every day has
// 24 hours.
#include "decide/hours.h"

#include <algorithm>

namespace pilah {

namespace {

constexpr int64_t kMinute = 60;                 // seconds
constexpr int64_t kDay = 24 * 60 * kMinute;     // seconds
constexpr int64_t kMostDays = 4000;             // hours that give no answer in so many days give none
constexpr int64_t kCalendarEnd = 253402300799;  // the last second of the year 9999

// The date of a day as DateRange writes it: 20260321. (Howard Hinnant's civil_from_days, for days from 1970 on.)
int32_t date_of(int64_t day) {
  const int64_t z = day + 719468;
  const int64_t era = z / 146097;
  const int64_t of_era = z - era * 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * of_year + 2) / 153;
  const int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2);
  return static_cast<int32_t>(year * 10'000 + month * 100 + of_year - (153 * shifted + 2) / 5 + 1);
}

bool falls_on(std::span<const DateRange> ranges, int32_t date) {
  for (const DateRange& range : ranges) {
    const int32_t part = range.first < 100 ? date % 100 : range.first < 10'000 ? date % 10'000 : date;
    const bool begun = part >= range.first;
    const bool not_over = part <= range.last;
    const bool over_the_end = range.last < range.first;  // of the year or month
    if (over_the_end ? begun || not_over : begun && not_over) return true;
  }
  return false;
}

uint32_t days_on(const Ruleset& rules, int32_t date) {
  uint32_t days = 0;
  for (size_t i = 0; i < rules.days.size(); ++i)
    if (falls_on(slice(rules.dates, rules.days[i].dates), date)) days |= 1u << i;
  return days;
}

// A day's own hours go before holidays, and those before the week's.
OpenHours hours_on(const Ruleset& rules, int64_t day) {
  const int32_t date = date_of(day);
  const uint32_t days = days_on(rules, date);
  for (size_t i = 0; i < rules.days.size(); ++i)
    if ((days >> i & 1u) && rules.days[i].has_hours) return rules.days[i].hours;
  if (falls_on(rules.dates.first(rules.settings().holidays), date)) return {0, 0};
  return rules.settings().week[(day + 3) % 7];  // 1970 began on a Thursday
}

int64_t ahead_of_utc(const Ruleset& rules) { return zone_minutes(rules.settings().zone) * kMinute; }

int64_t passed_at(const Ruleset& rules, int64_t time, uint32_t minutes, bool always) {
  int64_t left = minutes * kMinute;
  if (always) return time + left;
  const int64_t begin = time + ahead_of_utc(rules);
  int64_t from = begin % kDay;  // of the first day; later ones begin at 0
  const int64_t first = begin / kDay;
  for (int64_t day = first; day < first + kMostDays; ++day, from = 0) {
    const OpenHours hours = hours_on(rules, day);
    const int64_t start = std::max(from, hours.open * kMinute);
    const int64_t close = hours.close * kMinute;
    if (start >= close) continue;
    if (left <= close - start) return day * kDay + start + left - ahead_of_utc(rules);
    left -= close - start;
  }
  return -1;
}

}  // namespace

uint32_t days_at(const Ruleset& rules, int64_t time) {
  if (time < 0 || rules.days.empty()) return 0;
  return days_on(rules, date_of((time + ahead_of_utc(rules)) / kDay));
}

int64_t due_time(const Ruleset& rules, int64_t time, uint32_t minutes, bool always) {
  if (time < 0) return -1;
  const int64_t due = passed_at(rules, time, minutes, always);
  return due + ahead_of_utc(rules) > kCalendarEnd ? -1 : due;
}

}  // namespace pilah
