// SPDX-License-Identifier: Apache-2.0
#include "capi/arrow_places.h"

#include "pilah/pilah.h"
#include "text/decode.h"

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
  wanted_.clear();
  found_.clear();
  if (!code_points || is_ascii(text)) {
    way_ = Way::bytes;
  } else if (text.size() <= kMostNoted) {
    way_ = Way::all;
    note_all();
  } else {
    way_ = Way::wanted;
  }
}

void ArrowPlaces::note_all() {
  all_.resize(kMostNoted + 1);
  int32_t place = 0;
  size_t at = 0;
  while (at < text_.size()) {
    const bool plain = static_cast<unsigned char>(text_[at]) < 0x80;
    const size_t end = at + (plain ? 1 : decode_utf8(text_, at).length);
    for (; at < end; ++at) all_[at] = place;
    ++place;
  }
  all_[at] = place;
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
