// SPDX-License-Identifier: Apache-2.0
// A set of bytes, all of those above ASCII counted as one.
#pragma once

#include <cstdint>
#include <string_view>

namespace pilah {

struct ByteSet {
  uint64_t low = 0;    // 0 to 63
  uint64_t high = 0;   // 64 to 127
  uint64_t other = 0;  // 1: anything above

  void add(unsigned char byte) {
    if (byte >= 128)
      other = 1;
    else
      (byte < 64 ? low : high) |= uint64_t{1} << (byte % 64);
  }
  bool has(unsigned char byte) const {
    return byte >= 128 ? other != 0 : (((byte < 64 ? low : high) >> (byte % 64)) & 1u) != 0;
  }
  bool meets(const ByteSet& with) const { return ((low & with.low) | (high & with.high) | (other & with.other)) != 0; }

  static ByteSet of(std::string_view text) {
    uint64_t half[2] = {0, 0};
    unsigned char all = 0;
    for (char c : text) {
      const unsigned char byte = static_cast<unsigned char>(c);
      half[(byte >> 6) & 1u] |= byte < 128 ? uint64_t{1} << (byte & 63u) : 0;
      all |= byte;
    }
    return {half[0], half[1], uint64_t{all} >> 7};
  }
};

}  // namespace pilah
