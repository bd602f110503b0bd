// SPDX-License-Identifier: Apache-2.0
// Rules of facts alone: the length of the comment is all that they ask of it.
#include "../one_pack.h"

#include <doctest/doctest.h>

#include <string>

using namespace pilah;

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.test", language = "id", owner = "test", shared = true }
[[rule]]
id = "any-length"
label = "influencer"
points = 5
author = ["verified"]
[[rule]]
id = "short"
label = "influencer"
points = 5
author = ["verified"]
words = [0, 2]
[[rule]]
id = "long"
label = "influencer"
points = 5
author = ["verified"]
words = [3, 10000]
)toml";

std::string fired(const Engine& engine, Scratch& scratch, const std::string& text, bool verified) {
  Comment comment;
  comment.text = text;
  if (verified) comment.author.set(Fact::verified, 1);
  classify(engine, comment, scratch);
  std::string out;
  for (const Rule& rule : engine.rules.rules)
    for (const Evidence& e : scratch.verdict.evidence)
      if (&engine.rules.rules[e.rule] == &rule) out += std::string(engine.rules.string(rule.id)) + " ";
  return out;
}

}  // namespace

TEST_CASE("a rule of facts alone minds the length of the comment") {
  const OnePack own(kPack);
  Scratch scratch;
  CHECK(fired(own.engine, scratch, "halo", true) == "id.test.any-length id.test.short ");
  CHECK(fired(own.engine, scratch, "halo semua teman", true) == "id.test.any-length id.test.long ");
  CHECK(fired(own.engine, scratch, "halo semua teman", false) == "");
}
