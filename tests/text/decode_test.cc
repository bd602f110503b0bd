// SPDX-License-Identifier: Apache-2.0
// Decoding against utf8proc, a second opinion on what is well formed.
#include "text/decode.h"

#include <doctest/doctest.h>
#include <utf8proc.h>

#include <random>
#include <string>

using namespace pilah;

TEST_CASE("well-formed sequences are those of utf8proc, with the same code points") {
  std::mt19937 random(31);
  constexpr char kLeads[] = "\x00\x41\x7f\x80\xbf\xc0\xc2\xdf\xe0\xe1\xed\xef\xf0\xf1\xf4\xf5\xff";
  const std::string lead(kLeads, sizeof kLeads - 1);
  size_t valid = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string bytes;
    for (size_t i = 0; i < 6; ++i)
      bytes += i == 0 || random() % 4 == 0 ? lead[random() % lead.size()] : static_cast<char>(0x80 + random() % 0x40);
    utf8proc_int32_t expected = -1;
    const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                                   static_cast<utf8proc_ssize_t>(bytes.size()), &expected);
    const Decoded decoded = decode_utf8(bytes, 0);
    CHECK(decoded.valid == (size > 0));
    if (size > 0) {
      CHECK(decoded.code_point == static_cast<char32_t>(expected));
      CHECK(decoded.length == static_cast<unsigned>(size));
      ++valid;
    } else {
      CHECK(decoded.code_point == kReplacement);
      CHECK(decoded.length >= 1);
    }
  }
  CHECK(valid > 20000);
}
