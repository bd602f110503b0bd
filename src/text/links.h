// SPDX-License-Identifier: Apache-2.0
// Links, domains and e-mail addresses in plain text.
#pragma once

#include <cstddef>
#include <string_view>

namespace pilah {

struct Address {
  enum Kind { none, url, email } kind = none;
  size_t end = 0;  // of the address; where there is none, the place before which no other look is needed
};

// Looks for a bare domain (situs.com/x, bit.ly/x) or an e-mail address that starts at `begin`, a letter or digit.
// `text` ends with a NUL behind its last character. Reads on to `end` and not further.
Address find_address(const char* text, size_t begin, size_t size);

struct Percent {
  char letter = 0;
  size_t end = 0;  // behind the code; 0 if there is none to undo
};

// The percent code at `at`, also where the percent sign itself is one (%2541). Only letters, digits and - . _ ~ are
// undone: they need no code, so whoever codes them hides something.
Percent percent_letter(const char* text, size_t at, size_t end);

// Whether a character at the end of a link ends a sentence or a bracket rather than the link.
bool is_trailing(char c);

// The end of a link whose scheme or www. has been read, or `begin` if nothing follows.
size_t link_end(const char* text, size_t begin, size_t size);

}  // namespace pilah
