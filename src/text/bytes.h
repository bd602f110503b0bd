// SPDX-License-Identifier: Apache-2.0
// What the bytes of plain text are to the tokeniser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace pilah {

enum ByteClass : uint8_t {
  kBlank = 0,
  kPunctuation = 1,
  kHigh = 2,  // not ASCII: what it is, its unit knows
  kLetter = 4,
  kNumeral = 8,
  kWord = kLetter | kNumeral,
};

// Plain text has no capitals any more when this is asked.
inline constexpr std::array<uint8_t, 256> kByteClasses = [] {
  std::array<uint8_t, 256> out{};
  for (size_t i = 0; i < 256; i++) {
    out[i] = i >= 0x80               ? kHigh
             : i >= 'a' && i <= 'z'  ? kLetter
             : i >= '0' && i <= '9'  ? kNumeral
             : i <= ' ' || i == 0x7F ? kBlank
                                     : kPunctuation;
  }
  return out;
}();

inline uint8_t class_of(char c) { return kByteClasses[static_cast<unsigned char>(c)]; }

}  // namespace pilah
