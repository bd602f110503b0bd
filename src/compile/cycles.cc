// SPDX-License-Identifier: Apache-2.0
// Depth-first search with a stack of its own; an edge back onto the stack closes a circle.
#include "compile/cycles.h"

#include <algorithm>

namespace pilah {

Cycles find_cycles(const std::vector<std::vector<uint32_t>>& edges) {
  enum class State : uint8_t { fresh, open, done };
  struct Step {
    uint32_t node;
    size_t next;  // edge to try
  };
  std::vector<State> states(edges.size(), State::fresh);
  std::vector<bool> reported(edges.size(), false);
  Cycles cycles;
  std::vector<Step> stack;
  for (uint32_t start = 0; start < edges.size(); ++start) {
    if (states[start] != State::fresh) continue;
    stack.push_back({start, 0});
    states[start] = State::open;
    while (!stack.empty()) {
      Step& top = stack.back();
      if (top.next == edges[top.node].size()) {
        states[top.node] = State::done;
        cycles.order.push_back(top.node);
        stack.pop_back();
        continue;
      }
      const uint32_t target = edges[top.node][top.next++];
      if (states[target] == State::fresh) {
        states[target] = State::open;
        stack.push_back({target, 0});
      } else if (states[target] == State::open) {
        // Every circle has such an edge, so breaking all their origins breaks all circles.
        cycles.breakers.push_back(stack.back().node);
        const auto first =
            std::find_if(stack.rbegin(), stack.rend(), [&](const Step& step) { return step.node == target; });
        std::vector<uint32_t> cycle;
        for (auto step = std::prev(first.base()); step != stack.end(); ++step) cycle.push_back(step->node);
        if (std::any_of(cycle.begin(), cycle.end(), [&](uint32_t node) { return reported[node]; })) continue;
        for (uint32_t node : cycle) reported[node] = true;
        cycles.found.push_back(std::move(cycle));
      }
    }
  }
  return cycles;
}

}  // namespace pilah
