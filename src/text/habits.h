// SPDX-License-Identifier: Apache-2.0
// Indonesian writing habits on single folded words: stretched letters, doubled words written with 2, clitics.
// These are guesses; whoever calls keeps one only if it leads to a word that the rules know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pilah {

// What stretched letters may have been: two of each ("maaaf" -> "maaf"), one ("sampaiii" -> "sampai"), or two where two
// stand inside the word and one everywhere else ("penggemukkk" -> "penggemuk").
enum class Squeeze : uint8_t { to_two, to_one, to_pairs };
inline constexpr Squeeze kSqueezes[] = {Squeeze::to_two, Squeeze::to_one, Squeeze::to_pairs};

// Whether `how` may change a word in which some letter stands twice in a row, or `stretched`, three times and more.
inline bool may_squeeze(std::string_view word, bool stretched, Squeeze how) {
  return stretched || how == Squeeze::to_one ||
         (how == Squeeze::to_pairs && word.size() >= 2 && word[word.size() - 1] == word[word.size() - 2]);
}

// Writes `word` without stretched letters to `out`; false if nothing changes, or nothing but what to_one changes.
bool squeeze(std::string_view word, Squeeze how, std::string& out);

// Whether a letter of `word` that stands twice is the end of its stem and the beginning of a clitic: dosennya, kakakku.
// `squeezed` is the word without repeated letters and `stem` its reading without that clitic.
bool parts_at_seam(std::string_view word, std::string_view squeezed, std::string_view stem);

// Whether `word` is an amount with a unit or a count: 5kg, 2x, 4jam, 3rd.
bool is_amount(std::string_view word);

// The unit that stands glued to a number and is a word by itself: 3hari, 2mgg, 5days; empty if `word` is not so.
std::string_view glued_unit(std::string_view word);

// The word that "hati2", "hati²" (folded: "hati2") or "goblok22" doubles; empty if `word` is not written so.
std::string_view doubled_word(std::string_view word);

// Writes `word` with letters for the digits and signs that stand for them to `out`; false if there are none, or so many
// that it is rather a code, an amount or a model.
bool undo_leet(std::string_view word, std::string& out);

// What makes an Indonesian passive of a verb, and is often written apart: "di kirim" for "dikirim".
inline constexpr std::string_view kPassive = "di";

// The next shorter reading of `word` without one clitic: paketnya -> paket, baguslah -> bagus, bukuku -> buku, gantiin
// -> ganti. `step` counts from 0; empty when there is no further reading. At least three letters remain.
std::string_view without_clitic(std::string_view word, size_t step);

// Whether the clitic taken off in `step` is one that may be taken even off a word that the rules know as a whole:
// -nya, -ku and -mu seldom end a stem by chance; -lah, -kah and -in often do (masalah, sekolah, main).
bool is_pronoun_clitic(std::string_view word, std::string_view stem);

}  // namespace pilah
