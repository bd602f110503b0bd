// SPDX-License-Identifier: Apache-2.0
// What well-formed files become: everything docs/RULES.md allows, with its place.
#include "compile/parse.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pilah;

namespace {

struct Parsed {
  Rulebook book;
  std::string problems;
};

Parsed parse_all(const std::vector<Source>& sources, bool release = false) {
  Diagnostics diagnostics(sources);
  Parsed out;
  out.book = parse(sources, {release}, diagnostics);
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.list()) out.problems += diagnostics.render(diagnostic);
  return out;
}

const char* const kPack = R"toml(
pack = { id = "id.complaint.delivery", language = "id", owner = "core" }

[sets]
parcel = ["paket", "barang kiriman", "{goods}"]

[groups]
late = { cap = 60 }
rude = { label = "abuse", cap = 70 }

[[rule]]
id             = "late"
label          = "complaint"
topic          = "delivery"
target         = "staff"
points         = 26
any            = ["{parcel} <0-3> belum", "\u0070aket lama"]
unless         = ["belum batas"]
unless_comment = ["(hadiah|undian)"]
author         = ["not verified", "followers < 1000", "not account-days < 30"]
field          = "text"
not_in         = ["condition", "question"]
only_in        = ["first-person"]
words          = [2, 40]
tags           = ["urgent"]
group          = "late"
count          = "each"
status         = "shadow"
wrong_when     = "a seller quotes the courier's estimate"
hit            = ["paket blm nyampe", { text = "paket belum", author = { followers = 12, verified = false, bio = "toko" } }]
ok             = ["paket sudah sampai", "kapan paket sampai?"]
todo           = ["mana nih"]

[[composite]]
id      = "late-again"
label   = "complaint"
points  = 10
all     = ["late"]
any     = ["id.complaint.delivery.words", "wor*", "id.complaint.delivery.bi*"]
none    = ["big"]
within  = 8
absorbs = ["late"]
hit     = ["paket belum, lelet"]
ok      = ["paket sudah"]

[[lexicon]]
id    = "words"
label = "abuse"
kind  = "insult"
group = "rude"
words = {
  lelet = 30,
  "(lambat|lama) sekali" = 35,  # a pattern
}
hit   = ["lelet emang"]
ok    = ["jalan pelan pelan"]

[[rule]]
id     = "big"
tags   = ["urgent"]
author = ["followers >= 10000"]
hit    = [{ text = "halo", author = { followers = 20000 } }]
ok     = ["halo"]

[[rule]]
id     = "resi"
label  = "complaint"
points = 0
regex  = 'resi \d{12}'
needs  = ["resi @number"]
hit    = ["resi 123456789012"]
ok     = ["resi hilang"]
)toml";

const char* const kShared = R"toml(
pack = { id = "id.shared", shared = true }
protect = ["asuransi", "mie 88"]

[sets]
goods = ["pesanan"]

[slang]
blm    = "belum"
"ga ada" = "tidak ada"

[roles]
negation      = ["tidak", "bukan"]
second-person = ["kamu"]

[typed]
duration = ["@number (hari|minggu)"]
)toml";

const char* const kOverlay = R"toml(
pack    = { id = "acme.house", language = "id", owner = "acme" }
protect = ["vario 160"]

[slang]
acm = "acme"

[change]
"id.complaint.delivery.late" = { points = 10, status = "retired", not_in = ["quotation"], group = "late" }
)toml";

const char* const kPolicy = R"toml(
[thresholds]
complaint = 30

[[row]]
id             = "danger"
when           = ["tag:urgent | kind:threat", "not spam", "complaint >= 60 | followers >= 10000", "verified"]
action         = "escalate"
priority       = 95
respond_within = "4h"
channel        = "public-then-private"
route          = "legal"
checklist      = ["facts-first", "no-admission"]
why_id         = "Ada bahaya."
why_en         = "There is danger."

[[row]]
id     = "bin"
when   = ["spam", "target:staff | topic:delivery"]
action = "hide"

[[row]]
id     = "rest"
action = "none"
)toml";

const std::vector<Source> kAll = {
    {"pack", kPack, false},
    {"shared", kShared, false},
    {"overlay", kOverlay, true},
    {"policy", kPolicy, false},
    {"tags", "[tags]\nurgent = \"asks for help at once\"\n", false},
    {"retired", "retired = [\"id.complaint.delivery.early\"]\n", false},
    {"scores",
     "[points]\n\"id.complaint.delivery.late\" = 22\n[calibration]\ncomplaint = [[0, 10], [20, 500], [40, 500]]\n",
     false},
};

}  // namespace

TEST_CASE("files that docs/RULES.md allows are taken without a word") {
  CHECK(parse_all(kAll).problems == "");
  CHECK(parse_all(kAll, true).problems == "");
}

TEST_CASE("a pack's rules keep their lines, keys and places") {
  const Rulebook book = parse_all(kAll).book;
  REQUIRE(book.rules.size() == 5);
  std::string ids;
  for (const RuleSource& rule : book.rules) ids += rule.own_id + " ";
  CHECK(ids == "late late-again words big resi ");

  const RuleSource& late = book.rules[0];
  CHECK(late.id == "id.complaint.delivery.late");
  CHECK(late.place.line == 12);
  CHECK(late.place.column == 19);
  CHECK(late.label == static_cast<uint8_t>(Label::complaint));
  CHECK(late.kind == Kind::delivery);
  CHECK(late.target == Target::staff);
  CHECK(late.points == 26);
  REQUIRE(late.any.size() == 2);
  CHECK(late.any[0].root.children.size() == 3);
  CHECK(late.any[0].place.column == 20);
  CHECK(late.any[1].text == "paket lama");
  CHECK(late.unless.size() == 1);
  CHECK(late.unless_comment.size() == 1);
  REQUIRE(late.author.size() == 3);
  CHECK(late.author[0].fact == Fact::verified);
  CHECK(late.author[0].compare == Compare::equal);
  CHECK(late.author[0].value == 0);
  CHECK(late.author[1].compare == Compare::below);
  CHECK(late.author[1].value == 1000);
  CHECK(late.author[2].fact == Fact::account_days);
  CHECK(late.author[2].compare == Compare::at_least);
  CHECK(late.not_in == Contexts{Context::condition, Context::question});
  CHECK(late.only_in == Contexts{Context::first_person});
  CHECK(late.words_min == 2);
  CHECK(late.words_max == 40);
  CHECK(late.tags == std::vector<std::string>{"urgent"});
  CHECK(late.group == "late");
  CHECK(late.count_each);
  CHECK(late.status == RuleStatus::shadow);
  REQUIRE(late.hit.size() == 2);
  CHECK(late.hit[1].facts[static_cast<size_t>(Fact::followers)] == 12);
  CHECK(late.hit[1].facts[static_cast<size_t>(Fact::verified)] == 0);
  CHECK(late.hit[1].facts[static_cast<size_t>(Fact::business)] == -1);
  CHECK(late.hit[1].bio == "toko");
  CHECK(late.ok.size() == 2);
  CHECK(late.todo.size() == 1);

  const RuleSource& again = book.rules[1];
  CHECK(again.form == RuleSource::Form::composite);
  CHECK(again.all[0].text == "id.complaint.delivery.late");
  REQUIRE(again.any_of.size() == 3);
  CHECK(again.any_of[0].text == "id.complaint.delivery.words");
  CHECK(again.any_of[1].text == "id.complaint.delivery.wor*");
  CHECK(again.any_of[2].text == "id.complaint.delivery.bi*");
  CHECK(again.absorbs[0].text == "id.complaint.delivery.late");
  CHECK(again.within == 8);

  const RuleSource& words = book.rules[2];
  CHECK(words.form == RuleSource::Form::lexicon);
  CHECK(words.count_each);
  REQUIRE(words.any.size() == 2);
  CHECK(words.any[0].text == "lelet");
  CHECK(words.any[0].points == 30);
  CHECK(words.any[1].root.children[0].kind == PatternNode::Kind::choice);
  CHECK(words.any[1].place.column == 4);

  CHECK(book.rules[4].regex == "resi \\d{12}");
  CHECK(book.rules[4].needs.size() == 1);
  CHECK(book.rules[4].label == static_cast<uint8_t>(Label::complaint));
}

TEST_CASE("facts of a rule, and what their negation asks for") {
  struct Row {
    const char* text;
    Fact fact;
    Compare compare;
    int64_t value;
  };
  for (const Row& row : {Row{"thread.ours", Fact::thread_ours, Compare::equal, 1},
                         Row{"not thread.ours", Fact::thread_ours, Compare::equal, 0},
                         Row{"thread.others", Fact::thread_ours, Compare::equal, 0},
                         Row{"not thread.others", Fact::thread_ours, Compare::equal, 1},
                         Row{"author.followers < 10", Fact::followers, Compare::below, 10},
                         Row{"not followers >= 10", Fact::followers, Compare::below, 10}}) {
    CAPTURE(row.text);
    const std::string text = "pack = { id = \"id.p\" }\n[[rule]]\nid = \"r\"\nstatus = \"draft\"\nauthor = [\"" +
                             std::string(row.text) + "\"]\n";
    const Parsed parsed = parse_all({{"p", text, false}});
    CHECK(parsed.problems == "");
    const FactCondition& fact = parsed.book.rules.at(0).author.at(0);
    CHECK(fact.fact == row.fact);
    CHECK(fact.compare == row.compare);
    CHECK(fact.value == row.value);
  }
}

TEST_CASE("a composite that its own prefix matches is a circle, which is reported and broken") {
  std::vector<Source> sources = {{"p", R"toml(
pack = { id = "id.p" }
[[rule]]
id     = "late"
any    = ["paket lama"]
status = "draft"
[[composite]]
id     = "late-again"
any    = ["late*"]
tags   = []
status = "draft"
)toml",
                                  false}};
  const Parsed parsed = parse_all(sources);
  CHECK(parsed.problems.find("E408") != std::string::npos);
  CHECK(parsed.book.rules[1].any_of.empty());
}

TEST_CASE("the other tables of packs") {
  const Rulebook book = parse_all(kAll).book;
  REQUIRE(book.packs.size() == 3);
  CHECK(book.packs[0].sets[0].members.size() == 3);
  CHECK(book.packs[0].groups[0].label == static_cast<uint8_t>(Label::complaint));
  CHECK(book.packs[0].groups[1].label == static_cast<uint8_t>(Label::abuse));
  CHECK(book.packs[1].shared);
  CHECK(book.packs[1].slang.size() == 2);
  CHECK(book.packs[1].roles.size() == 2);
  CHECK(book.packs[1].typed[0].name == "duration");
  CHECK(book.packs[1].protect[1].text == "mie 88");
  CHECK(book.packs[2].overlay);
  REQUIRE(book.packs[2].changes.size() == 1);
  const ChangeSource& change = book.packs[2].changes[0];
  CHECK(change.id == "id.complaint.delivery.late");
  CHECK(change.points == 10);
  CHECK(change.status == RuleStatus::retired);
  CHECK(change.not_in == Contexts{Context::quotation});
  CHECK(change.group == "late");
}

TEST_CASE("policy, scores, tags and retired ids") {
  const Rulebook book = parse_all(kAll).book;
  CHECK(book.policy.thresholds[0] == 30);
  CHECK(book.policy.thresholds[1] == 20);
  REQUIRE(book.policy.rows.size() == 3);
  const PolicyRowSource& row = book.policy.rows[0];
  CHECK(row.id == "danger");
  REQUIRE(row.when.size() == 4);
  REQUIRE(row.when[0].any.size() == 2);
  CHECK(row.when[0].any[0].tag == "urgent");
  CHECK(row.when[0].any[1].kind == Kind::threat);
  CHECK(row.when[1].any[0].negated);
  CHECK(row.when[2].any[0].subject == PolicyCondition::Subject::label_points);
  CHECK(row.when[2].any[0].value == 60);
  CHECK(row.when[2].any[1].fact == Fact::followers);
  CHECK(row.when[3].any[0].compare == Compare::equal);
  CHECK(row.action == Action::escalate);
  CHECK(row.priority == 95);
  CHECK(row.respond_within == 240);
  CHECK(row.channel == Channel::public_then_private);
  CHECK(row.route == "legal");
  CHECK(row.checklist.size() == 2);
  CHECK(row.why_en == "There is danger.");
  CHECK(book.policy.rows[1].action == Action::hide);
  CHECK(book.scores.points.at(0).points == 22);
  CHECK(book.scores.calibration[0].size() == 3);
  CHECK(book.tags.at(0) == "urgent");
}

TEST_CASE("a row that a tenant changes may move before another") {
  const std::string shipped =
      "[[row]]\nid = \"a\"\nwhen = [\"spam\"]\naction = \"respond\"\n"
      "[[row]]\nid = \"b\"\nwhen = [\"complaint\"]\naction = \"escalate\"\n"
      "[[row]]\nid = \"c\"\nwhen = [\"abuse\"]\naction = \"respond\"\n"
      "[[row]]\nid = \"rest\"\naction = \"none\"\n";
  struct Row {
    std::string moved, before, order;
  };
  for (const Row& row : {Row{"b", "a", "b a c rest"}, Row{"a", "c", "b a c rest"}, Row{"c", "b", "a c b rest"},
                         Row{"a", "b", "a b c rest"}, Row{"b", "b", "a b c rest"}, Row{"a", "rest", "b c a rest"}}) {
    const std::string house = "[[row]]\nid = \"" + row.moved + "\"\nbefore = \"" + row.before + "\"\n";
    const Parsed parsed = parse_all({{"policy.toml", shipped, false}, {"house.toml", house, true}});
    CHECK(parsed.problems.empty());
    std::string order;
    for (const PolicyRowSource& one : parsed.book.policy.rows) order += (order.empty() ? "" : " ") + one.id;
    CHECK_MESSAGE(order == row.order, row.moved, " before ", row.before);
  }
}

TEST_CASE("rows of a tenant without a shipped policy keep their order") {
  const Parsed parsed = parse_all({{"house.toml",
                                    "[[row]]\nid = \"a\"\nwhen = [\"spam\"]\naction = \"respond\"\n"
                                    "[[row]]\nid = \"b\"\nwhen = [\"abuse\"]\naction = \"respond\"\n"
                                    "[[row]]\nid = \"rest\"\naction = \"none\"\n",
                                    true}});
  CHECK(parsed.problems.empty());
  REQUIRE(parsed.book.policy.rows.size() == 3);
  CHECK(parsed.book.policy.rows[0].id == "a");
  CHECK(parsed.book.policy.rows[2].id == "rest");
}

TEST_CASE("names that hold the same conditions over and over hold them once") {
  std::string policy = "[conditions]\nc0 = \"complaint | spam\"\n";
  for (int i = 1; i <= 60; ++i) {
    const std::string last = "c" + std::to_string(i - 1);
    policy += "c" + std::to_string(i) + " = \"" + last + " | " + last + "\"\n";
  }
  const Parsed parsed = parse_all({{"policy.toml", policy + "[[row]]\nid = \"rest\"\naction = \"none\"\n", false}});
  CHECK(parsed.problems.empty());
  CHECK(parsed.book.policy.conditions.back().any.size() == 2);
}

TEST_CASE("columns point into strings of every quoting") {
  struct Row {
    const char* any;
    uint32_t line, column;
  };
  for (const Row& row :
       {Row{"\"paket <3> belum\"", 6, 15}, Row{"'paket <3> belum'", 6, 15}, Row{"'''paket <3> belum'''", 6, 17},
        Row{"\"\"\"\n  paket <3> belum\"\"\"", 7, 9}, Row{"\"\xC3\xA9\xC3\xA9 <3> belum\"", 6, 12}}) {
    CAPTURE(row.any);
    const std::string text =
        std::string("pack = { id = \"id.p\" }\n\n[[rule]]\nid = \"r\"\nstatus = \"draft\"\nany = [") + row.any + "]\n";
    const std::vector<Source> sources = {{"p", text, false}};
    Diagnostics diagnostics(sources);
    parse(sources, {}, diagnostics);
    REQUIRE(diagnostics.list().size() == 1);
    CHECK(diagnostics.list()[0].code == "E302");
    CHECK(diagnostics.list()[0].place.line == row.line);
    CHECK(diagnostics.list()[0].place.column == row.column);
  }
}

TEST_CASE("a file that cannot be read does not make others complain of what it may hold") {
  std::vector<Source> sources = kAll;
  sources[1].text = "pack = { id = \"id.shared\", shared = true\n";  // no bracket: {goods} is gone
  const Parsed parsed = parse_all(sources);
  CHECK(parsed.problems.find("E101") != std::string::npos);
  CHECK(parsed.problems.find("E401") == std::string::npos);
}
