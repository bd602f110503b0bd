// SPDX-License-Identifier: Apache-2.0
// A line on the terminal that tells how far a long run has come.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace pilah::cli {

// Silent unless standard error is a terminal that the output does not go to.
class Progress {
public:
  Progress(bool output_is_terminal, std::optional<uint64_t> total_bytes);
  void update(uint64_t rows, uint64_t bytes);  // at most five times a second
  void finish(uint64_t rows);

private:
  using Clock = std::chrono::steady_clock;

  bool shown_;
  std::optional<uint64_t> total_bytes_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace pilah::cli
