// SPDX-License-Identifier: Apache-2.0
// Personal data as kind and the caller's bytes, with twice as many near-misses that must stay. All of it is invented.
#include "text/personal.h"
#include "text/analyse.h"

#include <doctest/doctest.h>

#include <ctime>

using namespace pilah;

namespace {

constexpr PersonalKinds kAll = PersonalKinds::from_raw((1u << kPersonalCount) - 1);

std::string personal_of(const std::string& comment, PersonalKinds kinds = kAll) {
  Text text;
  std::vector<Entity> found, buffer;
  analyse(comment, text);
  find_personal(text, kinds, found, buffer);
  std::string out;
  for (const Entity& entity : found) {
    if (!out.empty()) out += ", ";
    out += std::string(entity.type) + ' ' + std::string(entity.span.of(comment));
  }
  return out;
}

}  // namespace

TEST_CASE("personal data is found") {
  struct Row {
    const char* text;
    const char* found;
  };
  const Row rows[] = {
      // telephones
      {"wa 0812-3456-7890 ya", "phone 0812-3456-7890"},
      {"hubungi 081234567890", "phone 081234567890"},
      {"0812 3456 7890 atau 0813.1111.2222", "phone 0812 3456 7890, phone 0813.1111.2222"},
      {"+62 812 3456 7890", "phone +62 812 3456 7890"},
      {"call +1 415 555 2671 now", "phone +1 415 555 2671"},
      {"kantor 021-5551234", "phone 021-5551234"},
      {"telp (0274) 512345 ya", "phone (0274) 512345"},
      {"telepon 0215551234", "phone 0215551234"},
      {"nol delapan satu dua tiga empat lima enam tujuh delapan",
       "phone nol delapan satu dua tiga empat lima enam tujuh delapan"},
      {"０８１２３４５６７８９０", "phone ０８１２３４５６７８９０"},
      {"wa.me/6281234567890", "phone wa.me/6281234567890"},
      {"081234567890,081298765432", "phone 081234567890, phone 081298765432"},
      {"0812-3456-7890,0813-1111-2222", "phone 0812-3456-7890, phone 0813-1111-2222"},
      {"0274-512345,0274-512346", "phone 0274-512345, phone 0274-512346"},
      {"081234567890.081298765432", "phone 081234567890, phone 081298765432"},
      {"(081234567890 ya kak)", "phone (081234567890"},
      {"hubungi (081234567890)", "phone (081234567890)"},
      {"(+62)812-3456-7890", "phone (+62)812-3456-7890"},
      {"(+62) 812 3456 7890 ya", "phone (+62) 812 3456 7890"},
      {"wa081234567890", "phone wa081234567890"},
      {"WA081234567890ya", "phone WA081234567890ya"},
      {"no hp saya 8123456789", "phone 8123456789"},
      {"wa 812-3456-7890", "phone 812-3456-7890"},
      // e-mail
      {"kirim ke rara.sari@contoh.co.id.", "email rara.sari@contoh.co.id"},
      {"rara.sari at gmail dot com ya", "email rara.sari at gmail dot com"},
      {"rara(at)gmail.com", "email rara(at)gmail.com"},
      {"rara [at] yahoo (titik) com", "email rara [at] yahoo (titik) com"},
      {"kirim ke rara.sari@gmail ya", "email rara.sari@gmail"},
      {"rara@gmail . com, rara_88@yahoo,com", "email rara@gmail . com, email rara_88@yahoo,com"},
      // identity
      {"nik saya 3273011208900001", "national-id 3273011208900001"},
      {"3273-0152-0890-0001", "national-id 3273-0152-0890-0001"},
      {"NIK: 3273 0112 0890 0001.", "national-id 3273 0112 0890 0001"},
      {"npwp 01.234.567.8-901.000", "national-id 01.234.567.8-901.000"},
      {"3273011208900002 dan 3171016505900004", "national-id 3273011208900002, national-id 3171016505900004"},
      {"3566002020360505 3714 496353 98431", "account 3566002020360505, account 3714 496353 98431"},
      {"3273011208900001,3273011208900002", "national-id 3273011208900001, national-id 3273011208900002"},
      {"paspor A1234567", "national-id A1234567"},
      {"no ktp 99887766554433", "national-id 99887766554433"},
      // accounts and cards
      {"rek BCA 1234567890 a.n. Rara", "account 1234567890"},
      {"norek: 123-456-7890", "account 123-456-7890"},
      {"norek 123.456.7890", "account 123.456.7890"},
      {"1234567890/0987654321", "account 1234567890, account 0987654321"},
      {"(0987654321 atau", "account (0987654321"},
      {"no rekening 98765432", "account 98765432"},
      {"transfer ke mandiri 1370012345678", "account 1370012345678"},
      {"4111 1111 1111 1111", "account 4111 1111 1111 1111"},
      {"kartu 4111111111111111", "account 4111111111111111"},
      {"kode otp 482913 jangan disebar", "account 482913"},
      {"va 8077701234567890", "account 8077701234567890"},
      {"id akun: 77120934", "account 77120934"},
      // orders
      {"no resi JX1234567890", "order JX1234567890"},
      {"SPXID0123456789 belum jalan", "order SPXID0123456789"},
      {"INV/20230512/MPL/123456 belum dikirim", "order INV/20230512/MPL/123456"},
      {"no pesanan: 230512ABCD123", "order 230512ABCD123"},
      {"order id #TKP-88213", "order #TKP-88213"},
      {"nomor tiket 88213", "order 88213"},
      {"kode booking QWERTY", "order QWERTY"},
      {"kode booking QX7ZP2", "order QX7ZP2"},
      {"idpel 123456789012", "order 123456789012"},
      // handles
      {"cek @rara.id dong", "handle @rara.id"},
      {"ig: rara_shop88", "handle rara_shop88"},
      {"IG = rara.shop ya", "handle rara.shop"},
      {"https://instagram.com/rara_88", "handle https://instagram.com/rara_88"},
      {"t.me/rara", "handle t.me/rara"},
      // several
      {"Rara 081234567890 rara@contoh.id no order 77123", "phone 081234567890, email rara@contoh.id, order 77123"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(personal_of(row.text) == std::string(row.found));
  }
}

TEST_CASE("what only looks like it stays") {
  const char* const rows[] = {
      // prices and sums
      "harganya 1.500.000",
      "Rp 15000000000",
      "Rp1.500.000",
      "Rp. 12345678901",
      "150rb",
      "2,5 juta",
      "5000000",
      "1000000000",
      "12345678901 rupiah",
      "transfer ke bca 5000000",
      "saldo rekening 15.000.000",
      "no rekening ini isinya 15.000.000.000",
      "ongkir 25000 ke 021",
      "USD 1234567890",
      "order 25rb",
      "tiket 250000",
      "cicilan 1.234.567 per bulan",
      "+10 000 000",
      // dates, times, years
      "12-05-2023",
      "2023-05-12",
      "12/05/2023 12:30",
      "12.05.2023",
      "20230512",
      "tgl20/05/2023",
      "sejak 2019 sampai 2023",
      "jam 08.00-17.00",
      "jam 08:30",
      "08.15 WIB",
      "laporan 20231015",
      "order tanggal 12 05 2023",
      "IMG20230512",
      "pesanan 2023",
      "17 08 1945",
      "sejak 2019 2020 2021 2022",
      "1500 1600 1700 1800",
      "jam 0800,0900-1000",
      // products and models
      "iphone 15 pro max",
      "RTX 4090",
      "RTX4090",
      "SM-A528B",
      "Vario 160",
      "A52s",
      "redmi note 12",
      "xperia 1 V",
      "pesanan iphone15",
      "tv 4K 55 inch",
      "oli 10w-40",
      "indomie 85 gram",
      "B612",
      "core i7-13700K",
      // counts, distances, other numbers
      "100.000.000 views",
      "1234567890 views",
      "3,14159265358979",
      "1500,123456 km",
      "30 orang 2 mobil 5 motor",
      "kode pos 40132",
      "1500123",
      "nomor 1",
      "no 12",
      "pesan 2 3 4 5 6",
      "0 6 2 3",
      "-6.200000, 106.816666",
      "versi 10.15.7",
      "kuota 12GB 30 hari",
      "order 10000 pcs",
      "pelanggan 5000 orang",
      "customer service 24 jam",
      "021",
      "110",
      "119",
      "gempa 5,6 SR",
      "pasal 27 ayat 3",
      "5 x 12",
      "1/2 3/4",
      "skor 3-2 2-1",
      "99,9%",
      "UU No 11 Tahun 2008",
      "PP 71/2019",
      // words
      "ig nya bagus",
      "line up pemain",
      "instagram sekarang lemot",
      "rara at home",
      "meet at yahoo office",
      "kode promo HEMAT25",
      "kode booking sudah dikirim",
      "pin point",
      "@",
      "email saya belum dibalas",
      "no rekening berapa?",
      "nik saya ditolak",
      "akun saya kena blokir",
      "https://contoh.id/a/12345678901",
      "https://instagram.com/",
      "transaksi gagal terus",
      "tiket habis",
      "resi belum update",
      "hubungi cs",
  };
  for (const char* row : rows) {
    CAPTURE(std::string(row));
    CHECK(personal_of(row) == std::string());
  }
}

TEST_CASE("only the kinds that are asked for") {
  const std::string text = "wa 081234567890, ig: rara, order no 77123";
  CHECK(personal_of(text, {}) == "");
  CHECK(personal_of(text, Personal::phone) == "phone 081234567890");
  CHECK(personal_of(text, {Personal::order, Personal::handle}) == "handle rara, order 77123");
}

TEST_CASE("a megabyte of digits, dashes and codes is read in good time") {
  for (const std::string piece : {"12345 ", "1-", "a/", "a1/", "(", "12 - ", "ig: ", "no ", "@a", "x at ", "rek no "}) {
    CAPTURE(piece);
    std::string text;
    while (text.size() < 1u << 20) text += piece;
    const std::clock_t start = std::clock();  // of the processor, which no other program slows down
    personal_of(text);
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 10);
  }
}
