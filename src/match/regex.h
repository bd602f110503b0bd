// SPDX-License-Identifier: Apache-2.0
// The few rules that are regular expressions, compiled when a rule set is opened.
#pragma once

#include "base/range.h"
#include "ruleset/ruleset.h"

#include <array>
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

  // Whether any of those that look at the same matches `text`: one walk that settles nearly all comments. `token` is as
  // of RegexEntry. Yes, if that cannot be told.
  bool any_matches(uint32_t token, std::string_view text) const;

  // The first match of regular expression `index` in `text`.
  bool find(uint32_t index, std::string_view text, Range& found) const;

private:
  struct Compiled;
  std::vector<std::unique_ptr<Compiled>> list_;
  std::array<std::unique_ptr<Compiled>, kTokenTypeCount + 1>
      any_;  // as alternatives, by what they look at; none of one alone
};

}  // namespace pilah
