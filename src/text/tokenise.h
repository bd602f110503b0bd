// SPDX-License-Identifier: Apache-2.0
// Third step: the plain text is cut into tokens.
#pragma once

#include "text/token.h"

namespace pilah {

// What was seen on the way, for the steps that follow.
struct Findings {
  uint32_t single_letters = 0;  // words of one letter, three of which might be a word spread out
  uint32_t capitals = 0;        // words in capitals …
  uint32_t long_words = 0;      // … among those of three letters or more
  bool phone = false;           // a number that may begin a telephone number
  Evasions evasions;            // of all tokens
};

// Cuts out.workspace.plain into out.tokens and out.folded, and lists the notable ones in out.workspace.notable. Spans
// and steps are positions in the plain text.
Findings tokenise(Text& out);

}  // namespace pilah
