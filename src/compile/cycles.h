// SPDX-License-Identifier: Apache-2.0
// Finds names that refer to each other in a circle.
#pragma once

#include <cstdint>
#include <vector>

namespace pilah {

struct Cycles {
  // Each circle is the list of its nodes in order. No node is in two of them, so that one mistake is reported once.
  std::vector<std::vector<uint32_t>> found;
  // Nodes without which no circle is left.
  std::vector<uint32_t> breakers;
  // All nodes, each behind those it refers to, once the breakers refer to nothing.
  std::vector<uint32_t> order;
};

// `edges[i]` holds the nodes that node i refers to. Chains may be as long as a source allows: this does not recurse,
// and whoever follows them goes by `order`.
Cycles find_cycles(const std::vector<std::vector<uint32_t>>& edges);

}  // namespace pilah
