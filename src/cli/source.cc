// SPDX-License-Identifier: Apache-2.0
// A read that brings whole pieces is handed on at once, so that a slow pipe is answered line by line.
#include "cli/source.h"

#include "cli/csv_reader.h"
#include "cli/failure.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <cstring>
#include <utility>

namespace pilah::cli {
namespace {

constexpr size_t kReadSize = 256u << 10;
constexpr size_t kSniffSize = 64u << 10;

// Excel is told by a first line "sep=;" what stands between the fields. It is no header.
bool names_delimiter(std::string_view record, char delimiter) {
  return record.size() == 5 && record.starts_with("sep=") && record.back() == delimiter;
}

// A carriage return that ends a line by itself: none of those that quotes hold, nor the last byte of all.
bool has_lone_return(std::string_view record) {
  bool quoted = false;
  for (size_t at = 0; at + 1 < record.size(); ++at) {
    if (record[at] == '"') quoted = !quoted;
    if (record[at] == '\r' && !quoted) return true;
  }
  return false;
}

void remove_prefix(Buffer& bytes, size_t count) {
  if (count == 0) return;
  std::memmove(bytes.data(), bytes.data() + count, bytes.size() - count);
  bytes.resize(bytes.size() - count);
}

}  // namespace

Source::Source(InputOptions options) : options_(std::move(options)) {
  if (options_.files.empty()) options_.files.push_back("-");
  uint64_t total = 0;
  bool known = true;
  for (const std::string& file : options_.files) {
    const std::optional<uint64_t> size = size_of(file);
    known = known && size;
    total += size.value_or(0);
  }
  if (known) total_bytes_ = total;
}

void Source::open_next() {
  const std::string& file = options_.files[next_file_++];
  input_ = std::make_unique<Input>(file);
  if (file == "-" && input_->is_terminal()) print_error(say(Message::type_comments));
  splitter_.reset();
  table_ = std::make_shared<Table>();
  table_->file = input_->name();
  table_->one_of_many = options_.files.size() > 1;
  has_header_ = at_end_ = has_more_ = false;
  carried_.clear();
  from_ = 0;
}

// Decides what the file is from its name and first bytes.
void Source::begin_table(Buffer& bytes) {
  if (view(bytes).substr(0, 3) == "\xEF\xBB\xBF") {
    table_->byte_order_mark = true;
    remove_prefix(bytes, 3);
  }
  table_->format = options_.format != Format::automatic ? options_.format : format_of(table_->file, view(bytes));
  if (table_->format == Format::csv && !options_.not_csv.empty())
    throw Failure(say(Message::not_jsonl, table_->file), options_.not_csv);
  if (table_->format == Format::csv) {
    table_->delimiter = options_.delimiter ? options_.delimiter : delimiter_of(view(bytes));
    splitter_ = std::make_unique<RecordSplitter>(table_->delimiter);
  } else {
    // All of such a file would be one line, and one error.
    if (view(bytes).find('\n') == std::string_view::npos && view(bytes).find("}\r{") != std::string_view::npos)
      throw Failure(say(Message::lone_returns, table_->file), say(Message::feed_lines));
    splitter_ = std::make_unique<LineSplitter>();
  }
}

// Rows that are copied below one header must have its columns, and be written as its own are.
void Source::check_alike() {
  if (!options_.same_header) return;
  if (!first_table_) first_table_ = table_;
  if (table_->format != first_table_->format || table_->header != first_table_->header ||
      table_->delimiter != first_table_->delimiter)
    throw Failure(say(Message::other_columns, table_->file), say(Message::write_jsonl));
}

// Takes the header off the front of the first pieces. False: it has not come yet.
bool Source::take_header(Chunk& chunk) {
  if (table_->format == Format::jsonl) {
    check_alike();
    return true;
  }
  if (!chunk.pieces.empty() && names_delimiter(chunk.text_of(chunk.pieces.front()), table_->delimiter))
    chunk.pieces.erase(chunk.pieces.begin());
  if (chunk.pieces.empty()) return false;
  if (chunk.pieces.front().fault != PieceFault::none) {
    throw Failure(say(Message::bad_header, table_->file), say(Message::first_line_names));
  }
  std::string_view record = chunk.text_of(chunk.pieces.front());
  // All of a file without line feeds would be its header, and no row would be left to speak of.
  if (has_lone_return(record)) throw Failure(say(Message::lone_returns, table_->file), say(Message::feed_lines));
  table_->header_record = record;
  table_->header = fields_of(record, table_->delimiter);
  find_columns(*table_, options_.names);
  if (table_->text_is_guessed)
    print_error(say(Message::header_guessed, table_->file, shortened(printable(table_->header[0]), 60)) +
                delimiter_hint(*table_));
  if (const std::vector<std::string> twice = columns_twice(*table_); !twice.empty())
    print_error(say(Message::columns_twice, table_->file, fmt::join(twice, ", ")));
  check_alike();
  chunk.pieces.erase(chunk.pieces.begin());
  return true;
}

// Reads and cuts until there are pieces or the file ends. False: reading was stopped.
bool Source::cut(Chunk& chunk) {
  Buffer& bytes = chunk.bytes;
  for (;;) {
    if (!at_end_ && !has_more_) {
      remove_prefix(bytes, std::exchange(from_, 0));
      const size_t before = bytes.size();
      at_end_ = !input_->read(bytes, kReadSize);
      chunk.input_bytes += bytes.size() - before;
    }
    if (stopped_reading()) return false;
    if (!splitter_) {
      const bool has_line = view(bytes).find('\n', blank_lines(view(bytes))) != std::string_view::npos;
      const bool enough = at_end_ || bytes.size() >= kSniffSize || has_line;
      if (!enough) continue;
      begin_table(bytes);
    }
    const size_t done = splitter_->split(view(bytes).substr(from_), at_end_, chunk.pieces);
    has_more_ = chunk.pieces.size() >= kMaxPieces;
    const bool header_is_news = !has_header_;
    if (!has_header_) has_header_ = take_header(chunk);
    if (at_end_ || !chunk.pieces.empty() || (has_header_ && header_is_news)) {
      part(chunk, done);
      return true;
    }
    from_ += done;  // blank lines, or parts of a line that is skipped
  }
}

// Leaves to the chunk the bytes that are done with, and carries the rest. The smaller part is copied: behind a field
// that never ends there can be a thousand chunks of short rows, and moving all of them for each would cost their
// square.
void Source::part(Chunk& chunk, size_t done) {
  const std::string_view rest = view(chunk.bytes).substr(from_ + done);
  if (rest.size() <= from_ + done) {
    carried_.append(rest.data(), rest.data() + rest.size());
    for (Piece& piece : chunk.pieces) piece.begin += from_;
    from_ = 0;
    return;
  }
  std::swap(chunk.bytes, carried_);
  chunk.bytes.append(carried_.data() + from_, carried_.data() + from_ + done);
  from_ += done;
}

bool Source::fill(Chunk& chunk) {
  chunk.clear();
  if (!input_) {
    if (next_file_ == options_.files.size()) return false;
    open_next();
  }
  std::swap(chunk.bytes, carried_);
  carried_.clear();
  if (!cut(chunk)) return false;
  chunk.bytes.reserve(chunk.bytes.size() + kPadding);
  chunk.table = table_;
  if (at_end_ && carried_.size() == from_) {
    input_.reset();
    if (!has_header_) throw Failure(say(Message::no_header, table_->file), say(Message::first_line_names));
  }
  return true;
}

}  // namespace pilah::cli
