// SPDX-License-Identifier: Apache-2.0
// The enclitics are those of Sneddon et al., Indonesian Reference Grammar, 2nd ed., 2010, sections 1.2 and 2.21-2.29
// (pronoun clitics, -lah, -kah, -pun), and colloquial -in of Jakarta Indonesian.
#include "text/habits.h"

#include <algorithm>
#include <array>

namespace pilah {

namespace {

constexpr size_t kLeastStem = 3;
constexpr std::array<std::string_view, 9> kClitics = {"nyalah", "nya", "lah", "kah", "pun", "ku", "mu", "in", "nye"};

// Most words end in a letter that ends no clitic.
constexpr bool is_clitic_end(char c) {
  constexpr uint32_t kEnds = [] {
    uint32_t ends = 0;
    for (std::string_view clitic : kClitics) ends |= 1u << (clitic.back() - 'a');
    return ends;
  }();
  return c >= 'a' && c <= 'z' && ((kEnds >> (c - 'a')) & 1u) != 0;
}

// Sorted. What stands glued to a number that counts or measures.
constexpr std::array<std::string_view, 67> kUnits = {
    "ah",   "am",    "an",   "bh",   "bks", "bln",  "bt",  "btr", "bulan", "cc",  "cm",   "dus", "ft", "g",
    "gb",   "ghz",   "gr",   "gram", "h",   "hari", "hp",  "hr",  "hz",    "inc", "inch", "jam", "jt", "jtan",
    "juta", "k",     "kali", "kb",   "kg",  "khz",  "kk",  "km",  "l",     "lbr", "lt",   "ltr", "m",  "mah",
    "mb",   "menit", "mg",   "mhz",  "ml",  "mm",   "mnt", "nd",  "org",   "pc",  "pcs",  "pm",  "rb", "rban",
    "rbu",  "rd",    "s",    "st",   "t",   "tb",   "th",  "thn", "w",     "x",   "xl"};
static_assert(std::is_sorted(kUnits.begin(), kUnits.end()));

// Sorted. Units that are words by themselves, and that people talk about.
constexpr std::array<std::string_view, 44> kUnitWords = {
    "bln",  "bulan", "day",    "days",  "detik",  "dtk",   "hari", "hour",   "hours", "hr",     "hri",
    "hrs",  "jam",   "jm",     "kali",  "menit",  "mgg",   "mggu", "minggu", "mins",  "minute", "minutes",
    "mnt",  "month", "months", "night", "nights", "orang", "org",  "pcs",    "pekan", "second", "seconds",
    "secs", "tahun", "thn",    "times", "week",   "weeks", "wk",   "wks",    "year",  "years",  "yrs"};
static_assert(std::is_sorted(kUnitWords.begin(), kUnitWords.end()));

// PS5, AS5: what no vowel ends is hardly a word of two letters and a number.
bool is_model(std::string_view word, size_t letters) {
  return letters == 2 && word.size() == 3 && std::string_view("578").find(word[2]) != std::string_view::npos;
}

}  // namespace

bool squeeze(std::string_view word, Squeeze how, std::string& out) {
  const size_t size = word.size();
  out.assign(word);
  char* write = out.data();
  bool pairs = false;
  for (size_t begin = 0; begin < size;) {
    const char c = word[begin];
    size_t end = begin + 1;
    while (end < size && word[end] == c) ++end;
    *write++ = c;
    if (end - begin >= 2) {
      const bool pair = end - begin == 2 && end < size;
      if (how == Squeeze::to_two || (how == Squeeze::to_pairs && pair)) *write++ = c;
      pairs = pairs || pair;
    }
    begin = end;
  }
  out.resize(static_cast<size_t>(write - out.data()));
  return out.size() != size && (how != Squeeze::to_pairs || pairs);
}

bool parts_at_seam(std::string_view word, std::string_view squeezed, std::string_view stem) {
  size_t end = word.size();
  size_t run = 0;
  for (size_t i = squeezed.size(); i-- > stem.size();) {
    run = 0;
    for (; end > 0 && word[end - 1] == squeezed[i]; --end) ++run;
  }
  return run == 2;
}

bool is_amount(std::string_view word) {
  size_t at = 0;
  while (at < word.size() && ((word[at] >= '0' && word[at] <= '9') || word[at] == '.' || word[at] == ',')) ++at;
  return at > 0 && std::binary_search(kUnits.begin(), kUnits.end(), word.substr(at));
}

std::string_view glued_unit(std::string_view word) {
  size_t at = 0;
  while (at < word.size() && word[at] >= '0' && word[at] <= '9') ++at;
  const std::string_view unit = word.substr(at);
  return at > 0 && std::binary_search(kUnitWords.begin(), kUnitWords.end(), unit) ? unit : std::string_view();
}

std::string_view doubled_word(std::string_view word) {
  size_t end = word.size();
  while (end > 0 && word[end - 1] == '2') --end;
  const size_t digits = word.size() - end;
  if (digits == 0 || digits > 2 || end < kLeastStem) return {};
  for (char c : word.substr(0, end))
    if (c >= '0' && c <= '9') return {};
  return word.substr(0, end);
}

// Needs more letters than stand-ins, so that codes and amounts stay.
bool undo_leet(std::string_view word, std::string& out) {
  static constexpr std::string_view kSigns = "0134578@$!";
  static constexpr std::string_view kLetters = "oieastbasi";
  out.assign(word);
  size_t changed = 0;
  size_t letters = 0;
  for (char& c : out) {
    size_t at = kSigns.find(c);
    if (at != std::string_view::npos) {
      c = kLetters[at];
      ++changed;
    } else if (c >= 'a' && c <= 'z') {
      ++letters;
    }
  }
  return changed > 0 && letters > changed && !is_amount(word) && !is_model(word, letters);
}

std::string_view without_clitic(std::string_view word, size_t step) {
  if (word.size() < kLeastStem + 2) return {};
  size_t found = 0;
  const char last = word.back();
  if (!is_clitic_end(last)) return {};
  for (std::string_view clitic : kClitics) {
    if (last != clitic.back() || word.size() < clitic.size() + kLeastStem || !word.ends_with(clitic)) continue;
    if (found++ == step) return word.substr(0, word.size() - clitic.size());
  }
  return {};
}

bool is_pronoun_clitic(std::string_view word, std::string_view stem) {
  std::string_view clitic = word.substr(stem.size());
  return clitic == "nya" || clitic == "nye" || clitic == "ku" || clitic == "mu";
}

}  // namespace pilah
