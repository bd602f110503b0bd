// SPDX-License-Identifier: Apache-2.0
// Words in disguise on a rule set of a few words: each row is one way to write them and the step that undoes it; the
// other table holds what must stay as it is.
#include "compile/compile.h"
#include "engine.h"
#include "text/analyse.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pilah;

namespace {

constexpr const char* kPack = R"toml(
pack = { id = "id.abuse.test", language = "en", owner = "test", shared = true }
disguised = ["goblok*", "anjing", "fuck*", "asshole*", "bangsat", "kontol", "bajingan", "cock"]
protect = ["cocktail"]
[slang]
goblog = "goblok"
[[rule]]
id = "words"
label = "abuse"
points = 30
any = ["(goblok|anjing|fuck|asshole|bangsat|kontol|bajingan|cock)", "dongo", "pentil", "jablay*"]
[[rule]]
id = "phrase"
label = "abuse"
points = 10
any = ["dasar goblok banget", "kata sheet", "kau itu lo"]
)toml";

struct Reader {
  Reader() {
    const std::vector<Source> sources = {{"test.toml", kPack, false}};
    Diagnostics diagnostics(sources);
    compiled = compile(sources, {}, diagnostics);
    for (const Diagnostic& d : diagnostics.list())
      if (d.severity == Severity::error) FAIL(diagnostics.render(d));
    REQUIRE(Engine::open(compiled.image, engine) == Status::ok);
  }

  void read(const std::string& text) {
    Comment comment;
    comment.text = text;
    classify(engine, comment, scratch);
  }

  std::string word(const Term& term) const { return engine.rules.string(engine.rules.classes[term.word_class].text); }

  // What the disguised term of the last text was read as: "goblok leet".
  std::string found() const {
    for (const Term& term : scratch.terms.list)
      if (term.word_class != 0 && term.step > WordStep::slang) {
        const std::string standard = word(term);
        if (standard != "banget" && standard != "lo" && standard != "dasar")
          return standard + " " + std::string(step_name(term.step));
      }
    return {};
  }

  Compiled compiled;
  Engine engine;
  Scratch scratch;
};

struct Row {
  std::string text;
  std::string found;
};

const std::vector<Row> kDisguised = {
    // signs and digits for letters, several readings of one
    {"g0bl0k", "goblok leet"},
    {"4nj1ng", "anjing leet"},
    {"anj!ng", "anjing leet"},
    {"@njing", "anjing leet"},
    {"b@jingan", "bajingan leet"},
    {"@sshole", "asshole leet"},
    {"fu(k", "fuck leet"},
    {"fuc|<", "fuck leet"},
    {"f()()ck", ""},  // reads foock
    {"k()nt()l", "kontol leet"},
    {"goblo9", "goblok leet"},  // a spelling that a pack lists
    {"4n71n9", ""},             // antin is no word
    {"4nj1n9", "anjing leet"},
    {"g\u2B55bl\u2B55k", "goblok leet"},
    {"\u2282ock", "cock leet"},
    // masks
    {"b*ngs*t", "bangsat masked"},
    {"f**k", "fuck masked"},
    {"f***", "fuck masked"},
    {"an#ing", "anjing masked"},
    {"*sshole", "asshole masked"},
    {"fuc*", "fuck masked"},
    {"f__king", "fuck masked"},
    {"f--k", "fuck masked"},
    // signs between the letters
    {"k.ontol", "kontol rejoined"},
    {"go-blok", "goblok rejoined"},
    {"f_uck", "fuck rejoined"},
    // blanks between them
    {"kon tol", "kontol rejoined"},
    {"an jing", "anjing rejoined"},
    {"gob lo k", "goblok rejoined"},
    // letters alone
    {"gblk", "goblok letters-dropped"},
    {"bngst", "bangsat letters-dropped"},
    {"bjngn", "bajingan letters-dropped"},
    {"ajning", "anjing letters-swapped"},
    {"ahnjing", "anjing letters-inserted"},
    {"gohblok", "goblok letters-inserted"},
    {"anjlng", "anjing look-alike-letter"},
    {"goebloek", ""},  // two at once
    {"goeblok", "goblok letters-inserted"},
    {"gublok", "goblok respelt"},
    {"fukk", "fuck respelt"},
    {"kcuf", "fuck reversed"},
    {"gnijna", "anjing reversed"},
    // run together with another word
    {"anjinglo", "anjing run-together"},
    {"dasargoblok", "goblok run-together"},
    {"goblokbanget", "goblok run-together"},
    {"j4blay", "jablay* leet"},
    {"segoblok", "goblok run-together"},
    {"dianjingin", "anjing run-together"},
    {"fucker123", "fuck run-together"},
};

const std::vector<const char*> kInnocent = {
    "b52 dan ps5", "w213",          "10rb 2jam 4G",     "6 itch",    "B1G1",        "iPhone12",
    "note* below", "*note",         "grade a* student", "(belum)",   "kata-kata",   "dan/atau",
    "bang...sat",  "bang, sat set", "cocktail",         "peacock",   "Hancock",     "sheet",
    "don90",       "a55",           "user@example.com", "situs.com", "we met@ten",  "C++ course",
    "50% off",     "wkwkwk",        "5*4 = 20",         "kontrol",   "pentil3000x", "x.y.z",
    "#1",          "a.b",           "he/she",           "1/2 kg",    "...",         "f",
    "fu",          "k*k",
};

}  // namespace

TEST_CASE("disguised words are read") {
  Reader reader;
  for (const Row& row : kDisguised) {
    INFO(row.text);
    reader.read(row.text);
    CHECK(reader.found() == row.found);
  }
}

TEST_CASE("ordinary writing stays as it is") {
  Reader reader;
  for (const char* text : kInnocent) {
    INFO(text);
    reader.read(text);
    CHECK(reader.found() == "");
  }
}

TEST_CASE("evidence of a disguised word covers all of it") {
  Reader reader;
  for (const char* word : {"k.ontol", "kon tol", "fu(k", "@njing", "b@jingan", "*sshole", "fuc*", "g\u2B55bl\u2B55k"}) {
    INFO(word);
    const std::string text = "eh " + std::string(word) + " eh";
    reader.read(text);
    REQUIRE(reader.scratch.verdict.evidence.size() == 1);
    const Range span = reader.scratch.verdict.evidence[0].span;
    CHECK(text.substr(span.begin, span.end - span.begin) == word);
  }
}

TEST_CASE("a disguised word of abuse is no code of a gambling site") {
  Reader reader;
  for (const char* word : {"k0nt0l88", "fucker123", "g0bl0k", "𝐠oblok"}) {
    reader.read(std::string("eh ") + word + " eh eh eh");
    for (const Term& term : reader.scratch.terms.list) {
      if (term.word_class == 0 || term.step == WordStep::as_written) continue;
      INFO(word);
      CHECK_FALSE(term.types.has(TokenType::brandcode));
    }
  }
}

TEST_CASE("random signs and letters are read within bounds") {
  Reader reader;
  uint32_t state = 7;
  const std::string_view alphabet = "fuckgoblkanjis*#@$!01345789.-_()|</\\ +^&%";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525u + 1013904223u;
      text += alphabet[(state >> 16) % alphabet.size()];
    }
    reader.read(text);
    uint32_t before = 0;
    for (const Term& term : reader.scratch.terms.list) {
      REQUIRE(term.token >= before);
      REQUIRE(term.token + term.more_tokens < reader.scratch.text.tokens.size());
      before = term.token;
    }
  }
}

TEST_CASE("a rule fires only on words that show a trick it names") {
  constexpr const char* kEvades = R"toml(
pack = { id = "id.spam.test", language = "id", owner = "test" }
[[rule]]
id = "fancy"
label = "spam"
points = 30
any = ["raja*", "situs <0-2> raja*"]
evades = ["math-letters", "mixed", "leet"]
)toml";
  const std::vector<Source> sources = {{"test.toml", kEvades, false}};
  Diagnostics diagnostics(sources);
  const Compiled compiled = compile(sources, {}, diagnostics);
  Engine engine;
  REQUIRE(Engine::open(compiled.image, engine) == Status::ok);
  Scratch scratch;
  struct Case {
    const char* text;
    bool fires;
  };
  for (const Case& c : {Case{"main di rajakoin aja", false},
                        {"main di RAJAKOIN aja", false},
                        {"main di \U0001D42B\U0001D41A\U0001D423\U0001D41Akoin aja", true},       // math letters
                        {"main di \uFF52\uFF41\uFF4A\uFF41\uFF4B\uFF4F\uFF49\uFF4E aja", false},  // full-width only
                        {"main di \uFF52ajakoin aja", true},                                      // mixed
                        {"r a j a k o i n aja", false},
                        {"\U0001D42C\U0001D422\U0001D42D\U0001D42E\U0001D42C rajakoin", true},
                        {"\U0001D422\U0001D427\U0001D422 rajakoin", false}}) {  // the fancy word is not in the hit
    INFO(c.text);
    Comment comment;
    comment.text = c.text;
    classify(engine, comment, scratch);
    CHECK(!scratch.verdict.evidence.empty() == c.fires);
  }
}

// Every guess looks at a bounded number of tokens, so none of these grows faster than its text.
TEST_CASE("a megabyte of signs and pieces ends") {
  Reader reader;
  for (const char* repeated :
       {"f--", "a*b", "@a", "fu|<", "k.", "go-", "an jin ", "()", "f.u-", "gob lo ", "⭕b", "*a"}) {
    CAPTURE(repeated);
    std::string sample;
    while (sample.size() < (1u << 20)) sample += repeated;
    analyse(sample, reader.scratch.text);
    find_terms(reader.engine.rules, reader.scratch.text, reader.scratch.terms);
    CHECK(reader.scratch.terms.list.size() <= 3 * reader.scratch.text.tokens.size());
  }
}
