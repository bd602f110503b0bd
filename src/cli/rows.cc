// SPDX-License-Identifier: Apache-2.0
#include "cli/rows.h"

#include "cli/terminal.h"

namespace pilah::cli {

void Chunk::clear() {
  // A chunk that met a giant does not keep the giant's room.
  constexpr size_t kKeep = 4u << 20;
  if (bytes.capacity() > kKeep) bytes = Buffer();
  if (out.capacity() > 4 * kKeep) out = Buffer();
  if (records.capacity() > 4 * kKeep) records = Buffer();
  bytes.clear();
  out.clear();
  records.clear();
  pieces.clear();
  table.reset();
  first_odd_fact.clear();
  input_bytes = rows = failed_rows = odd_facts = mended_rows = 0;
}

void RowReader::note_odd_fact(std::string_view name, std::string_view value) {
  ++odd_facts_;
  last_odd_fact_ = fmt::format("{}: {}", printable(name), shortened(printable(value), 40));
}

}  // namespace pilah::cli
