// SPDX-License-Identifier: Apache-2.0
// What a row of digits can be by itself.
#include "text/personal.h"

#include <algorithm>

namespace pilah {
namespace {

int pair_at(std::string_view digits, size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); }

}  // namespace

// PPKKCC DDMMYY NNNN: province, regency, district; birthday, of women with 40 added to the day; serial number.
bool is_national_id(std::string_view digits) {
  if (digits.size() != 16) return false;
  const int province = pair_at(digits, 0);
  const int day = pair_at(digits, 6) % 40;
  const int month = pair_at(digits, 8);
  return province >= 11 && province <= 97 && pair_at(digits, 6) <= 71 && day >= 1 && day <= 31 && month >= 1 &&
         month <= 12;
}

// Cards that begin with 3 are few and have lengths of their own: identities of Java begin so, too.
bool is_card(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19 || digits[0] < '3' || digits[0] > '6') return false;
  if (digits[0] == '3') {
    const int brand = pair_at(digits, 0);
    const size_t length = brand == 35 ? 16 : brand == 34 || brand == 37 ? 15 : brand == 30 || brand >= 36 ? 14 : 0;
    if (digits.size() != length) return false;
  }
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    sum += i % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 == 0;
}

bool is_landline(std::string_view digits) {
  return digits.size() >= 9 && digits.size() <= 12 && digits[0] == '0' && digits[1] >= '2' && digits[1] != '8';
}

bool is_round(std::string_view digits) { return digits.ends_with("000"); }

}  // namespace pilah
