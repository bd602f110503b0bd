// SPDX-License-Identifier: Apache-2.0
// What travels through the command: pieces of input, the rows read from them, and chunks that carry many of both.
#pragma once

#include "cli/table.h"

#include <pilah/pilah.h>

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// Bytes that grow without being zeroed first.
using Buffer = fmt::basic_memory_buffer<char, 1024>;

inline std::string_view view(const Buffer& buffer) { return {buffer.data(), buffer.size()}; }

// The longest line or record that is held in memory; longer ones are reported and skipped.
inline constexpr size_t kMaxPiece = PILAH_TEXT_MAX;

// Readable bytes that must follow the last piece of a chunk: the JSON parser looks at whole blocks.
inline constexpr size_t kPadding = 64;

enum class PieceFault : uint8_t {
  none,
  too_long,      // longer than kMaxPiece; its bytes were not kept
  stray_quote,   // a quoted field goes over the end of its line and then does not end as it should
  unended_quote  // a quoted field never ends
};

// One line or CSV record, cut out but not yet read.
struct Piece {
  size_t begin = 0;
  size_t size = 0;
  uint64_t line = 0;  // of the file, from 1
  PieceFault fault = PieceFault::none;
};

// Why a row cannot be classified, in the language of the output.
struct RowError {
  std::string error;
  std::string help;
};

// One comment as the library takes it, and what the output repeats of it. Views live as long as the reader's next row.
struct Row {
  pilah_comment comment;
  bool has_id = false;
  std::string_view id;
  std::string_view
      id_json;              // the id as JSON, when it came as JSON: a string in quotes, or a number with all its digits
  std::string_view author;  // a name that tells the author from others; empty: unknown
  std::string_view record;  // the CSV record as it stands in the file
  size_t field_count = 0;   // of that record
  std::string_view internal_reason;  // of the verdict, where it is written

  std::string_view text() const { return {comment.text, comment.text_size}; }
};

// Facts that made no sense and were read as unknown.
struct OddFacts {
  uint64_t count = 0;
  std::string first;  // where it stands and what
  std::string help;   // how to write that one

  void add(OddFacts&& behind);
  void print() const;  // on standard error; nothing if there are none
};

// A stretch of input with its answers: what one worker takes at a time.
struct Chunk {
  uint64_t sequence = 0;
  std::shared_ptr<const Table> table;  // what is known of the file it comes from
  Buffer bytes;
  std::vector<Piece> pieces;
  uint64_t input_bytes = 0;

  Buffer out;
  Buffer records;  // evidence, see record.h
  uint64_t rows = 0;
  uint64_t failed_rows = 0;
  OddFacts odd_facts;
  uint64_t mended_rows = 0;  // with bytes that are no UTF-8

  void clear();
  std::string_view text_of(const Piece& piece) const { return {bytes.data() + piece.begin, piece.size}; }
};

// Reads a piece as a row.
class RowReader {
public:
  virtual ~RowReader() = default;
  // False: `error` says why. The row's id is set if it could be read nevertheless.
  virtual bool read(std::string_view piece, Row& row, RowError& error) = 0;

  // Facts that made no sense and were read as unknown, since the start.
  uint64_t odd_facts() const { return odd_facts_; }
  void forget_odd_facts(uint64_t but) { odd_facts_ = but; }  // of rows that are read a second time
  void tell_last_odd_fact(std::string_view file, uint64_t line, OddFacts& out) const;

protected:
  void note_odd_fact(Meaning meaning, std::string_view name, std::string_view value);

private:
  uint64_t odd_facts_ = 0;
  Meaning odd_meaning_{};
  std::string odd_name_, odd_value_;  // of the last one
};

// Writes the answer to a row.
class RowWriter {
public:
  virtual ~RowWriter() = default;
  virtual void header(Buffer& out) = 0;
  virtual void verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) = 0;
  virtual void error(const Row& row, uint64_t line, const RowError& error, Buffer& out) = 0;
};

}  // namespace pilah::cli
