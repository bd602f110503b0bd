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
 * Three handles carry everything, and a fourth counts campaigns. A *rule set* is immutable: any number of threads may
 * share one, and a new one takes an old one's place by swapping a pointer. A *scratch* is all that a call changes: one
 * per thread. *Diagnostics* are what the compiler thought of rules that were handed to it.
 *
 * Words used below, always in the same sense:
 *   Fails:         the statuses other than PILAH_OK that a call may return. On failure every out-parameter is NULL or
 *                  zero.
 *   Owns:          who frees what. The library frees what it allocates; nobody ever calls free() on it.
 *   Borrows until: how long a pointer stays good.
 *   Threads:       what may happen at the same time. Unsaid: any calls on different handles may.
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
  PILAH_ABANDONED = 15,       /* a function that the caller handed over gave up */

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

/* The last second of the year 9999. */
#define PILAH_TIME_MAX 253402300799

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

/* Where a comment was written. */
enum {
  PILAH_ON_INSTAGRAM = 0,
  PILAH_ON_FACEBOOK = 1,
  PILAH_ON_YOUTUBE = 2,
  PILAH_ON_TIKTOK = 3,
  PILAH_ON_X = 4,
  PILAH_ON_THREADS = 5,
  PILAH_ON_GOOGLE_PLAY = 6,
  PILAH_ON_APP_STORE = 7,
  PILAH_ON_OTHER = 8,
  PILAH_PLATFORM_COUNT = 9
};

/* What a priority is the sum of. */
enum {
  PILAH_SEVERITY = 0,   /* of the row of the policy that decided */
  PILAH_EXPOSURE = 1,   /* likes, replies, followers */
  PILAH_AUTHORITY = 2,  /* who the author is */
  PILAH_WAITING = 3,    /* how long the comment has been standing */
  PILAH_REPETITION = 4, /* said before and not answered */
  PILAH_PART_COUNT = 5
};

/* How many people listen to an author; from which followers on is the policy's. */
enum { PILAH_ORDINARY = 0, PILAH_NANO = 1, PILAH_MICRO = 2, PILAH_MACRO = 3, PILAH_MEGA = 4 };

/* Who speaks, and what they want; bits. What each means is the policy's. */
enum {
  PILAH_WHO_VERIFIED = 1 << 0,
  PILAH_WHO_PUBLIC_FIGURE = 1 << 1,
  PILAH_WHO_PRESS = 1 << 2,
  PILAH_WHO_CREATOR = 1 << 3,
  PILAH_WHO_CUSTOMER = 1 << 4,
  PILAH_WHO_ADVOCATE = 1 << 5,
  PILAH_WHO_FIRST_TIME = 1 << 6, /* complains for the first time */
  PILAH_WHO_REPEAT = 1 << 7,     /* complained before and got no answer */
  PILAH_WHO_CHRONIC = 1 << 8,    /* complains often */
  PILAH_WHO_GABUT = 1 << 9       /* provokes for want of anything to do */
};
enum {
  PILAH_WANTS_INFORMATION = 1 << 0,
  PILAH_WANTS_FIX = 1 << 1,
  PILAH_WANTS_REFUND = 1 << 2,
  PILAH_WANTS_COMPENSATION = 1 << 3,
  PILAH_WANTS_APOLOGY = 1 << 4,
  PILAH_WANTS_ATTENTION = 1 << 5
};

/* How the comment sounds. */
enum { PILAH_CALM = 0, PILAH_SARCASTIC = 1, PILAH_ANGRY = 2, PILAH_BAPER = 3 /* hurt: wants empathy before facts */ };

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
PILAH_API const char* pilah_platform_name(int32_t platform);
PILAH_API const char* pilah_part_name(int32_t part);
PILAH_API const char* pilah_tier_name(int32_t tier);
PILAH_API const char* pilah_tone_name(int32_t tone);

/* The name of bit `index` of who speaks, "press", and of what they want, "refund"; NULL past the last one. */
PILAH_API const char* pilah_who_name(uint32_t index);
PILAH_API const char* pilah_want_name(uint32_t index);

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
  int32_t overlay;  /* not 0: a tenant's pack, which may change shipped rules; of two the later one wins */
  int32_t reserved; /* 0 */
} pilah_source;

/* Layers that may be left out of a rule set, to measure what each is worth; bits. */
enum {
  PILAH_WITHOUT_SCORES = 1,     /* points as the packs have them, probabilities as the thresholds imply */
  PILAH_WITHOUT_CONTEXT = 2,    /* no exceptions, contexts, facts, composites, and no rules that take points away */
  PILAH_WITHOUT_PATTERNS = 4,   /* lexicons, and patterns of one word; no others, no regular expressions */
  PILAH_WITHOUT_SPELLINGS = 8,  /* words as the packs write them: no slang, no affixes of stems, no disguises */
  PILAH_WITHOUT_DISGUISES = 16, /* words of abuse are not looked for in disguise; letters are folded, and digits read as
                                   letters, all the same */
  PILAH_WITHOUT_ALL = 31
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

/* What a code of a checklist asks of the team, in Indonesian or English (PILAH_INDONESIAN, PILAH_ENGLISH); the code
 * itself where the policy has no text for it, "" for NULL.  Borrows until: the rule set is freed. */
PILAH_API const char* pilah_ruleset_checklist_text(const pilah_ruleset* ruleset, const char* code, int32_t language);

/* The name of day number `index` of the policy, "lebaran"; NULL past the last one.  Borrows until: the rule set is
 * freed. */
PILAH_API const char* pilah_ruleset_day_name(const pilah_ruleset* ruleset, uint32_t index);

/* The policy's time zone: minutes ahead of UTC, 420 for WIB; 0 for NULL. */
PILAH_API int32_t pilah_ruleset_zone_minutes(const pilah_ruleset* ruleset);

/* The policy as a page in Markdown that a manager can read, in Indonesian or English (PILAH_INDONESIAN, PILAH_ENGLISH);
 * names and codes stay as they are written. `*needed` receives its size in bytes; no NUL is added. `buffer` may be NULL
 * with a capacity of 0 to ask for the size. Fails: NULL_ARGUMENT, BAD_ARGUMENT, BUFFER_TOO_SMALL, OUT_OF_MEMORY. */
PILAH_API pilah_status pilah_ruleset_policy_page(const pilah_ruleset* ruleset, int32_t language, char* buffer,
                                                 size_t capacity, size_t* needed);

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

/* The working memory of one thread. It grows to fit the longest comment and then allocates no more; that is fifty to a
 * hundred and fifty bytes for each byte of most comments, and up to three hundred of a row of prices, so a caller who
 * lets giants in frees the scratch behind one. It belongs to no rule set: use it with any. */
typedef struct pilah_scratch pilah_scratch;

/* Fails: NULL_ARGUMENT, OUT_OF_MEMORY.  Owns: the caller. */
PILAH_API pilah_status pilah_scratch_new(pilah_scratch** out);

/* NULL is fine. */
PILAH_API void pilah_scratch_free(pilah_scratch* scratch);

/* A comment and what is known of it, its author and its thread. Call pilah_comment_init() first: it makes every fact
 * unknown, and unknown stays unknown. Nothing is kept after the call. */
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
  int32_t author_business; /* a business account: PILAH_YES, PILAH_NO or PILAH_UNKNOWN, as all yes and no below */
  int32_t author_customer; /* known to have bought from the brand */
  int64_t author_earlier_complaints; /* complaints made before this one */
  int64_t author_earlier_hidden;     /* earlier comments that were hidden or deleted */
  int64_t author_unanswered_reports; /* complaints made before that nobody has answered yet */
  int64_t time;                      /* when it was written: seconds since 1970 in UTC, at most PILAH_TIME_MAX */
  int64_t now;                       /* when the team reads it, the same way; the library looks at no clock */
  int64_t likes;                     /* of the comment */
  int64_t replies;                   /* to the comment */
  int64_t position;                  /* how many comments the platform shows above it; 0: the first */
  int64_t copies;                    /* how often this text was seen lately, this time included: pilah_window_note() */
  int64_t copy_authors;              /* from how many authors */
  int64_t promotions;                /* how often what it advertises was seen lately, this time included */
  int64_t promotion_authors;         /* from how many authors */
  int32_t platform;                  /* PILAH_ON_INSTAGRAM, …, or PILAH_UNKNOWN */
  int32_t is_reply;                  /* an answer to another comment */
  int32_t edited;                    /* changed after it was written */
  int32_t thread_ours;               /* below a post of the brand; PILAH_NO: of somebody else */
  int32_t thread_owner;              /* written by the owner of the post it stands below */
  int32_t reserved;                  /* 0 */
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

/* One reason: a rule that fired and counts or sets a tag. Rules that only serve other rules are left out. */
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

/* What a recommended action means on a platform, and whether it can be done there. */
typedef struct pilah_platform_step {
  const char* verb;   /* the platform's own word: "hide", "hold-for-review", "reply", "private-reply", … */
  const char* use;    /* what it serves: "hide", "public" or "private" */
  int32_t possible;   /* PILAH_YES, or PILAH_NO where the platform has no such thing: what to do instead is in `how` */
  int32_t reserved;   /* 0 */
  const char* how_id; /* how it is done and what becomes of the comment, in Indonesian */
  const char* how_en; /* the same in English */
  const char* source; /* title of the platform's own page that says so */
  const char* url;    /* its address */
} pilah_platform_step;

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
  uint64_t promotion;             /* equal for comments that name the same gambling site, telephone or link; 0: none */
  const pilah_entity* entities;   /* in the order of the text */
  uint32_t entity_count;
  uint32_t evasions;                        /* tricks anywhere in the text: bits for pilah_evasion_name() */
  int32_t language;                         /* PILAH_INDONESIAN, … */
  uint32_t invalid_sequences;               /* ill-formed UTF-8 sequences that were read as U+FFFD */
  const char* ruleset_hash;                 /* pilah_ruleset_hash() */
  int32_t priority_parts[PILAH_PART_COUNT]; /* by PILAH_SEVERITY, …; priority is their sum, exactly */
  int32_t tier;                             /* PILAH_ORDINARY, … by followers; PILAH_UNKNOWN without them */
  uint32_t heard_from;                      /* what tells that the author is heard: bits 1 << PILAH_IN_TEXT, … */
  uint32_t who;                             /* PILAH_WHO_… */
  uint32_t wants;                           /* PILAH_WANTS_… */
  int32_t tone;                             /* PILAH_CALM, … */
  uint32_t days;                            /* bit i: the comment's day is pilah_ruleset_day_name(ruleset, i) */
  uint32_t platform_step_count;             /* 0 if the platform is unknown or nothing is to be done */
  int64_t due; /* by when to answer, counted in the policy's office hours from the comment's time: seconds since 1970
                  in UTC; -1 without that time or without a limit, and past the year 9999 */
  const pilah_platform_step* platform_steps; /* what the action means on the comment's platform, in order */
} pilah_verdict;

PILAH_API void pilah_verdict_init(pilah_verdict* verdict, size_t size);

/* Classifies one comment, in time linear in its length.
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, UNKNOWN_FIELD, BAD_ARGUMENT (a number below -1, a fact that is neither yes, no
 * nor unknown, a time past PILAH_TIME_MAX, a platform that is none), TEXT_TOO_LARGE, SCRATCH_BUSY, OUT_OF_MEMORY.
 * Threads: any number with one rule set; one at a time with one scratch. */
PILAH_API pilah_status pilah_classify(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                      const pilah_comment* comment, pilah_verdict* out);

/* What stays the same from call to call: for languages in which each argument and each field costs as much as a part of
 * the classifying does. Call pilah_call_init() first. */
typedef struct pilah_call {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  const pilah_ruleset* ruleset;
  pilah_scratch* scratch;
  const pilah_comment* facts; /* what is known beside the text, which is not looked at here; NULL: nothing */
  void* block;                /* memory of the caller for the answer, aligned as a pilah_packed is */
  size_t block_size;          /* bytes */
} pilah_call;

/* An answer in one piece that can be copied whole and read later: after this struct follow the verdict's evidence,
 * entities, checklist and platform steps, in this order and without gaps. The verdict's pointers to them point into the
 * block; texts belong to the rule set. */
typedef struct pilah_packed {
  uint64_t size;         /* of the whole answer, in bytes */
  pilah_verdict verdict; /* its struct_size tells where what follows begins */
} pilah_packed;

PILAH_API void pilah_call_init(pilah_call* call, size_t size);

/* Classifies a text as pilah_classify() does and writes the answer to the call's block. If that is too small, the
 * `size` of the pilah_packed there is what is needed and the rest is untouched. Texts of more than PILAH_TEXT_MAX bytes
 * are refused, so 32 bits hold a size, and they are what such languages hand over soonest.
 * Fails: as pilah_classify(), and BUFFER_TOO_SMALL.  Borrows until: the rule set is freed. */
PILAH_API pilah_status pilah_classify_packed(const pilah_call* call, const char* text, uint32_t text_size);

/* Writes the comment with the offending words starred: one `*` for each character of the evidence of labels that hold
 * and that `labels` asks for (bits, 1 << PILAH_ABUSE). `*needed` receives the size in bytes, which is at most
 * text_size; no NUL is added. `buffer` may be NULL with a capacity of 0 to ask for the size. Fails: as
 * pilah_classify(), BAD_ARGUMENT also for a bit of `labels` that is no label, and BUFFER_TOO_SMALL. */
PILAH_API pilah_status pilah_mask(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                                  uint32_t labels, char* buffer, size_t capacity, size_t* needed);

/* What the policy does with labels, tags and facts, whatever text they come from: for tables of the policy and for
 * tests of it. Of `in`, points, kinds and targets of `scores` and `tags` count; of `comment`, the facts. `out` is
 * filled as by pilah_classify(), without evidence, entities and campaign. Fails: as pilah_classify(). */
PILAH_API pilah_status pilah_decide(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                                    const pilah_verdict* in, pilah_verdict* out);

/* ---- Why ---- */

/* A row of the policy beside the one that decided. */
typedef struct pilah_near_row {
  const char* id;
  const char* missing; /* the line that did not hold, as written; "" for a row that holds and stands behind */
  int32_t action;
  int32_t reserved;
} pilah_near_row;

/* The rows that came close to deciding on the comment of the last pilah_classify() or pilah_decide() with this scratch:
 * those before the deciding row of which one line alone did not hold, and the next one that would have decided.
 * Fails: NULL_ARGUMENT, BAD_ARGUMENT (the last call had another rule set, failed, or there was none), OUT_OF_MEMORY.
 * Borrows until: the next call with the same scratch, or until the rule set is freed. */
PILAH_API pilah_status pilah_scratch_near_rows(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                               const pilah_near_row** rows, uint32_t* row_count);

/* The grounds of the last verdict for the team's own eyes, one line: the deciding row, the parts of the priority, and
 * each label's points with rule ids and places. What the public may be told is reason_id and reason_en.
 * Fails: as pilah_scratch_near_rows().  Borrows until: the next call with the same scratch; NUL-terminated. */
PILAH_API pilah_status pilah_scratch_reason(const pilah_ruleset* ruleset, pilah_scratch* scratch, const char** reason);
/* ---- Campaigns ---- */

/* How often texts, and what they advertise, were seen lately and from how many authors. A fourth handle, because its
 * memory outlives a comment, a scratch and a rule set; verdicts stay functions of rules and comment alone, since what
 * it tells goes into the comment's facts.
 *
 * Memory is fixed. The window keeps the keys that came last, those seen again before those seen once, and forgets what
 * is older than its length (between half of it and all of it). So a count is never too high; it is too low where more
 * other keys than it keeps came between two copies. Authors are exact below twelve in each half of the length, from
 * there on an estimate with a standard error of a third. */
typedef struct pilah_window pilah_window;

/* Call pilah_window_options_init() first. */
typedef struct pilah_window_options {
  uint32_t struct_size;
  uint32_t keys;      /* texts, and as many advertised things, kept at the same time: 8 to 2^20. Default 2^16, which
                         takes 18 MB */
  int64_t length;     /* in comments, or in seconds; 0: for ever. Default 100,000 comments */
  int32_t in_seconds; /* not 0: `length` goes by the comments' own times, and a comment without one counts as written
                         with the latest before it */
  int32_t reserved;   /* 0 */
} pilah_window_options;

PILAH_API void pilah_window_options_init(pilah_window_options* options, size_t size);

/* `options` may be NULL for the defaults.
 * Fails: NULL_ARGUMENT, BAD_STRUCT_SIZE, UNKNOWN_FIELD, BAD_ARGUMENT, OUT_OF_MEMORY.  Owns: the caller. */
PILAH_API pilah_status pilah_window_new(const pilah_window_options* options, pilah_window** out);

/* NULL is fine. */
PILAH_API void pilah_window_free(pilah_window* window);

/* The keys that a verdict on this text has, without classifying it, at a third of the cost. The scratch's last verdict
 * stays good. Fails: NULL_ARGUMENT, TEXT_TOO_LARGE, SCRATCH_BUSY, OUT_OF_MEMORY. */
PILAH_API pilah_status pilah_campaign_keys(pilah_scratch* scratch, const char* text, size_t text_size,
                                           uint64_t* campaign, uint64_t* promotion);

/* Counts a comment with these keys, either of which may be 0, and writes what was seen to the comment's `copies`,
 * `copy_authors`, `promotions` and `promotion_authors`. `author` is any name that tells the author from others; NULL
 * and 0 if it is not known. Comments must come in one order to give the same counts again. Fails: NULL_ARGUMENT,
 * BAD_STRUCT_SIZE, BAD_ARGUMENT (a `time` out of its range; nothing is counted).  Threads: one at a time with one
 * window. */
PILAH_API pilah_status pilah_window_note(pilah_window* window, uint64_t campaign, uint64_t promotion,
                                         const char* author, size_t author_size, pilah_comment* comment);

/* ---- Personal data ---- */

/* What must not leave the house with an export; bits, so that calls can ask for some. */
enum {
  PILAH_PHONE = 1,       /* telephone numbers, also spelt in words, and wa.me links */
  PILAH_EMAIL = 2,       /* addresses, also "rara at gmail dot com" */
  PILAH_NATIONAL_ID = 4, /* NIK and KK (16 digits), NPWP, and numbers that the words before them call an identity */
  PILAH_ACCOUNT = 8,     /* bank accounts, cards, one-time codes, and numbers of ten digits or more that are no sum */
  PILAH_ORDER = 16,      /* numbers of orders, parcels, bookings, tickets, customers */
  PILAH_HANDLE = 32,     /* @name, "ig: name" and links to profiles */
  PILAH_ALL_PERSONAL = 63
};

/* Finds personal data by its shape and by the words before it, in time linear in the text. Names of people and postal
 * addresses are not found. `type` of what is found is "phone", "email", "national-id", "account", "order" or "handle".
 * The scratch's last verdict stays good.
 * Fails: NULL_ARGUMENT, BAD_ARGUMENT (a kind that is none), TEXT_TOO_LARGE, SCRATCH_BUSY, OUT_OF_MEMORY.
 * Borrows until: the next call with the same scratch. */
PILAH_API pilah_status pilah_find_personal(pilah_scratch* scratch, const char* text, size_t text_size, uint32_t kinds,
                                           const pilah_entity** found, uint32_t* found_count);

/* Writes the text with personal data of the given kinds starred, one `*` for each character, as pilah_mask() does.
 * Fails: as pilah_find_personal(), and BUFFER_TOO_SMALL. */
PILAH_API pilah_status pilah_mask_personal(pilah_scratch* scratch, const char* text, size_t text_size, uint32_t kinds,
                                           char* buffer, size_t capacity, size_t* needed);

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
 * rules. Fails: as pilah_scratch_near_rows().  Borrows until: the next call with the same scratch, or until the rule
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
