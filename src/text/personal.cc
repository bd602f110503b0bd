// SPDX-License-Identifier: Apache-2.0
// One walk over the tokens. A number is judged by its shape, and where shapes are shared (an account number is a row of
// digits like any other) by the words before it. Prices, dates, times and names of models must stay.
#include "text/personal.h"

#include <algorithm>
#include <array>
#include <span>

namespace pilah {
namespace {

constexpr std::array<std::string_view, kPersonalCount> kNames = {"phone",   "email", "national-id",
                                                                 "account", "order", "handle"};

using Words = std::span<const std::string_view>;
constexpr std::string_view kPhoneWords[] = {"telp", "telepon", "tlp", "telpon", "phone", "hp",    "hubungi",
                                            "call", "wa",      "fax", "kantor", "nohp",  "notelp"};
constexpr std::string_view kIdWords[] = {"nik", "ktp", "kk", "npwp", "paspor", "passport", "sim", "nisn", "nip"};
constexpr std::string_view kAccountWords[] = {"rekening", "rek",     "norek", "va",   "briva", "kartu", "atm",
                                              "bpjs",     "account", "akun",  "card", "polis", "vcc",   "tujuan"};
constexpr std::string_view kSecretWords[] = {"otp", "pin", "cvv", "cvc"};
constexpr std::string_view kBankWords[] = {"bca",     "bri",     "bni",       "btn",   "bsi",      "mandiri", "cimb",
                                           "danamon", "dana",    "ovo",       "gopay", "linkaja",  "jago",    "permata",
                                           "jenius",  "seabank", "shopeepay", "neo",   "transfer", "tf"};
constexpr std::string_view kOrderWords[] = {
    "order",     "orderan", "pesanan",  "pemesanan", "invoice", "inv",       "resi",      "noresi",
    "awb",       "tiket",   "ticket",   "booking",   "pnr",     "transaksi", "trx",       "transaction",
    "pelanggan", "idpel",   "customer", "tracking",  "laporan", "aduan",     "pengaduan", "referensi",
    "reference", "refund",  "klaim",    "claim",     "case",    "meteran"};
// What may stand between such a word and the number: "no rekening bca saya: 123…".
constexpr std::string_view kBetween[] = {"saya", "sy", "aku", "gue", "my",   "ini",  "nya", "adalah", "is",  "the",
                                         "ke",   "di", "a",   "an",  "atas", "nama", "yg",  "yang",   "kak", "min"};
// Who says so names a number, not an amount.
constexpr std::string_view kNumberWords[] = {"no", "nomor", "nomer", "nmr", "num", "number", "id", "kode", "code"};
constexpr std::string_view kNetworks[] = {"ig",       "insta",   "instagram", "line",     "tele",    "telegram",
                                          "tiktok",   "twitter", "fb",        "facebook", "discord", "user",
                                          "username", "threads", "snapchat",  "youtube"};
constexpr std::string_view kProfiles[] = {"instagram.com/", "t.me/",         "tiktok.com/@", "twitter.com/",
                                          "x.com/",         "facebook.com/", "fb.com/",      "fb.me/",
                                          "line.me/ti/",    "threads.net/@", "linktr.ee/",   "m.me/"};
constexpr std::string_view kMailDomains[] = {"gmail",   "yahoo",  "ymail",  "hotmail",
                                             "outlook", "icloud", "proton", "rocketmail"};

constexpr size_t kMostGroups = 6;
constexpr size_t kLongNumber = 10;  // digits in a row that nobody counts anything with
constexpr uint32_t kMostBetween = 5;
constexpr uint32_t kMostParts = 16;  // tokens of one code, so that no stretch is walked more often

bool contains(Words words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Finder {
public:
  Finder(const Text& text, std::vector<Entity>& out) : text_(text), tokens_(text.tokens), out_(out) {}

  void run() {
    for (uint32_t i = 0; i < tokens_.size();) i = from(i);
  }

private:
  std::string_view word(uint32_t i) const { return i < tokens_.size() ? text_.word(tokens_[i]) : std::string_view(); }
  bool is_sign(uint32_t i, std::string_view signs) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::punctuation && word(i).size() == 1 &&
           signs.find(word(i)[0]) != signs.npos;
  }
  bool glued(uint32_t i) const { return i < tokens_.size() && tokens_[i].flags.has(TokenFlag::glued); }

  uint32_t add(Personal kind, uint32_t first, uint32_t end) {
    out_.push_back({personal_name(kind), text_.span_of(first, end - 1)});
    return behind_found_ = end;
  }

  // Adds what begins at token `i`, if anything does; the token behind it.
  uint32_t from(uint32_t i) {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case TokenKind::mention:
        return word(i).size() > 1 ? add(Personal::handle, i, i + 1) : i + 1;
      case TokenKind::email:
        return add(Personal::email, i, i + 1);
      case TokenKind::url:
        if (token.types.has(TokenType::wa)) return add(Personal::phone, i, i + 1);
        return is_profile(word(i)) ? add(Personal::handle, i, i + 1) : i + 1;
      case TokenKind::number:
        return number(i);
      case TokenKind::punctuation:
        // "+62 …" and "(021) …": the sign belongs to the number.
        if (is_sign(i, "+(") && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::number && glued(i + 1))
          return number(i);
        return i + 1;
      case TokenKind::word:
        return written(i);
      case TokenKind::hashtag:
        return glued(i + 1) ? written(i) : i + 1;  // "#TKP-88213"
      case TokenKind::emoji:
        break;
    }
    return i + 1;
  }

  static bool is_profile(std::string_view url) {
    for (std::string_view profile : kProfiles) {
      const size_t at = url.find(profile);
      const bool whole_host = at != url.npos && (at == 0 || url[at - 1] == '/' || url[at - 1] == '.');
      if (whole_host && at + profile.size() < url.size()) return true;
    }
    return false;
  }

  // The word of `words` that tells what a number at token `i` is, looked for backwards over what may stand between.
  struct Told {
    bool by_word = false;
    bool as_number = false;  // "no", "#", ":" stand between: what follows is no amount
  };
  Told told_by(uint32_t i, Words words) const {
    Told told;
    for (uint32_t steps = 0; i > 0 && steps <= kMostBetween; ++steps) {
      --i;
      if (contains(words, word(i))) {
        // "no rekening", "nomor pesanan" and "kode booking" have the word for a number in front.
        told.by_word = true;
        told.as_number = told.as_number || (i > 0 && contains(kNumberWords, word(i - 1))) || word(i).starts_with("no");
        return told;
      }
      if (contains(kNumberWords, word(i)) || is_sign(i, ":#=")) {
        told.as_number = true;
      } else if (!contains(kBetween, word(i)) && !contains(kBankWords, word(i)) && !is_sign(i, "-.()\"'")) {
        return {};
      }
    }
    return {};
  }

  // ---- Numbers ----

  struct Group {
    uint32_t token;
    size_t digits;  // of all groups up to this one
  };

  // Reads groups of digits that may be parts of one number: "3273 0112 …", "021-555 1234", "(0274) 512345".
  size_t read_groups(uint32_t i, std::array<Group, kMostGroups>& groups) {
    digits_.clear();
    size_t count = 0;
    uint32_t signs = 0;
    for (uint32_t at = i; at < tokens_.size() && count < kMostGroups; ++at) {
      if (is_sign(at, at == i ? "+(" : "-./)(")) {
        if (++signs > 2) break;
        continue;
      }
      signs = 0;
      const Token& token = tokens_[at];
      if (token.kind != TokenKind::number || token.types.has(TokenType::price)) break;
      if (count > 0 && token.flags.has(TokenFlag::sentence_start)) break;
      const std::string_view group = word(at);
      if (group.find_first_not_of("0123456789.") != group.npos) break;
      for (char c : group)
        if (is_digit(c)) digits_ += c;
      groups[count++] = {at, digits_.size()};
    }
    return count;
  }

  uint32_t number(uint32_t i) {
    if (tokens_[i].types.has(TokenType::phone)) return add(Personal::phone, i, i + 1);
    // Behind letters it is a part of a name or code, which written() has looked at. "1234567890/0987654321" are two.
    const bool another = i > 0 && i - 1 == behind_found_ && is_sign(i - 1, "-/");
    if (glued(i) && i > 0 && !another && !is_sign(i - 1, ":#=(\"'.,+")) return i + 1;
    std::array<Group, kMostGroups> groups;
    const size_t count = read_groups(i, groups);
    if (count == 0 || is_amount(i, groups[count - 1].token)) return i + 1;
    for (size_t n = count; n > 0; --n) {
      const std::string_view digits = std::string_view(digits_).substr(0, groups[n - 1].digits);
      std::array<size_t, kMostGroups> sizes{};
      for (size_t g = 0; g < n; ++g) sizes[g] = groups[g].digits - (g > 0 ? groups[g - 1].digits : 0);
      Personal kind{};
      if (!is_one(i, digits, {sizes.data(), n}, word(groups[0].token), kind)) continue;
      uint32_t end = groups[n - 1].token + 1;
      if (is_sign(i, "(") && is_sign(end, ")")) ++end;  // "(0274512345)" without its brackets would look odd
      return add(kind, i, end);
    }
    return groups[0].token + 1;
  }

  // "Rp 12345678901", "12345678901 rupiah", "1234567890 views"
  bool is_amount(uint32_t i, uint32_t last) const {
    static constexpr std::string_view kBefore[] = {"rp", "idr", "usd", "$", "rm", "seharga", "senilai", "sebesar"};
    static constexpr std::string_view kBehind[] = {"rupiah", "views", "view",  "orang",  "rb",   "ribu",   "jt",
                                                   "juta",   "%",     "perak", "persen", "kali", "miliar", "likes"};
    for (uint32_t back = 1; back <= 2 && back <= i; ++back) {
      if (contains(kBefore, word(i - back))) return true;
      if (!is_sign(i - back, ".:")) break;
    }
    return contains(kBehind, word(last + 1));
  }

  // Whether the groups of `digits` from token `i` on are one number of some kind.
  bool is_one(uint32_t i, std::string_view digits, std::span<const size_t> sizes, std::string_view first,
              Personal& kind) const {
    const bool whole = sizes.size() == 1;
    const bool fours = std::all_of(sizes.begin(), sizes.end(), [](size_t size) { return size == 4; });
    const bool dated = whole && first.size() > digits.size();  // has dots: 12.05.2023, 1.500.000, 01.234.567.8
    const bool plus = is_sign(i, "+");
    kind = Personal::phone;
    if (is_sign(i, "(") && tokens_[i + 1].types.has(TokenType::phone)) return true;  // "(+62) 812 …"
    if (plus && digits.size() >= 8 && digits.size() <= 15 && !digits.ends_with("0000")) return true;
    if (!dated && is_landline(digits) && (is_area(sizes) || (whole && told_by(i, kPhoneWords).by_word))) return true;
    if (!plus && digits.size() >= 9 && digits.size() <= 14 && digits.starts_with("08") && sizes[0] >= 4) return true;
    // A mobile number without its 0: "wa 812-3456-7890".
    if (!dated && digits.size() >= 9 && digits.size() <= 12 && digits[0] == '8' && sizes[0] >= 3 && !is_round(digits) &&
        told_by(i, kPhoneWords).by_word)
      return true;

    kind = Personal::national_id;
    const bool card = (whole || fours) && is_card(digits);
    if ((whole || fours) && is_national_id(digits) && (!card || told_by(i, kIdWords).by_word)) return true;
    if (digits.size() == 15 && first.size() == 12 && first[2] == '.' && first[6] == '.') return true;  // NPWP
    if (digits.size() >= 8 && (whole || digits.size() >= 12) && !dated && told_by(i, kIdWords).by_word) return true;

    kind = Personal::order;
    const Told order = told_by(i, kOrderWords);
    if (whole && !dated && order.by_word && !is_date(digits) &&
        (order.as_number ? digits.size() >= 5 : digits.size() >= 8 && !is_round(digits)))
      return true;

    kind = Personal::account;
    if (card) return true;
    const bool amex = sizes.size() == 3 && sizes[0] == 4 && sizes[1] == 6;
    if (amex && is_card(digits)) return true;
    if (whole && digits.size() >= 3 && digits.size() <= 8 && told_by(i, kSecretWords).by_word) return true;
    const Told account = told_by(i, kAccountWords);
    if (!dated && account.by_word && digits.size() >= (account.as_number ? 4u : 8u) && !is_round(digits)) return true;
    if (account.as_number && digits.size() >= kLongNumber && !is_sum(first)) return true;  // "norek 123.456.7890"
    if (!dated && digits.size() >= kLongNumber && told_by(i, kBankWords).by_word && !is_round(digits)) return true;
    if (whole && !dated && digits.size() >= kLongNumber && !digits.ends_with("00000")) return true;
    return fours && digits.size() == 16 && !is_row(digits);
  }

  // 1.500.000: digits behind the dots in threes.
  static bool is_sum(std::string_view number) {
    while (const size_t dot = number.find('.') + 1) {
      number.remove_prefix(dot);
      if (number.size() > 3 ? number[3] != '.' : number.size() < 3) return false;
    }
    return true;
  }

  // 2019 2020 2021 2022, 1500 1600 1700 1800: four years or round numbers, and no card.
  static bool is_row(std::string_view digits) {
    bool years = true, round = true;
    for (; !digits.empty(); digits.remove_prefix(4)) {
      years = years && (digits.starts_with("19") || digits.starts_with("20"));
      round = round && digits.substr(2, 2) == "00";
    }
    return years || round;
  }

  // 021 555 1234, 0274-512345
  static bool is_area(std::span<const size_t> sizes) {
    if (sizes.size() < 2 || sizes.size() > 3 || sizes[0] < 3 || sizes[0] > 4) return false;
    return std::all_of(sizes.begin() + 1, sizes.end(), [](size_t size) { return size >= 3 && size <= 8; });
  }

  // 20230512
  static bool is_date(std::string_view digits) {
    return digits.size() == 8 && digits.starts_with("20") && digits[4] <= '1' && digits[6] <= '3';
  }

  // ---- What begins with letters ----

  // The token behind a row of words, numbers and signs with nothing between them: INV/2023/1, rara_shop.88
  uint32_t cluster_end(uint32_t i, std::string_view signs) const {
    uint32_t end = i + 1;
    for (uint32_t at = end; at < i + kMostParts && glued(at); ++at) {
      const TokenKind kind = tokens_[at].kind;
      if (kind == TokenKind::word || kind == TokenKind::number) {
        end = at + 1;
      } else if (!is_sign(at, signs)) {
        break;
      }
    }
    return end;
  }

  uint32_t written(uint32_t i) {
    if (uint32_t end = spelt_email(i)) return add(Personal::email, i, end);
    if (contains(kNetworks, word(i)) && is_sign(i + 1, ":=")) {
      const uint32_t name = i + 2;
      if (name < tokens_.size() && tokens_[name].kind == TokenKind::word)
        return add(Personal::handle, name, cluster_end(name, "_."));
    }
    const uint32_t end = cluster_end(i, "/-_");
    size_t digits = 0;
    bool capitals = true;
    for (uint32_t at = i; at < end; ++at)
      for (char c : word(at)) digits += is_digit(c);
    for (char c : text_.span_of(i, end - 1).of(text_.original)) capitals = capitals && !(c >= 'a' && c <= 'z');
    const Told order = told_by(i, kOrderWords);
    if (digits == 0) {
      // A booking code may be letters alone: "kode booking QWERTY".
      const bool booking = order.as_number && capitals && end == i + 1 && word(i).size() >= 5 && word(i).size() <= 8;
      return booking && !contains(kOrderWords, word(i)) ? add(Personal::order, i, end) : i + 1;
    }
    if (tokens_[i].types.has(TokenType::price)) return i + 1;
    if (end == i + 1 && is_glued_phone(word(i))) return add(Personal::phone, i, end);
    const bool told = order.by_word && (digits >= 4 || (order.as_number && digits >= 1));
    const bool courier = end == i + 1 && is_courier_code(word(i));
    if (told || courier || (word(i) == "inv" && end > i + 1)) return add(Personal::order, i, end);
    const bool account = digits >= 4 && told_by(i, kAccountWords).as_number;
    const bool id = digits >= 6 && told_by(i, kIdWords).by_word;  // a passport: A1234567
    if (account || id) return add(id ? Personal::national_id : Personal::account, i, end);
    return end;
  }

  // wa081234567890
  static bool is_glued_phone(std::string_view word) {
    const size_t letters = std::min(word.find_first_of("0123456789"), word.size());
    const std::string_view digits = word.substr(letters, word.find_first_not_of("0123456789", letters) - letters);
    return contains(kPhoneWords, word.substr(0, letters)) && digits.size() >= 9 && digits.size() <= 15 &&
           (digits.starts_with("08") || digits.starts_with("62"));
  }

  // JX1234567890: letters, then a long number that is no date (IMG20230512).
  static bool is_courier_code(std::string_view word) {
    const size_t letters = std::min(word.find_first_of("0123456789"), word.size());
    const std::string_view digits = word.substr(letters, word.find_first_not_of("0123456789", letters) - letters);
    return letters >= 1 && letters <= 6 && digits.size() >= 8 && !is_date(digits);
  }

  // "rara at gmail dot com", "rara (at) gmail.com", "rara [at] gmail titik com", "rara@gmail . com": the token behind
  // it, or 0.
  uint32_t spelt_email(uint32_t i) const {
    uint32_t at = cluster_end(i, "._-");
    if (glued(at) && tokens_[at].kind == TokenKind::mention) {
      if (!contains(kMailDomains, word(at))) return 0;
      const bool ending = is_sign(at + 1, ".,") && is_mail_ending(at + 2);
      return ending ? at + 3 : at + 1;
    }
    while (is_sign(at, "([{<")) ++at;
    if (word(at) != "at" && word(at) != "et") return 0;
    ++at;
    while (is_sign(at, ")]}>")) ++at;
    if (at >= tokens_.size()) return 0;
    if (tokens_[at].kind == TokenKind::url) {
      const std::string_view host = word(at);
      return contains(kMailDomains, host.substr(0, host.find('.'))) ? at + 1 : 0;
    }
    if (!contains(kMailDomains, word(at))) return 0;
    uint32_t dot = at + 1;
    while (is_sign(dot, "([{<")) ++dot;
    const uint32_t without = word(at).ends_with("mail") ? at + 1 : 0;  // "rara at gmail", not "meet at yahoo"
    if (word(dot) != "dot" && word(dot) != "titik" && word(dot) != ".") return without;
    ++dot;
    while (is_sign(dot, ")]}>")) ++dot;
    return is_mail_ending(dot) ? dot + 1 : without;
  }
  bool is_mail_ending(uint32_t i) const { return word(i) == "com" || word(i) == "co" || word(i) == "id"; }

  const Text& text_;
  const std::vector<Token>& tokens_;
  std::vector<Entity>& out_;
  std::string digits_;
  uint32_t behind_found_ = UINT32_MAX;  // the token behind what was found last
};

}  // namespace

std::string_view personal_name(Personal kind) { return kNames[static_cast<size_t>(kind)]; }

void find_personal(const Text& text, PersonalKinds kinds, std::vector<Entity>& out, std::vector<Entity>& buffer) {
  out.clear();
  Finder(text, out).run();
  find_entities(text, buffer);
  for (const Entity& entity : buffer)
    if (entity.type == "phone") out.push_back({personal_name(Personal::phone), entity.span});  // also spelt in words
  std::sort(out.begin(), out.end(), [](const Entity& a, const Entity& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  uint32_t end = 0;
  std::erase_if(out, [&](const Entity& entity) {
    const auto kind = static_cast<size_t>(std::find(kNames.begin(), kNames.end(), entity.type) - kNames.begin());
    if (entity.span.begin < end || !kinds.has(static_cast<Personal>(kind))) return true;
    end = entity.span.end;
    return false;
  });
}

}  // namespace pilah
