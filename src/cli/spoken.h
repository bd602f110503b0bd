// SPDX-License-Identifier: Apache-2.0
// Names of verdicts and rules as people say them. Files and scripts keep the names of the library.
#pragma once

#include <string>
#include <string_view>

namespace pilah::cli {

// In the language of the output; a name that is not known, such as a house's own route, without its hyphens.
std::string spoken(std::string_view name);

// How a word is read, by which trick it is disguised, or what it names; in English as docs/EVASION.md calls it.
std::string spoken_reading(std::string_view name);

}  // namespace pilah::cli
