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
  f.comment.text_size = size_t{PILAH_TEXT_MAX} + 1;
  CHECK(f.classify() == PILAH_TEXT_TOO_LARGE);
  CHECK(f.verdict.evidence_count == 0);

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
