// SPDX-License-Identifier: Apache-2.0
#include "capi/stars.h"

#include "text/decode.h"

#include <algorithm>

namespace pilah {

std::string starred(std::string_view text, std::span<const Range> ranges) {
  std::string out;
  size_t at = 0;
  for (Range range : ranges) {
    if (range.end <= at) continue;
    if (range.begin > at) out.append(text, at, range.begin - at);
    for (at = std::max<size_t>(at, range.begin); at < range.end; at += decode_utf8(text, at).length) out += '*';
  }
  out.append(text, at);
  return out;
}

pilah_status hand_out(std::string_view text, char* buffer, size_t capacity, size_t* needed) {
  *needed = text.size();
  if (text.size() > capacity) return buffer || capacity ? PILAH_BUFFER_TOO_SMALL : PILAH_OK;
  if (buffer) std::copy(text.begin(), text.end(), buffer);
  return PILAH_OK;
}

}  // namespace pilah
