// SPDX-License-Identifier: Apache-2.0
// Forms of stems, each checked against Kamus Besar Bahasa Indonesia for the standard ones and everyday Jakarta speech
// for the rest; and forms that sound changes rule out.
#include "compile/affix.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using pilah::indonesian_forms;

namespace {

struct Row {
  const char* stem;
  std::vector<const char*> has;
  std::vector<const char*> has_not;
};

const std::vector<Row> kRows = {
    {"kirim",
     {"kirim", "dikirim", "mengirim", "ngirim", "kirimin", "kiriman", "terkirim", "pengiriman", "pengirim",
      "mengirimkan", "ngirimin", "dikirimkan", "dikirimi", "kekirim"},
     {"mengkirim", "mekirim", "menyirim"}},
    {"pakai",
     {"memakai", "makai", "dipakai", "terpakai", "pakaian", "pemakaian", "pemakai", "makaiin", "kepakai"},
     {"mempakai", "pakaii"}},
    {"tulis",
     {"menulis", "nulis", "ditulis", "tulisan", "penulis", "penulisan", "menuliskan", "tertulis"},
     {"mentulis"}},
    {"sapu", {"menyapu", "nyapu", "disapu", "menyapukan", "penyapu"}, {"mensapu", "mesapu"}},
    {"beli",
     {"membeli", "dibeli", "beliin", "belian", "pembeli", "pembelian", "membelikan", "ngebeli", "mbeli", "dibeliin",
      "kebeli"},
     {"meneli", "belii", "dibelii"}},
    {"fitnah", {"memfitnah", "difitnah", "fitnahan", "pemfitnah", "ngefitnah"}, {"mefitnah"}},
    {"cari", {"mencari", "nyari", "dicari", "cariin", "nyariin", "pencari", "pencarian", "mencarikan"}, {"menyari"}},
    {"jual",
     {"menjual", "jualan", "dijual", "penjual", "penjualan", "ngejual", "njual", "terjual", "jualin"},
     {"menyual"}},
    {"dengar",
     {"mendengar", "mendengarkan", "didengar", "terdengar", "kedengaran", "pendengaran", "ngedengarin"},
     {"menengar"}},
    {"ganti",
     {"mengganti", "gantiin", "diganti", "penggantian", "ngeganti", "ngganti", "menggantikan", "pengganti"},
     {"menganti"}},
    {"hapus",
     {"menghapus", "hapusin", "dihapus", "ngehapus", "ngapus", "penghapusan", "terhapus", "kehapus"},
     {"mengapus"}},
    {"ambil",
     {"mengambil", "ngambil", "diambil", "ambilin", "ngambilin", "pengambilan", "terambil"},
     {"meambil", "ngeambil"}},
    {"urus", {"mengurus", "ngurus", "ngurusin", "diurus", "urusan", "pengurusan", "pengurus"}, {"meurus"}},
    {"lihat", {"melihat", "dilihat", "lihatin", "ngelihat", "ngelihatin", "terlihat", "kelihatan"}, {"menglihat"}},
    {"rasa",
     {"merasa", "merasakan", "dirasakan", "terasa", "perasaan", "ngerasa", "ngerasain"},
     {"terrasa", "mengrasa"}},
    {"masak", {"memasak", "dimasak", "masakan", "ngemasak", "pemasak"}, {"mengmasak"}},
    {"nilai", {"menilai", "dinilai", "penilaian", "nilaian"}, {"mengnilai", "nilaii"}},
    {"wakil", {"mewakili", "diwakili", "diwakilkan"}, {"mengwakili"}},
    {"nyanyi", {"menyanyi", "dinyanyikan", "penyanyi", "menyanyikan"}, {"mengnyanyi"}},
    {"cek", {"mengecek", "ngecek", "dicek", "cekin", "ngecekin", "pengecekan"}, {"menyek"}},
    {"tes", {"mengetes", "dites", "ngetes", "pengetesan"}, {"menes"}},
    {"bom", {"mengebom", "dibom", "ngebom", "pengeboman"}, {"meom"}},
    {"proses", {"memproses", "diproses", "prosesin", "ngeproses"}, {"memroses"}},
    {"transfer", {"mentransfer", "ditransfer", "transferin", "ngetransfer"}, {"menransfer"}},
    {"kritik", {"mengkritik", "dikritik", "kritikan", "pengkritik"}, {"mengritik"}},
    {"stabil", {"menstabilkan", "penstabilan"}, {"menytabil"}},
    {"syukur", {"mensyukuri", "disyukuri"}, {"menyyukur"}},
    {"khawatir", {"mengkhawatirkan", "kekhawatiran", "dikhawatirkan"}, {"menghawatir"}},
    {"punya", {"mempunyai", "dipunyai", "kepunyaan"}, {}},
    {"ajar", {"mengajar", "mempelajari", "pengajaran", "ngajarin", "diajarin"}, {"meajar"}},
};

bool contains(const std::vector<std::string>& forms, const char* form) {
  return std::binary_search(forms.begin(), forms.end(), form);
}

}  // namespace

TEST_CASE("a stem has its forms and no impossible ones") {
  for (const Row& row : kRows) {
    const std::vector<std::string> forms = indonesian_forms(row.stem);
    for (const char* form : row.has)
      CHECK_MESSAGE(contains(forms, form), std::string(row.stem), " lacks ", std::string(form));
    for (const char* form : row.has_not)
      CHECK_MESSAGE(!contains(forms, form), std::string(row.stem), " has ", std::string(form));
    CHECK(contains(forms, row.stem));
    CHECK(std::is_sorted(forms.begin(), forms.end()));
    CHECK(std::adjacent_find(forms.begin(), forms.end()) == forms.end());
    CHECK(forms.size() < 100);
  }
}

TEST_CASE("what is no plain word stands only for itself") {
  for (const char* stem : {"", "4d", "Kirim", "caf\xC3\xA9", "hati-hati"})
    CHECK(indonesian_forms(stem) == std::vector<std::string>{stem});
}
