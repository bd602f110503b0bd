// SPDX-License-Identifier: Apache-2.0
// Regular expressions that look at the same are run together; each still finds what it would find alone.
#include "../one_pack.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace pilah;

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.spam.test", language = "id", owner = "test", shared = true }
[[rule]]
id = "tag-a"
label = "spam"
points = 3
regex = 'aa$'
token = "@hashtag"
[[rule]]
id = "tag-b"
label = "spam"
points = 3
regex = '^#b'
token = "@hashtag"
[[rule]]
id = "link"
label = "spam"
points = 3
regex = '\.id\b'
token = "@url"
[[rule]]
id = "text-a"
label = "spam"
points = 3
regex = 'kode [a-z]\d'
needs = ["kode"]
[[rule]]
id = "text-b"
label = "spam"
points = 3
regex = '\d{3}'
needs = ["kode"]
[[rule]]
id = "text-tricky"
label = "spam"
points = 3
regex = 'promo'
needs = ["hari"]
evades = ["full-width"]
)toml";

struct Row {
  std::string text;
  std::vector<std::string> rules;  // by name
};

const std::vector<Row> kRows = {
    {"tidak ada", {}},
    {"#kaa", {"tag-a"}},
    {"#baa", {"tag-a", "tag-b"}},
    {"#kaa dan #baru", {"tag-a", "tag-b"}},
    {"#bb #bc #baru", {"tag-b", "tag-b", "tag-b"}},  // each is a hit, as one may be excused
    {"#lain #biasa www.toko.id", {"link", "tag-b"}},
    {"baa www.toko.com", {}},
    {"kode x1", {"text-a"}},
    {"kode 123", {"text-b"}},
    {"kode x1 atau 123", {"text-a", "text-b"}},
    {"kode saja", {}},
    {"promo hari ini", {}},  // without the trick
    {"ｐｒｏｍｏ hari ini", {"text-tricky"}},
};

}  // namespace

TEST_CASE("regular expressions for tokens and texts, alone and together") {
  const OnePack own(kPack);
  Scratch scratch;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Comment comment;
    comment.text = row.text;
    classify(own.engine, comment, scratch);
    std::vector<std::string> found;
    for (const Hit& hit : scratch.matcher.hits) {
      const std::string id = own.engine.rules.string(own.engine.rules.rules[hit.rule].id);
      found.push_back(id.substr(id.rfind('.') + 1));
    }
    std::sort(found.begin(), found.end());
    CHECK(found == row.rules);
  }
}

TEST_CASE("an expression that the compiler takes can be opened, however many groups it has") {
  // With groups that capture RE2 gives up at 71 of these, without at 97.
  std::string regex;
  for (int i = 0; i < 80; ++i) regex += "(((((a))))){900}";
  const std::string pack =
      "pack = { id = \"id.test\" }\n[[rule]]\nid = \"r\"\nlabel = \"spam\"\npoints = 1\nneeds = [\"a\"]\nregex = '" +
      regex + "'\n";
  const OnePack own(pack.c_str());
  CHECK(own.engine.rules.regexes.size() == 1);
}

TEST_CASE("a token that is excused does not stand for the others") {
  const OnePack own(R"toml(
pack = { id = "id.test" }
[[rule]]
id = "tag"
label = "spam"
points = 3
regex = 'gacor'
token = "@hashtag"
unless = ["berita"]
[[rule]]
id = "play"
any = ["main"]
[[composite]]
id = "near"
label = "spam"
points = 5
all = ["tag", "play"]
within = 2
)toml");
  const auto points = [&](const char* text) {
    Comment comment;
    comment.text = text;
    Scratch scratch;
    classify(own.engine, comment, scratch);
    return scratch.verdict.scores[static_cast<size_t>(Label::spam)].points;
  };
  CHECK(points("berita #gacor") == 0);
  CHECK(points("#gacor #gacor77") == 3);
  CHECK(points("berita #gacor. ayo #gacor77") == 3);
  CHECK(points("berita #gacor. ayo main #gacor77") == 8);
  CHECK(points("#gacor dan ini itu apa lagi main #gacor77") == 8);
}
