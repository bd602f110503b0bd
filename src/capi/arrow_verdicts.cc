// SPDX-License-Identifier: Apache-2.0
// The columns are those of the command's JSON (docs/COMMAND.md), in its order; src/cli/jsonl_writer.cc is their twin.
#include "capi/arrow_verdicts.h"

#include "ruleset/model.h"

#include <algorithm>

namespace pilah {
namespace {

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

// Byte offsets of one text as bytes or as code points. Those of one verdict are counted in one walk over the text.
class Places {
public:
  Places(std::string_view text, bool code_points) : text_(text), counts_(code_points && !is_ascii(text)) {}

  void want(uint32_t offset) {
    if (counts_) wanted_.push_back(offset);
  }
  void count() {
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    size_t before = 0, counted = 0;
    for (uint32_t offset : wanted_) {
      counted += pilah_offset_codepoints(text_.data() + before, text_.size() - before, offset - before);
      found_.push_back(static_cast<int32_t>(counted));
      before = offset;
    }
  }
  int32_t operator()(uint32_t offset) const {
    if (!counts_) return static_cast<int32_t>(offset);
    return found_[static_cast<size_t>(std::lower_bound(wanted_.begin(), wanted_.end(), offset) - wanted_.begin())];
  }

private:
  std::string_view text_;
  bool counts_;
  std::vector<uint32_t> wanted_;
  std::vector<int32_t> found_;
};

// 16 hexadecimal digits; 0 is no key.
void add_key(ArrowColumn& column, uint64_t key) {
  if (key == 0) return column.null();
  char digits[16];
  for (int i = 0; i < 16; ++i) digits[i] = "0123456789abcdef"[key >> (60 - 4 * i) & 15u];
  column.text({digits, sizeof digits});
}

}  // namespace

VerdictColumns::VerdictColumns(const pilah_ruleset* ruleset, bool code_points, std::span<const char* const> wanted)
    : code_points_(code_points), hash_(pilah_ruleset_hash(ruleset)) {
  while (const char* name = pilah_ruleset_tag_name(ruleset, static_cast<uint32_t>(tag_names_.size())))
    tag_names_.push_back(name);
  while (const char* name = pilah_evasion_name(static_cast<uint32_t>(evasion_names_.size())))
    evasion_names_.push_back(name);
  while (const char* name = pilah_ruleset_day_name(ruleset, static_cast<uint32_t>(day_names_.size())))
    day_names_.push_back(name);
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
  if (wanted.empty()) return;
  wants_findings_ = false;
  for (const char* name : wanted) {
    is_complete_ = is_complete_ && all_.keep(name);
    if (name == std::string_view("entities") || name == std::string_view("evidence")) wants_findings_ = true;
  }
  all_.mute_others();
}

void VerdictColumns::add_names(ArrowColumn& list, uint64_t bits, std::span<const std::string_view> names) {
  for (size_t i = 0; bits != 0 && i < names.size(); ++i, bits >>= 1)
    if (bits & 1u) list.child_at(0).text(names[i]);
  list.list();
}

void VerdictColumns::add_scores(const pilah_verdict& verdict) {
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    const size_t i = static_cast<size_t>(label);
    const pilah_score& score = verdict.scores[i];
    score_of_[i]->real(score.probability);
    points_of_[i]->number(score.points);
    if (score.holds) {
      labels_->child_at(0).text(pilah_label_name(label));
      kind_of_[i]->text(pilah_kind_name(score.kind));
    } else {
      kind_of_[i]->null();
    }
    if (label == PILAH_ABUSE) score.holds ? target_->text(pilah_target_name(score.target)) : target_->null();
  }
  labels_->list();
  scores_->row();
  points_->row();
  kinds_->row();
}

void VerdictColumns::add_findings(const pilah_verdict& verdict, std::string_view text, std::string_view bio) {
  Places in_text(text, code_points_), in_bio(bio, code_points_);
  const auto places = [&](const pilah_evidence& e) -> Places& { return e.field == PILAH_IN_BIO ? in_bio : in_text; };
  for (uint32_t i = 0; i < verdict.entity_count; ++i) {
    in_text.want(verdict.entities[i].begin);
    in_text.want(verdict.entities[i].end);
  }
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    places(verdict.evidence[i]).want(verdict.evidence[i].begin);
    places(verdict.evidence[i]).want(verdict.evidence[i].end);
  }
  in_text.count();
  in_bio.count();

  for (uint32_t i = 0; i < verdict.entity_count; ++i) {
    const pilah_entity& entity = verdict.entities[i];
    entity_type_->text(entity.type);
    entity_begin_->number(in_text(entity.begin));
    entity_end_->number(in_text(entity.end));
    entity_->row();
  }
  entities_->list();

  constexpr std::string_view kFlagNames[] = {"shadow", "absorbed", "capped"};
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& evidence = verdict.evidence[i];
    rule_->text(evidence.rule);
    evidence.label == PILAH_NO_LABEL ? found_label_->null() : found_label_->text(pilah_label_name(evidence.label));
    found_points_->number(evidence.points);
    begin_->number(places(evidence)(evidence.begin));
    end_->number(places(evidence)(evidence.end));
    field_->text(evidence.field == PILAH_IN_TEXT ? "text" : evidence.field == PILAH_IN_BIO ? "bio" : "facts");
    add_names(*flags_, evidence.flags, kFlagNames);
    add_names(*tricks_, evidence.evasions, evasion_names_);
    rule_points_->number(evidence.rule_points);
    found_->row();
  }
  evidence_->list();
}

void VerdictColumns::add_steps(const pilah_verdict& verdict) {
  for (uint32_t i = 0; i < verdict.platform_step_count; ++i) {
    const pilah_platform_step& step = verdict.platform_steps[i];
    use_->text(step.use);
    verb_->text(step.verb);
    possible_->number(step.possible);
    how_id_->text(step.how_id);
    how_en_->text(step.how_en);
    how_->row();
    source_->text(step.source);
    url_->text(step.url);
    step_->row();
  }
  steps_->list();
}

void VerdictColumns::add(const pilah_verdict& verdict, std::string_view text, std::string_view bio) {
  verdict.label == PILAH_NO_LABEL ? label_->null() : label_->text(pilah_label_name(verdict.label));
  add_scores(verdict);
  action_->text(pilah_action_name(verdict.action));
  priority_->number(verdict.priority);
  for (size_t part = 0; part < PILAH_PART_COUNT; ++part) part_[part]->number(verdict.priority_parts[part]);
  parts_->row();
  minutes_->number(verdict.respond_within_minutes);
  verdict.due < 0 ? due_->null() : due_->moment(verdict.due * 1000);
  channel_->text(pilah_channel_name(verdict.channel));
  route_->text(verdict.route);
  row_->text(verdict.policy_row);
  reason_id_->text(verdict.reason_id);
  reason_en_->text(verdict.reason_en);
  reason_->row();
  for (uint32_t i = 0; i < verdict.checklist_count; ++i) checklist_->child_at(0).text(verdict.checklist[i]);
  checklist_->list();
  add_names(*tags_, verdict.tags, tag_names_);
  verdict.tier == PILAH_UNKNOWN ? tier_->null() : tier_->text(pilah_tier_name(verdict.tier));
  constexpr std::string_view kFields[] = {"text", "bio", "facts"};
  add_names(*heard_, verdict.heard_from, kFields);
  add_names(*who_, verdict.who, kWhoNames);
  add_names(*wants_, verdict.wants, kWantNames);
  tone_->text(pilah_tone_name(verdict.tone));
  add_names(*days_, verdict.days, day_names_);
  language_->text(pilah_language_name(verdict.language));
  add_names(*evasions_, verdict.evasions, evasion_names_);
  if (wants_findings_) add_findings(verdict, text, bio);
  add_key(*campaign_, verdict.campaign);
  add_key(*promotion_, verdict.promotion);
  add_steps(verdict);
  invalid_->number(static_cast<int32_t>(verdict.invalid_sequences));
  ruleset_->text(hash_);
  error_->null();
  all_.row();
}

void VerdictColumns::add_nothing(pilah_status why) {
  for (ArrowColumn* answer : answers_) answer->null();
  ruleset_->text(hash_);
  why == PILAH_OK ? error_->null() : error_->text(pilah_status_name(why));
  all_.row();
}

}  // namespace pilah
