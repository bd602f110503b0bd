// SPDX-License-Identifier: Apache-2.0
// Fifth step: words and telephone numbers that are spread over several tokens become one.
#pragma once

#include "text/token.h"

namespace pilah {

// Fewer single letters than this in a comment spell nothing.
inline constexpr uint32_t kFewestLetters = 3;

// "g a c o r", "b.a.n.g.s.a.t" and "A⭐L⭐E⭐X⭐I⭐S 1 7" become one token each. Lists (a b c d), initials and usual
// abbreviations stay. Returns whether tokens have changed.
bool join_letters(Text& out);

// "0812-3456-7890" and "+62 812 3456 7890" become one number each.
bool join_phones(Text& out);

// Carries out workspace.merges, which stand in order and do not overlap.
void merge_tokens(Text& out);

}  // namespace pilah
