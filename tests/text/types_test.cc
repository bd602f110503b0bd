// SPDX-License-Identifier: Apache-2.0
// Typed tokens: what patterns find as @name.
#include "show.h"

#include <doctest/doctest.h>

using namespace pilah;

TEST_CASE("types of the first token that has any") {
  struct Row {
    std::string text;
    std::string types;
  };
  const Row kRows[] = {
      {"harga 25rb", "price"},
      {"harga 1,5jt", "price"},
      {"harga 50k", "price"},
      {"Rp50.000", "price"},
      {"rp 50.000", "number price"},
      {"rp. 50.000", "number price"},
      {"50 ribu", "number price"},
      {"$ 50", "number price"},
      {"video 4k", ""},
      {"50 orang", "number"},
      {"081234567890", "number phone"},
      {"6281234567890", "number phone"},
      {"wa: 0812-3456-7890", "number phone wa"},
      {"1234567890123", "number"},
      {"wa.me/62812345", "url wa"},
      {"situs.com", "url"},
      {"a@b.com", "email"},
      {"@budi", "mention"},
      {"#promo", "hashtag"},
      {"kota88", "brandcode"},
      {"𝐊𝐎𝐓𝐀𝟖𝟖", "brandcode"},
      {"sama4d", "brandcode"},
      {"kotatoto", "brandcode"},
      {"pulauwin", "brandcode"},
      {"slot777", "brandcode"},
      {"pr0b3t855", "brandcode"},
      {"covid19", ""},
      {"acara2024", ""},
      {"jam10", ""},
      {"iphone12", ""},
      {"500ml", ""},
      {"4G", ""},
      {"2x", ""},
      {"goblok2", ""},
      {"g0bl0k", ""},
      {"darwin", ""},
      {"AB12CD", "code"},
      {"JX1234567890", "code"},
      {"😡", "emoji emoji(angry)"},
      {"😭", "emoji emoji(sad)"},
      {"😂", "emoji emoji(laugh)"},
      {"❤️", "emoji emoji(love)"},
      {"💔", "emoji emoji(sad)"},
      {"👏🏽", "emoji emoji(clap)"},
      {"💰", "emoji emoji(money)"},
      {"👇", "emoji emoji(point)"},
      {"⭐", "emoji"},
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    std::string types;
    for (const Token& token : text.tokens) {
      if (types.empty()) types = names_of(token.types);
    }
    CHECK(types == row.types);
  }
}

TEST_CASE("a disguised token amid plain text is evaded, a comment wholly in one style is not") {
  struct Row {
    std::string text;
    std::string evaded;
  };
  const Row kRows[] = {
      {"yuk main di 𝐊𝐎𝐓𝐀 aja", "kota"},
      {"𝙨𝙚𝙢𝙖𝙣𝙜𝙖𝙩 𝙩𝙚𝙧𝙪𝙨 𝙠𝙖𝙠", ""},
      {"mantaaap bangeeet kak", ""},
      {"g a c o r banget kak", ""},
      {"b.a.n.g.s.a.t emang kamu", "bangsat"},
      {"dasar b@ngs@t kamu", "b@ngs@t"},
      {"①  bayar ② tunggu", ""},
      {"café enak sekali", ""},
  };
  Text text;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    std::string evaded;
    for (const Token& token : text.tokens) {
      if (token.types.has(TokenType::evaded)) evaded += text.word(token);
    }
    CHECK(evaded == row.evaded);
  }
}

TEST_CASE("capitals shout only amid small letters") {
  Text text;
  analyse("paket saya BELUM sampai juga", text);
  CHECK(text.tokens[2].types.has(TokenType::shout));
  analyse("PAKET SAYA BELUM SAMPAI juga", text);
  CHECK_FALSE(text.tokens[2].types.has(TokenType::shout));
}

TEST_CASE("every trick and type has a name of its own") {
  for (size_t i = 0; i < kEvasionCount; i++) {
    for (size_t j = 0; j < i; j++)
      CHECK(evasion_name(static_cast<Evasion>(i)) != evasion_name(static_cast<Evasion>(j)));
  }
  CHECK(evasion_name(Evasion::math_letters) == "math-letters");
  CHECK(evasion_name(Evasion::entity) == "entity");
  CHECK(token_type_name(TokenType::url) == "url");
  CHECK(token_type_name(TokenType::emoji_angry) == "emoji(angry)");
  CHECK(token_type_name(TokenType::shout) == "shout");
}
