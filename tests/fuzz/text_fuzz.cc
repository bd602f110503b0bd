// SPDX-License-Identifier: Apache-2.0
// The door for comments: any bytes, with any facts, through the whole classifier. Checks what every verdict promises.
#include "pilah/pilah.h"

#include <cstdlib>
#include <cstring>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static pilah_ruleset* rules = nullptr;
  static pilah_scratch* scratch = nullptr;
  if (!rules && (pilah_ruleset_default(&rules) != PILAH_OK || pilah_scratch_new(&scratch) != PILAH_OK)) std::abort();
  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  // The first byte decides how much of the rest is the author's bio.
  const size_t bio = size > 1 ? data[0] % size : 0;
  comment.text = reinterpret_cast<const char*>(data) + bio;
  comment.text_size = size - bio;
  comment.author_bio = reinterpret_cast<const char*>(data);
  comment.author_bio_size = bio;
  if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) std::abort();
  int32_t sum[PILAH_LABEL_COUNT] = {};
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& e = verdict.evidence[i];
    if (e.label != PILAH_NO_LABEL) sum[e.label] += e.points;
    const size_t limit = e.field == PILAH_IN_BIO ? comment.author_bio_size : comment.text_size;
    if (e.begin > e.end || e.end > limit) std::abort();
  }
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label)
    if (sum[label] != verdict.scores[label].points) std::abort();
  if (verdict.scores[PILAH_COMPLAINT].holds && !verdict.scores[PILAH_SPAM].holds && verdict.action == PILAH_HIDE)
    std::abort();
  std::vector<char> masked(comment.text_size + 1);
  size_t needed = 0;
  if (pilah_mask(rules, scratch, &comment, 0xF, masked.data(), masked.size(), &needed) != PILAH_OK) std::abort();
  return 0;
}
