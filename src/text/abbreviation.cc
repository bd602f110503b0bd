// SPDX-License-Identifier: Apache-2.0
// Titles, places and legal forms as Indonesian writes them, and a few English ones.
#include "text/abbreviation.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace pilah {
namespace {

// Sorted.
constexpr std::string_view kAlways[] = {"bpk", "cv",  "dr",  "drg", "drs",  "h",  "hj",  "ir",  "jend", "jl",
                                        "jln", "kab", "kec", "kel", "kol",  "mr", "mrs", "ms",  "ny",   "prof",
                                        "pt",  "rt",  "rw",  "sdr", "sdri", "st", "tn",  "ust", "vs",   "yth"};
constexpr std::string_view kBeforeNumbers[] = {"gg", "hal", "hlm",  "hp",  "kav", "no", "nomor",
                                               "rp", "tel", "telp", "tgl", "tlp", "wa"};

constexpr size_t kLongest = 5;  // most words are longer, and cost no search

}  // namespace

bool is_abbreviation(std::string_view word, bool number_follows) {
  if (word.size() == 1) return true;  // an initial
  if (word.size() > kLongest) return false;
  if (std::binary_search(std::begin(kAlways), std::end(kAlways), word)) return true;
  return number_follows && std::binary_search(std::begin(kBeforeNumbers), std::end(kBeforeNumbers), word);
}

}  // namespace pilah
