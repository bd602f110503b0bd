/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many comments at once, through the Arrow C data interface: nothing is copied on the way in, and the answer is a table
 * that Arrow, DuckDB, Polars, pandas or Spark take over as it is. Everything about statuses, threads and text is as
 * pilah.h has it.
 */
#ifndef PILAH_PILAH_ARROW_H
#define PILAH_PILAH_ARROW_H

#include <pilah/pilah.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The interface's two structs, word for word as the Arrow project publishes them: whoever comes first defines them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

/* Flags of pilah_arrow_options. */
enum {
  PILAH_ARROW_CODE_POINTS = 1, /* `begin` and `end` count code points, as Python and SQL do, instead of bytes */
  PILAH_ARROW_DICTIONARIES = 2 /* text columns of the answer are dictionaries (int32 to utf8), which take half the
                                  memory; not `campaign` and `promotion`, whose texts seldom come again */
};

/* The caller's way of making slices of one table wait for each other. It is called with `begins` 1 when the campaign
 * keys of a slice are known and its rows are about to be counted, and again with 0 when they are. Any answer but 0 to
 * the first gives up: nothing is counted, and the call fails with ABANDONED. */
typedef int32_t (*pilah_turn)(void* context, int32_t begins);

/* Call pilah_arrow_options_init() first. */
typedef struct pilah_arrow_options {
  uint32_t struct_size;
  uint32_t flags;             /* PILAH_ARROW_… */
  const char* const* columns; /* names of the columns wanted, in the order wanted; NULL: all */
  size_t column_count;        /* how many names; 0: all */
  pilah_window* window;       /* counts each row as pilah_window_note() does, and what was seen is among the facts that
                                 the row is classified with, in place of columns of that name; NULL: nobody counts */
  pilah_turn turn;            /* where several threads classify slices of one table: waits in it until the slices before
                                 this one have been counted. NULL: nothing to wait for. It is not called if the call
                                 fails before; who waits for that slice must learn of it */
  void* turn_context;         /* handed to `turn` */
} pilah_arrow_options;

PILAH_API void pilah_arrow_options_init(pilah_arrow_options* options, size_t size);

/* Classifies a column of comments, or a table with what is known of them, their authors and threads.
 *
 * `rows` is either text (utf8, large_utf8, utf8_view, their binary kin, a dictionary of these, or null) or a struct
 * with children of these names; others are left alone:
 *   text                                              required; as above
 *   bio                                               text
 *   author                                            text that tells authors apart; only a window looks at it
 *   platform                                          text: a name of pilah_platform_name()
 *   followers, following, account_days, posts_per_day, earlier_complaints, earlier_hidden, unanswered_reports, likes,
 *   replies, position, copies, copy_authors, promotions, promotion_authors
 *                                                     a number; NaN is unknown
 *   verified, business, customer, is_reply, edited, thread_ours, thread_owner
 *                                                     a boolean, or the number 0 or 1; NaN is unknown
 *   time, now                                         a number of seconds since 1970, or a timestamp of any unit that
 *                                                     names its zone: one without could be anywhere
 * A null is unknown. Slices of arrays are fine. Neither `schema` nor `rows` is released or kept.
 *
 * The answer is a struct array of as many rows, in their order, without nulls of its own. Its children are those of the
 * command's JSON:
 *   label, labels, scores, points, kinds, action, priority, priority_parts, respond_within_minutes, due (a timestamp in
 *   UTC), channel, route, policy_row, reason, checklist, tags, tier, heard_from, who, wants, tone, days, language,
 *   evasions, entities, evidence, campaign, promotion, copies, copy_authors, promotions, promotion_authors,
 *   platform_action, invalid_sequences, ruleset, error
 * The four counts are what the window saw or the input said, null where that is not known.
 *
 * With a window, the rows are read twice: first for their keys, and then, once all of them have been counted in their
 * order, to be classified. A row that cannot be classified is not counted. So the answer is that of the same rows one
 * by one through pilah_campaign_keys(), pilah_window_note() and pilah_classify(), in as many slices and on as many
 * threads as you like, as long as the slices are counted in their order. `options` may be NULL.
 *
 * A row whose text is null has nulls in all but `ruleset`. So has a row that pilah_classify() refuses (too large, a
 * number below 0 or not whole, a platform that is none), with the name of the status in `error`, and of a fact that is
 * none its name behind a colon ("PILAH_BAD_ARGUMENT: followers"); the others go on.
 *
 * Fails: NULL_ARGUMENT, UNKNOWN_FIELD (a flag this library does not know), BAD_ARGUMENT (a column of another type, no
 * text, an array that does not fit its schema, an unknown name in `columns`), BAD_STRUCT_SIZE, TEXT_TOO_LARGE
 * (more than 2 GiB of answers in one column: hand over fewer rows), ABANDONED, SCRATCH_BUSY, OUT_OF_MEMORY.  Owns: the
 * caller, both; call their `release`, in any order; they outlive rule set, scratch and window. On failure both are
 * zero; rows that were counted before stay counted.  Threads: as pilah_classify(): slice the rows, a scratch for each.
 * A window is used by one thread at a time, which `turn` is for. */
PILAH_API pilah_status pilah_classify_arrow(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                            const struct ArrowSchema* schema, const struct ArrowArray* rows,
                                            const pilah_arrow_options* options, struct ArrowSchema* out_schema,
                                            struct ArrowArray* out);

#ifdef __cplusplus
}
#endif

#endif /* PILAH_PILAH_ARROW_H */
