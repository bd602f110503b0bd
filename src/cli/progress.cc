// SPDX-License-Identifier: Apache-2.0
// Rewrites one line in place; the last one stays.
#include "cli/progress.h"

#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace pilah::cli {
namespace {

// A line that the terminal breaks in two could not be taken back.
size_t columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1u : 79u;
}

void show(const std::string& line) {
  std::string whole = "\r\x1b[K" + line;
  [[maybe_unused]] auto ignored = ::write(STDERR_FILENO, whole.data(), whole.size());
}

uint64_t per_second(uint64_t count, std::chrono::duration<double> time) {
  return time.count() > 0 ? static_cast<uint64_t>(static_cast<double>(count) / time.count()) : 0;
}

}  // namespace

Progress::Progress(bool output_is_terminal, std::optional<uint64_t> total_bytes)
    : shown_(!output_is_terminal && ::isatty(STDERR_FILENO) == 1), total_bytes_(total_bytes) {}

void Progress::update(uint64_t rows, uint64_t bytes) {
  if (!shown_) return;
  Clock::time_point now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  std::string line = say(Message::progress, grouped(rows), grouped(per_second(rows, now - start_)));
  if (total_bytes_ && *total_bytes_ > 0)
    line += fmt::format("  {} %", std::min<uint64_t>(100, bytes * 100 / *total_bytes_));
  show(shortened(line, columns()));
}

void Progress::finish(uint64_t rows) {
  if (!shown_) return;
  Clock::duration time = Clock::now() - start_;
  const std::string seconds = decimal(std::chrono::duration<double>(time).count(), 1);
  show(say(Message::progress_done, grouped(rows), seconds, grouped(per_second(rows, time))) + "\n");
}

}  // namespace pilah::cli
