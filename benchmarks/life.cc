// SPDX-License-Identifier: Apache-2.0
// The life of a rule set and of a scratch: compiling, opening, the first call.
#include "bench.h"

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <numeric>

namespace pilah::bench {

namespace {

constexpr const char* kComplaint = "paket saya kok belum sampai juga ya min? udah 2 minggu";

void check_complaint(const pilah_ruleset* rules) {
  Caller call(rules);
  require(call(kComplaint).label == PILAH_COMPLAINT, kComplaint);
}

void compile_default(benchmark::State& state) {
  pilah_compile_options options;
  pilah_compile_options_init(&options, sizeof options);
  options.base = 1;
  for (auto _ : state) {
    pilah_ruleset* rules = nullptr;
    require(pilah_ruleset_compile(nullptr, 0, &options, &rules, nullptr) == PILAH_OK,
            "the shipped packs do not compile");
    state.PauseTiming();
    check_complaint(rules);
    require(std::strcmp(pilah_ruleset_hash(rules), pilah_ruleset_hash(built_in())) == 0, "same packs, other hash");
    pilah_ruleset_free(rules);
    state.ResumeTiming();
  }
  state.SetLabel("how long the shipped packs take from TOML to an image");
}

void load_default(benchmark::State& state) {
  check_complaint(built_in());
  for (auto _ : state) {
    pilah_ruleset* rules = nullptr;
    require(pilah_ruleset_default(&rules) == PILAH_OK, "does not open");
    pilah_ruleset_free(rules);
  }
  const void* image = nullptr;
  size_t size = 0;
  pilah_ruleset_image(built_in(), &image, &size);
  state.counters["image_bytes"] = static_cast<double>(size);
  state.SetLabel("how long a process waits for the built-in rules, warm");
}

void load_file(benchmark::State& state) {
  const std::string path = std::filesystem::temp_directory_path() / "pilah_bench.pilah";
  const void* image = nullptr;
  size_t size = 0;
  pilah_ruleset_image(built_in(), &image, &size);
  std::ofstream(path, std::ios::binary).write(static_cast<const char*>(image), static_cast<std::streamsize>(size));
  pilah_ruleset* rules = nullptr;
  require(pilah_ruleset_open(path.c_str(), &rules) == PILAH_OK, "an image from a file does not open");
  check_complaint(rules);
  pilah_ruleset_free(rules);
  for (auto _ : state) {
    require(pilah_ruleset_open(path.c_str(), &rules) == PILAH_OK, "does not open");
    pilah_ruleset_free(rules);
  }
  std::filesystem::remove(path);
  state.SetLabel("how long an image takes from a file that is in the page cache");
}

// Puts 64 MiB of something else into the caches.
void chill() {
  static std::vector<uint64_t> other(size_t{8} << 20);
  std::iota(other.begin(), other.end(), other[0]);
  benchmark::DoNotOptimize(other.data());
}

void first_call(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  for (auto _ : state) {
    chill();
    const auto start = Clock::now();
    Caller call(built_in());
    const bool right = call(kComplaint).label == PILAH_COMPLAINT;
    state.SetIterationTime(std::chrono::duration<double>(Clock::now() - start).count());
    require(right, kComplaint);
  }
  state.SetLabel("a new scratch and its first comment, nothing in the caches");
}

void steady_call(benchmark::State& state) {
  Caller call(built_in());
  require(call(kComplaint).label == PILAH_COMPLAINT, kComplaint);
  for (auto _ : state) benchmark::DoNotOptimize(call(kComplaint).label);
  report(state, 1, std::strlen(kComplaint));
  state.SetLabel("the same comment once everything is warm");
}

}  // namespace

void register_life(const std::vector<CommentSet>&) {
  using benchmark::RegisterBenchmark;
  RegisterBenchmark("compile_default", compile_default)->Unit(benchmark::kMillisecond)->Iterations(1);
  RegisterBenchmark("load_default", load_default)->Unit(benchmark::kMillisecond);
  RegisterBenchmark("load_file", load_file)->Unit(benchmark::kMillisecond);
  RegisterBenchmark("first_call", first_call)->Unit(benchmark::kMicrosecond)->UseManualTime()->Iterations(50);
  RegisterBenchmark("steady_call", steady_call)->Unit(benchmark::kMicrosecond);
}

}  // namespace pilah::bench
