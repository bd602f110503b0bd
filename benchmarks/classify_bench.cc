// SPDX-License-Identifier: Apache-2.0
// What one core does with a dump of comments, stage by stage and as a whole. Every benchmark checks its answer before
// it is timed.
//
//   build/benchmarks/pilah_bench [--dump=FILE.jsonl] [options of Google Benchmark]
//
// FILE holds one JSON object a line with a string "text"; without it, the example dump is used.
#include "embed/embedded.h"
#include "engine.h"
#include "pilah/pilah.h"
#include "text/analyse.h"

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

std::vector<std::string> texts;
size_t bytes = 0;

void read_dump(const char* path) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream rows;
  simdjson::padded_string file;
  if (simdjson::padded_string::load(path).get(file) != simdjson::SUCCESS ||
      parser.parse_many(file).get(rows) != simdjson::SUCCESS) {
    std::fprintf(stderr, "%s: cannot be read as JSON lines\n", path);
    std::exit(2);
  }
  for (auto row : rows) {
    std::string_view text;
    if (row["text"].get(text) != simdjson::SUCCESS) continue;
    texts.emplace_back(text);
    bytes += text.size();
  }
  if (texts.empty()) {
    std::fprintf(stderr, "%s: no row has a text\n", path);
    std::exit(2);
  }
}

void report(benchmark::State& state) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(texts.size()));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(bytes));
}

const pilah::Engine& engine() {
  static const pilah::Engine built_in = [] {
    pilah::Engine out;
    if (pilah::Engine::open(pilah::embedded_image(), out) != pilah::Status::ok) std::abort();
    return out;
  }();
  return built_in;
}

// Shows what folding and cutting cost: the text stage alone.
void text_stage(benchmark::State& state) {
  pilah::Text text;
  pilah::analyse("paket BELUM sampai", text);
  if (text.folded != "paket belum sampai" || text.tokens.size() != 3) return state.SkipWithError("wrong answer");
  for (auto _ : state)
    for (const std::string& comment : texts) {
      pilah::analyse(comment, text);
      benchmark::DoNotOptimize(text.tokens.data());
    }
  report(state);
}
BENCHMARK(text_stage);

// Shows what finding words and patterns adds to that.
void text_and_match(benchmark::State& state) {
  pilah::Text text;
  pilah::Terms terms;
  pilah::Matcher matcher;
  auto run = [&](std::string_view comment) {
    pilah::analyse(comment, text);
    pilah::find_terms(engine().rules, text, terms);
    matcher.find(engine().rules, engine().regexes, pilah::Field::text, text, terms);
  };
  run("paket saya belum sampai");
  if (matcher.hits.empty()) return state.SkipWithError("wrong answer");
  for (auto _ : state)
    for (const std::string& comment : texts) {
      run(comment);
      benchmark::DoNotOptimize(matcher.hits.data());
    }
  report(state);
}
BENCHMARK(text_and_match);

// Shows the whole classifier through the C API, one call a comment.
void classify(benchmark::State& state) {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  pilah_comment comment;
  pilah_verdict verdict;
  if (pilah_ruleset_default(&rules) != PILAH_OK || pilah_scratch_new(&scratch) != PILAH_OK) std::abort();
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  auto run = [&](const char* text, size_t size) {
    comment.text = text;
    comment.text_size = size;
    return pilah_classify(rules, scratch, &comment, &verdict);
  };
  const char* complaint = "paket saya belum sampai juga min";
  if (run(complaint, std::strlen(complaint)) != PILAH_OK || verdict.label != PILAH_COMPLAINT)
    return state.SkipWithError("wrong answer");
  for (auto _ : state)
    for (const std::string& text : texts) benchmark::DoNotOptimize(run(text.data(), text.size()));
  report(state);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
BENCHMARK(classify);

// Shows how long a process waits for the built-in rule set: opening and checking the image, compiling regular
// expressions.
void load_default(benchmark::State& state) {
  for (auto _ : state) {
    pilah_ruleset* rules = nullptr;
    if (pilah_ruleset_default(&rules) != PILAH_OK) return state.SkipWithError("does not open");
    pilah_ruleset_free(rules);
  }
  state.counters["image_bytes"] = static_cast<double>(pilah::embedded_image().size());
}
BENCHMARK(load_default)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  const char* dump = PILAH_EXAMPLE_DUMP;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--dump=", 7) != 0) continue;
    dump = argv[i] + 7;
    std::rotate(argv + i, argv + i + 1, argv + argc);
    --argc;
    break;
  }
  read_dump(dump);
  benchmark::AddCustomContext("comments", std::to_string(texts.size()));
  benchmark::AddCustomContext("mean_bytes", std::to_string(bytes / texts.size()));
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
