// SPDX-License-Identifier: Apache-2.0
// Binary search in a short list. Each step is as likely as not, so none is a branch: how many there are depends on the
// length alone.
#pragma once

#include <cstddef>
#include <span>

namespace pilah {

// The first element for which `holds` does not, of a list in which it does for the first ones only; the end if it does
// for all.
template <typename T, typename Holds>
const T* first_without(std::span<const T> list, Holds holds) {
  if (list.empty()) return list.data();
  const T* from = list.data();
  for (size_t left = list.size(); left > 1;) {
    const size_t half = left / 2;
    from += half & -static_cast<size_t>(holds(from[half - 1]));
    left -= half;
  }
  return from + static_cast<size_t>(holds(*from));
}
template <typename T, typename Holds>
const T* first_without(std::span<T> list, Holds holds) {
  return first_without(std::span<const T>(list), holds);
}

}  // namespace pilah
