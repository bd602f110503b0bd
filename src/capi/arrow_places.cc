// SPDX-License-Identifier: Apache-2.0
#include "capi/arrow_places.h"

#include "pilah/pilah.h"

#include <algorithm>
#include <cstring>

namespace pilah {
namespace {

bool is_ascii(std::string_view text) {
  uint64_t all = 0, eight = 0;
  for (; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
    std::memcpy(&eight, text.data(), sizeof eight);
    all |= eight;
  }
  eight = 0;
  if (!text.empty()) std::memcpy(&eight, text.data(), text.size());
  return ((all | eight) & 0x8080808080808080u) == 0;
}

}  // namespace

void ArrowPlaces::open(std::string_view text, bool code_points) {
  text_ = text;
  counts_ = code_points && !is_ascii(text);
  wanted_.clear();
  found_.clear();
}

void ArrowPlaces::count() {
  std::sort(wanted_.begin(), wanted_.end());
  wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
  size_t before = 0, counted = 0;
  for (uint32_t offset : wanted_) {
    counted += pilah_offset_codepoints(text_.data() + before, text_.size() - before, offset - before);
    found_.push_back(static_cast<int32_t>(counted));
    before = offset;
  }
}

int32_t ArrowPlaces::counted(uint32_t offset) const {
  return found_[static_cast<size_t>(std::lower_bound(wanted_.begin(), wanted_.end(), offset) - wanted_.begin())];
}

}  // namespace pilah
