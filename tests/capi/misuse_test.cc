// SPDX-License-Identifier: Apache-2.0
// Everything a careless caller can do at every entry point: NULL, wrong sizes, unknown fields, wild values, a busy
// scratch.
#include "capi/handles.h"
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

namespace {

struct Fixture {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  pilah_comment comment;
  pilah_verdict verdict;
  Fixture() {
    REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
    REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
    pilah_comment_init(&comment, sizeof comment);
    pilah_verdict_init(&verdict, sizeof verdict);
    comment.text = "paket belum sampai";
    comment.text_size = std::strlen(comment.text);
  }
  ~Fixture() {
    pilah_scratch_free(scratch);
    pilah_ruleset_free(rules);
  }
  pilah_status classify() { return pilah_classify(rules, scratch, &comment, &verdict); }
};

}  // namespace

TEST_CASE("NULL is answered, never followed") {
  Fixture f;
  const void* image = nullptr;
  size_t size = 0;
  uint32_t count = 0;
  const pilah_token* tokens = nullptr;
  pilah_rule rule = {};
  rule.struct_size = sizeof rule;
  pilah_diagnostic diagnostic = {};
  diagnostic.struct_size = sizeof diagnostic;
  pilah_ruleset* out = nullptr;
  pilah_source source = {nullptr, "x", 1, 0, 0};

  CHECK(pilah_ruleset_default(nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_open(nullptr, &out) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_open("x", nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_load(nullptr, 8, &out) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_load("x", 1, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_compile(nullptr, 1, nullptr, &out, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_compile(&source, 1, nullptr, nullptr, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_compile(&source, 1, nullptr, &out, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_retain(nullptr) == nullptr);
  pilah_ruleset_free(nullptr);
  pilah_scratch_free(nullptr);
  pilah_diagnostics_free(nullptr);
  CHECK(pilah_ruleset_hash(nullptr) == nullptr);
  CHECK(pilah_ruleset_image(nullptr, &image, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_image(f.rules, nullptr, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_image(f.rules, &image, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_rule_count(nullptr) == 0);
  CHECK(pilah_ruleset_rule_at(nullptr, 0, &rule) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_rule_at(f.rules, 0, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_ruleset_tag_name(nullptr, 0) == nullptr);
  CHECK(pilah_ruleset_threshold(nullptr, 0) == 0);
  CHECK(pilah_diagnostics_count(nullptr) == 0);
  CHECK(pilah_diagnostics_at(nullptr, 0, &diagnostic) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_scratch_new(nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify(nullptr, f.scratch, &f.comment, &f.verdict) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify(f.rules, nullptr, &f.comment, &f.verdict) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify(f.rules, f.scratch, nullptr, &f.verdict) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify(f.rules, f.scratch, &f.comment, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask(nullptr, f.scratch, &f.comment, 1, nullptr, 0, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, 1, nullptr, 0, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, 1, nullptr, 9, &size) == PILAH_NULL_ARGUMENT);
  const pilah_entity* found = nullptr;
  CHECK(pilah_find_personal(nullptr, "x", 1, 1, &found, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_find_personal(f.scratch, nullptr, 1, 1, &found, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_find_personal(f.scratch, "x", 1, 1, nullptr, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_find_personal(f.scratch, "x", 1, 1, &found, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_find_personal(f.scratch, nullptr, 0, 1, &found, &count) == PILAH_OK);
  CHECK(pilah_mask_personal(nullptr, "x", 1, 1, nullptr, 0, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask_personal(f.scratch, nullptr, 1, 1, nullptr, 0, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask_personal(f.scratch, "x", 1, 1, nullptr, 9, &size) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_mask_personal(f.scratch, "x", 1, 1, nullptr, 0, nullptr) == PILAH_NULL_ARGUMENT);
  uint64_t campaign = 7, promotion = 7;
  CHECK(pilah_campaign_keys(nullptr, "x", 1, &campaign, &promotion) == PILAH_NULL_ARGUMENT);
  CHECK(campaign == 0);
  CHECK(pilah_campaign_keys(f.scratch, nullptr, 1, &campaign, &promotion) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_campaign_keys(f.scratch, "x", 1, nullptr, &promotion) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_campaign_keys(f.scratch, "x", 1, &campaign, nullptr) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_campaign_keys(f.scratch, nullptr, 0, &campaign, &promotion) == PILAH_OK);
  pilah_window* window = nullptr;
  CHECK(pilah_window_new(nullptr, nullptr) == PILAH_NULL_ARGUMENT);
  REQUIRE(pilah_window_new(nullptr, &window) == PILAH_OK);
  CHECK(pilah_window_note(nullptr, 1, 1, nullptr, 0, &f.comment) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_window_note(window, 1, 1, nullptr, 3, &f.comment) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_window_note(window, 1, 1, nullptr, 0, nullptr) == PILAH_NULL_ARGUMENT);
  pilah_window_free(window);
  pilah_window_free(nullptr);
  pilah_window_options_init(nullptr, sizeof(pilah_window_options));
  CHECK(pilah_scratch_tokens(nullptr, f.scratch, &tokens, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_scratch_tokens(f.rules, nullptr, &tokens, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_scratch_tokens(f.rules, f.scratch, nullptr, &count) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_offset_codepoints(nullptr, 5, 2) == 0);
  pilah_comment_init(nullptr, sizeof(pilah_comment));
  pilah_verdict_init(nullptr, sizeof(pilah_verdict));
  pilah_compile_options_init(nullptr, sizeof(pilah_compile_options));
  f.comment.text = nullptr;
  CHECK(f.classify() == PILAH_NULL_ARGUMENT);
  f.comment.text_size = 0;
  CHECK(f.classify() == PILAH_OK);
  f.comment.author_bio_size = 3;
  CHECK(f.classify() == PILAH_NULL_ARGUMENT);
}

TEST_CASE("struct sizes: too small, wild, older, newer") {
  Fixture f;
  for (uint32_t size : {0u, 4u, 79u, 5000u, UINT32_MAX}) {
    f.comment.struct_size = size;
    CHECK(f.classify() == PILAH_BAD_STRUCT_SIZE);
  }
  f.comment.struct_size = sizeof f.comment;
  for (uint32_t size : {0u, 4u, 223u, 5000u, UINT32_MAX}) {
    f.verdict.struct_size = size;
    CHECK(f.classify() == PILAH_BAD_STRUCT_SIZE);
  }
  f.verdict.struct_size = sizeof f.verdict;
  CHECK(f.classify() == PILAH_OK);

  // A program built against a later header: its longer struct is fine as long as the part we do not know is zero.
  struct {
    pilah_comment comment;
    char tail[16];
  } newer = {};
  pilah_comment_init(&newer.comment, sizeof newer);
  newer.comment.text = "halo";
  newer.comment.text_size = 4;
  CHECK(pilah_classify(f.rules, f.scratch, &newer.comment, &f.verdict) == PILAH_OK);
  newer.tail[7] = 1;
  CHECK(pilah_classify(f.rules, f.scratch, &newer.comment, &f.verdict) == PILAH_UNKNOWN_FIELD);
  f.comment.reserved = 1;
  CHECK(f.classify() == PILAH_UNKNOWN_FIELD);

  pilah_rule rule = {};
  CHECK(pilah_ruleset_rule_at(f.rules, 0, &rule) == PILAH_BAD_STRUCT_SIZE);
}

TEST_CASE("values outside their range") {
  Fixture f;
  f.comment.author_followers = -2;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  f.comment.author_followers = -1;
  f.comment.author_verified = 2;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  f.comment.author_verified = PILAH_UNKNOWN;
  f.comment.platform = PILAH_PLATFORM_COUNT;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  f.comment.platform = PILAH_ON_X;
  f.comment.time = PILAH_TIME_MAX + 1;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  f.comment.time = PILAH_TIME_MAX;
  f.comment.now = 0;  // a clock that is behind
  CHECK(f.classify() == PILAH_OK);
  f.comment.thread_owner = 3;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  f.comment.thread_owner = PILAH_UNKNOWN;
  f.comment.text_size = size_t{PILAH_TEXT_MAX} + 1;
  CHECK(f.classify() == PILAH_TEXT_TOO_LARGE);
  CHECK(f.verdict.evidence_count == 0);

  const pilah_entity* found = nullptr;
  uint32_t count = 7;
  CHECK(pilah_find_personal(f.scratch, "x", 1, 64, &found, &count) == PILAH_BAD_ARGUMENT);
  CHECK(count == 0);
  CHECK(pilah_find_personal(f.scratch, "x", size_t{PILAH_TEXT_MAX} + 1, 1, &found, &count) == PILAH_TEXT_TOO_LARGE);

  f.comment.text_size = 0;
  size_t size = 7;
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, 1u << PILAH_LABEL_COUNT, nullptr, 0, &size) == PILAH_BAD_ARGUMENT);
  CHECK(size == 0);
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, UINT32_MAX, nullptr, 0, &size) == PILAH_BAD_ARGUMENT);
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, 0, nullptr, 0, &size) == PILAH_OK);

  pilah_rule rule = {};
  rule.struct_size = sizeof rule;
  CHECK(pilah_ruleset_rule_at(f.rules, pilah_ruleset_rule_count(f.rules), &rule) == PILAH_BAD_ARGUMENT);
  CHECK(pilah_ruleset_tag_name(f.rules, 64) == nullptr);
  CHECK(pilah_ruleset_threshold(f.rules, 4) == 0);
  CHECK(std::string(pilah_label_name(-1)) == "none");
  CHECK(std::string(pilah_action_name(77)) == "none");
  CHECK(std::string(pilah_language_name(-5)) == "unknown");
  CHECK(std::string(pilah_status_name(static_cast<pilah_status>(12345))) == "PILAH_UNKNOWN_STATUS");
  CHECK(pilah_evasion_name(1000) == nullptr);

  pilah_compile_options options;
  pilah_compile_options_init(&options, sizeof options);
  pilah_ruleset* rules = nullptr;
  options.without = PILAH_WITHOUT_ALL + 1;
  CHECK(pilah_ruleset_compile(nullptr, 0, &options, &rules, nullptr) == PILAH_BAD_ARGUMENT);
  CHECK(rules == nullptr);
  for (uint32_t layers = 0; layers <= PILAH_WITHOUT_ALL; ++layers) {
    options.without = layers;
    options.base = layers == PILAH_WITHOUT_ALL ? 1 : 0;
    CHECK(pilah_ruleset_compile(nullptr, 0, &options, &rules, nullptr) == PILAH_OK);
    pilah_ruleset_free(rules);
  }
}

TEST_CASE("a busy scratch is refused and stays usable") {
  Fixture f;
  f.scratch->busy.test_and_set();  // as if another thread were inside
  size_t size = 0;
  CHECK(f.classify() == PILAH_SCRATCH_BUSY);
  CHECK(pilah_mask(f.rules, f.scratch, &f.comment, 1, nullptr, 0, &size) == PILAH_SCRATCH_BUSY);
  CHECK(pilah_mask_personal(f.scratch, "x", 1, 1, nullptr, 0, &size) == PILAH_SCRATCH_BUSY);
  f.scratch->busy.clear();
  CHECK(f.classify() == PILAH_OK);
}

TEST_CASE("one scratch serves rule sets of different sizes in turn") {
  Fixture f;
  const std::string pack =
      "pack = { id = 'id.spam.tiny', language = 'id', owner = 'test' }\n"
      "[[rule]]\nid = 'a'\nlabel = 'spam'\npoints = 30\nany = ['zzz']\n";
  const pilah_source source = {"tiny.toml", pack.data(), pack.size(), 0, 0};
  pilah_ruleset* tiny = nullptr;
  REQUIRE(pilah_ruleset_compile(&source, 1, nullptr, &tiny, nullptr) == PILAH_OK);
  for (int round = 0; round < 3; ++round) {
    REQUIRE(f.classify() == PILAH_OK);
    CHECK(f.verdict.scores[PILAH_COMPLAINT].holds == 1);
    pilah_comment comment;
    pilah_comment_init(&comment, sizeof comment);
    comment.text = "zzz";
    comment.text_size = 3;
    REQUIRE(pilah_classify(tiny, f.scratch, &comment, &f.verdict) == PILAH_OK);
    CHECK(f.verdict.scores[PILAH_SPAM].points == 30);
    CHECK(f.verdict.evidence_count == 1);
  }
  pilah_ruleset_free(tiny);
}

TEST_CASE("images from memory: refused or taken, never half") {
  Fixture f;
  const void* image = nullptr;
  size_t size = 0;
  REQUIRE(pilah_ruleset_image(f.rules, &image, &size) == PILAH_OK);
  pilah_ruleset* copy = nullptr;
  REQUIRE(pilah_ruleset_load(image, size, &copy) == PILAH_OK);
  CHECK(std::string(pilah_ruleset_hash(copy)) == pilah_ruleset_hash(f.rules));
  pilah_ruleset_free(copy);
  CHECK(pilah_ruleset_load(image, size - 8, &copy) == PILAH_IMAGE_TRUNCATED);
  CHECK(copy == nullptr);
  std::vector<char> bytes(static_cast<const char*>(image), static_cast<const char*>(image) + size);
  bytes[size / 2] = static_cast<char>(bytes[size / 2] ^ 1);
  CHECK(pilah_ruleset_load(bytes.data(), bytes.size(), &copy) == PILAH_IMAGE_CORRUPT);
  CHECK(pilah_ruleset_load("GIF89a..", 8, &copy) == PILAH_IMAGE_NOT_PILAH);
  CHECK(pilah_ruleset_open("/no/such/file.pilah", &copy) == PILAH_FILE_NOT_READABLE);
  CHECK(pilah_ruleset_open("/", &copy) == PILAH_FILE_NOT_READABLE);
}

TEST_CASE("bad rules: diagnostics and no rule set") {
  const std::string pack =
      "pack = { id = 'id.spam.bad', language = 'id', owner = 'test' }\n[[rule]]\nid = 'a'\nlabel = 'spamm'\n";
  const pilah_source source = {"bad.toml", pack.data(), pack.size(), 0, 0};
  pilah_ruleset* out = nullptr;
  pilah_diagnostics* why = nullptr;
  CHECK(pilah_ruleset_compile(&source, 1, nullptr, &out, &why) == PILAH_RULES_REJECTED);
  CHECK(out == nullptr);
  REQUIRE(pilah_diagnostics_count(why) > 0);
  pilah_diagnostic d = {};
  d.struct_size = sizeof d;
  bool found = false;
  for (uint32_t index = 0; index < pilah_diagnostics_count(why); ++index) {
    REQUIRE(pilah_diagnostics_at(why, index, &d) == PILAH_OK);
    CHECK(std::string(d.source) == "bad.toml");
    found = found || (d.severity == 0 && d.line == 4 && d.column == 10);
  }
  CHECK(found);
  CHECK(pilah_diagnostics_at(why, pilah_diagnostics_count(why), &d) == PILAH_BAD_ARGUMENT);
  pilah_diagnostics_free(why);
}

TEST_CASE("windows: odd options are refused, what was seen becomes facts") {
  Fixture f;
  pilah_window* window = nullptr;
  pilah_window_options options;
  pilah_window_options_init(&options, sizeof options);
  for (uint32_t keys : {0u, 7u, (1u << 20) + 1, UINT32_MAX}) {
    options.keys = keys;
    CHECK(pilah_window_new(&options, &window) == PILAH_BAD_ARGUMENT);
    CHECK(window == nullptr);
  }
  options.keys = 8;
  options.length = -1;
  CHECK(pilah_window_new(&options, &window) == PILAH_BAD_ARGUMENT);
  options.length = INT64_MAX;
  options.reserved = 1;
  CHECK(pilah_window_new(&options, &window) == PILAH_UNKNOWN_FIELD);
  options.reserved = 0;
  options.struct_size = 3;
  CHECK(pilah_window_new(&options, &window) == PILAH_BAD_STRUCT_SIZE);
  options.struct_size = sizeof options;
  REQUIRE(pilah_window_new(&options, &window) == PILAH_OK);

  f.comment.struct_size = 8;
  CHECK(pilah_window_note(window, 1, 1, nullptr, 0, &f.comment) == PILAH_BAD_STRUCT_SIZE);
  f.comment.struct_size = sizeof f.comment;
  for (int64_t time : {int64_t{-2}, int64_t{PILAH_TIME_MAX} + 1, INT64_MAX}) {
    f.comment.time = time;
    CHECK(pilah_window_note(window, 5, 0, "rara", 4, &f.comment) == PILAH_BAD_ARGUMENT);
  }
  f.comment.time = -1;
  REQUIRE(pilah_window_note(window, 5, 0, "rara", 4, &f.comment) == PILAH_OK);
  REQUIRE(pilah_window_note(window, 5, 9, nullptr, 0, &f.comment) == PILAH_OK);
  CHECK(f.comment.copies == 2);
  CHECK(f.comment.copy_authors == 1);
  CHECK(f.comment.promotions == 1);
  CHECK(f.comment.promotion_authors == PILAH_UNKNOWN);
  REQUIRE(pilah_window_note(window, 0, 0, nullptr, 0, &f.comment) == PILAH_OK);
  CHECK(f.comment.copies == PILAH_UNKNOWN);
  CHECK(f.classify() == PILAH_OK);
  f.comment.copies = -2;
  CHECK(f.classify() == PILAH_BAD_ARGUMENT);
  pilah_window_free(window);
}

TEST_CASE("keys alone are those of the verdict, and leave it as it is") {
  Fixture f;
  f.comment.text = "main di ZETA88 gampang banget menangnya kak";
  f.comment.text_size = std::strlen(f.comment.text);
  REQUIRE(f.classify() == PILAH_OK);
  uint64_t campaign = 0, promotion = 0;
  REQUIRE(pilah_campaign_keys(f.scratch, f.comment.text, f.comment.text_size, &campaign, &promotion) == PILAH_OK);
  CHECK(campaign != 0);
  CHECK(campaign == f.verdict.campaign);
  CHECK(promotion == f.verdict.promotion);
  const pilah_token* tokens = nullptr;
  uint32_t count = 0;
  REQUIRE(pilah_campaign_keys(f.scratch, "lain", 4, &campaign, &promotion) == PILAH_OK);
  REQUIRE(pilah_scratch_tokens(f.rules, f.scratch, &tokens, &count) == PILAH_OK);
  CHECK(count == 7);
}

TEST_CASE("a word spread over several tokens has the tricks of all of them") {
  Fixture f;
  f.comment.text = "di \U0001D424\U0001D422\U0001D42B\U0001D422\U0001D426, Budi's";
  f.comment.text_size = std::strlen(f.comment.text);
  REQUIRE(f.classify() == PILAH_OK);
  const pilah_token* tokens = nullptr;
  uint32_t count = 0;
  REQUIRE(pilah_scratch_tokens(f.rules, f.scratch, &tokens, &count) == PILAH_OK);
  REQUIRE(count == 3);
  CHECK(std::string(tokens[0].standard) == "dikirim");
  CHECK(std::string(pilah_evasion_name(0)) == "math-letters");
  CHECK((tokens[0].evasions & 1u) != 0);
  CHECK(std::string(tokens[2].standard) == "is");
  CHECK(std::string(tokens[2].step) == "clitic");
}

TEST_CASE("what a scratch holds is told of the rule set it was made with, and of no other") {
  Fixture f;
  const pilah_token* tokens = nullptr;
  const pilah_near_row* rows = nullptr;
  const char* reason = nullptr;
  uint32_t count = 0;
  const auto refused = [&](const pilah_ruleset* rules, bool read, bool judged) {
    CHECK(pilah_scratch_tokens(rules, f.scratch, &tokens, &count) == (read ? PILAH_BAD_ARGUMENT : PILAH_OK));
    CHECK(pilah_scratch_near_rows(rules, f.scratch, &rows, &count) == (judged ? PILAH_BAD_ARGUMENT : PILAH_OK));
    CHECK(pilah_scratch_reason(rules, f.scratch, &reason) == (judged ? PILAH_BAD_ARGUMENT : PILAH_OK));
  };
  const std::string pack =
      "pack = { id = \"id.spam.x\", language = \"id\", owner = \"x\" }\n[[rule]]\nid = \"a\"\nlabel = \"spam\"\n"
      "points = 30\nany = [\"jual\"]\n";
  const pilah_source source = {"x.toml", pack.data(), pack.size(), 0, 0};
  pilah_ruleset* other = nullptr;
  REQUIRE(pilah_ruleset_compile(&source, 1, nullptr, &other, nullptr) == PILAH_OK);

  refused(f.rules, true, true);  // nothing was classified yet
  REQUIRE(f.classify() == PILAH_OK);
  refused(f.rules, false, false);
  refused(other, true, true);
  f.comment.likes = -5;
  REQUIRE(f.classify() == PILAH_BAD_ARGUMENT);
  refused(f.rules, true, true);

  // A policy that is asked afterwards has judged, and has read nothing.
  f.comment.likes = -1;
  REQUIRE(f.classify() == PILAH_OK);
  pilah_verdict out;
  pilah_verdict_init(&out, sizeof out);
  REQUIRE(pilah_decide(other, f.scratch, &f.comment, &f.verdict, &out) == PILAH_OK);
  refused(f.rules, false, true);
  refused(other, true, false);
  pilah_ruleset_free(other);
}
