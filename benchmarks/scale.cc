// SPDX-License-Identifier: Apache-2.0
// What grows: threads over one rule set, and rule sets of a thousand to a million generated words.
#include "bench.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace pilah::bench {

namespace {

void threads(benchmark::State& state, const CommentSet& set) {
  Caller call(built_in());
  check_answers(call, set);
  for (auto _ : state)
    for (const std::string& text : set.texts) benchmark::DoNotOptimize(call(text).label);
  report(state, set.texts.size(), set.bytes());
  state.SetLabel("threads over one rule set, a scratch each: rows a second of all together");
}

// Word number `i`, different for each: digits of i in syllables behind a fixed beginning, so that generated words look
// like words and are none of the language's.
std::string word(size_t i) {
  constexpr std::string_view kConsonants = "bdgklmnprst", kVowels = "aiueo";
  constexpr size_t kSyllables = kConsonants.size() * kVowels.size();
  // Multiplication by an odd number mixes without making two words equal: i stays below the modulus.
  uint64_t rest = (i * uint64_t{2654435761}) % (uint64_t{1} << 24);
  std::string out = "z";
  for (int n = 0; n < 5; ++n, rest /= kSyllables) {
    out += kConsonants[rest % kSyllables / kVowels.size()];
    out += kVowels[rest % kVowels.size()];
  }
  return out;
}

struct Generated {
  pilah_ruleset* rules = nullptr;
  double compile_seconds = 0;
  size_t image_bytes = 0;
};

// A rule set of `count` words in lexicons, compiled once in the life of the program.
const Generated& generated(size_t count) {
  static std::map<size_t, Generated> known;
  Generated& out = known[count];
  if (out.rules) return out;
  constexpr size_t kWordsOfPack = 50000;
  std::vector<std::string> names, packs;
  for (size_t begin = 0; begin < count; begin += kWordsOfPack) {
    const std::string name = "id.spam.generated-" + std::to_string(begin / kWordsOfPack);
    std::string pack = "pack = { id = \"" + name + "\", language = \"id\", owner = \"bench\" }\n" +
                       "[[lexicon]]\nid = \"words\"\nlabel = \"spam\"\nwords = { ";
    for (size_t i = begin; i < std::min(begin + kWordsOfPack, count); ++i)
      pack += (i == begin ? "" : ", ") + word(i) + " = 60";
    names.push_back(name + ".toml");
    packs.push_back(pack + " }\n");
  }
  std::vector<pilah_source> sources;
  for (size_t i = 0; i < packs.size(); ++i)
    sources.push_back({names[i].c_str(), packs[i].data(), packs[i].size(), 0, 0});
  const auto start = std::chrono::steady_clock::now();
  require(pilah_ruleset_compile(sources.data(), sources.size(), nullptr, &out.rules, nullptr) == PILAH_OK,
          "generated rules do not compile");
  out.compile_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const void* image = nullptr;
  require(pilah_ruleset_image(out.rules, &image, &out.image_bytes) == PILAH_OK, "no image");
  return out;
}

// Comments of ten words, of which `hits` are words of the rule set and the others are not: numbers past the last one.
std::vector<std::string> comments_for(size_t count, size_t hits) {
  std::vector<std::string> out;
  uint64_t seed = 1;
  auto next = [&] { return (seed = seed * 6364136223846793005u + 1442695040888963407u) >> 33; };
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (size_t n = 0; n < 10; ++n)
      text += (n ? " " : "") + word(n < hits ? next() % count : 2000000 + next() % 1000000);
    out.push_back(std::move(text));
  }
  return out;
}

void words(benchmark::State& state, size_t count, size_t hits) {
  const Generated& rules = generated(count);
  const std::vector<std::string> comments = comments_for(count, hits);
  Caller call(rules.rules);
  for (const std::string& comment : comments)
    require(call(comment).evidence_count >= (hits > 0) && (hits > 0 || call(comment).evidence_count == 0), comment);
  size_t bytes = 0;
  for (const std::string& comment : comments) bytes += comment.size();
  for (auto _ : state)
    for (const std::string& comment : comments) benchmark::DoNotOptimize(call(comment).label);
  report(state, comments.size(), bytes);
  state.counters["words"] = static_cast<double>(count);
  state.counters["compile_s"] = rules.compile_seconds;
  state.counters["image_bytes"] = static_cast<double>(rules.image_bytes);
  state.SetLabel(hits ? "two words in ten are words of the rules: nearly flat in the number of rules' words"
                      : "no word is one of the rules: nearly flat in the number of rules' words");
}

}  // namespace

void register_scale(const std::vector<CommentSet>& sets) {
  const CommentSet& dump = sets.back();
  const unsigned most = std::max(2u, std::thread::hardware_concurrency());
  for (unsigned count = 1; count <= most; count = count < most ? std::min(2 * count, most) : most + 1)
    benchmark::RegisterBenchmark("threads/dump", [&dump](benchmark::State& state) { threads(state, dump); })
        ->Threads(static_cast<int>(count))
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond);
  for (size_t hits : {0, 2})
    for (size_t count : {1000, 10000, 100000, 1000000})
      benchmark::RegisterBenchmark(((hits ? "words/hits/" : "words/quiet/") + std::to_string(count)).c_str(),
                                   [count, hits](benchmark::State& state) { words(state, count, hits); })
          ->Unit(benchmark::kMicrosecond);
}

}  // namespace pilah::bench
