// SPDX-License-Identifier: Apache-2.0
// Indonesian passives that people write as two words: "di kirim" for "dikirim". Comments are read so wherever the rules
// know the one word, and patterns that are written in two have to be read in the same way.
#pragma once

#include "compile/rulebook.h"

#include <set>
#include <string>

namespace pilah {

// The words that begin so and that patterns, synonyms, roles, slang or protected words of the book hold.
std::set<std::string> passives_of(const Rulebook& book);

}  // namespace pilah
