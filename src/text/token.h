// SPDX-License-Identifier: Apache-2.0
// What the text stage makes of a comment: folded tokens that remember where they came from and how they were disguised.
#pragma once

#include "base/bits.h"
#include "base/range.h"
#include "text/unit.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// Longest text one call accepts. Offsets are 32 bits wide, and scratch grows with the text.
inline constexpr size_t kMaxTextBytes = 64u << 20;

enum class TokenKind : uint8_t { word, number, url, email, mention, hashtag, emoji, punctuation };

enum class TokenFlag : uint8_t {
  sentence_start,  // first token of the comment, or after . ! ? or a line break
  after_comma,     // a comma, colon, semicolon, dash, bracket or "..." stands before it
  glued,           // nothing at all stands between it and the token before
  quoted,          // inside a pair of quotation marks
  doubled,         // some letter twice in a row
  stretched,       // some letter three times or more in a row
  has_letter,
  has_digit,
  has_symbol,    // a symbol that may stand for a letter (@ $ ! * # +) was kept inside the word
  capitals,      // three or more letters, all upper case as written
  apostrophe_s,  // written with 's at the end, of which the apostrophe is dropped
};
using TokenFlags = Bits<TokenFlag>;

// Typed tokens that patterns ask for as @name. One token may be several.
enum class TokenType : uint8_t {
  url,
  mention,
  hashtag,
  number,
  price,
  phone,
  wa,
  code,
  brandcode,
  email,
  emoji,
  emoji_angry,
  emoji_sad,
  emoji_laugh,
  emoji_love,
  emoji_clap,
  emoji_money,
  emoji_point,
  evaded,
  shout,
};
inline constexpr size_t kTokenTypeCount = 20;
using TokenTypes = Bits<TokenType>;

// Tricks that folding undoes. The order is that of the names in evasion_name() and is part of the C API.
enum class Evasion : uint8_t {
  math_letters,
  full_width,
  enclosed,     // circled, squared, parenthesised, negative or not
  small_caps,   // small capitals, phonetic and modifier letters
  script,       // superscript and subscript letters and digits
  marks,        // combining marks stacked on letters
  zero_width,   // invisible characters and fillers inside a word
  look_alike,   // letters of other scripts standing for Latin ones
  truncated,    // letters that lost their plane bit: U+D400 for U+1D400
  leet,         // signs for letters: @ $ ! +; digits for letters are found where words are looked up
  spaced,       // letters spread by spaces
  dotted,       // letters spread by dots, dashes or other signs
  keycap,       // keycaps and dingbat digits
  mixed,        // several styles or scripts inside one token
  emoji_split,  // letters spread by emoji
  stretched,    // repeated letters: habit, not evidence
  masked,       // letters replaced by * or #
  bidi,         // text direction overridden
  entity,       // HTML entities and percent-encoding
};
inline constexpr size_t kEvasionCount = 19;
using Evasions = Bits<Evasion>;

// The habits that many honest writers have: no rule may take these alone as a sign of disguise.
inline constexpr Evasions kHabits = {Evasion::stretched, Evasion::spaced};

// All others.
inline constexpr Evasions kTricks = Evasions::from_raw(((1u << kEvasionCount) - 1) & ~kHabits.raw());

struct Token {
  Range span;    // in the caller's bytes
  Range folded;  // in Text::folded
  TokenKind kind = TokenKind::word;
  TokenFlags flags;
  TokenTypes types;
  Evasions evasions;
};

// The analysed comment. It belongs to one thread's scratch and is used again for the next comment.
struct Text {
  std::string_view original;
  std::string folded;  // folded tokens; one space where anything separated them, one line break between sentences
  std::vector<Token> tokens;                            // in the order in which they stand
  Evasions evasions;                                    // of all tokens
  std::array<uint32_t, kEvasionCount> evasion_count{};  // tokens with each trick
  uint32_t invalid_sequences = 0;                       // ill-formed UTF-8, each read as U+FFFD
  uint32_t words = 0;                                   // tokens of kind word and number

  // Where the folded bytes of a token come from, for tokens that folding made longer, shorter or turned round; other
  // tokens hold their span byte for byte. The first step of a token stands at its first folded byte.
  using Step = pilah::Step;
  std::vector<Step> steps;

  Workspace workspace;  // of analyse(); nothing for others to read

  std::string_view word(const Token& token) const { return token.folded.of(folded); }

  // The caller's bytes from one token to another. Under a right-to-left override, later tokens may stand before others.
  Range span_of(size_t first, size_t last) const {
    if (workspace.overrides.empty()) return {tokens[first].span.begin, tokens[last].span.end};
    Range out = tokens[first].span;
    for (size_t i = first + 1; i <= last; i++)
      out = {std::min(out.begin, tokens[i].span.begin), std::max(out.end, tokens[i].span.end)};
    return out;
  }

  // The caller's bytes behind a range of folded ones, whole characters always.
  Range original_of(Range folded_range) const;
};

// The name of a trick in output and rules: "math-letters", "look-alike", …
std::string_view evasion_name(Evasion evasion);

// The name of a typed token as patterns write it, without the @: "url", "emoji(angry)", …
std::string_view token_type_name(TokenType type);

}  // namespace pilah
