// SPDX-License-Identifier: Apache-2.0
// How single words are found: what =word holds for, amounts that are no words, letters that repeat for a reason.
#include "compile/compile.h"
#include "engine.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pilah;

namespace {

struct Reader {
  explicit Reader(const std::string& rules) {
    const std::string pack =
        "pack = { id = \"id.test\", language = \"id\", owner = \"test\", shared = true }\n" + rules;
    const std::vector<Source> sources = {{"test.toml", pack, false}};
    Diagnostics diagnostics(sources);
    const Compiled compiled = compile(sources, {}, diagnostics);
    for (const Diagnostic& d : diagnostics.list())
      if (d.severity == Severity::error) FAIL(diagnostics.render(d));
    image = compiled.image;
    REQUIRE(Engine::open(image, engine) == Status::ok);
  }

  // The rules that fire, by their own ids.
  std::string fired(const std::string& text) {
    Comment comment;
    comment.text = text;
    classify(engine, comment, scratch);
    std::string out;
    for (const Evidence& e : scratch.verdict.evidence) {
      const std::string id = engine.rules.string(engine.rules.rules[e.rule].id);
      out += (out.empty() ? "" : " ") + id.substr(id.rfind('.') + 1);
    }
    return out;
  }

  // The words of a text as they were read: "dosen/clitic"; what no rule knows is left out.
  std::string read(const std::string& text) {
    fired(text);
    std::string out;
    for (const Term& term : scratch.terms.list) {
      if (term.word_class == 0) continue;
      out += out.empty() ? "" : " ";
      out += engine.rules.string(engine.rules.classes[term.word_class].text);
      out += "/" + std::string(step_name(term.step));
    }
    return out;
  }

  decltype(Compiled::image) image;
  Engine engine;
  Scratch scratch;
};

struct Row {
  std::string text;
  std::string expected;
};

constexpr const char* kExact = R"toml(
[slang]
bsa = "bisa"
[[rule]]
id = "very"
label = "complaint"
points = 20
any = ["=bisa", "=matamu", "=yg"]
[[rule]]
id = "any"
label = "complaint"
points = 10
any = ["bisa", "mata"]
)toml";

constexpr const char* kWords = R"toml(
[slang]
skg = "sekarang"
sjt = "sajalah"
ag = "agak"
[[rule]]
id = "words"
label = "complaint"
points = 10
any = ["(sekarang|sajalah|agak|dose|dosen|makan|makanya|nanya|penggemuk|tinggal|kakak|tua|babi|ass|gratis|maaf|resi|ganti)"]
)toml";

constexpr const char* kOwners = R"toml(
[slang]
its = "it is"
[[rule]]
id = "rude"
label = "complaint"
points = 20
any = ["driver is rude", "it is rude"]
[[rule]]
id = "tone"
label = "complaint"
points = 20
any = ["driver tone", "boss's tone"]
[[rule]]
id = "whole"
label = "complaint"
points = 20
any = ["=drivers", "menus"]
)toml";

constexpr const char* kSynonyms = R"toml(
[slang]
lpk = "lapak"
[synonyms]
toko = ["olshop", "lapak"]
lapak = ["gerai"]
[sets]
shop = ["toko", "kios"]
[[rule]]
id = "word"
label = "complaint"
points = 20
any = ["toko abal"]
unless = ["bukan toko"]
[[rule]]
id = "set"
label = "complaint"
points = 20
any = ["{shop} palsu"]
[[rule]]
id = "lapak"
label = "complaint"
points = 20
any = ["lapak tutup"]
[[rule]]
id = "exact"
label = "complaint"
points = 20
any = ["=toko =tutup", "toko* kosong"]
[[lexicon]]
id = "words"
label = "complaint"
words = { toko = 1 }
)toml";

constexpr const char* kUnits = R"toml(
[[rule]]
id = "days"
label = "complaint"
points = 20
any = ["@number hari"]
[[rule]]
id = "two"
label = "complaint"
points = 20
any = ["2 hari"]
[[rule]]
id = "whole"
label = "complaint"
points = 20
any = ["7hari"]
[[rule]]
id = "band"
label = "complaint"
points = 20
any = ["@number gb"]
)toml";

constexpr const char* kPassives = R"toml(
[slang]
dipake = "dipakai"
didalam = "di dalam"
[[rule]]
id = "sent"
label = "complaint"
points = 20
any = ["belum dikirim"]
[[rule]]
id = "worn"
label = "complaint"
points = 20
any = ["tidak di pakai", "dipakai sekali"]
[[rule]]
id = "inside"
label = "complaint"
points = 20
any = ["barang di dalam"]
[[rule]]
id = "market"
label = "complaint"
points = 20
any = ["barang di pasar"]
[[rule]]
id = "either"
label = "complaint"
points = 20
any = ["bekas di (kirim|pasar)", "bekas [di] pakai"]
)toml";

constexpr const char* kEvaded = R"toml(
[[rule]]
id = "three"
label = "spam"
points = 20
any = ["situs"]
evaded_at_least = 3
[[rule]]
id = "two-fonts"
label = "spam"
points = 10
any = ["situs"]
evaded_by = ["math-letters", "leet"]
evaded_at_least = 2
)toml";

}  // namespace

TEST_CASE("=word holds for the very form alone") {
  Reader reader(kExact);
  for (const Row& row :
       std::vector<Row>{{"bisa", "very any"},
                        {"BISA", "very any"},
                        {"\U0001D41B\U0001D422\U0001D42C\U0001D41A", "very any"},  // letters of other shapes
                        {"bisaaa", "any"},
                        {"b1sa", "any"},
                        {"bsa", "any"},
                        {"bisanya", "any"},
                        {"matamu", "very any"},
                        {"matamuuu", "any"},
                        {"m4tamu", "any"},
                        {"matanya", "any"},
                        {"yg", "very"},
                        {"yggg", ""}}) {
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
}

TEST_CASE("amounts and names with a number are no words, and letters repeat where a word and a clitic meet") {
  Reader reader(kWords);
  for (const Row& row : std::vector<Row>{{"5kg", ""},
                                         {"5jt", ""},
                                         {"4g", ""},
                                         {"AS5", ""},
                                         {"5kgg", ""},
                                         {"tu4", "tua/leet"},
                                         {"bab1", "babi/leet"},
                                         {"gr4tis", "gratis/leet"},
                                         {"dosennya", "dosen/clitic"},
                                         {"dosenya", "dose/clitic"},
                                         {"resinnya", ""},  // resin, which no rule knows, and not resi
                                         {"makannya", "makan/clitic"},
                                         {"makanyaa", "makanya/squeezed"},
                                         {"nannya", "nanya/squeezed"},
                                         {"kakakku", "kakak/clitic"},
                                         {"penggemukkk", "penggemuk/squeezed"},
                                         {"pengggemuk", "penggemuk/squeezed"},
                                         {"tinggall", "tinggal/squeezed"},
                                         {"tinggalnyaaa", "tinggal/squeezed"},
                                         {"maaaaf", "maaf/squeezed"},
                                         {"gantiin", "ganti/clitic"},
                                         {"gantiiiin", "ganti/squeezed"}}) {
    INFO(row.text);
    CHECK(reader.read(row.text) == row.expected);
  }
}

TEST_CASE("before 's stands a word, which owns what follows or is what follows") {
  Reader reader(kOwners);
  for (const Row& row : std::vector<Row>{{"the driver's rude", "rude"},
                                         {"the driver’s rude", "rude"},
                                         {"the DRIVER'S RUDE", "rude"},
                                         {"the driver's very rude", ""},
                                         {"the driver's tone", "tone"},
                                         {"my boss's tone", "tone"},
                                         {"it's rude", "rude"},
                                         {"drivers rude", "whole"},  // several of them
                                         {"the driver's", ""},       // one of them
                                         {"the menu's", "whole"},    // no rule knows what a menu is
                                         {"the drver's rude", ""}}) {
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
}

TEST_CASE("a number and the unit that is glued to it are two words") {
  Reader reader(kUnits);
  for (const Row& row : std::vector<Row>{{"3 hari", "days"},
                                         {"3hari", "days"},
                                         {"udah 14HARI lho", "days"},
                                         {"2hari", "days two"},
                                         {"7hari", "days whole"},  // as the pattern, which has two words
                                         {"7 hari", "days whole"},
                                         {"hari3", ""},
                                         {"3harian", ""},
                                         {"5gb", ""}}) {  // no word that people talk about
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
}

TEST_CASE("a passive that is written as two words is one") {
  Reader reader(kPassives);
  for (const Row& row : std::vector<Row>{{"belum dikirim", "sent"},
                                         {"belum di kirim", "sent"},
                                         {"belum DI Kirim", "sent"},
                                         {"belum di, kirim", ""},
                                         {"belum di. Kirim", ""},
                                         {"tidak dipakai", "worn"},  // as the pattern, which has two words
                                         {"tidak di pakai", "worn"},
                                         {"tidak di pake", "worn"},
                                         {"barang di dalam", "inside"},
                                         {"barang didalam", "inside"},
                                         {"barang di pasar", "market"},  // no rule knows "dipasar"
                                         {"bekas dikirim", "either"},
                                         {"bekas di kirim", "either"},
                                         {"bekas di pasar", "either"},
                                         {"bekas pakai", "either"},
                                         {"bekas dipakai", "either"},
                                         {"bekas di pakai", "either"}}) {
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
}

TEST_CASE("a rule counts the words of a comment that are written with a trick") {
  Reader reader(kEvaded);
  const std::string fancy = "\U0001D42B\U0001D41A\U0001D423\U0001D41A";
  for (const Row& row : std::vector<Row>{{"situs raja", ""},
                                         {"situs " + fancy, ""},
                                         {"situs " + fancy + " raja " + fancy, "two-fonts"},
                                         {"situs " + fancy + " s1tus " + fancy, "three two-fonts"},
                                         {"situs s1tus s1tus", "two-fonts"},
                                         {"situs r\u0430j\u0430 r\u0430j\u0430 r\u0430j\u0430", "three"},
                                         {"situs raaaja maaau doooong", ""},  // habits
                                         {"situs r a j a p u t r a i n i", ""}}) {
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
}

TEST_CASE("a synonym holds for its word wherever patterns have it, and not the other way round") {
  Reader reader(kSynonyms);
  for (const Row& row : std::vector<Row>{{"toko abal", "word words"},
                                         {"olshop abal", "word words"},
                                         {"OLSHOPNYA abal", "word words"},
                                         {"lapak abal", "word words"},
                                         {"lpk abal", "word words"},
                                         {"bukan olshop abal", "words"},
                                         {"olshop palsu", "set words"},
                                         {"kios abal", ""},
                                         {"lapak tutup", "lapak words"},
                                         {"toko tutup", "exact words"},
                                         {"olshop tutup", "words"},
                                         {"gerai tutup", "lapak"},
                                         {"gerai abal", ""},  // one step only
                                         {"tokonya kosong", "exact words"},
                                         {"olshop kosong", "words"}}) {
    INFO(row.text);
    CHECK(reader.fired(row.text) == row.expected);
  }
  CHECK(reader.read("lpk olshopnya") == "lapak/as-written olshop/clitic");
}

TEST_CASE("what a word does in a sentence does not depend on the cases of other rules") {
  const std::string rules = R"toml(
[roles]
filler = ["kak"]
[slang]
aknya = "kaknya"
[[rule]]
id = "late"
label = "complaint"
points = 5
any = ["paket belum", "kak rusak"]
[[rule]]
id = "other"
label = "complaint"
points = 0
any = ["tidak"]
)toml";
  // "aknya" is read as "kak" is but for its being a filler; cases decide which of the two is written first.
  for (const std::string cases : {"", "hit = [\"tidak kak kak\"]\n", "hit = [\"tidak aknya aknya\"]\n"}) {
    CAPTURE(cases);
    Reader reader(rules + cases);
    CHECK(reader.fired("paket kak belum") == "late");
    CHECK(reader.fired("paket aknya belum") == "");
  }
}

TEST_CASE("spellings of one pattern count once, with the most points of them") {
  Reader own(R"toml(
[slang]
anj = "anjing"
[sets]
pair = ["kuda", "sapi"]
[[lexicon]]
id = "words"
label = "abuse"
words = { anj = 5, "ANJING" = 30, anjing = 20, "{pair}" = 3, "(sapi|kuda)" = 4, "anjing kuda" = 7 }
)toml");
  const auto points = [&](const char* text) {
    own.fired(text);
    return own.scratch.verdict.scores[static_cast<size_t>(Label::abuse)].points;
  };
  CHECK(points("anjing") == 30);
  CHECK(points("anj anjing") == 30);
  CHECK(points("sapi") == 4);
  CHECK(points("anjing kuda") == 41);
}

TEST_CASE("slang of several words is so many places, whether or not rules ask for them") {
  Reader own(R"toml(
[slang]
gpp = "tidak apa apa"
[[rule]]
id = "near"
label = "spam"
points = 5
any = ["promo <0-2> murah"]
[[rule]]
id = "far"
label = "spam"
points = 5
any = ["promo <3-3> murah"]
)toml");
  CHECK(own.fired("promo gpp murah") == "far");
  CHECK(own.fired("promo tidak apa apa murah") == "far");
  CHECK(own.fired("promo apa apa murah") == "near");
}

TEST_CASE("who asks for a spelling does not take the word from others") {
  // Each asks for a spelling that is read as a word of `plain`, or for the very form of one.
  const char* const kPlain = R"toml(
[slang]
gabisa = "tidak bisa"
[[rule]]
id = "plain"
label = "abuse"
points = 30
any = ["mantap", "anjing", "hati hati", "@number hari", "tidak bisa", "paket"]
[[rule]]
id = "beginning"
any = ["pak*"]
)toml";
  const std::vector<std::string> spellings = {"mantaaap", "4njing", "hati2",   "3hari",       "=mantaaap",  "=4njing",
                                              "=hati2",   "gabisa", "=gabisa", "mantaaapnya", "=paketnyaaa"};
  for (const std::string& spelling : spellings) {
    Reader own(kPlain + std::string("[[rule]]\nid = \"spelling\"\nlabel = \"spam\"\npoints = 5\nany = ['") + spelling +
               "', 'awal " + spelling + " akhir']\ncount = \"each\"\n");
    const std::string written = spelling.substr(spelling[0] == '=' ? 1 : 0);
    CAPTURE(spelling);
    CHECK(own.fired(written) == "plain spelling");
    CHECK(own.fired("awal " + written + " akhir") == "plain spelling spelling");
  }
}

TEST_CASE("doubled words and glued units of patterns are those of comments") {
  Reader own(R"toml(
protect = ["dota2"]
[[rule]]
id = "careful"
label = "spam"
points = 5
any = ["hati2 ya"]
[[rule]]
id = "days"
label = "spam"
points = 5
any = ["baru 3hari sampai"]
[[rule]]
id = "game"
label = "spam"
points = 5
any = ["main dota2"]
)toml");
  CHECK(own.fired("hati2 ya") == "careful");
  CHECK(own.fired("hati hati ya") == "careful");
  CHECK(own.fired("hati-hati ya") == "careful");
  CHECK(own.fired("hati ya") == "");
  CHECK(own.fired("baru 3hari sampai") == "days");
  CHECK(own.fired("baru 3 hari sampai") == "days");
  CHECK(own.fired("main dota2") == "game");
  CHECK(own.fired("main dota dota") == "");
}
