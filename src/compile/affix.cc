// SPDX-License-Identifier: Apache-2.0
// Indonesian affixes: prefixes that change the letter they meet, and suffixes, standard and as Jakarta speaks.
//
// The active prefix meN- and the agent prefix peN- end in a nasal made where the stem's first sound is made. Before p,
// t, s and k the nasal takes the place of that sound (pakai -> memakai, tulis -> menulis, sapu -> menyapu, kirim ->
// mengirim); before other sounds it stands beside it (beli -> membeli, cari -> mencari, ganti -> mengganti, ambil ->
// mengambil) or falls away (lihat -> melihat). Clusters of loan words keep their first letter (proses -> memproses),
// and stems of one syllable take menge- (cek -> mengecek). Jakarta Indonesian drops the me- and keeps the nasal (kirim
// -> ngirim, cari -> nyari, beli -> mbeli), or puts nge- before any consonant (ngebeli, ngecek); its ke- is the
// standard ter- (tipu -> ketipu), its -in the standard -kan and -i.
//
// Sources: J. N. Sneddon, Indonesian Reference Grammar, 2nd ed. 2010, chapter 1 (affixes, sound changes); J. N.
// Sneddon, Colloquial Jakartan Indonesian, 2006, chapter 2 (nasal prefix, nge-, ke-, -in, -an).
//
// Forms that nobody says come out as well (terkirimin); they cost a few bytes each and match nothing.
#include "compile/affix.h"

#include <algorithm>
#include <array>

namespace pilah {

namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
  return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return text.starts_with(head); });
}

// Two letters for one sound.
bool begins_with_digraph(std::string_view stem) { return starts_with_any(stem, {"ny", "ng", "sy", "kh"}); }

bool begins_with_cluster(std::string_view stem) {
  return stem.size() > 1 && !is_vowel(stem[0]) && !is_vowel(stem[1]) && stem[1] != 'y' && !begins_with_digraph(stem);
}

bool has_one_syllable(std::string_view stem) {
  return std::count_if(stem.begin(), stem.end(), is_vowel) == 1 && !is_vowel(stem.front());
}

// A stem behind its nasal. `standard` follows me- and pe-; `spoken` stands alone.
struct Nasal {
  std::vector<std::string> standard;
  std::vector<std::string> spoken;
};

Nasal nasals_of(const std::string& stem) {
  const char first = stem.front();
  const std::string rest = stem.substr(1);
  const bool keeps = begins_with_cluster(stem) || begins_with_digraph(stem) || has_one_syllable(stem);
  Nasal out;
  const auto beside = [&](std::string_view nasal) {
    out.standard.push_back(std::string(nasal) + stem);
    out.spoken.push_back(std::string(nasal) + stem);
  };
  const auto instead = [&](std::string_view nasal) {
    out.standard.push_back(std::string(nasal) + rest);
    out.spoken.push_back(std::string(nasal) + rest);
  };
  if (is_vowel(first) || stem.starts_with("kh")) {
    beside("ng");
  } else if (starts_with_any(stem, {"ny", "ng"}) || std::string_view("lmnrwy").find(first) != std::string_view::npos) {
    out.standard.push_back(stem);
  } else if (stem.starts_with("sy")) {
    beside("n");
  } else if (std::string_view("ptks").find(first) != std::string_view::npos) {
    const std::string_view nasal = first == 'p' ? "m" : first == 't' ? "n" : first == 'k' ? "ng" : "ny";
    if (keeps)
      beside(first == 's' ? "n" : nasal);  // stabil -> menstabilkan
    else
      instead(nasal);
  } else if (std::string_view("bfv").find(first) != std::string_view::npos) {
    beside("m");
  } else if (std::string_view("dcjz").find(first) != std::string_view::npos) {
    beside("n");
    if (first == 'c' && !keeps) out.spoken.push_back("ny" + rest);  // cari -> nyari
  } else {
    beside("ng");                                                   // g, h, q, x
    if (first == 'h' && !keeps) out.spoken.push_back("ng" + rest);  // hapus -> ngapus
  }
  if (has_one_syllable(stem)) out.standard.push_back("nge" + stem);
  if (!is_vowel(first)) out.spoken.push_back("nge" + stem);
  return out;
}

// Words whose first letter stays against the rule, or whose form is their own.
struct Exception {
  std::string_view stem, active;
};
constexpr std::array<Exception, 3> kExceptions = {
    {{"punya", "mempunya"}, {"kaji", "mengkaji"}, {"ajar", "mempelajar"}}};

// Appends `base` with each suffix that its last letter admits.
void add_suffixed(std::vector<std::string>& out, const std::string& base) {
  out.push_back(base);
  out.push_back(base + "in");
  out.push_back(base + "kan");
  out.push_back(base + "an");
  if (!base.ends_with('i')) out.push_back(base + "i");
}

}  // namespace

std::vector<std::string> indonesian_forms(std::string_view stem_text) {
  const std::string stem(stem_text);
  std::vector<std::string> out{stem};
  if (stem.empty() || !std::all_of(stem.begin(), stem.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return out;
  add_suffixed(out, stem);
  add_suffixed(out, "di" + stem);
  add_suffixed(out, (stem.starts_with('r') ? "te" : "ter") + stem);  // rasa -> terasa
  add_suffixed(out, "ke" + stem);
  const Nasal nasal = nasals_of(stem);
  for (const std::string& form : nasal.standard) {
    add_suffixed(out, "me" + form);
    out.push_back("pe" + form);
    out.push_back("pe" + form + "an");
  }
  for (const std::string& form : nasal.spoken) add_suffixed(out, form);
  for (const Exception& exception : kExceptions)
    if (exception.stem == stem) add_suffixed(out, std::string(exception.active));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace pilah
