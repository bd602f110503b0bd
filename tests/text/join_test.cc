// SPDX-License-Identifier: Apache-2.0
// Words spread over several tokens, and what only looks so.
#include "reads.h"

#include <doctest/doctest.h>

using namespace pilah;

TEST_CASE("spread letters become words; lists, initials and abbreviations stay") {
  const ReadRow kRows[] = {
      {"g a c o r banget", "gacor banget", "spaced"},
      {"g a c o r   b a n g e t", "gacor banget", "spaced"},
      {"di A L E X A 1 7 ya", "di alexa17 ya", "spaced"},
      {"𝐉 𝐔 𝐍 𝐈 𝐎 𝐑 𝟖𝟖", "junior88", "math-letters spaced"},
      {"𝐃 𝘖 R 𝘼 𝟳 𝟽", "dora77", "math-letters spaced mixed"},
      {"b.a.n.g.s.a.t kau", "bangsat kau", "dotted"},
      {"b-a-n-g-s-a-t", "bangsat", "dotted"},
      {"b . a . n . g", "bang", "dotted"},
      {"A⭐L⭐E⭐X⭐A⭐1⭐7 main", "alexa17 main", "emoji-split"},
      {"a s u kau", "asu kau", "spaced"},
      {"a b c d", "a b c d", ""},
      {"s d m", "s d m", ""},
      {"J. K. Rita", "j k rita", ""},
      {"U.S.A dan S.H. a.k.a D.P.R B.P.J.S", "u s a dan s h a k a d p r b p j s", ""},
      {"a/i/u", "a i u", ""},
      {"mirip sama adek", "mirip sama adek", ""},
      {"nonton a Dede", "nonton a dede", ""},
      {"w w w w", "w w w w", ""},
      {"a\ns\nu", "a s u", ""},
      {"y g ini", "y g ini", ""},
      {"gacor 88", "gacor 88", ""},
  };
  check_reads(kRows);
}

TEST_CASE("telephone numbers become one token") {
  struct Row {
    std::string text;
    std::string words;
  };
  const Row kRows[] = {
      {"WA 0812-3456-7890 ya", "wa 081234567890 ya"},
      {"+62 812 3456 7890", "6281234567890"},
      {"hub 0812 3456 789", "hub 08123456789"},
      {"0 8 1 2 3 4 5 6 7 8 9", "08123456789"},
      {"jam 08.00-12.00", "jam 08.00 12.00"},
      {"tgl 08-12-2023", "tgl 08 12 2023"},
      {"0812 orang", "0812 orang"},
      {"skor 62 10 5", "skor 62 10 5"},
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    CHECK(words_of(text) == row.words);
  }
}

TEST_CASE("a joined word covers what it was spread over, and no more") {
  Text text;
  analyse("yuk g a c o r! dan 0812-3456-7890.", text);
  REQUIRE(text.tokens.size() == 6);
  CHECK(text.tokens[1].span.of(text.original) == "g a c o r");
  CHECK(text.tokens[4].span.of(text.original) == "0812-3456-7890");
  CHECK(text.words == 4);
  CHECK(text.folded == "yuk gacor !\ndan 081234567890.");
  const Range c = {text.tokens[1].folded.begin + 2, text.tokens[1].folded.begin + 4};
  CHECK(text.original_of(c).of(text.original) == "c o");
}
