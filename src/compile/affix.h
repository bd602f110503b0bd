// SPDX-License-Identifier: Apache-2.0
// The forms that Indonesian affixes make of a stem, for `~stem` in patterns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// All forms of `stem`, itself included, sorted and each once. Anything but lower-case ASCII letters has no other form.
std::vector<std::string> indonesian_forms(std::string_view stem);

}  // namespace pilah
