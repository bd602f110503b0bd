/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls that nobody promises: they may change or go in any release. The shared library does not export them, and this
 * header is not installed; what is built beside the library (the command, the benchmarks) links the static one.
 */
#ifndef PILAH_PILAH_UNSTABLE_H
#define PILAH_PILAH_UNSTABLE_H

#include <pilah/pilah.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call to pilah_classify() does, one after the other. */
enum {
  PILAH_STAGE_TEXT = 0,   /* repairs, folds and cuts the comment */
  PILAH_STAGE_MATCH = 1,  /* finds words, patterns and regular expressions */
  PILAH_STAGE_SCORE = 2,  /* contexts, points, labels, the row of the policy, language, campaign */
  PILAH_STAGE_ANSWER = 3, /* finds entities and writes the verdict for the caller */
  PILAH_STAGE_COUNT = 4
};

/* Is told that `stage` has ended. It must not throw. */
typedef void (*pilah_stage_watch)(void* context, int32_t stage);

/* pilah_classify() that tells the end of each stage, so that a caller with a clock or a counter can say what each one
 * costs; the library itself reads no clock. With a bio, text and match come twice.
 * Fails: as pilah_classify(), and NULL_ARGUMENT without a watch. */
pilah_status pilah_classify_watched(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                                    pilah_verdict* out, pilah_stage_watch watch, void* context);

/* From now on, verdicts of this scratch name every rule that fired as evidence, also rules that neither count nor set a
 * tag and only serve other rules. For those who work on rules. `scratch` must not be NULL. */
void pilah_scratch_list_every_rule(pilah_scratch* scratch);

#ifdef __cplusplus
}
#endif

#endif
