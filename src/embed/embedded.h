// SPDX-License-Identifier: Apache-2.0
// What is built into the library: the default rule set as an image, and the packs it was compiled from.
#pragma once

#include "compile/diagnostics.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace pilah {

std::span<const std::byte> embedded_image();

// The sources of the default rule set, for compiling something on top of them.
std::vector<Source> embedded_sources();

// The form in which sources are embedded: name and text of each, behind their lengths.
std::string bundle_sources(const std::vector<Source>& sources);

}  // namespace pilah
