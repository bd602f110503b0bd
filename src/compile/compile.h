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

// Puts shipped files in the order of their names, so that it does not matter how a folder lists them, and overlays
// behind them as they were given: of two that change the same thing the later one wins.
void order_sources(std::vector<Source>& sources);

// Compiles `sources` in their order. Same files in the same order, same image.
Compiled compile(const std::vector<Source>& sources, const ParseOptions& options, Diagnostics& diagnostics,
                 Layers without = {});

}  // namespace pilah
