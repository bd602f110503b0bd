// SPDX-License-Identifier: Apache-2.0
// What a fit looks at: labelled comments as the rules that fired on them, and the arithmetic that makes points of
// these.
#pragma once

#include "cli/labelled.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pilah::cli {

// One labelled file.
struct TuneSet {
  std::string name;
  double weight = 1;  // beside the other files, however many rows each has
};

// A rule that counts in a comment. Rules on trial and rules that a composite explains away are left out: whether they
// are does not depend on points.
struct Fired {
  uint32_t rule;
  int32_t points;  // as written, of all its hits together
  uint32_t count;  // hits
};

struct Example {
  uint32_t set;
  uint32_t fold;         // no other has a near-copy
  bool wanted;           // people say that the label holds
  uint32_t first, last;  // of Examples::fired
};

// What the rule set says about its rules, and groups by number.
struct TuneRules {
  explicit TuneRules(const pilah_ruleset* ruleset);
  RuleTable table;
  std::vector<uint32_t> group;  // of each rule; 0: none
  std::vector<int32_t> caps;    // of each group

  // Whether a fit may give the rule other points.
  bool tunable(uint32_t rule) const;
};

// All comments of which people say whether they carry one label.
struct Examples {
  int32_t label = 0;
  int32_t threshold = 0;
  std::vector<Example> rows;
  std::vector<Fired> fired;  // of each row, by group

  std::span<const Fired> of(const Example& row) const { return {fired.data() + row.first, row.last - row.first}; }
};

// Points for each rule; where a rule is not tunable its entry is not looked at.
using Points = std::vector<int32_t>;

Points written_points(const TuneRules& rules);

// What the library would say if rules had these points: caps of groups and all.
int32_t score_of(const TuneRules& rules, std::span<const Fired> fired, const Points& points);

enum class FoldBy : uint8_t { skeleton, file };

// So many folds there are by skeleton.
inline constexpr uint32_t kFolds = 5;

// Near-copies within a file count once; where a file is a fold those in a later one do not count either. Throws Failure
// if the arithmetic here and in the library do not agree. False: some rows could not be read; they were reported.
bool read_examples(const std::vector<std::string>& files, const pilah_ruleset* ruleset, const TuneRules& rules,
                   FoldBy fold_by, std::array<Examples, PILAH_LABEL_COUNT>& out);

}  // namespace pilah::cli
