// SPDX-License-Identifier: Apache-2.0
// Last step: what patterns ask for as @name, and the counts over all tokens.
#pragma once

#include "text/token.h"

namespace pilah {

void set_types(Text& out);

}  // namespace pilah
