// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_parts.h"

namespace pilah::cli {

namespace {

bool is_drawn(const Row& row) { return crc32_of(row.has_id ? row.id : row.text()) % 4 == 3; }

}  // namespace

uint32_t crc32_of(std::string_view bytes) {
  uint32_t crc = ~uint32_t{0};
  for (unsigned char c : bytes) {
    crc ^= c;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
  }
  return ~crc;
}

Parts::Parts(const std::string& file, Judge& judge) {
  // Rows that cannot be read are told when the file is read for its figures.
  read_labelled(
      file,
      [&](const Row& row, const Gold&) {
        if (!is_drawn(row)) seen_.insert(skeleton_of(row, judge(row.comment)));
      },
      Trouble::passed_over);
}

bool Parts::is_kept(const Row& row, const pilah_verdict& verdict) const {
  return is_drawn(row) && !seen_.contains(skeleton_of(row, verdict));
}

}  // namespace pilah::cli
