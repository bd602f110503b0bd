// SPDX-License-Identifier: Apache-2.0
// Indonesian writing habits on single folded words: stretched letters, doubled words written with 2, clitics.
// These are guesses; whoever calls keeps one only if it leads to a word that the rules know.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pilah {

// `word` with every run of one letter cut to `run` letters: "sampaiii" -> "sampai" for 1. Writes to `out`; false if
// nothing changes.
bool squeeze(std::string_view word, size_t run, std::string& out);

// The word that "hati2", "hati²" (folded: "hati2") or "goblok22" doubles; empty if `word` is not written so.
std::string_view doubled_word(std::string_view word);

// The next shorter reading of `word` without one clitic: paketnya -> paket, baguslah -> bagus, bukuku -> buku, gantiin
// -> ganti. `step` counts from 0; empty when there is no further reading. At least three letters remain.
std::string_view without_clitic(std::string_view word, size_t step);

// Whether the clitic taken off in `step` is one that may be taken even off a word that the rules know as a whole:
// -nya, -ku and -mu seldom end a stem by chance; -lah, -kah and -in often do (masalah, sekolah, main).
bool is_pronoun_clitic(std::string_view word, std::string_view stem);

}  // namespace pilah
