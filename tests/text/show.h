// SPDX-License-Identifier: Apache-2.0
// Tokens as one readable line, so that a table of tests can hold what is expected.
#pragma once

#include "text/analyse.h"

#include <string>
#include <string_view>

namespace pilah {

// Folded tokens with a space between them; punctuation left out.
inline std::string words_of(const Text& text) {
  std::string out;
  for (const Token& token : text.tokens) {
    if (token.kind == TokenKind::punctuation) continue;
    if (!out.empty()) out += ' ';
    out += text.word(token);
  }
  return out;
}

// "math-letters mixed"
inline std::string names_of(Evasions evasions) {
  std::string out;
  for (size_t i = 0; i < kEvasionCount; i++) {
    if (!evasions.has(static_cast<Evasion>(i))) continue;
    if (!out.empty()) out += ' ';
    out += evasion_name(static_cast<Evasion>(i));
  }
  return out;
}

inline std::string names_of(TokenTypes types) {
  std::string out;
  for (size_t i = 0; i < kTokenTypeCount; i++) {
    if (!types.has(static_cast<TokenType>(i))) continue;
    if (!out.empty()) out += ' ';
    out += token_type_name(static_cast<TokenType>(i));
  }
  return out;
}

}  // namespace pilah
