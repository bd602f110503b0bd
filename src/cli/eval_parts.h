// SPDX-License-Identifier: Apache-2.0
// Which rows of a labelled file are kept apart from the work on rules, so that they can tell what it is worth.
#pragma once

#include "cli/labelled.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace pilah::cli {

// CRC-32 as in zlib and PNG, so that any script can part rows the same way.
uint32_t crc32_of(std::string_view bytes);

// A row is kept apart if the CRC-32 of its id (of its text, if it has none) leaves 3 when divided by 4 and no near-copy
// of it is among the others: what was seen in another row has been seen.
class Parts {
public:
  // Reads the file to know the others. Throws Failure.
  Parts(const std::string& file, Judge& judge);
  bool is_kept(const Row& row, const pilah_verdict& verdict) const;

private:
  std::unordered_set<uint64_t> seen_;  // skeletons
};

}  // namespace pilah::cli
