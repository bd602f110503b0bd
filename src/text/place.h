// SPDX-License-Identifier: Apache-2.0
// Fourth step: positions in the plain text become the caller's, and tokens learn which tricks their characters were.
#pragma once

#include "text/token.h"

namespace pilah {

// Only for comments that have units; in others plain text and original are the same.
void place_tokens(Text& out);

}  // namespace pilah
