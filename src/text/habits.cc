// SPDX-License-Identifier: Apache-2.0
// The enclitics are those of Sneddon et al., Indonesian Reference Grammar, 2nd ed., 2010, sections 1.2 and 2.21-2.29
// (pronoun clitics, -lah, -kah, -pun), and colloquial -in of Jakarta Indonesian.
#include "text/habits.h"

#include <array>

namespace pilah {

namespace {

constexpr size_t kLeastStem = 3;
constexpr std::array<std::string_view, 9> kClitics = {"nyalah", "nya", "lah", "kah", "pun", "ku", "mu", "in", "nye"};

}  // namespace

bool squeeze(std::string_view word, size_t run, std::string& out) {
  out.clear();
  size_t length = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    length = i > 0 && word[i] == word[i - 1] ? length + 1 : 1;
    if (length <= run) out.push_back(word[i]);
  }
  return out.size() != word.size();
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

std::string_view without_clitic(std::string_view word, size_t step) {
  size_t found = 0;
  for (std::string_view clitic : kClitics) {
    if (word.size() < clitic.size() + kLeastStem || !word.ends_with(clitic)) continue;
    if (found++ == step) return word.substr(0, word.size() - clitic.size());
  }
  return {};
}

bool is_pronoun_clitic(std::string_view word, std::string_view stem) {
  std::string_view clitic = word.substr(stem.size());
  return clitic == "nya" || clitic == "nye" || clitic == "ku" || clitic == "mu";
}

}  // namespace pilah
