// SPDX-License-Identifier: Apache-2.0
// The columns are those of the command's JSON (docs/COMMAND.md), in its order; src/cli/jsonl_writer.cc is their twin.
#include "capi/arrow_verdicts.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace pilah {
namespace {

// The bits of a set that have a name, one after the other.
inline void append_bits(ArrowColumn& items, uint64_t bits, std::span<const ArrowName> names) {
  for (; bits != 0; bits &= bits - 1) {
    const size_t bit = static_cast<size_t>(std::countr_zero(bits));
    if (bit < names.size()) items.text(names[bit]);
  }
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
    : code_points_(flags & PILAH_ARROW_CODE_POINTS), expected_(rows), hash_(names_.of(pilah_ruleset_hash(ruleset))) {
  const auto all_of = [this](auto name_at, std::vector<ArrowName>& out) {
    for (uint32_t i = 0; const char* name = name_at(i); ++i) out.push_back(names_.of(name));
  };
  all_of([&](uint32_t i) { return pilah_ruleset_tag_name(ruleset, i); }, tag_names_);
  all_of([&](uint32_t i) { return pilah_ruleset_day_name(ruleset, i); }, day_names_);
  all_of(pilah_evasion_name, evasion_names_);
  all_of(pilah_who_name, who_names_);
  all_of(pilah_want_name, want_names_);
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) label_names_.push_back(names_.of(pilah_label_name(label)));
  for (const char* name : {"text", "bio", "facts"}) field_names_.push_back(names_.of(name));
  for (const char* name : {"shadow", "absorbed", "capped"}) flag_names_.push_back(names_.of(name));
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
  if (flags & PILAH_ARROW_DICTIONARIES) {
    all_.encode();
    for (ArrowColumn* nearly_unique : {campaign_, promotion_}) nearly_unique->encode(false);
  }
  if (wanted.empty()) return;
  for (const char* name : wanted) is_complete_ = is_complete_ && all_.keep(name);
  all_.mute_others();
}

// ---- One row: what lives in the scratch until the next comment only ----

void VerdictColumns::add_entities(const pilah_verdict& verdict) {
  entities_->lists(1, [&](size_t) {
    const size_t count = verdict.entity_count;
    if (count == 0) return;
    const pilah_entity* all = verdict.entities;
    entity_type_->texts(count, [&](size_t i) { return names_.of(all[i].type); });
    entity_begin_->numbers(count, [&](size_t i) { return in_text_(all[i].begin); });
    entity_end_->numbers(count, [&](size_t i) { return in_text_(all[i].end); });
    entity_->rows(count);
  });
}

void VerdictColumns::add_evidence(const pilah_verdict& verdict) {
  evidence_->lists(1, [&](size_t) {
    const size_t count = verdict.evidence_count;
    const pilah_evidence* all = verdict.evidence;
    const auto places = [&](size_t i) -> const ArrowPlaces& {
      return all[i].field == PILAH_IN_BIO ? in_bio_ : in_text_;
    };
    rule_->texts(count, [&](size_t i) { return names_.of(all[i].rule); });
    found_label_->texts(count, [&](size_t i) { return label_name(all[i].label); });
    found_points_->numbers(count, [&](size_t i) { return all[i].points; });
    begin_->numbers(count, [&](size_t i) { return places(i)(all[i].begin); });
    end_->numbers(count, [&](size_t i) { return places(i)(all[i].end); });
    field_->texts(count, [&](size_t i) { return field_names_[static_cast<size_t>(all[i].field)]; });
    flags_->lists(count, [&](size_t i) { append_bits(flags_->child_at(0), all[i].flags, flag_names_); });
    tricks_->lists(count, [&](size_t i) { append_bits(tricks_->child_at(0), all[i].evasions, evasion_names_); });
    rule_points_->numbers(count, [&](size_t i) { return all[i].rule_points; });
    found_->rows(count);
  });
}

void VerdictColumns::add_findings(const pilah_verdict& verdict, std::string_view text, std::string_view bio) {
  if (entities_->is_muted() && evidence_->is_muted()) return;
  in_text_.open(text, code_points_);
  in_bio_.open(bio, code_points_);
  if (in_text_.counts() || in_bio_.counts()) {
    for (const pilah_entity& entity : std::span(verdict.entities, verdict.entity_count)) {
      in_text_.want(entity.begin);
      in_text_.want(entity.end);
    }
    for (const pilah_evidence& evidence : std::span(verdict.evidence, verdict.evidence_count)) {
      ArrowPlaces& places = evidence.field == PILAH_IN_BIO ? in_bio_ : in_text_;
      places.want(evidence.begin);
      places.want(evidence.end);
    }
    in_text_.count();
    in_bio_.count();
  }
  add_entities(verdict);
  add_evidence(verdict);
}

void VerdictColumns::add_steps(const pilah_verdict& verdict) {
  steps_->lists(1, [&](size_t) {
    const size_t count = verdict.platform_step_count;
    if (count == 0) return;
    const pilah_platform_step* all = verdict.platform_steps;
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

void VerdictColumns::add_checklist(const pilah_verdict& verdict) {
  checklist_->lists(1, [&](size_t) {
    checklist_->child_at(0).texts(verdict.checklist_count, [&](size_t i) { return names_.of(verdict.checklist[i]); });
  });
}

// How often it was seen, if anybody counted.
void VerdictColumns::add_counts(const pilah_comment& comment) {
  for (size_t i = 0; i < counts_.size(); ++i) {
    const int64_t count = comment.*kCounts[i].number;
    count < 0 ? counts_[i]->null()
              : counts_[i]->numbers(
                    1, [=](size_t) { return count; });
  }
}

void VerdictColumns::add(const pilah_comment& comment, const pilah_verdict& verdict) {
  const std::string_view bio(comment.author_bio ? comment.author_bio : "", comment.author_bio_size);
  add_findings(verdict, {comment.text, comment.text_size}, bio);
  add_checklist(verdict);
  add_counts(comment);
  add_steps(verdict);
  waiting_[waiting_count_++] = verdict;
  if (waiting_count_ == kWaiting) write_waiting();
}

void VerdictColumns::add_nothing(pilah_status why) {
  write_waiting();
  for (ArrowColumn* answer : answers_) answer->null();
  ruleset_->text(hash_);
  error_->text(why == PILAH_OK ? ArrowName{} : names_.of(pilah_status_name(why)));
  all_.rows(1);
}

// ---- Many rows, column by column ----

// `text_of` gives the text of a verdict; nullptr is a null.
template <typename TextOf>
void VerdictColumns::texts(ArrowColumn& column, TextOf text_of) {
  const char* last = nullptr;
  ArrowName name;
  column.texts(waiting_count_, [&](size_t i) {
    const char* text = text_of(waiting_[i]);
    if (text != last) {
      last = text;
      name = text ? names_.of(text) : ArrowName{};
    }
    return name;
  });
}

template <typename NumberOf>
void VerdictColumns::numbers(ArrowColumn& column, NumberOf number_of) {
  column.numbers(waiting_count_, [&](size_t i) { return number_of(waiting_[i]); });
}

template <typename BitsOf>
void VerdictColumns::bits(ArrowColumn& column, std::span<const ArrowName> names, BitsOf bits_of) {
  column.lists(waiting_count_, [&](size_t i) { append_bits(column.child_at(0), bits_of(waiting_[i]), names); });
}

// 16 hexadecimal digits; 0 is no key.
template <typename KeyOf>
void VerdictColumns::keys(ArrowColumn& column, KeyOf key_of) {
  char digits[ArrowName::kPad] = {};
  column.texts(waiting_count_, [&](size_t i) {
    const uint64_t key = key_of(waiting_[i]);
    for (int digit = 0; digit < 16; ++digit) digits[digit] = "0123456789abcdef"[key >> (60 - 4 * digit) & 15u];
    return key == 0 ? ArrowName{} : ArrowName{digits, 16};
  });
}

void VerdictColumns::write_scores() {
  for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    numbers(*score_of_[label], [=](const pilah_verdict& v) { return v.scores[label].probability; });
    numbers(*points_of_[label], [=](const pilah_verdict& v) { return v.scores[label].points; });
    texts(*kind_of_[label], [=](const pilah_verdict& v) {
      return v.scores[label].holds ? pilah_kind_name(v.scores[label].kind) : nullptr;
    });
  }
  texts(*target_, [](const pilah_verdict& v) {
    const pilah_score& abuse = v.scores[PILAH_ABUSE];
    return abuse.holds ? pilah_target_name(abuse.target) : nullptr;
  });
  bits(*labels_, label_names_, [](const pilah_verdict& v) {
    uint32_t held = 0;
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
      if (v.scores[label].holds) held |= 1u << label;
    return held;
  });
  for (ArrowColumn* column : {scores_, points_, kinds_}) column->rows(waiting_count_);
}

void VerdictColumns::write_policy() {
  texts(*action_, [](const pilah_verdict& v) { return pilah_action_name(v.action); });
  numbers(*priority_, [](const pilah_verdict& v) { return v.priority; });
  for (size_t part = 0; part < PILAH_PART_COUNT; ++part)
    numbers(*part_[part], [=](const pilah_verdict& v) { return v.priority_parts[part]; });
  parts_->rows(waiting_count_);
  numbers(*minutes_, [](const pilah_verdict& v) { return v.respond_within_minutes; });
  for (const pilah_verdict& v : std::span(waiting_.data(), waiting_count_))
    v.due < 0 ? due_->null()
              : due_->numbers(
                    1, [&](size_t) { return v.due * 1000; });
  texts(*channel_, [](const pilah_verdict& v) { return pilah_channel_name(v.channel); });
  texts(*route_, [](const pilah_verdict& v) { return v.route; });
  texts(*row_, [](const pilah_verdict& v) { return v.policy_row; });
  texts(*reason_id_, [](const pilah_verdict& v) { return v.reason_id; });
  texts(*reason_en_, [](const pilah_verdict& v) { return v.reason_en; });
  reason_->rows(waiting_count_);
  bits(*tags_, tag_names_, [](const pilah_verdict& v) { return v.tags; });
  texts(*tier_, [](const pilah_verdict& v) { return v.tier < 0 ? nullptr : pilah_tier_name(v.tier); });
  bits(*heard_, field_names_, [](const pilah_verdict& v) { return v.heard_from; });
  bits(*who_, who_names_, [](const pilah_verdict& v) { return v.who; });
  bits(*wants_, want_names_, [](const pilah_verdict& v) { return v.wants; });
  texts(*tone_, [](const pilah_verdict& v) { return pilah_tone_name(v.tone); });
  bits(*days_, day_names_, [](const pilah_verdict& v) { return v.days; });
}

void VerdictColumns::write_waiting() {
  if (waiting_count_ == 0) return;
  texts(*label_, [](const pilah_verdict& v) { return v.label < 0 ? nullptr : pilah_label_name(v.label); });
  write_scores();
  write_policy();
  texts(*language_, [](const pilah_verdict& v) { return pilah_language_name(v.language); });
  bits(*evasions_, evasion_names_, [](const pilah_verdict& v) { return v.evasions; });
  keys(*campaign_, [](const pilah_verdict& v) { return v.campaign; });
  keys(*promotion_, [](const pilah_verdict& v) { return v.promotion; });
  numbers(*invalid_, [](const pilah_verdict& v) { return static_cast<int32_t>(v.invalid_sequences); });
  ruleset_->texts(waiting_count_, [this](size_t) { return hash_; });
  error_->texts(waiting_count_, [](size_t) { return ArrowName{}; });
  all_.rows(waiting_count_);
  if (expected_ > waiting_count_) all_.expect(waiting_count_, std::exchange(expected_, 0) - waiting_count_);
  waiting_count_ = 0;
}

}  // namespace pilah
