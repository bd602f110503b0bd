// SPDX-License-Identifier: Apache-2.0
// What is known of an input file once its beginning was seen: format, delimiter and which column holds what.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

enum class Format : uint8_t { automatic, csv, jsonl, text };

// What a column can be to us.
enum class Meaning : uint8_t {
  text,
  id,
  author,  // a name that tells the author from others
  bio,     // this and all that follow are facts
  followers,
  following,
  account_days,
  posts_per_day,
  earlier_complaints,
  earlier_hidden,
  unanswered_reports,
  verified,
  business,
  customer,
  platform,
  time,
  now,
  likes,
  replies,
  position,
  copies,
  copy_authors,
  promotions,
  promotion_authors,
  is_reply,
  edited,
  thread_ours,
  thread_owner,
};
inline constexpr Meaning kFirstFact = Meaning::bio;
inline constexpr size_t kMeaningCount = 28;
inline constexpr size_t kNoColumn = static_cast<size_t>(-1);

// The names by which the user says where things are; empty: found by themselves.
struct InputNames {
  std::string text;
  std::string id;
};

struct Table {
  std::string file;  // shown to people
  bool one_of_many = false;
  Format format = Format::csv;
  bool byte_order_mark = false;
  char delimiter = ',';
  std::string header_record;        // as it stands in the file
  std::vector<std::string> header;  // its fields
  std::array<size_t, kMeaningCount> columns{};
  std::vector<size_t> people;    // columns that name or number a person
  bool text_is_guessed = false;  // the only column has no name that is known: its header may be a comment

  size_t column(Meaning meaning) const { return columns[static_cast<size_t>(meaning)]; }
};

// The format that a file's name or, failing that, its first bytes tell. Throws Failure for what is surely neither
// format: spreadsheets, compressed files, UTF-16, a JSON array.
Format format_of(std::string_view file, std::string_view first_bytes);

// How many bytes of blank lines stand above the first record, with the blanks that it begins with. A tab may part
// fields.
size_t blank_lines(std::string_view first_bytes);

// The most frequent of comma, semicolon, tab and bar in the first record, outside quotes; a comma if there is none.
char delimiter_of(std::string_view first_bytes);

// What to say behind other trouble with the header if its fields seem to end with another delimiter; empty: they do
// not.
std::string delimiter_hint(const Table& table);

// Finds out what each column of table.header means. Throws Failure if no column holds comments, if two of one name
// might, or if a named one is missing.
void find_columns(Table& table, const InputNames& names);

// Names of columns that mean something to us and stand in the header more than once: the first one counts.
std::vector<std::string> columns_twice(const Table& table);

}  // namespace pilah::cli
