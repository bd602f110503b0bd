// SPDX-License-Identifier: Apache-2.0
// What does not depend on the rows: the processor, the resident memory, how long the rule set takes to open.
#include "cli/bench_figures.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>

namespace pilah::cli {

uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  uint64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

std::string cpu_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(std::min(line.find(':') + 2, line.size()));
  return {};
}

double open_time(const pilah_ruleset* ruleset, bool built_in) {
  using Clock = std::chrono::steady_clock;
  const void* image = nullptr;
  size_t size = 0;
  expect_ok(pilah_ruleset_image(ruleset, &image, &size));
  std::array<double, 9> times{};
  for (double& time : times) {
    pilah_ruleset* opened = nullptr;
    const auto start = Clock::now();
    const pilah_status status = built_in ? pilah_ruleset_default(&opened) : pilah_ruleset_load(image, size, &opened);
    time = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    expect_ok(status);
    pilah_ruleset_free(opened);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace pilah::cli
