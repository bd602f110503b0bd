// SPDX-License-Identifier: Apache-2.0
// Ill-formed sequences after the Unicode Standard, table 3-7 and section 3.9 on replacement by maximal subparts.
#include "cli/utf8.h"

namespace pilah::cli {
namespace {

struct Sequence {
  size_t bytes;  // of the sequence, or of the longest beginning of one
  bool whole;
};

Sequence sequence_at(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned lead = byte(0);
  if (lead < 0x80) return {1, true};
  size_t size = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (size == 0) return {1, false};
  // The second byte rules out overlong forms, surrogates and what is past U+10FFFF.
  unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return {1, false};
  for (size_t i = 2; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {i, false};
  }
  return {size, true};
}

// The code unit of an escape \uXXXX that begins at `at`; -1 if there is none.
int escaped_unit(std::string_view json, size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
  int unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    char c = json[i];
    int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

size_t utf8_length(std::string_view text) {
  Sequence sequence = sequence_at(text);
  return sequence.whole ? sequence.bytes : 0;
}

std::string repaired_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    Sequence sequence = sequence_at(text);
    if (sequence.whole) {
      out += text.substr(0, sequence.bytes);
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(sequence.bytes);
  }
  return out;
}

std::string repaired_surrogates(std::string_view json) {
  std::string out(json);
  for (size_t at = 0; at < out.size(); ++at) {
    if (out[at] != '\\') continue;
    int unit = escaped_unit(out, at);
    if (is_high(unit) && is_low(escaped_unit(out, at + 6))) {
      at += 11;
    } else if (is_high(unit) || is_low(unit)) {
      out.replace(at + 2, 4, "FFFD");
      at += 5;
    } else {
      ++at;  // whatever was escaped, another backslash perhaps
    }
  }
  return out;
}

}  // namespace pilah::cli
