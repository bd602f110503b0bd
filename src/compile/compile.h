// SPDX-License-Identifier: Apache-2.0
// The door of the compiler: TOML sources in, an image and diagnostics out.
#pragma once

#include "compile/diagnostics.h"
#include "compile/layers.h"
#include "compile/parse.h"
#include "compile/rulebook.h"

#include <cstddef>
#include <vector>

namespace pilah {

struct Compiled {
  std::vector<std::byte> image;  // empty if there were errors
  Rulebook book;                 // for running the cases
};

// Compiles `sources`, which are put in order first: shipped files by name, then overlays by name. Same files, same
// image.
void order_sources(std::vector<Source>& sources);
Compiled compile(const std::vector<Source>& sources, const ParseOptions& options, Diagnostics& diagnostics,
                 Layers without = {});

}  // namespace pilah
