// SPDX-License-Identifier: Apache-2.0
// The answer in one block is that of pilah_classify(), and careless callers are answered.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view kTexts[] = {
    "paket saya kok belum sampai ya min, udah 2 minggu",
    "makasih kak",
    "",
    std::string_view("adminnya g o b l o k \0 banget \xff sih lo", 38),
    "modal receh 20rb WD 4jt cuma di 𝐑𝐀𝐉𝐀𝐖𝐀𝐍𝐈𝟖𝟖 gacor parah, cek wa.me/62812345678",
};

struct Fixture {
  pilah_ruleset* rules = nullptr;
  pilah_scratch *scratch = nullptr, *other = nullptr;
  pilah_comment comment;
  pilah_verdict verdict;
  std::vector<uint64_t> block = std::vector<uint64_t>(1024);
  pilah_call call;

  Fixture() {
    REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
    REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
    REQUIRE(pilah_scratch_new(&other) == PILAH_OK);
    pilah_comment_init(&comment, sizeof comment);
    pilah_verdict_init(&verdict, sizeof verdict);
    pilah_call_init(&call, sizeof call);
    call.ruleset = rules;
    call.scratch = scratch;
    call.block = block.data();
    call.block_size = block.size() * sizeof block[0];
  }
  ~Fixture() {
    pilah_scratch_free(scratch);
    pilah_scratch_free(other);
    pilah_ruleset_free(rules);
  }
  const pilah_packed& packed() const { return *reinterpret_cast<const pilah_packed*>(block.data()); }
  pilah_status classify(std::string_view text) {
    return pilah_classify_packed(&call, text.data(), static_cast<uint32_t>(text.size()));
  }
  bool inside(const void* begin, size_t size) const {
    const char* at = static_cast<const char*>(begin);
    const char* first = reinterpret_cast<const char*>(block.data());
    return at >= first + sizeof(pilah_packed) && at + size <= first + packed().size;
  }
};

// Rows of the same bytes, and those of `packed` within the block.
template <typename Row>
void check_rows(const Fixture& f, const Row* packed, const Row* wanted, uint32_t count) {
  if (count == 0) {
    CHECK(packed == nullptr);
    return;
  }
  CHECK(f.inside(packed, count * sizeof(Row)));
  CHECK(std::memcmp(packed, wanted, count * sizeof(Row)) == 0);
}

}  // namespace

TEST_CASE("a block holds what pilah_classify() answers") {
  Fixture f;
  for (const bool informed : {false, true}) {
    f.call.facts = informed ? &f.comment : nullptr;
    if (informed) {
      f.comment.author_followers = 120000;
      f.comment.author_bio = "dokter, DM endorse";
      f.comment.author_bio_size = std::strlen(f.comment.author_bio);
      f.comment.platform = PILAH_ON_TIKTOK;
    }
    uint64_t rows = 0;
    for (std::string_view text : kTexts) {
      CAPTURE(text);
      f.comment.text = "not looked at by the packed call";
      f.comment.text_size = 32;
      REQUIRE(f.classify(text) == PILAH_OK);
      f.comment.text = text.data();
      f.comment.text_size = text.size();
      REQUIRE(pilah_classify(f.rules, f.other, &f.comment, &f.verdict) == PILAH_OK);
      pilah_verdict packed = f.packed().verdict;
      check_rows(f, packed.evidence, f.verdict.evidence, f.verdict.evidence_count);
      check_rows(f, packed.entities, f.verdict.entities, f.verdict.entity_count);
      check_rows(f, packed.checklist, f.verdict.checklist, f.verdict.checklist_count);
      check_rows(f, packed.platform_steps, f.verdict.platform_steps, f.verdict.platform_step_count);
      packed.evidence = f.verdict.evidence;
      packed.entities = f.verdict.entities;
      packed.checklist = f.verdict.checklist;
      packed.platform_steps = f.verdict.platform_steps;
      CHECK(std::memcmp(&packed, &f.verdict, sizeof packed) == 0);
      CHECK(f.packed().size == sizeof(pilah_packed) + packed.evidence_count * sizeof(pilah_evidence) +
                                   packed.entity_count * sizeof(pilah_entity) +
                                   packed.checklist_count * sizeof(const char*) +
                                   packed.platform_step_count * sizeof(pilah_platform_step));
      rows += packed.evidence_count * packed.checklist_count;
      if (informed) rows += packed.platform_step_count;
    }
    CHECK(rows > 0);
  }
}

TEST_CASE("a block that is too small says how large it must be, and nothing else") {
  Fixture f;
  REQUIRE(f.classify(kTexts[0]) == PILAH_OK);
  const uint64_t needed = f.packed().size;
  for (size_t size = 0; size < needed; size += 7) {
    std::vector<char> bytes(needed, 'x');
    f.call.block = bytes.data();
    f.call.block_size = size;
    REQUIRE(f.classify(kTexts[0]) == PILAH_BUFFER_TOO_SMALL);
    uint64_t said = 0;
    std::memcpy(&said, bytes.data(), sizeof said);
    const size_t written = size < sizeof said ? 0 : sizeof said;
    if (written) CHECK(said == needed);
    for (size_t i = written; i < bytes.size(); ++i) REQUIRE(bytes[i] == 'x');
  }
  f.call.block = f.block.data();
  f.call.block_size = needed;
  CHECK(f.classify(kTexts[0]) == PILAH_OK);
}

TEST_CASE("wrong calls are answered, never followed") {
  Fixture f;
  const pilah_call good = f.call;
  CHECK(pilah_classify_packed(nullptr, "x", 1) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_packed(&f.call, nullptr, 1) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_packed(&f.call, nullptr, 0) == PILAH_OK);
  f.call.ruleset = nullptr;
  CHECK(f.classify("x") == PILAH_NULL_ARGUMENT);
  CHECK(f.packed().size == 0);
  f.call = good;
  f.call.scratch = nullptr;
  CHECK(f.classify("x") == PILAH_NULL_ARGUMENT);
  f.call = good;
  f.call.block = nullptr;
  CHECK(f.classify("x") == PILAH_NULL_ARGUMENT);
  f.call.block_size = 0;
  CHECK(f.classify("x") == PILAH_BUFFER_TOO_SMALL);
  f.call = good;
  f.call.reserved = 1;
  CHECK(f.classify("x") == PILAH_UNKNOWN_FIELD);
  f.call = good;
  for (uint32_t size : {0u, 4u, 40u, 70000u}) {
    f.call.struct_size = size;
    CHECK(f.classify("x") == PILAH_BAD_STRUCT_SIZE);
  }
  f.call = good;
  f.call.facts = &f.comment;
  f.comment.struct_size = 12;
  CHECK(f.classify("x") == PILAH_BAD_STRUCT_SIZE);
  pilah_comment_init(&f.comment, sizeof f.comment);
  f.comment.author_followers = -5;
  CHECK(f.classify("x") == PILAH_BAD_ARGUMENT);
  CHECK(f.packed().size == 0);
  f.comment.author_followers = 5;
  CHECK(f.classify("x") == PILAH_OK);
  CHECK(pilah_classify_packed(&f.call, "x", size_t{PILAH_TEXT_MAX} + 1) == PILAH_TEXT_TOO_LARGE);
  struct {
    pilah_call known;
    uint64_t later;
  } newer = {good, 0};
  newer.known.struct_size = sizeof newer;
  CHECK(pilah_classify_packed(&newer.known, "x", 1) == PILAH_OK);
  newer.later = 1;
  CHECK(pilah_classify_packed(&newer.known, "x", 1) == PILAH_UNKNOWN_FIELD);
  pilah_call_init(nullptr, sizeof(pilah_call));
}
