// SPDX-License-Identifier: Apache-2.0
// Scratch, classify, mask and what was read.
#include "capi/handles.h"
#include "pilah/pilah_unstable.h"
#include "text/decode.h"
#include "text/entities.h"

#include <algorithm>

namespace {

using namespace pilah;

bool is_tristate(int32_t value) { return value >= PILAH_UNKNOWN && value <= PILAH_YES; }

// Checks the caller's comment and translates it.
pilah_status read_comment(const pilah_comment* in, Comment& out) {
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  if (pilah_status status = read_struct(in, kFirstCommentSize, comment); status != PILAH_OK) return status;
  if ((!comment.text && comment.text_size != 0) || (!comment.author_bio && comment.author_bio_size != 0))
    return PILAH_NULL_ARGUMENT;
  if (comment.reserved != 0) return PILAH_UNKNOWN_FIELD;
  if (comment.text_size > PILAH_TEXT_MAX || comment.author_bio_size > PILAH_TEXT_MAX) return PILAH_TEXT_TOO_LARGE;
  if (!is_tristate(comment.author_verified) || !is_tristate(comment.author_business)) return PILAH_BAD_ARGUMENT;
  out.text = {comment.text ? comment.text : "", comment.text_size};
  out.bio = {comment.author_bio ? comment.author_bio : "", comment.author_bio_size};
  out.author.facts = {comment.author_verified,  comment.author_business,     comment.author_followers,
                      comment.author_following, comment.author_account_days, comment.author_posts_per_day};
  for (int64_t fact : out.author.facts)
    if (fact < -1) return PILAH_BAD_ARGUMENT;
  return PILAH_OK;
}

int32_t public_label(uint8_t label) { return label == kNoLabel ? int32_t{PILAH_NO_LABEL} : int32_t{label}; }

void translate_evidence(const Ruleset& rules, pilah_scratch& scratch) {
  scratch.evidence.clear();
  for (const Evidence& e : scratch.scratch.verdict.evidence)
    scratch.evidence.push_back({rules.string(rules.rules[e.rule].id), public_label(e.label), e.points, e.span.begin,
                                e.span.end, static_cast<int32_t>(e.field), e.flags.raw(), e.evasions.raw(),
                                e.rule_points});
}

void translate_entities(pilah_scratch& scratch) {
  find_entities(scratch.scratch.text, scratch.found_entities);
  scratch.entities.clear();
  for (const Entity& entity : scratch.found_entities)
    scratch.entities.push_back({entity.type.data(), entity.span.begin, entity.span.end});
}

void translate_policy(const Ruleset& rules, pilah_scratch& scratch, pilah_verdict& out) {
  const PolicyRow& row = rules.policy_rows[scratch.scratch.verdict.policy_row];
  scratch.checklist.clear();
  for (uint32_t code : slice(rules.checklists, row.checklist)) scratch.checklist.push_back(rules.string(code));
  out.action = static_cast<int32_t>(row.action);
  out.priority = row.priority;
  out.respond_within_minutes = static_cast<int32_t>(row.respond_within);
  out.channel = static_cast<int32_t>(row.channel);
  out.route = rules.string(row.route);
  out.policy_row = rules.string(row.id);
  out.reason_id = rules.string(row.reason_id);
  out.reason_en = rules.string(row.reason_en);
  out.checklist = scratch.checklist.data();
  out.checklist_count = static_cast<uint32_t>(scratch.checklist.size());
}

void translate(const Ruleset& rules, pilah_scratch& scratch, pilah_verdict& out) {
  const Verdict& verdict = scratch.scratch.verdict;
  translate_evidence(rules, scratch);
  translate_entities(scratch);
  translate_policy(rules, scratch, out);
  out.label = public_label(verdict.label);
  for (size_t i = 0; i < kLabelCount; ++i) {
    const Score& score = verdict.scores[i];
    out.scores[i] = {score.points, score.holds, score.permille / 1000.0, static_cast<int32_t>(score.kind),
                     static_cast<int32_t>(score.target)};
  }
  out.evidence = scratch.evidence.data();
  out.evidence_count = static_cast<uint32_t>(scratch.evidence.size());
  out.entities = scratch.entities.data();
  out.entity_count = static_cast<uint32_t>(scratch.entities.size());
  out.tags = verdict.tags;
  out.campaign = verdict.campaign;
  out.evasions = scratch.scratch.text.evasions.raw();
  out.language = static_cast<int32_t>(verdict.language);
  out.invalid_sequences = scratch.scratch.text.invalid_sequences;
  out.ruleset_hash = rules.hash().c_str();
}

// The bytes of the text that `labels` want starred, in order and without overlaps.
std::vector<Range> masked_ranges(const Verdict& verdict, uint32_t labels) {
  std::vector<Range> ranges;
  for (const Evidence& e : verdict.evidence)
    if (e.label != kNoLabel && ((labels >> e.label) & 1u) && verdict.scores[e.label].holds && e.rule_points > 0 &&
        e.field == EvidenceField::text && !e.flags.has(EvidenceFlag::shadow))
      ranges.push_back(e.span);
  std::sort(ranges.begin(), ranges.end(),
            [](Range a, Range b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  return ranges;
}

std::string mask(std::string_view text, const std::vector<Range>& ranges) {
  std::string out;
  size_t at = 0;
  for (Range range : ranges) {
    if (range.end <= at) continue;
    if (range.begin > at) out.append(text, at, range.begin - at);
    for (at = std::max<size_t>(at, range.begin); at < range.end; at += decode_utf8(text, at).length) out += '*';
  }
  out.append(text, at);
  return out;
}

pilah_status run(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* in) {
  Comment comment;
  if (pilah_status status = read_comment(in, comment); status != PILAH_OK) return status;
  classify(ruleset->engine, comment, scratch->scratch);
  return PILAH_OK;
}

// What pilah_classify() and its watched sister share: `judge` takes the checked comment.
template <typename Judge>
pilah_status classify_into(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* in,
                           pilah_verdict* out, Judge judge) {
  pilah_verdict verdict = {};
  verdict.label = PILAH_NO_LABEL;
  if (pilah_status status = write_struct(verdict, kFirstVerdictSize, out); status != PILAH_OK) return status;
  if (!ruleset || !scratch || !in) return PILAH_NULL_ARGUMENT;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    Comment comment;
    if (pilah_status status = read_comment(in, comment); status != PILAH_OK) return status;
    judge(comment);
    translate(ruleset->engine.rules, *scratch, verdict);
    return write_struct(verdict, kFirstVerdictSize, out);
  });
}

pilah_status mask_into(pilah_scratch* scratch, uint32_t labels, char* buffer, size_t capacity, size_t* needed) {
  const std::string masked = mask(scratch->scratch.text.original, masked_ranges(scratch->scratch.verdict, labels));
  *needed = masked.size();
  if (masked.size() > capacity) return buffer || capacity ? PILAH_BUFFER_TOO_SMALL : PILAH_OK;
  if (buffer) std::copy(masked.begin(), masked.end(), buffer);
  return PILAH_OK;
}

void list_tokens(const Ruleset& rules, pilah_scratch& scratch) {
  const Text& text = scratch.scratch.text;
  scratch.tokens.clear();
  for (const Term& term : scratch.scratch.terms.list) {
    const Token& token = text.tokens[term.token];
    const std::string_view folded = text.word(token);
    const char* standard = rules.string(rules.classes[term.word_class].text);
    const bool replaced = term.step == WordStep::as_written && folded != standard;
    const WordStep step = replaced ? WordStep::slang : term.step;
    const Token& last = text.tokens[term.token + term.more_tokens];
    scratch.tokens.push_back({token.span.begin, last.span.end, folded.data(), folded.size(), standard,
                              step_name(step).data(), token.evasions.raw(), 0});
  }
}

static_assert(static_cast<int32_t>(Stage::answer) == PILAH_STAGE_ANSWER && PILAH_STAGE_COUNT == 4);

}  // namespace

extern "C" {

pilah_status pilah_scratch_new(pilah_scratch** out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  *out = nullptr;
  return guarded([&] {
    *out = new pilah_scratch;
    return PILAH_OK;
  });
}

void pilah_scratch_free(pilah_scratch* scratch) { delete scratch; }

pilah_status pilah_classify(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                            pilah_verdict* out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  return classify_into(ruleset, scratch, comment, out,
                       [&](const Comment& read) { classify(ruleset->engine, read, scratch->scratch); });
}

pilah_status pilah_classify_watched(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                                    pilah_verdict* out, pilah_stage_watch watch, void* context) {
  if (!out || !watch) return PILAH_NULL_ARGUMENT;
  const StageWatch told{watch, context};
  const pilah_status status = classify_into(ruleset, scratch, comment, out, [&](const Comment& read) {
    classify_watched(ruleset->engine, read, scratch->scratch, told);
  });
  if (status == PILAH_OK) told(Stage::answer);
  return status;
}

pilah_status pilah_mask(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                        uint32_t labels, char* buffer, size_t capacity, size_t* needed) {
  if (!needed) return PILAH_NULL_ARGUMENT;
  *needed = 0;
  if (!ruleset || !scratch || !comment || (!buffer && capacity != 0)) return PILAH_NULL_ARGUMENT;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    if (pilah_status status = run(ruleset, scratch, comment); status != PILAH_OK) return status;
    return mask_into(scratch, labels, buffer, capacity, needed);
  });
}

pilah_status pilah_scratch_tokens(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_token** tokens,
                                  uint32_t* token_count) {
  if (tokens) *tokens = nullptr;
  if (token_count) *token_count = 0;
  if (!ruleset || !scratch || !tokens || !token_count) return PILAH_NULL_ARGUMENT;
  return guarded([&] {
    list_tokens(ruleset->engine.rules, *scratch);
    *tokens = scratch->tokens.data();
    *token_count = static_cast<uint32_t>(scratch->tokens.size());
    return PILAH_OK;
  });
}

}  // extern "C"
