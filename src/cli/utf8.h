// SPDX-License-Identifier: Apache-2.0
// Repairs of text that JSON cannot carry: ill-formed UTF-8 and halves of surrogate pairs become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace pilah::cli {

// Length of the well-formed sequence that `text` begins with; 0 if it begins with none. Not for empty text.
size_t utf8_length(std::string_view text);

// The text with U+FFFD for each maximal subpart of an ill-formed sequence, as the library reads it.
std::string repaired_utf8(std::string_view text);

// A line of JSON with \uFFFD for each \u escape of half a surrogate pair. What programs write that cut text in the
// midst of an emoji.
std::string repaired_surrogates(std::string_view json);

}  // namespace pilah::cli
