// SPDX-License-Identifier: Apache-2.0
// The stages one by one and together, on each kind of comment. Alone, a stage reads what the one before it left for all
// comments of the set, so it is measured without the others' effect on the caches.
#include "bench.h"

#include "decide/campaign.h"
#include "decide/language.h"
#include "decide/policy.h"
#include "embed/embedded.h"
#include "engine.h"
#include "text/analyse.h"

#include <memory>

namespace pilah::bench {

namespace {

constexpr size_t kKept = 250;  // comments whose stages are kept apart: each holds a matcher of its own

const Engine& engine() {
  static const Engine built_in_engine = [] {
    Engine out;
    require(Engine::open(embedded_image(), out) == Status::ok, "the built-in rules do not open");
    return out;
  }();
  return built_in_engine;
}

// One comment on its way through the stages.
struct Reading {
  std::string_view comment;
  Text text;
  Terms terms;
  Matcher matcher;

  void read() { analyse(comment, text); }
  void match() {
    find_terms(engine().rules, text, terms);
    matcher.find(engine().rules, engine().regexes, Field::text, text, terms);
  }
  void decide(Scorer& scorer, std::string& buffer, Verdict& verdict) const {
    const Author author;
    scorer.score(engine().rules, {text, terms, matcher}, nullptr, author, verdict);
    apply_thresholds(engine().rules, verdict);
    ::pilah::decide(engine().rules, author, verdict);
    verdict.language = find_language(terms);
    verdict.campaign = campaign_keys(text, buffer).copy;
  }
};

// All stages done for (the first) comments of a set, and compared with what the C API says of them.
std::vector<std::unique_ptr<Reading>> readings(const CommentSet& set) {
  std::vector<std::unique_ptr<Reading>> out;
  Caller call(built_in());
  check_answers(call, set);
  Scorer scorer;
  std::string buffer;
  Verdict verdict;
  for (size_t i = 0; i < std::min(set.texts.size(), kKept); ++i) {
    out.push_back(std::make_unique<Reading>());
    out.back()->comment = set.texts[i];
    out.back()->read();
    out.back()->match();
    out.back()->decide(scorer, buffer, verdict);
    const pilah_verdict& whole = call(set.texts[i]);
    require(whole.campaign == verdict.campaign && whole.evidence_count == verdict.evidence.size(), set.texts[i]);
    for (size_t label = 0; label < kLabelCount; ++label)
      require(whole.scores[label].points == verdict.scores[label].points, set.texts[i]);
  }
  return out;
}

void report_kept(benchmark::State& state, const std::vector<std::unique_ptr<Reading>>& kept) {
  size_t bytes = 0;
  for (const auto& reading : kept) bytes += reading->comment.size();
  report(state, kept.size(), bytes);
}

void text_alone(benchmark::State& state, const CommentSet& set) {
  const auto kept = readings(set);
  for (auto _ : state)
    for (const auto& reading : kept) {
      reading->read();
      benchmark::DoNotOptimize(reading->text.tokens.data());
    }
  report_kept(state, kept);
  state.SetLabel("what repairing, folding and cutting cost");
}

void match_alone(benchmark::State& state, const CommentSet& set) {
  const auto kept = readings(set);
  for (auto _ : state)
    for (const auto& reading : kept) {
      reading->match();
      benchmark::DoNotOptimize(reading->matcher.hits.data());
    }
  report_kept(state, kept);
  state.SetLabel("what finding words and patterns in ready tokens costs");
}

void decide_alone(benchmark::State& state, const CommentSet& set) {
  const auto kept = readings(set);
  Scorer scorer;
  std::string buffer;
  Verdict verdict;
  for (auto _ : state)
    for (const auto& reading : kept) {
      reading->decide(scorer, buffer, verdict);
      benchmark::DoNotOptimize(verdict.evidence.data());
    }
  report_kept(state, kept);
  state.SetLabel("what points, labels, policy, language and campaign of ready hits cost");
}

void text_and_match(benchmark::State& state, const CommentSet& set) {
  readings(set);
  Reading reading;
  for (auto _ : state)
    for (const std::string& text : set.texts) {
      reading.comment = text;
      reading.read();
      reading.match();
      benchmark::DoNotOptimize(reading.matcher.hits.data());
    }
  report(state, set.texts.size(), set.bytes());
  state.SetLabel("what the first two stages cost together, comment after comment");
}

void whole(benchmark::State& state, const CommentSet& set) {
  Caller call(built_in());
  check_answers(call, set);
  check_answers(call, set);  // twice, so that the scratch is warm
  const long before = allocations();
  for (auto _ : state)
    for (const std::string& text : set.texts) benchmark::DoNotOptimize(call(text).evidence_count);
  // The loop itself allocates nothing, so a single allocation is one of the library's.
  const long count = allocations() - before;
  require(count == 0, std::to_string(count) + " allocations in the steady state, on " + set.name);
  report(state, set.texts.size(), set.bytes());
  state.counters["allocations"] = static_cast<double>(count);
  state.SetLabel("what a comment costs through the C API, evidence and entities included");
}

// The same rules without looking for words of abuse in disguise.
const pilah_ruleset* undisguised() {
  static const pilah_ruleset* const rules = [] {
    pilah_compile_options options;
    pilah_compile_options_init(&options, sizeof options);
    options.base = 1;
    options.without = PILAH_WITHOUT_DISGUISES;
    pilah_ruleset* out = nullptr;
    require(pilah_ruleset_compile(nullptr, 0, &options, &out, nullptr) == PILAH_OK, "rules without disguises");
    return out;
  }();
  return rules;
}

void without_disguises(benchmark::State& state, const CommentSet& set) {
  Caller call(undisguised());
  for (const auto& [text, holds] :
       {std::pair("adminnya kampret banget sih lo", 1), {"adminnya kamrpet banget sih lo", 0}})
    require(call(text).scores[PILAH_ABUSE].holds == holds, text);
  for (int pass = 0; pass < 2; ++pass)  // so that the scratch is warm
    for (const std::string& text : set.texts) call(text);
  for (auto _ : state)
    for (const std::string& text : set.texts) benchmark::DoNotOptimize(call(text).evidence_count);
  report(state, set.texts.size(), set.bytes());
  state.SetLabel("what a comment costs if words of abuse are not looked for in disguise");
}

// The same comments with everything known of author, comment and thread; the policy has more to look at then.
void with_all_facts(benchmark::State& state, const CommentSet& set) {
  Caller call(built_in());
  pilah_comment& facts = call.comment();
  facts.author_followers = 12'500;
  facts.author_following = 300;
  facts.author_account_days = 900;
  facts.author_posts_per_day = 2;
  facts.author_earlier_complaints = 4;
  facts.author_earlier_hidden = 0;
  facts.author_unanswered_reports = 1;
  facts.author_verified = facts.author_business = PILAH_NO;
  facts.author_customer = facts.thread_ours = PILAH_YES;
  facts.thread_owner = facts.is_reply = facts.edited = PILAH_NO;
  facts.platform = PILAH_ON_X;
  facts.time = 1'781'200'000;
  facts.now = facts.time + 7200;
  facts.likes = 120;
  facts.replies = 6;
  facts.position = 1;
  require(call("paket saya belum sampai juga min, udah 2 minggu").priority_parts[PILAH_EXPOSURE] > 0, "facts count");
  for (int pass = 0; pass < 2; ++pass)  // so that the scratch is warm
    for (const std::string& text : set.texts) call(text);
  const long before = allocations();
  for (auto _ : state)
    for (const std::string& text : set.texts) benchmark::DoNotOptimize(call(text).priority);
  const long count = allocations() - before;
  require(count == 0, std::to_string(count) + " allocations with all facts, on " + set.name);
  report(state, set.texts.size(), set.bytes());
  state.SetLabel("what a comment costs when all facts are given");
}

}  // namespace

void register_stages(const std::vector<CommentSet>& sets) {
  struct Stage {
    const char* name;
    void (*run)(benchmark::State&, const CommentSet&);
  };
  for (const Stage& stage : {Stage{"text", text_alone}, Stage{"match", match_alone}, Stage{"decide", decide_alone},
                             Stage{"text+match", text_and_match}, Stage{"classify", whole},
                             Stage{"classify-disguises", without_disguises}, Stage{"classify+facts", with_all_facts}})
    for (const CommentSet& set : sets)
      benchmark::RegisterBenchmark((std::string(stage.name) + "/" + set.name).c_str(), [run = stage.run,
                                                                                        &set](benchmark::State& state) {
        run(state, set);
      })->Unit(benchmark::kMicrosecond);
}

}  // namespace pilah::bench
