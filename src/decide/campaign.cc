// SPDX-License-Identifier: Apache-2.0
// What senders change between copies (amounts, codes, handles, emoji, stretched letters) is masked; the rest is hashed.
#include "decide/campaign.h"

#include "base/hash.h"

namespace pilah {

uint64_t campaign_key(const Text& text, std::string& buffer) {
  // No token gives more than its letters and a space, or a sign and a space.
  buffer.resize(text.folded.size() + 2 * text.tokens.size());
  char* to = buffer.data();
  uint32_t words = 0;
  for (const Token& token : text.tokens) {
    switch (token.kind) {
      case TokenKind::punctuation:
      case TokenKind::emoji:
        continue;
      case TokenKind::number:
        *to++ = '#';
        break;
      case TokenKind::url:
      case TokenKind::email:
      case TokenKind::mention:
        *to++ = '@';
        break;
      default: {
        if (token.flags.has(TokenFlag::has_digit)) {
          *to++ = '#';
          break;
        }
        ++words;
        char last = 0;
        for (char c : text.word(token)) {
          *to = c;
          to += c != last;
          last = c;
        }
      }
    }
    *to++ = ' ';
  }
  buffer.resize(static_cast<size_t>(to - buffer.data()));
  if (words < kCampaignWords) return 0;
  const uint64_t key = hash64(buffer);
  return key != 0 ? key : 1;
}

}  // namespace pilah
