// SPDX-License-Identifier: Apache-2.0
// The door of the text stage.
#pragma once

#include "text/token.h"

#include <string_view>

namespace pilah {

// Changes whenever folding or tokens change, so that a rule set compiled for another reading of text is refused.
inline constexpr uint32_t kTextVersion = 7;

// Folds and cuts `original`, at most kMaxTextBytes long, into `out`. `original` must stay alive as long as `out` is
// read. Linear in the length; allocates only while `out` is smaller than any comment before it. May throw
// std::bad_alloc.
void analyse(std::string_view original, Text& out);

}  // namespace pilah
