// SPDX-License-Identifier: Apache-2.0
// The packs as written: a checked syntax tree in which every node knows its place. Lowering turns it into an image.
#pragma once

#include "compile/diagnostics.h"
#include "ruleset/layout.h"
#include "text/token.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pilah {

// What patterns write as @end: no token, but the end of a sentence.
inline constexpr std::string_view kEndName = "end";

// A pattern as docs/RULES.md describes it.
struct PatternNode {
  enum class Kind : uint8_t {
    word,      // paket
    exact,     // =bisa
    prefix,    // kecewa*
    stem,      // ~kirim
    set,       // {parcel}
    typed,     // @url, @emoji(angry); text without the @
    any,       // *
    gap,       // <0-3>
    sequence,  // a b c
    choice,    // (a|b c): its children are sequences
    optional,  // [a b|c]: so are its
  };
  Kind kind = Kind::sequence;
  std::string text;
  uint32_t gap_min = 0;
  uint32_t gap_max = 0;
  std::vector<PatternNode> children;
  Place place;
};

struct PatternSource {
  PatternNode root;  // always a sequence
  std::string text;  // as written
  Place place;
  std::optional<int> points;  // of a lexicon's entry
};

struct FactCondition {
  Fact fact = Fact::verified;
  Compare compare = Compare::equal;
  int64_t value = 1;
  Place place;
};

// A comment inside a pack that a rule must or must not fire on.
struct CaseSource {
  std::string text;
  Place place;
  std::array<int64_t, kFactCount> facts;  // -1: unknown
  std::string bio;

  CaseSource() { facts.fill(-1); }
};

// The keys that rules, lexicons and composites have in common.
struct RuleSource {
  enum class Form : uint8_t { rule, lexicon, composite };
  Form form = Form::rule;
  std::string id;  // full: pack id + "." + own id
  std::string own_id;
  Place place;  // of the id's value
  uint32_t pack = 0;

  uint8_t label = kNoLabel;
  Kind kind = Kind::none;
  Target target = Target::none;
  int points = 0;
  Place points_place;
  std::vector<std::string> tags;
  std::string group;
  Place group_place;
  RuleStatus status = RuleStatus::active;
  Field field = Field::text;
  bool count_each = false;
  Contexts not_in;
  Contexts only_in;
  Evasions evades;               // a word of the hit must be written with one of these; empty: however it is
  Evasions evaded_by = kTricks;  // with one of these so many words of the comment must be written
  uint32_t evaded_at_least = 0;
  uint32_t words_min = 0;
  uint32_t words_max = UINT32_MAX;
  std::string wrong_when;

  std::vector<PatternSource> any;  // for a lexicon: its words, with points
  std::vector<PatternSource> unless;
  std::vector<PatternSource> unless_comment;
  std::vector<PatternSource> needs;
  std::string regex;
  std::optional<TokenType> regex_token;  // the regex looks at tokens of this type only, one by one
  Place regex_place;
  std::vector<FactCondition> author;

  // Composites: names of rules as written, resolved later.
  struct Name {
    std::string text;
    Place place;
  };
  std::vector<Name> all, any_of, none, absorbs;
  uint32_t within = 0;  // words; 0: anywhere

  std::vector<CaseSource> hit, ok, todo;
};

// Words of a lexicon have points of their own, and without a label there are none.
inline bool takes_score(const RuleSource& rule) {
  return rule.form != RuleSource::Form::lexicon && rule.label != kNoLabel;
}

struct SetSource {
  std::string name;
  Place place;
  std::vector<PatternSource> members;
};

struct WordSource {  // one word or phrase with a place: roles, protected words
  std::string text;
  Place place;
};

struct SlangSource {
  std::string from;
  std::string to;
  Place place;
};

// Words that patterns take for another, but not the other way round.
struct SynonymSource {
  WordSource of;
  std::vector<WordSource> words;
};

struct RoleSource {
  Role role = Role::negation;
  std::vector<WordSource> words;
};

struct TypedSource {
  std::string name;  // without the @
  Place place;
  std::vector<PatternSource> patterns;
};

struct GroupSource {
  std::string name;
  uint8_t label = kNoLabel;
  int cap = 0;
  Place place;
};

// A change to a shipped rule by full id, from an overlay.
struct ChangeSource {
  std::string id;
  Place place;
  std::optional<int> points;
  std::optional<RuleStatus> status;
  std::optional<Contexts> not_in;
  std::optional<std::string> group;
};

struct PackSource {
  std::string id;
  std::string language;
  bool shared = false;
  bool overlay = false;
  Place place;
  std::vector<SetSource> sets;
  std::vector<GroupSource> groups;
  std::vector<SlangSource> slang;
  std::vector<SynonymSource> synonyms;
  std::vector<RoleSource> roles;
  std::vector<TypedSource> typed;
  std::vector<WordSource> protect;
  std::vector<WordSource> disguised;  // words that are looked for under all disguises; a * behind admits endings
  std::vector<ChangeSource> changes;
};

// rules/policy.toml
struct PolicyCondition {
  enum class Subject : uint8_t { label, label_points, kind, target, tag, fact, day, priority };
  Subject subject = Subject::label;
  bool negated = false;
  uint8_t label = kNoLabel;
  Kind kind = Kind::none;
  Target target = Target::none;
  std::string tag;
  Fact fact = Fact::verified;
  uint8_t day = 0;
  Compare compare = Compare::at_least;
  int64_t value = 0;
  Place place;
};

// Conditions of which one must hold.
struct PolicyLineSource {
  std::vector<PolicyCondition> any;
  std::string text;  // as written
  Place place;
};

struct PolicyStepSource {
  std::vector<PolicyLineSource> when;
  uint32_t value = 0;
  uint8_t part = 0;
};

struct PolicyDatesSource {
  int first = 0;
  int last = 0;
  std::string text;
  std::string name;
};

struct PolicyDaySource {
  std::string name;
  std::vector<PolicyDatesSource> dates;
  std::optional<OpenHours> hours;
};

struct PolicyRowSource {
  std::string id;
  Place place;
  bool conditional = false;
  bool flawed = false;                 // something in `when` was reported, so nothing follows from the rest
  std::vector<PolicyLineSource> when;  // all lines
  Action action = Action::none;
  Place action_place;
  int priority = 0;             // 0 to 100
  uint32_t respond_within = 0;  // minutes; 0: no limit
  Channel channel = Channel::none;
  std::string route;
  std::vector<std::string> checklist;
  std::string why_id;  // the public reason, in Indonesian and in English
  std::string why_en;
  bool always = false;  // the time to answer runs outside office hours, too
};

struct PolicySource {
  struct Named {
    std::string name;
    std::string text;
    std::vector<PolicyCondition> any;
  };
  std::array<int, kLabelCount> thresholds = {20, 20, 20, 20};
  std::array<int, kLabelCount> shipped_thresholds = {20, 20, 20, 20};  // before a tenant's policy changed them
  std::array<Place, kLabelCount> threshold_places = {};                // where it did; a line of 0: nowhere
  std::array<int64_t, 4> tiers = {1'000, 10'000, 100'000, 1'000'000};
  std::vector<Named> conditions;
  std::array<std::vector<PolicyLineSource>, kWhoNames.size()> who;
  std::array<std::vector<PolicyLineSource>, kWantNames.size()> wants;
  std::array<std::vector<PolicyLineSource>, kToneNames.size() - 1> tone;
  std::array<int, 4> caps = {0, 0, 0, 0};
  std::vector<PolicyStepSource> raises;
  std::vector<PolicyStepSource> sooner;
  int zone = 0;
  std::array<OpenHours, 7> week = {{{0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}}};
  std::vector<PolicyDatesSource> holidays;
  std::vector<PolicyDaySource> days;
  std::array<std::string, kChecklistNames.size()> checklist_id;
  std::array<std::string, kChecklistNames.size()> checklist_en;
  std::vector<PolicyRowSource> rows;
  Place place;
};

// rules/scores.toml
struct ScoresSource {
  struct Points {
    std::string id;
    int points;
    Place place;
  };
  std::vector<Points> points;
  // Points of a label -> probability in parts per thousand; rising in both.
  std::vector<std::pair<int, int>> calibration[kLabelCount];
};

// One `[[verb]]` of platforms.toml.
struct PlatformVerbSource {
  Platform platform = Platform::other;
  PlatformUse use = PlatformUse::hide;
  bool can = false;
  std::string name, how_id, how_en, source, url;
  Place place;
};

struct Rulebook {
  std::vector<PackSource> packs;
  std::vector<RuleSource> rules;  // of all packs, in the order of files and lines
  std::vector<std::string> tags;  // names
  PolicySource policy;
  ScoresSource scores;
  std::vector<PlatformVerbSource> platform_verbs;
  bool disguises = true;  // words of abuse are looked for in disguise
  bool partial = false;   // layers were left out: a word that no rule asks for any more is no mistake
};

}  // namespace pilah
