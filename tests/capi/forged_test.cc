// SPDX-License-Identifier: Apache-2.0
// The built-in image, changed at random places and given a right hash: whatever is not refused must be harmless to
// everything that reads a rule set. Small sections are hit as often as large ones.
#include "pilah/pilah.h"
#include "ruleset/image.h"
#include "ruleset/layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace pilah;

constexpr int kRounds = 400;

const char* const kComments[] = {"paket saya blm sampai udah 2 minggu min, bgst",
                                 "main di ZETA88 gampang bgt menangnya", "kakak keren banget",
                                 "my parcel never arrived, call 0812-3456-7890", "g o b l o k"};

// Asks for all that a rule set and a verdict have to tell.
void exercise(pilah_ruleset* rules) {
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  comment.author_followers = 20'000;
  comment.author_verified = PILAH_YES;
  comment.platform = PILAH_ON_INSTAGRAM;
  comment.time = comment.now = 1'774'000'000;
  for (const char* text : kComments) {
    comment.text = comment.author_bio = text;
    comment.text_size = comment.author_bio_size = std::strlen(text);
    if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) continue;
    size_t length = std::strlen(verdict.route) + std::strlen(verdict.policy_row) + std::strlen(verdict.reason_id);
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) length += std::strlen(verdict.evidence[i].rule);
    for (uint32_t i = 0; i < verdict.checklist_count; ++i)
      length += std::strlen(pilah_ruleset_checklist_text(rules, verdict.checklist[i], PILAH_ENGLISH));
    for (uint32_t i = 0; i < verdict.platform_step_count; ++i) length += std::strlen(verdict.platform_steps[i].how_id);
    const pilah_token* tokens = nullptr;
    const pilah_near_row* rows = nullptr;
    const char* reason = nullptr;
    uint32_t count = 0;
    REQUIRE(pilah_scratch_tokens(rules, scratch, &tokens, &count) == PILAH_OK);
    for (uint32_t i = 0; i < count; ++i) length += std::strlen(tokens[i].standard);
    REQUIRE(pilah_scratch_near_rows(rules, scratch, &rows, &count) == PILAH_OK);
    for (uint32_t i = 0; i < count; ++i) length += std::strlen(rows[i].id) + std::strlen(rows[i].missing);
    REQUIRE(pilah_scratch_reason(rules, scratch, &reason) == PILAH_OK);
    length += std::strlen(reason);
    CHECK(length > 0);
    pilah_verdict decided;
    pilah_verdict_init(&decided, sizeof decided);
    CHECK(pilah_decide(rules, scratch, &comment, &verdict, &decided) == PILAH_OK);
  }
  size_t size = 0;
  CHECK(pilah_ruleset_policy_page(rules, PILAH_ENGLISH, nullptr, 0, &size) == PILAH_OK);
  pilah_rule rule = {};
  rule.struct_size = sizeof rule;
  for (uint32_t i = 0; i < pilah_ruleset_rule_count(rules); ++i)
    REQUIRE(pilah_ruleset_rule_at(rules, i, &rule) == PILAH_OK);
  pilah_scratch_free(scratch);
}

}  // namespace

TEST_CASE("the built-in image, forged") {
  pilah_ruleset* rules = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  const void* bytes = nullptr;
  size_t size = 0;
  REQUIRE(pilah_ruleset_image(rules, &bytes, &size) == PILAH_OK);
  exercise(rules);
  const std::byte* const first = static_cast<const std::byte*>(bytes);
  std::vector<std::byte> image(first, first + size);
  pilah_ruleset_free(rules);
  ImageHeader header;
  std::memcpy(&header, image.data(), sizeof header);

  std::mt19937 random(23);
  int refused = 0, taken = 0;
  for (int round = 0; round < kRounds; ++round) {
    const SectionEntry& section = header.sections[random() % kSectionCount];
    if (section.count == 0) continue;
    uint64_t end = size;
    for (const SectionEntry& other : header.sections)
      if (other.offset > section.offset) end = std::min(end, other.offset);
    const size_t at = section.offset + random() % (end - section.offset);
    const std::byte before = image[at];
    image[at] = std::byte(random() & 0xff);
    seal_image(image);
    pilah_ruleset* forged = nullptr;
    if (pilah_ruleset_load(image.data(), image.size(), &forged) == PILAH_OK) {
      ++taken;
      exercise(forged);
      pilah_ruleset_free(forged);
    } else {
      ++refused;
    }
    image[at] = before;
  }
  CHECK(refused > kRounds / 20);
  CHECK(taken > kRounds / 20);
}
