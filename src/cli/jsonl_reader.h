// SPDX-License-Identifier: Apache-2.0
// Reads one line of JSON as a comment, and the labels that people gave it.
#pragma once

#include "cli/facts.h"
#include "cli/gold.h"
#include "cli/rows.h"
#include "cli/table.h"

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

namespace pilah::cli {

// What an evidence record adds to a row.
struct Recorded {
  std::string_view verdict;  // as it stands, a JSON object; empty: the row is no record
  std::string_view ruleset;
  std::string_view library;
};

// A key that comes twice counts as the last one says, as in Python and JavaScript. Keys that mean nothing to us are
// skipped unread. Ill-formed UTF-8 and halves of surrogate pairs are read as U+FFFD, as in all other text.
class JsonlReader : public RowReader {
public:
  explicit JsonlReader(InputNames names = {});

  // kPadding readable bytes must follow the line.
  bool read(std::string_view line, Row& row, RowError& error) override { return read(line, row, error, nullptr); }
  bool read(std::string_view line, Row& row, RowError& error, Gold* gold, Recorded* recorded = nullptr);

private:
  simdjson::error_code walk(std::string_view line, Row& row, RowError& error, Gold* gold, Recorded* recorded);
  simdjson::error_code read_facts(simdjson::ondemand::value from, FactGroup group, Row& row, RowError& error);
  simdjson::error_code read_flat_fact(simdjson::ondemand::value from, Meaning meaning, std::string_view key, Row& row);
  size_t column_of_trouble(std::string_view line);

  std::string text_key_;
  std::string id_key_;
  std::unique_ptr<simdjson::ondemand::parser> parser_;
  simdjson::ondemand::document document_;
  bool begun_ = false;  // document_ is one of the present line
  Buffer repaired_;
  std::string text_bytes_, bio_bytes_;  // of a record, where JSON cannot carry them as they are
};

}  // namespace pilah::cli
