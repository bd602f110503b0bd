// SPDX-License-Identifier: Apache-2.0
// What disguised text reads as and what it is reported as; the strings are invented after the families measured in real
// gambling spam. Then text that is no disguise.
#include "reads.h"

#include <doctest/doctest.h>

using namespace pilah;

namespace {

const ReadRow kDisguised[] = {
    {"main di 𝐊𝐎𝐓𝐀𝟖𝟖", "main di kota88", "math-letters"},
    {"main di 𝓴𝓸𝓽𝓪𝟾𝟾", "main di kota88", "math-letters"},
    {"di ℙ𝔸𝕋𝕀ℍ", "di patih", "math-letters"},
    {"di ＫＯＴＡ７７", "di kota77", "full-width"},
    {"di ⓀⓄⓣⓐ⑦⑦", "di kota77", "enclosed"},
    {"di 🄺🄾🅃🄰", "di kota", "enclosed"},
    {"di 🅺🅾️🆃🅰️77", "di kota77", "enclosed"},
    {"di 🅚🅞🅣🅐", "di kota", "enclosed"},
    {"di ⒦⒪⒯⒜ ⑴", "di kota 1", "enclosed"},
    {"di 🇰🇴🇹🇦", "di kota", "enclosed"},
    {"di ᴋᴏᴛᴀ", "di kota", "small-caps"},
    {"banɡet", "banget", "small-caps mixed"},
    {"di ₖₒₜₐ₇₇", "di kota77", "script"},
    {"di ᵏᵒᵗᵃ", "di kota", "small-caps"},
    {"di K͓̽O͓̽T͓̽A͓̽", "di kota", "marks"},
    {"di k̲o̲t̲a̲", "di kota", "marks"},
    {"di k̶o̶t̶a̶", "di kota", "marks"},
    {"di ko\u200Bta", "di kota", "zero-width"},
    {"di ko\u200Dta", "di kota", "zero-width"},
    {"di ᆞKᆞᆞOᆞᆞTᆞᆞAᆞ", "di kota", "zero-width"},
    {"di koㅤta", "di kota", "zero-width"},
    {"di kоtа", "di kota", "look-alike mixed"},
    {"bikiп senang", "bikin senang", "look-alike mixed"},
    {"main di КОТА yang enak sekali", "main di kota yang enak sekali", "look-alike"},
    {"main λlexa", "main alexa", "look-alike mixed"},
    {"main 𝐏𝐀𝐊𐊗𝟖𝟖", "main pakt88", "math-letters look-alike mixed"},
    {"main 𝐏𝐀էօ", "main pato", "math-letters look-alike mixed"},
    {"main Ꮤin", "main win", "look-alike mixed"},
    {"main ᗩᗷGᗯIᑎ", "main abgwin", "look-alike mixed"},
    {"main ꓗꓳꓔꓮ aja", "main kota aja", "look-alike"},
    {"main ₭Ø₮₳", "main kota", "look-alike mixed"},
    {"main di ᏕᏝᎧᏖ ᎶᏗፈᎧᏒ aja bang", "main di slot gacor aja bang", "look-alike"},
    {"main di ꌗ꒒ꂦ꓄ ꁅꍏꉓꂦꋪ aja bang", "main di slot gacor aja bang", "look-alike"},
    {"main di ᑭᒍᑎᗯ aja", "main di pjnw aja", "look-alike"},
    {"di ცơɬąཞ aja", "di bolar aja", "look-alike mixed"},
    {"main ⅭⅭ", "main cc", "look-alike"},
    {"main 퐊퐎퐓퐀17", "main kota17", "truncated"},
    {"main \uF13A\uF13E\uF143\uF130 yuk", "main kota yuk", "truncated"},
    {"main KOTA❽❽", "main kota88", "keycap mixed"},
    {"main kota7️⃣7️⃣", "main kota77", "keycap mixed"},
    {"main \u202Eatok\u202C yuk", "main kota yuk", "bidi"},
    {"yuk \u202Eatok id niam", "yuk main di kota", "bidi"},
    {"yuk ki\u202E :п", "yuk kin", "zero-width look-alike mixed bidi"},  // a neighbour only when it is turned
    {"yuk \u202Eatok\nniam", "yuk kota niam", "bidi"},
    {"yuk a\u202Eatok\u202Cb", "yuk akotab", "zero-width bidi"},
    {"yuk \u202Eаtоk\u202C", "yuk kota", "look-alike mixed bidi"},
    {"buka \u202Emoc.atokutis\u202C yuk", "buka situkota.com yuk", "bidi"},
    {"hubungi \u202E765432180\u202C", "hubungi 081234567", "bidi"},
    {"yuk \u202E&#59\u202C; kota", "yuk 95 kota", "bidi"},  // no reference goes over the edge
    {"yuk &#59\u202E; kota\u202C", "yuk 59atok", "zero-width bidi"},
    {"k&#111;ta", "kota", "entity"},
    {"λ l e x a", "alexa", "look-alike spaced mixed"},
    {"main di 𝘒 О Т Я 𝟩 𝟳 yuk", "main di kotr77 yuk", "math-letters look-alike spaced mixed"},
    {"ɐʞoʇ", "akot", "small-caps mixed"},
};

const ReadRow kPlain[] = {
    {"Привет, как дела? А у вас?", "привет как дела а у вас", ""},
    {"Καλημέρα σε όλους", "καλημερα σε ολουσ", ""},
    {"مرحبا بكم", "مرحبا بكم", ""},
    {"한국 사람 하하하", "한국 사람 하하하", ""},
    {"하하하 lucu", "하하하 lucu", ""},
    {"日本語のテスト１００円", "日本語のテスト100円", ""},
    {"हिन्दी में", "हिन्दी में", ""},
    {"café naïve Zoë", "cafe naive zoe", ""},
    {"cafe\u0301", "cafe", ""},
    {"tiếng Việt đường", "tieng viet duong", ""},
    {"Straße Ærø Łódź", "strasse aero lodz", ""},
    {"luas 5 m² anak²", "luas 5 m2 anak2", ""},
    {"the α version", "the α version", ""},
    {"harga €5 atau £3", "harga 5 atau 3", ""},
    {"Merek™ dan Toko®", "merek dan toko", ""},
    {"\u202Eمرحبا بكم\u202C", "مرحبا بكم", ""},
    {"iPhone лучше чем Nokia, правда", "iphone лучше чем nokia правда", ""},
    {"modal mana modern", "modal mana modern", ""},
    {"kata Cherokee itu ᏣᎳᎩ ya", "kata cherokee itu ᏣᎳᎩ ya", ""},
    {"ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", ""},
    {"bahasa Amharik ሰላም ነው kan", "bahasa amharik ሰላም ነው kan", ""},
    {"kata Ibrani נ itu nun", "kata ibrani נ itu nun", ""},
    {"Inuktitut: ᐃᓄᒃᑎᑐᑦ begitu", "inuktitut ᐃᓄᒃᑎᑐᑦ begitu", ""},
};

}  // namespace

TEST_CASE("disguised text is read as plain text, and the disguise is named") { check_reads(kDisguised); }

TEST_CASE("spans of text that is turned round are where its letters stand") {
  Text text;
  analyse("yuk \u202Eatok id\u202C gas", text);
  REQUIRE(text.tokens.size() == 4);
  CHECK(text.tokens[1].span.of(text.original) == "id");
  CHECK(text.word(text.tokens[1]) == "di");
  CHECK(text.tokens[2].span.of(text.original) == "atok");
  CHECK(text.span_of(1, 2).of(text.original) == "atok id");
  CHECK(text.tokens[3].span.of(text.original) == "gas");
  const Range last = text.original_of({text.tokens[2].folded.end - 1, text.tokens[2].folded.end});
  CHECK(last.of(text.original) == "a");
}

TEST_CASE("plain writing in any script is no disguise") { check_reads(kPlain); }

TEST_CASE("HTML references are read, also where they were escaped twice") {
  const ReadRow kRows[] = {
      {"&lt;b&gt;", "b", ""},
      {"Tom &amp; Jerry", "tom jerry", ""},
      {"it&#39;s", "its", ""},
      {"&#x6b;ota", "kota", "entity"},
      {"&AMP;amp;lt; x", "x", ""},
      {"a&nbsp;b", "a b", ""},
      {"R&B, &foo; &#; &#xZZ; &", "r b foo xzz", ""},
      {"&#59&#59&#59;", "59 59", ""},
      {"https://x.com/%61%62?q=%2561", "https://x.com/ab?q=a", "entity"},
  };
  check_reads(kRows);
}

TEST_CASE("ill-formed UTF-8 is repaired and counted") {
  struct Broken {
    std::string text;
    uint32_t count;
    std::string words;
  };
  using namespace std::string_literals;
  const Broken kRows[] = {
      {"ko\xFFta"s, 1, "ko ta"},
      {"ko\xC0\xAFta"s, 2, "ko ta"},
      {"ko\xE2\x82"s, 1, "ko"},
      {"\xF0\x9F\x98"s, 1, ""},
      {"\xED\xA0\x80x"s, 3, "x"},
      {"\xF4\x90\x80\x80x"s, 4, "x"},
      {"a\0b"s, 0, "a b"},
      {"\xE2\x82k"s, 1, "k"},
      {""s, 0, ""},
      {"\xF0\x9D\x90\x8Aota"s, 0, "kota"},
  };
  Text text;
  for (const Broken& row : kRows) {
    CAPTURE(row.words);
    analyse(row.text, text);
    CHECK(text.invalid_sequences == row.count);
    CHECK(words_of(text) == row.words);
  }
}
