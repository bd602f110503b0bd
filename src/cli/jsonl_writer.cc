// SPDX-License-Identifier: Apache-2.0
// The fields and their order are a promise to scripts: docs/COMMAND.md lists them.
#include "cli/jsonl_writer.h"

#include "cli/json_text.h"

namespace pilah::cli {
namespace {

// Between the members of an array or object: nothing before the first, a comma before the others.
class Comma {
public:
  void operator()(Buffer& out) {
    if (!first_) append(out, ',');
    first_ = false;
  }

private:
  bool first_ = true;
};

void append_label_names(Buffer& out, const pilah_verdict& verdict) {
  Comma comma;
  append(out, '[');
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    if (!verdict.scores[label].holds) continue;
    comma(out);
    append_name(out, pilah_label_name(label));
  }
  append(out, ']');
}

// "complaint":…,"abuse":…, with `value` writing what stands after each colon.
template <typename Value>
void append_by_label(Buffer& out, const pilah_verdict& verdict, Value value) {
  Comma comma;
  append(out, '{');
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    comma(out);
    append_name(out, pilah_label_name(label));
    append(out, ':');
    value(verdict.scores[label]);
  }
  append(out, '}');
}

// Kinds of the labels that hold; the target of an abuse stands beside its kind.
void append_kinds(Buffer& out, const pilah_verdict& verdict) {
  Comma comma;
  append(out, '{');
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    const pilah_score& score = verdict.scores[label];
    if (!score.holds) continue;
    comma(out);
    append_name(out, pilah_label_name(label));
    append(out, ':');
    append_name(out, pilah_kind_name(score.kind));
    if (label != PILAH_ABUSE) continue;
    append(out, ",\"abuse_target\":");
    append_name(out, pilah_target_name(score.target));
  }
  append(out, '}');
}

// The names of the bits that are set.
template <typename Name>
void append_bits(Buffer& out, uint32_t bits, Name name_of) {
  Comma comma;
  append(out, '[');
  for (uint32_t i = 0; bits != 0; ++i, bits >>= 1) {
    const char* name = bits & 1u ? name_of(i) : nullptr;
    if (!name) continue;
    comma(out);
    append_name(out, name);
  }
  append(out, ']');
}

void append_evasions(Buffer& out, uint32_t evasions) { append_bits(out, evasions, pilah_evasion_name); }

std::string_view place(std::string_view text, uint32_t begin, uint32_t end) {
  return begin <= end && end <= text.size() ? text.substr(begin, end - begin) : std::string_view();
}

void append_span(Buffer& out, uint32_t begin, uint32_t end, std::string_view text, const Stars* stars = nullptr,
                 bool in_bio = false) {
  append(out, ",\"begin\":");
  append_number(out, begin);
  append(out, ",\"end\":");
  append_number(out, end);
  append(out, ",\"text\":");
  const std::string_view piece = place(text, begin, end);
  if (stars && !piece.empty()) return append_json_string(out, stars->over(piece, begin, in_bio));
  append_json_string(out, piece);
}

// How often it was seen, if anybody counted.
void append_seen(Buffer& out, const pilah_comment& comment) {
  if (comment.copies < 0 && comment.promotions < 0) return;
  const std::pair<std::string_view, int64_t> counts[] = {{"copies", comment.copies},
                                                         {"copy_authors", comment.copy_authors},
                                                         {"promotions", comment.promotions},
                                                         {"promotion_authors", comment.promotion_authors}};
  Comma comma;
  append(out, ",\"seen\":{");
  for (const auto& [name, count] : counts) {
    if (count < 0) continue;
    comma(out);
    append_name(out, name);
    append(out, ':');
    append_number(out, count);
  }
  append(out, '}');
}

// What the action means where the comment stands, if that is known.
void append_platform_action(Buffer& out, const pilah_comment& comment, const pilah_verdict& verdict) {
  if (comment.platform < 0) return;
  Comma comma;
  append(out, ",\"platform_action\":[");
  for (uint32_t i = 0; i < verdict.platform_step_count; ++i) {
    const pilah_platform_step& step = verdict.platform_steps[i];
    comma(out);
    append(out, "{\"platform\":");
    append_name(out, pilah_platform_name(comment.platform));
    append(out, ",\"use\":");
    append_name(out, step.use);
    append(out, ",\"verb\":");
    append_name(out, step.verb);
    append(out, step.possible == PILAH_YES ? ",\"possible\":true" : ",\"possible\":false");
    append(out, ",\"how\":{\"id\":");
    append_json_string(out, step.how_id);
    append(out, ",\"en\":");
    append_json_string(out, step.how_en);
    append(out, "},\"source\":");
    append_json_string(out, step.source);
    append(out, ",\"url\":");
    append_json_string(out, step.url);
    append(out, '}');
  }
  append(out, ']');
}

}  // namespace

void append_id(Buffer& out, const Row& row) {
  append(out, "\"id\":");
  if (row.id_json.empty()) {
    append_json_string(out, row.id);
  } else {
    append(out, row.id_json);
  }
  append(out, ',');
}

JsonlWriter::JsonlWriter(const pilah_ruleset* ruleset, EvidenceDetail detail, std::string file, Stars* stars)
    : ruleset_(ruleset), detail_(detail), file_(std::move(file)), stars_(stars) {}

void JsonlWriter::tags(uint64_t tags, Buffer& out) const {
  Comma comma;
  append(out, '[');
  for (uint32_t i = 0; tags != 0; ++i, tags >>= 1) {
    const char* name = tags & 1u ? pilah_ruleset_tag_name(ruleset_, i) : nullptr;
    if (!name) continue;
    comma(out);
    append_json_string(out, name);
  }
  append(out, ']');
}

void JsonlWriter::append_due(Buffer& out, const pilah_verdict& verdict) const {
  if (verdict.due < 0) return append(out, "null");
  append(out, '"');
  append_time(out, verdict.due, pilah_ruleset_zone_minutes(ruleset_));
  append(out, '"');
}

// Who speaks, how many listen and what tells so, what they want, how they sound, on what kind of day.
void JsonlWriter::people(const pilah_verdict& verdict, Buffer& out) const {
  append(out, ",\"tier\":");
  if (verdict.tier == PILAH_UNKNOWN) {
    append(out, "null");
  } else {
    append_name(out, pilah_tier_name(verdict.tier));
  }
  constexpr std::string_view kFields[] = {"text", "bio", "facts"};
  append(out, ",\"heard_from\":");
  append_bits(out, verdict.heard_from, [&](uint32_t i) { return i < 3 ? kFields[i].data() : nullptr; });
  append(out, ",\"who\":");
  append_bits(out, verdict.who, pilah_who_name);
  append(out, ",\"wants\":");
  append_bits(out, verdict.wants, pilah_want_name);
  append(out, ",\"tone\":");
  append_name(out, pilah_tone_name(verdict.tone));
  append(out, ",\"days\":");
  append_bits(out, verdict.days, [&](uint32_t i) { return pilah_ruleset_day_name(ruleset_, i); });
}

void JsonlWriter::evidence(const Row& row, const pilah_evidence& evidence, Buffer& out) const {
  bool full = detail_ == EvidenceDetail::full;
  std::string_view text = row.text();
  if (evidence.field == PILAH_IN_BIO) text = {row.comment.author_bio, row.comment.author_bio_size};

  append(out, "{\"rule\":");
  append_name(out, evidence.rule);
  append(out, ",\"label\":");
  if (evidence.label == PILAH_NO_LABEL) {
    append(out, "null");
  } else {
    append_name(out, pilah_label_name(evidence.label));
  }
  append(out, ",\"points\":");
  append_number(out, evidence.points);
  if (evidence.field == PILAH_IN_FACTS) text = {};
  append_span(out, evidence.begin, evidence.end, text, stars_, evidence.field == PILAH_IN_BIO);
  if (full || evidence.field != PILAH_IN_TEXT) {
    append(out, ",\"field\":");
    append_name(out, evidence.field == PILAH_IN_TEXT ? "text" : evidence.field == PILAH_IN_BIO ? "bio" : "facts");
  }
  if (full || evidence.flags) {
    Comma comma;
    append(out, ",\"flags\":[");
    constexpr std::pair<uint32_t, std::string_view> kFlags[] = {
        {PILAH_EVIDENCE_SHADOW, "shadow"}, {PILAH_EVIDENCE_ABSORBED, "absorbed"}, {PILAH_EVIDENCE_CAPPED, "capped"}};
    for (auto [bit, name] : kFlags) {
      if (!(evidence.flags & bit)) continue;
      comma(out);
      append_name(out, name);
    }
    append(out, ']');
  }
  if (full || evidence.evasions) {
    append(out, ",\"evasions\":");
    append_evasions(out, evidence.evasions);
  }
  if (full) {
    append(out, ",\"rule_points\":");
    append_number(out, evidence.rule_points);
  }
  append(out, '}');
}

void JsonlWriter::verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) {
  if (stars_) stars_->look(row);
  append(out, '{');
  if (row.has_id) append_id(out, row);
  append(out, "\"label\":");
  if (verdict.label == PILAH_NO_LABEL) {
    append(out, "null");
  } else {
    append_name(out, pilah_label_name(verdict.label));
  }
  append(out, ",\"labels\":");
  append_label_names(out, verdict);
  append(out, ",\"scores\":");
  append_by_label(out, verdict, [&](const pilah_score& score) { append_probability(out, score.probability); });
  append(out, ",\"points\":");
  append_by_label(out, verdict, [&](const pilah_score& score) { append_number(out, score.points); });
  append(out, ",\"kinds\":");
  append_kinds(out, verdict);

  append(out, ",\"action\":");
  append_name(out, pilah_action_name(verdict.action));
  append(out, ",\"priority\":");
  append_number(out, verdict.priority);
  append(out, ",\"priority_parts\":{");
  Comma part_comma;
  for (int part = 0; part < PILAH_PART_COUNT; ++part) {
    part_comma(out);
    append_name(out, pilah_part_name(part));
    append(out, ':');
    append_number(out, verdict.priority_parts[part]);
  }
  append(out, "},\"respond_within_minutes\":");
  append_number(out, verdict.respond_within_minutes);
  append(out, ",\"due\":");
  append_due(out, verdict);
  append(out, ",\"channel\":");
  append_name(out, pilah_channel_name(verdict.channel));
  append(out, ",\"route\":");
  append_json_string(out, verdict.route);
  append(out, ",\"policy_row\":");
  append_json_string(out, verdict.policy_row);
  append(out, ",\"reason\":{\"id\":");
  append_json_string(out, verdict.reason_id);
  append(out, ",\"en\":");
  append_json_string(out, verdict.reason_en);
  if (!row.internal_reason.empty()) {
    append(out, ",\"internal\":");
    append_json_string(out, row.internal_reason);
  }
  append(out, "},\"checklist\":[");
  Comma comma;
  for (uint32_t i = 0; i < verdict.checklist_count; ++i) {
    comma(out);
    append_json_string(out, verdict.checklist[i]);
  }
  append(out, "],\"tags\":");
  tags(verdict.tags, out);
  people(verdict, out);

  append(out, ",\"language\":");
  append_name(out, pilah_language_name(verdict.language));
  append(out, ",\"evasions\":");
  append_evasions(out, verdict.evasions);
  append(out, ",\"entities\":[");
  comma = {};
  for (uint32_t i = 0; i < verdict.entity_count; ++i) {
    const pilah_entity& entity = verdict.entities[i];
    comma(out);
    append(out, "{\"type\":");
    append_name(out, entity.type);
    append_span(out, entity.begin, entity.end, row.text(), stars_);
    append(out, '}');
  }
  append(out, ']');
  if (detail_ != EvidenceDetail::none) {
    append(out, ",\"evidence\":[");
    comma = {};
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
      comma(out);
      evidence(row, verdict.evidence[i], out);
    }
    append(out, ']');
  }
  append(out, ",\"campaign\":");
  if (verdict.campaign) {
    append(out, '"');  // a number would lose digits in JavaScript
    append_hex(out, verdict.campaign);
    append(out, '"');
  } else {
    append(out, "null");
  }
  append(out, ",\"promotion\":");
  if (verdict.promotion) {
    append(out, '"');
    append_hex(out, verdict.promotion);
    append(out, '"');
  } else {
    append(out, "null");
  }
  append_seen(out, row.comment);
  append_platform_action(out, row.comment, verdict);
  append(out, ",\"ruleset\":");
  append_name(out, verdict.ruleset_hash);
  append(out, "}\n");
}

void JsonlWriter::error(const Row& row, uint64_t line, const RowError& error, Buffer& out) {
  append(out, '{');
  if (row.has_id) append_id(out, row);
  if (!file_.empty()) {
    append(out, "\"file\":");
    append_json_string(out, file_);
    append(out, ',');
  }
  append(out, "\"line\":");
  append_number(out, static_cast<int64_t>(line));
  append(out, ",\"error\":");
  append_json_string(out, error.error);
  append(out, ",\"help\":");
  append_json_string(out, error.help);
  append(out, "}\n");
}

}  // namespace pilah::cli
