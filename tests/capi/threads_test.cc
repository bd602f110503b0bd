// SPDX-License-Identifier: Apache-2.0
// Eight threads classify over one rule set while it is swapped for another and back, for ThreadSanitizer to watch.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

namespace {

// The shared pointer that a service would swap: taking a reference and swapping exclude each other, classifying does
// not.
class Shared {
public:
  explicit Shared(pilah_ruleset* rules) : rules_(rules) {}
  ~Shared() { pilah_ruleset_free(rules_); }
  pilah_ruleset* take() {
    std::lock_guard lock(mutex_);
    return pilah_ruleset_retain(rules_);
  }
  void swap(pilah_ruleset* fresh) {
    pilah_ruleset* old = nullptr;
    {
      std::lock_guard lock(mutex_);
      old = rules_;
      rules_ = fresh;
    }
    pilah_ruleset_free(old);
  }

private:
  std::mutex mutex_;
  pilah_ruleset* rules_;
};

}  // namespace

TEST_CASE("eight threads, one rule set, swapped under them") {
  pilah_ruleset* first = nullptr;
  REQUIRE(pilah_ruleset_default(&first) == PILAH_OK);
  Shared shared(first);
  std::atomic<int> wrong = 0;
  std::atomic<long> calls = 0;
  auto work = [&](int seed) {
    pilah_scratch* scratch = nullptr;
    if (pilah_scratch_new(&scratch) != PILAH_OK) return;
    const char* texts[] = {"paket saya belum sampai juga min", "gacor di BUNGA88 maxwin", "terima kasih banyak kak"};
    for (int round = 0; round < 60; ++round) {
      pilah_ruleset* rules = shared.take();
      for (int i = 0; i < 10; ++i) {
        const int which = (seed + i) % 3;
        pilah_comment comment;
        pilah_verdict verdict;
        pilah_comment_init(&comment, sizeof comment);
        pilah_verdict_init(&verdict, sizeof verdict);
        comment.text = texts[which];
        comment.text_size = std::strlen(texts[which]);
        const pilah_status status = pilah_classify(rules, scratch, &comment, &verdict);
        const int expected[] = {PILAH_COMPLAINT, PILAH_SPAM, PILAH_NO_LABEL};
        if (status != PILAH_OK || verdict.label != expected[which]) ++wrong;
        ++calls;
      }
      pilah_ruleset_free(rules);
    }
    pilah_scratch_free(scratch);
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back(work, i);
  for (int i = 0; i < 20; ++i) {
    pilah_ruleset* fresh = nullptr;
    REQUIRE(pilah_ruleset_default(&fresh) == PILAH_OK);
    shared.swap(fresh);
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(calls == 8 * 60 * 10);
}
