/* SPDX-License-Identifier: Apache-2.0 */
/* Classifies each line of standard input: the smallest useful program in C.
 *
 *   echo "paket saya kok belum sampai ya min" | ./example_c */
#define _POSIX_C_SOURCE 200809L /* getline() */

#include <pilah/pilah.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static int fail(const char* what, pilah_status status) {
  fprintf(stderr, "%s: %s (%s)\n", what, pilah_status_message(status), pilah_status_name(status));
  return 1;
}

int main(void) {
  pilah_ruleset* rules = NULL;
  pilah_scratch* scratch = NULL;
  pilah_verdict verdict;
  pilah_status status;
  char* line = NULL;
  size_t room = 0;
  ssize_t size;

  status = pilah_ruleset_default(&rules);
  if (status != PILAH_OK) return fail("opening the rules", status);
  status = pilah_scratch_new(&scratch);
  if (status != PILAH_OK) return fail("making a scratch", status);
  pilah_verdict_init(&verdict, sizeof verdict);

  while ((size = getline(&line, &room, stdin)) >= 0) {
    pilah_comment comment;
    uint32_t i;
    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r')) --size;
    pilah_comment_init(&comment, sizeof comment);
    comment.text = line;
    comment.text_size = (size_t)size;
    status = pilah_classify(rules, scratch, &comment, &verdict);
    if (status != PILAH_OK) return fail("classifying", status);

    printf("%-10s %-9s %.*s\n", pilah_label_name(verdict.label), pilah_action_name(verdict.action),
           (int)comment.text_size, comment.text);
    for (i = 0; i < verdict.evidence_count; ++i) {
      const pilah_evidence* e = &verdict.evidence[i];
      if (e->field == PILAH_IN_TEXT && e->points != 0)
        printf("    %+4d  %s  \"%.*s\"\n", e->points, e->rule, (int)(e->end - e->begin), comment.text + e->begin);
    }
  }

  free(line);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
  return 0;
}
