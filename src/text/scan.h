// SPDX-License-Identifier: Apache-2.0
// Classes of all bytes of the plain text at once, as bit masks.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace pilah {

enum class Mask : uint8_t {
  word,  // ASCII letters and digits
  digit,
  upper,  // letters that were capitals
  same,   // letters that repeat the one before
  odd,    // any of digit, upper, same: most words have none
};
inline constexpr size_t kMaskCount = 5;

// How many bytes are looked at together: what the machine can do is found out at run time, and all ways find the same.
enum class ScanWidth : uint8_t { bytes, sse2, avx2 };

// One bit per byte of the text and mask, all zero behind the end.
class Masks {
public:
  // So many bits of a mask can be had at a time.
  static constexpr unsigned kWindow = 56;

  // At least kWindow bits from bit `at` on, which may be the end of the text; bits above those are not to be read.
  uint64_t from(Mask mask, size_t at) const {
    const uint64_t* const words = bits_.data() + static_cast<size_t>(mask) * stride_;
    if constexpr (std::endian::native == std::endian::little) {
      uint64_t window;
      std::memcpy(&window, reinterpret_cast<const char*>(words) + at / 8, sizeof window);
      return window >> (at % 8);
    }
    return words[at / 64] >> (at % 64) | words[at / 64 + 1] << 1 << (63 - at % 64);
  }

  struct Found {
    bool high = false;       // a byte outside ASCII
    bool ampersand = false;  // an &
  };

  // Makes the first `size` bytes of `text` small letters and fills the masks. `text` holds padding of 64 bytes behind.
  Found scan(char* text, size_t size, ScanWidth widest = ScanWidth::avx2);

private:
  std::vector<uint64_t> bits_;
  size_t stride_ = 0;
};

}  // namespace pilah
