// SPDX-License-Identifier: Apache-2.0
// What `pilah bench` finds out. Times are nanoseconds of one comment unless their names say otherwise.
#pragma once

#include "cli/bench_rows.h"
#include "cli/handles.h"

#include <pilah/pilah_unstable.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

// Percentiles of single calls on comments of more than `above` and at most `up_to` bytes. p999 is 0 where fewer than
// 1,000 calls were timed.
struct Latency {
  size_t above = 0;
  size_t up_to = SIZE_MAX;
  uint64_t calls = 0;
  double p50 = 0, p99 = 0, p999 = 0;
};

struct ThreadRate {
  unsigned threads = 0;
  double rows_per_second = 0;
};

struct BenchFigures {
  std::string dump;
  std::string cpu;
  unsigned processors = 0;
  std::string ruleset_hash;

  uint64_t rows_read = 0;
  uint64_t rows = 0;  // measured: all, or so many spread evenly over the dump
  double mean_bytes = 0;

  double open_ms = 0;        // opening the rule set, warm
  double first_call_us = 0;  // the first comment on a new scratch
  double rows_per_second = 0;
  double bytes_per_second = 0;
  double spread = 0;  // (slowest - fastest) / median of the passes
  unsigned passes = 0;
  std::array<double, PILAH_STAGE_COUNT> stages{};
  Latency all;
  std::vector<Latency> by_length;
  std::vector<ThreadRate> threads;

  uint64_t image_bytes = 0;
  uint64_t ruleset_resident = 0;  // what opening added to the resident memory
  uint64_t thread_resident = 0;   // what each further thread adds
};

// Throws Failure if two passes over the same rows answer differently. Ends early, figures missing, if interrupted.
void measure(const pilah_ruleset* ruleset, const BenchRows& rows, unsigned threads, double seconds,
             BenchFigures& figures);

// Opens the rule set again and again; `built_in` from the library, else from its image. Milliseconds, median.
double open_time(const pilah_ruleset* ruleset, bool built_in);

uint64_t resident_bytes();
std::string cpu_name();

}  // namespace pilah::cli
