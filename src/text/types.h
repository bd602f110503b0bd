// SPDX-License-Identifier: Apache-2.0
// Last step: what patterns ask for as @name, and the counts over all tokens.
#pragma once

#include "text/token.h"
#include "text/tokenise.h"

#include <string_view>

namespace pilah {

// Whether a word of letters could end like the name of a gambling site; most words are turned away here.
inline bool may_be_brand(std::string_view word) {
  constexpr uint32_t kLast = 1u << ('l' - 'a') | 1u << ('r' - 'a') | 1u << ('o' - 'a') | 1u << ('t' - 'a') |
                             1u << ('i' - 'a') | 1u << ('n' - 'a') | 1u << ('p' - 'a');
  const auto last = static_cast<unsigned>(static_cast<unsigned char>(word.back())) - 'a';
  return word.size() >= 7 && last < 26 && ((kLast >> last) & 1u) != 0;
}

// Fills notable anew from all tokens, where joining has moved them.
void list_notable(Text& out, Findings& findings);

// Gathers the tokens' evasions anew, where placing or joining has changed them.
void gather_evasions(const Text& out, Findings& findings);

// Sets the types of the notable tokens, and out.evasions with its counts.
void set_types(Text& out, const Findings& findings);

}  // namespace pilah
