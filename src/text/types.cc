// SPDX-License-Identifier: Apache-2.0
// Decides the types of tokens by their shape alone; names that only look like one are the rules' business.
#include "text/types.h"

#include "text/decode.h"
#include "text/money.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace pilah {
namespace {

struct Mood {
  char32_t first;
  char32_t last;
  TokenType type;
};

// Sorted, without overlap.
constexpr Mood kMoods[] = {{0x261C, 0x261F, TokenType::emoji_point},   {0x2639, 0x2639, TokenType::emoji_sad},
                           {0x2661, 0x2661, TokenType::emoji_love},    {0x2665, 0x2665, TokenType::emoji_love},
                           {0x2763, 0x2764, TokenType::emoji_love},    {0x27A1, 0x27A1, TokenType::emoji_point},
                           {0x1F446, 0x1F449, TokenType::emoji_point}, {0x1F44A, 0x1F44A, TokenType::emoji_angry},
                           {0x1F44F, 0x1F44F, TokenType::emoji_clap},  {0x1F48B, 0x1F48C, TokenType::emoji_love},
                           {0x1F493, 0x1F493, TokenType::emoji_love},  {0x1F494, 0x1F494, TokenType::emoji_sad},
                           {0x1F495, 0x1F49F, TokenType::emoji_love},  {0x1F4A2, 0x1F4A2, TokenType::emoji_angry},
                           {0x1F4B0, 0x1F4B8, TokenType::emoji_money}, {0x1F595, 0x1F595, TokenType::emoji_angry},
                           {0x1F600, 0x1F606, TokenType::emoji_laugh}, {0x1F60D, 0x1F60D, TokenType::emoji_love},
                           {0x1F612, 0x1F612, TokenType::emoji_angry}, {0x1F614, 0x1F614, TokenType::emoji_sad},
                           {0x1F618, 0x1F618, TokenType::emoji_love},  {0x1F61E, 0x1F61F, TokenType::emoji_sad},
                           {0x1F620, 0x1F621, TokenType::emoji_angry}, {0x1F622, 0x1F623, TokenType::emoji_sad},
                           {0x1F624, 0x1F624, TokenType::emoji_angry}, {0x1F625, 0x1F62B, TokenType::emoji_sad},
                           {0x1F62D, 0x1F62D, TokenType::emoji_sad},   {0x1F63B, 0x1F63B, TokenType::emoji_love},
                           {0x1F63E, 0x1F63E, TokenType::emoji_angry}, {0x1F640, 0x1F640, TokenType::emoji_sad},
                           {0x1F641, 0x1F641, TokenType::emoji_sad},   {0x1F64F, 0x1F64F, TokenType::emoji_clap},
                           {0x1F911, 0x1F911, TokenType::emoji_money}, {0x1F923, 0x1F923, TokenType::emoji_laugh},
                           {0x1F92C, 0x1F92C, TokenType::emoji_angry}, {0x1F970, 0x1F970, TokenType::emoji_love},
                           {0x1F97A, 0x1F97A, TokenType::emoji_sad},   {0x1F9E1, 0x1F9E1, TokenType::emoji_love},
                           {0x1FA99, 0x1FA99, TokenType::emoji_money}};

// Words that gambling sites hang on their names.
constexpr std::string_view kBrandEndings[] = {"togel", "gacor", "poker", "toto", "slot",
                                              "hoki",  "bet",   "win",   "4d",   "jp"};

// Names and words that end so by nature.
constexpr std::string_view kNoBrands[] = {"alfabet",  "alphabet",   "baldwin",  "belibet",  "beribet",
                                          "courbet",  "debet",      "elizabet", "gershwin", "goodwin",
                                          "kakawin",  "kedebet",    "kekawin",  "kesambet", "maskawin",
                                          "mendebet", "pascakawin", "sherbet",  "sherwin",  "terdebet"};

// Letters before a number that only count or name something.
constexpr std::string_view kCounters[] = {
    "android", "ayat",  "bab",    "blok",  "bulan", "chapter", "covid",  "day",    "eps",     "episode", "galaxy",
    "gen",     "grup",  "hal",    "hari",  "idr",   "ios",     "iphone", "jam",    "juz",     "kali",    "kelas",
    "lantai",  "level", "max",    "menit", "min",   "minggu",  "nomor",  "note",   "oppo",    "part",    "pasal",
    "persen",  "poco",  "realme", "redmi", "rpm",   "season",  "seri",   "tahun",  "tanggal", "tgl",     "top",
    "umur",    "unit",  "usd",    "usia",  "versi", "vivo",    "vol",    "windows"};

constexpr std::string_view kWhatsApp[] = {"nowa", "wa", "wasap", "watsap", "whatsap", "whatsapp"};

template <size_t N>
bool contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// A word taken apart at its ends: letters or other, then digits at the end; or digits at the front, then letters.
struct Shape {
  size_t leading_digits = 0;  // with . and , between them
  size_t trailing_digits = 0;
  size_t letters = 0;
  size_t digits = 0;
  size_t longest_digits = 0;
};

Shape shape_of(std::string_view word) {
  Shape out;
  while (out.leading_digits < word.size() &&
         (is_digit(word[out.leading_digits]) || word[out.leading_digits] == '.' || word[out.leading_digits] == ',')) {
    out.leading_digits++;
  }
  while (out.trailing_digits < word.size() && is_digit(word[word.size() - 1 - out.trailing_digits]))
    out.trailing_digits++;
  size_t run = 0;
  for (char c : word) {
    run = is_digit(c) ? run + 1 : 0;
    out.longest_digits = std::max(out.longest_digits, run);
    out.digits += is_digit(c);
    out.letters += is_letter(c);
  }
  return out;
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && ((digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0'));
}

bool is_price_word(std::string_view word, const Shape& shape) {
  const std::string_view unit = word.substr(shape.leading_digits);
  if (shape.leading_digits > 0) return is_money_unit(unit) || (unit == "k" && shape.leading_digits >= 2);
  for (std::string_view sign : {"rp", "idr", "usd"}) {
    if (word.starts_with(sign) && word.size() > sign.size() && is_digit(word[sign.size()])) return true;
  }
  return false;
}

bool is_brand_code(std::string_view word, const Shape& shape) {
  const std::string_view name = word.substr(0, word.size() - shape.trailing_digits);
  if (shape.trailing_digits >= 2 && shape.trailing_digits <= 4) {
    if (shape.letters < 3 || shape.leading_digits > 2) return false;
    const size_t others = name.size() - shape.letters;
    return others * 3 <= name.size() && !is_year(word.substr(name.size())) && !contains(kCounters, name);
  }
  if (shape.trailing_digits != 0) return false;
  for (std::string_view ending : kBrandEndings) {
    if (ending.back() != word.back() || !word.ends_with(ending)) continue;
    const size_t before = word.size() - ending.size();
    const size_t fewest = ending.size() <= 3 && ending != "4d" ? 4 : 3;
    return before >= fewest && is_letter(word[before - 1]) && !contains(kNoBrands, word);
  }
  return false;
}

class Typist {
public:
  Typist(Text& out, const Findings& findings) : out_(out), tokens_(out.tokens), findings_(findings) {}

  void run() {
    for (uint32_t i : out_.workspace.notable) set(i);
    out_.evasion_count = {};
    out_.evasions = findings_.evasions;
    if (!out_.evasions.empty()) count_evasions();
    if (out_.evasions.any_of(kTricks)) mark_evaded();
    if (findings_.capitals > 0 && findings_.capitals * 2 <= findings_.long_words) mark_shouts();
  }

private:
  void set(uint32_t i) {
    Token& token = tokens_[i];
    switch (token.kind) {
      case TokenKind::word: {
        const std::string_view word = out_.word(token);
        if (token.flags.has(TokenFlag::has_digit)) {
          mixed_word(token, word);
        } else if (is_brand_code(word, Shape{0, 0, word.size(), 0, 0})) {
          token.types |= TokenType::brandcode;
        }
        break;
      }
      case TokenKind::number:
        number(i);
        break;
      case TokenKind::url: {
        token.types |= TokenType::url;
        const std::string_view word = out_.word(token);
        if (word.find("wa.me/") != word.npos || word.find("api.whatsapp.com") != word.npos)
          token.types |= TokenType::wa;
        break;
      }
      case TokenKind::email:
        token.types |= TokenType::email;
        break;
      case TokenKind::mention:
        token.types |= TokenType::mention;
        break;
      case TokenKind::hashtag:
        token.types |= TokenType::hashtag;
        break;
      case TokenKind::emoji:
        emoji(token);
        break;
      case TokenKind::punctuation:
        break;
    }
  }

  void mixed_word(Token& token, std::string_view word) {
    const Shape shape = shape_of(word);
    if (is_price_word(word, shape)) {
      token.types |= TokenType::price;
    } else if (is_brand_code(word, shape)) {
      token.types |= TokenType::brandcode;
    } else if (shape.longest_digits >= 2 && shape.letters > 0 &&
               shape.leading_digits + shape.letters < word.size() + (shape.digits >= 5 ? 1 : 0) &&
               shape.trailing_digits + shape.letters <= word.size() && !is_counted(word, shape)) {
      token.types |= TokenType::code;
    }
  }

  // jam10, kelas12, covid19, acara2024
  static bool is_counted(std::string_view word, const Shape& shape) {
    const std::string_view name = word.substr(0, word.size() - shape.trailing_digits);
    return shape.leading_digits == 0 && name.size() == shape.letters &&
           (contains(kCounters, name) || is_year(word.substr(name.size())));
  }

  // The word or sign before or behind a number, over one full stop ("Rp. 50.000").
  std::string_view neighbour(size_t i, int direction) const {
    size_t at = i;
    for (int steps = 0; steps < 2; steps++) {
      if (direction < 0 ? at == 0 : at + 1 >= tokens_.size()) return {};
      at = direction < 0 ? at - 1 : at + 1;
      const std::string_view word = out_.word(tokens_[at]);
      if (tokens_[at].kind != TokenKind::punctuation || is_money_sign(word)) return word;
      if (word != "." && word != ":") return {};
    }
    return {};
  }

  void number(size_t i) {
    Token& token = tokens_[i];
    token.types |= TokenType::number;
    const std::string_view word = out_.word(token);
    if (is_phone(word)) {
      token.types |= TokenType::phone;
      if (contains(kWhatsApp, neighbour(i, -1))) token.types |= TokenType::wa;
      return;
    }
    if (word.back() == '%') return;
    const bool unit = i + 1 < tokens_.size() && is_money_unit(out_.word(tokens_[i + 1]));
    if (unit || is_money_sign(neighbour(i, -1))) token.types |= TokenType::price;
  }

  static bool is_phone(std::string_view word) {
    if (word.size() < 9 || (word[0] != '0' && word[0] != '6')) return false;
    size_t digits = 0;
    char third = 0;
    for (char c : word) {
      if (is_digit(c)) {
        if (++digits == 3) third = c;
      } else if (c != '.') {
        return false;
      }
    }
    if (word[0] == '0' && word[1] == '8') return digits >= 9 && digits <= 14;
    return word[0] == '6' && word[1] == '2' && third != '0' && digits >= 10 && digits <= 15;
  }

  void emoji(Token& token) {
    token.types |= TokenType::emoji;
    const char32_t cp = decode_utf8(out_.folded, token.folded.begin).code_point;
    const Mood* const next = std::upper_bound(std::begin(kMoods), std::end(kMoods), cp,
                                              [](char32_t value, const Mood& mood) { return value < mood.first; });
    if (next != kMoods && cp <= (next - 1)->last) token.types |= (next - 1)->type;
  }

  void count_evasions() {
    for (const Token& token : tokens_) {
      for (uint32_t bits = token.evasions.raw(); bits != 0; bits &= bits - 1) {
        out_.evasion_count[static_cast<size_t>(std::countr_zero(bits))]++;
      }
    }
  }

  // A token is evaded if it is written in a way in which most other words of the comment are not.
  void mark_evaded() {
    uint32_t letter_words = 0;
    for (const Token& token : tokens_) letter_words += token.kind == TokenKind::word;
    for (Token& token : tokens_) {
      if (token.kind == TokenKind::number ? token.folded.size() < 2 : !token.flags.has(TokenFlag::has_letter)) continue;
      for (uint32_t bits = (token.evasions & kTricks).raw(); bits != 0; bits &= bits - 1) {
        if (out_.evasion_count[static_cast<size_t>(std::countr_zero(bits))] * 2 <= letter_words) {
          token.types |= TokenType::evaded;
        }
      }
    }
  }

  void mark_shouts() {
    for (Token& token : tokens_) {
      if (token.flags.has(TokenFlag::capitals)) token.types |= TokenType::shout;
    }
  }

  Text& out_;
  std::vector<Token>& tokens_;
  const Findings& findings_;
};

}  // namespace

void gather_evasions(const Text& out, Findings& findings) {
  findings.evasions = {};
  for (const Token& token : out.tokens) findings.evasions |= token.evasions;
}

void list_notable(Text& out, Findings& findings) {
  std::vector<uint32_t>& notable = out.workspace.notable;
  notable.clear();
  findings.capitals = 0;
  findings.long_words = 0;
  for (size_t i = 0; i < out.tokens.size(); i++) {
    const Token& token = out.tokens[i];
    if (token.kind == TokenKind::punctuation) continue;
    if (token.kind == TokenKind::word) {
      findings.long_words += token.folded.size() >= 3;
      findings.capitals += token.flags.has(TokenFlag::capitals);
      if (!token.flags.has(TokenFlag::has_digit) && !may_be_brand(out.word(token))) continue;
    }
    notable.push_back(static_cast<uint32_t>(i));
  }
}

void set_types(Text& out, const Findings& findings) { Typist(out, findings).run(); }

}  // namespace pilah
