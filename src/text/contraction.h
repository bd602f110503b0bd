// SPDX-License-Identifier: Apache-2.0
// Words whose apostrophe must stay, because without it they would be others.
#pragma once

#include <string_view>

namespace pilah {

// Whether `before` and `after`, with an apostrophe between them, are such a word. Both are folded.
bool needs_apostrophe(std::string_view before, std::string_view after);

}  // namespace pilah
