// SPDX-License-Identifier: Apache-2.0
// Words are hashed where they lie, eight bytes at a time: most comments need no copy of anything.
#include "decide/campaign.h"

#include <cstring>
#include <string_view>

namespace pilah {
namespace {

constexpr uint64_t kFactor = 0x9E3779B97F4A7C15u;
constexpr uint64_t kSizeFactor = 0xD6E8FEB86659FD93u;

uint64_t eight(const char* bytes) {
  uint64_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

// One to eight bytes as a number, little end first. `end` is where the text ends: most words have eight bytes before
// it, and then one load takes them all.
uint64_t last_bytes(const char* bytes, size_t size, const char* end) {
  if (end - bytes >= 8) return eight(bytes) & (~uint64_t{0} >> (64 - 8 * size));
  uint64_t out = 0;
  for (size_t i = 0; i < size; ++i) out |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
  return out;
}

class Hash {
public:
  void add(uint64_t eight_bytes) {
    state_ = (state_ ^ eight_bytes) * kFactor;
    state_ ^= state_ >> 29;
  }

  // The size goes in too, so that "ab c" and "a bc" differ.
  void add(std::string_view word, const char* end) {
    const char* at = word.data();
    size_t size = word.size();
    if (size == 0) return;
    for (; size > 8; size -= 8, at += 8) add(eight(at));
    add(last_bytes(at, size, end) + size * kSizeFactor);
  }
  void add(std::string_view word) { add(word, word.data() + word.size()); }

  // Never 0, which means that there is no key.
  uint64_t key() const {
    uint64_t out = state_ * kFactor;
    out ^= out >> 32;
    return out != 0 ? out : 1;
  }

private:
  uint64_t state_ = 0;
};

constexpr TokenTypes kAdvertised = {TokenType::brandcode, TokenType::phone, TokenType::wa, TokenType::url};
constexpr TokenFlags kRepeats = {TokenFlag::doubled, TokenFlag::stretched};

constexpr bool is_word(TokenKind kind) { return kind == TokenKind::word || kind == TokenKind::hashtag; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The word with letters that repeat written once; two digits are two digits.
std::string_view squeezed(std::string_view word, std::string& buffer) {
  if (buffer.size() < word.size() + 8) buffer.resize(word.size() + 8);  // room to read eight bytes from any of them
  char* to = buffer.data();
  char last = 0;
  for (char c : word) {
    *to = c;
    to += c != last || is_digit(c);
    last = c;
  }
  return {buffer.data(), static_cast<size_t>(to - buffer.data())};
}

// One spelling for one telephone: 0812…, +62 812…, 0812-…
std::string_view dialled(std::string_view word, std::string& buffer) {
  buffer.clear();
  for (char c : word)
    if (is_digit(c)) buffer += c;
  if (buffer.starts_with("62")) buffer.replace(0, 2, "0");
  return buffer;
}

// One spelling for one link: without scheme, www. and the slash at the end.
std::string_view linked(std::string_view word) {
  for (std::string_view start : {"https://", "http://", "www."})
    if (word.starts_with(start)) word.remove_prefix(start.size());
  while (word.ends_with('/')) word.remove_suffix(1);
  return word;
}

uint64_t promotion_key(const Text& text, const Token& token, std::string& buffer) {
  const std::string_view word = text.word(token);
  Hash hash;
  if (token.types.has(TokenType::brandcode)) {
    hash.add(squeezed(word, buffer));
  } else if (token.kind == TokenKind::url) {
    hash.add(linked(word));
  } else {
    hash.add(dialled(word, buffer));
  }
  return hash.key();
}

}  // namespace

CampaignKeys campaign_keys(const Text& text, std::string& buffer) {
  Hash hash;
  uint32_t words = 0;
  const Token* named = nullptr;
  unsigned best = 0;
  const char* const folded = text.folded.data();
  const char* const end = folded + text.folded.size();
  for (const Token& token : text.tokens) {
    if (token.types.any_of(kAdvertised)) [[unlikely]] {
      const unsigned rank = token.types.has(TokenType::brandcode) ? 3 : token.kind == TokenKind::url ? 1 : 2;
      if (rank > best) {
        best = rank;
        named = &token;
      }
      continue;
    }
    if (!is_word(token.kind) || token.flags.has(TokenFlag::has_digit)) continue;  // a price has digits
    ++words;
    if (token.flags.any_of(kRepeats)) {
      const std::string_view word = squeezed({folded + token.folded.begin, token.folded.size()}, buffer);
      hash.add(word, buffer.data() + buffer.size());
    } else {
      hash.add({folded + token.folded.begin, token.folded.size()}, end);
    }
  }
  CampaignKeys keys;
  if (named != nullptr) keys.promotion = promotion_key(text, *named, buffer);
  if (words >= (named != nullptr ? kPromotionWords : kCampaignWords)) keys.copy = hash.key();
  return keys;
}

}  // namespace pilah
