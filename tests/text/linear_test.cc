// SPDX-License-Identifier: Apache-2.0
// A megabyte of whatever might make a loop run over the same text again and again. A linear loop takes hundredths of a
// second, a quadratic one many seconds.
#include "show.h"

#include <doctest/doctest.h>

#include <ctime>
#include <utility>

using namespace pilah;

TEST_CASE("a megabyte of anything ends") {
  const std::pair<std::string, std::string> kRows[] = {
      // first, repeated
      {"a", "\u0332"},  // marks
      {"", "\u0332"},   // marks on nothing
      {"a", "\u200B"},  // zero width
      {"a", "ᆞ"},      // fillers
      {"", "аa"},       // scripts in turn
      {"", "а a "},     // scripts in turn, as words
      {"", "퐀퐁 "},    // letters without their plane
      {"", "@"},
      {"", "@a"},
      {"", "a@"},
      {"a", "."},
      {"", "a."},
      {"", "a-"},
      {"", "a.com"},
      {"", "a.com_"},
      {"", "a.com.b_"},
      {"", "a1.com.5+"},
      {"", "a-b.co.m."},
      {"", "a b "},
      {"", "a.b."},
      {"", "a⭐"},
      {"", "a*"},
      {"a", "*"},
      {"", "a*@"},
      {"", "#"},
      {"", "#½"},
      {"", "#½#"},
      {"", "&"},
      {"", "&amp"},
      {"", "&amp;"},
      {"&", "amp;"},
      {"", "&#59"},
      {"", ";"},
      {"", "'"},
      {"", "'a"},
      {"", "a'"},
      {"", "\"a"},
      {"", "\" '"},
      {"", "%41"},
      {"http://x/", "%25"},
      {"http://x/", "%41"},
      {"http://x/", "%32%35"},
      {"", "http://"},
      {"", "0 "},
      {"", "0812 "},
      {"0812", " 1"},
      {"", "+62"},
      {"", "08-"},
      {"", "\u202Ea"},
      {"", "\u202Ea\u202C "},
      {"\u202E", "a "},
      {"", "🇮"},
      {"", "🇮🇩"},
      {"👨", "\u200D👨"},
      {"", "👨"},
      {"", "🏽"},
      {"", "\u0600!"},
      {"", "\xFF"},
      {"", "\xF0\x9F"},
      {"", "a"},
      {"", "aA1"},
      {"", "1."},
      {"", "1,1"},
      {"", " "},
      {"", "\n"},
      {"", "a\n"},
      {"", "═"},
      {"", "═ "},
      {"", "日"},
      {"", "가"},
      {"", "€a"},
      {"", "λ l "},
  };
  Text text;
  for (const auto& row : kRows) {
    const std::string repeated = row.second;
    CAPTURE(repeated);
    std::string sample = row.first;
    while (sample.size() < (1u << 20)) sample += repeated;
    const std::clock_t start = std::clock();  // of the processor, which no other program slows down
    analyse(sample, text);
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 3);
    uint32_t end = 0;
    for (const Token& token : text.tokens) {
      REQUIRE(token.span.end <= sample.size());
      if (text.evasions.has(Evasion::bidi)) continue;  // text that is turned round
      REQUIRE(token.span.begin >= end);
      end = token.span.end;
    }
  }
}

// Twice the text may make at most twice as many of everything that folding keeps, and a bit.
TEST_CASE("folding keeps amounts in proportion to the text") {
  const char* const kRepeated[] = {"a\u0332\u0332\u0332\u0332",
                                   "\u0332",
                                   "ᆞ",
                                   "аa",
                                   "а a ",
                                   "퐀퐁 ",
                                   "a.",
                                   "a b ",
                                   "a⭐",
                                   "a*",
                                   "&amp;",
                                   "%41",
                                   "0812 ",
                                   "\u202Ea\u202C ",
                                   "🇮",
                                   "👨\u200D",
                                   "\u00AD",
                                   "ⓐ",
                                   "x-",
                                   "@a",
                                   "f--k "};
  for (const char* repeated : kRepeated) {
    CAPTURE(repeated);
    struct Sizes {
      size_t folded, tokens, steps, units;
    };
    Sizes sizes[2] = {};
    for (int i = 0; i < 2; i++) {
      std::string sample;
      while (sample.size() < (size_t{1} << (19 + i))) sample += repeated;
      Text text;
      analyse(sample, text);
      sizes[i] = {text.folded.size(), text.tokens.size(), text.steps.size(), text.workspace.units.size()};
      CHECK(text.folded.size() <= 2 * sample.size() + 64);
      CHECK(text.tokens.size() <= sample.size());
      CHECK(text.steps.size() <= 2 * sample.size());
      CHECK(text.workspace.units.size() <= sample.size());
    }
    CHECK(sizes[1].folded <= 2 * sizes[0].folded + 64);
    CHECK(sizes[1].tokens <= 2 * sizes[0].tokens + 64);
    CHECK(sizes[1].steps <= 2 * sizes[0].steps + 64);
    CHECK(sizes[1].units <= 2 * sizes[0].units + 64);
  }
}
