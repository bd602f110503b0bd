// SPDX-License-Identifier: Apache-2.0
// The ways of looking at many bytes at once find what looking at one byte at a time finds.
#include "text/scan.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace pilah;

namespace {

constexpr size_t kPadding = 64;

struct Scanned {
  std::string text;
  Masks masks;
  Masks::Found found;
};

Scanned scanned(const std::string& text, ScanWidth width) {
  Scanned out;
  out.text = text + std::string(kPadding, '\0');
  out.found = out.masks.scan(out.text.data(), text.size(), width);
  return out;
}

void check_same(const std::string& text) {
  CAPTURE(text);
  const Scanned bytes = scanned(text, ScanWidth::bytes);
  for (ScanWidth width : {ScanWidth::sse2, ScanWidth::avx2}) {
    const Scanned wide = scanned(text, width);
    REQUIRE(wide.text == bytes.text);
    REQUIRE(wide.found.high == bytes.found.high);
    REQUIRE(wide.found.ampersand == bytes.found.ampersand);
    for (size_t mask = 0; mask < kMaskCount; mask++)
      for (size_t at = 0; at <= text.size(); at++)
        REQUIRE((wide.masks.from(static_cast<Mask>(mask), at) & 1) ==
                (bytes.masks.from(static_cast<Mask>(mask), at) & 1));
  }
}

}  // namespace

TEST_CASE("one byte at a time") {
  const Scanned found = scanned("AAb1 zZ&", ScanWidth::bytes);
  CHECK(found.text.substr(0, 8) == "aab1 zz&");
  const auto bits = [&](Mask mask) { return found.masks.from(mask, 0) & 0xFF; };
  CHECK(bits(Mask::word) == 0b01101111);
  CHECK(bits(Mask::digit) == 0b00001000);
  CHECK(bits(Mask::upper) == 0b01000011);
  CHECK(bits(Mask::same) == 0b01000010);
  CHECK(bits(Mask::odd) == 0b01001011);
  CHECK(found.found.ampersand);
  CHECK_FALSE(found.found.high);
}

TEST_CASE("every byte, at every place of a block") {
  for (unsigned byte = 0; byte < 256; byte++)
    for (size_t size : {1u, 15u, 16u, 17u, 31u, 32u, 33u, 63u, 64u, 65u, 130u})
      check_same(std::string(size - 1, 'q') + static_cast<char>(byte));
}

TEST_CASE("random bytes, random letters and long runs of one letter") {
  std::mt19937 random(11);
  const std::string letters = "aabBzZ09 @[`{/:&\x80\xFF";
  for (int i = 0; i < 3000; i++) {
    std::string text(random() % 200, 'x');
    const bool any = random() % 2 == 0;
    for (char& c : text) c = any ? static_cast<char>(random()) : letters[random() % letters.size()];
    check_same(text);
    check_same(std::string(text.size(), letters[random() % letters.size()]));
  }
}
