// SPDX-License-Identifier: Apache-2.0
// Places in bytes as other languages count them: against texts whose counts are known because they were put together
// here.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

// One character with what it counts for.
struct Piece {
  const char* bytes;
  size_t codepoints, utf16;
};
constexpr Piece kPieces[] = {
    {"a", 1, 1},      {"\n", 1, 1}, {"é", 1, 1},    {"e\u0301", 2, 2},  {"ж", 1, 1},  {"日", 1, 1},
    {"\uFFFD", 1, 1}, {"😡", 1, 2},  {"𝐀", 1, 2},    {"👏🏽", 2, 4}, {"🇮🇩", 2, 4}, {"\U0010FFFF", 1, 2},
    {"\uFEFF", 1, 1}, {"퐀", 1, 1}, {"\xFF", 1, 1}, {"\x80", 1, 1},     {" ", 1, 1},
};

}  // namespace

TEST_CASE("offsets in code points and in UTF-16 units") {
  std::mt19937 random(11);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text;
    struct Place {
      size_t byte, codepoint, utf16;
    };
    std::vector<Place> places{{0, 0, 0}};
    for (size_t i = 0, length = random() % 30; i < length; ++i) {
      const Piece& piece = kPieces[random() % std::size(kPieces)];
      text += piece.bytes;
      const Place& before = places.back();
      places.push_back({text.size(), before.codepoint + piece.codepoints, before.utf16 + piece.utf16});
    }
    for (const Place& place : places) {
      CAPTURE(text);
      CAPTURE(place.byte);
      REQUIRE(pilah_offset_codepoints(text.data(), text.size(), place.byte) == place.codepoint);
      REQUIRE(pilah_offset_utf16(text.data(), text.size(), place.byte) == place.utf16);
    }
    const Place& end = places.back();
    REQUIRE(pilah_offset_utf16(text.data(), text.size(), text.size() + 9) == end.utf16);
  }
}

TEST_CASE("the place of a disguised word, as Java and Python would cut it") {
  const char* const text = "é😡 adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 banget sih lo";
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  comment.text = text;
  comment.text_size = std::strlen(text);
  REQUIRE(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);
  const std::u16string in_java = u"é😡 adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 banget sih lo";
  const std::u32string in_python = U"é😡 adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 banget sih lo";
  bool found = false;
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& e = verdict.evidence[i];
    const auto cut = [&](const auto& whole, auto offset_of) {
      const size_t begin = offset_of(text, comment.text_size, e.begin), end = offset_of(text, comment.text_size, e.end);
      return whole.substr(begin, end - begin);
    };
    found |= cut(in_java, pilah_offset_utf16) == u"adminnya 𝐠𝐨𝐛𝐥𝐨𝐤" &&
             cut(in_python, pilah_offset_codepoints) == U"adminnya 𝐠𝐨𝐛𝐥𝐨𝐤";
  }
  CHECK(found);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
