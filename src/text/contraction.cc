// SPDX-License-Identifier: Apache-2.0
// He'll is not hell, I'd is not Indonesian "id", and who're is not that either. All other contractions may lose their
// apostrophe, as people often leave it out.
#include "text/contraction.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pilah {

bool needs_apostrophe(std::string_view before, std::string_view after) {
  static constexpr std::pair<std::string_view, std::string_view> kContractions[] = {
      {"he", "ll"}, {"i", "d"},   {"i", "ll"},  {"she", "d"}, {"she", "ll"},
      {"we", "d"},  {"we", "ll"}, {"we", "re"}, {"who", "re"}};
  return std::find(std::begin(kContractions), std::end(kContractions), std::pair(before, after)) !=
         std::end(kContractions);
}

}  // namespace pilah
