// SPDX-License-Identifier: Apache-2.0
// The exception that ends the command with status 2: what went wrong, and what to do about it.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace pilah::cli {

enum ExitStatus { kFine = 0, kSomeRowsFailed = 1, kUnusable = 2, kInterrupted = 130 };

struct Failure : std::runtime_error {
  explicit Failure(const std::string& what, std::string next_step = {})
      : std::runtime_error(what), help(std::move(next_step)) {}
  std::string help;
};

// Thrown when whoever reads our output has closed it, as `head` does: the command ends quietly.
struct ReaderGone {};

// Thrown when a signal came in the midst of what is worth nothing in part.
struct Interrupted {};

}  // namespace pilah::cli
