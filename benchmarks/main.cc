// SPDX-License-Identifier: Apache-2.0
// What the classifier costs: by stage, by kind and length of comment, by threads, by the number of words in the rules.
// Every benchmark checks its answers before it is timed; a wrong one ends the program with status 1.
//
//   build/benchmarks/pilah_bench [--dump=FILE.jsonl] [options of Google Benchmark]
//
// FILE holds one JSON object a line with a string "text"; without it, the example dump is used. The label of a line
// says what it shows.
#include "bench.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

namespace {

thread_local long allocation_count = 0;

void* allocate(size_t size) {
  ++allocation_count;
  if (void* at = std::malloc(size ? size : 1)) return at;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(size_t size) { return allocate(size); }
void* operator new[](size_t size) { return allocate(size); }
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, size_t) noexcept { std::free(at); }
void operator delete[](void* at, size_t) noexcept { std::free(at); }

namespace pilah::bench {

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "wrong answer: %.*s\n", static_cast<int>(what.size()), what.data());
  std::exit(1);
}

long allocations() { return allocation_count; }

Caller::Caller(const pilah_ruleset* rules) : rules_(rules) {
  require(pilah_scratch_new(&scratch_) == PILAH_OK, "no scratch");
  pilah_comment_init(&comment_, sizeof comment_);
  pilah_verdict_init(&verdict_, sizeof verdict_);
}

Caller::~Caller() { pilah_scratch_free(scratch_); }

const pilah_verdict& Caller::operator()(std::string_view text) {
  comment_.text = text.data();
  comment_.text_size = text.size();
  if (pilah_classify(rules_, scratch_, &comment_, &verdict_) != PILAH_OK) require(false, text);
  return verdict_;
}

const pilah_ruleset* built_in() {
  static pilah_ruleset* const rules = [] {
    pilah_ruleset* out = nullptr;
    require(pilah_ruleset_default(&out) == PILAH_OK, "the built-in rules do not open");
    return out;
  }();
  return rules;
}

void check_answers(Caller& call, const CommentSet& set) {
  size_t labelled = 0;
  for (const std::string& text : set.texts) {
    const pilah_verdict& verdict = call(text);
    labelled += verdict.label != PILAH_NO_LABEL;
    for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      int32_t sum = 0;
      for (uint32_t i = 0; i < verdict.evidence_count; ++i)
        if (verdict.evidence[i].label == label) sum += verdict.evidence[i].points;
      require(sum == verdict.scores[label].points, "evidence does not add up: " + text);
    }
  }
  const double share = static_cast<double>(labelled) / static_cast<double>(set.texts.size());
  require(share >= set.least_labelled && share <= set.most_labelled,
          "a share of " + std::to_string(share) + " carries labels in " + set.name);
}

void report(benchmark::State& state, size_t comments, size_t bytes) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * comments));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes));
}

}  // namespace pilah::bench

int main(int argc, char** argv) {
  std::string dump = PILAH_EXAMPLE_DUMP;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--dump=", 7) != 0) continue;
    dump = argv[i] + 7;
    std::rotate(argv + i, argv + i + 1, argv + argc);
    --argc;
    break;
  }
  using namespace pilah::bench;
  static const std::vector<CommentSet> sets = comment_sets(PILAH_BENCHMARKS, dump);
  benchmark::AddCustomContext("rules", pilah_ruleset_hash(built_in()));
  benchmark::AddCustomContext("comments", std::to_string(sets.back().texts.size()));
  benchmark::AddCustomContext("mean_bytes", std::to_string(sets.back().bytes() / sets.back().texts.size()));
  register_stages(sets);
  register_life(sets);
  register_latency(sets);
  register_scale(sets);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
