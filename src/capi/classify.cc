// SPDX-License-Identifier: Apache-2.0
// Scratch, classify, mask and what was read.
#include "capi/handles.h"
#include "capi/stars.h"
#include "decide/policy.h"
#include "pilah/pilah_unstable.h"
#include "text/entities.h"

#include <algorithm>

namespace {

using namespace pilah;

// Minutes from the comment's time to the reader's; unknown unless both are known. A clock that is a little ahead is no
// reason to refuse a comment.
int64_t waiting(const pilah_comment& comment) {
  if (comment.time < 0 || comment.now < 0) return -1;
  return std::max<int64_t>(0, comment.now - comment.time) / 60;
}

// Takes the facts over; false for values out of their range.
bool read_facts(const pilah_comment& comment, Author& out) {
  bool in_range = true;
  const auto number = [&](Fact fact, int64_t value) {
    in_range &= value >= -1;
    out.set(fact, value);
  };
  const auto one_of = [&](Fact fact, int32_t value, int32_t count) {
    in_range &= (value >= -1) & (value < count);
    out.set(fact, value);
  };
  constexpr int32_t kYesOrNo = 2;
  number(Fact::followers, comment.author_followers);
  number(Fact::following, comment.author_following);
  number(Fact::account_days, comment.author_account_days);
  number(Fact::posts_per_day, comment.author_posts_per_day);
  number(Fact::earlier_complaints, comment.author_earlier_complaints);
  number(Fact::earlier_hidden, comment.author_earlier_hidden);
  number(Fact::unanswered_reports, comment.author_unanswered_reports);
  one_of(Fact::verified, comment.author_verified, kYesOrNo);
  one_of(Fact::business, comment.author_business, kYesOrNo);
  one_of(Fact::customer, comment.author_customer, kYesOrNo);
  one_of(Fact::platform, comment.platform, PILAH_PLATFORM_COUNT);
  number(Fact::likes, comment.likes);
  number(Fact::replies, comment.replies);
  number(Fact::position, comment.position);
  one_of(Fact::is_reply, comment.is_reply, kYesOrNo);
  one_of(Fact::edited, comment.edited, kYesOrNo);
  number(Fact::waiting, waiting(comment));
  number(Fact::copies, comment.copies);
  number(Fact::copy_authors, comment.copy_authors);
  number(Fact::promotions, comment.promotions);
  number(Fact::promotion_authors, comment.promotion_authors);
  one_of(Fact::thread_ours, comment.thread_ours, kYesOrNo);
  one_of(Fact::thread_owner, comment.thread_owner, kYesOrNo);
  static_assert(kFactCount == 23, "each fact is taken over above");
  out.time = comment.time;
  for (int64_t moment : {comment.time, comment.now}) in_range &= (moment >= -1) & (moment <= PILAH_TIME_MAX);
  return in_range;
}

// Checks the caller's comment and translates it.
pilah_status read_comment(const pilah_comment* in, Comment& out) {
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  if (pilah_status status = read_struct(in, kFirstCommentSize, comment); status != PILAH_OK) return status;
  if ((!comment.text && comment.text_size != 0) || (!comment.author_bio && comment.author_bio_size != 0))
    return PILAH_NULL_ARGUMENT;
  if (comment.reserved != 0) return PILAH_UNKNOWN_FIELD;
  if (comment.text_size > PILAH_TEXT_MAX || comment.author_bio_size > PILAH_TEXT_MAX) return PILAH_TEXT_TOO_LARGE;
  out.text = {comment.text ? comment.text : "", comment.text_size};
  out.bio = {comment.author_bio ? comment.author_bio : "", comment.author_bio_size};
  return read_facts(comment, out.author) ? PILAH_OK : PILAH_BAD_ARGUMENT;
}

int32_t public_label(uint8_t label) { return label == kNoLabel ? int32_t{PILAH_NO_LABEL} : int32_t{label}; }

void translate_evidence(const Ruleset& rules, pilah_scratch& scratch) {
  const std::vector<Evidence>& found = scratch.scratch.verdict.evidence;
  scratch.evidence.resize(found.size());
  for (size_t i = 0; i < found.size(); ++i) {
    const Evidence& from = found[i];
    pilah_evidence& to = scratch.evidence[i];
    to.rule = rules.string(rules.rules[from.rule].id);
    to.label = public_label(from.label);
    to.points = from.points;
    to.begin = from.span.begin;
    to.end = from.span.end;
    to.field = static_cast<int32_t>(from.field);
    to.flags = from.flags.raw();
    to.evasions = from.evasions.raw();
    to.rule_points = from.rule_points;
  }
}

void translate_entities(pilah_scratch& scratch) {
  find_entities(scratch.scratch.text, scratch.found_entities);
  scratch.entities.clear();
  for (const Entity& entity : scratch.found_entities)
    scratch.entities.push_back({entity.type.data(), entity.span.begin, entity.span.end});
}

void translate_policy(const Ruleset& rules, pilah_scratch& scratch, pilah_verdict& out) {
  const Decision& decision = scratch.scratch.verdict.decision;
  const PolicyRow& row = rules.policy_rows[decision.row];
  scratch.checklist.clear();
  for (uint32_t code : slice(rules.checklists, row.checklist)) scratch.checklist.push_back(rules.string(code));
  out.action = static_cast<int32_t>(row.action);
  out.priority = decision.priority();
  std::copy(decision.parts.begin(), decision.parts.end(), out.priority_parts);
  out.respond_within_minutes = static_cast<int32_t>(decision.minutes);
  out.due = decision.due;
  out.days = decision.days;
  out.tier = decision.tier;
  out.heard_from = decision.heard_from;
  out.who = decision.who;
  out.wants = decision.wants;
  out.tone = static_cast<int32_t>(decision.tone);
  out.channel = static_cast<int32_t>(row.channel);
  out.route = rules.string(row.route);
  out.policy_row = rules.string(row.id);
  out.reason_id = rules.string(row.reason_id);
  out.reason_en = rules.string(row.reason_en);
  out.checklist = scratch.checklist.data();
  out.checklist_count = static_cast<uint32_t>(scratch.checklist.size());
}

void translate_labels(const Verdict& verdict, pilah_verdict& out) {
  out.label = public_label(verdict.label);
  for (size_t i = 0; i < kLabelCount; ++i) {
    const Score& score = verdict.scores[i];
    out.scores[i] = {score.points, score.holds, score.permille / 1000.0, static_cast<int32_t>(score.kind),
                     static_cast<int32_t>(score.target)};
  }
  out.tags = verdict.tags;
}

void translate(const Ruleset& rules, pilah_scratch& scratch, pilah_verdict& out) {
  const Verdict& verdict = scratch.scratch.verdict;
  translate_evidence(rules, scratch);
  translate_entities(scratch);
  translate_policy(rules, scratch, out);
  translate_labels(verdict, out);
  out.evidence = scratch.evidence.data();
  out.evidence_count = static_cast<uint32_t>(scratch.evidence.size());
  out.entities = scratch.entities.data();
  out.entity_count = static_cast<uint32_t>(scratch.entities.size());
  out.campaign = verdict.campaign;
  out.promotion = verdict.promotion;
  out.evasions = tricks_in(scratch.scratch.text, scratch.scratch.terms).raw();
  out.language = static_cast<int32_t>(verdict.language);
  out.invalid_sequences = scratch.scratch.text.invalid_sequences;
  out.ruleset_hash = rules.hash().c_str();
}

// The bytes of the text that `labels` want starred, in order; they may overlap.
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

// Labels and tags as somebody says they are, in place of those of a text.
pilah_status take_verdict(const pilah_verdict* in, Verdict& out) {
  pilah_verdict given;
  pilah_verdict_init(&given, sizeof given);
  if (pilah_status status = read_struct(in, kFirstVerdictSize, given); status != PILAH_OK) return status;
  out = {};
  for (size_t label = 0; label < kLabelCount; ++label) {
    const pilah_score& score = given.scores[label];
    const bool kind_fits = score.kind == 0 || (score.kind > 0 && static_cast<size_t>(score.kind) < kKindNames.size() &&
                                               label_of(static_cast<Kind>(score.kind)) == label);
    if (!kind_fits || score.target < 0 || static_cast<size_t>(score.target) >= kTargetNames.size())
      return PILAH_BAD_ARGUMENT;
    out.scores[label].points = score.points;
    out.scores[label].kind = static_cast<Kind>(score.kind);
    out.scores[label].target = static_cast<Target>(score.target);
  }
  out.tags = given.tags;
  return PILAH_OK;
}

void translate_platform(const Ruleset& rules, pilah_scratch& scratch, pilah_verdict& out) {
  list_platform_steps(rules, scratch);
  out.platform_steps = scratch.platform_steps.data();
  out.platform_step_count = static_cast<uint32_t>(scratch.platform_steps.size());
}

// What all share that classify: `judge` takes the checked comment.
template <typename Judge>
pilah_status judge_comment(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* in, Judge judge) {
  scratch->read_with = scratch->judged_with = {};
  if (pilah_status status = read_comment(in, scratch->comment); status != PILAH_OK) return status;
  judge(scratch->comment);
  scratch->read_with = scratch->judged_with = ruleset->engine.rules.digest();
  return PILAH_OK;
}

// What a verdict says that could not be made.
pilah_verdict no_verdict() {
  pilah_verdict verdict = {};
  verdict.label = PILAH_NO_LABEL;
  return verdict;
}

// What pilah_classify() and its watched sister share.
template <typename Judge>
pilah_status classify_into(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* in,
                           pilah_verdict* out, Judge judge) {
  pilah_verdict verdict = no_verdict();
  if (pilah_status status = write_struct(verdict, kFirstVerdictSize, out); status != PILAH_OK) return status;
  if (!ruleset || !scratch || !in) return PILAH_NULL_ARGUMENT;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    if (pilah_status status = judge_comment(ruleset, scratch, in, judge); status != PILAH_OK) return status;
    translate(ruleset->engine.rules, *scratch, verdict);
    translate_platform(ruleset->engine.rules, *scratch, verdict);
    return write_struct(verdict, kFirstVerdictSize, out);
  });
}

// The verdict on labels and tags that somebody else has found.
pilah_status decide_on(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                       const pilah_verdict* in, pilah_verdict& out) {
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    const Ruleset& rules = ruleset->engine.rules;
    Comment& facts = scratch->comment;
    Verdict& verdict = scratch->scratch.verdict;
    scratch->judged_with = {};
    if (pilah_status status = read_comment(comment, facts); status != PILAH_OK) return status;
    if (pilah_status status = take_verdict(in, verdict); status != PILAH_OK) return status;
    apply_thresholds(rules, verdict);
    decide(rules, facts.author, verdict);
    scratch->judged_with = rules.digest();
    translate_policy(rules, *scratch, out);
    translate_labels(verdict, out);
    translate_platform(rules, *scratch, out);
    out.ruleset_hash = rules.hash().c_str();
    return PILAH_OK;
  });
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
    const Range span = text.span_of(term.token, term.token + term.more_tokens);
    scratch.tokens.push_back({span.begin, span.end, folded.data(), folded.size(), standard, step_name(step).data(),
                              tricks_of(text, term).raw(), 0});
  }
}

static_assert(static_cast<int32_t>(Stage::answer) == PILAH_STAGE_ANSWER && PILAH_STAGE_COUNT == 4);

}  // namespace

pilah_status pilah::check_comment(const pilah_comment& comment) {
  Comment read;
  return read_comment(&comment, read);
}

pilah_status pilah::classify_inside(const pilah_ruleset* ruleset, pilah_scratch* scratch,
                                    const pilah_comment* comment) {
  return judge_comment(ruleset, scratch, comment,
                       [&](const Comment& read) { classify(ruleset->engine, read, scratch->scratch); });
}

// Hiding; or the answer, in public, in private, or one after the other.
void pilah::list_platform_steps(const Ruleset& rules, pilah_scratch& scratch) {
  scratch.platform_steps.clear();
  const int64_t platform = scratch.comment.author.fact(Fact::platform);
  if (platform < 0) return;
  auto add = [&](PlatformUse use) {
    const size_t index = static_cast<size_t>(platform) * kPlatformUseNames.size() + static_cast<size_t>(use);
    if (index >= rules.platform_verbs.size()) return;
    const PlatformVerb& verb = rules.platform_verbs[index];
    if (verb.name == 0) return;
    scratch.platform_steps.push_back({rules.string(verb.name), kPlatformUseNames[static_cast<size_t>(use)].data(),
                                      static_cast<int32_t>(verb.can), 0, rules.string(verb.how_id),
                                      rules.string(verb.how_en), rules.string(verb.source), rules.string(verb.url)});
  };
  const PolicyRow& row = rules.policy_rows[scratch.scratch.verdict.decision.row];
  if (row.action == Action::hide) add(PlatformUse::hide);
  if (row.action == Action::respond || row.action == Action::escalate) {
    const bool both = row.channel == Channel::public_then_private;
    if (both || row.channel == Channel::public_) add(PlatformUse::public_);
    if (both || row.channel == Channel::private_) add(PlatformUse::private_);
  }
}

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

void pilah_scratch_list_every_rule(pilah_scratch* scratch) { scratch->scratch.scorer.lists_every_rule = true; }

pilah_status pilah_decide(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                          const pilah_verdict* in, pilah_verdict* out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  pilah_verdict answer;
  pilah_verdict_init(&answer, sizeof answer);
  const pilah_status status =
      ruleset && scratch && comment && in ? decide_on(ruleset, scratch, comment, in, answer) : PILAH_NULL_ARGUMENT;
  if (status != PILAH_OK) answer = no_verdict();
  const pilah_status written = write_struct(answer, kFirstVerdictSize, out);
  return status == PILAH_OK ? written : status;
}

pilah_status pilah_mask(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment,
                        uint32_t labels, char* buffer, size_t capacity, size_t* needed) {
  if (!needed) return PILAH_NULL_ARGUMENT;
  *needed = 0;
  if (!ruleset || !scratch || !comment || (!buffer && capacity != 0)) return PILAH_NULL_ARGUMENT;
  if (labels >> PILAH_LABEL_COUNT != 0) return PILAH_BAD_ARGUMENT;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    if (pilah_status status = classify_inside(ruleset, scratch, comment); status != PILAH_OK) return status;
    const std::string masked = starred(scratch->scratch.text.original, masked_ranges(scratch->scratch.verdict, labels));
    return hand_out(masked, buffer, capacity, needed);
  });
}

pilah_status pilah_scratch_tokens(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_token** tokens,
                                  uint32_t* token_count) {
  if (tokens) *tokens = nullptr;
  if (token_count) *token_count = 0;
  if (!ruleset || !scratch || !tokens || !token_count) return PILAH_NULL_ARGUMENT;
  if (!is_made_with(scratch->read_with, ruleset)) return PILAH_BAD_ARGUMENT;
  return guarded([&] {
    list_tokens(ruleset->engine.rules, *scratch);
    *tokens = scratch->tokens.data();
    *token_count = static_cast<uint32_t>(scratch->tokens.size());
    return PILAH_OK;
  });
}

}  // extern "C"
