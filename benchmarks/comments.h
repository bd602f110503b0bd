// SPDX-License-Identifier: Apache-2.0
// The invented comments that benchmarks run on.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace pilah::bench {

// One comment a line; lines that begin with # say what the file holds. Ends the program if there are none.
inline std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line[0] != '#') out.push_back(line);
  if (out.empty()) {
    std::fprintf(stderr, "%s: no comments\n", path.c_str());
    std::exit(2);
  }
  return out;
}

}  // namespace pilah::bench
