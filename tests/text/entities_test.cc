// SPDX-License-Identifier: Apache-2.0
// What comments name: each entity as type and the caller's bytes.
#include "text/entities.h"
#include "show.h"

#include <doctest/doctest.h>

using namespace pilah;

TEST_CASE("entities are found and cut out as they stand") {
  struct Row {
    std::string text;
    std::string entities;
  };
  const Row kRows[] = {
      {"wa 0812-3456-7890 ya", "wa 0812-3456-7890"},
      {"hubungi nol delapan satu dua tiga empat lima enam tujuh delapan ya",
       "phone nol delapan satu dua tiga empat lima enam tujuh delapan"},
      {"nol delapan satu dua 3456789 kak", "phone nol delapan satu dua 3456789"},
      {"zero eight one two three four five six seven", "phone zero eight one two three four five six seven"},
      {"enam dua delapan satu dua tiga empat lima enam tujuh",
       "phone enam dua delapan satu dua tiga empat lima enam tujuh"},
      {"satu dua tiga empat lima enam tujuh delapan sembilan", ""},
      {"dua tiga hari, delapan orang", ""},
      {"nol delapan gol", ""},
      {"main di situs88 . com sekarang", "url situs88 . com"},
      {"buka rajakoin dot com", "url rajakoin dot com"},
      {"buka rajakoin (dot) com", "url rajakoin (dot) com"},
      {"buka rajakoin titik com ya", "url rajakoin titik com"},
      {"𝐫𝐚𝐣𝐚𝐤𝐨𝐢𝐧 . com", "url 𝐫𝐚𝐣𝐚𝐤𝐨𝐢𝐧 . com"},
      {"sudah selesai. com itu apa", ""},
      {"titik temu", ""},
      {"pakai kode promo HEMAT25 ga bisa", "promo HEMAT25"},
      {"voucher: MURAH sudah habis", "promo MURAH"},
      {"kode voucher ONGKIR", "promo ONGKIR"},
      {"promo besar", ""},
      {"order 123456789 belum sampai", "order 123456789"},
      {"nomor resi: JX1234567890 kak", "order JX1234567890"},
      {"pesanan no 88231 gimana", "order 88231"},
      {"pesanan 3 biji", ""},
      {"nomor pesanan INV/2024/0012 kak", "order INV/2024/0012"},
      {"INV-2024-0012 mana", "order INV-2024-0012"},
      {"pesanan 12/05/2024", ""},
      {"situs-situs/2024", ""},
      {"order 25rb", "price 25rb"},
      {"cuma Rp 50.000 kak", "price Rp 50.000"},
      {"cuma Rp. 50.000,- kak", "price Rp. 50.000"},
      {"bayar 25 ribu atau $5", "price 25 ribu, price $5"},
      {"1,5jt aja", "price 1,5jt"},
      {"hxxps://raja.example/x", "url hxxps://raja.example/x"},
      {"main di rajakoin88", "brandcode rajakoin88"},
      {"a@b.com, situs.com", "email a@b.com, url situs.com"},
  };
  Text text;
  std::vector<Entity> found;
  for (const Row& row : kRows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    find_entities(text, found);
    std::string entities;
    for (const Entity& entity : found) {
      if (!entities.empty()) entities += ", ";
      entities += std::string(entity.type) + ' ' + std::string(entity.span.of(row.text));
    }
    CHECK(entities == row.entities);
  }
}

TEST_CASE("a megabyte of spelt digits is read once") {
  std::string sample;
  while (sample.size() < (1u << 20)) sample += "nol delapan . ";
  Text text;
  analyse(sample, text);
  std::vector<Entity> found;
  find_entities(text, found);
  uint32_t end = 0;
  for (const Entity& entity : found) {
    REQUIRE(entity.span.begin >= end);
    end = entity.span.end;
  }
}
