// SPDX-License-Identifier: Apache-2.0
// The classes of 32, 16 or one byte at a time, as the machine allows; all ways fill the same masks.
//
// Bytes are compared as signed ones, so those outside ASCII are negative. A range of bytes is told by one addition,
// which moves its end to the greatest signed byte and lets what lies above wrap round, and one comparison.
#include "text/scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pilah {
namespace {

// The masks of up to 64 bytes.
struct Block {
  uint64_t word = 0;
  uint64_t digit = 0;
  uint64_t upper = 0;
  uint64_t same = 0;
};

// Where the masks are written.
struct Rows {
  uint64_t* words;
  size_t stride;

  void put(size_t at, const Block& block) const {
    uint64_t* const to = words + at / 64;
    to[static_cast<size_t>(Mask::word) * stride] = block.word;
    to[static_cast<size_t>(Mask::digit) * stride] = block.digit;
    to[static_cast<size_t>(Mask::upper) * stride] = block.upper;
    to[static_cast<size_t>(Mask::same) * stride] = block.same;
    to[static_cast<size_t>(Mask::odd) * stride] = block.digit | block.upper | block.same;
  }
};

Masks::Found scan_bytes(char* text, size_t size, Rows rows) {
  Masks::Found found;
  char before = 0;
  for (size_t begin = 0; begin < size; begin += 64) {
    Block block;
    for (size_t i = 0; i < 64 && begin + i < size; i++) {
      char& c = text[begin + i];
      const bool upper = c >= 'A' && c <= 'Z';
      if (upper) c = static_cast<char>(c + 32);
      const bool letter = c >= 'a' && c <= 'z';
      const bool digit = c >= '0' && c <= '9';
      const uint64_t bit = uint64_t{1} << i;
      if (letter || digit) block.word |= bit;
      if (digit) block.digit |= bit;
      if (upper) block.upper |= bit;
      if (letter && c == before) block.same |= bit;
      found.high = found.high || static_cast<unsigned char>(c) >= 0x80;
      found.ampersand = found.ampersand || c == '&';
      before = c;
    }
    rows.put(begin, block);
  }
  return found;
}

#if defined(__x86_64__)

__m128i in_range(__m128i bytes, char low, char high) {
  return _mm_cmpgt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(127 - high))),
                        _mm_set1_epi8(static_cast<char>(126 - (high - low))));
}

uint64_t bits_of(__m128i bytes) { return static_cast<uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(bytes))); }

Masks::Found scan_sse2(char* text, size_t size, Rows rows) {
  __m128i high = _mm_setzero_si128();
  __m128i ampersand = _mm_setzero_si128();
  __m128i last = _mm_setzero_si128();
  for (size_t begin = 0; begin < size; begin += 64) {
    Block block;
    for (size_t i = 0; i < 64 && begin + i < size; i += 16) {
      __m128i* const at = reinterpret_cast<__m128i*>(text + begin + i);
      const __m128i written = _mm_loadu_si128(at);
      const __m128i upper = in_range(written, 'A', 'Z');
      const __m128i bytes = _mm_or_si128(written, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
      _mm_storeu_si128(at, bytes);
      const __m128i letter = in_range(bytes, 'a', 'z');
      const __m128i digit = in_range(bytes, '0', '9');
      const __m128i previous = _mm_or_si128(_mm_slli_si128(bytes, 1), _mm_srli_si128(last, 15));
      last = bytes;
      high = _mm_or_si128(high, written);
      ampersand = _mm_or_si128(ampersand, _mm_cmpeq_epi8(written, _mm_set1_epi8('&')));
      block.word |= bits_of(_mm_or_si128(letter, digit)) << i;
      block.digit |= bits_of(digit) << i;
      block.upper |= bits_of(upper) << i;
      block.same |= bits_of(_mm_and_si128(_mm_cmpeq_epi8(bytes, previous), letter)) << i;
    }
    rows.put(begin, block);
  }
  return {bits_of(high) != 0, bits_of(ampersand) != 0};
}

#define PILAH_AVX2 [[gnu::target("avx2")]]

PILAH_AVX2 __m256i in_range(__m256i bytes, char low, char high) {
  return _mm256_cmpgt_epi8(_mm256_add_epi8(bytes, _mm256_set1_epi8(static_cast<char>(127 - high))),
                           _mm256_set1_epi8(static_cast<char>(126 - (high - low))));
}

PILAH_AVX2 uint64_t bits_of(__m256i bytes) {
  return static_cast<uint64_t>(static_cast<unsigned>(_mm256_movemask_epi8(bytes)));
}

PILAH_AVX2 Masks::Found scan_avx2(char* text, size_t size, Rows rows) {
  __m256i high = _mm256_setzero_si256();
  __m256i ampersand = _mm256_setzero_si256();
  __m256i last = _mm256_setzero_si256();
  for (size_t begin = 0; begin < size; begin += 64) {
    Block block;
    for (size_t i = 0; i < 64 && begin + i < size; i += 32) {
      __m256i* const at = reinterpret_cast<__m256i*>(text + begin + i);
      const __m256i written = _mm256_loadu_si256(at);
      const __m256i upper = in_range(written, 'A', 'Z');
      const __m256i bytes = _mm256_or_si256(written, _mm256_and_si256(upper, _mm256_set1_epi8(0x20)));
      _mm256_storeu_si256(at, bytes);
      const __m256i letter = in_range(bytes, 'a', 'z');
      const __m256i digit = in_range(bytes, '0', '9');
      // The upper half of the bytes before, and the lower half of these.
      const __m256i middle = _mm256_permute2x128_si256(last, bytes, 0x21);
      const __m256i previous = _mm256_alignr_epi8(bytes, middle, 15);
      last = bytes;
      high = _mm256_or_si256(high, written);
      ampersand = _mm256_or_si256(ampersand, _mm256_cmpeq_epi8(written, _mm256_set1_epi8('&')));
      block.word |= bits_of(_mm256_or_si256(letter, digit)) << i;
      block.digit |= bits_of(digit) << i;
      block.upper |= bits_of(upper) << i;
      block.same |= bits_of(_mm256_and_si256(_mm256_cmpeq_epi8(bytes, previous), letter)) << i;
    }
    rows.put(begin, block);
  }
  return {bits_of(high) != 0, bits_of(ampersand) != 0};
}

#undef PILAH_AVX2
#endif

}  // namespace

Masks::Found Masks::scan(char* text, size_t size, ScanWidth widest) {
  const size_t blocks = (size + 63) / 64;
  stride_ = blocks + 2;  // from() reads one word more, and may start behind the end
  if (bits_.size() < stride_ * kMaskCount) bits_.resize(stride_ * kMaskCount);
  for (size_t mask = 0; mask < kMaskCount; mask++)
    bits_[mask * stride_ + blocks] = bits_[mask * stride_ + blocks + 1] = 0;
  const Rows rows{bits_.data(), stride_};
#if defined(__x86_64__)
  if (widest == ScanWidth::avx2 && __builtin_cpu_supports("avx2")) return scan_avx2(text, size, rows);
  if (widest != ScanWidth::bytes) return scan_sse2(text, size, rows);
#endif
  static_cast<void>(widest);
  return scan_bytes(text, size, rows);
}

}  // namespace pilah
