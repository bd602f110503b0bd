// SPDX-License-Identifier: Apache-2.0
// With SSE2, and without.
#include "text/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pilah {
namespace {

// The masks of up to 64 bytes.
struct Block {
  uint64_t word = 0;
  uint64_t digit = 0;
  uint64_t upper = 0;
  uint64_t same = 0;
  uint64_t high = 0;
  uint64_t ampersand = 0;
};

#if defined(__SSE2__)

// Bytes in [low, high], as ASCII; bytes outside ASCII are negative and in no range.
__m128i in_range(__m128i bytes, char low, char high) {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(low - 1))),
                       _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(high + 1))));
}

uint64_t bits_of(__m128i bytes) { return static_cast<uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(bytes))); }

Block scan_block(char* text, char before) {
  Block block;
  __m128i last = _mm_set1_epi8(before);
  for (unsigned shift = 0; shift < 64; shift += 16) {
    __m128i* const at = reinterpret_cast<__m128i*>(text + shift);
    const __m128i written = _mm_loadu_si128(at);
    const __m128i upper = in_range(written, 'A', 'Z');
    const __m128i bytes = _mm_or_si128(written, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
    _mm_storeu_si128(at, bytes);
    const __m128i letter = in_range(bytes, 'a', 'z');
    const __m128i digit = in_range(bytes, '0', '9');
    const __m128i previous = _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_srli_si128(last, 15));
    last = bytes;
    block.word |= bits_of(_mm_or_si128(letter, digit)) << shift;
    block.digit |= bits_of(digit) << shift;
    block.upper |= bits_of(upper) << shift;
    block.same |= bits_of(_mm_and_si128(_mm_cmpeq_epi8(bytes, previous), letter)) << shift;
    block.high |= bits_of(bytes) << shift;
    block.ampersand |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('&'))) << shift;
  }
  return block;
}

#else

Block scan_block(char* text, char before) {
  Block block;
  for (unsigned i = 0; i < 64; i++) {
    const bool upper = text[i] >= 'A' && text[i] <= 'Z';
    if (upper) text[i] = static_cast<char>(text[i] + 32);
    const auto c = static_cast<unsigned char>(text[i]);
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit = c >= '0' && c <= '9';
    const uint64_t bit = uint64_t{1} << i;
    if (letter || digit) block.word |= bit;
    if (digit) block.digit |= bit;
    if (upper) block.upper |= bit;
    if (letter && text[i] == before) block.same |= bit;
    if (c >= 0x80) block.high |= bit;
    if (c == '&') block.ampersand |= bit;
    before = text[i];
  }
  return block;
}

#endif

}  // namespace

Masks::Found Masks::scan(char* text, size_t size) {
  const size_t blocks = (size + 63) / 64;
  stride_ = blocks + 2;  // from() reads one word more, and may start behind the end
  if (bits_.size() < stride_ * kMaskCount) bits_.resize(stride_ * kMaskCount);
  uint64_t* const words = bits_.data();
  const auto put = [this, words](Mask mask, size_t i, uint64_t bits) {
    words[static_cast<size_t>(mask) * stride_ + i] = bits;
  };
  uint64_t high = 0;
  uint64_t ampersand = 0;
  char before = 0;
  for (size_t i = 0; i < blocks; i++) {
    const Block block = scan_block(text + i * 64, before);
    before = text[i * 64 + 63];
    put(Mask::word, i, block.word);
    put(Mask::digit, i, block.digit);
    put(Mask::upper, i, block.upper);
    put(Mask::same, i, block.same);
    put(Mask::odd, i, block.digit | block.upper | block.same);
    high |= block.high;
    ampersand |= block.ampersand;
  }
  for (size_t mask = 0; mask < kMaskCount; mask++) {
    put(static_cast<Mask>(mask), blocks, 0);
    put(static_cast<Mask>(mask), blocks + 1, 0);
  }
  return {high != 0, ampersand != 0};
}

}  // namespace pilah
