// SPDX-License-Identifier: Apache-2.0
// Words are looked up as written first; only what is not found pays for the further guesses, and only those its letters
// allow.
#include "match/terms.h"

#include "match/context.h"
#include "match/disguise.h"
#include "ruleset/words.h"
#include "text/habits.h"

#include <algorithm>
#include <array>

namespace pilah {

namespace {

constexpr std::array<std::string_view, 17> kStepNames = {
    "unknown",  "as-written", "slang",           "squeezed",        "doubled",          "leet",    "clitic",
    "prefix",   "masked",     "letters-dropped", "letters-swapped", "letters-inserted", "respelt", "look-alike-letter",
    "reversed", "rejoined",   "run-together"};

// The keys of all tokens that may be words. Their places in the table are on the way before the first is asked for, as
// a look-up takes about as long as a line takes to come.
void fetch_keys(const Ruleset& rules, const Text& text, std::vector<uint64_t>& keys) {
  keys.resize(text.tokens.size());
  const char* const end = text.folded.data() + text.folded.size();
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::string_view word = text.word(text.tokens[i]);
    if (word.empty() || word.size() > kMaxFormBytes) continue;
    keys[i] = end - word.data() >= 8 ? word_key_in_text(word) : word_key(word);
    __builtin_prefetch(&rules.words[first_slot(keys[i], rules.words.size())]);
  }
}

// A shorter word with a letter twice is looked for without one of them before it is taken apart.
constexpr size_t kLeastParted = 7;

// The value of a table slot for "no such word".
constexpr uint32_t kMissing = 0;

// The class of a slot that stands for one word; none if there is no slot, or it stands for several.
uint32_t one_class(const WordSlot* slot) {
  return slot == nullptr || (slot->value & kExpansion) != 0 ? kMissing : slot->value & ~kAskedExactly;
}

class Finder {
public:
  Finder(const Ruleset& rules, std::string& buffer) : rules_(rules), buffer_(buffer) {}

  // The class or expansion of a word, and how it was found.
  uint32_t find(std::string_view word, uint64_t key, TokenFlags flags, WordStep& step) {
    step = WordStep::as_written;
    if (const WordSlot* slot = find_word(rules_.words, rules_.pool.data(), word, key))
      return slot->value & ~kAskedExactly;
    if (word.size() > kMaxFormBytes) {
      step = WordStep::unknown;
      return kMissing;
    }
    if (flags.has(TokenFlag::doubled) || flags.has(TokenFlag::stretched)) {
      // makannya is makan with a clitic, not makanya; but nannya is nanya.
      const bool stretched = flags.has(TokenFlag::stretched);
      step = WordStep::clitic;
      if (!stretched && word.size() >= kLeastParted)
        if (uint32_t value = lookup_stem(word)) return value;
      step = WordStep::squeezed;
      for (Squeeze how : kSqueezes) {
        if (!may_squeeze(word, stretched, how) || !squeeze(word, how, buffer_)) continue;
        if (uint32_t value = lookup_guess(buffer_)) return value;
        if (uint32_t value = lookup_stem(buffer_, word)) return value;
      }
    }
    if (flags.has(TokenFlag::has_digit)) {
      step = WordStep::doubled;
      std::string_view base = doubled_word(word);
      if (!base.empty()) {
        if (uint32_t value = lookup_guess(base)) return value;
        if (uint32_t value = lookup_stem(base)) return value;
      }
    }
    if (flags.has(TokenFlag::has_digit) || flags.has(TokenFlag::has_symbol)) {
      step = WordStep::leet;
      if (undo_leet(word, buffer_)) {
        if (uint32_t value = lookup_guess(buffer_)) return value;
        if (uint32_t value = lookup_stem(buffer_)) return value;
      }
    }
    step = WordStep::clitic;
    if (uint32_t value = lookup_stem(word)) return value;
    step = WordStep::prefix;
    if (uint32_t value = find_prefix(rules_, word)) return value;
    step = WordStep::unknown;
    return kMissing;
  }

  // The same of a word that ends with 's. "The driver's rude" says that the driver is and "the driver's tone" speaks of
  // the driver: either way the word is what stands before it. Only what the rules know as a whole stays whole.
  uint32_t find_owner(std::string_view word, uint64_t key, TokenFlags flags, WordStep& step, bool& parted) {
    const std::string_view owner = word.substr(0, word.size() - 1);
    const WordSlot* const whole = find_word(rules_.words, rules_.pool.data(), word, key);
    const WordSlot* const part = find_word(rules_.words, rules_.pool.data(), owner, word_key(owner));
    parted = whole == nullptr || (part != nullptr && (whole->value & kExpansion) == 0);
    if (!parted) return find(word, key, flags, step);
    if (part == nullptr) return find(owner, word_key(owner), flags, step);
    step = WordStep::clitic;
    return part->value & ~kAskedExactly;
  }

  // The unit that is glued to a number in a word that the rules do not know as a whole.
  std::string_view unit_of(std::string_view word, uint64_t key) const {
    const std::string_view unit = glued_unit(word);
    return unit.empty() || find_word(rules_.words, rules_.pool.data(), word, key) != nullptr ? std::string_view()
                                                                                             : unit;
  }

  // The class of a passive that is written as two words, "di kirim" for "dikirim"; 0 if the two are none.
  uint32_t find_parted_passive(std::string_view verb) {
    if (kPassive.size() + verb.size() > kMaxFormBytes) return kMissing;
    buffer_.assign(kPassive);
    buffer_.append(verb);
    const uint64_t key = word_key(buffer_);
    if (!may_be_word(rules_.word_filter, key)) return kMissing;
    return one_class(find_word(rules_.words, rules_.pool.data(), buffer_, key));
  }

  // The class of the word that 's stands for, if the rules know it.
  uint32_t find_is() const {
    constexpr std::string_view kIs = "is";
    return one_class(find_word(rules_.words, rules_.pool.data(), kIs, word_key(kIs)));
  }

private:
  // Of a spelling that was changed.
  uint32_t lookup_guess(std::string_view form) const {
    if (form.size() > kMaxFormBytes) return kMissing;
    const uint64_t key = word_key(form);
    if (!may_be_word(rules_.word_filter, key)) return kMissing;
    return guessed_value(rules_.words, rules_.pool.data(), form, key);
  }

  // Of a squeezed form, `written` is the word as it stands: the stem of dosennya is not dose.
  uint32_t lookup_stem(std::string_view form, std::string_view written = {}) const {
    for (size_t step = 0;; ++step) {
      std::string_view stem = without_clitic(form, step);
      if (stem.empty()) return kMissing;
      if (!written.empty() && parts_at_seam(written, form, stem)) continue;
      if (uint32_t value = lookup_guess(stem)) return value;
    }
  }

  const Ruleset& rules_;
  std::string& buffer_;
};

// Field by field: what was just written in small pieces is slow to read in large ones.
inline void add_term(const Ruleset& rules, Terms& out, const Term& term) {
  __builtin_prefetch(&rules.classes[term.word_class]);
  Term& added = out.list.emplace_back();
  added.word_class = term.word_class;
  added.token = term.token;
  added.types = term.types;
  added.step = term.step;
  added.sentence_start = term.sentence_start;
  added.transparent = term.transparent;
  added.more_tokens = term.more_tokens;
}

// The number of "3hari", which is read as two words.
void add_number(const Ruleset& rules, std::string_view word, std::string_view unit, Term& term, Terms& out) {
  const std::string_view number = word.substr(0, word.size() - unit.size());
  const TokenTypes of_token = term.types;
  term.types |= TokenType::number;
  term.word_class = one_class(find_word(rules.words, rules.pool.data(), number, word_key(number)));
  term.step = term.word_class == kMissing ? WordStep::unknown : WordStep::as_written;
  add_term(rules, out, term);
  term.types = of_token;
  term.sentence_start = false;
}

// The parts that words play, of which that of a filler makes it transparent; and where sentences begin. Asked of all
// terms at the end, when their classes have come from memory.
Roles add_roles(const Ruleset& rules, Terms& terms) {
  terms.sentence_starts.assign(terms.list.size() / 64 + 1, 0);
  terms.stand_ins = false;
  Roles all;
  for (size_t i = 0; i < terms.list.size(); ++i) {
    Term& term = terms.list[i];
    const WordClass& word_class = rules.classes[term.word_class];
    term.roles = Roles::from_raw(word_class.roles);
    all |= term.roles;
    term.transparent |= term.roles.has(Role::filler);
    terms.sentence_starts[i / 64] |= uint64_t{term.sentence_start} << (i % 64);
    terms.stand_ins |= (term.step == WordStep::leet) | (term.step == WordStep::masked);
    __builtin_prefetch(rules.atoms.data() + word_class.atoms.begin);
    __builtin_prefetch(rules.postings.data() + word_class.waiting.begin);
    __builtin_prefetch(rules.postings.data() + word_class.waiting.begin + 8);
  }
  return all;
}

// Disguised words may look like a gambling site's code, and must not count as one. Signs in a word are another matter:
// rules that ask for @evaded look at the signs.
constexpr TokenTypes kLooksOfCode = {TokenType::brandcode, TokenType::code};
constexpr Evasions kSigns = {Evasion::masked, Evasion::leet};

// Whether the sign at `i` parts a word from what follows, without a blank on either side.
bool parts_word(const Text& text, uint32_t i) {
  return i > 0 && i + 1 < text.tokens.size() && text.tokens[i].flags.has(TokenFlag::glued) &&
         text.tokens[i + 1].flags.has(TokenFlag::glued) && text.tokens[i - 1].kind == TokenKind::word;
}

// Whether a star stands for the first letter of the word at `i`: *sshole, but not *bold*.
bool is_headless(const Text& text, uint32_t i) {
  const auto star = [&](uint32_t at) {
    return text.tokens[at].kind == TokenKind::punctuation && text.word(text.tokens[at]) == "*";
  };
  if (!text.tokens[i].flags.has(TokenFlag::glued) || i == 0 || !star(i - 1)) return false;
  return i + 1 == text.tokens.size() || !star(i + 1);
}

// Whether the token at `i` is "di" and a plain word follows it: a passive written as two words, or a place.
bool may_be_parted_passive(const Text& text, uint32_t i) {
  constexpr TokenFlags kApart = {TokenFlag::glued, TokenFlag::sentence_start, TokenFlag::after_comma,
                                 TokenFlag::has_digit, TokenFlag::has_symbol};
  if (text.tokens[i].kind != TokenKind::word || text.word(text.tokens[i]) != kPassive) return false;
  return i + 1 < text.tokens.size() && text.tokens[i + 1].kind == TokenKind::word &&
         !text.tokens[i + 1].flags.any_of(kApart);
}

// Puts the words of a disguise in the place of the terms that its tokens have given.
void add_disguised(const Ruleset& rules, const Text& text, const DisguiseReader::Found& found, Terms& out,
                   bool sentence_start = false) {
  Term term{0, found.first, {}, {}, found.step, sentence_start, false, static_cast<uint8_t>(found.last - found.first)};
  while (!out.list.empty() && out.list.back().token >= found.first) {
    term.sentence_start = out.list.back().sentence_start;
    out.list.pop_back();
  }
  Evasions evasions;
  for (uint32_t i = found.first; i <= found.last; ++i) {
    term.types |= text.tokens[i].types;
    evasions |= text.tokens[i].evasions;
  }
  term.types.remove(kLooksOfCode);
  if (!evasions.any_of(kSigns)) term.types.remove(TokenType::evaded);
  for (uint32_t i = 0; i < found.count; ++i) {
    term.word_class = found.classes[i];
    add_term(rules, out, term);
    term.sentence_start = false;
  }
}

}  // namespace

Evasions tricks_of(const Text& text, const Term& term) {
  Evasions out;
  for (uint32_t i = term.token; i <= term.token + term.more_tokens; ++i) out |= text.tokens[i].evasions;
  if (term.step == WordStep::leet) out |= Evasion::leet;
  if (term.step == WordStep::masked) out |= Evasion::masked;
  return out;
}

Evasions tricks_in(const Text& text, const Terms& terms) {
  Evasions out = text.evasions;
  if (terms.stand_ins)
    for (const Term& term : terms.list) out |= tricks_of(text, term);
  return out;
}

uint32_t evaded_words(const Text& text, const Terms& terms, Evasions tricks) {
  uint32_t count = 0;
  uint32_t after = 0;  // terms of one token stand next to each other
  for (const Term& term : terms.list) {
    if (term.token < after || !tricks_of(text, term).any_of(tricks)) continue;
    after = term.token + term.more_tokens + 1;
    count++;
  }
  return count;
}

std::string_view step_name(WordStep step) { return kStepNames[static_cast<size_t>(step)]; }

uint32_t find_prefix(const Ruleset& rules, std::string_view word) {
  const Settings& settings = rules.settings();
  if (word.size() < 3) return 0;
  const uint32_t bit = prefix_bit(word.data());
  if (!((settings.prefix_filter[bit >> 6] >> (bit & 63u)) & 1u)) return 0;
  for (size_t length = std::min(word.size(), kMostPrefixBytes); length >= 3; --length) {
    if (!((settings.prefix_lengths >> length) & 1u)) continue;
    if (const WordSlot* slot = find_word(rules.prefixes, rules.pool.data(), word.substr(0, length))) return slot->value;
  }
  return 0;
}

void find_terms(const Ruleset& rules, const Text& text, Terms& out) {
  out.list.clear();
  Finder finder(rules, out.buffer);
  DisguiseReader disguises(rules, text, out.buffer);
  fetch_keys(rules, text, out.keys);
  DisguiseReader::Found found;
  uint32_t free = 0;  // tokens before this belong to a disguised word
  bool sentence_start = true;
  TokenFlags flags;
  for (uint32_t i = 0; i < text.tokens.size(); ++i) {
    const Token& token = text.tokens[i];
    flags |= token.flags;
    sentence_start = sentence_start || token.flags.has(TokenFlag::sentence_start);
    if (token.kind == TokenKind::punctuation || token.kind == TokenKind::emoji) {
      if (parts_word(text, i) && i > free && disguises.read_parted(i - 1, found)) {
        add_disguised(rules, text, found, out);
        i = found.last;
        free = i + 1;
        continue;
      }
      if (token.kind == TokenKind::punctuation) continue;
    }

    if (may_be_parted_passive(text, i))
      if (const uint32_t passive = finder.find_parted_passive(text.word(text.tokens[i + 1]))) {
        const TokenTypes types = token.types | text.tokens[i + 1].types;
        add_term(rules, out, {passive, i, types, {}, WordStep::rejoined, sentence_start, false, 1});
        sentence_start = false;
        free = ++i + 1;
        continue;
      }

    Term term{0, i, token.types, {}, WordStep::unknown, sentence_start, false, 0};
    WordStep step = WordStep::unknown;
    uint32_t value = kMissing;
    bool disguised = false;
    bool parted = false;
    switch (token.kind) {
      case TokenKind::emoji:
        term.transparent = true;
        break;
      case TokenKind::mention:
        term.transparent = true;
        disguised = disguises.read_mention(i, free, found);
        break;
      case TokenKind::url:
      case TokenKind::email:
        break;
      default:
        if (token.flags.has(TokenFlag::has_digit))
          if (const std::string_view unit = finder.unit_of(text.word(token), out.keys[i]); !unit.empty()) {
            add_number(rules, text.word(token), unit, term, out);
            value = finder.find(unit, word_key(unit), {}, term.step);
            break;
          }
        value = token.flags.has(TokenFlag::apostrophe_s) && text.word(token).ends_with('s')
                    ? finder.find_owner(text.word(token), out.keys[i], token.flags, step, parted)
                    : finder.find(text.word(token), out.keys[i], token.flags, step);
        term.step = step;
        if (value == kMissing || is_headless(text, i)) disguised = disguises.read(i, free, found);
    }
    if (disguised) {
      add_disguised(rules, text, found, out, sentence_start);
      sentence_start = false;
      i = found.last;
      free = i + 1;
      continue;
    }
    sentence_start = false;
    const bool expands = (value & kExpansion) != 0;
    const uint32_t* first = expands ? &rules.expansions[(value & ~kExpansion) + 1] : &value;
    uint32_t count = expands ? rules.expansions[value & ~kExpansion] : 1;
    // A word written with a 2 stands twice: "hati2" is "hati hati".
    if (term.step == WordStep::doubled && !expands) {
      term.word_class = value;
      add_term(rules, out, term);
      term.sentence_start = false;
    }
    for (uint32_t k = 0; k < count; ++k) {
      term.word_class = first[k];
      add_term(rules, out, term);
      term.sentence_start = false;
    }
    if (!parted) continue;
    term.word_class = finder.find_is();
    term.step = WordStep::clitic;
    term.transparent = true;
    if (term.word_class != kMissing) add_term(rules, out, term);
  }
  out.contexts = possible_contexts(text, flags, add_roles(rules, out));
}

}  // namespace pilah
