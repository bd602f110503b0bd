/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pilah: what is this comment, why, and what should the brand's team do?
 *
 * A complete program:
 *
 *     #include <pilah/pilah.h>
 *     #include <stdio.h>
 *     #include <string.h>
 *
 *     int main(void) {
 *       pilah_ruleset *rules = NULL;
 *       pilah_scratch *scratch = NULL;
 *       pilah_comment comment;
 *       pilah_verdict verdict;
 *
 *       pilah_comment_init(&comment, sizeof comment);
 *       pilah_verdict_init(&verdict, sizeof verdict);
 *       comment.text = "paket saya kok belum sampai ya min, udah 2 minggu";
 *       comment.text_size = strlen(comment.text);
 *
 *       if (pilah_ruleset_default(&rules) != PILAH_OK) return 1;
 *       if (pilah_scratch_new(&scratch) != PILAH_OK) return 1;
 *       if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) return 1;
 *       printf("%s: %s\n", pilah_label_name(verdict.label), pilah_action_name(verdict.action));
 *       for (uint32_t i = 0; i < verdict.evidence_count; ++i)
 *         printf("  %+d  %s  \"%.*s\"\n", verdict.evidence[i].points, verdict.evidence[i].rule,
 *                (int)(verdict.evidence[i].end - verdict.evidence[i].begin), comment.text + verdict.evidence[i].begin);
 *
 *       pilah_scratch_free(scratch);
 *       pilah_ruleset_free(rules);
 *       return 0;
 *     }
 *
 * Three handles carry everything. A *rule set* is immutable: any number of threads may share one, and a new one takes
 * an old one's place by swapping a pointer. A *scratch* is all that a call changes: one per thread. *Diagnostics* are
 * what the compiler thought of rules that were handed to it.
 *
 * Words used below, always in the same sense:
 *   Fails:         the statuses other than PILAH_OK that a call may return. On failure every out-parameter is NULL or
 * zero. Owns:          who frees what. The library frees what it allocates; nobody ever calls free() on it. Borrows
 * until: how long a pointer stays good. Threads:       what may happen at the same time. Unsaid: any calls on different
 * handles may.
 *
 * Text is a pointer and a length in bytes; NUL bytes are text. It is read as UTF-8, and each ill-formed sequence is
 * read as U+FFFD and counted, never an error. Places in text are half-open ranges [begin, end) of bytes of the caller's
 * own text and never cut a character in two. The library prints nothing, reads no environment, no locale and no clock,
 * starts no thread and takes no lock of its own. The same rule set and the same comment give the same verdict on every
 * machine.
 */
#ifndef PILAH_PILAH_H
#define PILAH_PILAH_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define PILAH_API
#elif defined(__GNUC__)
#define PILAH_API __attribute__((visibility("default")))
#else
#define PILAH_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ---- */

#define PILAH_VERSION_MAJOR 0
#define PILAH_VERSION_MINOR 1
#define PILAH_VERSION_PATCH 0

/* The number that changes when a struct or function of this header changes its meaning. A binding compares it with
 * pilah_abi_version() when it loads the library. */
#define PILAH_ABI_VERSION 0

/* The library's version, "0.1.0". */
PILAH_API const char* pilah_version(void);

/* The PILAH_ABI_VERSION that the library was built with. */
PILAH_API uint32_t pilah_abi_version(void);

/* ---- Status ---- */

/* What became of a call. Numbers are never reused. */
typedef enum pilah_status {
  PILAH_OK = 0,

  /* The call itself is wrong; the program has a mistake. */
  PILAH_NULL_ARGUMENT = 10,   /* a pointer that must not be NULL is NULL */
  PILAH_BAD_STRUCT_SIZE = 11, /* struct_size is not one of a struct this library knows: call the init function first */
  PILAH_UNKNOWN_FIELD = 12,   /* a newer program set a field that this library does not know */
  PILAH_BAD_ARGUMENT = 13,    /* a value outside its documented range */
  PILAH_SCRATCH_BUSY = 14,    /* the scratch is in use by another thread; found where possible, not always */

  /* The text is too large. */
  PILAH_TEXT_TOO_LARGE = 20,   /* more than PILAH_TEXT_MAX bytes */
  PILAH_BUFFER_TOO_SMALL = 21, /* nothing was written; the needed size was */

  /* A rule-set image cannot be used. The order is that of the checks. */
  PILAH_IMAGE_TRUNCATED = 30,  /* shorter than it says */
  PILAH_IMAGE_NOT_PILAH = 31,  /* does not begin as an image does */
  PILAH_IMAGE_BYTE_ORDER = 32, /* written for another byte order */
  PILAH_IMAGE_TOO_NEW = 33,    /* a format newer than this library: update the library */
  PILAH_IMAGE_TOO_OLD = 34,    /* a format that this library no longer reads: compile the rules again */
  PILAH_IMAGE_OTHER_TEXT = 35, /* compiled for another version of text folding: compile the rules again */
  PILAH_IMAGE_CORRUPT = 36,    /* checksum or structure is wrong */

  /* Rules do not compile; the diagnostics say why. */
  PILAH_RULES_REJECTED = 40,

  /* The machine. */
  PILAH_OUT_OF_MEMORY = 50,
  PILAH_FILE_NOT_READABLE = 51,
  PILAH_INTERNAL = 99 /* a mistake of ours; please report it */
} pilah_status;

/* The name of a status, "PILAH_OK"; "PILAH_UNKNOWN_STATUS" for a number that is none. Never NULL. */
PILAH_API const char* pilah_status_name(pilah_status status);

/* What a status means and what to do next, one English sentence. Never NULL. */
PILAH_API const char* pilah_status_message(pilah_status status);

/* ---- What verdicts are made of ---- */

/* The longest text of one call, in bytes. */
#define PILAH_TEXT_MAX (64u << 20)

/* The four labels. They are independent: a comment may carry none, one or several. */
enum {
  PILAH_COMPLAINT = 0,  /* a gap between what is and what should be, of a product, service, organisation or facility */
  PILAH_ABUSE = 1,      /* an attack on somebody, or vulgar words that attack nobody */
  PILAH_SPAM = 2,       /* unasked promotion or bait */
  PILAH_INFLUENCER = 3, /* from somebody whose reach or profession matters to the brand */
  PILAH_LABEL_COUNT = 4,
  PILAH_NO_LABEL = -1
};

/* The one recommended action. */
enum {
  PILAH_NONE = 0,    /* needs nobody */
  PILAH_RESPOND = 1, /* somebody should answer */
  PILAH_HIDE = 2,    /* should not stay visible; never a complaint that is not spam */
  PILAH_ESCALATE = 3 /* a person with authority must look now */
};

/* Where the answer belongs. */
enum { PILAH_CHANNEL_NONE = 0, PILAH_PUBLIC = 1, PILAH_PRIVATE = 2, PILAH_PUBLIC_THEN_PRIVATE = 3 };

/* The language of the comment, as its words tell. */
enum {
  PILAH_LANGUAGE_UNKNOWN = 0,
  PILAH_INDONESIAN = 1,
  PILAH_ENGLISH = 2,
  PILAH_MIXED = 3,
  PILAH_JAVANESE = 4,
  PILAH_SUNDANESE = 5
};

/* Yes, no, or not known. Numbers that are not known are -1 as well. */
enum { PILAH_UNKNOWN = -1, PILAH_NO = 0, PILAH_YES = 1 };

/* Where a piece of evidence was found. */
enum { PILAH_IN_TEXT = 0, PILAH_IN_BIO = 1, PILAH_IN_FACTS = 2 };

/* What became of a piece of evidence; bits. */
enum {
  PILAH_EVIDENCE_SHADOW = 1,   /* its rule is being tried out: reported, never counted */
  PILAH_EVIDENCE_ABSORBED = 2, /* a composite rule explains it: counts nothing on its own */
  PILAH_EVIDENCE_CAPPED = 4    /* its group was full: counts less than the rule's points, or nothing */
};

/* Names for people and files: "complaint", "hide", "public-then-private", "id", "delivery", "person". Never NULL:
 * "none" or "unknown" for a number that is none. */
PILAH_API const char* pilah_label_name(int32_t label);
PILAH_API const char* pilah_action_name(int32_t action);
PILAH_API const char* pilah_channel_name(int32_t channel);
PILAH_API const char* pilah_language_name(int32_t language);
PILAH_API const char* pilah_kind_name(int32_t kind);
PILAH_API const char* pilah_target_name(int32_t target);

/* The name of bit `index` of an evasion set, "math-letters"; NULL past the last one, so that a loop can end. */
PILAH_API const char* pilah_evasion_name(uint32_t index);

/* ---- Rule sets ---- */

/* Compiled rules and policy: immutable, counted by references, shared by threads. */
typedef struct pilah_ruleset pilah_ruleset;

/* What the compiler thought. */
typedef struct pilah_diagnostics pilah_diagnostics;

/* Opens the rule set that is built into the library. Takes about as long as loading an image of its size.
 * Fails: NULL_ARGUMENT, OUT_OF_MEMORY.  Owns: the caller; free it with pilah_ruleset_free(). */
PILAH_API pilah_status pilah_ruleset_default(pilah_ruleset** out);

/* Opens an image from a file, mapping it into memory instead of reading it. The file must not be written to while it is
 * open; replace it by renaming a new one over it. Fails: NULL_ARGUMENT, FILE_NOT_READABLE, IMAGE_…, OUT_OF_MEMORY.
 * Owns: the caller. */
PILAH_API pilah_status pilah_ruleset_open(const char* path, pilah_ruleset** out);

/* Takes an image from memory and copies it.
 * Fails: NULL_ARGUMENT, IMAGE_…, OUT_OF_MEMORY.  Owns: the caller. */
PILAH_API pilah_status pilah_ruleset_load(const void* image, size_t image_size, pilah_ruleset** out);

/* One TOML file for the compiler. */
typedef struct pilah_source {
  const char* name; /* shown in diagnostics, usually the path; NUL-terminated */
  const char* text;
  size_t text_size; /* bytes */
  int32_t overlay;  /* not 0: a tenant's pack, which may change shipped rules */
  int32_t reserved; /* 0 */
} pilah_source;

/* Layers that may be left out of a rule set, to measure what each is worth; bits. */
enum {
  PILAH_WITHOUT_SCORES = 1,    /* points as the packs have them, probabilities as the thresholds imply */
  PILAH_WITHOUT_CONTEXT = 2,   /* no exceptions, contexts, facts, composites, and no rules that take points away */
  PILAH_WITHOUT_PATTERNS = 4,  /* lexicons, and patterns of one word; no others, no regular expressions */
  PILAH_WITHOUT_SPELLINGS = 8, /* words as the packs write them: no slang, no affixes of stems, no disguises */
  PILAH_WITHOUT_ALL = 15
};

/* How to compile. Call pilah_compile_options_init() first. */
typedef struct pilah_compile_options {
  uint32_t struct_size;
  int32_t release;   /* not 0: a rule without cases is an error. Default 0 */
  int32_t run_cases; /* not 0: run the cases inside the packs; a failing one is an error. Default 0 */
  int32_t base;      /* not 0: the sources come on top of the built-in packs. Default 0 */
  uint32_t without;  /* PILAH_WITHOUT_…: rules of these layers are there, but count nothing. Default 0 */
} pilah_compile_options;

PILAH_API void pilah_compile_options_init(pilah_compile_options* options, size_t size);

/* Compiles packs, tags, scores and policy to a rule set. Reports every problem it finds, not only the first.
 * `options` may be NULL for the defaults. `why` may be NULL; otherwise it receives diagnostics whether or not the rules
 * compile, since there may be warnings.
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, UNKNOWN_FIELD, BAD_ARGUMENT (a bit of `without` that is no layer),
 * RULES_REJECTED, OUT_OF_MEMORY.  Owns: the caller, both. */
PILAH_API pilah_status pilah_ruleset_compile(const pilah_source* sources, size_t source_count,
                                             const pilah_compile_options* options, pilah_ruleset** out,
                                             pilah_diagnostics** why);

/* Takes another reference, so that two owners can free it each. Returns its argument; NULL for NULL.  Threads: any. */
PILAH_API pilah_ruleset* pilah_ruleset_retain(pilah_ruleset* ruleset);

/* Gives a reference back; the last one frees the rule set. NULL is fine.  Threads: any. */
PILAH_API void pilah_ruleset_free(pilah_ruleset* ruleset);

/* The content hash that every verdict carries: 32 lower-case hexadecimal digits. Same packs, same hash.
 * Borrows until: the rule set is freed. NULL for NULL. */
PILAH_API const char* pilah_ruleset_hash(const pilah_ruleset* ruleset);

/* The image's bytes, to be written to a file for pilah_ruleset_open().
 * Fails: NULL_ARGUMENT.  Borrows until: the rule set is freed. */
PILAH_API pilah_status pilah_ruleset_image(const pilah_ruleset* ruleset, const void** image, size_t* image_size);

/* What a rule is made of: patterns or facts; words with points of their own; other rules. */
enum { PILAH_FORM_RULE = 0, PILAH_FORM_LEXICON = 1, PILAH_FORM_COMPOSITE = 2 };

/* One rule, as listings and reports need it. Filled by the library. */
typedef struct pilah_rule {
  uint32_t struct_size;
  int32_t label;          /* PILAH_COMPLAINT … or PILAH_NO_LABEL */
  const char* id;         /* "id.complaint.delivery.late" */
  const char* status;     /* "active" or "shadow" */
  const char* wrong_when; /* when this rule is wrong, in its author's words; may be empty */
  int32_t points;         /* of the strongest pattern */
  int32_t kind;           /* for pilah_kind_name() */
  const char* group;      /* the group whose cap it counts under; "" if none */
  int32_t group_cap;      /* 0 if none */
  int32_t form;           /* PILAH_FORM_RULE, … */
} pilah_rule;

/* How many rules there are, composites and shadow rules included; 0 for NULL. */
PILAH_API uint32_t pilah_ruleset_rule_count(const pilah_ruleset* ruleset);

/* Rule number `index`, counting from 0 in the order of ids. `out->struct_size` must be sizeof(pilah_rule).
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, BAD_ARGUMENT.  Borrows until: the rule set is freed. */
PILAH_API pilah_status pilah_ruleset_rule_at(const pilah_ruleset* ruleset, uint32_t index, pilah_rule* out);

/* The name of tag number `index`, NULL past the last one.  Borrows until: the rule set is freed. */
PILAH_API const char* pilah_ruleset_tag_name(const pilah_ruleset* ruleset, uint32_t index);

/* The points from which a label holds; 0 for NULL or a number that is no label. */
PILAH_API int32_t pilah_ruleset_threshold(const pilah_ruleset* ruleset, int32_t label);

/* ---- Diagnostics ---- */

/* One problem. Filled by the library. */
typedef struct pilah_diagnostic {
  uint32_t struct_size;
  int32_t severity;    /* 0 error, 1 warning, 2 note on the one before */
  const char* code;    /* "E104": stable, explained in docs/ERRORS.md */
  const char* source;  /* name of the source */
  uint32_t line;       /* from 1; 0: the file as a whole */
  uint32_t column;     /* from 1, in code points */
  const char* message; /* one line */
  const char* help;    /* what to do next; may be empty */
  const char* text;    /* all of it as a compiler prints it, with the line and a caret */
} pilah_diagnostic;

/* How many problems, warnings and notes there are; 0 for NULL. */
PILAH_API uint32_t pilah_diagnostics_count(const pilah_diagnostics* diagnostics);

/* Problem number `index` from 0, by file and line. `out->struct_size` must be sizeof(pilah_diagnostic).
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, BAD_ARGUMENT.  Borrows until: the diagnostics are freed. */
PILAH_API pilah_status pilah_diagnostics_at(const pilah_diagnostics* diagnostics, uint32_t index,
                                            pilah_diagnostic* out);

/* NULL is fine. */
PILAH_API void pilah_diagnostics_free(pilah_diagnostics* diagnostics);

/* ---- Classifying ---- */

/* The working memory of one thread. It grows to fit the longest comment and then allocates no more. It belongs to no
 * rule set: use it with any. */
typedef struct pilah_scratch pilah_scratch;

/* Fails: NULL_ARGUMENT, OUT_OF_MEMORY.  Owns: the caller. */
PILAH_API pilah_status pilah_scratch_new(pilah_scratch** out);

/* NULL is fine. */
PILAH_API void pilah_scratch_free(pilah_scratch* scratch);

/* A comment and what is known of its author. Call pilah_comment_init() first: it makes every fact unknown, and unknown
 * stays unknown. Nothing is kept after the call. */
typedef struct pilah_comment {
  uint32_t struct_size;
  int32_t author_verified;     /* PILAH_YES, PILAH_NO or PILAH_UNKNOWN */
  const char* text;            /* UTF-8; NULL only if text_size is 0 */
  size_t text_size;            /* bytes, at most PILAH_TEXT_MAX */
  const char* author_bio;      /* the author's description of themselves; NULL: unknown */
  size_t author_bio_size;      /* bytes */
  int64_t author_followers;    /* people; -1: unknown, here and below */
  int64_t author_following;    /* people */
  int64_t author_account_days; /* days since the account was opened */
  int64_t author_posts_per_day;
  int32_t author_business; /* a business account: PILAH_YES, PILAH_NO or PILAH_UNKNOWN */
  int32_t reserved;        /* 0 */
} pilah_comment;

PILAH_API void pilah_comment_init(pilah_comment* comment, size_t size);

/* One label of a verdict. */
typedef struct pilah_score {
  int32_t points;     /* the sum of the evidence's points for this label, exactly */
  int32_t holds;      /* 1 if points reach the policy's threshold, else 0 */
  double probability; /* 0 to 1, in steps of 0.001, from the rule set's calibration table */
  int32_t kind;       /* topic of a complaint, kind of abuse, of spam, of influencer; for pilah_kind_name() */
  int32_t target;     /* of abuse; for pilah_target_name() */
} pilah_score;

/* One reason. */
typedef struct pilah_evidence {
  const char* rule; /* its id */
  int32_t label;    /* PILAH_NO_LABEL when the rule only sets tags */
  int32_t points;   /* what it counts here, caps and absorption taken into account */
  uint32_t begin;   /* where: bytes [begin, end) of the text or the bio; both 0 for facts and composites of facts */
  uint32_t end;
  int32_t field;       /* PILAH_IN_TEXT, PILAH_IN_BIO or PILAH_IN_FACTS */
  uint32_t flags;      /* PILAH_EVIDENCE_… */
  uint32_t evasions;   /* tricks inside the place: bits for pilah_evasion_name() */
  int32_t rule_points; /* what the rule says, before caps and absorption */
} pilah_evidence;

/* A thing named in the comment. */
typedef struct pilah_entity {
  const char* type; /* "url", "phone", "price", "brandcode", "promo", "order", …: see docs/COMMAND.md */
  uint32_t begin;
  uint32_t end;
} pilah_entity;

/* The answer. Call pilah_verdict_init() once; the library fills the rest on every call.
 * Borrows until: the next call with the same scratch, or until scratch or rule set is freed. */
typedef struct pilah_verdict {
  uint32_t struct_size;
  int32_t label; /* the main label: of those that hold the one with most points, of equals the first in the order
                    of the enum; PILAH_NO_LABEL if none holds */
  pilah_score scores[PILAH_LABEL_COUNT];
  int32_t action;                 /* PILAH_NONE, PILAH_RESPOND, PILAH_HIDE or PILAH_ESCALATE */
  int32_t priority;               /* 0 to 100 */
  int32_t respond_within_minutes; /* 0: no limit */
  int32_t channel;                /* PILAH_PUBLIC, … */
  const char* route;              /* "customer-care", "security", …; "" if none */
  const char* policy_row;         /* id of the row of the policy that decided */
  const char* reason_id;          /* for the public, in Indonesian: the category only, no rule, no word */
  const char* reason_en;          /* the same in English */
  const char* const* checklist;   /* what to mind in answering: "keep-evidence", "apologise", … */
  uint32_t checklist_count;
  uint32_t evidence_count;
  const pilah_evidence* evidence; /* most points first, then by place */
  uint64_t tags;                  /* bit i: pilah_ruleset_tag_name(ruleset, i) */
  uint64_t campaign;              /* equal for near-copies of a text; 0 for a text too short to tell */
  const pilah_entity* entities;   /* in the order of the text */
  uint32_t entity_count;
  uint32_t evasions;          /* tricks anywhere in the text: bits for pilah_evasion_name() */
  int32_t language;           /* PILAH_INDONESIAN, … */
  uint32_t invalid_sequences; /* ill-formed UTF-8 sequences that were read as U+FFFD */
  const char* ruleset_hash;   /* pilah_ruleset_hash() */
} pilah_verdict;

PILAH_API void pilah_verdict_init(pilah_verdict* verdict, size_t size);

/* Classifies one comment, in time linear in its length.
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, UNKNOWN_FIELD, BAD_ARGUMENT (a number below -1, a fact that is neither yes, no
 * nor unknown), TEXT_TOO_LARGE, SCRATCH_BUSY, OUT_OF_MEMORY. Threads: any number with one rule set; one at a time with
 * one scratch. */
PILAH_API pilah_status pilah_classify(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                      const pilah_comment* comment, pilah_verdict* out);

/* Writes the comment with the offending words starred: one `*` for each character of the evidence of labels that hold
 * and that `labels` asks for (bits, 1 << PILAH_ABUSE). `*needed` receives the size in bytes, which is at most
 * text_size; no NUL is added. `buffer` may be NULL with a capacity of 0 to ask for the size. Fails: as
 * pilah_classify(), and BUFFER_TOO_SMALL. */
PILAH_API pilah_status pilah_mask(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                                  uint32_t labels, char* buffer, size_t capacity, size_t* needed);

/* ---- What was read ---- */

/* One word, number, link … of the comment classified last. */
typedef struct pilah_token {
  uint32_t begin; /* in the caller's text */
  uint32_t end;
  const char* folded;   /* disguise undone; not NUL-terminated */
  size_t folded_size;   /* bytes */
  const char* standard; /* the standard form that rules saw, "" if the rules know no such word; NUL-terminated */
  const char* step;  /* how the standard form was found: "as-written", "slang", "squeezed", "clitic", …, "unknown" */
  uint32_t evasions; /* bits for pilah_evasion_name() */
  uint32_t reserved;
} pilah_token;

/* How the comment of the last pilah_classify() with this scratch was read: for explanations and for people who write
 * rules. Fails: NULL_ARGUMENT, OUT_OF_MEMORY.  Borrows until: the next call with the same scratch, or until the rule
 * set is freed. */
PILAH_API pilah_status pilah_scratch_tokens(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                            const pilah_token** tokens, uint32_t* token_count);

/* ---- Offsets ---- */

/* How many code points, or UTF-16 units, stand before byte `offset`: what Python, or Java and JavaScript, call the same
 * place. An offset past the end counts as the end. An ill-formed sequence counts as one. */
PILAH_API size_t pilah_offset_codepoints(const char* text, size_t text_size, size_t offset);
PILAH_API size_t pilah_offset_utf16(const char* text, size_t text_size, size_t offset);

#ifdef __cplusplus
}
#endif

#endif /* PILAH_PILAH_H */
