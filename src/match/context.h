// SPDX-License-Identifier: Apache-2.0
// The circumstances of a hit that change what it means: negation, question, condition, quotation, persons near.
#pragma once

#include "match/match.h"

namespace pilah {

// The contexts of `asked` that hold at terms [hit.first, hit.last). docs/RULES.md says what each means.
Contexts find_contexts(const Text& text, const Terms& terms, TermRange hit, Contexts asked);

// The contexts that a text may have whose words play these parts: find_contexts() looks for no other.
Contexts possible_contexts(const Text& text, TokenFlags flags, Roles roles);

// The sentence around a term: terms [first, last). Long sentences are cut kSentenceReach terms to either side.
inline constexpr uint32_t kSentenceReach = 96;
TermRange sentence_of(const Terms& terms, uint32_t at);

// The nearest word with one of `roles` at most `reach` words from the hit, or outside its sentence none. Returns the
// roles found.
Roles roles_near(const Terms& terms, TermRange hit, uint32_t reach);

}  // namespace pilah
