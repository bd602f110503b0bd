// SPDX-License-Identifier: Apache-2.0
#include "cli/phrases.h"

#include <algorithm>

namespace pilah::cli {
namespace {

bool is_word(std::string_view text) {
  bool letter = false;
  for (char c : text) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) return false;
    letter |= c >= 'a';
  }
  return letter;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<std::vector<std::string>> sentences_of(std::string_view text, const pilah_token* tokens, uint32_t count) {
  std::vector<std::vector<std::string>> sentences(1);
  for (uint32_t i = 0; i < count; ++i) {
    const pilah_token& token = tokens[i];
    if (i > 0 && text.substr(tokens[i - 1].end, token.begin - tokens[i - 1].end).find('\n') != text.npos)
      sentences.emplace_back();
    if (text[token.begin] == '@') {  // a name says whom a comment is written to, not what it says
      sentences.emplace_back();
      continue;
    }
    std::string_view standard = token.standard;
    if (standard.empty()) standard = {token.folded, token.folded_size};
    if (standard.find_first_of(".!?") != standard.npos && !is_word(standard)) {
      sentences.emplace_back();
      continue;
    }
    for (size_t begin = 0; begin <= standard.size();) {  // slang may stand for several words
      const size_t end = std::min(standard.find(' ', begin), standard.size());
      const std::string_view word = standard.substr(begin, end - begin);
      if (is_word(word)) sentences.back().emplace_back(word);
      if (is_number(word)) sentences.back().emplace_back(kNumberWord);
      begin = end + 1;
    }
  }
  return sentences;
}

}  // namespace pilah::cli
