// SPDX-License-Identifier: Apache-2.0
// What masking calls share: stars; and handing a text to a caller's buffer.
#pragma once

#include "base/range.h"
#include "pilah/pilah.h"

#include <span>
#include <string>
#include <string_view>

namespace pilah {

// The text with one star for each character of `ranges`, which are in order of where they begin and may overlap.
std::string starred(std::string_view text, std::span<const Range> ranges);

// `*needed` receives the size. A buffer of none and no capacity asks for that alone.
pilah_status hand_out(std::string_view text, char* buffer, size_t capacity, size_t* needed);

}  // namespace pilah
