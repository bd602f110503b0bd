// SPDX-License-Identifier: Apache-2.0
// All guesses end in a look-up among the harsh words of the rule set, so that a wrong guess costs time and nothing
// else.
#include "match/disguise.h"

#include "match/disguise_signs.h"
#include "ruleset/words.h"
#include "text/habits.h"

#include <algorithm>

namespace pilah {

namespace {

using PlaceKind = LetterPlace::Kind;

// Tokens and bytes of a stretch that may be one word.
constexpr uint32_t kMostTokens = 12;
constexpr uint32_t kMostBefore = 3;
constexpr size_t kMostBytes = 48;
constexpr size_t kMostLetters = kMostHarshLetters;

constexpr size_t kLeastSigned = 4;    // letters of a word with signs in it
constexpr size_t kLeastInPieces = 5;  // of one that blanks part
constexpr size_t kMostInPiece = 8;
constexpr size_t kLeastRunTogether = 6;  // of two words in one

WordStep step_of(Disguise how) {
  switch (how) {
    case Disguise::none:
    case Disguise::other:
      return WordStep::rejoined;
    case Disguise::dropped:
      return WordStep::dropped;
    case Disguise::swapped:
      return WordStep::swapped;
    case Disguise::inserted:
      return WordStep::inserted;
    case Disguise::respelt:
      return WordStep::respelt;
    case Disguise::look_alike:
      return WordStep::look_alike;
    case Disguise::reversed:
      return WordStep::reversed;
  }
  return WordStep::unknown;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::number; }

// A word as places, each with the letters that may stand there.
struct Places {
  std::array<LetterPlace, kMostLetters> list;
  size_t size = 0;

  size_t count(PlaceKind kind) const {
    return static_cast<size_t>(std::count_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size),
                                             [&](const LetterPlace& place) { return place.kind == kind; }));
  }

  bool ends_in_digits() const { return size > 0 && list[size - 1].kind == PlaceKind::digit; }

  // Whether somebody may have meant a word by this; codes, amounts and lines of signs are none.
  bool plausible() const {
    if (size < kLeastSigned) return false;
    const size_t letters = count(PlaceKind::letter);
    const size_t digits = count(PlaceKind::digit);
    const size_t masks = count(PlaceKind::mask);
    if (letters == 0) return false;
    const bool first_hidden = list[0].kind == PlaceKind::mask;
    if (first_hidden && (masks != 1 || letters + 1 != size)) return false;
    if (masks * 2 > size && letters + masks != size) return false;
    if (digits == 0) return true;
    if (letters < 2) return false;
    // B52 and PS5 end in digits; only longer words may.
    for (size_t i = 0; i + 1 < size; ++i)
      if (list[i].kind == PlaceKind::digit && list[i + 1].kind != PlaceKind::digit) return true;
    return size >= 5 && digits <= 2;
  }

  bool fits(const Ruleset& rules, const WordSlot& slot) const {
    uint64_t letters = slot.key;
    for (size_t i = 0; i < std::min<size_t>(size, 8); ++i, letters >>= 8)
      if (!(list[i].letters & letter_bit(static_cast<char>(letters)))) return false;
    const char* word = rules.string(slot_text_offset(slot));
    for (size_t i = 8; i < size; ++i)
      if (!(list[i].letters & letter_bit(word[i]))) return false;
    return true;
  }

  // Keeps one of letters that repeat; false if there are none.
  bool squeeze() {
    size_t kept = 0;
    for (size_t i = 0; i < size; ++i) {
      const bool again = kept > 0 && list[kept - 1].letters == list[i].letters && list[i].kind != PlaceKind::mask;
      if (!again) list[kept++] = list[i];
    }
    const bool changed = kept != size;
    size = kept;
    return changed;
  }
};

// What makes other words of a harsh one: setolol, dianjingin, kegoblokan.
bool is_prefix(std::string_view rest) {
  static constexpr std::array<std::string_view, 8> kPrefixes = {"di", "ke", "me", "ng", "nge", "se", "ter", "meng"};
  return std::find(kPrefixes.begin(), kPrefixes.end(), rest) != kPrefixes.end();
}

// What Places::plausible() would say of most codes, dates and amounts, without reading them.
bool may_be_spelt(std::string_view word) {
  size_t letters = 0;
  size_t digits = 0;
  bool signs = false;
  bool digit_inside = false;
  bool digit_before = false;
  for (char c : word) {
    const bool digit = is_digit(c);
    const bool letter = c >= 'a' && c <= 'z';
    digit_inside = digit_inside || (digit_before && !digit);
    letters += letter;
    digits += digit;
    signs = signs || !(digit || letter);
    digit_before = digit;
  }
  if (letters == 0) return false;
  if (digits == 0 || signs) return true;
  return letters >= 2 && (digit_inside ? !is_amount(word) : digits <= 2 && word.size() >= 5);
}

// The harsh word that fits; 0 if none does. Where most letters are hidden, many would, so only core words count.
uint32_t fitting(const Ruleset& rules, const Places& places) {
  const bool core_only = places.size < 5 || places.count(PlaceKind::mask) * 2 >= places.size || places.ends_in_digits();
  uint32_t other = 0;
  for (uint32_t first = places.list[0].letters; first != 0; first &= first - 1) {
    const size_t bucket = harsh_bucket(places.size, static_cast<size_t>(__builtin_ctz(first)));
    for (uint32_t i = rules.harsh_starts[bucket]; i < rules.harsh_starts[bucket + 1]; ++i) {
      const WordSlot& slot = rules.harsh[i];
      const bool core = slot.value >> kDisguiseShift == kCoreWord;
      if ((!core && (core_only || other != 0)) || !places.fits(rules, slot)) continue;
      if (core) return slot.value;
      other = slot.value;
    }
  }
  return other;
}

}  // namespace

bool DisguiseReader::read(uint32_t at, uint32_t from, Found& out) {
  out.first = out.last = at;
  const Token& token = text_.tokens[at];
  const std::string_view word = text_.word(token);
  if (token.kind == TokenKind::word && word.size() <= kMostBytes) {
    if (spelt(word, token.flags, out)) return true;
    if (run_together(word, out)) return true;
  }
  return with_signs(at, from, out) || in_pieces(at, from, out);
}

bool DisguiseReader::read_mention(uint32_t at, uint32_t from, Found& out) {
  out.first = out.last = at;
  const std::string_view handle = text_.word(text_.tokens[at]);
  if (handle.size() < 2 || handle.size() > kMostLetters) return false;
  const bool inside = at > from && is_glued(at) && is_word(text_.tokens[at - 1]);
  buffer_.clear();
  if (inside) buffer_.append(text_.word(text_.tokens[at - 1]));
  buffer_.push_back('a');
  buffer_.append(handle);
  uint32_t value;
  if (lookup(buffer_, value) && value >> kDisguiseShift == 0)
    found(value, WordStep::leet, out);
  else if (!text_.tokens[at].flags.has(TokenFlag::has_digit) || !spelt_with_signs(out))
    return false;
  if (inside) out.first = at - 1;
  return true;
}

bool DisguiseReader::lookup(std::string_view form, uint32_t& value) const {
  if (form.empty() || form.size() > kMaxFormBytes) return false;
  if (!has_bit(rules_.disguise_filter, disguise_bit(word_key(form), rules_.disguise_filter.size()))) return false;
  const WordSlot* slot = find_word(rules_.disguises, rules_.pool.data(), form);
  if (!slot) return false;
  value = slot->value;
  return true;
}

void DisguiseReader::found(uint32_t value, WordStep step, Found& out) const {
  out.classes[0] = value & kDisguiseClassMask;
  out.count = 1;
  out.step = step;
}

// Whether a word that is looked for under all disguises begins so.
bool DisguiseReader::may_begin(char first, char second) const {
  return has_bit(rules_.start_filter, kStartFilterWords / 2 * 64 + pair_bit(first, second));
}

// Letters alone: one of the spellings that were made when the rules were compiled.
bool DisguiseReader::spelt(std::string_view word, TokenFlags flags, Found& out) {
  uint32_t value;
  if (lookup(word, value)) {
    found(value, step_of(static_cast<Disguise>(value >> kDisguiseShift)), out);
    return true;
  }
  if (flags.has(TokenFlag::doubled) || flags.has(TokenFlag::stretched)) {
    for (Squeeze how_squeezed : kSqueezes) {
      if (!may_squeeze(word, flags.has(TokenFlag::stretched), how_squeezed)) continue;
      if (!squeeze(word, how_squeezed, buffer_) || !lookup(buffer_, value)) continue;
      const auto how = static_cast<Disguise>(value >> kDisguiseShift);
      found(value, how == Disguise::none ? WordStep::squeezed : step_of(how), out);
      return true;
    }
  }
  if (!flags.has(TokenFlag::has_digit)) return false;
  // A user's name: a word and a number.
  size_t end = word.size();
  while (end > 0 && is_digit(word[end - 1])) --end;
  if (end + 2 > word.size() || end < kLeastRunTogether - 1 || !lookup(word.substr(0, end), value)) return false;
  const WordStep step = step_of(static_cast<Disguise>(value >> kDisguiseShift));
  found(value, step == WordStep::rejoined ? WordStep::run_together : step, out);
  return true;
}

// What may stand glued to a harsh word: another word of the rules, a short pronoun, a number, a row of x.
bool DisguiseReader::known_rest(std::string_view rest, uint32_t& word_class) const {
  static constexpr std::array<std::string_view, 19> kShort = {"u",   "ur",  "me",  "my", "lo", "lu", "mu",
                                                              "ku",  "it",  "is",  "in", "an", "xx", "x",
                                                              "nya", "lah", "kah", "si", "of"};
  word_class = 0;
  if (rest.empty()) return true;
  if (std::all_of(rest.begin(), rest.end(), is_digit)) return true;
  const bool is_short = std::find(kShort.begin(), kShort.end(), rest) != kShort.end();
  if (rest.size() < 3 && !is_short) return false;
  if (const uint32_t value = guessed_value(rules_.words, rules_.pool.data(), rest, word_key(rest))) {
    word_class = value & kExpansion ? rules_.expansions[(value & ~kExpansion) + 1] : value;
    return true;
  }
  return is_short;
}

bool DisguiseReader::run_together(std::string_view word, Found& out) {
  if (word.size() < kLeastRunTogether || word.size() > kMostBytes) return false;
  for (size_t begin = 0; begin + kLeastSigned <= word.size(); ++begin) {
    if (!has_bit(rules_.start_filter, start_bit(word.data() + begin))) continue;
    for (size_t size = std::min(word.size() - begin, kMostLetters); size >= kLeastSigned; --size) {
      uint32_t value, before, behind;
      if (!lookup(word.substr(begin, size), value) || value >> kDisguiseShift != 0) continue;
      const std::string_view rest = word.substr(0, begin);
      before = 0;
      if (!is_prefix(rest) && !known_rest(rest, before)) continue;
      if (!known_rest(word.substr(begin + size), behind)) continue;
      out.count = 0;
      if (before != 0) out.classes[out.count++] = before;
      out.classes[out.count++] = value & kDisguiseClassMask;
      if (behind != 0) out.classes[out.count++] = behind;
      out.step = WordStep::run_together;
      return true;
    }
  }
  return false;
}

// Neighbours parted by blanks that make a word together, one of them at least being none alone.
bool DisguiseReader::in_pieces(uint32_t at, uint32_t from, Found& out) {
  const auto is_piece = [&](uint32_t i) {
    const Token& token = text_.tokens[i];
    return token.kind == TokenKind::word && token.folded.size() <= kMostInPiece &&
           !token.flags.any_of({TokenFlag::has_digit, TokenFlag::has_symbol});
  };
  const auto follows = [&](uint32_t i) {
    const Token& token = text_.tokens[i];
    return is_piece(i) && !token.flags.has(TokenFlag::glued) && !token.flags.has(TokenFlag::sentence_start);
  };
  if (!is_piece(at)) return false;
  const auto count = static_cast<uint32_t>(text_.tokens.size());
  const bool before = at > from && is_piece(at - 1) && follows(at);
  const bool behind = at + 1 < count && follows(at + 1);
  const auto attempt = [&](uint32_t first, uint32_t last) {
    const std::string_view piece = text_.word(text_.tokens[first]);
    if (!may_begin(piece[0], piece.size() > 1 ? piece[1] : text_.word(text_.tokens[first + 1])[0])) return false;
    std::array<char, 3 * kMostInPiece> whole;
    char* end = whole.data();
    for (uint32_t i = first; i <= last; ++i) {
      const std::string_view part = text_.word(text_.tokens[i]);
      end = std::copy(part.begin(), part.end(), end);
    }
    const std::string_view word(whole.data(), static_cast<size_t>(end - whole.data()));
    uint32_t value;
    if (word.size() < kLeastInPieces || !lookup(word, value) || value >> kDisguiseShift != 0) return false;
    found(value, WordStep::rejoined, out);
    out.first = first;
    out.last = last;
    return true;
  };
  if (behind && attempt(at, at + 1)) return true;
  if (before && attempt(at - 1, at)) return true;
  if (before && at >= from + 2 && is_piece(at - 2) && follows(at - 1) && attempt(at - 2, at)) return true;
  return behind && at + 2 < count && follows(at + 2) && attempt(at, at + 2);
}

bool DisguiseReader::may_be_part(uint32_t at) const {
  const TokenKind kind = text_.tokens[at].kind;
  return is_word(text_.tokens[at]) || kind == TokenKind::punctuation || kind == TokenKind::emoji;
}

bool DisguiseReader::read_parted(uint32_t at, Found& out) {
  const auto count = static_cast<uint32_t>(text_.tokens.size());
  uint32_t last = at;
  size_t bytes = text_.tokens[at].folded.size();
  while (last + 1 < count && last - at < kMostTokens && is_glued(last + 1) && may_be_part(last + 1))
    bytes += text_.tokens[++last].folded.size();
  while (last > at && !is_word(text_.tokens[last])) --last;
  if (last == at || bytes > kMostBytes) return false;
  const std::string_view word = text_.word(text_.tokens[at]);
  const std::string_view next = text_.word(text_.tokens[at + 2]);
  // Most are kata-kata and dan/atau.
  if (word == next || (word.size() >= 2 && !may_begin(word[0], word[1]))) return false;
  return signs_read(at, last, out);
}

// Signs, digits and emoji inside the word or right beside it.
bool DisguiseReader::with_signs(uint32_t at, uint32_t from, Found& out) {
  const auto count = static_cast<uint32_t>(text_.tokens.size());
  const auto is_edge = [&](uint32_t i, bool at_end) {
    return !is_word(text_.tokens[i]) && !may_stand_at_edge(text_.word(text_.tokens[i]), at_end);
  };
  uint32_t first = at;
  uint32_t last = at;
  while (last + 1 < count && last - at < kMostTokens && is_glued(last + 1) && may_be_part(last + 1)) ++last;
  while (last > at && is_edge(last, true)) --last;
  while (first > from && at - first < kMostBefore && is_glued(first) && !is_word(text_.tokens[first - 1]) &&
         may_be_part(first - 1))
    --first;
  while (first < at && is_edge(first, false)) ++first;
  const Token& token = text_.tokens[at];
  const bool signs_inside = token.flags.has(TokenFlag::has_digit) || token.flags.has(TokenFlag::has_symbol);
  if (first == at && last == at && (!signs_inside || token.kind == TokenKind::number)) return false;
  return signs_read(first, last, out) || (first < at && (last > at || signs_inside) && signs_read(at, last, out)) ||
         (last > at && (first < at || signs_inside) && signs_read(first, at, out));
}

bool DisguiseReader::signs_read(uint32_t first, uint32_t last, Found& out) {
  buffer_.clear();
  for (uint32_t i = first; i <= last; ++i) buffer_.append(text_.word(text_.tokens[i]));
  out.first = first;
  out.last = last;
  return spelt_with_signs(out);
}

// Letters with signs between them that part them, such as go-blok or k.ontol: any spelling will do. `other` tells that
// there is more than that in the buffer.
bool DisguiseReader::spelt_apart(Found& out, bool& other) const {
  std::array<char, kMostLetters> word;
  size_t size = 0;
  bool parted = false;
  for (size_t i = 0; i < buffer_.size(); ++i) {
    const char c = buffer_[i];
    if (c >= 'a' && c <= 'z') {
      if (size == word.size()) return false;
      word[size++] = c;
    } else if (parts_letters(buffer_, i)) {
      parted = true;
    } else {
      other = true;
      return false;
    }
  }
  uint32_t value;
  if (!parted || size < kLeastSigned || !lookup({word.data(), size}, value)) return false;
  if (value >> kDisguiseShift == static_cast<uint32_t>(Disguise::other)) return false;  // he/she
  found(value, step_of(static_cast<Disguise>(value >> kDisguiseShift)), out);
  return true;
}

// What the letters and signs in the buffer spell.
bool DisguiseReader::spelt_with_signs(Found& out) const {
  if (buffer_.size() > kMostBytes) return false;
  bool other = false;
  if (spelt_apart(out, other)) return true;
  if (!other || !may_be_spelt(buffer_)) return false;
  Places places;
  for (size_t i = 0; i < buffer_.size();) {
    const SignReading reading = read_sign(buffer_, i);
    if (reading.size == 0 || places.size == kMostLetters) return false;
    i += reading.size;
    if (!reading.dropped) places.list[places.size++] = reading.place;
  }
  const WordStep step = places.count(PlaceKind::mask) > 0 ? WordStep::masked : WordStep::leet;
  for (bool squeezed = false;; squeezed = true) {
    if (!places.plausible()) return false;
    if (uint32_t value = fitting(rules_, places)) {
      found(value, step, out);
      return true;
    }
    if (squeezed || !places.squeeze()) return false;
  }
}

}  // namespace pilah
