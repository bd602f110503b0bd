// SPDX-License-Identifier: Apache-2.0
// Looks at every reading of a pattern without writing any out.
#include "compile/pattern_check.h"

#include "compile/codes.h"
#include "ruleset/model.h"

#include <algorithm>

namespace pilah {

namespace {

using Node = PatternNode;

bool may_be_empty(const Node& node) {
  const auto all_may = [](const std::vector<Node>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), may_be_empty);
  };
  switch (node.kind) {
    case Node::Kind::optional:
      return true;
    case Node::Kind::gap:
      return node.gap_min == 0;
    case Node::Kind::sequence:
      return all_may(node.children);
    case Node::Kind::choice:
      return std::any_of(node.children.begin(), node.children.end(), may_be_empty);
    default:
      return false;
  }
}

// The gap that `node` may begin with, or end with, when some reading of it does.
const Node* gap_at_edge(const Node& node, bool front) {
  if (node.kind == Node::Kind::gap) return &node;
  if (node.kind == Node::Kind::choice || node.kind == Node::Kind::optional) {
    for (const Node& child : node.children)
      if (const Node* gap = gap_at_edge(child, front)) return gap;
    return nullptr;
  }
  for (size_t i = 0; i < node.children.size(); ++i) {
    const Node& child = node.children[front ? i : node.children.size() - 1 - i];
    if (const Node* gap = gap_at_edge(child, front)) return gap;
    if (!may_be_empty(child)) return nullptr;
  }
  return nullptr;
}

// Words on the longest way through, a set counted as one and a gap as none: a bound on what is written. How long a
// match gets with them the matcher bounds.
size_t longest_way(const Node& node) {
  size_t words = 0;
  switch (node.kind) {
    case Node::Kind::gap:
      return 0;
    case Node::Kind::choice:
    case Node::Kind::optional:
      for (const Node& child : node.children) words = std::max(words, longest_way(child));
      return words;
    case Node::Kind::sequence:
      for (const Node& child : node.children) words += longest_way(child);
      return words;
    default:
      return 1;
  }
}

// Reports each @end with something behind it, or with nothing before it. `first` and `last` tell whether the pattern
// begins and ends with `node`.
void check_ends(const Node& node, bool first, bool last, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::typed && node.text == kEndName && (first || !last))
    diagnostics.error(code::kMisplacedSign, node.place,
                      last ? "'@end' without a word before it" : "nothing can follow '@end', the end of the sentence",
                      "write the words before it, and @end last");
  const bool row = node.kind == Node::Kind::sequence;
  for (size_t i = 0; i < node.children.size(); ++i)
    check_ends(node.children[i], first && (i == 0 || !row), last && (i + 1 == node.children.size() || !row),
               diagnostics);
}

}  // namespace

void check_meaning(const PatternNode& root, Diagnostics& diagnostics) {
  const Node* front = gap_at_edge(root, true);
  const Node* back = gap_at_edge(root, false);
  if (front != nullptr)
    diagnostics.error(code::kGapAtEdge, front->place, "a pattern cannot begin with a gap",
                      "begin with a word that is always there");
  if (back != nullptr && back != front)
    diagnostics.error(code::kGapAtEdge, back->place, "a pattern cannot end with a gap",
                      "end with a word that is always there");
  if (front == nullptr && back == nullptr && may_be_empty(root))
    diagnostics.error(code::kOnlyOptional, root.place, "every part of this pattern may be missing",
                      "take the brackets off one part");
  check_ends(root, true, true, diagnostics);
  if (const size_t words = longest_way(root); words > kMaxPatternPlaces)
    diagnostics.error(code::kTooManyPlaces, root.place,
                      "pattern of " + std::to_string(words) + " places, at most " + std::to_string(kMaxPatternPlaces) +
                          " are allowed",
                      "shorten it, or make two rules and a composite");
}

}  // namespace pilah
