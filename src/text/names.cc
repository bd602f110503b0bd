// SPDX-License-Identifier: Apache-2.0
// The names that output and rules use for tricks and typed tokens.
#include "text/token.h"

#include <iterator>

namespace pilah {
namespace {

// In the order of enum Evasion.
constexpr std::string_view kEvasionNames[] = {"math-letters", "full-width", "enclosed",   "small-caps", "script",
                                              "marks",        "zero-width", "look-alike", "truncated",  "leet",
                                              "spaced",       "dotted",     "keycap",     "mixed",      "emoji-split",
                                              "stretched",    "masked",     "bidi",       "entity"};
static_assert(std::size(kEvasionNames) == kEvasionCount);

// In the order of enum TokenType.
constexpr std::string_view kTypeNames[] = {"url",         "mention",      "hashtag",      "number",       "price",
                                           "phone",       "wa",           "code",         "brandcode",    "email",
                                           "emoji",       "emoji(angry)", "emoji(sad)",   "emoji(laugh)", "emoji(love)",
                                           "emoji(clap)", "emoji(money)", "emoji(point)", "evaded",       "shout"};
static_assert(std::size(kTypeNames) == kTokenTypeCount);

}  // namespace

std::string_view evasion_name(Evasion evasion) { return kEvasionNames[static_cast<size_t>(evasion)]; }

std::string_view token_type_name(TokenType type) { return kTypeNames[static_cast<size_t>(type)]; }

}  // namespace pilah
