// SPDX-License-Identifier: Apache-2.0
// What holds for every text: random bytes, random Unicode, and random mixtures of the things that folding treats
// specially. Fixed seeds; a failure prints the text.
#include "show.h"
#include "text/decode.h"
#include "text/fold_table.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace pilah;

namespace {

using Random = std::mt19937;

size_t pick(Random& random, size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random); }

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    char buffer[8];
    const auto byte = static_cast<unsigned char>(c);
    std::snprintf(buffer, sizeof buffer, byte >= 0x20 && byte < 0x7F ? "%c" : "\\x%02x", byte);
    out += buffer;
  }
  return out;
}

std::string random_bytes(Random& random) {
  std::string out;
  const size_t length = pick(random, 60);
  for (size_t i = 0; i < length; i++) out += static_cast<char>(pick(random, 256));
  return out;
}

char32_t random_code_point(Random& random) {
  constexpr struct {
    char32_t first, last;
  } kRanges[] = {{0x20, 0x7E},       {0x20, 0x7E},       {0xA0, 0x24F},      {0x250, 0x2FF},     {0x300, 0x36F},
                 {0x370, 0x52F},     {0x530, 0x58F},     {0x590, 0x6FF},     {0x900, 0x97F},     {0x1100, 0x11FF},
                 {0x13A0, 0x167F},   {0x1D00, 0x1DBF},   {0x2000, 0x206F},   {0x2070, 0x20FF},   {0x2100, 0x218F},
                 {0x2460, 0x24FF},   {0x2600, 0x27BF},   {0x3000, 0x30FF},   {0xA4D0, 0xA4FF},   {0xAC00, 0xAC20},
                 {0xD400, 0xD7FF},   {0xF100, 0xF6FF},   {0xFE00, 0xFE0F},   {0xFF00, 0xFFEF},   {0x10280, 0x1029F},
                 {0x1D400, 0x1D7FF}, {0x1F100, 0x1F1FF}, {0x1F300, 0x1F6FF}, {0xE0000, 0xE007F}, {0x0, 0x1F},
                 {0x0, 0x10FFFF}};
  const auto& range = kRanges[pick(random, std::size(kRanges))];
  const char32_t cp = range.first + static_cast<char32_t>(pick(random, range.last - range.first + 1));
  return cp >= 0xD800 && cp <= 0xDFFF ? U'x' : cp;
}

std::string random_unicode(Random& random) {
  std::string out;
  const size_t length = pick(random, 40);
  for (size_t i = 0; i < length; i++) {
    char bytes[4];
    out.append(bytes, encode_utf8(random_code_point(random), bytes));
  }
  return out;
}

std::string random_pieces(Random& random) {
  constexpr const char* kPieces[] = {
      "kota",   "a",      "b",    "i",        "o",    "K",    "RT",     "88",     "0812",   "3456",   "7890",
      "62",     "2",      " ",    " ",        " ",    "  ",   "\n",     "\t",     ".",      ".",      ",",
      "!",      "?",      "...",  "-",        "@",    "#",    "$",      "*",      "**",     "+",      "&",
      "&amp;",  "&lt;",   "amp;", "lt;",      "#59;", "&#59", ";",      "%",      "%41",    "%25",    "http://",
      "www.",   ".com",   ".me",  "/x",       ":",    "'",    "\"",     "_",      "(",      ")",      "𝐊",
      "𝟖",      "Ｋ",     "Ⓚ",    "🅺",        "ᴋ",    "к",    "а",      "п",      "α",      "λ",      "퐊",
      "퐎",     "한",     "가",   "ж",        "日",   "カ",   "\u200B", "\u200D", "\u0301", "\u0332", "\u20E3",
      "\uFE0F", "⭐",      "🔥",    "👨",        "🏽", "🇮",    "🇩",      "ᆞ",     "\u202E", "\u202C", "；",
      "＆",     "．",     "é",    "ß",        "ﬃ",    "…",    "’",      "“",      "€",      "٣",      "½",
      "\u0600", "\u0903", "\xFF", "\xE2\x82", "s+a",
  };
  std::string out;
  const size_t count = pick(random, 16);
  for (size_t i = 0; i < count; i++) out += kPieces[pick(random, std::size(kPieces))];
  return out;
}

bool is_boundary(std::string_view text, size_t at) {
  if (at == 0 || at >= text.size()) return at <= text.size();
  for (size_t i = 0; i < at;) {
    i += decode_utf8(text, i).length;
    if (i == at) return true;
  }
  return false;
}

std::string token_words(const Text& text) {
  std::string out;
  for (const Token& token : text.tokens) out.append(text.word(token)).append(" | ");
  return out;
}

void check_text(const Text& text) {
  size_t folded = 0;
  size_t original = 0;
  uint32_t words = 0;
  Evasions evasions;
  const bool turned =
      text.original.find("\u202E") != std::string_view::npos;  // then later tokens may stand before others
  for (const Token& token : text.tokens) {
    if (!turned) REQUIRE(token.span.begin >= original);
    REQUIRE(token.span.end > token.span.begin);
    REQUIRE(token.span.end <= text.original.size());
    REQUIRE(token.folded.begin >= folded);
    REQUIRE(token.folded.end > token.folded.begin);
    REQUIRE(token.folded.end <= text.folded.size());
    REQUIRE(is_boundary(text.original, token.span.begin));
    REQUIRE(is_boundary(text.original, token.span.end));
    original = token.span.end;
    folded = token.folded.end;
    words += token.kind == TokenKind::word || token.kind == TokenKind::number;
    evasions |= token.evasions;

    // The way back: a token's folded bytes come from its span, each from a part of it.
    const Range whole = text.original_of(token.folded);
    REQUIRE(whole.begin >= token.span.begin);
    REQUIRE(whole.end <= token.span.end);
    if (!turned) {  // else an apostrophe that is left out may stand at the end
      const bool sign_in_front = token.kind == TokenKind::mention || token.kind == TokenKind::hashtag ||
                                 text.original[token.span.begin] == '+';  // which is not folded
      REQUIRE(whole.end == token.span.end);
      REQUIRE((sign_in_front || whole == token.span));
    }
    for (uint32_t i = token.folded.begin; i < token.folded.end; i++) {
      const Range part = text.original_of({i, i + 1});
      REQUIRE(part.begin >= token.span.begin);
      REQUIRE(part.end <= token.span.end);
      REQUIRE(part.begin < part.end);
      REQUIRE(is_boundary(text.original, part.begin));
      REQUIRE(is_boundary(text.original, part.end));
    }
  }
  REQUIRE(words == text.words);
  REQUIRE(evasions == text.evasions);
  for (size_t i = 1; i < text.steps.size(); i++) REQUIRE(text.steps[i - 1].folded < text.steps[i].folded);
  for (size_t i = 0; i < text.folded.size();) {
    const Decoded decoded = decode_utf8(text.folded, i);
    REQUIRE(decoded.valid);
    i += decoded.length;
  }
}

// Folding what is folded changes nothing.
void check_again(const Text& text, Text& again) {
  const std::string folded = text.folded;
  analyse(folded, again);
  CHECK(token_words(again) == token_words(text));
}

template <typename Make>
void check_many(Make make, size_t count, uint32_t seed) {
  Random random(seed);
  Text text;
  Text again;
  for (size_t i = 0; i < count; i++) {
    const std::string sample = make(random);
    INFO("sample " << i << ": " << escaped(sample));
    analyse(sample, text);
    INFO("folded: " << escaped(text.folded));
    check_text(text);
    check_again(text, again);
  }
}

}  // namespace

TEST_CASE("random bytes") { check_many(random_bytes, 20000, 1); }
TEST_CASE("random Unicode") { check_many(random_unicode, 40000, 2); }
TEST_CASE("random mixtures of special pieces") { check_many(random_pieces, 120000, 3); }

// What each once left in its folded text another reading could take hold of.
TEST_CASE("texts that were folded further when folded again") {
  constexpr const char* kTexts[] = {
      "s+a\u200D’i62'Ki",                    // an apostrophe that goes, and one that stays
      "k .i...b",                            // dots that stand apart, and dots that do not
      "λ а 한½日",                           // a lone letter beside one that is read as Latin
      "α\tα 한½🔥",                           //
      "http://α’½'€ж",                       // a link of a letter that follows a sign
      "3456%0812 3456789)",                  // a percent sign before a number in parts
      "0812+08123456𝟖",                      // a plus sign that goes
      "@+0812\u202E34562",                   //
      "59:+08120812𝟖",                       //
      "08123456)0812$db",                    // money beside a number in parts
      "x€0812-7890123",                      //
      "a日’½'€RT",                           //
      "www.a%41\u0903RT€",                   // a letter in a percent code
      "http://%25%3456",                     // half a code before a code
      "http://*&\u200B#%3456;",              // a reference made of a code
      "b-www.𝟖%41.com$",                     // a link behind a sign of addresses
      "http://a\tb  λ",                      //
      "http://%41\tb  λ",                    //
      "s+a(\u202Eп\u200B\u202C&amp;bkota!",  // a reference behind turned text
      "\u202Ei a ж%250812&\n",               //
  };
  Text text;
  Text again;
  for (const char* sample : kTexts) {
    INFO(sample);
    analyse(sample, text);
    check_text(text);
    check_again(text, again);
  }
}

TEST_CASE("a reference keeps away from the edges of an override") {
  constexpr struct {
    const char* text;
    const char* words;
  } kRows[] = {
      {"\u202E\u200B\u202C&amp;x", "& | x | "},
      {"b\u202E\u202C\u0903\u202C&lt;", "b | < | "},
      {"\u202E&amp;x\u202C", "x | & | "},
      {"\u202Ex\u202C&amp;", "x | & | "},
  };
  Text text;
  for (const auto& row : kRows) {
    INFO(escaped(row.text));
    analyse(row.text, text);
    check_text(text);
    CHECK(token_words(text) == row.words);
  }
}

TEST_CASE("a text used again forgets the comment before") {
  Random random(4);
  Text used;
  for (size_t i = 0; i < 5000; i++) {
    const std::string sample = random_pieces(random);
    INFO(escaped(sample));
    analyse(sample, used);
    Text fresh;
    analyse(sample, fresh);
    REQUIRE(used.folded == fresh.folded);
    REQUIRE(token_words(used) == token_words(fresh));
    REQUIRE(used.evasions == fresh.evasions);
    REQUIRE(used.evasion_count == fresh.evasion_count);
    REQUIRE(used.steps.size() == fresh.steps.size());
    for (size_t k = 0; k < used.tokens.size(); k++) {
      REQUIRE(used.tokens[k].span == fresh.tokens[k].span);
      REQUIRE(used.tokens[k].flags == fresh.tokens[k].flags);
      REQUIRE(used.tokens[k].types == fresh.tokens[k].types);
    }
  }
}
