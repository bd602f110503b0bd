// SPDX-License-Identifier: Apache-2.0
// Counts copies over all of the input, in its order, while many threads work on parts of it.
#pragma once

#include "cli/handles.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// What the window told about a comment.
struct Seen {
  int64_t copies = -1, copy_authors = -1, promotions = -1, promotion_authors = -1;
};

// What the window has to know of one.
struct Noted {
  bool readable = false;
  uint64_t campaign = 0, promotion = 0;
  std::string author;
  int64_t time = -1;
  Seen seen;
};

class CampaignCounter {
public:
  // `window`: "50000" comments, or "30m", "24h", "7d" by the comments' own times; "0" is for ever; empty is the
  // library's default. Throws Failure for what makes no sense.
  explicit CampaignCounter(const std::string& window);

  // Waits until all chunks before this one were counted, then counts its comments. False: somebody gave up.
  bool count(uint64_t sequence, std::vector<Noted>& comments);
  void abandon();

private:
  Window window_;
  std::mutex mutex_;
  std::condition_variable turn_;
  uint64_t next_ = 0;
  bool abandoned_ = false;
};

}  // namespace pilah::cli
