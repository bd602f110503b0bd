// SPDX-License-Identifier: Apache-2.0
// What a dump says about an author, put into the words of the C API.
#pragma once

#include "cli/table.h"

#include <pilah/pilah.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace pilah::cli {

// A whole number that is not negative: "1200", "1200.0" (as data frames write it), "1.2K", "12 rb", "3,4 jt".
std::optional<int64_t> parse_count(std::string_view text);

// PILAH_YES or PILAH_NO: yes/no, true/false, ya/tidak, 1/0, also "1.0".
std::optional<int32_t> parse_yes_no(std::string_view text);

// Sets the fact. An empty text, "null", "nan" and the like leave it unknown. False: the text makes no sense for this
// fact, which stays unknown.
bool set_fact(pilah_comment& comment, Meaning meaning, std::string_view text);

// The same for a fact that is already a number, and for one that is already yes or no. False: it makes no sense.
bool set_number(pilah_comment& comment, Meaning meaning, int64_t number);
bool set_yes_no(pilah_comment& comment, Meaning meaning, bool yes);

}  // namespace pilah::cli
