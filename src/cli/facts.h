// SPDX-License-Identifier: Apache-2.0
// What a dump says about author, comment and thread, put into the words of the C API.
#pragma once

#include "cli/rows.h"
#include "cli/table.h"

#include <pilah/pilah.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pilah::cli {

// A whole number that is not negative: "1200", "1200.0" (as data frames write it), "1.2K", "12 rb", "3,4 jt".
std::optional<int64_t> parse_count(std::string_view text);

// PILAH_YES or PILAH_NO: yes/no, true/false, ya/tidak, 1/0, also "1.0".
std::optional<int32_t> parse_yes_no(std::string_view text);

// Seconds since 1970: "1763781249", or a date and time with its zone, "2025-11-22 10:14+07:00", "2025-11-22T03:14:09Z",
// "2025-11-22 10:14 WIB". Without a zone it is no time.
std::optional<int64_t> parse_time(std::string_view text);

// Facts stand in three objects of a JSONL row, or beside the text.
enum class FactGroup : uint8_t { author, comment, thread };
// How the command line calls a fact: "--account-days", "--thread-ours".
std::string fact_option(Meaning meaning);
std::optional<Meaning> fact_named(FactGroup group, std::string_view name);
// The same outside of the objects, where a thread's are "thread_ours" and "thread_owner".
std::optional<Meaning> flat_fact_named(std::string_view name);

// Sets the fact. An empty text, "null", "nan" and the like leave it unknown. False: the text makes no sense for this
// fact, which stays unknown.
bool set_fact(pilah_comment& comment, Meaning meaning, std::string_view text);

// The same for a fact that is already a number, and for one that is already yes or no. False: it makes no sense.
bool set_number(pilah_comment& comment, Meaning meaning, int64_t number);
bool set_yes_no(pilah_comment& comment, Meaning meaning, bool yes);

// How the fact is to be written, for somebody who wrote `text`, which makes no sense for it.
std::string fact_help(Meaning meaning, std::string_view text);

// What is known, as members of a JSONL row: ,"author":{…},"comment":{…},"thread":{…}. Nothing for what is unknown.
void append_facts(Buffer& out, const pilah_comment& comment);

}  // namespace pilah::cli
