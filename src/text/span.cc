// SPDX-License-Identifier: Apache-2.0
// From folded bytes back to the caller's.
#include "text/token.h"

#include <algorithm>

namespace pilah {
namespace {

bool is_inside_character(std::string_view text, uint32_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The caller's bytes behind the folded byte at `at`, which lies in `token`.
Range original_of_byte(const Text& text, const Token& token, uint32_t at) {
  const auto next = std::upper_bound(text.steps.begin(), text.steps.end(), at,
                                     [](uint32_t value, const Step& step) { return value < step.folded; });
  Range out;
  if (next == text.steps.begin() || (next - 1)->folded < token.folded.begin) {
    out.begin = token.span.begin + (at - token.folded.begin);
    out.end = out.begin + 1;
  } else {
    const Step& step = *(next - 1);
    const uint32_t end = next == text.steps.end() ? token.folded.end : std::min(next->folded, token.folded.end);
    if (end - step.folded == step.original_end - step.original) {
      out.begin = step.original + (at - step.folded);
      out.end = out.begin + 1;
    } else {
      out = {step.original, step.original_end};
    }
  }
  while (out.begin > token.span.begin && is_inside_character(text.original, out.begin)) out.begin--;
  while (out.end < token.span.end && is_inside_character(text.original, out.end)) out.end++;
  return out;
}

}  // namespace

Range Text::original_of(Range range) const {
  // The first token that ends behind the range's beginning, and the last that begins before its end.
  const auto first = std::upper_bound(tokens.begin(), tokens.end(), range.begin,
                                      [](uint32_t value, const Token& token) { return value < token.folded.end; });
  const auto after = std::lower_bound(tokens.begin(), tokens.end(), range.end,
                                      [](const Token& token, uint32_t value) { return token.folded.begin < value; });
  if (range.empty() || first == tokens.end() || after <= first) {
    const uint32_t at = first == tokens.end() ? static_cast<uint32_t>(original.size()) : first->span.begin;
    return {at, at};
  }
  if (!workspace.overrides.empty()) {
    // What is turned round may begin and end anywhere in between.
    Range out{UINT32_MAX, 0};
    for (auto token = first; token != after; ++token) {
      const uint32_t end = std::min(range.end, token->folded.end);
      for (uint32_t at = std::max(range.begin, token->folded.begin); at < end; at++) {
        const Range byte = original_of_byte(*this, *token, at);
        out = {std::min(out.begin, byte.begin), std::max(out.end, byte.end)};
      }
    }
    return out;
  }
  const Token& last = *(after - 1);
  const Range head = original_of_byte(*this, *first, std::max(range.begin, first->folded.begin));
  const Range tail = original_of_byte(*this, last, std::min(range.end, last.folded.end) - 1);
  return {std::min(head.begin, tail.begin), std::max(head.end, tail.end)};
}

}  // namespace pilah
