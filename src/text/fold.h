// SPDX-License-Identifier: Apache-2.0
// First step of the text stage: bytes become plain text, with a unit for each character that is not plain already.
#pragma once

#include "text/unit.h"

#include <string_view>

namespace pilah {

// Fills workspace.plain and .units from `original`; returns the number of ill-formed sequences. Pure ASCII without
// references is copied as it is and makes no unit.
uint32_t fold_text(std::string_view original, Workspace& workspace);

// Second step, where workspace.has_looks: letters of other scripts, regional indicators and letters without their
// plane bit are read as Latin where the word around them says so, and left alone otherwise.
void resolve_looks(Workspace& workspace);

// Third step, where text is shown from right to left against its nature: it is read as it is shown. The second step
// comes again afterwards.
void turn_overrides(Workspace& workspace);

// Whether a byte of the plain text is an ASCII letter or digit.
inline bool is_plain_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_plain_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_plain_alnum(char c) { return is_plain_letter(c) || is_plain_digit(c); }

}  // namespace pilah
