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

// Sorts `list` by `before`, a strict order in which no two differ in nothing. key(a) < key(b), of kSortKeyBits bits,
// must mean before(a, b); equal keys decide nothing. `spare` is room that is used again.
template <typename T, typename Key, typename Before>
void sort_few(std::vector<T>& list, std::vector<T>& spare, Key key, Before before) {
  const size_t count = list.size();
  if (count < 2) return;
  if (count > detail::kFew) {
    std::sort(list.begin(), list.end(), before);
    return;
  }
  detail::FewNumbers keys{};
  detail::FewNumbers places;
  for (size_t i = 0; i < count; ++i) keys[i] = static_cast<int32_t>(key(list[i]) * detail::kFew + i);
  if (count <= 8)
    detail::count_places<2>(keys, count, places);
  else if (count <= 16)
    detail::count_places<4>(keys, count, places);
  else
    detail::count_places<8>(keys, count, places);
  if (spare.size() < count) spare.resize(count);
  for (size_t i = 0; i < count; ++i) spare[static_cast<size_t>(places[i])] = list[i];
  // Those with equal keys stand side by side now.
  for (size_t i = 1; i < count; ++i)
    for (size_t at = i; at > 0 && before(spare[at], spare[at - 1]); --at) std::swap(spare[at], spare[at - 1]);
  std::copy_n(spare.begin(), count, list.begin());
}

}  // namespace pilah
