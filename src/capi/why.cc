// SPDX-License-Identifier: Apache-2.0
// Why the policy decided as it did: the grounds in one line, and the rows that came close.
#include "capi/handles.h"
#include "decide/policy.h"

#include <charconv>

namespace {

using namespace pilah;

void add(std::string& out, int64_t number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// "row complaint; priority 68 = severity 60 + exposure 8; complaint 40 = 26 id.complaint.delivery.late [0,22) + 14 …"
void write_reason(const Ruleset& rules, const Verdict& verdict, std::string& out) {
  const Decision& decision = verdict.decision;
  out = "row ";
  out += rules.string(rules.policy_rows[decision.row].id);
  out += "; priority ";
  add(out, decision.priority());
  for (size_t part = 0; part < kPartNames.size(); ++part) {
    if (part > 0 && decision.parts[part] == 0) continue;
    out += part == 0 ? " = " : " + ";
    out += kPartNames[part];
    out += ' ';
    add(out, decision.parts[part]);
  }
  for (size_t label = 0; label < kLabelCount; ++label) {
    bool first = true;
    for (const Evidence& e : verdict.evidence) {
      if (e.label != label || e.points == 0) continue;
      if (first) {
        out += "; ";
        out += kLabelNames[label];
        out += ' ';
        add(out, verdict.scores[label].points);
      }
      out += first ? " = " : e.points < 0 ? " - " : " + ";
      add(out, !first && e.points < 0 ? -e.points : e.points);
      first = false;
      out += ' ';
      out += rules.string(rules.rules[e.rule].id);
      if (e.field == EvidenceField::facts) {
        out += " (facts)";
        continue;
      }
      out += e.field == EvidenceField::bio ? " bio[" : " [";
      add(out, e.span.begin);
      out += ',';
      add(out, e.span.end);
      out += ')';
    }
  }
}

// Whether a line holds for something that is there, and not for something that is not: "not spam" holds of most
// comments and brings none of them near a row.
bool speaks(const Situation& situation, const PolicyLine& line) {
  PolicyLine positive = line;
  positive.not_states = positive.not_tags = 0;
  positive.conditions = {};
  if (situation.holds(positive)) return true;
  for (uint32_t i = 0; i < line.conditions.count; ++i) {
    positive.conditions = {line.conditions.begin + i, 1};
    const bool negated = situation.rules.conditions[line.conditions.begin + i].negated != 0;
    if (!negated && situation.holds(positive)) return true;
  }
  return false;
}

// The one line of `row` that does not hold; null if there is none, or more than one. `near` is false for rows that have
// nothing to do with the comment.
const PolicyLine* missing_line(const Situation& situation, const PolicyRow& row, bool& holds, bool& near) {
  const PolicyLine* missing = nullptr;
  holds = true;
  near = false;
  for (const PolicyLine& line : slice(situation.rules.policy_lines, row.lines)) {
    if (situation.holds(line)) {
      near = near || speaks(situation, line);
      continue;
    }
    holds = false;
    if (missing) return nullptr;
    missing = &line;
  }
  return missing;
}

// A line that was written as one with others is shown by the first of them.
const char* text_of(const Ruleset& rules, const PolicyRow& row, const PolicyLine* line) {
  const PolicyLine* first = rules.policy_lines.data() + row.lines.begin;
  while (line > first && line->text == 0) --line;
  return rules.string(line->text);
}

void list_near_rows(const Ruleset& rules, pilah_scratch& scratch) {
  const Verdict& verdict = scratch.scratch.verdict;
  const Situation situation(rules, verdict, scratch.comment.author);
  scratch.near_rows.clear();
  for (uint32_t i = 0; i < rules.policy_rows.size(); ++i) {
    if (i == verdict.decision.row) continue;
    const PolicyRow& row = rules.policy_rows[i];
    bool holds = false, near = false;
    const PolicyLine* missing = missing_line(situation, row, holds, near);
    const bool behind = i > verdict.decision.row;
    if (!near || (behind ? !holds : missing == nullptr)) continue;
    scratch.near_rows.push_back(
        {rules.string(row.id), missing ? text_of(rules, row, missing) : "", static_cast<int32_t>(row.action), 0});
    if (behind) break;
  }
}

}  // namespace

extern "C" {

pilah_status pilah_scratch_near_rows(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_near_row** rows,
                                     uint32_t* row_count) {
  if (rows) *rows = nullptr;
  if (row_count) *row_count = 0;
  if (!ruleset || !scratch || !rows || !row_count) return PILAH_NULL_ARGUMENT;
  if (!is_made_with(scratch->judged_with, ruleset)) return PILAH_BAD_ARGUMENT;
  return guarded([&] {
    list_near_rows(ruleset->engine.rules, *scratch);
    *rows = scratch->near_rows.data();
    *row_count = static_cast<uint32_t>(scratch->near_rows.size());
    return PILAH_OK;
  });
}

pilah_status pilah_scratch_reason(const pilah_ruleset* ruleset, pilah_scratch* scratch, const char** reason) {
  if (reason) *reason = nullptr;
  if (!ruleset || !scratch || !reason) return PILAH_NULL_ARGUMENT;
  if (!is_made_with(scratch->judged_with, ruleset)) return PILAH_BAD_ARGUMENT;
  return guarded([&] {
    write_reason(ruleset->engine.rules, scratch->scratch.verdict, scratch->reason);
    *reason = scratch->reason.c_str();
    return PILAH_OK;
  });
}

}  // extern "C"
