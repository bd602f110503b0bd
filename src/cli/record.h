// SPDX-License-Identifier: Apache-2.0
// Evidence records: a comment with all that is known of it, and the verdict that was given.
#pragma once

#include "cli/jsonl_writer.h"
#include "cli/rows.h"

#include <string>
#include <string_view>

namespace pilah::cli {

// A record is a line of input with the answer beside it: `pilah classify` reads it as a comment, `pilah replay` proves
// it. Text that is no UTF-8 stands in base64, so that every byte comes back.
class RecordWriter {
public:
  explicit RecordWriter(const pilah_ruleset* ruleset)
      : ruleset_(ruleset), verdict_(ruleset, EvidenceDetail::full, {}) {}
  void write(const Row& row, const pilah_verdict& verdict, Buffer& out);

private:
  const pilah_ruleset* ruleset_;
  JsonlWriter verdict_;
};

// The verdict as a record has it, without a line feed.
void append_verdict(JsonlWriter& writer, const Row& row, const pilah_verdict& verdict, Buffer& out);

// "key":"…", or "key_base64":"…" for bytes that are no UTF-8.
void append_exact(Buffer& out, std::string_view key, std::string_view bytes);

// The bytes that base64 stands for. False: it is none.
bool read_base64(std::string_view text, std::string& out);

}  // namespace pilah::cli
