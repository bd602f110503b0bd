// SPDX-License-Identifier: Apache-2.0
// Counts against an exact count, what is forgotten when, and how large the error is.
#include "decide/window.h"

#include "base/hash.h"

#include <doctest/doctest.h>

#include <cmath>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <string>

using Window = pilah::SeenWindow;

namespace {

uint64_t key_of(uint64_t number) {
  const std::string text = std::to_string(number);
  return pilah::hash64(text) | 1;
}

}  // namespace

TEST_CASE("counts are exact while the table holds all keys") {
  Window window(4096, 0);
  std::mt19937 random(1);
  std::map<uint64_t, int64_t> times;
  std::map<uint64_t, std::set<std::string>> authors;
  for (int i = 0; i < 50'000; ++i) {
    const uint64_t key = key_of(random() % 400);
    const std::string author = "u" + std::to_string(random() % 9);
    const Window::Seen seen = window.note(key, author, i);
    REQUIRE(seen.times == ++times[key]);
    authors[key].insert(author);
    REQUIRE(seen.authors == static_cast<int64_t>(authors[key].size()));
  }
}

TEST_CASE("a count is never too high, whatever comes between") {
  Window window(256, 1000);
  std::mt19937 random(2);
  std::map<uint64_t, std::deque<int64_t>> when;
  int64_t low = 0;
  int64_t now = 0;
  for (int i = 0; i < 100'000; ++i) {
    now += random() % 3;
    const uint64_t number = random() % 4 == 0 ? random() % 10 : random() % 100'000;
    std::deque<int64_t>& past = when[number];
    past.push_back(now);
    while (past.front() <= now - 1000) past.pop_front();
    const int64_t seen = window.note(key_of(number), {}, now).times;
    REQUIRE(seen <= static_cast<int64_t>(past.size()));
    // Half the window is always remembered for keys that come again and again.
    int64_t recent = 0;
    for (int64_t time : past) recent += time > now - 500;
    if (number < 10) low += seen < recent;
  }
  CHECK(low == 0);
}

TEST_CASE("what is older than the window is forgotten") {
  Window window(64, 100);
  CHECK(window.note(7, "a", 0).times == 1);
  CHECK(window.note(7, "b", 49).times == 2);
  CHECK(window.note(7, "c", 99).times == 3);  // the half before is still known
  CHECK(window.note(7, "c", 99).authors == 3);
  CHECK(window.note(7, "d", 149).times == 3);  // what came before 50 is gone
  CHECK(window.note(7, "d", 149).authors == 2);
  CHECK(window.note(7, "e", 100'000).times == 1);
  CHECK(window.note(7, "f", 5).times == 2);  // an earlier time counts as the latest
}

TEST_CASE("without a length nothing is forgotten") {
  Window window(64, 0);
  for (int i = 1; i < 1000; ++i) CHECK(window.note(9, {}, int64_t{i} << 40).times == i);
}

TEST_CASE("authors: unknown without a name, exact below twelve, then within the documented error") {
  Window window(64, 0);
  CHECK(window.note(3, {}, 0).authors == -1);
  CHECK(window.note(3, "a", 0).authors == 1);
  CHECK(window.note(3, {}, 0).authors == 1);
  double squares = 0;
  constexpr int kTrials = 200;
  for (uint64_t trial = 0; trial < kTrials; ++trial) {
    Window::Seen seen;
    for (int author = 0; author < 1000; ++author) {
      seen = window.note(key_of(trial), std::to_string(trial) + "/" + std::to_string(author), 0);
      if (author < 11) REQUIRE(seen.authors == author + 1);
    }
    const double error = static_cast<double>(seen.authors) / 1000 - 1;
    squares += error * error;
  }
  const double deviation = std::sqrt(squares / kTrials);
  CHECK(deviation < 0.45);
  CHECK(deviation > 0.15);  // it is an estimate, not a list
}

TEST_CASE("keys seen again stay when strangers fill the table") {
  Window window(1024, 0);
  for (uint64_t copy = 1; copy <= 40; ++copy) {
    const int64_t seen = window.note(key_of(1), {}, 0).times;
    if (copy <= 2) REQUIRE(seen == static_cast<int64_t>(copy));
    CHECK(seen == static_cast<int64_t>(copy));
    for (uint64_t stranger = 0; stranger < (copy == 1 ? 100u : 3000u); ++stranger)
      window.note(key_of(copy * 10'000 + stranger), {}, 0);
  }
  CHECK(window.bytes() == Window(1024, 0).bytes());
}
