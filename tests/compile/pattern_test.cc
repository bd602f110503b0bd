// SPDX-License-Identifier: Apache-2.0
// Patterns and the trees they make, written back as text: (seq …) with one sign for each kind of node; and the column
// of every problem.
#include "compile/parse.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace pilah;

namespace {

std::string show(const PatternNode& node) {
  const auto list = [&](const char* name) {
    std::string out = std::string("(") + name;
    for (const PatternNode& child : node.children) out += " " + show(child);
    return out + ")";
  };
  switch (node.kind) {
    case PatternNode::Kind::word:
      return node.text;
    case PatternNode::Kind::exact:
      return "=" + node.text;
    case PatternNode::Kind::prefix:
      return node.text + "*";
    case PatternNode::Kind::stem:
      return "~" + node.text;
    case PatternNode::Kind::set:
      return "{" + node.text + "}";
    case PatternNode::Kind::typed:
      return "@" + node.text;
    case PatternNode::Kind::any:
      return "*";
    case PatternNode::Kind::gap:
      return "<" + std::to_string(node.gap_min) + "-" + std::to_string(node.gap_max) + ">";
    case PatternNode::Kind::sequence:
      return list("seq");
    case PatternNode::Kind::choice:
      return list("or");
    case PatternNode::Kind::optional:
      return list("opt");
  }
  return "?";
}

struct Parsed {
  PatternNode root;
  std::string problems;  // "E302@7 E303@1"
};

Parsed parse_one(const std::string& text) {
  const std::vector<Source> sources = {{"p", text, false}};
  Diagnostics diagnostics(sources);
  Parsed out;
  out.root = parse_pattern(text, {0, 1, 1, 1}, diagnostics);
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (!out.problems.empty()) out.problems += ' ';
    out.problems += diagnostic.code + "@" + std::to_string(diagnostic.place.column);
    CHECK_FALSE(diagnostic.help.empty());
  }
  return out;
}

std::string repeat(const std::string& text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("patterns become trees") {
  struct Row {
    const char *pattern, *tree;
  };
  const Row rows[] = {
      {"paket", "(seq paket)"},
      {"  paket\t belum ", "(seq paket belum)"},
      {"don't hati-hati hati2 100%", "(seq don't hati-hati hati2 100%)"},
      {"(belum|tidak) sampai", "(seq (or (seq belum) (seq tidak)) sampai)"},
      {"(belum | tidak pernah) sampai", "(seq (or (seq belum) (seq tidak pernah)) sampai)"},
      {"belum [juga] sampai", "(seq belum (opt (seq juga)) sampai)"},
      {"belum [juga saja] sampai", "(seq belum (opt (seq juga saja)) sampai)"},
      {"belum [juga|saja] sampai", "(seq belum (opt (seq juga) (seq saja)) sampai)"},
      {"paket <0-3> belum", "(seq paket <0-3> belum)"},
      {"paket<0-3>belum", "(seq paket <0-3> belum)"},
      {"paket <2-32> belum", "(seq paket <2-32> belum)"},
      {"paket * belum", "(seq paket * belum)"},
      {"{parcel} belum", "(seq {parcel} belum)"},
      {"{a}{b}", "(seq {a} {b})"},
      {"kecewa* banget", "(seq kecewa* banget)"},
      {"~kirim", "(seq ~kirim)"},
      {"=bisa", "(seq =bisa)"},
      {"@number hari", "(seq @number hari)"},
      {"@emoji(angry) @emoji", "(seq @emoji(angry) @emoji)"},
      {"a=b a~b me@home", "(seq a=b a~b me@home)"},
      {"((a|b) c|[d] e)", "(seq (or (seq (or (seq a) (seq b)) c) (seq (opt (seq d)) e)))"},
      {"(a <0-2>|b) c", "(seq (or (seq a <0-2>) (seq b)) c)"},
      {"caf\xC3\xA9 \xF0\x9F\x98\xA1", "(seq caf\xC3\xA9 \xF0\x9F\x98\xA1)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const Parsed parsed = parse_one(row.pattern);
    CHECK(parsed.problems == "");
    CHECK(show(parsed.root) == row.tree);
  }
}

TEST_CASE("problems name their code and column") {
  struct Row {
    std::string pattern, problems;
  };
  const std::vector<Row> rows = {
      {"", "E301@1"},
      {"   ", "E301@1"},
      {"()", "E301@2"},
      {"a (|b)", "E301@4"},
      {"a <3> b", "E302@3"},
      {"a <> b", "E302@3"},
      {"a <3-1> b", "E302@3"},
      {"a <0-33> b", "E302@3"},
      {"a <0-0> b", "E302@3"},
      {"a <0-99999999999999999999> b", "E302@3"},
      {"a < 0-3> b", "E302@3"},
      {"<0-1> a", "E303@1"},
      {"a <0-1>", "E303@3"},
      {"<0-1>", "E303@1"},
      {"<0-1> a <0-2>", "E303@1 E303@9"},
      {"[a] <0-1> b", "E303@5"},
      {"(a|<0-1> b) c", "E303@4"},
      {"[a]", "E304@1"},
      {"[a] [b c]", "E304@1"},
      {"([a]|b)", "E304@1"},
      {"(a", "E305@1"},
      {"(a|b", "E305@1"},
      {"a) b", "E305@2"},
      {"(a]", "E305@1"},
      {"[a)", "E305@1"},
      {"a <0-3 b", "E305@3"},
      {"a {b", "E305@3"},
      {"a {b (c}", "E305@3"},
      {"@emoji(angry", "E305@1"},
      {"a > b", "E305@3"},
      {"a } b", "E305@3"},
      {"ke* a", "E306@1"},
      {repeat("a ", 63), ""},
      {repeat("a ", 64), "E308@1"},
      {repeat("(a|b c) ", 32), "E308@1"},
      {repeat("(", 16) + "a" + repeat(")", 16), ""},
      {repeat("(", 17) + "a" + repeat(")", 17), "E309@17"},
      {repeat("[", 100'000), "E309@17"},
      {"a | b", "E310@3"},
      {"| a", "E310@1"},
      {"a*b", "E310@1"},
      {"*a", "E310@1"},
      {"**", "E310@1"},
      {"a ~ b", "E310@3"},
      {"= b", "E310@1"},
      {"~kiri*", "E310@1"},
      {"a @ b", "E310@3"},
      {"{a b}", "E310@1"},
      {"(di|ter)kirim", "E311@9"},
      {"paket[nya]", "E311@6"},
      {"{parcel}nya", "E311@9"},
      {"@emoji(sad)belum", "E311@12"},
      // Several problems of one pattern, and columns behind wide characters.
      {"\xE6\xBC\xA2\xE5\xAD\x97 <3> ke* a*b", "E302@4 E306@8 E310@12"},
      {"\xF0\x9F\x98\xA1 <0-2>", "E303@3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern.substr(0, 60));
    CHECK(parse_one(row.pattern).problems == row.problems);
  }
}

TEST_CASE("nodes know where they stand") {
  const Parsed parsed = parse_one("\xE6\xBC\xA2 (ab|cd) {set} <0-3> @emoji(sad)");
  const std::vector<PatternNode>& nodes = parsed.root.children;
  REQUIRE(nodes.size() == 5);
  const std::pair<uint32_t, uint32_t> places[] = {{1, 1}, {3, 7}, {11, 5}, {17, 5}, {23, 11}};
  for (size_t i = 0; i < nodes.size(); ++i) {
    CAPTURE(i);
    CHECK(nodes[i].place.column == places[i].first);
    CHECK(nodes[i].place.length == places[i].second);
  }
}

TEST_CASE("a pattern over several lines counts them") {
  const std::vector<Source> sources = {{"p", "", false}};
  Diagnostics diagnostics(sources);
  parse_pattern("paket\n  <3> belum", {0, 7, 1, 1}, diagnostics);
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list().front().place.line == 8);
  CHECK(diagnostics.list().front().place.column == 3);
}
