// SPDX-License-Identifier: Apache-2.0
// The Damerau-Levenshtein distance in its restricted form: two letters are swapped at most once.
#include "compile/suggest.h"

#include <algorithm>
#include <array>

namespace pilah {

namespace {

constexpr size_t kLongestName = 64;  // longer ones are no typing mistakes of a name

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c; }

}  // namespace

size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  if (a.size() > kLongestName || b.size() > kLongestName) return a == b ? 0 : limit + 1;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::array<size_t, kLongestName + 1> before{}, above{}, row{};
  for (size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    size_t smallest = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > limit + 1) return limit + 1;
    before = above;
    above = row;
  }
  return std::min(above[b.size()], limit + 1);
}

// A third of the letters may be wrong, at least one: "labl" finds "label", "xyz" finds nothing. Of a single letter
// nothing would be left.
Suggester::Best Suggester::start(std::string_view wrong) {
  const size_t most = wrong.size() > 1 ? std::max<size_t>(1, wrong.size() / 3) : 0;
  return {{}, most + 1};
}

void Suggester::consider(std::string_view wrong, std::string_view name, Best& best) {
  const size_t longer = std::max(wrong.size(), name.size());
  const bool hopeless =
      best.distance == 0 || longer > kLongestName || longer - std::min(wrong.size(), name.size()) >= best.distance;
  const size_t cost = hopeless ? 1 : 1 + wrong.size() * name.size();
  budget_ -= std::min(cost, budget_);
  if (hopeless || budget_ == 0) return;
  std::string plain(wrong), other(name);
  std::transform(plain.begin(), plain.end(), plain.begin(), lower);
  std::transform(other.begin(), other.end(), other.begin(), lower);
  const size_t distance = edit_distance(plain, other, best.distance - 1);
  if (distance < best.distance) best = {name, distance};
}

}  // namespace pilah
