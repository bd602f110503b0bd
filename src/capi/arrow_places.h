// SPDX-License-Identifier: Apache-2.0
// Byte offsets of a text as bytes or as code points.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah {

// One text after the other: open(), want() each offset, count() them in one walk over the text, ask. Where bytes are
// wanted, or are what code points are, the middle two may be left out.
class ArrowPlaces {
public:
  void open(std::string_view text, bool code_points);
  bool counts() const { return counts_; }
  void want(uint32_t offset) {
    if (counts_) wanted_.push_back(offset);
  }
  void count();
  int32_t operator()(uint32_t offset) const { return counts_ ? counted(offset) : static_cast<int32_t>(offset); }

private:
  int32_t counted(uint32_t offset) const;

  std::string_view text_;
  bool counts_ = false;
  std::vector<uint32_t> wanted_;
  std::vector<int32_t> found_;
};

}  // namespace pilah
