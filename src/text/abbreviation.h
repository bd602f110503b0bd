// SPDX-License-Identifier: Apache-2.0
// Words behind which a full stop ends no sentence.
#pragma once

#include <string_view>

namespace pilah {

// `number_follows`: "no. 5" goes on, "no. Aku" does not.
bool is_abbreviation(std::string_view word, bool number_follows);

}  // namespace pilah
