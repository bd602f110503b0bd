// SPDX-License-Identifier: Apache-2.0
// Writes each answer as one JSON object on a line.
#pragma once

#include "cli/rows.h"
#include "cli/stars.h"

#include <string>

namespace pilah::cli {

enum class EvidenceDetail : uint8_t { none, short_form, full };

class JsonlWriter : public RowWriter {
public:
  // `file`: named in errors, or empty when there is only one input.
  // `stars`: covers personal data; null: everything is written as it stands.
  JsonlWriter(const pilah_ruleset* ruleset, EvidenceDetail detail, std::string file, Stars* stars = nullptr);

  void header(Buffer&) override {}
  void verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) override;
  void error(const Row& row, uint64_t line, const RowError& error, Buffer& out) override;

private:
  void evidence(const Row& row, const pilah_evidence& evidence, Buffer& out) const;
  void tags(uint64_t tags, Buffer& out) const;
  void people(const pilah_verdict& verdict, Buffer& out) const;
  void append_due(Buffer& out, const pilah_verdict& verdict) const;

  const pilah_ruleset* ruleset_;
  EvidenceDetail detail_;
  std::string file_;
  Stars* stars_;
};

// "id":…, as it came.
void append_id(Buffer& out, const Row& row);

}  // namespace pilah::cli
