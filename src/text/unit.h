// SPDX-License-Identifier: Apache-2.0
// Characters of a comment that are not plain ASCII, and the working storage of analyse().
#pragma once

#include "base/bits.h"
#include "text/fold_table.h"
#include "text/scan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pilah {

enum class Evasion : uint8_t;

// One character of the caller, with the marks and invisible characters on it, and what it became in the plain text.
// Units stand in the order of the text, but for those that are turned round; between them plain text and the caller's
// bytes are the same.
struct Unit {
  enum Flag : uint8_t {
    kInvisibleInside = 16,  // a zero-width character hangs on it
    kFancy = 32,            // reads as a Latin letter or digit and is none
    kResolve = 64,          // to be folded to what it looks like
    kKeptMark = 128,        // a mark that spells, part of the letter before
  };

  uint32_t plain = 0;  // first byte in the plain text
  uint32_t begin = 0;  // the caller's bytes
  uint32_t end = 0;
  Bits<Evasion> evasions;
  uint8_t length = 0;  // bytes in the plain text; 0 for what is dropped
  CharKind kind = CharKind::other;
  Script script = Script::common;
  char look = 0;
  uint8_t flags = 0;  // of Fold and Unit
  uint8_t marks = 0;

  uint32_t plain_end() const { return plain + length; }
};

// Where the folded bytes of a token come from; see Text::steps.
struct Step {
  uint32_t folded;
  uint32_t original;
  uint32_t original_end;  // end of the caller's bytes behind the folded ones up to the next step
};

// Tokens that are one word or number spread out.
struct Merge {
  uint32_t first;
  uint32_t end;
  uint32_t evasions;  // raw bits that the spreading adds
};

// Lives in Text so that one comment after another finds it allocated; means nothing outside src/text.
struct Workspace {
  // Zero bytes behind the plain text, so that looking a few bytes ahead needs no check.
  static constexpr size_t kPadding = 64;

  std::string plain;  // the comment in folded letters, with padding
  size_t plain_size = 0;
  Masks masks;                    // of the plain text, which scanning makes small letters
  std::vector<uint32_t> notable;  // tokens that may have a type; the rest are plain words
  std::vector<Unit> units;
  std::vector<Step> steps;  // of the tokeniser or of the last step, while new ones are written
  std::vector<Merge> merges;
  std::vector<uint32_t> parts;  // tokens of one spread word
  std::string rebuilt;

  struct Override {  // text that is shown from right to left: from one unit to before another, or to the end
    uint32_t first_unit;
    uint32_t end_unit;
  };
  std::vector<Override> overrides;

  bool has_looks = false;        // some unit's reading depends on its surroundings
  uint32_t foreign_letters = 0;  // letters that fold to no Latin one
};

}  // namespace pilah
