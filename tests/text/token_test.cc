// SPDX-License-Identifier: Apache-2.0
// Kinds and flags of tokens.
#include "show.h"

#include <doctest/doctest.h>

#include <vector>

using namespace pilah;

namespace {

// Kind, then flags, of every token but punctuation: "word:S url".
std::string kinds_of(const Text& text) {
  constexpr const char* kKinds[] = {"word", "number", "url", "email", "mention", "hashtag", "emoji", "punctuation"};
  std::string out;
  for (const Token& token : text.tokens) {
    if (token.kind == TokenKind::punctuation) continue;
    if (!out.empty()) out += ' ';
    out += kKinds[static_cast<size_t>(token.kind)];
  }
  return out;
}

std::string words_with(const Text& text, TokenFlag flag) {
  std::string out;
  for (const Token& token : text.tokens) {
    if (!token.flags.has(flag) || token.kind == TokenKind::punctuation) continue;
    if (!out.empty()) out += ' ';
    out += text.word(token);
  }
  return out;
}

}  // namespace

TEST_CASE("words, numbers and their kin") {
  struct Row {
    std::string text;
    std::string words;
    std::string kinds;
  };
  const Row kRows[] = {
      {"Halo kak", "halo kak", "word word"},
      {"don't it's rock'n'roll", "dont its rocknroll", "word word word"},
      {"He’ll shell, we're; WHO'RE i'd", "he'll shell we're who're i'd", "word word word word word"},
      {"he'lla 'we'll' x'd Jum'at", "hella we'll xd jumat", "word word word word"},
      {"don\u0092t it\u0092s", "dont its", "word word"},  // Windows-1252 that was read as Latin-1
      {"'kutip' 90's", "kutip 90 s", "word number word"},
      {"kata-kata co-op", "kata kata co op", "word word word word"},
      {"2 2.000 1,5 14:30 50% 10.000.000", "2 2.000 1,5 14:30 50% 10.000.000",
       "number number number number number number"},
      {"2. 3, 4:", "2 3 4", "number number number"},
      {"081234567890,081298765432 1234,5678 3,14159265358979", "081234567890 081298765432 1234,5678 3,14159265358979",
       "number number number number"},
      {"25rb 1,5jt Rp50.000 rp1,5jt", "25rb 1,5jt rp50.000 rp1,5jt", "word word word word"},
      {"https://t.co/AbC, http://x", "https://t.co/abc http://x", "url url"},
      {"www.toko.example/jual?x=1.", "www.toko.example/jual?x=1", "url"},
      {"situs.com situs88.vip/daftar bit.ly/x t.me/y", "situs.com situs88.vip/daftar bit.ly/x t.me/y",
       "url url url url"},
      {"bagus.tapi mahal.me too", "bagus tapi mahal me too", "word word word word word"},
      {"http:// x http:x", "http x http x", "word word word word"},
      {"budi@surat.com budi.s-w+x@mail.co.id", "budi@surat.com budi.s-w+x@mail.co.id", "email email"},
      {"@budi_s @a.b. @ x", "budi_s a.b x", "mention mention word"},
      {"#Promo #2024 #a_1 #", "promo 2024 a_1", "hashtag number hashtag"},
      {"RT@budi: halo@budiman123", "rt budi halo budiman123", "word mention word mention"},
      {"k**tol sh!t b@ngs@t a$u an#ing $hit f*** s+atus", "k**tol sh!t b@ngs@t a$u an#ing $hit f*** s+atus",
       "word word word word word word word word"},
      {"halo!apa *tebal* **tebal** 50%an 2*3 C# a! wow!!!keren", "halo apa tebal tebal 50% an 2 3 c a wow keren",
       "word word word word number word number number word word word word"},
      {"😀😀 👍🏽 👨‍👩‍👧 ❤️ 🇮🇩🇲🇾 ★", "😀 😀 👍 👨 ❤ 🇮🇩 🇲🇾 ★",
       "emoji emoji emoji emoji emoji emoji emoji emoji"},
      {"1️⃣ #️⃣", "1", "number"},
      {"5kg 4G iPhone12", "5kg 4g iphone12", "word word word"},
      {"a_b", "a b", "word word"},
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    CHECK(words_of(text) == row.words);
    CHECK(kinds_of(text) == row.kinds);
  }
}

TEST_CASE("flags") {
  struct Row {
    std::string text;
    TokenFlag flag;
    std::string words;
  };
  using enum TokenFlag;
  const Row kRows[] = {
      {"Halo. Apa kabar? Baik! ya", sentence_start, "halo apa baik ya"},
      {"satu\ndua\r\ntiga", sentence_start, "satu dua tiga"},
      {"Jl. Sudirman no. 5 dr. Budi Rp. 500 J. K. Rita", sentence_start, "jl"},
      {"kata siapa no. Aku tidak", sentence_start, "kata aku"},
      {"tunggu... lama.. sekali", sentence_start, "tunggu"},
      {"tunggu… lama", sentence_start, "tunggu"},
      {"bagus.tapi 2.000", sentence_start, "bagus"},
      {"\"Halo.\" Lalu", sentence_start, "halo lalu"},
      {"kak,aku : mau; (ini) tapi... itu – dia", after_comma, "aku mau ini tapi itu dia"},
      {"kata-kata dan/atau", after_comma, ""},
      {"kata-kata 🔥🔥 a", glued, "kata 🔥"},
      {"dia bilang \"kamu jahat\" lalu 'pergi jauh' “sekali saja” «ya» \"buka", quoted,
       "kamu jahat pergi jauh sekali saja ya"},
      {"don't say it's his'", quoted, ""},
      {"the driver's rude, the app’S slow, rock'n'roll, users' shop's1", apostrophe_s, "drivers apps"},
      {"maaf saatnya sampaiii", doubled, "maaf saatnya sampaiii"},
      {"maaf saatnya sampaiii aaa 1000", stretched, "sampaiii aaa"},
      {"MAHAL banget KAK Wah OK 𝐊𝐎𝐓𝐀 ÉTÉ", capitals, "mahal kak kota ete"},
      {"f*** anj!ng ok", has_symbol, "f*** anj!ng"},
      {"x1 22 ya", has_digit, "x1 22"},
      {"x1 22 ya 日本", has_letter, "x1 ya 日本"},
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    CHECK(words_with(text, row.flag) == row.words);
  }
}

TEST_CASE("the folded text separates what was separated") {
  struct Row {
    std::string text;
    std::string folded;
  };
  const Row kRows[] = {
      {"  Halo,   KAK!!  \n\n ya... @Budi #X", "halo, kak!!\nya... @budi #x"},
      {"halo!apa", "halo!\napa"},
      {"R&B", "r& b"},
      {"situ's.com", "situs . com"},
      {"bagus.tapi", "bagus. tapi"},
      {"satu. dua", "satu.\ndua"},
      {"http://situs.com/%61%62 €uro", "http://situs.com/ab euro"},
      {"http://situs.com/%41€uro", "http://situs.com/%41€uro"},  // judged as 41€ was, which is money
      {"http://situs.com/%%34%31", "http://situs.com/%%341"},    // never what is a code again
      {"http://situs.com/a%2E", "http://situs.com/a%2e"},        // nor what ends a link
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    CHECK(text.folded == row.folded);
  }
}

TEST_CASE("long words keep their flags across chunks") {
  Text text;
  for (size_t length : {15u, 16u, 17u, 47u, 48u, 49u, 63u, 64u, 65u, 96u, 97u, 200u}) {
    for (size_t at = 0; at + 2 < length; at++) {
      std::string word;
      for (size_t i = 0; i < length; i++) word += static_cast<char>('a' + i % 7);
      word[at + 1] = word[at];
      analyse(word, text);
      REQUIRE(text.tokens.size() == 1);
      CHECK(text.folded == word);
      CHECK(text.tokens[0].flags.has(TokenFlag::doubled));
      word[at + 2] = word[at];
      analyse(word, text);
      CHECK(text.tokens[0].flags.has(TokenFlag::stretched));
      CHECK(text.tokens[0].evasions.has(Evasion::stretched));
    }
  }
}
