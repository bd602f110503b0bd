// SPDX-License-Identifier: Apache-2.0
// Byte offsets of a text as bytes or as code points.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah {

// One text after the other: open(), want() each offset, count() them in one walk over the text, ask. Where bytes are
// wanted, or are what code points are, the middle two may be left out. Of a comment of the usual length each byte's
// place is noted when it is opened; a long text would take more memory than its offsets are worth.
class ArrowPlaces {
public:
  void open(std::string_view text, bool code_points);
  bool counts() const { return way_ != Way::bytes; }
  void want(uint32_t offset) {
    if (way_ == Way::wanted) wanted_.push_back(offset);
  }
  void count();
  int32_t operator()(uint32_t offset) const {
    return way_ == Way::bytes ? static_cast<int32_t>(offset) : way_ == Way::all ? all_[offset] : counted(offset);
  }

private:
  enum class Way : uint8_t { bytes, all, wanted };
  static constexpr size_t kMostNoted = 4096;  // bytes of a text

  void note_all();
  int32_t counted(uint32_t offset) const;

  std::string_view text_;
  Way way_ = Way::bytes;
  std::vector<int32_t> all_;  // of each byte of the text, and of its end
  std::vector<uint32_t> wanted_;
  std::vector<int32_t> found_;
};

}  // namespace pilah
