// SPDX-License-Identifier: Apache-2.0
// Appends JSON to a buffer: the few forms that rows of output need, without a document in between.
#pragma once

#include "cli/rows.h"

#include <cstdint>
#include <string_view>

namespace pilah::cli {

inline void append(Buffer& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }
inline void append(Buffer& out, char c) { out.push_back(c); }

void append_number(Buffer& out, int64_t number);

// 0 to 1 in steps of 0.001, without trailing zeros: 0.93, 0, 1.
void append_probability(Buffer& out, double probability);

// In quotes as it stands: for the library's own names and for rule ids, which hold nothing that needs an escape.
inline void append_name(Buffer& out, std::string_view name) {
  append(out, '"');
  append(out, name);
  append(out, '"');
}

// In quotes, escaped; ill-formed UTF-8 as U+FFFD.
void append_json_string(Buffer& out, std::string_view text);

// 16 hexadecimal digits.
void append_hex(Buffer& out, uint64_t number);

// An array or object that closes itself and knows where a comma belongs.
class JsonList {
public:
  JsonList(Buffer& out, char open, char close) : out_(out), close_(close) { append(out_, open); }
  ~JsonList() { append(out_, close_); }
  JsonList(const JsonList&) = delete;
  JsonList& operator=(const JsonList&) = delete;
  // Where the next member is to be written.
  Buffer& next() {
    if (!first_) append(out_, ",\n");
    first_ = false;
    return out_;
  }

private:
  Buffer& out_;
  char close_;
  bool first_ = true;
};

}  // namespace pilah::cli
