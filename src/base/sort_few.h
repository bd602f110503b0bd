// SPDX-License-Identifier: Apache-2.0
// Sorting a dozen things. Comparing and swapping asks questions that no processor can foresee; counting for each thing
// how many come before it asks none, and for so few it is the cheaper way (Knuth, The Art of Computer Programming 3,
// 5.2, "comparison counting"). Four counts go on at a time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

namespace pilah {

inline constexpr unsigned kSortKeyBits = 26;

namespace detail {

inline constexpr size_t kFew = 32;
inline constexpr size_t kLanes = 4;
using Lanes = int32_t __attribute__((vector_size(kLanes * sizeof(int32_t))));
using FewNumbers = std::array<int32_t, kFew>;
static_assert((uint64_t{kFew} << kSortKeyBits) - 1 <= INT32_MAX);  // a key with its number behind it is one lane

// The places of `count` keys, which are all different, in rising order; counts kRows rows of them.
template <size_t kRows>
void count_places(const FewNumbers& keys, size_t count, FewNumbers& places) {
  Lanes rows[kRows];
  Lanes before[kRows]{};
  std::memcpy(rows, keys.data(), sizeof rows);
  for (size_t i = 0; i < count; ++i)
    for (size_t row = 0; row < kRows; ++row) before[row] -= keys[i] < rows[row];  // true is -1
  std::memcpy(places.data(), before, sizeof before);
}

}  // namespace detail

// Copies `from` to `to`, sorted by `before`, a strict order in which no two differ in nothing. key(a) < key(b), of
// kSortKeyBits bits, must mean before(a, b); equal keys decide nothing.
template <typename T, typename Key, typename Before>
void sort_few(std::span<const T> from, std::vector<T>& to, Key key, Before before) {
  const size_t count = from.size();
  if (count > detail::kFew) {
    to.assign(from.begin(), from.end());
    std::sort(to.begin(), to.end(), before);
    return;
  }
  detail::FewNumbers keys;  // those behind the last are counted, too, and not looked at
  detail::FewNumbers places;
  for (size_t i = 0; i < count; ++i) keys[i] = static_cast<int32_t>(key(from[i]) * detail::kFew + i);
  if (count <= 8)
    detail::count_places<2>(keys, count, places);
  else if (count <= 16)
    detail::count_places<4>(keys, count, places);
  else
    detail::count_places<8>(keys, count, places);
  to.resize(count);
  detail::FewNumbers sorted;
  for (size_t i = 0; i < count; ++i) {
    to[static_cast<size_t>(places[i])] = from[i];
    sorted[static_cast<size_t>(places[i])] = keys[i];
  }
  const auto same_key = [&](size_t a, size_t b) {
    return static_cast<uint32_t>(sorted[a] ^ sorted[b]) < static_cast<uint32_t>(detail::kFew);
  };
  // Those with equal keys stand side by side now.
  for (size_t i = 1; i < count; ++i)
    for (size_t at = i; at > 0 && same_key(i, at - 1) && before(to[at], to[at - 1]); --at)
      std::swap(to[at], to[at - 1]);
}

}  // namespace pilah
