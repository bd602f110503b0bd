// SPDX-License-Identifier: Apache-2.0
// How people respell a word of abuse with letters alone. Signs and digits for letters are read at run time.
#include "compile/disguise.h"

#include <algorithm>
#include <array>

namespace pilah {

namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// One spelling for another: anywhere in a word, or at its end only.
struct Respelling {
  std::string_view from, to;
  bool at_end;
};

constexpr std::array<Respelling, 36> kRespellings = {{
    // English ears
    {"ck", "k", false},
    {"ck", "kk", false},
    {"ck", "c", false},
    {"ck", "q", false},
    {"ck", "x", false},
    {"ck", "cc", false},
    {"ca", "ka", false},
    {"co", "ko", false},
    {"cu", "ku", false},
    {"er", "a", true},
    {"er", "ah", true},
    {"er", "or", true},
    {"er", "r", true},
    {"ers", "az", true},
    {"ers", "as", true},
    {"ing", "in", true},
    {"s", "z", true},
    {"y", "ie", true},
    {"y", "i", true},
    {"ie", "y", true},
    {"ph", "f", false},
    {"f", "ph", false},
    {"i", "y", false},
    {"i", "ee", false},
    {"u", "oo", false},
    {"wh", "w", false},
    // Indonesian ones, the old spelling of which is the one before 1972
    {"k", "g", true},
    {"k", "q", true},
    {"k", "x", true},
    {"t", "d", true},
    {"o", "u", false},
    {"u", "oe", false},
    {"j", "dj", false},
    {"c", "tj", false},
    {"ai", "ay", true},
    {"ng", "nk", true},
}};

struct LookAlike {
  std::string_view letter, other;
};
constexpr std::array<LookAlike, 8> kLookAlikes = {
    {{"i", "l"}, {"l", "i"}, {"u", "v"}, {"v", "u"}, {"g", "q"}, {"q", "g"}, {"w", "vv"}, {"m", "rn"}}};

// Longer words are recognised without their every letter being tried twice.
constexpr size_t kLongestTwice = 8;

class Forms {
public:
  explicit Forms(std::string_view word) : word_(word), size_(word.size()) {}

  std::vector<DisguisedForm> list() {
    drop();
    swap();
    insert();
    respell();
    look_alikes();
    respell_twice();
    if (size_ >= 5 || word_.ends_with("ck")) add(std::string(word_.rbegin(), word_.rend()), Disguise::reversed);
    return std::move(out_);
  }

private:
  void add(std::string form, Disguise how) {
    if (form != word_ && form.size() >= kLeastDisguise) out_.push_back({std::move(form), how});
  }

  std::string with(size_t at, size_t length, std::string_view letters) const {
    std::string form(word_);
    return form.replace(at, length, letters);
  }

  // One vowel missing, or all but a first letter.
  void drop() {
    std::string bare(word_.substr(0, 1));
    for (char c : word_.substr(1))
      if (!is_vowel(c)) bare.push_back(c);
    if (bare.size() + 1 < size_) add(bare, Disguise::dropped);
    if (size_ < 6) return;
    for (size_t i = 1; i < size_; ++i)
      if (is_vowel(word_[i])) add(with(i, 1, ""), Disguise::dropped);
  }

  void swap() {
    if (size_ < 5 && !word_.ends_with("ck")) return;
    for (size_t i = size_ < 5 ? size_ - 2 : 1; i + 1 < size_; ++i) {
      std::string form(word_);
      std::swap(form[i], form[i + 1]);
      add(form, Disguise::swapped);
    }
  }

  // An h behind a vowel, a second vowel beside one.
  void insert() {
    for (size_t i = 0; i + 1 < size_; ++i) {
      if (!is_vowel(word_[i]) || word_[i + 1] == 'h') continue;
      add(with(i + 1, 0, "h"), Disguise::inserted);
      if (size_ < 6 || i == 0) continue;
      for (char vowel : std::string_view("aeiou")) {
        if (vowel == word_[i]) continue;
        add(with(i + 1, 0, {&vowel, 1}), Disguise::inserted);
        add(with(i, 0, {&vowel, 1}), Disguise::inserted);
      }
    }
  }

  void respell() {
    for (const Respelling& r : kRespellings) {
      if (r.at_end) {
        if (word_.ends_with(r.from)) add(with(size_ - r.from.size(), r.from.size(), r.to), Disguise::respelt);
        continue;
      }
      for (size_t at = word_.find(r.from); at != word_.npos; at = word_.find(r.from, at + 1))
        add(with(at, r.from.size(), r.to), Disguise::respelt);
    }
    for (size_t i = 1; i < size_; ++i)
      if (word_[i] == word_[i - 1]) add(with(i, 1, ""), Disguise::respelt);
  }

  // fucked -> fooked: each form respelt once more. Only words with ck are far enough from all others.
  void respell_twice() {
    if (size_ < 5 || size_ > kLongestTwice || word_.find("ck") == word_.npos) return;
    std::vector<DisguisedForm> once;
    for (const DisguisedForm& form : out_)
      if (form.how == Disguise::respelt || form.how == Disguise::look_alike) once.push_back(form);
    for (const DisguisedForm& form : once) {
      Forms again(form.text);
      again.respell();
      for (DisguisedForm& twice : again.out_) add(std::move(twice.text), form.how);
    }
  }

  void look_alikes() {
    for (const LookAlike& pair : kLookAlikes) {
      size_t count = 0;
      std::string all(word_);
      for (size_t at = all.find(pair.letter); at != all.npos; at = all.find(pair.letter, at + pair.other.size())) {
        all.replace(at, 1, pair.other);
        ++count;
      }
      if (count == 0) continue;
      add(all, Disguise::look_alike);
      if (count == 1) continue;
      for (size_t at = word_.find(pair.letter); at != word_.npos; at = word_.find(pair.letter, at + 1))
        add(with(at, 1, pair.other), Disguise::look_alike);
    }
  }

  std::string_view word_;
  size_t size_;
  std::vector<DisguisedForm> out_;
};

}  // namespace

std::vector<std::string> with_endings(std::string_view word, Vocabulary::Endings endings) {
  const std::string stem(word);
  std::vector<std::string> out;
  const auto add = [&](const std::string& base, std::initializer_list<std::string_view> list) {
    for (std::string_view ending : list) out.push_back(base + std::string(ending));
  };
  switch (endings) {
    case Vocabulary::Endings::none:
      break;
    case Vocabulary::Endings::indonesian:
      add(stem, {"nya", "lah", "mu", "lu", "lo", "an"});
      break;
    case Vocabulary::Endings::english:
      add(stem, {"s", "es", "ed", "er", "ers", "in", "en", "ing", "ings", "y", "ey", "a", "as", "ah", "z"});
      if (stem.back() == 'e') {
        add(stem, {"d", "r", "rs"});
        add(stem.substr(0, stem.size() - 1), {"ing", "y"});
      } else if (stem.size() > 2 && !is_vowel(stem.back()) && is_vowel(stem[stem.size() - 2])) {
        add(stem + stem.back(), {"ed", "er", "ers", "ing", "y"});  // shit -> shitting
      }
  }
  return out;
}

std::vector<DisguisedForm> disguised_forms(std::string_view word) {
  if (word.size() < kLeastDisguise ||
      !std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return {};
  return Forms(word).list();
}

}  // namespace pilah
