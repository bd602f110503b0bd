// SPDX-License-Identifier: Apache-2.0
// The invented comments that benchmarks run on: files of benchmarks/sets, and what is made of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pilah::bench {

// Comments of one kind, and how many of them carry a label, so that a benchmark can tell that it measures what it says.
struct CommentSet {
  std::string name;
  std::vector<std::string> texts;
  double least_labelled = 0, most_labelled = 1;  // shares

  size_t bytes() const;
};

// One comment a line; lines that begin with # say what the file holds. Ends the program if there are none.
std::vector<std::string> read_lines(const std::string& path);

// The rows of a JSONL file; "text" holds the comment. Ends the program if there are none.
std::vector<std::string> read_jsonl(const std::string& path);

// All kinds: plain, emoji, disguised, hits, quiet, long, pathological, and `dump`, which is the file of that name.
// `folder` is benchmarks/.
std::vector<CommentSet> comment_sets(const std::string& folder, const std::string& dump);

// `count` different comments of exactly `size` bytes, or as many as there are, cut from the sentences of a set one
// behind the other.
std::vector<std::string> comments_of_size(const std::vector<std::string>& sentences, size_t size, size_t count);

}  // namespace pilah::bench
