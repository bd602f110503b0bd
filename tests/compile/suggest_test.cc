// SPDX-License-Identifier: Apache-2.0
// Distances worked out by hand, and which names count as near.
#include "compile/suggest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using pilah::edit_distance;
using pilah::Suggester;

TEST_CASE("edit distance counts insertions, deletions, changes and swaps") {
  struct Row {
    const char *a, *b;
    size_t distance;
  };
  for (const Row& row : {Row{"", "", 0}, Row{"label", "label", 0}, Row{"labl", "label", 1}, Row{"lable", "label", 1},
                         Row{"lebel", "label", 1}, Row{"labels", "label", 1}, Row{"abcd", "badc", 2},
                         Row{"kitten", "sitting", 3}, Row{"", "abc", 3}, Row{"ca", "abc", 3}}) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(edit_distance(row.a, row.b, 10) == row.distance);
    CHECK(edit_distance(row.b, row.a, 10) == row.distance);
    if (row.distance > 0) CHECK(edit_distance(row.a, row.b, row.distance - 1) == row.distance);
  }
}

TEST_CASE("the nearest name is found when it is near enough") {
  const std::vector<std::string> names = {"label", "points", "any", "unless", "unless_comment", "not_in", "only_in"};
  struct Row {
    const char *wrong, *nearest;
  };
  for (const Row& row :
       {Row{"labl", "label"}, Row{"Label", "label"}, Row{"pionts", "points"}, Row{"unles", "unless"},
        Row{"unless-comment", "unless_comment"}, Row{"notin", "not_in"}, Row{"xyzzy", ""}, Row{"an", "any"}}) {
    CAPTURE(row.wrong);
    CHECK(Suggester().nearest(row.wrong, names) == row.nearest);
  }
  CHECK(Suggester().help("labl", names, "none", "'", "'") == "did you mean 'label'?");
  CHECK(Suggester().help("xyzzy", names, "none") == "none");
}

TEST_CASE("a suggester gives up once its budget is spent") {
  const std::vector<std::string> names(100'000, std::string(60, 'a') + "b");
  Suggester suggester;
  const std::string wrong(61, 'a');
  CHECK(suggester.nearest(wrong, names) == names.front());
  for (int i = 0; i < 10; ++i) suggester.nearest(wrong, names);
  CHECK(suggester.nearest(wrong, names).empty());
}

TEST_CASE("nothing is like a single letter but itself") {
  Suggester suggester;
  const std::vector<std::string> names = {"a", "ab"};
  CHECK(suggester.nearest("!", names).empty());
  CHECK(suggester.nearest("A", names) == "a");
}
