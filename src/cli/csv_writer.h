// SPDX-License-Identifier: Apache-2.0
// Writes each answer as a CSV record: the columns as they came, ours behind them.
#pragma once

#include "cli/rows.h"
#include "cli/stars.h"
#include "cli/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

class CsvWriter : public RowWriter {
public:
  // `seen`: with columns for how often a comment was seen. `stars`: covers personal data; null: nothing is covered.
  CsvWriter(const pilah_ruleset* ruleset, const Table& table, bool seen = false, Stars* stars = nullptr);

  void header(Buffer& out) override;
  void verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) override;
  void error(const Row& row, uint64_t line, const RowError& error, Buffer& out) override;

private:
  void field(Buffer& out, std::string_view text) const;
  void copied(std::string_view record, Buffer& out) const;
  void original(const Row& row, Buffer& out) const;
  void starred(const Row& row, Buffer& out) const;
  std::vector<std::string> broken_fields(std::string_view record) const;
  void broken_original(const Row& row, Buffer& out) const;

  const pilah_ruleset* ruleset_;
  const Table* table_;
  bool seen_;
  Stars* stars_;
  char delimiter_;
};

}  // namespace pilah::cli
