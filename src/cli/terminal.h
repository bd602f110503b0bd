// SPDX-License-Identifier: Apache-2.0
// Text for people at a terminal: colour, columns, and nothing that could command the terminal itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pilah::cli {

enum class Colour : uint8_t { none, red, green, yellow, blue, magenta, cyan, grey };
enum class ColourWish : uint8_t { automatic, always, never };

// Whether to use colour: as wished, else on a terminal unless NO_COLOR is set or TERM is "dumb".
bool colour_on_stdout(ColourWish wish);
bool colour_on_stderr();

std::string painted(std::string_view text, Colour colour, bool bold = false, bool underlined = false);

// The text with control characters and direction overrides made visible, so that a comment cannot move the cursor,
// change the title or run backwards. Line feeds stay. Ill-formed UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

// Columns that a terminal needs for a text, roughly: two for wide letters and emoji, none for marks.
size_t display_width(std::string_view text);

// The text cut to so many columns, with "…" if something is missing.
std::string shortened(std::string_view text, size_t columns);
std::string padded(std::string_view text, size_t columns);

}  // namespace pilah::cli
