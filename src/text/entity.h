// SPDX-License-Identifier: Apache-2.0
// HTML character references, as dumps of web comments are full of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace pilah {

inline constexpr size_t kLongestEntity = 8;  // between & and ;

// The code point that &`name`; stands for, or 0 if it is no reference. Names count in any case.
char32_t entity_value(std::string_view name);

}  // namespace pilah
