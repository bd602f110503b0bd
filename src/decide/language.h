// SPDX-License-Identifier: Apache-2.0
// The language of a comment, read off the words that tell one.
#pragma once

#include "match/terms.h"
#include "ruleset/ruleset.h"

namespace pilah {

Language find_language(const Terms& terms);

}  // namespace pilah
