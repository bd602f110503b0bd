// SPDX-License-Identifier: Apache-2.0
// What can go wrong inside; the numbers are those of pilah_status in the public header.
#pragma once

#include <cstdint>

namespace pilah {

enum class Status : int32_t {
  ok = 0,
  image_truncated = 30,
  image_not_pilah = 31,
  image_byte_order = 32,
  image_too_new = 33,
  image_too_old = 34,
  image_other_text = 35,
  image_corrupt = 36,
};

}  // namespace pilah
