// SPDX-License-Identifier: Apache-2.0
// Fills chunks with pieces from one input file after the other.
#pragma once

#include "cli/io.h"
#include "cli/rows.h"
#include "cli/split.h"
#include "cli/table.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pilah::cli {

struct InputOptions {
  std::vector<std::string> files;  // none: standard input
  Format format = Format::automatic;
  char delimiter = '\0';  // '\0': found by itself
  InputNames names;
  std::string not_csv;       // what to do instead, where only JSONL will do; empty: CSV will do, too
  bool same_header = false;  // CSV goes out as CSV: all files must have the same columns
};

class Source {
public:
  // Opens nothing yet, but throws Failure if a file cannot be opened: better now than after an hour.
  explicit Source(InputOptions options);

  // Fills the chunk with what the next read brings: one chunk may hold many pieces or none, but never pieces of two
  // files. False: there is no more, or reading was stopped. Throws Failure.
  bool fill(Chunk& chunk);

  // Of all inputs together, if they are regular files.
  std::optional<uint64_t> total_bytes() const { return total_bytes_; }

private:
  void open_next();
  void begin_table(Buffer& bytes);
  bool cut(Chunk& chunk);
  void part(Chunk& chunk, size_t done);
  void check_alike();
  bool take_header(Chunk& chunk);

  InputOptions options_;
  std::optional<uint64_t> total_bytes_;
  size_t next_file_ = 0;
  std::unique_ptr<Input> input_;
  std::unique_ptr<Splitter> splitter_;
  std::shared_ptr<Table> table_;
  bool has_header_ = false;
  std::shared_ptr<const Table> first_table_;  // that the others must be like
  bool at_end_ = false;                       // all of the file has been read
  bool has_more_ = false;                     // carried_ may hold whole pieces
  Buffer carried_;   // what the last chunk left over: the beginning of a piece, or more of them
  size_t from_ = 0;  // where that begins in carried_, or in the chunk that has taken it over
};

}  // namespace pilah::cli
