// SPDX-License-Identifier: Apache-2.0
// Things that a comment names: numbers to call, links, prices, codes. Most are typed tokens; some are spread over
// several tokens or told by the words before them.
#pragma once

#include "text/token.h"

#include <string_view>
#include <vector>

namespace pilah {

struct Entity {
  std::string_view type;  // NUL-terminated: "url", "phone", "promo", "order", …
  Range span;             // in the caller's bytes
};

// Replaces `out` by the entities of `text`, in the order in which they stand. They do not overlap.
void find_entities(const Text& text, std::vector<Entity>& out);

}  // namespace pilah
