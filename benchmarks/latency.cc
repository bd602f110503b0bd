// SPDX-License-Identifier: Apache-2.0
// What one call costs by the length of its comment: percentiles of single calls, and whole comments from ten bytes to a
// megabyte.
#include "bench.h"

#include <algorithm>
#include <chrono>

namespace pilah::bench {

namespace {

using Clock = std::chrono::steady_clock;

double nanoseconds(Clock::duration time) { return std::chrono::duration<double, std::nano>(time).count(); }

// A comment that was made of whole ones must be found to be a complaint once the sentences with complaints are in it.
void check_long(Caller& call, const std::vector<std::string>& comments) {
  if (comments.front().size() < 4000) return;
  for (const std::string& comment : comments)
    require(call(comment).scores[PILAH_COMPLAINT].holds, "a long comment with complaints in it carries no label");
}

std::vector<double> times_of_calls(Caller& call, const std::vector<std::string>& comments, size_t passes) {
  std::vector<double> out;
  for (size_t i = 0; i < passes; ++i)
    for (const std::string& comment : comments) {
      const auto start = Clock::now();
      benchmark::DoNotOptimize(call(comment).label);
      out.push_back(nanoseconds(Clock::now() - start));
    }
  return out;
}

void latency(benchmark::State& state, const CommentSet& set, size_t size) {
  const std::vector<std::string> comments = comments_of_size(set.texts, size, size > 2000 ? 20 : 500);
  Caller call(built_in());
  check_answers(call, set);
  check_long(call, comments);
  times_of_calls(call, comments, 1);
  const size_t passes = std::clamp<size_t>(20000000 / (size * comments.size()), 1, 40);
  std::vector<double> all;
  for (auto _ : state) {
    std::vector<double> times = times_of_calls(call, comments, passes);
    double sum = 0;
    for (double time : times) sum += time;
    state.SetIterationTime(sum / 1e9);
    all.insert(all.end(), times.begin(), times.end());
  }
  std::sort(all.begin(), all.end());
  auto at = [&](double share) { return all[static_cast<size_t>(share * static_cast<double>(all.size() - 1))]; };
  state.counters["p50_ns"] = at(0.5);
  state.counters["p99_ns"] = at(0.99);
  state.counters["p99.9_ns"] = at(0.999);
  state.counters["calls"] = static_cast<double>(all.size());
  state.SetLabel("single calls on different comments of this many bytes");
}

void length(benchmark::State& state, const CommentSet& set, size_t size) {
  const std::vector<std::string> comments =
      comments_of_size(set.texts, size, std::clamp<size_t>(60000 / size, 1, 2000));
  Caller call(built_in());
  check_answers(call, set);
  check_long(call, comments);
  for (auto _ : state)
    for (const std::string& comment : comments) benchmark::DoNotOptimize(call(comment).label);
  report(state, comments.size(), comments.size() * size);
  state.counters["comment_bytes"] = static_cast<double>(size);
  state.SetLabel("the cost of a comment of this many bytes: linear");
}

}  // namespace

void register_latency(const std::vector<CommentSet>& sets) {
  const CommentSet& plain = sets.front();
  for (size_t size : {10, 30, 60, 115, 280, 1000, 10000, 100000})
    benchmark::RegisterBenchmark(("latency/" + std::to_string(size)).c_str(),
                                 [&plain, size](benchmark::State& state) { latency(state, plain, size); })
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime()
        ->Iterations(3);
  for (size_t size : {10, 20, 50, 100, 200, 500, 1000, 3000, 10000, 30000, 100000, 300000, 1000000})
    benchmark::RegisterBenchmark(("length/" + std::to_string(size)).c_str(), [&plain, size](benchmark::State& state) {
      length(state, plain, size);
    })->Unit(benchmark::kMicrosecond);
}

}  // namespace pilah::bench
