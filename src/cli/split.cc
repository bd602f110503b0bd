// SPDX-License-Identifier: Apache-2.0
// Both splitters remember how far they have looked, so that a piece which arrives in many reads is still scanned once.
#include "cli/split.h"

#include "cli/messages.h"

#include <algorithm>
#include <cstring>

namespace pilah::cli {
namespace {

size_t find(std::string_view bytes, char what, size_t from) {
  const void* found = from < bytes.size() ? std::memchr(bytes.data() + from, what, bytes.size() - from) : nullptr;
  return found ? static_cast<size_t>(static_cast<const char*>(found) - bytes.data()) : bytes.npos;
}

// Tabs that part fields are no blanks.
bool is_blank(std::string_view piece, char delimiter = ',') {
  return piece.find_first_not_of(delimiter == '\t' ? " \r" : " \t\r") == piece.npos;
}

size_t without_carriage_return(std::string_view bytes, size_t begin, size_t end) {
  return end > begin && bytes[end - 1] == '\r' ? end - 1 : end;
}

}  // namespace

RowError error_of(PieceFault fault) {
  switch (fault) {
    case PieceFault::too_long:
      return {say(Message::line_too_long, kMaxPiece >> 20), say(Message::split_line)};
    case PieceFault::stray_quote:
      return {say(Message::stray_quote), say(Message::double_quotes)};
    case PieceFault::unended_quote:
      return {say(Message::unended_quote), say(Message::double_quotes)};
    case PieceFault::none:
      break;
  }
  return {};
}

size_t LineSplitter::split(std::string_view bytes, bool last, std::vector<Piece>& pieces) {
  size_t begin = 0;
  size_t from = scanned_;
  scanned_ = 0;
  while (begin < bytes.size() && pieces.size() < kMaxPieces) {
    size_t end = find(bytes, '\n', std::max(begin, from));
    bool ended = end != bytes.npos;
    if (!ended) end = bytes.size();

    if (skipping_) {
      if (!ended) return bytes.size();
      skipping_ = false;
    } else if (end - begin > kMaxPiece) {
      pieces.push_back({begin, 0, line_, PieceFault::too_long});
      skipping_ = !ended;
    } else if (!ended && !last) {
      scanned_ = bytes.size() - begin;
      return begin;
    } else {
      size_t size = without_carriage_return(bytes, begin, end) - begin;
      if (!is_blank(bytes.substr(begin, size))) pieces.push_back({begin, size, line_, PieceFault::none});
    }
    if (!ended) return bytes.size();
    ++line_;
    begin = end + 1;
  }
  return begin;
}

// Looks at one stretch of bytes in the present state and returns the place after it.
size_t RecordSplitter::step(std::string_view bytes, size_t at) {
  switch (state_) {
    case State::field_start:
      if (bytes[at] == '"') {
        state_ = State::quoted;
        on_later_line_ = false;
      } else if (bytes[at] == '\n') {
        record_ended_ = true;
      } else if (bytes[at] != delimiter_ && bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
        state_ = State::plain;
      }
      return at + 1;

    case State::plain:
      while (at < bytes.size() && bytes[at] != delimiter_ && bytes[at] != '\n') ++at;
      if (at == bytes.size()) return at;
      record_ended_ = bytes[at] == '\n';
      state_ = State::field_start;
      return at + 1;

    case State::quoted: {
      size_t quote = find(bytes, '"', at);
      size_t end = std::min(quote, bytes.size());
      on_later_line_ = on_later_line_ || find(bytes.substr(0, end), '\n', at) != bytes.npos;
      if (quote == bytes.npos) return end;
      state_ = State::quote_seen;
      quote_is_last_ = true;
      return quote + 1;
    }

    case State::quote_seen: {
      char c = bytes[at];
      if (c == '"') {
        if (quote_is_last_) state_ = State::quoted;  // a doubled quote
        quote_is_last_ = true;
      } else if (c == delimiter_) {
        state_ = State::field_start;
      } else if (c == '\n') {
        record_ended_ = true;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        quote_is_last_ = false;
      } else {
        stray_quote_ = on_later_line_ || at < doubtful_to_;
        state_ = State::quoted;
      }
      return at + 1;
    }

    case State::broken:  // what is left of a record's only line
    case State::skipping:
      size_t end = find(bytes, '\n', at);
      record_ended_ = end != bytes.npos;
      return record_ended_ ? end + 1 : bytes.size();
  }
  return at + 1;
}

// Ends the record before the line feed, or the end, at `end`; the next one begins after it.
void RecordSplitter::finish(std::string_view bytes, size_t end, PieceFault fault, std::vector<Piece>& pieces) {
  std::string_view record = bytes.substr(begin_, end - begin_);
  size_t size = without_carriage_return(bytes, begin_, end) - begin_;
  bool reported = state_ == State::skipping;  // when it proved too long
  if (!reported && (fault != PieceFault::none || !is_blank(record.substr(0, size), delimiter_))) {
    pieces.push_back({begin_, size, line_, fault});
  }
  line_ += 1 + static_cast<uint64_t>(std::count(record.begin(), record.end(), '\n'));
  begin_ = std::min(end + 1, bytes.size());
  at_ = begin_;
  state_ = State::field_start;
  record_ended_ = stray_quote_ = false;
}

// Gives up on the record as a whole: reports its first line and goes on after it.
void RecordSplitter::back_to_first_line(std::string_view bytes, PieceFault fault, std::vector<Piece>& pieces) {
  doubtful_to_ = std::max(doubtful_to_, at_);
  size_t end = std::min(find(bytes, '\n', begin_), bytes.size());
  finish(bytes, end, fault, pieces);
}

size_t RecordSplitter::split(std::string_view bytes, bool last, std::vector<Piece>& pieces) {
  begin_ = 0;
  while (pieces.size() < kMaxPieces) {
    while (at_ < bytes.size() && !record_ended_ && !stray_quote_) at_ = step(bytes, at_);
    const bool has_later_line = (stray_quote_ || state_ == State::quoted) && find(bytes, '\n', begin_) != bytes.npos;
    if (stray_quote_ && has_later_line) {
      back_to_first_line(bytes, PieceFault::stray_quote, pieces);
      continue;
    }
    if (stray_quote_) {  // the end of its line has not come yet
      stray_quote_ = false;
      state_ = State::broken;
      continue;
    }
    const bool too_long = (record_ended_ ? at_ - 1 : at_) - begin_ > kMaxPiece && state_ != State::skipping;
    const bool at_end = last && !record_ended_ && !too_long;
    const PieceFault fault = state_ == State::broken ? PieceFault::stray_quote : PieceFault::none;
    if (state_ == State::quoted && begin_ < bytes.size() && (at_end || (too_long && has_later_line))) {
      back_to_first_line(bytes, PieceFault::unended_quote, pieces);
    } else if (too_long) {
      pieces.push_back({begin_, 0, line_, PieceFault::too_long});
      state_ = State::skipping;
    } else if (record_ended_) {
      finish(bytes, at_ - 1, fault, pieces);
    } else if (at_end && begin_ < bytes.size()) {
      finish(bytes, bytes.size(), fault, pieces);
    } else {
      break;
    }
  }
  // The bytes of a record that is being skipped are done with, and its line feeds counted as they go.
  size_t done = begin_;
  if (state_ == State::skipping) {
    line_ += static_cast<uint64_t>(std::count(bytes.begin() + static_cast<ptrdiff_t>(begin_), bytes.end(), '\n'));
    done = bytes.size();
  }
  at_ -= done;
  doubtful_to_ -= std::min(doubtful_to_, done);
  return done;
}

}  // namespace pilah::cli
