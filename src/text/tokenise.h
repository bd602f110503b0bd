// SPDX-License-Identifier: Apache-2.0
// Third step: the plain text is cut into tokens.
#pragma once

#include "text/token.h"

namespace pilah {

// Which later steps have something to do.
struct Findings {
  uint32_t single_letters = 0;  // words of one letter, three of which might be a word spread out
  bool phone = false;           // a number that may begin a telephone number
};

// Cuts out.workspace.plain into out.tokens and out.folded. Spans and steps are positions in the plain text.
Findings tokenise(Text& out);

}  // namespace pilah
