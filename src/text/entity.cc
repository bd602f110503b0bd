// SPDX-License-Identifier: Apache-2.0
// The few named references that sites put into comments, and all numeric ones.
#include "text/entity.h"

#include "text/decode.h"

namespace pilah {
namespace {

struct Named {
  std::string_view name;
  char32_t value;
};

constexpr Named kNamed[] = {
    {"amp", U'&'},      {"lt", U'<'},      {"gt", U'>'},      {"quot", U'"'},    {"apos", U'\''},   {"nbsp", 0xA0},
    {"hellip", 0x2026}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},
    {"rdquo", 0x201D},  {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}, {"bull", 0x2022},  {"middot", 0xB7},
    {"zwnj", 0x200C},   {"zwj", 0x200D},   {"shy", 0xAD}};

char32_t numeric_value(std::string_view digits) {
  char32_t base = 10;
  if (!digits.empty() && (digits[0] == 'x' || digits[0] == 'X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return 0;
  char32_t value = 0;
  for (char c : digits) {
    char32_t digit = 99;
    if (c >= '0' && c <= '9') digit = static_cast<char32_t>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<char32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') digit = static_cast<char32_t>(c - 'A' + 10);
    if (digit >= base) return 0;
    value = value * base + digit;  // at most seven digits: no overflow
  }
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return kReplacement;
  return value;
}

}  // namespace

char32_t entity_value(std::string_view name) {
  if (name.size() < 2 || name.size() > kLongestEntity) return 0;
  if (name[0] == '#') return numeric_value(name.substr(1));
  char small[kLongestEntity];
  for (size_t i = 0; i < name.size(); i++) {
    small[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
  }
  for (const Named& named : kNamed) {
    if (named.name == std::string_view(small, name.size())) return named.value;
  }
  return 0;
}

}  // namespace pilah
