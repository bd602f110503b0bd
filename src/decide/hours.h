// SPDX-License-Identifier: Apache-2.0
// Office hours, holidays and days of their own. The library looks at no clock: all of it is about the time it is given.
#pragma once

#include "ruleset/ruleset.h"

#include <cstdint>

namespace pilah {

// The days of the rule set that hold at `time`, in seconds since 1970: bit i for rules.days[i]. None for a time below
// 0.
uint32_t days_at(const Ruleset& rules, int64_t time);

// When `minutes` of office hours, or of all hours, have passed since `time`; -1 where nobody can say, and
// past the year 9999 of the rule set's zone, where calendars end.
int64_t due_time(const Ruleset& rules, int64_t time, uint32_t minutes, bool always);

}  // namespace pilah
