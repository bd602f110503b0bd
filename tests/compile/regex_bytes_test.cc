// SPDX-License-Identifier: Apache-2.0
#include "compile/regex_bytes.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <random>
#include <string>

using namespace pilah;

namespace {

std::string members(const ByteSet& set) {
  std::string out;
  for (int byte = 0; byte < 128; ++byte)
    if (set.has(static_cast<unsigned char>(byte))) out += static_cast<char>(byte);
  return out + (set.other ? "+" : "");
}

}  // namespace

TEST_CASE("the rarest part that every match has") {
  struct Row {
    const char* regex;
    const char* needed;
  };
  const Row rows[] = {
      {"abc#", "#"},
      {R"(\*\d{3}#)", "*"},
      {"[a-z]{3,}(7-?7|8)", "78"},
      {"(#|@)x?", "#@"},
      {R"([a-z]{3}[^\x00-\x{206f}]+)", "+"},
      {R"(a(?:b|c[12])*[%&]+)", "%&"},
      {R"(['´]\d{2})", "'+"},
      {R"((?m)^\[x\]$)", "["},
      {R"([\d-]{2}z)", "z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.regex);
    CHECK(members(needed_bytes(row.regex)) == row.needed);
  }
  for (const char* regex : {"a*", "(?i)#", "a|", R"(\pL#)", "(^|x)", "#?"}) {
    CAPTURE(regex);
    CHECK(needed_bytes(regex).meets(ByteSet::of("z")));
    CHECK(needed_bytes(regex).meets(ByteSet::of("\x01")));
  }
}

// Whatever RE2 finds must hold a byte of the set, on generated expressions and texts.
TEST_CASE("RE2 finds nothing without them") {
  std::mt19937 random(20240901);
  auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  const char* atoms[] = {"a",     "b",     "#",        "1", "[ab]",  "[^a]", R"(\d)",
                         R"(\w)", "(a|#)", "(?:b1|#)", ".", R"(\b)", "^",    "é"};
  const char* repeats[] = {"", "", "", "?", "*", "+", "{0,2}", "{2}"};
  const std::string letters[] = {"a", "b", "#", "1", " ", "é"};
  size_t matched = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string regex;
    for (size_t i = 0, count = 1 + below(4); i < count; ++i) {
      if (i > 0 && below(5) == 0) regex += '|';
      const char* atom = atoms[below(std::size(atoms))];
      regex += atom;
      if (atom[0] != '^' && atom != std::string_view(R"(\b)")) regex += repeats[below(std::size(repeats))];
    }
    const RE2 compiled(regex, RE2::Quiet);
    REQUIRE_MESSAGE(compiled.ok(), regex);
    const ByteSet needed = needed_bytes(regex);
    for (int sample = 0; sample < 20; ++sample) {
      std::string text;
      for (size_t i = 0, count = below(7); i < count; ++i) text += letters[below(std::size(letters))];
      if (text.empty() || !RE2::PartialMatch(text, compiled)) continue;
      ++matched;
      re2::StringPiece found;
      compiled.Match(text, 0, text.size(), RE2::UNANCHORED, &found, 1);
      if (!found.empty()) CHECK_MESSAGE(needed.meets(ByteSet::of(text)), regex << " on " << text);
    }
  }
  CHECK(matched > 5000);
}
