// SPDX-License-Identifier: Apache-2.0
// Writes each answer as a CSV record: the columns as they came, ours behind them.
#pragma once

#include "cli/rows.h"
#include "cli/table.h"

namespace pilah::cli {

class CsvWriter : public RowWriter {
public:
  CsvWriter(const pilah_ruleset* ruleset, const Table& table);

  void header(Buffer& out) override;
  void verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) override;
  void error(const Row& row, uint64_t line, const RowError& error, Buffer& out) override;

private:
  void field(Buffer& out, std::string_view text) const;
  void original(const Row& row, Buffer& out) const;
  void broken_original(const Row& row, Buffer& out) const;

  const pilah_ruleset* ruleset_;
  const Table* table_;
  char delimiter_;
};

}  // namespace pilah::cli
