// SPDX-License-Identifier: Apache-2.0
// Cuts a stream of bytes into lines or CSV records, holding no more than one of them.
#pragma once

#include "cli/rows.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah::cli {

// As many pieces as are cut at one time, so that short rows do not make a chunk's answers long.
inline constexpr size_t kMaxPieces = 4096;

// What people are told of a piece that is none; empty of a sound one.
RowError error_of(PieceFault fault);

class Splitter {
public:
  virtual ~Splitter() = default;

  // Appends the pieces that end within `bytes`, blank ones left out, until there are kMaxPieces. Returns how many bytes
  // are done with: the rest must be the beginning of the next call's bytes. With `last` the end of the bytes ends a
  // piece, too.
  virtual size_t split(std::string_view bytes, bool last, std::vector<Piece>& pieces) = 0;
};

// One piece a line; a carriage return before the line feed is not part of it.
class LineSplitter : public Splitter {
public:
  size_t split(std::string_view bytes, bool last, std::vector<Piece>& pieces) override;

private:
  uint64_t line_ = 1;
  size_t scanned_ = 0;     // bytes of the unended piece that hold no line feed
  bool skipping_ = false;  // the rest of a line that is too long
};

// One piece a CSV record (RFC 4180: quoted fields may hold delimiters, doubled quotes and line feeds).
//
// Dumps are sloppy, and one stray quote must not swallow the rest of a file. A quote inside a quoted field that neither
// doubles nor ends is text while the field is still on its first line. On a later line it shows that the field was
// never meant to go on: then, and when a quoted field never ends, the record's first line alone is reported, and
// reading starts afresh on the next line.
//
// No byte is looked at more than twice. Between an opening quote and the place where it proves to be wrong all other
// quotes are doubled, so a record that begins between the two is either sound or, the first reading being off there,
// found out at once.
class RecordSplitter : public Splitter {
public:
  explicit RecordSplitter(char delimiter) : delimiter_(delimiter) {}
  size_t split(std::string_view bytes, bool last, std::vector<Piece>& pieces) override;

private:
  enum class State : uint8_t { field_start, plain, quoted, quote_seen, broken, skipping };

  size_t step(std::string_view bytes, size_t at);
  void finish(std::string_view bytes, size_t end, PieceFault fault, std::vector<Piece>& pieces);
  void back_to_first_line(std::string_view bytes, PieceFault fault, std::vector<Piece>& pieces);

  char delimiter_;
  uint64_t line_ = 1;
  State state_ = State::field_start;
  bool on_later_line_ = false;  // the quoted field has crossed a line feed
  bool quote_is_last_ = false;  // nothing stands between the quote that was seen and the next byte
  bool record_ended_ = false;
  bool stray_quote_ = false;
  size_t begin_ = 0;        // of the unended record
  size_t at_ = 0;           // first byte not looked at, from the same start
  size_t doubtful_to_ = 0;  // up to where a record that was given up had been read
};

}  // namespace pilah::cli
