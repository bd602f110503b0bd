// SPDX-License-Identifier: Apache-2.0
// Memory runs out at the first allocation, then at the second, and so on: each call answers PILAH_OUT_OF_MEMORY, leaks
// nothing and works once there is memory again. In the steady state classifying allocates nothing at all.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

namespace {

// Counts down on every allocation of this thread; at zero it fails. Negative: never.
thread_local long allocations_left = -1;
thread_local long allocations = 0;

void* allocate(size_t size) {
  ++allocations;
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  if (void* at = std::malloc(size ? size : 1)) return at;
  throw std::bad_alloc();
}

// Runs `call` with ever more allocations allowed until it succeeds. Returns how often it failed.
template <typename Call>
long fail_at_every_allocation(Call call) {
  for (long allowed = 0;; ++allowed) {
    allocations_left = allowed;
    const pilah_status status = call();
    allocations_left = -1;
    if (status == PILAH_OK) return allowed;
    REQUIRE(status == PILAH_OUT_OF_MEMORY);
    REQUIRE(allowed < 200000);
  }
}

}  // namespace

void* operator new(size_t size) { return allocate(size); }
void* operator new[](size_t size) { return allocate(size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return allocations_left == 0 ? nullptr : std::malloc(size ? size : 1);
}
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, size_t) noexcept { std::free(at); }
void operator delete[](void* at, size_t) noexcept { std::free(at); }

namespace {

const std::string kPack =
    "pack = { id = 'id.spam.tiny', language = 'id', owner = 'test' }\n"
    "[[rule]]\nid = 'a'\nlabel = 'spam'\npoints = 30\nany = ['zzz (aku|kamu) <0-2> {s}']\n[sets]\ns = ['satu', 'dua "
    "tiga']\n";

pilah_status compile(pilah_ruleset** out) {
  const pilah_source source = {"tiny.toml", kPack.data(), kPack.size(), 0, 0};
  pilah_diagnostics* why = nullptr;
  const pilah_status status = pilah_ruleset_compile(&source, 1, nullptr, out, &why);
  pilah_diagnostics_free(why);
  return status;
}

}  // namespace

TEST_CASE("every allocation of every call may fail") {
  pilah_ruleset* rules = nullptr;
  CHECK(fail_at_every_allocation([&] { return compile(&rules); }) > 10);
  const void* image = nullptr;
  size_t size = 0;
  REQUIRE(pilah_ruleset_image(rules, &image, &size) == PILAH_OK);
  pilah_ruleset* loaded = nullptr;
  CHECK(fail_at_every_allocation([&] { return pilah_ruleset_load(image, size, &loaded); }) > 1);
  pilah_ruleset_free(loaded);
  pilah_scratch* scratch = nullptr;
  CHECK(fail_at_every_allocation([&] { return pilah_scratch_new(&scratch); }) >= 1);

  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  const std::string text = "zzz kamu dua tiga 𝐆𝐀𝐂𝐎𝐑 g a c o r dan kata kata lain yang panjang https://contoh.id 😡";
  comment.text = text.data();
  comment.text_size = text.size();
  CHECK(fail_at_every_allocation([&] { return pilah_classify(rules, scratch, &comment, &verdict); }) > 3);
  CHECK(verdict.scores[PILAH_SPAM].points == 30);
  size_t needed = 0;
  std::string masked(text.size(), '\0');
  fail_at_every_allocation(
      [&] { return pilah_mask(rules, scratch, &comment, 0xF, masked.data(), masked.size(), &needed); });
  CHECK(needed > 0);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}

TEST_CASE("classifying allocates nothing once scratch is warm") {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  const std::string texts[] = {"paket saya kok belum sampai ya min, udah 2 minggu", "gacor parah di 𝐁𝐔𝐍𝐆𝐀𝟖𝟖 modal 50rb",
                               "dasar goblok lo", "this airline lost my bag and nobody answers", "terima kasih kak"};
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  auto classify_all = [&] {
    for (const std::string& text : texts) {
      pilah_comment comment;
      pilah_comment_init(&comment, sizeof comment);
      comment.text = text.data();
      comment.text_size = text.size();
      REQUIRE(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);
    }
  };
  classify_all();
  classify_all();
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  comment.text = texts[0].data();
  comment.text_size = texts[0].size();
  const long before = allocations;
  for (int i = 0; i < 100; ++i) pilah_classify(rules, scratch, &comment, &verdict);
  CHECK(allocations == before);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
