// SPDX-License-Identifier: Apache-2.0
// Composites whose members must stand near each other: any hits of theirs will do, not only those that count.
#include "../one_pack.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace pilah;

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.spam.test", language = "id", owner = "test", shared = true }
[roles]
negation = ["tidak"]
[[rule]]
id = "site"
label = "spam"
points = 5
any = ["situs"]
[[rule]]
id = "luck"
label = "spam"
points = 5
any = ["gacor"]
not_in = ["negation"]
[[rule]]
id = "reel"
label = "spam"
points = 5
any = ["slot"]
[[rule]]
id = "shown"
label = "spam"
points = 5
any = ["profil"]
field = "bio"
[[composite]]
id = "pair"
label = "spam"
points = 20
all = ["site", "luck"]
within = 4
[[composite]]
id = "one-of"
label = "spam"
points = 20
all = ["site"]
any = ["luck", "reel"]
within = 4
[[composite]]
id = "three"
label = "spam"
points = 20
all = ["site", "luck", "reel"]
within = 5
[[composite]]
id = "nested"
label = "spam"
points = 20
all = ["pair", "reel"]
within = 6
[[composite]]
id = "beside-bio"
label = "spam"
points = 20
all = ["site", "luck", "shown"]
within = 2
)toml";

struct Row {
  std::string text;
  std::string bio;
  std::string found;  // the composites that fire, each with its words
};

const std::vector<Row> kRows = {
    {"situs gacor", "", "one-of 'situs gacor' pair 'situs gacor'"},
    {"situs satu dua gacor", "", "one-of 'situs satu dua gacor' pair 'situs satu dua gacor'"},
    {"situs satu dua tiga gacor", "", ""},
    // The first hits count, the second ones stand near.
    {"situs satu dua tiga empat situs gacor", "", "one-of 'situs gacor' pair 'situs gacor'"},
    {"gacor satu dua tiga empat situs slot", "", "one-of 'situs slot'"},
    {"gacor satu dua tiga empat situs slot gacor", "",
     "nested 'situs slot gacor' one-of 'situs slot' pair 'situs slot gacor' three 'situs slot gacor'"},
    // The leftmost of several.
    {"situs gacor satu situs gacor", "", "one-of 'situs gacor' pair 'situs gacor'"},
    // A hit that does not count stands for nobody.
    {"gacor satu dua tiga empat situs tidak gacor", "", ""},
    {"slot situs satu gacor", "",
     "nested 'slot situs satu gacor' one-of 'situs satu gacor' pair 'situs satu gacor' three 'slot situs satu gacor'"},
    // What stands in the bio is at no distance.
    {"situs gacor", "profil", "beside-bio 'situs gacor' one-of 'situs gacor' pair 'situs gacor'"},
    {"situs satu gacor", "profil", "one-of 'situs satu gacor' pair 'situs satu gacor'"},
};

}  // namespace

TEST_CASE("members within so many words") {
  const OnePack own(kPack);
  Scratch scratch;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Comment comment;
    comment.text = row.text;
    comment.bio = row.bio;
    classify(own.engine, comment, scratch);
    std::vector<std::string> found;
    for (const Evidence& e : scratch.verdict.evidence) {
      if (own.engine.rules.rules[e.rule].composite == 0) continue;
      const std::string id = own.engine.rules.string(own.engine.rules.rules[e.rule].id);
      found.push_back(id.substr(id.rfind('.') + 1) + " '" + row.text.substr(e.span.begin, e.span.end - e.span.begin) +
                      "'");
    }
    std::sort(found.begin(), found.end());
    std::string all;
    for (const std::string& one : found) all += (all.empty() ? "" : " ") + one;
    CHECK(all == row.found);
  }
}
