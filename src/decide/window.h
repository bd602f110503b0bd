// SPDX-License-Identifier: Apache-2.0
// How often a key was seen lately and from how many authors, in fixed memory.
//
// Problem: near-copies matter by their number, and a stream has no end. A sketch that adds up everything in one table
// of counters would overstate, and an overstated count would call people a campaign who are none. So this keeps whole
// keys in a table of sets, as a processor's cache does, and lets go of keys when a set is full: what is seen once
// before what is seen again, and the longest unseen first. The error has one side: a count is never too high, and too
// low only where more other keys came between two copies than the table holds.
//
// Time goes by in two halves. A key has counts for the half that is running and for the one before, so a comment is
// remembered for at least half the window's length and at most all of it.
//
// Authors are kept as the smallest of their hashes (a KMV sketch, Bar-Yossef et al. 2002): exact below kAuthors in each
// half, from there on an estimate with a standard error of 1 / sqrt(kAuthors - 2), a third.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah {

class SeenWindow {
public:
  static constexpr size_t kAuthors = 12;
  static constexpr size_t kWays = 8;  // entries of a set

  // Keeps at least `keys` keys; `length` is in the units of note()'s `now`, 0 is for ever. May throw std::bad_alloc.
  SeenWindow(size_t keys, int64_t length);

  struct Seen {
    int64_t times = 0;     // this one included
    int64_t authors = -1;  // different ones; -1 if none was ever named
  };
  // Counts one more comment with `key` (not 0) at `now`, which never runs backwards: an earlier one counts as the
  // latest.
  Seen note(uint64_t key, std::string_view author, int64_t now);

  size_t bytes() const { return entries_.size() * sizeof(Entry); }

private:
  // The smallest hashes of authors, rising; exact while there are fewer than kAuthors.
  struct Authors {
    std::array<uint32_t, kAuthors> hashes;
    uint32_t count;
    void add(uint32_t hash);
  };
  struct Half {
    uint32_t times;
    Authors authors;
  };
  struct Entry {
    uint64_t key;  // 0: free
    uint64_t touched;
    int64_t period;
    Half now, before;
  };

  Entry& entry_of(uint64_t key, int64_t period);
  static int64_t count_authors(const Authors& a, const Authors& b);

  std::vector<Entry> entries_;
  int64_t half_;  // 0: time does not go by
  int64_t period_ = 0;
  uint64_t notes_ = 0;
};

}  // namespace pilah
