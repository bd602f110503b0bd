// SPDX-License-Identifier: Apache-2.0
#include "cli/numbers.h"

#include "cli/messages.h"

#include <fmt/format.h>

#include <algorithm>

namespace pilah::cli {

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  const char separator = language() == Language::indonesian ? '.' : ',';
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, separator);
  }
  return digits;
}

std::string decimal(double number, int digits) { return with_point(fmt::format("{:.{}f}", number, digits)); }

std::string with_point(std::string number) {
  if (language() == Language::indonesian) std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

std::string percent(double share, int digits) { return decimal(share * 100, digits) + " %"; }

}  // namespace pilah::cli
