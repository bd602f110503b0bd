// SPDX-License-Identifier: Apache-2.0
// The words of a comment as rules see them: slang, clitics and disguises undone.
#pragma once

#include <pilah/pilah.h>

#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// In place of a number.
inline constexpr std::string_view kNumberWord = "@number";

// Sentence by sentence, as a pattern would name them. `tokens` are those of the last verdict on `text`.
std::vector<std::vector<std::string>> sentences_of(std::string_view text, const pilah_token* tokens, uint32_t count);

}  // namespace pilah::cli
