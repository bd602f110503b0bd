// SPDX-License-Identifier: Apache-2.0
// A rule counts once, or once for each of its patterns if it says so; composites may absorb what they explain; groups
// are capped. Every step works on integers and in an order that depends on nothing but rule set and comment, so the sum
// is the same everywhere and the evidence adds up to the score exactly.
#include "decide/score.h"

#include "base/search.h"
#include "base/sort_few.h"
#include "match/context.h"

#include <algorithm>

namespace pilah {

namespace {

constexpr uint32_t kNoPattern = kRegexHit - 1;

// Which of two hits on a text that count only once is the one: most points first, then by place.
template <typename A, typename B>
bool counts_rather(const A& a, const B& b) {
  if (a.points != b.points) return a.points > b.points;
  if (a.terms.first != b.terms.first) return a.terms.first < b.terms.first;
  return a.terms.last != b.terms.last ? a.terms.last < b.terms.last : a.pattern < b.pattern;
}

bool holds(const FactTest& test, const Author& author) {
  const int64_t value = author.fact(test.fact);
  if (value < 0) return false;  // unknown answers no question
  switch (test.compare) {
    case Compare::equal:
      return value == test.value;
    case Compare::at_least:
      return value >= test.value;
    case Compare::below:
      return value < test.value;
  }
  return false;
}

bool facts_hold(const Ruleset& rules, const Rule& rule, const Author& author) {
  for (const FactTest& test : slice(rules.facts, rule.facts))
    if (!holds(test, author)) return false;
  return true;
}

// The caller's bytes behind a hit, and the tricks inside.
Range span_of(const ReadField& field, const Hit& hit, Evasions& evasions) {
  if (hit.terms.first < hit.terms.last) {
    const uint32_t first = field.terms.list[hit.terms.first].token;
    const Term& last_term = field.terms.list[hit.terms.last - 1];
    const uint32_t last = last_term.token + last_term.more_tokens;
    if (!field.text.evasions.empty())
      for (uint32_t i = first; i <= last; ++i) evasions |= field.text.tokens[i].evasions;
    if (field.terms.stand_ins)
      for (uint32_t i = hit.terms.first; i < hit.terms.last; ++i)
        evasions |= tricks_of(field.text, field.terms.list[i]);
    if (hit.pattern != kRegexHit) return field.text.span_of(first, last);
  }
  return field.text.original_of(hit.folded);
}

bool has_length(const Rule& rule, const ReadField& field) {
  return field.text.words >= rule.words_min && field.text.words <= rule.words_max;
}

// Words this close to an insult tell whom it is aimed at.
constexpr uint32_t kTargetReach = 4;

Target target_of(Roles near) {
  if (near.has(Role::staff)) return Target::staff;
  if (near.has(Role::brand)) return Target::brand;
  if (near.has(Role::group)) return Target::group;
  if (near.has(Role::second_person)) return Target::person;
  if (near.has(Role::first_person)) return Target::self;
  return Target::nobody;
}

// Most points first, then by place, so that the list does not depend on the order in which rules were tried.
bool counts_before(const Evidence& a, const Evidence& b) {
  if (a.points != b.points) return a.points > b.points;
  if (a.field != b.field) return a.field < b.field;
  if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
  return a.rule != b.rule ? a.rule < b.rule : a.span.end < b.span.end;
}

// The same as far as 26 bits tell it: 8 for the points, 2 for the field, the rest for the place.
uint32_t rank_of(const Evidence& evidence) {
  constexpr uint32_t kFarthest = (1u << 16) - 1;
  const uint32_t points = static_cast<uint8_t>(kMaxPoints - evidence.points);
  return points << 18 | uint32_t{static_cast<uint8_t>(evidence.field)} << 16 | std::min(evidence.span.begin, kFarthest);
}
static_assert(2 * kMaxPoints < 256);

}  // namespace

void Scorer::prepare(const Ruleset& rules) {
  for (const Fired& fired : fired_) {
    state_[fired.rule] = State::quiet;
    places_[fired.place] = 0;
  }
  fired_.clear();
  pending_.assign(rules.composites.size() / 64 + 1, 0);
  state_.resize(rules.rules.size(), State::quiet);
  places_.resize(rules.rules.size() + rules.patterns.size(), 0);
}

void Scorer::score(const Ruleset& rules, const ReadField& text, const ReadField* bio, const Author& author,
                   Verdict& out) {
  prepare(rules);
  state_of(EvidenceField::text).read = &text;
  state_of(EvidenceField::bio).read = bio;
  take_hits(rules, EvidenceField::text, author);
  if (bio) take_hits(rules, EvidenceField::bio, author);
  try_facts(rules, author);
  try_composites(rules, author);
  add_up(rules, out);
}

void Scorer::take_hits(const Ruleset& rules, EvidenceField name, const Author& author) {
  FieldState& field = state_of(name);
  const ReadField& read = *field.read;
  field.evaded_counts.clear();
  field.exceptions.assign(read.matcher.exceptions.begin(), read.matcher.exceptions.end());
  std::sort(field.exceptions.begin(), field.exceptions.end(), [&](const Hit& a, const Hit& b) {
    if (a.rule != b.rule) return a.rule < b.rule;
    const bool a_comment = rules.patterns[a.pattern].use == PatternUse::unless_comment;
    const bool b_comment = rules.patterns[b.pattern].use == PatternUse::unless_comment;
    return a_comment != b_comment ? a_comment : a.terms.first < b.terms.first;
  });
  for (const Hit& hit : read.matcher.hits) {
    const Rule& rule = rules.rules[hit.rule];
    const uint32_t taken = places_[hit.place];
    if (taken != 0 && (fired_[taken - 1].field != name || !counts_rather(hit, fired_[taken - 1]))) continue;
    Range span;
    Evasions evasions;
    if (!counts(rules, field, author, hit, span, evasions)) continue;
    Fired& fired = taken != 0 ? fired_[taken - 1] : fire(rules, hit.rule, hit.place);
    fired.pattern = hit.pattern;
    fired.points = hit.points;
    fired.terms = hit.terms;
    fired.span = span;
    fired.field = name;
    fired.evasions = evasions;
    fired.target = rule.label == static_cast<uint8_t>(Label::abuse) && rule.target == Target::none
                       ? target_of(roles_near(read.terms, hit.terms, kTargetReach))
                       : rule.target;
  }
}

// Whether a hit counts for its rule; where it stands, and with what tricks.
inline bool Scorer::counts(const Ruleset& rules, FieldState& field, const Author& author, const Hit& hit, Range& span,
                           Evasions& evasions) {
  const Rule& rule = rules.rules[hit.rule];
  if (!rule.is(RuleTrait::plain) && !stands(rules, field, author, hit)) return false;
  span = span_of(*field.read, hit, evasions);
  return rule.evades == 0 || evasions.any_of(Evasions::from_raw(rule.evades));
}

// Matches are at most kSentenceReach long, so those that touch the hit's sentence lie in a bounded stretch of the
// sorted list.
bool Scorer::excepted(const Ruleset& rules, const FieldState& field, const Hit& hit) {
  const std::span<const Hit> exceptions(field.exceptions);
  const Hit* const end = exceptions.data() + exceptions.size();
  const Hit* const begin = first_without(exceptions, [&](const Hit& e) { return e.rule < hit.rule; });
  if (begin == end || begin->rule != hit.rule) return false;
  if (rules.patterns[begin->pattern].use == PatternUse::unless_comment) return true;
  const TermRange sentence = sentence_of(field.read->terms, hit.terms.first);
  const Hit* at = first_without(std::span(begin, end), [&](const Hit& e) {
    return (e.rule == hit.rule) & (e.terms.first + kSentenceReach < sentence.first);
  });
  for (; at != end && at->rule == hit.rule && at->terms.first < sentence.last; ++at)
    if (at->terms.last > sentence.first) return true;
  return false;
}

// Whether a hit counts for its rule: it has the length, the facts and the contexts that the rule asks for, and no
// exception takes it back.
bool Scorer::stands(const Ruleset& rules, FieldState& field, const Author& author, const Hit& hit) {
  const Rule& rule = rules.rules[hit.rule];
  const ReadField& read = *field.read;
  if (!has_length(rule, read)) return false;
  if (rule.evaded_at_least > 0 && count_evaded(field, rule.evaded_by) < rule.evaded_at_least) return false;
  if (!facts_hold(rules, rule, author)) return false;
  if (rule.exceptions.count > 0 && !field.exceptions.empty() && excepted(rules, field, hit)) return false;
  if ((rule.not_in | rule.only_in) == 0) return true;
  const Contexts not_in = Contexts::from_raw(rule.not_in);
  const Contexts only_in = Contexts::from_raw(rule.only_in);
  const Contexts found = find_contexts(read.text, read.terms, hit.terms, not_in | only_in);
  return !found.any_of(not_in) && (only_in.empty() || found.any_of(only_in));
}

// Counted once, as a word that is repeated gives as many hits as there are words to count.
uint32_t Scorer::count_evaded(FieldState& field, uint32_t tricks) {
  for (const EvadedCount& known : field.evaded_counts)
    if (known.tricks == tricks) return known.words;
  const uint32_t words = evaded_words(field.read->text, field.read->terms, Evasions::from_raw(tricks));
  field.evaded_counts.push_back({tricks, words});
  return words;
}

// The caller writes the rest where it stays: a copy would be read in wider pieces than it was just written in, which
// takes long.
Scorer::Fired& Scorer::fire(const Ruleset& rules, uint32_t rule, uint32_t place) {
  Fired& fired = fired_.emplace_back();  // first, so that a failed allocation leaves nothing behind
  fired.rule = rule;
  fired.place = place;
  places_[place] = static_cast<uint32_t>(fired_.size());
  if (rules.rules[rule].status != RuleStatus::active) {
    state_[rule] = State::shadow;
    return fired;
  }
  state_[rule] = State::fired;
  for (uint32_t composite : slice(rules.triggered, rules.triggers[rule]))
    pending_[composite / 64] |= uint64_t{1} << composite % 64;
  return fired;
}

// Of a rule that no words of the comment stand for, or none yet.
Scorer::Fired Scorer::without_place(const Ruleset& rules, uint32_t index) {
  const Rule& rule = rules.rules[index];
  return {index, index, kNoPattern, rule.points, {0, 0}, {}, EvidenceField::facts, {}, rule.target};
}

void Scorer::try_facts(const Ruleset& rules, const Author& author) {
  if (author.nothing_known()) return;
  const ReadField& text = *state_of(EvidenceField::text).read;
  for (uint32_t index : rules.fact_rules) {
    const Rule& rule = rules.rules[index];
    if (state_[index] == State::quiet && has_length(rule, text) && facts_hold(rules, rule, author))
      fire(rules, index, index) = without_place(rules, index);
  }
}

const Scorer::Fired* Scorer::first_fired(const Ruleset& rules, uint32_t rule) const {
  if (!rules.rules[rule].count_each) return places_[rule] == 0 ? nullptr : &fired_[places_[rule] - 1];
  const Fired* first = nullptr;
  for (const Fired& f : fired_)
    if (f.rule == rule && (first == nullptr || (f.field == first->field && counts_rather(f, *first)))) first = &f;
  return first;
}

bool Scorer::composite_fires(const Ruleset& rules, const Composite& composite, Fired& fired) const {
  auto has_fired = [&](uint32_t rule) { return state_[rule] >= State::fired; };
  // The members' places: a composite stands where its members stand.
  bool placed = false;
  auto take = [&](uint32_t rule) {
    const Fired* member = first_fired(rules, rule);
    if (!member || member->field == EvidenceField::facts) return;
    fired.evasions |= member->evasions;
    if (!placed) {
      fired.terms = member->terms;
      fired.span = member->span;
      fired.field = member->field;
      placed = true;
    } else if (member->field == fired.field) {
      fired.terms = {std::min(fired.terms.first, member->terms.first), std::max(fired.terms.last, member->terms.last)};
      fired.span = {std::min(fired.span.begin, member->span.begin), std::max(fired.span.end, member->span.end)};
    }
  };
  for (uint32_t rule : slice(rules.members, composite.all)) {
    if (!has_fired(rule)) return false;
    take(rule);
  }
  const std::span<const uint32_t> any = slice(rules.members, composite.any);
  const auto fired_one = std::find_if(any.begin(), any.end(), has_fired);
  if (fired_one != any.end())
    take(*fired_one);
  else if (!any.empty())
    return false;
  for (uint32_t rule : slice(rules.members, composite.none))
    if (has_fired(rule)) return false;
  return true;
}

// Adds the places of a rule that stands for `member`; true if there is one in this field.
bool Scorer::list_places(const Ruleset& rules, FieldState& field, const Author& author, uint32_t rule, uint32_t member,
                         EvidenceField name) {
  const size_t before = member_places_.size();
  if (state_[rule] < State::fired) return false;
  if (rules.rules[rule].composite != 0) {
    const Fired* const fired = first_fired(rules, rule);
    if (fired->field == name) member_places_.push_back({fired->terms, member});
  } else {
    for (const Hit& hit : field.read->matcher.hits) {
      Range span;
      Evasions evasions;
      if (hit.rule == rule && counts(rules, field, author, hit, span, evasions))
        member_places_.push_back({hit.terms, member});
    }
  }
  return member_places_.size() > before;
}

// Whether so few words as the composite asks for hold a hit of each of its members. If the hits that count do not,
// others may: of "situs … situs gacor" the first counts, and the second stands beside gacor. Members that only the
// other field or facts brought about stand nowhere, and nothing is asked of their place.
//
// Going from the last hit to the first, the nearest end for each member from there on is at hand, and the leftmost
// stretch is the last that fits.
bool Scorer::stands_within(const Ruleset& rules, const Composite& composite, const Author& author, Fired& fired) {
  if (fired.terms.last - fired.terms.first <= composite.within) return true;
  FieldState& field = state_of(fired.field);
  member_places_.clear();
  uint32_t members = 0;
  for (uint32_t rule : slice(rules.members, composite.all))
    members += list_places(rules, field, author, rule, members, fired.field);
  bool any = false;
  for (uint32_t rule : slice(rules.members, composite.any))
    any |= list_places(rules, field, author, rule, members, fired.field);
  members += any;
  std::sort(member_places_.begin(), member_places_.end(), [](const Place& a, const Place& b) {
    return a.terms.first != b.terms.first ? a.terms.first > b.terms.first : a.member < b.member;
  });
  member_ends_.assign(members, UINT32_MAX);
  bool found = false;
  for (const Place& place : member_places_) {
    uint32_t& nearest = member_ends_[place.member];
    nearest = std::min(nearest, place.terms.last);
    const uint32_t end = *std::max_element(member_ends_.begin(), member_ends_.end());
    if (end == UINT32_MAX || end - place.terms.first > composite.within) continue;
    fired.terms = {place.terms.first, end};
    found = true;
  }
  if (found) fired.span = span_of(*field.read, {composite.rule, kNoPattern, 0, 0, fired.terms, {}}, fired.evasions);
  return found;
}

// In rising order none needs a later one, so each is tried once, when all that it names is settled.
void Scorer::try_composites(const Ruleset& rules, const Author& author) {
  for (size_t word = 0; word < pending_.size(); ++word) {
    for (uint64_t& pending = pending_[word]; pending != 0;) {
      const uint32_t index = static_cast<uint32_t>(word * 64) + static_cast<uint32_t>(__builtin_ctzll(pending));
      pending &= pending - 1;
      try_composite(rules, rules.composites[index], author);
    }
  }
}

void Scorer::try_composite(const Ruleset& rules, const Composite& composite, const Author& author) {
  const Rule& rule = rules.rules[composite.rule];
  if (state_[composite.rule] != State::quiet) return;
  Fired fired = without_place(rules, composite.rule);
  if (!composite_fires(rules, composite, fired)) return;
  if (composite.within != 0 && !stands_within(rules, composite, author, fired)) return;
  fire(rules, composite.rule, composite.rule) = fired;
  if (rule.status != RuleStatus::active) return;
  for (uint32_t absorbed : slice(rules.members, composite.absorbs))
    if (state_[absorbed] == State::fired) state_[absorbed] = State::absorbed;
}

// Nothing here branches on what a rule is like: a third of what has fired is not named, and none can tell which.
void Scorer::list_evidence(const Ruleset& rules, Verdict& out) {
  out.tags = 0;
  if (listed_.size() < fired_.size()) listed_.resize(2 * fired_.size());
  size_t count = 0;
  for (const Fired& f : fired_) {
    const Rule& rule = rules.rules[f.rule];
    const int32_t points = f.points & -int32_t{rule.label != kNoLabel};
    const bool active = rule.status == RuleStatus::active;
    const bool absorbed = state_[f.rule] == State::absorbed;
    const bool counts = active & !absorbed;
    const uint32_t flags = uint32_t{!active} << static_cast<unsigned>(EvidenceFlag::shadow) |
                           uint32_t{absorbed} << static_cast<unsigned>(EvidenceFlag::absorbed);
    out.tags |= active ? rule.tags : 0;
    Evidence& evidence = listed_[count];
    evidence.rule = f.rule;
    evidence.points = counts ? points : 0;
    evidence.rule_points = points;
    evidence.span = f.span;
    evidence.field = f.field;
    evidence.flags = Bits<EvidenceFlag>::from_raw(flags);
    evidence.evasions = f.evasions;
    evidence.label = rule.label;
    evidence.target = f.target;
    const bool only_helps = rule.is(RuleTrait::helper) & active & (points == 0) & !lists_every_rule;
    count += !(only_helps | rule.is(RuleTrait::silent));
  }
  sort_few(std::span<const Evidence>(listed_.data(), count), out.evidence, rank_of, counts_before);
}

// Takes from each hit what is beyond the cap of its group, on either side of 0; true if there was something to take.
bool Scorer::cap_groups(const Ruleset& rules, std::vector<Evidence>& evidence) {
  static constexpr Group kNoGroup = {0, INT32_MAX};
  group_left_.resize(rules.groups.size() + 1);
  for (const Evidence& e : evidence) {
    const uint16_t number = rules.rules[e.rule].group;
    const Group* const group = number == 0 ? &kNoGroup : rules.groups.data() + number - 1;
    group_left_[number] = {group->cap, group->cap};
  }
  bool capped = false;
  for (Evidence& e : evidence) {
    Left& left = group_left_[rules.rules[e.rule].group];
    const int32_t counted = std::clamp(e.points, -left.against, left.in_favour);
    left.in_favour -= std::max(counted, 0);
    left.against += std::min(counted, 0);
    if (counted == e.points) continue;
    e.points = counted;
    e.flags |= EvidenceFlag::capped;
    capped = true;
  }
  return capped;
}

namespace {

// Of two candidates the one with more points wins, of equals the one declared first. No candidate is 0.
template <typename Candidate>
uint64_t standing(int32_t points, Candidate candidate) {
  return static_cast<uint64_t>(points) << 8 | (UINT8_MAX - static_cast<uint64_t>(candidate));
}

constexpr uint64_t mask_if(bool holds) { return -uint64_t{holds}; }

template <typename Candidate>
Candidate winner(uint64_t best) {
  return static_cast<Candidate>(best == 0 ? 0 : UINT8_MAX - (best & UINT8_MAX));
}

}  // namespace

void Scorer::add_up(const Ruleset& rules, Verdict& out) {
  list_evidence(rules, out);
  if (cap_groups(rules, out.evidence)) {
    std::copy(out.evidence.begin(), out.evidence.end(), listed_.begin());
    sort_few(std::span<const Evidence>(listed_.data(), out.evidence.size()), out.evidence, rank_of, counts_before);
  }
  // What has no label has no points, and is counted where nobody looks.
  constexpr size_t kLabels = kLabelCount + 1;
  std::array<int32_t, kLabels> points{};
  std::array<int32_t, kKindNames.size()> kind_points{};
  std::array<int32_t, kTargetNames.size()> target_points{};
  for (const Evidence& e : out.evidence) {
    const int32_t counted = std::max(e.points, 0);
    points[std::min<size_t>(e.label, kLabelCount)] += e.points;
    kind_points[static_cast<size_t>(rules.rules[e.rule].kind)] += counted;
    target_points[static_cast<size_t>(e.target)] += counted;
  }
  // However much somebody swears, an attack that is one by itself makes the comment an attack.
  const int32_t threshold = rules.settings().thresholds[static_cast<size_t>(Label::abuse)];
  int32_t& swearing = kind_points[static_cast<size_t>(Kind::profanity)];
  for (Kind kind : {Kind::insult, Kind::hate, Kind::threat, Kind::sexual, Kind::ill_wish})
    if (kind_points[static_cast<size_t>(kind)] >= threshold) swearing = 0;
  std::array<uint64_t, kLabels> kinds{};
  uint64_t target = 0;
  for (const Evidence& e : out.evidence) {
    const Kind kind = rules.rules[e.rule].kind;
    uint64_t& best = kinds[std::min<size_t>(e.label, kLabelCount)];
    const bool counts = e.points > 0;
    best =
        std::max(best, standing(kind_points[static_cast<size_t>(kind)], kind) & mask_if(counts & (kind != Kind::none)));
    target = std::max(target, standing(target_points[static_cast<size_t>(e.target)], e.target) &
                                  mask_if(counts & (e.target != Target::none)));
  }
  out.scores = {};
  for (size_t label = 0; label < kLabelCount; ++label) {
    out.scores[label].points = points[label];
    out.scores[label].kind = winner<Kind>(kinds[label]);
  }
  out.scores[static_cast<size_t>(Label::abuse)].target = winner<Target>(target);
}

}  // namespace pilah
