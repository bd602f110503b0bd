// SPDX-License-Identifier: Apache-2.0
// What stands before and behind the number of a price.
#pragma once

#include <algorithm>
#include <string_view>

namespace pilah {

inline constexpr std::string_view kMoneySigns[] = {"$", "idr", "rm", "rp", "usd", "\u20AC", "\u00A3"};
inline constexpr std::string_view kMoneyUnits[] = {"dolar", "dollar", "jt",  "juta", "miliar", "milyar", "perak",
                                                   "rb",    "rban",   "rbu", "ribu", "ribuan", "rupiah", "usd"};

inline bool is_money_sign(std::string_view word) {
  return std::find(std::begin(kMoneySigns), std::end(kMoneySigns), word) != std::end(kMoneySigns);
}
inline bool is_money_unit(std::string_view word) {
  return std::find(std::begin(kMoneyUnits), std::end(kMoneyUnits), word) != std::end(kMoneyUnits);
}

}  // namespace pilah
