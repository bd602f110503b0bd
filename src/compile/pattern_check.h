// SPDX-License-Identifier: Apache-2.0
// What a pattern must fulfil as a whole once its form is right.
#pragma once

#include "compile/diagnostics.h"
#include "compile/rulebook.h"

namespace pilah {

// Reports gaps at an edge, patterns of optional parts only, and patterns that are too long.
void check_meaning(const PatternNode& root, Diagnostics& diagnostics);

}  // namespace pilah
