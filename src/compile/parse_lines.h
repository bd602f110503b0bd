// SPDX-License-Identifier: Apache-2.0
// Lines of conditions, as rows, names and numbers of the policy have them.
#pragma once

#include "compile/parse_table.h"

namespace pilah {

// A line or a list of lines, all of which must hold.
std::vector<PolicyLineSource> check_lines(ParseContext& context, const TomlValue& value);

// [conditions]: a name for each line.
void read_conditions(ParseContext& context, const TomlValue& table);

// The parts of the policy beside its rows: people, priority, hours and texts. An overlay's replace what they name.
inline constexpr std::array<std::string_view, 12> kDeskKeys = {"tiers", "conditions", "who",        "wants",
                                                               "tone",  "priority",   "sooner",     "hours",
                                                               "days",  "checklist",  "thresholds", "row"};
void read_names(ParseContext& context, const TableReader& file);  // days and conditions, before all else
void read_desk(ParseContext& context, const TableReader& file);

// "15m", "4h", "2d" in minutes; 0 when it was reported as wrong.
uint32_t check_minutes(ParseContext& context, const TomlValue& value);

// What rows and lines say together: rows that no comment reaches, rows that contradict themselves.
void check_rows(ParseContext& context);

}  // namespace pilah
