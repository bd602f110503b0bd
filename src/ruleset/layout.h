// SPDX-License-Identifier: Apache-2.0
// The image of a rule set, struct by struct.
//
// An image is one block of little-endian bytes that is used as it lies, from a file mapping or from the library's own
// read-only data: a header, a table of sections, and the sections, each an array of one of the structs below. Nothing
// in it is a pointer; text lies in a pool and is named by its offset. Whoever changes a struct here raises
// kImageFormat.
#pragma once

#include "ruleset/model.h"
#include "text/token.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace pilah {

inline constexpr char kImageMagic[8] = {'P', 'I', 'L', 'A', 'H', 'R', 'S', '\n'};
inline constexpr uint32_t kImageByteOrder = 0x01020304;
inline constexpr uint32_t kImageFormat = 13;

enum class Section : uint32_t {
  pool,             // char: NUL-terminated strings; offset 0 is the empty one
  words,            // WordSlot: open-addressing table of written forms
  word_filter,      // uint64_t: see words.h; a power of two
  expansions,       // uint32_t: a count, then so many classes
  prefixes,         // WordSlot: the same kind of table for `stem*`
  classes,          // WordClass; 0 is the unknown word
  atoms,            // uint32_t: atoms of classes but frequent ones and of phrases, rising within each
  frequent,         // uint64_t: for each atom, bit n for class n + 1
  postings,         // Posting: phrases and patterns that wait at a class, a type or a phrase; exceptions of rules
  types,            // Waiting: for each typed token
  phrases,          // Phrase
  patterns,         // Pattern
  code,             // uint32_t: programs of phrases and patterns, then kPlacesAhead that mean nothing
  rules,            // Rule: in the order of ids
  facts,            // FactTest
  fact_rules,       // uint32_t: rules that ask facts and have no patterns
  composites,       // Composite: in an order in which none needs a later one
  members,          // uint32_t: rules named by composites
  triggers,         // Slice: for each rule, its part of `triggered`
  triggered,        // uint32_t: composites to try when a rule has fired
  regexes,          // RegexEntry
  groups,           // Group
  tags,             // uint32_t: names, in the pool
  policy_rows,      // PolicyRow
  policy_lines,     // PolicyLine
  conditions,       // Condition
  checklists,       // uint32_t: codes, in the pool
  calibration,      // CalibrationPoint
  settings,         // Settings: exactly one
  harsh,            // WordSlot: words of abuse that are looked for in disguise, by size, then by first letter
  harsh_starts,     // uint32_t: where the words of each size and first letter begin in `harsh`, by harsh_bucket()
  disguises,        // WordSlot: the same kind of table as `words` for these and for their generated disguises
  disguise_filter,  // uint64_t: a bit for each of them, by disguise_bit(), a power of two
  start_filter,     // uint64_t: a bit for each beginning of a word in them, by start_bit() and pair_bit()
  row_gates,        // Gate: of each row of the policy
  profile,          // ProfileEntry: who, wants and tones, and a gate for all of them; or none
  raises,           // PolicyStep: what raises the priority
  sooner,           // PolicyStep: what is answered sooner
  dates,            // DateRange: holidays first, then those of days
  days,             // NamedDay
  texts,            // ChecklistText
  names,            // NamedCondition: for people who read the policy
  platform_verbs,   // PlatformVerb: for each platform one for each use, or none at all
};
inline constexpr size_t kSectionCount = 43;
static_assert(kSectionCount == static_cast<size_t>(Section::platform_verbs) + 1);

struct SectionEntry {
  uint64_t offset;  // from the image's first byte, a multiple of 8
  uint64_t count;   // elements
};

struct ImageHeader {
  char magic[8];
  uint32_t byte_order;
  uint32_t format;
  uint64_t size;      // of the whole image, bytes
  uint64_t hash_low;  // XXH3-128 of everything behind these two
  uint64_t hash_high;
  uint32_t text_version;
  uint32_t section_count;
  SectionEntry sections[kSectionCount];
};

struct Slice {
  uint32_t begin;
  uint32_t count;
};

// A written form. Forms of up to 8 bytes are their own key; longer ones are hashed and compared with the pool.
struct WordSlot {
  uint64_t key;    // 0: free
  uint32_t value;  // a class, or kExpansion | index into `expansions`; and kAskedExactly
  uint32_t text;   // pool offset << 6 | size; forms are at most 63 bytes long, and only those above 8 are in the pool
};
inline constexpr uint32_t kExpansion = 1u << 31;
inline constexpr uint32_t kMostExpansion = 4;  // words that one written form may stand for
// Some rule asks for =form. Spellings that are guessed have their value, if any, in the slot of "=form".
inline constexpr uint32_t kAskedExactly = 1u << 30;
inline constexpr char kGuessedMark = '=';
inline constexpr unsigned kFormSizeBits = 6;
inline constexpr size_t kMaxFormBytes = (1u << kFormSizeBits) - 1;
inline constexpr uint32_t kMostFormOffset = UINT32_MAX >> kFormSizeBits;
inline constexpr size_t kMostPrefixBytes = 31;  // of `stem*`: Settings::prefix_lengths has a bit for each length

// The value of a slot of `disguises`: a class and the way in which the word was disguised.
inline constexpr unsigned kDisguiseShift = 24;
inline constexpr uint32_t kDisguiseClassMask = (1u << kDisguiseShift) - 1;
// Of slots of `harsh`: the word is looked for under all disguises, not only with signs for letters.
inline constexpr uint32_t kCoreWord = 1;
// The key of a slot of `harsh` is its first eight letters, so that most words that do not fit need no look at the pool.
inline constexpr size_t kMostHarshLetters = 24;
inline constexpr size_t kHarshBuckets = (kMostHarshLetters + 1) * 26;
constexpr size_t harsh_bucket(size_t size, size_t letter) { return size * 26 + letter; }
inline constexpr size_t kStartFilterWords = 512;

// What has to be looked at when a word, a typed token or a phrase occurs: so many `postings` from `begin` on for
// phrases, then for patterns, then for patterns of one place that the word or phrase matches by itself. Typed tokens
// have none of the last kind.
struct Waiting {
  uint32_t begin;
  uint32_t phrase_count;
  uint32_t pattern_count;
  uint32_t alone_count;
  constexpr Slice phrases() const { return {begin, phrase_count}; }
  constexpr Slice patterns() const { return {begin + phrase_count, pattern_count}; }
  constexpr Slice alone() const { return {begin + phrase_count + pattern_count, alone_count}; }
};

// All that rules want to know of a word: forms with the same answer share one class. The classes of frequent words come
// first, so that what most comments ask for lies together.
struct WordClass {
  uint32_t text;  // the standard form, pool offset
  uint32_t roles;
  Slice atoms;
  Waiting waiting;
};

// A phrase or pattern that waits, and the rarest other atom that the comment must hold; kAnyAtom if there is none. Of
// exceptions, which wait for nothing, the rarest of all; of patterns that a word or phrase matches by itself, kAnyAtom.
inline constexpr uint32_t kHigherPhrase = 1u << 31;
struct Posting {
  uint32_t index;  // | kHigherPhrase of phrases that hold phrases
  uint32_t other;
};

// What a pattern asks of one place is an atom: first the typed tokens by their number, then any word at all, then sets
// of words, and from Settings::first_mixed_atom on sets of words and phrases.
inline constexpr uint32_t kAnyAtom = static_cast<uint32_t>(kTokenTypeCount);
inline constexpr uint32_t kFirstSetAtom = kAnyAtom + 1;

// Lists of atoms are read so many at a time, and filled up in front with kAnyAtom.
inline constexpr uint32_t kAtomsAtOnce = 4;

// The most frequent words, classes 1 to 64, stand in so many atoms that those are not listed: each atom has a bit for
// each of them instead.
inline constexpr uint32_t kFrequentWords = 64;

// The program of a pattern is the row of its places. The upper bits of a word name the operation, the lower ones its
// operand.
enum class Operation : uint32_t {
  word,   // operand: an atom without phrases
  mixed,  // operand: an atom that holds phrases
  gap,    // operand: least << 8 | most words
  end,    // no word: the end of the sentence
};
inline constexpr uint32_t kOptionalPlace = 1u << 31;
inline constexpr uint32_t kOperandBits = 28;
inline constexpr uint32_t kOperandMask = (1u << kOperandBits) - 1;

// So many places are read from any place of a program on, whether it has as many or not.
inline constexpr size_t kPlacesAhead = 2;

constexpr Operation operation_of(uint32_t code) {
  return static_cast<Operation>((code & ~kOptionalPlace) >> kOperandBits);
}

// Whether a program is two atoms without phrases, one behind the other, as most are.
constexpr bool is_pair(std::span<const uint32_t> code) {
  return code.size() == 2 && ((code[0] | code[1]) >> kOperandBits) == static_cast<uint32_t>(Operation::word);
}

inline constexpr size_t kRequired = 3;

// A branch of a choice that is not one word. It is looked for once, for all patterns that hold it, and then stands in
// the atoms of its sets like a word.
struct Phrase {
  uint32_t required[kRequired];  // the rarest atoms that every match has; kAnyAtom where there are fewer
  uint16_t level;                // it is made of words and of phrases of lower levels
  uint16_t is_pair;              // its program is two atoms without phrases, one behind the other
  Slice code;
  Slice atoms;
  uint64_t atom_bits;  // a bit for each of the atoms, by atom_bit(); few others have one of these
  Waiting waiting;
};
constexpr uint64_t atom_bit(uint32_t atom) { return uint64_t{1} << (atom & 63u); }
inline constexpr uint32_t kMostPhraseLevels = 16;

enum class PatternUse : uint8_t { any, unless, unless_comment, needs };

struct Pattern {
  uint32_t required[kRequired];  // as of phrases
  uint32_t rule;
  Slice code;
  uint32_t place;  // its rule; behind all rules the pattern as written, if the rule counts each
  int16_t points;
  PatternUse use;
  Field field;
};

// What is known of a rule without looking at the rest of it.
enum class RuleTrait : uint8_t {
  plain,   // nothing more is asked of its hits: no length, fact, context, exception or trick
  helper,  // a verdict says the same without it if it has no points, but for the composites that name it
  silent,  // stands for a prefix* of a composite, and is never named
};

struct Rule {
  uint64_t tags;
  uint32_t id;          // pool
  uint32_t wrong_when;  // pool
  uint32_t not_in;      // contexts
  uint32_t only_in;
  uint32_t words_min;
  uint32_t words_max;
  Slice facts;
  Slice exceptions;    // postings of patterns that take hits back, looked for only when the rule has some
  uint32_t regex;      // index + 1, 0: none
  uint32_t composite;  // index + 1, 0: none
  int16_t points;
  uint16_t group;  // index + 1, 0: none
  uint8_t label;
  Kind kind;
  Target target;
  RuleStatus status;
  Field field;
  uint8_t count_each;
  uint8_t word_points;  // a lexicon: its patterns carry points of their own
  uint8_t traits;
  uint32_t evades;           // tricks of which a word of the hit must show one; 0: none is asked for
  uint32_t evaded_by;        // tricks of which …
  uint32_t evaded_at_least;  // … so many words of the comment must each show one

  constexpr bool is(RuleTrait one) const { return Bits<RuleTrait>::from_raw(traits).has(one); }
};

struct FactTest {
  int64_t value;
  Fact fact;
  Compare compare;
  uint8_t reserved[6];
};

struct Composite {
  uint32_t rule;
  Slice all;   // members that must all have fired
  Slice any;   // of which one must have fired
  Slice none;  // none of which may have fired
  Slice absorbs;
  uint32_t within;  // words; 0: anywhere
};

struct RegexEntry {
  uint32_t rule;
  uint32_t pattern;  // pool
  uint32_t token;    // TokenType + 1: looks at tokens of this type, one by one; 0: at the whole text
};

struct Group {
  uint32_t name;  // pool
  int32_t cap;
};

struct PolicyRow {
  uint32_t id;  // pool, here and below
  uint32_t route;
  uint32_t reason_id;
  uint32_t reason_en;
  Slice lines;
  Slice checklist;
  uint32_t respond_within;  // minutes
  uint8_t priority;
  Action action;
  Channel channel;
  uint8_t always;  // the time to answer runs outside office hours, too
};

// What a use is called on a platform, and whether it can be done there.
struct PlatformVerb {
  uint32_t name;  // pool, here and below; 0: nothing is known
  uint32_t how_id;
  uint32_t how_en;
  uint32_t source;
  uint32_t url;
  uint32_t can;
};

// What holds of a verdict, as bits: labels, kinds behind them, targets behind those.
inline constexpr uint32_t kKindBit = static_cast<uint32_t>(kLabelCount);
inline constexpr uint32_t kTargetBit = kKindBit + static_cast<uint32_t>(kKindNames.size());
inline constexpr uint32_t kPointsBit = kTargetBit + static_cast<uint32_t>(kTargetNames.size());  // any points at all
inline constexpr uint32_t kFactsBit = kPointsBit + static_cast<uint32_t>(kLabelCount);           // some fact is known
inline constexpr uint32_t kAlwaysBit = kFactsBit + 1;
static_assert(kAlwaysBit < 64);

// Lines can only hold if one of these bits is set; most are passed over by this test alone.
struct Gate {
  uint64_t states;
  uint64_t tags;
};

// One line of a row: it holds if any of its alternatives does.
struct PolicyLine {
  uint64_t states;      // any of these bits, see above
  uint64_t not_states;  // or one of these missing
  uint64_t tags;
  uint64_t not_tags;
  Slice conditions;  // or one of these
  uint32_t text;     // as written, in the pool; empty for lines that another's text stands for
  uint32_t reserved;
};

// `add` to a part of the priority, or minutes, where all lines hold.
struct PolicyStep {
  Slice lines;
  Gate gate;
  uint32_t value;
  uint32_t part;
};

// What tells that an author, a wish or a tone is one of those with a name.
struct ProfileEntry {
  Slice lines;
  Gate gate;
};

// Days from `first` to `last`, as numbers: 20260321; 1212 is one of every year, 25 of every month. A last day before
// the first is one of the next year or month.
struct DateRange {
  int32_t first;
  int32_t last;
  uint32_t text;  // pool
  uint32_t name;
};

// Minutes of the day from which to which the team is there; both 0: not at all.
struct OpenHours {
  int16_t open;
  int16_t close;
};

struct NamedDay {
  uint32_t name;  // pool
  Slice dates;
  OpenHours hours;
  uint32_t has_hours;  // hours of its own, which also hold on holidays
};

struct ChecklistText {
  uint32_t code;  // pool, all three
  uint32_t id;
  uint32_t en;
};

struct NamedCondition {
  uint32_t name;  // pool, both
  uint32_t text;
};

enum class ConditionSubject : uint8_t { points, fact, day, priority };

// A comparison of points or facts. An unknown fact satisfies none, and the negation of every one.
struct Condition {
  int64_t value;
  ConditionSubject subject;
  uint8_t negated;
  uint8_t operand;  // label or fact
  Compare compare;
  uint32_t reserved;
};

struct CalibrationPoint {
  int32_t label;
  int32_t points;
  int32_t permille;
};

struct Settings {
  int32_t thresholds[kLabelCount];
  Slice calibration[kLabelCount];
  uint32_t prefix_lengths;  // bit n: some prefix has n bytes, n < 32
  uint32_t atom_count;      // atoms are numbered below this
  uint32_t first_mixed_atom;
  uint32_t zone;      // an index of kZoneNames
  int64_t tiers[4];   // followers from which an author is nano, micro, macro, mega
  uint8_t caps[4];    // of the parts of the priority but severity
  uint32_t holidays;  // so many of the first `dates`
  OpenHours week[7];  // from Monday on
  uint32_t reserved;
  uint64_t prefix_filter[64];  // one bit for each first-three-bytes of a prefix, by prefix_bit()
};

constexpr uint32_t prefix_bit(const char* first_three) {
  uint32_t key = static_cast<uint8_t>(first_three[0]) |
                 static_cast<uint32_t>(static_cast<uint8_t>(first_three[1])) << 8 |
                 static_cast<uint32_t>(static_cast<uint8_t>(first_three[2])) << 16;
  return (key * 0x9E3779B1u) >> 20;
}

static_assert(sizeof(ImageHeader) == 48 + 16 * kSectionCount);
static_assert(sizeof(WordSlot) == 16 && sizeof(WordClass) == 32 && sizeof(Pattern) == 32 && sizeof(Phrase) == 56);
static_assert(sizeof(Rule) == 80 && sizeof(FactTest) == 16 && sizeof(Composite) == 40 && sizeof(PolicyRow) == 40);
static_assert(sizeof(PlatformVerb) == 24 && sizeof(PolicyLine) == 48 && sizeof(Condition) == 16 &&
              sizeof(CalibrationPoint) == 12 && sizeof(Settings) == 648);

}  // namespace pilah
