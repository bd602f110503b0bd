// SPDX-License-Identifier: Apache-2.0
// What every verdict promises, on texts of all kinds: evidence sums to the score, spans lie on characters of the
// caller's text, a complaint that is not spam is never hidden, and the same call gives the same answer.
#include "pilah/pilah.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> kPieces = {"paket",
                                          "belum",
                                          "sampai",
                                          "goblok",
                                          "anjing",
                                          "lo",
                                          "min",
                                          "kak",
                                          "gacor",
                                          "BUNGA88",
                                          "maxwin",
                                          "refund",
                                          "tidak",
                                          "kecewa",
                                          "banget",
                                          "kenapa",
                                          "?",
                                          "!",
                                          ".",
                                          ",",
                                          "\n",
                                          "😡",
                                          "👏",
                                          "𝐆𝐀𝐂𝐎𝐑",
                                          "jual",
                                          "murah",
                                          "wa",
                                          "081234567890",
                                          "https://bit.ly/abc",
                                          "@akun",
                                          "#kecewa",
                                          "somasi",
                                          "keracunan",
                                          "makasih",
                                          "mantap",
                                          "3 minggu",
                                          "fuck",
                                          "you",
                                          "late",
                                          "flight",
                                          "refund me",
                                          "idiot",
                                          "kalau",
                                          "kata dia",
                                          "\"tolol\"",
                                          "\xff\xfe",
                                          std::string("\0", 1),
                                          "é",
                                          "g o b l o k",
                                          "k0nt0l",
                                          "b*ngs*t",
                                          "yang",
                                          "dan",
                                          "aplikasi",
                                          "error",
                                          "tolong",
                                          "200k followers",
                                          "endorse",
                                          "wartawan"};

std::string random_text(std::mt19937& random) {
  std::string text;
  const size_t count = random() % 14;
  for (size_t i = 0; i < count; ++i) {
    if (!text.empty() && random() % 8 != 0) text += ' ';
    text += kPieces[random() % kPieces.size()];
  }
  return text;
}

bool on_character(const std::string& text, uint32_t at) {
  return at == text.size() || at == 0 || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 ||
         text.find("\xff\xfe") != std::string::npos;
}

}  // namespace

TEST_CASE("every verdict keeps its promises") {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  pilah_scratch* other = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&other) == PILAH_OK);
  pilah_verdict verdict, again;
  pilah_verdict_init(&verdict, sizeof verdict);
  pilah_verdict_init(&again, sizeof again);

  std::mt19937 random(99);
  size_t complaints = 0, hidden = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    pilah_comment comment;
    pilah_comment_init(&comment, sizeof comment);
    comment.text = text.data();
    comment.text_size = text.size();
    if (random() % 3 == 0) comment.author_followers = static_cast<int64_t>(random() % 2000000);
    if (random() % 3 == 0) comment.author_verified = static_cast<int32_t>(random() % 2);
    REQUIRE(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);

    int32_t sum[PILAH_LABEL_COUNT] = {};
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
      const pilah_evidence& e = verdict.evidence[i];
      if (e.label != PILAH_NO_LABEL) sum[e.label] += e.points;
      CHECK_MESSAGE((e.evasions & ~verdict.evasions) == 0, text);
      if (e.field != PILAH_IN_TEXT) continue;
      CHECK_MESSAGE((e.begin <= e.end && e.end <= text.size()), text);
      CHECK_MESSAGE((on_character(text, e.begin) && on_character(text, e.end)), text);
    }
    for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const pilah_score& score = verdict.scores[label];
      CHECK_MESSAGE(sum[label] == score.points, text);
      CHECK(score.holds == (score.points >= pilah_ruleset_threshold(rules, label)));
      CHECK((score.probability >= 0 && score.probability <= 1));
    }
    const bool complaint = verdict.scores[PILAH_COMPLAINT].holds != 0;
    const bool spam = verdict.scores[PILAH_SPAM].holds != 0;
    complaints += complaint;
    hidden += verdict.action == PILAH_HIDE;
    CHECK_MESSAGE(!(complaint && !spam && verdict.action == PILAH_HIDE), text);

    REQUIRE(pilah_classify(rules, other, &comment, &again) == PILAH_OK);
    CHECK(again.evidence_count == verdict.evidence_count);
    CHECK(std::memcmp(again.scores, verdict.scores, sizeof verdict.scores) == 0);
    CHECK(again.action == verdict.action);
    CHECK(again.campaign == verdict.campaign);

    std::string masked(text.size(), '\0');
    size_t size = 0;
    REQUIRE(pilah_mask(rules, scratch, &comment, 0xF, masked.data(), masked.size(), &size) == PILAH_OK);
    CHECK(size <= text.size());
  }
  // The generator must have met what the promises are about.
  CHECK(complaints > 500);
  CHECK(hidden > 500);
  pilah_scratch_free(other);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}

TEST_CASE("texts that break programs") {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  std::string marks = "a", emoji, rtl = "\u202Etolol\u202C", words;
  for (int i = 0; i < 20000; ++i) marks += "\u0332";
  for (int i = 0; i < 20000; ++i) emoji += "😡";
  while (words.size() < (10u << 20)) words += "paket belum sampai goblok gacor BUNGA88 ";
  const std::vector<std::string> texts = {
      "",    " ", "\n\n\n", std::string(3, '\0'),     "\xC0\xAF\xED\xA0\x80\xF5", marks, marks.substr(1),
      emoji, rtl, "?!?!?!", std::string(100000, 'a'), std::string(100000, '@'),   words};
  for (const std::string& text : texts) {
    pilah_comment comment;
    pilah_verdict verdict;
    pilah_comment_init(&comment, sizeof comment);
    pilah_verdict_init(&verdict, sizeof verdict);
    comment.text = text.data();
    comment.text_size = text.size();
    CHECK(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);
  }
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}

TEST_CASE("a group caps what counts for a label, and what counts against it") {
  const char* const pack = R"toml(
pack = { id = "en.complaint.caps", language = "en", owner = "test" }
[groups]
woe = { label = "complaint", cap = 30 }
calm = { label = "complaint", cap = 10 }
[[lexicon]]
id = "woe"
label = "complaint"
group = "woe"
words = { broken = 20, late = 15, lost = 10 }
[[lexicon]]
id = "calm"
label = "complaint"
group = "calm"
words = { thanks = -6, nice = -5, hello = -4 }
)toml";
  const pilah_source source = {"caps.toml", pack, std::strlen(pack), 0, 0};
  pilah_ruleset* rules = nullptr;
  REQUIRE(pilah_ruleset_compile(&source, 1, nullptr, &rules, nullptr) == PILAH_OK);
  pilah_scratch* scratch = nullptr;
  REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  const auto points = [&](std::string text) {
    pilah_comment comment;
    pilah_comment_init(&comment, sizeof comment);
    comment.text = text.data();
    comment.text_size = text.size();
    pilah_verdict verdict;
    pilah_verdict_init(&verdict, sizeof verdict);
    REQUIRE(pilah_classify(rules, scratch, &comment, &verdict) == PILAH_OK);
    int32_t sum = 0;
    for (uint32_t i = 0; i < verdict.evidence_count; ++i) sum += verdict.evidence[i].points;
    CHECK(sum == verdict.scores[PILAH_COMPLAINT].points);
    return sum;
  };
  CHECK(points("broken") == 20);
  CHECK(points("broken late") == 30);
  CHECK(points("broken late lost") == 30);
  CHECK(points("nice hello") == -9);
  CHECK(points("thanks nice hello") == -10);
  CHECK(points("broken late lost thanks nice hello") == 20);
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
