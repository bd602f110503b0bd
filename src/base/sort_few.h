// SPDX-License-Identifier: Apache-2.0
// Sorting a dozen things. Comparing and swapping asks questions that no processor can foresee; counting for each thing
// how many come before it asks none, and for so few it is the cheaper way (Knuth, The Art of Computer Programming 3,
// 5.2, "comparison counting").
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace pilah {

inline constexpr unsigned kSortKeyBits = 59;

namespace detail {

// The places of `count` keys, which are all different, in rising order. Behind them are keys greater than all, so that
// every loop has a length that the compiler knows.
template <size_t kFew>
void count_places(const std::array<uint64_t, 32>& keys, size_t count, std::array<uint32_t, 32>& places) {
  for (size_t i = 0; i < count; ++i) {
    uint32_t place = 0;
#pragma GCC unroll 32
    for (size_t j = 0; j < kFew; ++j) place += keys[j] < keys[i];
    places[i] = place;
  }
}

}  // namespace detail

// Sorts `list` by `before`, a strict order in which no two differ in nothing. key(a) < key(b), of kSortKeyBits bits,
// must mean before(a, b); equal keys decide nothing. `spare` is room that is used again.
template <typename T, typename Key, typename Before>
void sort_few(std::vector<T>& list, std::vector<T>& spare, Key key, Before before) {
  const size_t count = list.size();
  if (count < 2) return;
  if (count > 32) {
    std::sort(list.begin(), list.end(), before);
    return;
  }
  std::array<uint64_t, 32> keys;
  std::array<uint32_t, 32> places;
  keys.fill(UINT64_MAX);
  for (size_t i = 0; i < count; ++i) keys[i] = key(list[i]) << (64 - kSortKeyBits) | i;
  if (count <= 8)
    detail::count_places<8>(keys, count, places);
  else if (count <= 12)
    detail::count_places<12>(keys, count, places);
  else if (count <= 16)
    detail::count_places<16>(keys, count, places);
  else if (count <= 20)
    detail::count_places<20>(keys, count, places);
  else if (count <= 24)
    detail::count_places<24>(keys, count, places);
  else
    detail::count_places<32>(keys, count, places);
  if (spare.size() < count) spare.resize(count);
  for (size_t i = 0; i < count; ++i) spare[places[i]] = list[i];
  // Those with equal keys stand side by side now.
  for (size_t i = 1; i < count; ++i)
    for (size_t at = i; at > 0 && before(spare[at], spare[at - 1]); --at) std::swap(spare[at], spare[at - 1]);
  std::copy_n(spare.begin(), count, list.begin());
}

}  // namespace pilah
