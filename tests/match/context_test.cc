// SPDX-License-Identifier: Apache-2.0
// What stands around a hit, on a rule set that has a rule for each context. Each row is a comment and the contexts that
// hold at "rusak".
#include "match/context.h"
#include "../one_pack.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pilah;

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.complaint.test", language = "id", owner = "test", shared = true }
[roles]
negation = ["tidak", "bukan"]
condition = ["kalau"]
question = ["kapan"]
reason = ["kenapa"]
report = ["katanya"]
second-person = ["kamu"]
first-person = ["saya"]
filler = ["sih", "kak"]
factive = ["nyangka", "hanya"]
indefinite = ["entah", "pun"]
[[rule]]
id = "broken"
label = "complaint"
points = 30
any = ["rusak"]
)toml";

struct Row {
  std::string text;
  Contexts contexts;
};

const std::vector<Row> kRows = {
    {"rusak", {}},
    {"barangnya rusak semua", {}},
    {"tidak rusak", Context::negation},
    {"tidak pernah sampai rusak", Context::negation},
    {"tidak sih kak rusak", Context::negation},  // fillers are no distance
    {"tidak ada yang bilang rusak", {}},         // too far
    {"rusak, bukan bagus", {}},
    {"tidak nyangka rusak", {}},  // what is denied is that it was expected
    {"bukan hanya sih barang rusak", {}},
    {"nyangka tidak rusak", Context::negation},
    {"bukan hanya tidak rusak", Context::negation},
    {"tidak, barangnya rusak", {}},  // a comma parts the negator from it
    {"tidak - rusak", {}},
    {"bukan kak, rusak", {}},
    {"tidak. rusak", {}},
    {"kalau nanti barang itu jadi rusak", Context::condition},
    {"kapan rusak", Context::question},
    {"kenapa rusak", Context::reason},
    {"kenapa rusak?", Context::reason},  // that it is broken is no question
    {"rusak kenapa ya", Context::reason},
    {"kenapa sih rusak, kapan bagus?", {Context::reason, Context::question}},
    {"rusak. kenapa?", {}},
    {"ini rusak ya?", Context::question},
    {"rusak. benar?", {}},
    {"rusak ya?? benar", Context::question},
    {"rusak ????", {}},  // emoji that a database lost
    {"rusak ?!", Context::question},
    {"kapan rusak ??", Context::question},
    {"entah kapan rusak", {}},  // asks nothing
    {"kapan pun rusak", {}},
    {"tidak kapan kapan kok rusak", {}},
    {"entah rusak kapan", Context::question},
    {"kapan pun rusak?", Context::question},
    {"katanya rusak", Context::quotation},
    {"dia tulis \"rusak\" di situ", Context::quotation},
    {"kamu rusak", Context::second_person},
    {"punya saya rusak", Context::first_person},
    {"saya tidak mau rusak", {Context::first_person, Context::negation}},
};

constexpr Contexts kAll = {Context::negation,      Context::question,     Context::condition, Context::quotation,
                           Context::second_person, Context::first_person, Context::reason};

}  // namespace

TEST_CASE("contexts of a hit") {
  const OnePack own(kPack);
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    Comment comment;
    comment.text = row.text;
    Scratch scratch;
    classify(own.engine, comment, scratch);
    REQUIRE(scratch.matcher.hits.size() == 1);
    const Contexts found = find_contexts(scratch.text, scratch.terms, scratch.matcher.hits[0].terms, kAll);
    CHECK(found.raw() == row.contexts.raw());
  }
}
