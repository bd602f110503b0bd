// SPDX-License-Identifier: Apache-2.0
// One table for kinds, targets, routes, checklists, people, wishes, tones, parts of the priority and languages: no name
// means two things. Another for how words are read.
#include "cli/spoken.h"

#include "cli/messages.h"

#include <algorithm>

namespace pilah::cli {

namespace {

struct Spoken {
  std::string_view name, english, indonesian;
};

// clang-format off
constexpr Spoken kSpoken[] = {
  // what a complaint is about
  {"delivery", "delivery", "pengiriman"},
  {"product", "product", "produk"},
  {"price", "price", "harga"},
  {"refund", "refund", "pengembalian dana"},
  {"payment", "payment", "pembayaran"},
  {"service", "service", "layanan"},
  {"app", "app or website", "aplikasi atau situs"},
  {"network", "network", "jaringan"},
  {"account", "account", "akun"},
  {"fraud", "fraud", "penipuan"},
  {"safety", "safety", "keselamatan"},
  {"facility", "public facility", "fasilitas umum"},
  {"other", "something else", "hal lain"},
  // kinds of abuse, and whom it is aimed at
  {"profanity", "swear words", "kata kotor"},
  {"insult", "insult", "hinaan"},
  {"hate", "hate against a group", "kebencian terhadap kelompok"},
  {"threat", "threat", "ancaman"},
  {"sexual", "sexual harassment", "pelecehan seksual"},
  {"ill-wish", "wish of harm", "sumpah serapah"},
  {"nobody", "nobody", "tidak ada"},
  {"self", "the writer", "penulis sendiri"},
  {"person", "a person", "seseorang"},
  {"group", "a group", "kelompok"},
  {"staff", "staff", "petugas"},
  {"brand", "the brand", "merek"},
  // kinds of spam
  {"gambling", "online gambling", "judi online"},
  {"selling", "selling", "jualan"},
  {"scam", "scam", "penipuan"},
  {"loan", "loans", "pinjaman"},
  {"follow-bait", "begging for followers", "minta diikuti"},
  {"adult", "adult bait", "umpan dewasa"},
  {"link", "dropped link", "tautan liar"},
  {"repeat", "the same text again", "teks berulang"},
  {"job", "job bait", "umpan lowongan"},
  {"invest", "investment bait", "umpan investasi"},
  // from whom
  {"creator", "content creator", "kreator konten"},
  {"celebrity", "well-known person", "tokoh terkenal"},
  {"press", "press", "pers"},
  {"official", "public office", "pejabat publik"},
  {"endorser", "paid partner", "mitra berbayar"},
  {"offer", "offer of a partnership", "tawaran kerja sama"},
  // who should act
  {"customer-care", "customer care", "layanan pelanggan"},
  {"finance", "finance", "keuangan"},
  {"security", "security", "keamanan"},
  {"legal", "legal", "bagian hukum"},
  {"pr", "public relations", "humas"},
  {"moderation", "moderation", "moderasi"},
  // what to mind
  {"keep-evidence", "keep a copy of the comment", "simpan bukti komentarnya"},
  {"facts-first", "find out the facts first", "cari faktanya dahulu"},
  {"no-admission", "admit no liability", "jangan mengakui tanggung jawab hukum"},
  {"empathy", "show that you understand", "tunjukkan empati"},
  {"apologise", "apologise", "minta maaf"},
  {"offer-solution", "offer a solution", "tawarkan solusi"},
  {"state-steps", "say what happens next", "sebutkan langkah berikutnya"},
  {"state-facts", "state the facts", "sampaikan faktanya"},
  {"reread", "have a second person read the answer", "minta orang lain membaca jawabannya"},
  {"move-private", "go on in private", "lanjutkan lewat pesan pribadi"},
  {"invite-feedback", "ask afterwards whether it is solved", "tanyakan kemudian apakah sudah beres"},
  {"monitor", "watch the thread", "pantau utasnya"},
  {"do-not-argue", "do not argue", "jangan berdebat"},
  // who speaks, what they want, how they sound
  {"verified", "verified", "terverifikasi"},
  {"public-figure", "public figure", "tokoh publik"},
  {"customer", "customer", "pelanggan"},
  {"advocate", "advocate", "pembela merek"},
  {"first-time", "first time", "baru pertama"},
  {"chronic", "chronic", "terus-menerus"},
  {"ordinary", "ordinary", "biasa"},
  {"information", "information", "keterangan"},
  {"fix", "fix", "perbaikan"},
  {"compensation", "compensation", "ganti rugi"},
  {"apology", "apology", "permintaan maaf"},
  {"attention", "attention", "perhatian"},
  {"calm", "calm", "tenang"},
  {"sarcastic", "sarcastic", "menyindir"},
  {"angry", "angry", "marah"},
  // how loud the author is
  {"nano", "nano", "nano"},
  {"micro", "micro", "mikro"},
  {"mid", "mid", "menengah"},
  {"macro", "macro", "makro"},
  {"mega", "mega", "mega"},
  // what a priority is made of
  {"severity", "severity", "bobot"},
  {"exposure", "exposure", "jangkauan"},
  {"author", "author", "penulis"},
  {"waiting", "waiting", "lama menunggu"},
  {"repetition", "repetition", "pengulangan"},
  // languages
  {"id", "Indonesian", "Indonesia"},
  {"en", "English", "Inggris"},
  {"mixed", "mixed", "campuran"},
  {"jv", "Javanese", "Jawa"},
  {"su", "Sundanese", "Sunda"},
  {"unknown", "not known", "tidak dikenal"},
};

struct Reading {
  std::string_view name, indonesian;
};

constexpr Reading kReadings[] = {
  // steps
  {"unknown", "tidak dikenal"},
  {"as-written", "apa adanya"},
  {"slang", "bahasa gaul"},
  {"squeezed", "dirapatkan"},
  {"doubled", "kata ulang"},
  {"clitic", "klitika"},
  {"prefix", "awalan"},
  {"letters-dropped", "huruf dibuang"},
  {"letters-swapped", "huruf ditukar"},
  {"letters-inserted", "huruf disisipkan"},
  {"respelt", "ejaan diubah"},
  {"look-alike-letter", "huruf mirip"},
  {"reversed", "dibalik"},
  {"rejoined", "disambung kembali"},
  {"run-together", "dirangkai"},
  // tricks
  {"math-letters", "huruf matematika"},
  {"full-width", "huruf lebar"},
  {"enclosed", "huruf berbingkai"},
  {"small-caps", "kapital kecil"},
  {"script", "huruf atas atau bawah"},
  {"marks", "tanda gabung"},
  {"zero-width", "tanda tak terlihat"},
  {"look-alike", "huruf mirip dari aksara lain"},
  {"truncated", "terpotong"},
  {"leet", "angka atau tanda sebagai huruf"},
  {"spaced", "huruf direnggangkan"},
  {"dotted", "huruf dipisah titik"},
  {"keycap", "angka berbingkai"},
  {"mixed", "gaya campuran"},
  {"emoji-split", "huruf dipisah emoji"},
  {"stretched", "huruf dipanjangkan"},
  {"masked", "disensor"},
  {"bidi", "arah tulisan dibalik"},
  {"entity", "entitas HTML"},
  // what is named
  {"phone", "telepon"},
  {"wa", "WhatsApp"},
  {"url", "tautan"},
  {"email", "surel"},
  {"price", "harga"},
  {"brandcode", "nama situs"},
  {"code", "kode"},
  {"promo", "kode promo"},
  {"order", "nomor pesanan"},
};
// clang-format on

}  // namespace

std::string spoken(std::string_view name) {
  for (const Spoken& entry : kSpoken)
    if (entry.name == name) return either(entry.english, entry.indonesian);
  std::string out(name);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string spoken_reading(std::string_view name) {
  const auto known =
      std::find_if(std::begin(kReadings), std::end(kReadings), [&](const Reading& r) { return r.name == name; });
  return known == std::end(kReadings) ? std::string(name) : either(name, known->indonesian);
}

}  // namespace pilah::cli
