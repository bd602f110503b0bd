// SPDX-License-Identifier: Apache-2.0
#include "cli/rows.h"

#include "cli/facts.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <utility>

namespace pilah::cli {

namespace {

constexpr size_t kShownColumns = 40, kKeptBytes = 200;

}  // namespace

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
  odd_facts = {};
  input_bytes = rows = failed_rows = mended_rows = 0;
}

void OddFacts::add(OddFacts&& behind) {
  if (count == 0) {
    first = std::move(behind.first);
    help = std::move(behind.help);
  }
  count += behind.count;
}

void OddFacts::print() const {
  if (count == 0) return;
  print_error(say(Message::odd_facts, grouped(count), first));
  print_error(say(Message::help_is, help));
}

void RowReader::tell_last_odd_fact(std::string_view file, uint64_t line, OddFacts& out) const {
  out.first =
      fmt::format("{}:{}: {}: {}", file, line, printable(odd_name_), shortened(printable(odd_value_), kShownColumns));
  std::string_view bare = odd_value_;
  if (bare.size() > 1 && bare.front() == '"' && bare.back() == '"') bare = bare.substr(1, bare.size() - 2);
  out.help = fact_help(odd_meaning_, bare);
}

void RowReader::note_odd_fact(Meaning meaning, std::string_view name, std::string_view value) {
  ++odd_facts_;
  odd_meaning_ = meaning;
  odd_name_ = name;
  odd_value_ = value.substr(0, kKeptBytes);
}

}  // namespace pilah::cli
