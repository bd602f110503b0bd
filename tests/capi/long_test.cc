// SPDX-License-Identifier: Apache-2.0
// A megabyte of one thing, from end to end: whatever a rule asks of a hit may be asked of a hundred thousand hits. A
// linear call takes a second, a quadratic one minutes.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <ctime>
#include <string>

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.spam.test", language = "id", owner = "test" }
[[rule]]
id = "disguised-in-crowds"
label = "spam"
points = 10
any = ["situs"]
evaded_at_least = 3
evaded_by = ["math-letters"]
[[rule]]
id = "far-off"
label = "spam"
points = 10
any = ["gacor"]
unless = ["gacor <0-8> tidak"]
[[composite]]
id = "never-near"
label = "spam"
points = 10
all = ["site", "far-off"]
within = 2
[[rule]]
id = "site"
label = "spam"
points = 10
any = ["situs"]
)toml";

struct Rules {
  pilah_ruleset* rules = nullptr;
  ~Rules() { pilah_ruleset_free(rules); }
};

void read_in_good_time(const pilah_ruleset* rules, const std::string& piece) {
  CAPTURE(piece);
  std::string text;
  while (text.size() < 1u << 20) text += piece;
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  comment.text = text.data();
  comment.text_size = text.size();
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  const std::clock_t start = std::clock();  // of the processor, which no other program slows down
  CHECK(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);
  CHECK((std::clock() - start) / CLOCKS_PER_SEC < 5);
  pilah_scratch_free(scratch);
}

}  // namespace

TEST_CASE("a megabyte is judged in good time by the built-in rules") {
  Rules built_in;
  REQUIRE(pilah_ruleset_default(&built_in.rules) == PILAH_OK);
  for (const char* piece :
       {"situs gacor ", "anjing kamu, ", "paket belum sampai min ", "#a ", "#judol", "@a b ", "a.co ",
        "https://a.co/x ", "zeta88 ", "ZETA88", "g o b l o k ", "kapan? ", "\"anjing\" ", "wkwk "})
    read_in_good_time(built_in.rules, piece);
}

TEST_CASE("a megabyte of hits that do not count") {
  const pilah_source source = {"test.toml", kPack, std::char_traits<char>::length(kPack), 0, 0};
  Rules own;
  REQUIRE(pilah_ruleset_compile(&source, 1, nullptr, &own.rules, nullptr) == PILAH_OK);
  for (const char* piece : {"situs ", "gacor tidak ", "situs a b c gacor tidak a b c "})
    read_in_good_time(own.rules, piece);
}
