// SPDX-License-Identifier: Apache-2.0
// One bit for each of many things, small enough to be wiped for every comment.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pilah {

class BitTable {
public:
  // Makes room for `bits` bits, all zero.
  void reset(size_t bits) {
    const size_t words = (bits + 63) / 64;
    if (words_.size() < words) words_.resize(words);
    std::fill_n(words_.begin(), words, uint64_t{0});
  }

  bool test(uint32_t bit) const { return ((words_[bit >> 6] >> (bit & 63u)) & 1u) != 0; }

  // Sets a bit; returns what it was.
  bool set(uint32_t bit) {
    uint64_t& word = words_[bit >> 6];
    const bool was = ((word >> (bit & 63u)) & 1u) != 0;
    word |= uint64_t{1} << (bit & 63u);
    return was;
  }

private:
  std::vector<uint64_t> words_;
};

}  // namespace pilah
