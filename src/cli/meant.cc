// SPDX-License-Identifier: Apache-2.0
#include "cli/meant.h"

#include <algorithm>

namespace pilah::cli {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Letters left out, put in or changed, and neighbours that changed places.
size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + !same});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string_view meant(std::string_view word, const std::vector<std::string_view>& names) {
  constexpr size_t kLong = 8, kLongest = 64;
  std::string_view nearest;
  if (word.size() > kLongest) return nearest;
  size_t fewest = kLongest;
  for (std::string_view name : names) {
    const size_t slips = slips_between(word, name);
    if (slips >= fewest || slips > (name.size() < kLong ? 1 : 2)) continue;
    fewest = slips;
    nearest = name;
  }
  return nearest;
}

}  // namespace pilah::cli
