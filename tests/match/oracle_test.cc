// SPDX-License-Identifier: Apache-2.0
// An oracle: a matcher of fifty lines that tries everything must agree with the real one on thousands of generated
// rules and texts. It works on the syntax tree and on plain words, so it shares neither the automata, nor the anchors,
// nor the hash tables.
#include "compile/compile.h"
#include "engine.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <sstream>

using namespace pilah;

namespace {

using Words = std::vector<std::string>;
const Words kWords = {"aka", "bebu", "cici", "dodo", "edel", "fofo", "gigi"};
const std::set<std::string> kFillers = {"ehm", "uhuk"};
const std::map<std::string, Words> kSets = {{"pair", {"aka", "bebu"}}, {"phrase", {"cici dodo", "edel"}}};

// ---- the oracle

Words split(const std::string& text) {
  std::istringstream in(text);
  Words out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

using Ends = std::set<size_t>;

// Where one word that `accepts` may end, from position `at`; fillers may be stepped over once something was taken.
template <typename Accepts>
Ends take(const Words& words, size_t at, bool started, Accepts accepts) {
  Ends ends;
  for (size_t i = at; i < words.size(); ++i) {
    if (accepts(words[i])) ends.insert(i + 1);
    if (!started || !kFillers.contains(words[i])) break;
  }
  return ends;
}

Ends ends_of(const PatternNode& node, const Words& words, size_t at, size_t start);

Ends ends_of_all(const std::vector<PatternNode>& parts, const Words& words, size_t at, size_t start) {
  Ends ends = {at};
  for (const PatternNode& part : parts) {
    Ends next;
    for (size_t end : ends) next.merge(ends_of(part, words, end, start));
    ends = next;
  }
  return ends;
}

Ends ends_of(const PatternNode& node, const Words& words, size_t at, size_t start) {
  const bool started = at > start;
  switch (node.kind) {
    case PatternNode::Kind::word:
      return take(words, at, started, [&](const std::string& w) { return w == node.text; });
    case PatternNode::Kind::prefix:
      return take(words, at, started, [&](const std::string& w) { return w.starts_with(node.text); });
    case PatternNode::Kind::any:
      return take(words, at, started, [](const std::string&) { return true; });
    case PatternNode::Kind::set: {
      Ends ends;
      for (const std::string& member : kSets.at(node.text)) {
        Ends reached = {at};
        for (const std::string& word : split(member)) {
          Ends next;
          for (size_t end : reached)
            next.merge(take(words, end, end > start, [&](const std::string& w) { return w == word; }));
          reached = next;
        }
        ends.merge(reached);
      }
      return ends;
    }
    case PatternNode::Kind::gap: {
      Ends ends, reached = {at};
      for (uint32_t i = 0; i <= node.gap_max; ++i) {
        if (i >= node.gap_min) ends.insert(reached.begin(), reached.end());
        Ends next;
        for (size_t end : reached) next.merge(take(words, end, end > start, [](const std::string&) { return true; }));
        reached = next;
      }
      return ends;
    }
    case PatternNode::Kind::typed: {  // @end, over fillers
      size_t end = at;
      while (end < words.size() && kFillers.contains(words[end])) ++end;
      return started && end == words.size() ? Ends{end} : Ends{};
    }
    case PatternNode::Kind::sequence:
      return ends_of_all(node.children, words, at, start);
    case PatternNode::Kind::choice: {
      Ends ends;
      for (const PatternNode& child : node.children) ends.merge(ends_of(child, words, at, start));
      return ends;
    }
    case PatternNode::Kind::optional: {
      Ends ends = {at};
      for (const PatternNode& child : node.children) ends.merge(ends_of(child, words, at, start));
      return ends;
    }
    default:
      FAIL("the generator writes no such node");
      return {};
  }
}

bool oracle_matches(const PatternNode& pattern, const std::vector<Words>& sentences) {
  for (const Words& words : sentences)
    for (size_t start = 0; start < words.size(); ++start)
      for (size_t end : ends_of(pattern, words, start, start))
        if (end > start) return true;
  return false;
}

// ---- the generator

class Generator {
public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  std::string pattern(int depth = 2) {
    std::string out = part(depth);
    const size_t more = below(3);
    for (size_t i = 0; i < more; ++i) {
      if (below(3) == 0) out += " <" + gap() + ">";
      if (below(4) == 0) out += " [" + part(depth - 1) + "]";
      if (below(6) == 0) out += " *";
      out += " " + part(depth);
    }
    if (depth == 2 && below(6) == 0) out += " @end";
    return out;
  }

  std::vector<Words> text() {
    std::vector<Words> sentences(1 + below(2));
    for (Words& words : sentences) {
      const size_t count = 1 + below(9);
      for (size_t i = 0; i < count; ++i)
        words.push_back(below(6) == 0 ? *std::next(kFillers.begin(), static_cast<long>(below(2))) : word());
    }
    return sentences;
  }

private:
  std::string word() { return kWords[below(kWords.size())]; }
  std::string gap() {
    const size_t least = below(2);
    return std::to_string(least) + "-" + std::to_string(least + 1 + below(3));
  }
  std::string part(int depth) {
    switch (below(depth > 0 ? 9 : 6)) {
      case 0:
        return "{pair}";
      case 1:
        return "{phrase}";
      case 2:
        return word().substr(0, 3) + "*";
      case 6:
        return "(" + word() + "|" + pattern(depth - 1) + ")";
      case 7:
        return "(" + pattern(depth - 1) + "|" + pattern(depth - 1) + "|{pair})";
      default:
        return word();
    }
  }

  std::mt19937 random_;
};

std::string joined(const std::vector<Words>& sentences) {
  std::string out;
  for (const Words& words : sentences) {
    for (const std::string& word : words) out += word + " ";
    out += ". ";
  }
  return out;
}

}  // namespace

TEST_CASE("the matcher agrees with the oracle") {
  Generator generate(20240817);
  size_t agreed = 0, matched = 0;
  for (int round = 0; round < 60; ++round) {
    std::string pack =
        "pack = { id = \"id.spam.oracle\", language = \"id\", owner = \"test\", shared = true }\n"
        "[sets]\npair = ['aka', 'bebu']\nphrase = ['cici dodo', 'edel']\n"
        "[roles]\nfiller = ['ehm', 'uhuk']\n";
    std::vector<std::string> patterns;
    for (int rule = 0; rule < 8; ++rule) {
      patterns.push_back(generate.pattern());
      pack += "[[rule]]\nid = 'r" + std::to_string(rule) + "'\nlabel = 'spam'\npoints = 1\nany = ['" + patterns.back() +
              "']\n";
    }
    const std::vector<Source> sources = {{"oracle.toml", pack, false}};
    Diagnostics diagnostics(sources);
    const Compiled compiled = compile(sources, {}, diagnostics);
    std::string problems;
    for (const Diagnostic& d : diagnostics.list())
      if (d.severity == Severity::error) problems += diagnostics.render(d);
    REQUIRE_MESSAGE(problems.empty(), problems);
    Engine engine;
    REQUIRE(Engine::open(compiled.image, engine) == Status::ok);

    Scratch scratch;
    for (int sample = 0; sample < 60; ++sample) {
      const std::vector<Words> sentences = generate.text();
      const std::string text = joined(sentences);
      Comment comment;
      comment.text = text;
      classify(engine, comment, scratch);
      std::set<std::string> fired;
      for (const Evidence& e : scratch.verdict.evidence)
        fired.insert(engine.rules.string(engine.rules.rules[e.rule].id));
      for (const RuleSource& rule : compiled.book.rules) {
        const bool expected = oracle_matches(rule.any[0].root, sentences);
        CHECK_MESSAGE(fired.contains(rule.id) == expected, rule.any[0].text << "   on   " << text);
        matched += expected;
        ++agreed;
      }
    }
  }
  // Both answers must have been seen often, or the test shows nothing.
  CHECK(agreed == 60 * 60 * 8);
  CHECK(matched > agreed / 20);
  CHECK(matched < agreed * 19 / 20);
}
