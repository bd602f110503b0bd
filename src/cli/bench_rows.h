// SPDX-License-Identifier: Apache-2.0
// A dump in memory, so that measuring it does not measure the disk.
#pragma once

#include "cli/table.h"

#include <pilah/pilah.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pilah::cli {

struct BenchRows {
  std::vector<pilah_comment> comments;
  uint64_t bytes = 0;  // of their texts
  bool sound = true;   // no row was unreadable

  // Leaves at most `most` rows, spread evenly.
  void thin_out(size_t most);

  std::vector<std::unique_ptr<std::string>> kept;  // what the comments point to
};

// Reads the files, or the example dump that is built into the command if there are none; stops at 1 GiB of text. Leaves
// out comments of more than 1 MiB. Throws Failure if there is no comment.
BenchRows read_rows_to_measure(const std::vector<std::string>& files, const InputNames& names);

}  // namespace pilah::cli
