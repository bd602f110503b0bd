// SPDX-License-Identifier: Apache-2.0
// UTF-8 decoding with repair.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pilah {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;
  unsigned length;  // bytes taken, at least 1
  bool valid;
};

// The code point at `at`, which must lie within `text`. Of an ill-formed sequence the longest beginning of a
// well-formed one is taken and read as U+FFFD, as the Unicode Standard (3.9, table 3-8) and web browsers do.
Decoded decode_utf8(std::string_view text, size_t at);

// Writes 1 to 4 bytes to `out` and returns how many. `code_point` must be a scalar value.
unsigned encode_utf8(char32_t code_point, char* out);

}  // namespace pilah
