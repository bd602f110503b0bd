// SPDX-License-Identifier: Apache-2.0
// `pilah bench`: how fast this machine classifies a dump, and where the time goes.
#pragma once

#include "cli/bench_figures.h"
#include "cli/rulesets.h"
#include "cli/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pilah::cli {

enum class BenchFormat : uint8_t { text, json, svg };

struct BenchOptions {
  std::vector<std::string> files;  // none: the example dump
  InputNames names;
  RulesOptions rules;
  BenchFormat format = BenchFormat::text;
  std::string output = "-";
  unsigned threads = 0;  // the sweep's end; 0: one for each processor
  double seconds = 10;   // for all measurements together, roughly
};

int run_bench(const BenchOptions& options);

// The three ways to show figures.
std::string bench_text(const BenchFigures& figures);
std::string bench_json(const BenchFigures& figures);
std::string bench_svg(const BenchFigures& figures);

// Words that more than one of them says.
std::string bench_title(const BenchFigures& figures);
std::string bench_stage_name(size_t stage);
std::string bench_length_name(const Latency& latency);

}  // namespace pilah::cli
