// SPDX-License-Identifier: Apache-2.0
// What somebody aims at on labelled sets: one JSON object a line, {"set", "label", "title", "aim"}.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pilah::cli {

struct Aims {
  // By set and label ("action" is one, too): the least F1, macro-F1 or recall; for sets without rows that carry the
  // label the largest share of false alarms.
  std::map<std::pair<std::string, std::string>, double> values;
  std::map<std::string, std::string> titles;  // what a set is, for people

  std::optional<double> of(const std::string& set, const std::string& label) const;
  std::string title_of(const std::string& set) const;  // its name if it has no title
};

// Throws Failure, also for an aim at none of the sets: nobody would see whether it is met.
Aims read_aims(const std::string& file, const std::vector<std::string>& sets);

}  // namespace pilah::cli
