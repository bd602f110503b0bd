// SPDX-License-Identifier: Apache-2.0
// No source may crash the compiler, hang it or use up its stack: the shapes that could, at full size, and
// random damage.
#include "compile/compile.h"
#include "compile/utf8.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

using namespace pilah;

namespace {

size_t errors_of(const std::vector<Source>& sources) {
  Diagnostics diagnostics(sources);
  compile(sources, {}, diagnostics);
  diagnostics.sort();
  size_t rendered = 0;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (++rendered > 20) break;
    CHECK_FALSE(diagnostics.render(diagnostic).empty());
  }
  return diagnostics.error_count();
}

std::string repeat(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kHead = "pack = { id = \"id.p\", shared = true }\n";
const std::string kDraft = "label = \"spam\"\npoints = 1\nstatus = \"draft\"\n";

}  // namespace

TEST_CASE("shapes made to exhaust something are refused in time") {
  struct Row {
    std::string name;
    std::string text;
    bool wrong = true;
  };
  std::vector<Row> rows = {
      {"dots in a key", repeat("a.", 300'000) + "a = 1\n"},
      {"dots in a header", "[" + repeat("a.", 300'000) + "a]\n"},
      {"dots between quoted keys", repeat("\"a\".", 60'000) + "a = 1\n"},
      {"dots with spaces", repeat("a . ", 60'000) + "a = 1\n"},
      {"dots in an inline table", "x = { " + repeat("a.", 300'000) + "a = 1 }\n"},
      {"nested lists", "x = " + repeat("[", 500'000)},
      {"nested tables", "x = " + repeat("{ a = ", 60'000)},
      {"headers that grow", repeat("[a.b.c]\n", 300'000)},
      {"an endless string", "x = \"" + repeat("a", 1'000'000)},
      {"an endless multi-line string", "x = \"\"\"" + repeat("a\n", 500'000)},
      {"quotes", repeat("\"", 1'000'000)},
      {"brackets in a pattern", kHead + "[sets]\na = [\"" + repeat("(", 300'000) + "\"]\n"},
      {"many words in a pattern", kHead + "[sets]\na = [\"" + repeat("a ", 300'000) + "\"]\n"},
      {"many mistakes in a pattern", kHead + "[sets]\na = [\"" + repeat("a*b <9> ", 60'000) + "\"]\n"},
      {"many strings on a line", kHead + "[sets]\na = [" + repeat("\"paket\",", 200'000) + "]\n", false},
      {"a deep regex",
       kHead + "[[rule]]\nid = \"a\"\n" + kDraft + "needs = [\"a\"]\nregex = '" + repeat("(", 300'000) + "'\n"},
      {"a regex that grows",
       kHead + "[[rule]]\nid = \"a\"\n" + kDraft + "needs = [\"a\"]\nregex = '((((a{100}){100}){100}){100})'\n"},
  };
  std::string chain = kHead + "[sets]\n", unknown = kHead + "[sets]\n", doubling = kHead + "[sets]\ns0 = [\"a\"]\n";
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = "set-" + std::to_string(i);
    chain += name + " = [\"{set-" + std::to_string((i + 1) % 20'000) + "}\"]\n";
    unknown += name + " = [\"{sett-" + std::to_string(i) + "x}\"]\n";
  }
  for (int i = 1; i < 1000; ++i)
    doubling +=
        "s" + std::to_string(i) + " = [\"{s" + std::to_string(i - 1) + "} {s" + std::to_string(i - 1) + "}\"]\n";
  doubling += "s1000 = [\"*a\"]\n";
  rows.push_back({"a long circle of sets", chain});
  rows.push_back({"many unknown sets", unknown});
  rows.push_back({"sets that double", doubling});
  std::string prefixes = kHead;
  for (int i = 0; i < 8'000; ++i)
    prefixes += "[[composite]]\nid = \"" + repeat("a", 1 + static_cast<size_t>(i) % 50) + std::to_string(i) + "\"\n" +
                kDraft + "all = [\"" + repeat("a", 1 + static_cast<size_t>(i) % 50) + "*\"]\n";
  rows.push_back({"composites that name all of each other", prefixes});
  std::string composites = kHead + "[[rule]]\nid = \"c30000\"\nany = [\"paket\"]\n";
  for (int i = 0; i < 30'000; ++i)
    composites += "[[composite]]\nid = \"c" + std::to_string(i) + "\"\nlabel = \"spam\"\npoints = 1\nall = [\"c" +
                  std::to_string(i + 1) + "\"]\n";
  rows.push_back({"a long chain of composites", composites, false});
  std::string large = kHead + "[sets]\nlarge = [";
  for (int i = 0; i < 19'000; ++i) large += "\"w" + std::to_string(i) + "\",";
  large += "]\n[[rule]]\nid = \"a\"\n" + kDraft + "any = [";
  for (int i = 0; i < 20'000; ++i) large += "\"({large}|z" + std::to_string(i) + ") y\",";
  rows.push_back({"a large set in many patterns", large + "]\n"});

  std::string crossed = kHead + "[roles]\nfiller = [", crossed_rule = "]\n[[rule]]\nid = \"a\"\n" + kDraft + "any = [";
  std::string stems = kHead + "[sets]\nstems = [", disguised = kHead + "disguised = [", harsh;
  std::string wide = kHead, naming;
  for (int i = 0; i < 6'000; ++i) {
    const std::string word{'x',
                           'y',
                           'z',
                           static_cast<char>('a' + i % 26),
                           static_cast<char>('a' + i / 26 % 26),
                           static_cast<char>('a' + i / 676)};
    const std::string number = std::to_string(i);
    crossed += "\"" + word + "\",";
    crossed_rule += "\"(xyz*|w" + number + ")\",";
    stems += "\"~b" + word + "\",";
    disguised += "\"" + word + "anjing*\",";
    harsh += "\"" + word + "anjing\",";
    wide += "[[rule]]\nid = \"r" + number + "\"\n" + kDraft + "any = [\"w" + number + "\"]\n";
    naming += "[[composite]]\nid = \"c" + number + "\"\n" + kDraft + "any = [\"r*\"]\n";
  }
  const auto active = [](std::string text) {
    for (size_t at = text.find("draft"); at != text.npos; at = text.find("draft", at)) text.replace(at, 5, "active");
    return text;
  };
  rows.push_back({"a prefix of many words in many patterns", active(crossed + crossed_rule + "]\n")});
  rows.push_back({"composites that name many rules each", active(wide + naming)});
  std::string uses = "]\n[[rule]]\nid = \"a\"\n" + kDraft + "any = [";
  for (int i = 0; i < 40; ++i) uses += "\"({stems}|q" + std::to_string(i) + ")\",";
  rows.push_back({"many stems in many patterns", active(stems + uses + "]\n")});
  std::string capitals = stems;
  std::transform(capitals.begin() + static_cast<ptrdiff_t>(capitals.find('"', kHead.size())), capitals.end(),
                 capitals.begin() + static_cast<ptrdiff_t>(capitals.find('"', kHead.size())),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  rows.push_back({"many stems in capitals in many patterns", active(capitals + uses + "]\n")});
  rows.push_back(
      {"many words in disguise", active(disguised + "]\n[[rule]]\nid = \"a\"\n" + kDraft + "any = [" + harsh + "]\n")});

  std::string parted = kHead + "[sets]\nstems = [", own_sets = kHead + "[sets]\n", of_sets;
  for (int i = 0; i < 15'000; ++i) parted += "\"" + repeat("a-", 60) + "w" + std::to_string(i) + "\",";
  for (int i = 0; i < 130'000; ++i) {
    const std::string name = "s" + std::to_string(i);
    own_sets += name + "=[\"a\"]\n";
    of_sets += "\"{" + name + "}\",";
  }
  rows.push_back({"words that signs cut into many", active(parted + uses + "]\n")});
  rows.push_back({"many sets in one pack",
                  active(own_sets + "[[rule]]\nid = \"a\"\n" + kDraft + "any = [" + of_sets + "]\n"), false});
  std::string regexes = kHead;
  for (int i = 0; i < 5'000; ++i)
    regexes += "[[rule]]\nid = \"r" + std::to_string(i) + "\"\n" + kDraft + "needs = [\"a\"]\nregex = '(?:\\pL{10}){" +
               (i % 2 == 0 ? "10" : "99") + "}'\n";
  rows.push_back({"many large regexes", regexes});

  std::string lines = "[[row]]\nid = \"a\"\naction = \"respond\"\nwhen = [", table, names = "[conditions]\n";
  for (int i = 0; i < 50'000; ++i) {
    const std::string number = std::to_string(i);
    lines += "\"followers >= " + number + "\",";
    table += "[[row]]\nid = \"r" + number + "\"\naction = \"none\"\nwhen = [\"followers < " + std::to_string(i + 1) +
             "\"]\n";
    names += "c" + number + " = \"followers >= " + number + (i > 0 ? " | c" + std::to_string(i - 1) : "") + "\"\n";
  }
  const std::string rest = "[[row]]\nid = \"rest\"\naction = \"none\"\n";
  rows.push_back({"many lines in a row", lines + "]\n" + rest});
  rows.push_back({"many rows", table + rest});
  rows.push_back({"names of conditions that grow", names + rest});

  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::clock_t begin = std::clock();  // of the processor, which no other program slows down
    CHECK((errors_of({{"x.toml", row.text, false}}) > 0) == row.wrong);
    const std::clock_t took = (std::clock() - begin) / CLOCKS_PER_SEC;
    // Generous: sanitizers slow things down tenfold; what this guards against takes hours.
    CHECK_MESSAGE(took < 60, row.name, " took ", took, " s");
  }
}

TEST_CASE("more strings than an image takes are refused") {
  std::vector<Source> sources = {{"words.toml", kHead + R"toml(
disguised = ["kurangajar"]
[[lexicon]]
id = "words"
label = "abuse"
words = { kurangajar = 40, keterlaluan = 20, "bagus*" = 1 }
)toml",
                                  false}};
  for (int i = 0; i < 17; ++i) {
    const std::string n = std::to_string(i);
    sources.push_back({n,
                       "pack = { id = \"p" + n + "\" }\n[[rule]]\nid = \"r\"\n" + "any = [\"paket\"]\nwrong_when = \"" +
                           n + std::string(4'000'000, 'a') + "\"\n",
                       false});
  }
  Diagnostics diagnostics(sources);
  compile(sources, {}, diagnostics);
  CHECK(diagnostics.error_count() == 1);
  std::string found;
  for (const Diagnostic& diagnostic : diagnostics.list())
    if (diagnostic.severity == Severity::error) found += diagnostics.render(diagnostic);
  CHECK(found.starts_with("rules: error[E225]: "));
}

TEST_CASE("random damage to real sources is survived") {
  std::vector<std::string> seeds;
  const std::filesystem::path root = PILAH_SOURCE_DIR;
  for (const char* folder : {"tests/compile/errors", "rules"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".toml") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::string text(std::istreambuf_iterator<char>(in), {});
      if (text.size() < 20'000) seeds.push_back(std::move(text));
    }
  REQUIRE(seeds.size() > 80);
  std::mt19937 random(20240817);
  const auto below = [&](size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random); };
  const std::string_view signs =
      "()[]{}<>|*~=@\"'#.,-\\\n \x80\xFF\xC3"
      "0aZ";
  for (int round = 0; round < 1500; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (size_t edits = 1 + below(4); edits > 0 && !text.empty(); --edits) {
      const size_t at = below(text.size());
      switch (below(5)) {
        case 0:
          text[at] = signs[below(signs.size())];
          break;
        case 1:
          text.insert(at, 1, signs[below(signs.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(8));
          break;
        case 3:
          text.insert(at, text.substr(below(text.size()), below(40)));
          break;
        case 4:
          text.resize(at);
          break;
      }
    }
    CAPTURE(round);
    errors_of({{"x.toml", text, round % 2 == 0}});
  }
}

TEST_CASE("code points are read strictly") {
  struct Row {
    std::string_view bytes;
    char32_t value;
    size_t length;
  };
  for (const Row& row :
       {Row{"a", 'a', 1}, Row{"\xC3\xA9", 0xE9, 2}, Row{"\xE6\xBC\xA2", 0x6F22, 3}, Row{"\xF0\x9F\x98\xA1", 0x1F621, 4},
        Row{"\xC0\x80", 0, 0}, Row{"\xE0\x80\x80", 0, 0}, Row{"\xED\xA0\x80", 0, 0}, Row{"\xF4\x90\x80\x80", 0, 0},
        Row{"\xC3", 0, 0}, Row{"\x80", 0, 0}, Row{"\xFF", 0, 0}, Row{"\xF0\x80\x80\x80", 0, 0}, Row{"", 0, 0}}) {
    CHECK(code_point_at(row.bytes, 0).value == row.value);
    CHECK(code_point_at(row.bytes, 0).bytes == row.length);
  }
  CHECK(count_code_points("\xC3\xA9\xFF"
                          "a\xE6\xBC") == 5);
}
