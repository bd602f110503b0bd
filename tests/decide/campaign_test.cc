// SPDX-License-Identifier: Apache-2.0
// Near-copies share a key, other comments do not; and the fast hash agrees with a slow one that copies words.
#include "decide/campaign.h"

#include "text/analyse.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace pilah;

CampaignKeys keys_of(std::string_view comment) {
  Text text;
  std::string buffer;
  analyse(comment, text);
  return campaign_keys(text, buffer);
}

// What the copy key stands for, word by word.
std::string skeleton_of(std::string_view comment) {
  Text text;
  analyse(comment, text);
  std::string out;
  uint32_t words = 0;
  bool named = false;
  for (const Token& token : text.tokens) {
    if (token.types.any_of({TokenType::brandcode, TokenType::phone, TokenType::wa, TokenType::url})) {
      named = true;
      continue;
    }
    const std::string_view word = text.word(token);
    if (token.kind != TokenKind::word && token.kind != TokenKind::hashtag) continue;
    if (word.find_first_of("0123456789") != word.npos) continue;
    ++words;
    for (char c : word)
      if (out.empty() || out.back() != c) out += c;
    out += '\n';
  }
  return words >= (named ? kPromotionWords : kCampaignWords) ? out : "";
}

}  // namespace

TEST_CASE("near-copies share a key") {
  struct Pair {
    const char* one;
    const char* other;
  };
  const Pair pairs[] = {
      {"main di ZETA88 gampang banget menangnya", "main di zeta88 gampang banget menangnya!!! 🔥🔥"},
      {"main di ZETA88 gampang banget menangnya", "MAIN DI 𝐎𝐌𝐄𝐆𝐀𝟕𝟕 gampang banget menangnya"},
      {"main di ZETA88 gampang banget menangnya", "maiiin di Z E T A 8 8 gampaaang banget menangnya"},
      {"modal 50rb jadi 2 juta cuma di sini", "modal 100rb jadi 5 juta cuma di sini"},
      {"jangan beli di toko ini penipu semua", "@rara jangan beli di toko ini, penipu semua 😡"},
      {"jangan beli di toko ini penipu semua", "Jangan beli di toko ini. PENIPU SEMUA https://toko-contoh.com/x"},
      {"open jasa follower murah wa 0812 3456 7890", "open jasa follower murah wa +62 813-1111-2222"},
      {"promo hari ini saja kak: kode RARA10", "promo hari ini saja kak: kode DINDA25"},
  };
  for (const Pair& pair : pairs) {
    CAPTURE(pair.one);
    CAPTURE(pair.other);
    CHECK(keys_of(pair.one).copy != 0);
    CHECK(keys_of(pair.one).copy == keys_of(pair.other).copy);
  }
}

TEST_CASE("other comments do not") {
  const char* const comments[] = {"jangan beli di toko ini penipu semua",    "jangan beli di toko itu penipu semua",
                                  "beli di toko ini jangan penipu semua",    "jangan beli di toko ini penipu semua kak",
                                  "jangan belidi toko ini penipu semua",     "paket saya belum sampai sudah dua minggu",
                                  "paket saya sudah sampai belum dua minggu"};
  std::set<uint64_t> keys;
  for (const char* comment : comments) {
    CAPTURE(comment);
    CHECK(keys.insert(keys_of(comment).copy).second);
  }
}

TEST_CASE("short comments have none, since they are alike by chance") {
  for (const char* comment : {"", "mantap", "mantap banget kak 🔥", "terima kasih banyak ya", "1 2 3 4 5 6 7", "🔥🔥🔥",
                              "@a @b @c @d @e @f", "🎉 happy birthday ya kak", "nice 2024"}) {
    CAPTURE(comment);
    CHECK(keys_of(comment).copy == 0);
    CHECK(keys_of(comment).promotion == 0);
  }
}

TEST_CASE("comments that advertise the same thing share the other key") {
  const std::vector<std::vector<const char*>> things = {
      {"main di ZETA88 yuk", "kata temen sih 𝐙𝐄𝐓𝐀𝟴𝟴 emang gacor", "Z E T A 8 8", "zetaaa88 🔥"},
      {"main di ZETA888 yuk"},
      {"main di omegaslot aja", "OMEGASLOT"},
      {"hubungi 0812-3456-7890", "wa +62 812 3456 7890 ya", "081234567890"},
      {"hubungi 0812-3456-7891"},
      {"klik https://situs-contoh.com/daftar/", "http://www.situs-contoh.com/daftar", "situs-contoh.com/daftar"},
      {"klik https://situs-contoh.com/lain"},
  };
  std::map<uint64_t, size_t> owner;
  for (size_t i = 0; i < things.size(); ++i) {
    for (const char* comment : things[i]) {
      CAPTURE(comment);
      const uint64_t key = keys_of(comment).promotion;
      CHECK(key != 0);
      CHECK(owner.emplace(key, i).first->second == i);
    }
  }
}

TEST_CASE("the fast hash says what a slow one says") {
  const std::vector<std::string> words = {"paket",
                                          "pakket",
                                          "pakeet",
                                          "di",
                                          "d",
                                          "a",
                                          "b",
                                          "ab",
                                          "abc",
                                          "abcdefgh",
                                          "abcdefghi",
                                          "a",
                                          "bc",
                                          "kak",
                                          "kak2",
                                          "88",
                                          "wa",
                                          "50rb",
                                          "zeta88",
                                          "zeta888",
                                          "👍",
                                          "!",
                                          "@rara",
                                          "#promo",
                                          "",
                                          "situs-contoh.com/a",
                                          "081234567890",
                                          "pengirimannyalamabanget",
                                          "İstanbul",
                                          "ёж"};
  std::mt19937 random(7);
  std::map<std::string, uint64_t> key_of;
  std::map<uint64_t, std::string> skeleton_with;
  size_t keyed = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string comment;
    for (uint32_t n = random() % 9; n > 0; --n) comment += words[random() % words.size()] + ' ';
    CAPTURE(comment);
    const std::string skeleton = skeleton_of(comment);
    const uint64_t key = keys_of(comment).copy;
    REQUIRE((key != 0) == !skeleton.empty());
    if (key == 0) continue;
    ++keyed;
    REQUIRE(key_of.emplace(skeleton, key).first->second == key);
    REQUIRE(skeleton_with.emplace(key, skeleton).first->second == skeleton);
  }
  CHECK(keyed > 2'000);
}
