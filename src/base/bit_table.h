// SPDX-License-Identifier: Apache-2.0
// One bit for each of many things, of which few are ever set: whoever set them takes them back one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pilah {

class BitTable {
public:
  // Makes room for `bits` bits; new ones are zero.
  void make_room(size_t bits) {
    if (words_.size() * 64 < bits) words_.resize(bits / 64 + 1, 0);
  }

  // Sets a bit if `wanted`; true if it was not set before.
  bool set_if(bool wanted, uint32_t bit) {
    uint64_t& word = words_[bit >> 6];
    const bool fresh = wanted & (((word >> (bit & 63u)) & 1u) == 0);
    word |= uint64_t{fresh} << (bit & 63u);
    return fresh;
  }

  void take_back(uint32_t bit) { words_[bit >> 6] &= ~(uint64_t{1} << (bit & 63u)); }

private:
  std::vector<uint64_t> words_;
};

}  // namespace pilah
