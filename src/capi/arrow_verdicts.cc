// SPDX-License-Identifier: Apache-2.0
// The columns are those of the command's JSON (docs/COMMAND.md), in its order; src/cli/jsonl_writer.cc is their twin.
#include "capi/arrow_verdicts.h"

#include <algorithm>
#include <utility>

namespace pilah {
namespace {

// Eight hexadecimal digits at once: halves, bytes and nibbles are moved apart until each has a byte of its own.
inline void write_eight(uint32_t value, char* to) {
  uint64_t x = value;
  x = (x | x << 16) & 0x0000ffff0000ffffu;
  x = (x | x << 8) & 0x00ff00ff00ff00ffu;
  x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fu;
  const uint64_t above_nine = ((x + 0x0606060606060606u) >> 4) & 0x0101010101010101u;
  x += 0x3030303030303030u + above_nine * ('a' - '0' - 10);
  for (int digit = 0; digit < 8; ++digit) to[digit] = static_cast<char>(x >> (56 - 8 * digit));
}

// What is reported of how often a comment was seen.
struct Count {
  const char* name;
  int64_t pilah_comment::*number;
};
constexpr Count kCounts[] = {{"copies", &pilah_comment::copies},
                             {"copy_authors", &pilah_comment::copy_authors},
                             {"promotions", &pilah_comment::promotions},
                             {"promotion_authors", &pilah_comment::promotion_authors}};

}  // namespace

VerdictColumns::VerdictColumns(const pilah_ruleset* ruleset, uint32_t flags, std::span<const char* const> wanted,
                               size_t rows)
    : rules_(ruleset->engine.rules),
      code_points_(flags & PILAH_ARROW_CODE_POINTS),
      expected_(rows),
      hash_(names_.of(pilah_ruleset_hash(ruleset))),
      rule_names_(rules_.rules.size(), ArrowName::null()),
      said_by_(rules_.policy_rows.size()) {
  const auto all_of = [this](auto name_at, std::vector<ArrowName>& out) {
    for (uint32_t i = 0; const char* name = name_at(i); ++i) out.push_back(names_.of(name));
  };
  all_of([&](uint32_t i) { return pilah_ruleset_tag_name(ruleset, i); }, tag_names_);
  all_of([&](uint32_t i) { return pilah_ruleset_day_name(ruleset, i); }, day_names_);
  all_of(pilah_evasion_name, evasion_names_);
  all_of(pilah_who_name, who_names_);
  all_of(pilah_want_name, want_names_);
  const auto these = [this](const auto& names, std::vector<ArrowName>& out) {
    for (std::string_view name : names) out.push_back(names_.of(name.data()));
  };
  these(std::array<std::string_view, 3>{"text", "bio", "facts"}, field_names_);
  these(std::array<std::string_view, 3>{"shadow", "absorbed", "capped"}, flag_names_);
  label_names_ = tier_names_ = {ArrowName::null()};
  these(kLabelNames, label_names_);
  these(kTierNames, tier_names_);
  these(kActionNames, action_names_);
  these(kChannelNames, channel_names_);
  these(kLanguageNames, language_names_);
  these(kKindNames, kind_names_);
  these(kTargetNames, target_names_);
  these(kToneNames, tone_names_);
  build_columns();
  if (flags & PILAH_ARROW_DICTIONARIES) {
    all_.encode();
    for (ArrowColumn* nearly_unique : {campaign_, promotion_}) nearly_unique->encode(false);
  }
  if (wanted.empty()) return;
  for (const char* name : wanted) is_complete_ = is_complete_ && all_.keep(name);
  all_.mute_others();
}

void VerdictColumns::build_columns() {
  label_ = &all_.child("u", "label");
  labels_ = &list_of_texts(all_, "labels");
  scores_ = &all_.child("+s", "scores");
  points_ = &all_.child("+s", "points");
  kinds_ = &all_.child("+s", "kinds");
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    const char* name = pilah_label_name(label);
    score_of_[static_cast<size_t>(label)] = &scores_->child("g", name);
    points_of_[static_cast<size_t>(label)] = &points_->child("i", name);
    kind_of_[static_cast<size_t>(label)] = &kinds_->child("u", name);
    if (label == PILAH_ABUSE) target_ = &kinds_->child("u", "abuse_target");
  }
  action_ = &all_.child("u", "action");
  priority_ = &all_.child("i", "priority");
  parts_ = &all_.child("+s", "priority_parts");
  for (int part = 0; part < PILAH_PART_COUNT; ++part)
    part_[static_cast<size_t>(part)] = &parts_->child("i", pilah_part_name(part));
  minutes_ = &all_.child("i", "respond_within_minutes");
  due_ = &all_.child("tsm:UTC", "due");
  channel_ = &all_.child("u", "channel");
  route_ = &all_.child("u", "route");
  row_ = &all_.child("u", "policy_row");
  reason_ = &all_.child("+s", "reason");
  reason_id_ = &reason_->child("u", "id");
  reason_en_ = &reason_->child("u", "en");
  checklist_ = &list_of_texts(all_, "checklist");
  tags_ = &list_of_texts(all_, "tags");
  tier_ = &all_.child("u", "tier");
  heard_ = &list_of_texts(all_, "heard_from");
  who_ = &list_of_texts(all_, "who");
  wants_ = &list_of_texts(all_, "wants");
  tone_ = &all_.child("u", "tone");
  days_ = &list_of_texts(all_, "days");
  language_ = &all_.child("u", "language");
  evasions_ = &list_of_texts(all_, "evasions");
  entities_ = &all_.child("+l", "entities");
  entity_ = &entities_->child("+s", "item", false);
  entity_type_ = &entity_->child("u", "type", false);
  entity_begin_ = &entity_->child("i", "begin", false);
  entity_end_ = &entity_->child("i", "end", false);
  evidence_ = &all_.child("+l", "evidence");
  found_ = &evidence_->child("+s", "item", false);
  rule_ = &found_->child("u", "rule", false);
  found_label_ = &found_->child("u", "label");
  found_points_ = &found_->child("i", "points", false);
  begin_ = &found_->child("i", "begin", false);
  end_ = &found_->child("i", "end", false);
  field_ = &found_->child("u", "field", false);
  flags_ = &list_of_texts(*found_, "flags");
  tricks_ = &list_of_texts(*found_, "evasions");
  rule_points_ = &found_->child("i", "rule_points", false);
  campaign_ = &all_.child("u", "campaign");
  promotion_ = &all_.child("u", "promotion");
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] = &all_.child("l", kCounts[i].name);
  steps_ = &all_.child("+l", "platform_action");
  step_ = &steps_->child("+s", "item", false);
  use_ = &step_->child("u", "use", false);
  verb_ = &step_->child("u", "verb", false);
  possible_ = &step_->child("i", "possible", false);
  how_ = &step_->child("+s", "how", false);
  how_id_ = &how_->child("u", "id", false);
  how_en_ = &how_->child("u", "en", false);
  source_ = &step_->child("u", "source", false);
  url_ = &step_->child("u", "url", false);
  invalid_ = &all_.child("i", "invalid_sequences");
  ruleset_ = &all_.child("u", "ruleset", false);
  error_ = &all_.child("u", "error");
  answers_ = {label_, labels_,  scores_,    points_, kinds_,    action_,   priority_, minutes_,  channel_,  route_,
              row_,   reason_,  checklist_, tags_,   language_, evasions_, entities_, evidence_, campaign_, promotion_,
              steps_, invalid_, parts_,     due_,    tier_,     heard_,    who_,      wants_,    tone_,     days_};
  answers_.insert(answers_.end(), counts_.begin(), counts_.end());
}

// ---- One row: what lives in the scratch until the next comment only ----

void VerdictColumns::add_entities(const std::vector<Entity>& entities) {
  entities_->lists(1, [&](size_t) {
    const size_t count = entities.size();
    if (count == 0) return;
    entity_type_->texts(count, [&](size_t i) { return names_.of(entities[i].type.data()); });
    entity_begin_->numbers(count, [&](size_t i) { return in_text_(entities[i].span.begin); });
    entity_end_->numbers(count, [&](size_t i) { return in_text_(entities[i].span.end); });
    entity_->rows(count);
  });
}

ArrowName VerdictColumns::rule_name(uint32_t rule) {
  ArrowName& name = rule_names_[rule];
  if (name.is_null()) name = names_.of(rules_.string(rules_.rules[rule].id));
  return name;
}

void VerdictColumns::add_findings(pilah_scratch& scratch) {
  if (entities_->is_muted() && evidence_->is_muted()) return;
  const Comment& comment = scratch.comment;
  const std::vector<Evidence>& evidence = scratch.scratch.verdict.evidence;
  std::vector<Entity>& entities = scratch.found_entities;
  find_entities(scratch.scratch.text, entities);
  const size_t before = waiting_evidence_.size();
  waiting_evidence_.insert(waiting_evidence_.end(), evidence.begin(), evidence.end());
  in_text_.open(comment.text, code_points_);
  in_bio_.open(comment.bio, code_points_);
  if (!in_text_.counts() && !in_bio_.counts()) return add_entities(entities);
  const auto places = [this](const Evidence& found) -> ArrowPlaces& {
    return found.field == EvidenceField::bio ? in_bio_ : in_text_;
  };
  for (const Entity& entity : entities) {
    in_text_.want(entity.span.begin);
    in_text_.want(entity.span.end);
  }
  const std::span waiting = std::span(waiting_evidence_).subspan(before);
  for (const Evidence& found : waiting) {
    places(found).want(found.span.begin);
    places(found).want(found.span.end);
  }
  in_text_.count();
  in_bio_.count();
  for (Evidence& found : waiting) {
    found.span.begin = static_cast<uint32_t>(places(found)(found.span.begin));
    found.span.end = static_cast<uint32_t>(places(found)(found.span.end));
  }
  add_entities(entities);
}

void VerdictColumns::add_steps(pilah_scratch& scratch) {
  steps_->lists(1, [&](size_t) {
    list_platform_steps(rules_, scratch);
    const std::vector<pilah_platform_step>& all = scratch.platform_steps;
    const size_t count = all.size();
    if (count == 0) return;
    use_->texts(count, [&](size_t i) { return names_.of(all[i].use); });
    verb_->texts(count, [&](size_t i) { return names_.of(all[i].verb); });
    possible_->numbers(count, [&](size_t i) { return all[i].possible; });
    how_id_->texts(count, [&](size_t i) { return names_.of(all[i].how_id); });
    how_en_->texts(count, [&](size_t i) { return names_.of(all[i].how_en); });
    how_->rows(count);
    source_->texts(count, [&](size_t i) { return names_.of(all[i].source); });
    url_->texts(count, [&](size_t i) { return names_.of(all[i].url); });
    step_->rows(count);
  });
}

const VerdictColumns::Said& VerdictColumns::said_by(uint32_t row) {
  Said& said = said_by_[row];
  if (said.known) return said;
  const PolicyRow& from = rules_.policy_rows[row];
  const auto name = [this](uint32_t string) { return names_.of(rules_.string(string)); };
  said.action = action_names_[static_cast<size_t>(from.action)];
  said.channel = channel_names_[static_cast<size_t>(from.channel)];
  said.route = name(from.route);
  said.row = name(from.id);
  said.reason_id = name(from.reason_id);
  said.reason_en = name(from.reason_en);
  for (uint32_t code : slice(rules_.checklists, from.checklist)) said.checklist.push_back(name(code));
  said.known = true;
  return said;
}

void VerdictColumns::add(const pilah_comment& comment, pilah_scratch& scratch) {
  const Verdict& verdict = scratch.scratch.verdict;
  const Text& text = scratch.scratch.text;
  add_findings(scratch);
  add_steps(scratch);
  Waiting& waiting = waiting_[waiting_count_++];
  static_cast<Judgement&>(waiting) = verdict;
  waiting.said = &said_by(verdict.decision.row);
  waiting.evidence_count = static_cast<int32_t>(verdict.evidence.size());
  waiting.invalid_sequences = static_cast<int32_t>(text.invalid_sequences);
  waiting.evasions = tricks_in(text, scratch.scratch.terms);
  for (size_t i = 0; i < counts_.size(); ++i) waiting.seen[i] = comment.*kCounts[i].number;
  if (waiting_count_ == kWaiting) write_waiting();
}

void VerdictColumns::add_nothing(const char* why) {
  write_waiting();
  for (ArrowColumn* answer : answers_) answer->null();
  ruleset_->text(hash_);
  error_->text(why ? names_.of(why) : ArrowName::null());
  all_.rows(1);
}

// ---- Many rows, column by column ----

template <typename NameOf>
void VerdictColumns::names(ArrowColumn& column, NameOf name_of) {
  column.texts(waiting_count_, [&](size_t i) { return name_of(waiting_[i]); });
}

template <typename NumberOf>
void VerdictColumns::numbers(ArrowColumn& column, NumberOf number_of) {
  column.numbers(waiting_count_, [&](size_t i) { return number_of(waiting_[i]); });
}

template <typename BitsOf>
void VerdictColumns::bits(ArrowColumn& column, std::span<const ArrowName> names, BitsOf bits_of) {
  column.sets(waiting_count_, names, [&](size_t i) { return uint64_t{bits_of(waiting_[i])}; });
}

// 16 hexadecimal digits; 0 is no key.
template <typename KeyOf>
void VerdictColumns::keys(ArrowColumn& column, KeyOf key_of) {
  char digits[kWaiting][ArrowName::kPad] = {};  // each text stays until all are gathered
  column.texts(waiting_count_, [&](size_t i) {
    const uint64_t key = key_of(waiting_[i]);
    write_eight(static_cast<uint32_t>(key >> 32), digits[i]);
    write_eight(static_cast<uint32_t>(key), digits[i] + 8);
    return key == 0 ? ArrowName::null() : ArrowName{digits[i], 16, 0};
  });
}

void VerdictColumns::write_scores() {
  for (size_t label = 0; label < kLabelCount; ++label) {
    numbers(*score_of_[label], [=](const Waiting& v) { return v.scores[label].permille / 1000.0; });
    numbers(*points_of_[label], [=](const Waiting& v) { return v.scores[label].points; });
    names(*kind_of_[label], [=, this](const Waiting& v) {
      return v.scores[label].holds ? kind_names_[static_cast<size_t>(v.scores[label].kind)] : ArrowName::null();
    });
  }
  names(*target_, [this](const Waiting& v) {
    const Score& abuse = v.scores[static_cast<size_t>(Label::abuse)];
    return abuse.holds ? target_names_[static_cast<size_t>(abuse.target)] : ArrowName::null();
  });
  bits(*labels_, std::span(label_names_).subspan(1), [](const Waiting& v) {
    uint32_t held = 0;
    for (size_t label = 0; label < kLabelCount; ++label) held |= uint32_t{v.scores[label].holds} << label;
    return held;
  });
  for (ArrowColumn* column : {scores_, points_, kinds_}) column->rows(waiting_count_);
}

void VerdictColumns::write_policy() {
  const auto said = [this](ArrowColumn& column, ArrowName Said::*name) {
    names(column, [=](const Waiting& v) { return v.said->*name; });
  };
  said(*action_, &Said::action);
  numbers(*priority_, [](const Waiting& v) { return v.decision.priority(); });
  for (size_t part = 0; part < PILAH_PART_COUNT; ++part)
    numbers(*part_[part], [=](const Waiting& v) { return v.decision.parts[part]; });
  parts_->rows(waiting_count_);
  numbers(*minutes_, [](const Waiting& v) { return static_cast<int32_t>(v.decision.minutes); });
  due_->numbers_or_null(
      waiting_count_, [this](size_t i) { return waiting_[i].decision.due * 1000; },
      [this](size_t i) { return waiting_[i].decision.due < 0; });
  said(*channel_, &Said::channel);
  said(*route_, &Said::route);
  said(*row_, &Said::row);
  said(*reason_id_, &Said::reason_id);
  said(*reason_en_, &Said::reason_en);
  reason_->rows(waiting_count_);
  checklist_->lists(waiting_count_, [this](size_t i) {
    const std::vector<ArrowName>& codes = waiting_[i].said->checklist;
    checklist_->child_at(0).texts(codes.size(), [&](size_t code) { return codes[code]; });
  });
  bits(*tags_, tag_names_, [](const Waiting& v) { return v.tags; });
  names(*tier_, [this](const Waiting& v) { return tier_names_[static_cast<size_t>(int64_t{v.decision.tier} + 1)]; });
  bits(*heard_, field_names_, [](const Waiting& v) { return v.decision.heard_from; });
  bits(*who_, who_names_, [](const Waiting& v) { return v.decision.who; });
  bits(*wants_, want_names_, [](const Waiting& v) { return v.decision.wants; });
  names(*tone_, [this](const Waiting& v) { return tone_names_[v.decision.tone]; });
  bits(*days_, day_names_, [](const Waiting& v) { return v.decision.days; });
}

void VerdictColumns::write_counts() {
  for (size_t which = 0; which < counts_.size(); ++which)
    counts_[which]->numbers_or_null(
        waiting_count_, [&](size_t i) { return std::max<int64_t>(waiting_[i].seen[which], 0); },
        [&](size_t i) { return waiting_[i].seen[which] < 0; });
}

void VerdictColumns::write_evidence() {
  static_assert(kNoLabel == UINT8_MAX, "one more is 0, where the null stands");
  const size_t count = waiting_evidence_.size();
  const Evidence* all = waiting_evidence_.data();
  evidence_->lists_of(waiting_count_, [this](size_t i) { return waiting_[i].evidence_count; });
  rule_->texts(count, [&](size_t i) { return rule_name(all[i].rule); });
  found_label_->texts(count, [&](size_t i) { return label_names_[static_cast<uint8_t>(all[i].label + 1)]; });
  found_points_->numbers(count, [&](size_t i) { return all[i].points; });
  begin_->numbers(count, [&](size_t i) { return static_cast<int32_t>(all[i].span.begin); });
  end_->numbers(count, [&](size_t i) { return static_cast<int32_t>(all[i].span.end); });
  field_->texts(count, [&](size_t i) { return field_names_[static_cast<size_t>(all[i].field)]; });
  flags_->sets(count, flag_names_, [&](size_t i) { return uint64_t{all[i].flags.raw()}; });
  tricks_->sets(count, evasion_names_, [&](size_t i) { return uint64_t{all[i].evasions.raw()}; });
  rule_points_->numbers(count, [&](size_t i) { return all[i].rule_points; });
  found_->rows(count);
  waiting_evidence_.clear();
}

void VerdictColumns::write_waiting() {
  if (waiting_count_ == 0) return;
  write_evidence();
  // One more than kNoLabel is 0, where the null stands.
  names(*label_, [this](const Waiting& v) { return label_names_[static_cast<uint8_t>(v.label + 1)]; });
  write_scores();
  write_policy();
  names(*language_, [this](const Waiting& v) { return language_names_[static_cast<size_t>(v.language)]; });
  bits(*evasions_, evasion_names_, [](const Waiting& v) { return v.evasions.raw(); });
  keys(*campaign_, [](const Waiting& v) { return v.campaign; });
  keys(*promotion_, [](const Waiting& v) { return v.promotion; });
  write_counts();
  numbers(*invalid_, [](const Waiting& v) { return v.invalid_sequences; });
  ruleset_->texts(waiting_count_, [this](size_t) { return hash_; });
  error_->texts(waiting_count_, [](size_t) { return ArrowName::null(); });
  all_.rows(waiting_count_);
  written_ += waiting_count_;
  if (written_ >= kTelling && expected_ > written_) all_.expect(written_, std::exchange(expected_, 0) - written_);
  waiting_count_ = 0;
}

}  // namespace pilah
