// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include "decide/campaign.h"
#include "decide/language.h"
#include "decide/policy.h"
#include "text/analyse.h"

namespace pilah {

namespace {

template <typename Watch>
void read_field(const Engine& engine, Field field, std::string_view bytes, Text& text, Terms& terms, Matcher& matcher,
                const Watch& watch) {
  analyse(bytes, text);
  watch(Stage::text);
  find_terms(engine.rules, text, terms);
  matcher.find(engine.rules, engine.regexes, field, text, terms);
  watch(Stage::match);
}

// A template, so that a call that nobody watches pays nothing.
template <typename Watch>
void classify_with(const Engine& engine, const Comment& comment, Scratch& scratch, const Watch& watch) {
  Verdict& verdict = scratch.verdict;
  read_field(engine, Field::text, comment.text, scratch.text, scratch.terms, scratch.matcher, watch);
  const ReadField text{scratch.text, scratch.terms, scratch.matcher};
  if (comment.bio.empty()) {
    scratch.scorer.score(engine.rules, text, nullptr, comment.author, verdict);
  } else {
    read_field(engine, Field::bio, comment.bio, scratch.bio_text, scratch.bio_terms, scratch.bio_matcher, watch);
    const ReadField bio{scratch.bio_text, scratch.bio_terms, scratch.bio_matcher};
    scratch.scorer.score(engine.rules, text, &bio, comment.author, verdict);
  }
  apply_thresholds(engine.rules, verdict);
  decide(engine.rules, comment.author, verdict);
  verdict.language = find_language(scratch.terms);
  const CampaignKeys keys = campaign_keys(scratch.text, scratch.buffer);
  verdict.campaign = keys.copy;
  verdict.promotion = keys.promotion;
  watch(Stage::score);
}

}  // namespace

Status Engine::open(std::span<const std::byte> image, Engine& out, ImageOrigin origin) {
  Status status = Ruleset::open(image, out.rules, origin);
  if (status != Status::ok) return status;
  return out.regexes.compile(out.rules) ? Status::ok : Status::image_corrupt;
}

void classify(const Engine& engine, const Comment& comment, Scratch& scratch) {
  classify_with(engine, comment, scratch, [](Stage) {});
}

void classify_watched(const Engine& engine, const Comment& comment, Scratch& scratch, const StageWatch& watch) {
  classify_with(engine, comment, scratch, watch);
}

}  // namespace pilah
