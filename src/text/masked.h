// SPDX-License-Identifier: Apache-2.0
// Signs inside a word that stand for letters: k**tol, sh!t, b@ngs@t, a$u, f***.
#pragma once

#include <cstddef>

namespace pilah {

struct MaskedLetters {
  size_t end = 0;         // behind the signs; 0 if they are punctuation
  bool at_end = false;    // the word ends with them
  bool hides = false;     // a letter is hidden: * # %
  bool replaces = false;  // a letter is replaced by one that looks like it: @ $ ! +
};

// Judges the signs from `at` on, behind `before` letters of a word. The text is plain and small.
MaskedLetters masked_letters(const char* text, size_t at, size_t before);

// Letters and digits from `at` on, without the apostrophes among them, counted to `limit`.
size_t letters_from(const char* text, size_t at, size_t limit);

}  // namespace pilah
