// SPDX-License-Identifier: Apache-2.0
// Writes each answer as one line for reading on a terminal: what to do, how urgent it is, what the comment is, and the
// comment.
#pragma once

#include "cli/rows.h"
#include "cli/stars.h"

namespace pilah::cli {

class TextWriter : public RowWriter {
public:
  explicit TextWriter(Stars* stars = nullptr) : stars_(stars) {}
  void header(Buffer& out) override;
  void verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) override;
  void error(const Row& row, uint64_t line, const RowError& error, Buffer& out) override;

private:
  Stars* stars_;
};

}  // namespace pilah::cli
