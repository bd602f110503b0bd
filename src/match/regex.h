// SPDX-License-Identifier: Apache-2.0
// The few rules that are regular expressions, compiled when a rule set is opened.
#pragma once

#include "base/range.h"
#include "ruleset/ruleset.h"

#include <memory>
#include <string_view>
#include <vector>

namespace pilah {

class Regexes {
public:
  Regexes();
  ~Regexes();
  Regexes(Regexes&&) noexcept;
  Regexes& operator=(Regexes&&) noexcept;

  // Compiles all regular expressions of `rules`; false if RE2 refuses one, which only a forged image can bring about.
  bool compile(const Ruleset& rules);

  // Whether any of those that look at whole texts matches `text`: one walk that settles nearly all comments. Yes, if
  // that cannot be told.
  bool any_matches(std::string_view text) const;

  // The first match of regular expression `index` in `text`.
  bool find(uint32_t index, std::string_view text, Range& found) const;

private:
  struct Compiled;
  std::vector<std::unique_ptr<Compiled>> list_;
  std::unique_ptr<Compiled> any_;  // those for whole texts as alternatives
};

}  // namespace pilah
