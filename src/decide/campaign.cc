// SPDX-License-Identifier: Apache-2.0
// Words are hashed where they lie, eight bytes at a time: most comments need no copy of anything.
#include "decide/campaign.h"

#include <cstring>
#include <string_view>

namespace pilah {
namespace {

constexpr uint64_t kFactor = 0x9E3779B97F4A7C15u;
constexpr uint64_t kSizeFactor = 0xD6E8FEB86659FD93u;

uint64_t load(const char* bytes, size_t size) {
  uint64_t out = 0;
  std::memcpy(&out, bytes, size);
  return out;
}

// Up to eight bytes as a number, little end first, without reading past them.
uint64_t last_bytes(const char* bytes, size_t size) {
  if (size >= 4) return load(bytes, 4) | load(bytes + size - 4, 4) << (8 * (size - 4));
  return static_cast<uint64_t>(static_cast<uint8_t>(bytes[0])) |
         static_cast<uint64_t>(static_cast<uint8_t>(bytes[size / 2])) << (8 * (size / 2)) |
         static_cast<uint64_t>(static_cast<uint8_t>(bytes[size - 1])) << (8 * (size - 1));
}

class Hash {
public:
  void add(uint64_t eight_bytes) {
    state_ = (state_ ^ eight_bytes) * kFactor;
    state_ ^= state_ >> 29;
  }

  // The size goes in too, so that "ab c" and "a bc" differ.
  void add(std::string_view word) {
    const char* at = word.data();
    size_t size = word.size();
    if (size == 0) return;
    for (; size > 8; size -= 8, at += 8) add(load(at, 8));
    add(last_bytes(at, size));
    state_ += size * kSizeFactor;
  }

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
constexpr TokenTypes kLeftOut = {TokenType::brandcode, TokenType::price, TokenType::phone, TokenType::wa,
                                 TokenType::url};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The word with letters that repeat written once; two digits are two digits.
std::string_view squeezed(std::string_view word, std::string& buffer) {
  buffer.clear();
  for (char c : word)
    if (buffer.empty() || c != buffer.back() || is_digit(c)) buffer += c;
  return buffer;
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
  for (const Token& token : text.tokens) {
    if (token.types.any_of(kAdvertised)) {
      const unsigned rank = token.types.has(TokenType::brandcode) ? 3 : token.kind == TokenKind::url ? 1 : 2;
      if (rank > best) {
        best = rank;
        named = &token;
      }
      continue;
    }
    if ((token.kind != TokenKind::word && token.kind != TokenKind::hashtag) || token.types.any_of(kLeftOut) ||
        token.flags.has(TokenFlag::has_digit))
      continue;
    ++words;
    const bool repeats = token.flags.has(TokenFlag::doubled) || token.flags.has(TokenFlag::stretched);
    hash.add(repeats ? squeezed(text.word(token), buffer) : text.word(token));
  }
  CampaignKeys keys;
  if (named != nullptr) keys.promotion = promotion_key(text, *named, buffer);
  if (words >= (named != nullptr ? kPromotionWords : kCampaignWords)) keys.copy = hash.key();
  return keys;
}

}  // namespace pilah
