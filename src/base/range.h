// SPDX-License-Identifier: Apache-2.0
// Half-open ranges of bytes; every place pilah reports is one of the caller's text.
#pragma once

#include <cstdint>
#include <string_view>

namespace pilah {

struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  friend constexpr bool operator==(Range a, Range b) = default;
};

}  // namespace pilah
