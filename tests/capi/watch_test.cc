// SPDX-License-Identifier: Apache-2.0
// A watched call answers as an unwatched one does and tells every stage, in order.
#include "pilah/pilah_unstable.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

namespace {

void note(void* context, int32_t stage) { static_cast<std::vector<int32_t>*>(context)->push_back(stage); }

}  // namespace

TEST_CASE("watching changes no verdict") {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  pilah_comment comment;
  pilah_verdict plain, watched;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&plain, sizeof plain);
  pilah_verdict_init(&watched, sizeof watched);
  const std::string text = "paket saya kok belum sampai juga min", bio = "food reviewer, endorse via DM";
  comment.text = text.data();
  comment.text_size = text.size();
  using Stages = std::vector<int32_t>;
  const Stages once = {PILAH_STAGE_TEXT, PILAH_STAGE_MATCH, PILAH_STAGE_SCORE, PILAH_STAGE_ANSWER};
  const Stages twice = {PILAH_STAGE_TEXT,  PILAH_STAGE_MATCH, PILAH_STAGE_TEXT,
                        PILAH_STAGE_MATCH, PILAH_STAGE_SCORE, PILAH_STAGE_ANSWER};
  for (const Stages* expected : {&once, &twice}) {
    REQUIRE(pilah_classify(rules, scratch, &comment, &plain) == PILAH_OK);
    CHECK(plain.label == PILAH_COMPLAINT);
    Stages told;
    REQUIRE(pilah_classify_watched(rules, scratch, &comment, &watched, note, &told) == PILAH_OK);
    CHECK(told == *expected);
    CHECK(std::memcmp(plain.scores, watched.scores, sizeof plain.scores) == 0);
    CHECK(plain.action == watched.action);
    CHECK(plain.campaign == watched.campaign);
    CHECK(plain.evidence_count == watched.evidence_count);
    comment.author_bio = bio.data();
    comment.author_bio_size = bio.size();
  }
  CHECK(pilah_classify_watched(rules, scratch, &comment, &watched, nullptr, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_watched(rules, scratch, &comment, nullptr, note, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_watched(rules, nullptr, &comment, &watched, note, nullptr) == PILAH_NULL_ARGUMENT);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
