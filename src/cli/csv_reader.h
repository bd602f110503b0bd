// SPDX-License-Identifier: Apache-2.0
// Reads one CSV record as a comment: libcsv takes the fields apart, the table says what they mean.
#pragma once

#include "cli/rows.h"
#include "cli/table.h"

#include <csv.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// libcsv's parser for one record at a time. Leading and trailing blanks of unquoted fields are not part of them.
class CsvFields {
public:
  explicit CsvFields(char delimiter);
  ~CsvFields();
  CsvFields(const CsvFields&) = delete;
  CsvFields& operator=(const CsvFields&) = delete;

  using OnField = void (*)(std::string_view field, void* context);
  // Calls `on_field` for each field; views last until it returns. Returns the number of records seen: one, or the
  // splitter and libcsv disagree.
  size_t parse(std::string_view record, OnField on_field, void* context);

private:
  csv_parser parser_;
};

// All fields of a record.
std::vector<std::string> fields_of(std::string_view record, char delimiter);

class CsvReader : public RowReader {
public:
  explicit CsvReader(const Table& table) : table_(&table), fields_(table.delimiter) {}
  bool read(std::string_view piece, Row& row, RowError& error) override;

private:
  void take(std::string_view field);

  struct Kept {
    size_t begin;
    size_t size;
  };
  const Table* table_;
  CsvFields fields_;
  std::string kept_text_;  // the fields that mean something, end to end
  std::array<Kept, kMeaningCount> kept_{};
  size_t count_ = 0;
};

}  // namespace pilah::cli
