// SPDX-License-Identifier: Apache-2.0
// What senders change between copies (amounts, codes, handles, emoji, stretched letters) is masked; the rest is hashed.
#include "decide/campaign.h"

#include "base/hash.h"

namespace pilah {

namespace {

// Appends `word` with every run of one letter cut to one.
void append_squeezed(std::string_view word, std::string& out) {
  const size_t begin = out.size();
  out.resize(begin + word.size());
  char* to = out.data() + begin;
  char last = 0;
  for (char c : word) {
    *to = c;
    to += c != last;
    last = c;
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

}  // namespace

uint64_t campaign_key(const Text& text, std::string& buffer) {
  buffer.clear();
  uint32_t words = 0;
  for (const Token& token : text.tokens) {
    switch (token.kind) {
      case TokenKind::punctuation:
      case TokenKind::emoji:
        continue;
      case TokenKind::number:
        buffer += '#';
        break;
      case TokenKind::url:
      case TokenKind::email:
      case TokenKind::mention:
        buffer += '@';
        break;
      default:
        if (token.flags.has(TokenFlag::has_digit)) {
          buffer += '#';
          break;
        }
        ++words;
        append_squeezed(text.word(token), buffer);
    }
    buffer += ' ';
  }
  if (words < kCampaignWords) return 0;
  const uint64_t key = hash64(buffer);
  return key != 0 ? key : 1;
}

}  // namespace pilah
