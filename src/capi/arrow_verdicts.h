// SPDX-License-Identifier: Apache-2.0
// Verdicts as columns: which there are, and what each holds.
#pragma once

#include "capi/arrow_output.h"

#include <array>
#include <span>

namespace pilah {

// The columns of the answer, in the order of the command's JSON.
class VerdictColumns {
public:
  // `wanted` names the columns to hand out; empty: all of them. Check is_complete(): false if a name is none.
  VerdictColumns(const pilah_ruleset* ruleset, bool code_points, std::span<const char* const> wanted);
  bool is_complete() const { return is_complete_; }
  void add(const pilah_verdict& verdict, std::string_view text, std::string_view bio);
  void add_nothing(pilah_status why);

  // Both throw as ArrowColumn's do.
  void hand_out_schema(ArrowSchema* out) const { all_.hand_out_schema(out); }
  void hand_out_array(ArrowArray* out) { all_.hand_out_array(out); }

private:
  void add_names(ArrowColumn& list, uint64_t bits, std::span<const std::string_view> names);
  void add_scores(const pilah_verdict& verdict);
  void add_steps(const pilah_verdict& verdict);
  void add_findings(const pilah_verdict& verdict, std::string_view text, std::string_view bio);

  ArrowColumn& list_of_texts(ArrowColumn& parent, const char* name) {
    ArrowColumn& list = parent.child("+l", name);
    list.child("u", "item", false);
    return list;
  }

  ArrowColumn all_{"+s", "", false};
  bool code_points_;
  bool is_complete_ = true;
  bool wants_findings_ = true;
  std::string_view hash_;
  std::vector<std::string_view> tag_names_, evasion_names_, day_names_;
  ArrowColumn *label_, *labels_, *scores_, *points_, *kinds_, *action_, *priority_, *minutes_, *channel_, *route_,
      *row_, *reason_, *checklist_, *tags_, *language_, *evasions_, *entities_, *evidence_, *campaign_, *promotion_,
      *steps_, *invalid_, *ruleset_, *error_, *parts_, *due_, *tier_, *heard_, *who_, *wants_, *tone_, *days_;
  std::array<ArrowColumn*, PILAH_PART_COUNT> part_;
  ArrowColumn *step_, *use_, *verb_, *possible_, *how_, *how_id_, *how_en_, *source_, *url_;
  std::array<ArrowColumn*, PILAH_LABEL_COUNT> score_of_, points_of_, kind_of_;
  ArrowColumn *target_, *reason_id_, *reason_en_;
  ArrowColumn *entity_, *entity_type_, *entity_begin_, *entity_end_;
  ArrowColumn *found_, *rule_, *found_label_, *found_points_, *rule_points_, *begin_, *end_, *field_, *flags_, *tricks_;
  std::vector<ArrowColumn*> answers_;  // all but ruleset and error
};

}  // namespace pilah
