// SPDX-License-Identifier: Apache-2.0
// From hits to labels: which rules fired, what they count, and what they sum to.
#pragma once

#include "decide/verdict.h"
#include "match/match.h"
#include "ruleset/ruleset.h"

#include <array>
#include <cstdint>
#include <vector>

namespace pilah {

// One field of a comment after matching.
struct ReadField {
  const Text& text;
  const Terms& terms;
  const Matcher& matcher;
};

// Decides which rules fire and adds up their points. It lives in scratch and is used again, because it keeps one entry
// per rule.
class Scorer {
public:
  // Whether evidence names rules that neither count nor set a tag, too. They only serve composites, so whoever asks why
  // a comment was judged so has no use for them; whoever works on rules has.
  bool lists_every_rule = false;

  // `bio` may be null. Fills scores, tags and evidence of `out`.
  void score(const Ruleset& rules, const ReadField& text, const ReadField* bio, const Author& author, Verdict& out);

private:
  enum class State : uint8_t { quiet, shadow, fired, absorbed };
  struct Fired {
    uint32_t rule;
    uint32_t place;    // in places_
    uint32_t pattern;  // kNoPattern of composites and facts
    int32_t points;
    TermRange terms;  // of the hit that counts; for `within`
    Range span;
    EvidenceField field;
    Evasions evasions;
    Target target;
  };

  // How many words of a field are written with one of some tricks.
  struct EvadedCount {
    uint32_t tricks;
    uint32_t words;
  };

  // What is known of one field while a comment is judged.
  struct FieldState {
    const ReadField* read = nullptr;
    std::vector<Hit> exceptions;             // by rule, those for the whole comment first, then by place
    std::vector<EvadedCount> evaded_counts;  // for the tricks that rules have asked for
  };

  // A hit that stands for one member of a composite, or for one of its `any`.
  struct Place {
    TermRange terms;
    uint32_t member;
  };

  // What a group may still count.
  struct Left {
    int32_t in_favour;
    int32_t against;
  };

  void prepare(const Ruleset& rules);
  void take_hits(const Ruleset& rules, EvidenceField name, const Author& author);
  bool counts(const Ruleset& rules, FieldState& field, const Author& author, const Hit& hit, Range& span,
              Evasions& evasions);
  bool stands(const Ruleset& rules, FieldState& field, const Author& author, const Hit& hit);
  static uint32_t count_evaded(FieldState& field, uint32_t tricks);
  static bool excepted(const Ruleset& rules, const FieldState& field, const Hit& hit);
  Fired& fire(const Ruleset& rules, uint32_t rule, uint32_t place);
  static Fired without_place(const Ruleset& rules, uint32_t index);
  void try_facts(const Ruleset& rules, const Author& author);
  void try_composites(const Ruleset& rules, const Author& author);
  void try_composite(const Ruleset& rules, const Composite& composite, const Author& author);
  bool composite_fires(const Ruleset& rules, const Composite& composite, Fired& fired) const;
  bool stands_within(const Ruleset& rules, const Composite& composite, const Author& author, Fired& fired);
  bool list_places(const Ruleset& rules, FieldState& field, const Author& author, uint32_t rule, uint32_t member,
                   EvidenceField name);
  FieldState& state_of(EvidenceField name) { return fields_[static_cast<size_t>(name)]; }
  const Fired* first_fired(const Ruleset& rules, uint32_t rule) const;
  void list_evidence(const Ruleset& rules, Verdict& out);
  bool cap_groups(const Ruleset& rules, std::vector<Evidence>& evidence);
  void add_up(const Ruleset& rules, Verdict& out);

  std::vector<State> state_;  // of each rule; quiet between comments
  std::vector<Fired> fired_;
  std::vector<uint64_t> pending_;      // a bit for each composite that is to be tried
  std::vector<uint32_t> places_;       // in fired_, plus one, of each rule and behind them of each pattern as written
  std::array<FieldState, 2> fields_;   // text and bio
  std::vector<Place> member_places_;   // by where they begin, the last first
  std::vector<uint32_t> member_ends_;  // for each member, where the nearest of its places ends
  std::vector<Left> group_left_;
  std::vector<Evidence> listed_;  // before it is sorted
};

}  // namespace pilah
