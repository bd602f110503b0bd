// SPDX-License-Identifier: Apache-2.0
// Finds bytes by line and column in texts of any number of lines of any length.
#pragma once

#include "compile/utf8.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah {

// Lines and columns count from 1, columns in code points. `text` must outlive the index.
class LineIndex {
public:
  struct Mark {
    uint32_t line;
    uint32_t column;
    size_t offset;
  };

  explicit LineIndex(std::string_view text) : text_(text) {
    Mark at{1, 1, 0};
    for (size_t steps = 0; at.offset < text.size(); ++steps, step(at))
      if (steps % kStride == 0) marks_.push_back(at);
  }

  // The code point there, or the end of its line if that is shorter, or the end of the text.
  Mark find(uint32_t line, uint32_t column) const {
    const auto behind = std::partition_point(marks_.begin(), marks_.end(), [&](const Mark& mark) {
      return mark.line != line ? mark.line < line : mark.column <= column;
    });
    Mark at = behind == marks_.begin() ? Mark{1, 1, 0} : *(behind - 1);
    while (at.offset < text_.size() && (at.line < line || (at.column < column && text_[at.offset] != '\n'))) step(at);
    return at;
  }

  std::string_view from(uint32_t line, uint32_t column) const { return text_.substr(find(line, column).offset); }

private:
  static constexpr size_t kStride = 64;  // so many code points lie between two marks

  void step(Mark& at) const {
    const bool ends = text_[at.offset] == '\n';
    at.offset += step_at(text_, at.offset);
    at.column = ends ? 1 : at.column + 1;
    at.line += ends ? 1 : 0;
  }

  std::string_view text_;
  std::vector<Mark> marks_;
};

}  // namespace pilah
