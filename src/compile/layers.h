// SPDX-License-Identifier: Apache-2.0
// What a rule set is made of, layer by layer, so that each can be left out and its worth be measured.
#pragma once

#include "base/bits.h"
#include "compile/rulebook.h"

#include <cstdint>

namespace pilah {

// The order is that of PILAH_WITHOUT_… in the C API.
enum class Layer : uint8_t { scores, context, patterns, spellings, disguises };
using Layers = Bits<Layer>;

// Takes layers out of a rulebook. Rules of which nothing is left go on trial instead of away: they count nothing, but
// names of them stay good and the words they ask for stay known.
void leave_out(Layers layers, Rulebook& book);

}  // namespace pilah
