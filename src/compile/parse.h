// SPDX-License-Identifier: Apache-2.0
// From TOML sources to a rulebook.
#pragma once

#include "compile/diagnostics.h"
#include "compile/rulebook.h"

#include <vector>

namespace pilah {

struct ParseOptions {
  bool release = false;  // a rule without cases is an error, not a warning
};

// Reads packs and the files policy.toml, scores.toml, tags.toml, retired.toml and platforms.toml (told apart by their
// top-level keys, not their names). Reports every problem of form it finds; what it returns holds only what was well
// formed.
Rulebook parse(const std::vector<Source>& sources, const ParseOptions& options, Diagnostics& diagnostics);

// Letters that a prefix has before its star.
inline constexpr size_t kMinPrefixLetters = 3;

// One pattern on its own. `place` is where its text begins; escapes in a TOML basic string move columns and are not
// followed.
PatternNode parse_pattern(std::string_view text, Place place, Diagnostics& diagnostics);

}  // namespace pilah
