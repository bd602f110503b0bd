// SPDX-License-Identifier: Apache-2.0
// How each code point folds, worked out from ICU's data and the supplement. Used by the table generator and its tests.
#pragma once

#include "text/fold_table.h"
#include "text/token.h"

#include <string>

namespace pilah::generate {

// One row of the fold table before it is packed.
struct Rule {
  std::u32string folded;  // equal to the code point itself where it stays
  CharKind kind = CharKind::other;
  Break grapheme_break = Break::other;
  uint8_t evasion = Fold::kPlain;
  Script script = Script::common;
  char look = 0;
  uint8_t flags = 0;

  friend bool operator==(const Rule&, const Rule&) = default;
};

// Asks ICU; slow. Throws std::runtime_error when ICU's data are missing.
Rule rule_of(char32_t code_point);

// Whether ICU knows the two letters, 'a' to 'z', as a flag.
bool rule_is_flag(char first, char second);

// "Unicode 15.0, ICU 72.1"
std::string data_version();

}  // namespace pilah::generate
