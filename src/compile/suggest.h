// SPDX-License-Identifier: Apache-2.0
// "Did you mean …?": the known name nearest to a mistyped one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace pilah {

// Letters to insert, delete, change or swap with their neighbour to get from `a` to `b`; `limit + 1` when it takes
// more.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit);

// Finds the nearest of many names. Each search spends some of a budget, so that a source full of mistakes in front of a
// long list of names cannot take minutes: once it is spent, searches find nothing.
class Suggester {
public:
  // The nearest of `names` (a range of strings, or a map from strings), or "" when none is near.
  template <typename Names>
  std::string nearest(std::string_view wrong, const Names& names) {
    Best best = start(wrong);
    for (const auto& name : names) {
      if (exhausted()) break;
      consider(wrong, key_of(name), best);
    }
    return std::string(best.name);
  }

  // Nothing will be found any more, so that lists of names need not be put together.
  bool exhausted() const { return budget_ == 0; }

  // "did you mean X?" with the name between `before` and `after`, or `otherwise` when nothing is near.
  template <typename Names>
  std::string help(std::string_view wrong, const Names& names, std::string otherwise, std::string_view before = "",
                   std::string_view after = "") {
    const std::string name = nearest(wrong, names);
    if (name.empty()) return otherwise;
    return "did you mean " + std::string(before) + name + std::string(after) + "?";
  }

private:
  struct Best {
    std::string_view name;
    size_t distance;
  };
  template <typename Name>
  static std::string_view key_of(const Name& name) {
    if constexpr (std::is_convertible_v<const Name&, std::string_view>)
      return name;
    else
      return name.first;
  }
  static Best start(std::string_view wrong);
  void consider(std::string_view wrong, std::string_view name, Best& best);

  size_t budget_ = size_t{1} << 25;  // cells of distance tables: well under a second
};

}  // namespace pilah
