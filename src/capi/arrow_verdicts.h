// SPDX-License-Identifier: Apache-2.0
// Verdicts as columns: which there are, and what each holds.
#pragma once

#include "capi/arrow_output.h"
#include "capi/arrow_places.h"
#include "capi/handles.h"
#include "decide/verdict.h"
#include "ruleset/ruleset.h"

#include <array>
#include <span>

namespace pilah {

// The columns of the answer, in the order of the command's JSON.
class VerdictColumns {
public:
  // `flags` are PILAH_ARROW_…; `wanted` names the columns to hand out; empty: all of them. Check is_complete(): false
  // if a name is none. `rows` is how many there will be.
  VerdictColumns(const pilah_ruleset* ruleset, uint32_t flags, std::span<const char* const> wanted, size_t rows);
  bool is_complete() const { return is_complete_; }
  // The verdict is that of the scratch, as classify_inside() has left it: it has numbers where the public one has
  // texts, and numbers find names faster.
  void add(const pilah_comment& comment, pilah_scratch& scratch);
  void add_nothing(const char* why);

  // Both throw as ArrowColumn's do.
  void hand_out_schema(ArrowSchema* out) const { all_.hand_out_schema(out); }
  void hand_out_array(ArrowArray* out) {
    write_waiting();
    all_.hand_out_array(out);
  }

private:
  // Verdicts wait until so many are there: between two comments there is next to nothing to do then, and the processor
  // goes on with what it has learnt about classifying. Few enough that they stay in its nearer memory.
  static constexpr size_t kWaiting = 32;
  // So many rows tell how much room the others will take.
  static constexpr size_t kTelling = 256;

  // What a row of the policy says, which is the same each time it decides.
  struct Said {
    bool known = false;
    ArrowName action, channel, route, row, reason_id, reason_en;
    std::vector<ArrowName> checklist;
  };

  // What is kept of a row until it is written.
  struct Waiting : Judgement {
    const Said* said;
    int32_t evidence_count;
    int32_t invalid_sequences;
    Evasions evasions;
    std::array<int64_t, 4> seen;  // how often it was, -1 if nobody counted
  };

  void build_columns();
  void add_findings(pilah_scratch& scratch);
  void add_entities(const std::vector<Entity>& entities);
  void add_steps(pilah_scratch& scratch);
  void write_counts();

  void write_waiting();
  void write_evidence();
  void write_scores();
  void write_policy();
  const Said& said_by(uint32_t row);
  ArrowName rule_name(uint32_t rule);
  template <typename NameOf>
  void names(ArrowColumn& column, NameOf name_of);
  template <typename NumberOf>
  void numbers(ArrowColumn& column, NumberOf number_of);
  template <typename BitsOf>
  void bits(ArrowColumn& column, std::span<const ArrowName> names, BitsOf bits_of);
  template <typename KeyOf>
  void keys(ArrowColumn& column, KeyOf key_of);

  ArrowColumn& list_of_texts(ArrowColumn& parent, const char* name) {
    ArrowColumn& list = parent.child("+l", name);
    list.child("u", "item", false);
    return list;
  }

  const Ruleset& rules_;
  ArrowColumn all_{"+s", "", false};
  bool code_points_;
  bool is_complete_ = true;
  std::array<Waiting, kWaiting> waiting_;
  std::vector<Evidence> waiting_evidence_;  // of all of them, with the places that go out
  size_t waiting_count_ = 0;
  size_t written_ = 0;
  size_t expected_;  // rows; 0 once there is room for them
  ArrowPlaces in_text_, in_bio_;
  ArrowNames names_;
  ArrowName hash_;
  std::vector<ArrowName> tag_names_, evasion_names_, day_names_, who_names_, want_names_, field_names_, flag_names_;
  // By the number in a verdict plus one; the first is what -1 stands for, null.
  std::vector<ArrowName> label_names_, tier_names_;
  std::vector<ArrowName> action_names_, channel_names_, language_names_, kind_names_, target_names_, tone_names_;
  std::vector<ArrowName> rule_names_;  // by rule; null until it is met
  std::vector<Said> said_by_;          // by row of the policy
  ArrowColumn *label_, *labels_, *scores_, *points_, *kinds_, *action_, *priority_, *minutes_, *channel_, *route_,
      *row_, *reason_, *checklist_, *tags_, *language_, *evasions_, *entities_, *evidence_, *campaign_, *promotion_,
      *steps_, *invalid_, *ruleset_, *error_, *parts_, *due_, *tier_, *heard_, *who_, *wants_, *tone_, *days_;
  std::array<ArrowColumn*, 4> counts_;
  std::array<ArrowColumn*, PILAH_PART_COUNT> part_;
  ArrowColumn *step_, *use_, *verb_, *possible_, *how_, *how_id_, *how_en_, *source_, *url_;
  std::array<ArrowColumn*, PILAH_LABEL_COUNT> score_of_, points_of_, kind_of_;
  ArrowColumn *target_, *reason_id_, *reason_en_;
  ArrowColumn *entity_, *entity_type_, *entity_begin_, *entity_end_;
  ArrowColumn *found_, *rule_, *found_label_, *found_points_, *rule_points_, *begin_, *end_, *field_, *flags_, *tricks_;
  std::vector<ArrowColumn*> answers_;  // all but ruleset and error
};

}  // namespace pilah
