// SPDX-License-Identifier: Apache-2.0
// Strings are copied in runs that need no escape; most strings are one run.
#include "cli/json_text.h"

#include <fmt/format.h>

#include <ctime>
#include <iterator>

#include "cli/utf8.h"

#include <simdjson.h>

#include <array>
#include <cmath>

namespace pilah::cli {
namespace {

// What each byte needs: nothing, an escape, or a look at whether the text is UTF-8.
enum Need : uint8_t { kNothing, kEscape, kCheck };

constexpr std::array<uint8_t, 256> kNeeds = [] {
  std::array<uint8_t, 256> needs{};
  for (size_t c = 0; c < 0x20; ++c) needs[c] = kEscape;
  for (size_t c = 0x80; c < 0x100; ++c) needs[c] = kCheck;
  needs['"'] = needs['\\'] = needs[0x7F] = kEscape;
  return needs;
}();

void append_escape(Buffer& out, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      append(out, "\\\"");
      return;
    case '\\':
      append(out, "\\\\");
      return;
    case '\n':
      append(out, "\\n");
      return;
    case '\r':
      append(out, "\\r");
      return;
    case '\t':
      append(out, "\\t");
      return;
    default:
      break;
  }
  char escape[6] = {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
  append(out, {escape, sizeof escape});
}

}  // namespace

void append_number(Buffer& out, int64_t number) {
  fmt::format_int digits(number);
  append(out, {digits.data(), digits.size()});
}

void append_probability(Buffer& out, double probability) {
  int thousandths = probability > 0 ? static_cast<int>(std::lround(probability * 1000)) : 0;
  if (thousandths <= 0) return append(out, '0');
  if (thousandths >= 1000) return append(out, '1');
  char digits[5] = {'0', '.', static_cast<char>('0' + thousandths / 100),
                    static_cast<char>('0' + thousandths / 10 % 10), static_cast<char>('0' + thousandths % 10)};
  size_t size = sizeof digits;
  while (digits[size - 1] == '0') --size;
  append(out, {digits, size});
}

void append_json_string(Buffer& out, std::string_view text) {
  size_t start = out.size();
  append(out, '"');
  bool is_utf8 = false;
  size_t from = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    auto c = static_cast<unsigned char>(text[at]);
    if (kNeeds[c] == kNothing || (kNeeds[c] == kCheck && is_utf8)) continue;
    if (kNeeds[c] == kCheck) {
      is_utf8 = simdjson::validate_utf8(text.data(), text.size());
      if (is_utf8) continue;
      out.resize(start);
      return append_json_string(out, repaired_utf8(text));
    }
    append(out, text.substr(from, at - from));
    append_escape(out, c);
    from = at + 1;
  }
  append(out, text.substr(from));
  append(out, '"');
}

void append_text(Buffer& out, std::string_view name, std::string_view value) {
  append(out, ',');
  append_name(out, name);
  append(out, ':');
  append_json_string(out, value);
}

void append_hex(Buffer& out, uint64_t number) {
  constexpr char kHex[] = "0123456789abcdef";
  char digits[16];
  for (size_t i = sizeof digits; i > 0; --i, number >>= 4) digits[i - 1] = kHex[number & 15];
  append(out, {digits, sizeof digits});
}

void append_time(Buffer& out, int64_t seconds, int32_t zone_minutes) {
  const std::time_t local = static_cast<std::time_t>(seconds + int64_t{zone_minutes} * 60);
  std::tm when{};
  gmtime_r(&local, &when);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+{:02}:{:02}", when.tm_year + 1900,
                 when.tm_mon + 1, when.tm_mday, when.tm_hour, when.tm_min, when.tm_sec, zone_minutes / 60,
                 zone_minutes % 60);
}

}  // namespace pilah::cli
