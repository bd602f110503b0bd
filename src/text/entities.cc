// SPDX-License-Identifier: Apache-2.0
// One walk over the tokens notes where an entity may begin, without a branch on what they are: in most comments that is
// nowhere. No stretch is walked twice.
#include "text/entities.h"

#include "text/money.h"

#include <algorithm>
#include <array>

namespace pilah {
namespace {

constexpr TokenType kReported[] = {TokenType::wa,    TokenType::phone,     TokenType::url, TokenType::email,
                                   TokenType::price, TokenType::brandcode, TokenType::code};
constexpr TokenTypes kAnyReported = {TokenType::wa,    TokenType::phone,     TokenType::url, TokenType::email,
                                     TokenType::price, TokenType::brandcode, TokenType::code};
constexpr TokenTypes kTold = kAnyReported | TokenTypes{TokenType::number};

// Ends of domains that nobody takes for a word.
constexpr std::array<std::string_view, 16> kDomains = {"com", "net",  "org",  "info", "xyz", "biz", "online", "vip",
                                                       "io",  "club", "site", "asia", "co",  "id",  "me",     "link"};

// In rising order of their digit; spoken Indonesian and English.
struct SpeltDigit {
  std::string_view word;
  char digit;
};
constexpr std::array<SpeltDigit, 21> kDigits = {
    {{"nol", '0'},   {"kosong", '0'},   {"zero", '0'},  {"satu", '1'},  {"one", '1'},   {"dua", '2'},
     {"two", '2'},   {"tiga", '3'},     {"three", '3'}, {"empat", '4'}, {"four", '4'},  {"lima", '5'},
     {"five", '5'},  {"enam", '6'},     {"six", '6'},   {"tujuh", '7'}, {"seven", '7'}, {"delapan", '8'},
     {"eight", '8'}, {"sembilan", '9'}, {"nine", '9'}}};
// With which mobile numbers begin, 08 and 62.
constexpr std::array<std::string_view, 5> kFirstDigits = {"nol", "kosong", "zero", "enam", "six"};
constexpr size_t kFewestDigits = 9;  // of a mobile number
constexpr size_t kMostDigits = 15;

constexpr std::array<std::string_view, 5> kPromoWords = {"promo", "voucher", "kupon", "coupon", "referral"};
constexpr std::array<std::string_view, 7> kOrderWords = {"order", "pesanan", "orderan", "invoice",
                                                         "resi",  "tiket",   "ticket"};
// What may stand between such a word and the code: "kode promo: X", "nomor resi saya X".
constexpr std::array<std::string_view, 12> kBetween = {"kode", "code", "nomor", "nomer", "no", "number",
                                                       "id",   "saya", "my",    "nya",   "is", "adalah"};
constexpr uint32_t kMostBetween = 3;

constexpr uint32_t kMostParts = 8;  // of an order number

// A word's first and third letter and its length, which tell words well enough from nearly all others.
constexpr uint32_t letters_key(char first, char third, size_t size) {
  return static_cast<uint8_t>(first) | uint32_t{static_cast<uint8_t>(third)} << 8 |
         static_cast<uint32_t>(std::min<size_t>(size, 255)) << 16;
}
constexpr uint32_t letters_key(std::string_view word) {
  return letters_key(word[0], word[word.size() > 2 ? 2 : 0], word.size());
}
// By their first byte, the words and signs that tell that an entity may begin: with them, as the first digit of a spelt
// number does, or with the token before, as a domain or an order number in parts. No two begin alike.
struct Telling {
  uint32_t key = 0;
  bool begins = false;
};
constexpr std::array<Telling, 256> kTelling = [] {
  std::array<Telling, 256> out{};
  const auto add = [&](std::string_view word, bool begins) {
    out[static_cast<uint8_t>(word[0])] = {letters_key(word), begins};
  };
  for (std::string_view word : kFirstDigits) add(word, true);
  for (std::string_view word : {".", "(", "dot", "titik", "/", "-"}) add(word, false);
  return out;
}();

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view candidate) {
    return candidate.size() == word.size() && candidate[0] == word[0] && candidate == word;
  });
}

class EntityFinder {
public:
  EntityFinder(const Text& text, std::vector<Entity>& out) : text_(text), tokens_(text.tokens), out_(out) {}

  void run() {
    out_.clear();
    uint32_t free = 0;  // tokens before this belong to an entity
    Candidates candidates;
    for (uint32_t first = 0; first < tokens_.size(); first += candidates.size()) {
      const size_t count = list_candidates(first, candidates);
      for (size_t k = 0; k < count; ++k)
        if (candidates[k] >= free) free = from(candidates[k]);
    }
  }

private:
  using Candidates = std::array<uint32_t, 64>;

  // Of so many tokens from `first` on, those at which an entity may begin, for what they are or for the one behind
  // them.
  size_t list_candidates(uint32_t first, Candidates& out) const {
    const auto end = static_cast<uint32_t>(std::min(tokens_.size(), first + out.size()));
    size_t count = 0;
    Signs ahead = signs_of(first);
    for (uint32_t i = first; i < end; ++i) {
      const Signs here = ahead;
      ahead = i + 1 < tokens_.size() ? signs_of(i + 1) : Signs{};
      out[count] = i;
      count += here.begins | ahead.goes_on;
    }
    return count;
  }

  // What a token says of an entity that begins with it, or that has begun with the token before.
  struct Signs {
    bool begins = false;
    bool goes_on = false;
  };
  Signs signs_of(uint32_t i) const {
    const Token& token = tokens_[i];
    const size_t size = token.folded.size();
    const char* const word = text_.folded.data() + token.folded.begin;
    const Telling& telling = kTelling[static_cast<uint8_t>(word[0])];
    const bool tells = telling.key == letters_key(word[0], word[size > 2 ? 2 : 0], size);
    const bool told = token.types.any_of(kTold) | token.flags.has(TokenFlag::capitals);
    const bool begins = told | (tells & telling.begins);
    const bool goes_on = tells & !telling.begins;
    return {begins, goes_on};
  }

  std::string_view word(uint32_t i) const { return text_.word(tokens_[i]); }

  // Adds the entity that begins at token `i`, if one does; the token behind it.
  uint32_t from(uint32_t i) {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::punctuation || token.kind == TokenKind::emoji) return i + 1;
    if (uint32_t end = spread_domain(i)) return add("url", i, end);
    if (uint32_t end = order_number(i)) return add("order", i, end);
    if (token.kind == TokenKind::word && !token.types.any_of(kAnyReported)) {
      if (uint32_t end = spelt_phone(i)) return add("phone", i, end);
      if (token.flags.has(TokenFlag::capitals) && told_by(i, kPromoWords)) return add("promo", i, i + 1);
      return i + 1;
    }
    const bool code = token.types.has(TokenType::code) || token.types.has(TokenType::brandcode);
    if (code && told_by(i, kPromoWords)) return add("promo", i, i + 1);
    const bool number = token.types.has(TokenType::number) && token.folded.size() >= 4;
    if ((code || number) && !token.types.has(TokenType::price) && told_by(i, kOrderWords))
      return add("order", i, i + 1);
    if (!token.types.any_of(kAnyReported)) return i + 1;
    for (TokenType type : kReported) {
      if (!token.types.has(type)) continue;
      return type == TokenType::price ? price(i) : add(token_type_name(type), i, i + 1);
    }
    return i + 1;
  }

  // "Rp 50.000", "Rp. 50.000", "25 ribu": with the sign and the unit.
  uint32_t price(uint32_t i) {
    uint32_t first = i;
    if (i > 0 && is_money_sign(word(i - 1))) first = i - 1;
    if (i > 1 && word(i - 1) == "." && is_money_sign(word(i - 2))) first = i - 2;
    const bool unit = tokens_[i].kind == TokenKind::number && i + 1 < tokens_.size() && is_money_unit(word(i + 1));
    return add("price", first, unit ? i + 2 : i + 1);
  }

  bool glued_sign(uint32_t i) const {
    return i + 1 < tokens_.size() && tokens_[i].flags.has(TokenFlag::glued) &&
           tokens_[i + 1].flags.has(TokenFlag::glued) && (word(i) == "/" || word(i) == "-");
  }

  // "nomor pesanan INV/2024/0012": letters and at least four digits in parts; the token behind it, or 0.
  uint32_t order_number(uint32_t i) const {
    if (!glued_sign(i + 1)) return 0;
    uint32_t end = i + 1;
    while (end - i < 2 * kMostParts && glued_sign(end)) end += 2;
    size_t letters = 0;
    size_t digits = 0;
    for (uint32_t at = i; at < end; ++at)
      for (char c : word(at)) {
        letters += c >= 'a' && c <= 'z';
        digits += c >= '0' && c <= '9';
      }
    if (letters == 0 || digits < 4) return 0;
    return word(i) == "inv" || told_by(i, kOrderWords) ? end : 0;
  }

  uint32_t add(std::string_view type, uint32_t first, uint32_t end) {
    out_.push_back({type, text_.span_of(first, end - 1)});
    return end;
  }

  // "situs88 . com", "situs88 (dot) com": the token behind it, or 0. A blank must part the dot from the name: without
  // one it is a link already, and before a new sentence there is a blank behind.
  uint32_t spread_domain(uint32_t i) const {
    if (tokens_[i].kind != TokenKind::word || tokens_[i].folded.size() < 3) return 0;
    uint32_t dot = i + 1;
    if (dot < tokens_.size() && word(dot) == "(") ++dot;
    if (dot + 1 >= tokens_.size()) return 0;
    const bool sign = word(dot) == "." && !tokens_[dot].flags.has(TokenFlag::glued);
    if (!sign && word(dot) != "dot" && word(dot) != "titik") return 0;
    uint32_t end = dot + 1;
    if (word(end) == ")") ++end;
    if (end >= tokens_.size() || !is_one_of(kDomains, word(end))) return 0;
    return end + 1;
  }

  // A mobile number with its digits spelt out, perhaps in part: "nol delapan satu dua 3456789".
  uint32_t spelt_phone(uint32_t i) const {
    if (!is_one_of(kFirstDigits, word(i))) return 0;
    size_t count = 0;
    bool spelt = false;
    uint32_t at = i;
    for (; at < tokens_.size() && count <= kMostDigits; ++at) {
      if (tokens_[at].kind == TokenKind::punctuation) continue;
      if (tokens_[at].kind == TokenKind::number && at > i) {
        for (char c : word(at))
          if (c >= '0' && c <= '9' && count <= kMostDigits) buffer_[count++] = c;
        continue;
      }
      const auto found =
          std::find_if(kDigits.begin(), kDigits.end(), [&](const SpeltDigit& d) { return d.word == word(at); });
      if (found == kDigits.end()) break;
      buffer_[count++] = found->digit;
      spelt = true;
      if (count == 2 && !starts_as_phone()) return 0;
    }
    while (at > i && tokens_[at - 1].kind == TokenKind::punctuation) --at;
    if (!spelt || count < kFewestDigits || count > kMostDigits || !starts_as_phone()) return 0;
    return at;
  }

  bool starts_as_phone() const {
    return (buffer_[0] == '0' && buffer_[1] == '8') || (buffer_[0] == '6' && buffer_[1] == '2');
  }

  template <size_t N>
  bool told_by(uint32_t i, const std::array<std::string_view, N>& words) const {
    for (uint32_t steps = 0; i > 0 && steps <= kMostBetween; ++steps) {
      --i;
      if (tokens_[i].kind == TokenKind::punctuation) {
        if (word(i) != ":" && word(i) != "#" && word(i) != "-") return false;
        continue;
      }
      if (is_one_of(words, word(i))) return true;
      if (!is_one_of(kBetween, word(i))) return false;
    }
    return false;
  }

  const Text& text_;
  const std::vector<Token>& tokens_;
  std::vector<Entity>& out_;
  mutable char buffer_[kMostDigits + 2] = {};
};

}  // namespace

void find_entities(const Text& text, std::vector<Entity>& out) { EntityFinder(text, out).run(); }

}  // namespace pilah
