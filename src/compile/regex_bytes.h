// SPDX-License-Identifier: Apache-2.0
// What must a text have so that a regular expression can match?
#pragma once

#include "base/byte_set.h"

#include <string_view>

namespace pilah {

// A set of bytes of which every match of `regex` holds at least one, the rarest that can be told from its parts; all
// bytes if nothing can be told. `regex` is one that RE2 accepts.
ByteSet needed_bytes(std::string_view regex);

}  // namespace pilah
