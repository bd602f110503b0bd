// SPDX-License-Identifier: Apache-2.0
// The usual bit-parallel matching keeps the set of active states of an automaton in a machine word and steps over the
// text (Navarro and Raffinot, Flexible Pattern Matching in Strings, 2002, chapter 4). Comments are short and patterns
// look at few of their words, so this turns the matrix round: a machine word holds the set of *positions* at which a
// match may go on, and one walk over the pattern's places settles all positions of the comment at once, in a few
// operations for each place. A place that matches nowhere ends the walk.
//
// What it needs is, for each atom, the set of terms that satisfy it. That is filled once for a window of 63 terms, from
// the lists of atoms that word classes carry. Longer comments are read in windows that overlap by half, so a match in
// them is found if it is at most 31 terms long, fillers included.
//
// Choices of longer branches ("tidak bisa dipakai" beside "rusak") are no places of this kind. Their branches are
// phrases: programs of their own that are found beforehand, once for all patterns that hold them, and then join the
// atoms of their sets as edges from the term where they begin to the terms behind them. So programs have no branches,
// and what a pattern waits for may be a whole phrase, which is much rarer than its words.
#include "match/phrase.h"

#include "base/search.h"

#include <algorithm>

namespace pilah {

namespace {

bool contains(std::span<const uint32_t> rising, uint32_t number) {
  const uint32_t* const at = first_without(rising, [&](uint32_t one) { return one < number; });
  return at != rising.data() + rising.size() && *at == number;
}

// Whether one word or phrase must stand at this place, and nothing else.
bool is_plain(uint32_t place) { return place >> kOperandBits <= static_cast<uint32_t>(Operation::mixed); }

}  // namespace

inline void Window::mark(std::span<const uint32_t> atoms, uint64_t bits) {
  uint64_t* const positions = positions_.data();
  for (const uint32_t *atom = atoms.data(), *const end = atom + atoms.size(); atom != end; atom += kAtomsAtOnce)
    for (size_t k = 0; k < kAtomsAtOnce; ++k) positions[atom[k]] |= bits;
}

inline void Window::unmark(std::span<const uint32_t> atoms) {
  uint64_t* const positions = positions_.data();
  for (const uint32_t *atom = atoms.data(), *const end = atom + atoms.size(); atom != end; atom += kAtomsAtOnce)
    for (size_t k = 0; k < kAtomsAtOnce; ++k) positions[atom[k]] = 0;
}

// Walks the lists that were marked once more: cheaper than to note each mark.
void Window::unload() {
  if (positions_.empty()) return;
  for (uint32_t i = 0; i < count_; ++i) unmark(slice(rules_->atoms, rules_->classes[classes_[i]].atoms));
  for (uint32_t phrase : phrases_) unmark(slice(rules_->atoms, rules_->phrases[phrase].atoms));
  for (uint32_t types = types_.raw(); types != 0; types &= types - 1)
    positions_[static_cast<unsigned>(__builtin_ctz(types))] = 0;
  positions_[kAnyAtom] = 0;
  count_ = 0;
  for (; frequent_here_ != 0; frequent_here_ &= frequent_here_ - 1)
    frequent_positions_[static_cast<unsigned>(__builtin_ctzll(frequent_here_))] = 0;
  for (; top_level_ > 0; --top_level_) waiting_[top_level_ - 1].clear();
  phrases_.clear();
  found_.clear();
  edges_.clear();
  phrase_begins_ = 0;
  phrase_ends_ = 0;
  types_ = {};
}

void Window::load(const Ruleset& rules, const Terms& terms, uint32_t first) {
  unload();
  const Settings& settings = rules.settings();
  if (positions_.size() < settings.atom_count) positions_.resize(settings.atom_count, 0);
  tried_.make_room(rules.phrases.size());
  rules_ = &rules;
  first_ = first;
  load_words(rules, terms);
  if (!rules.phrases.empty()) find_phrases(rules);
}

void Window::load_words(const Ruleset& rules, const Terms& terms) {
  const size_t left = terms.list.size() - first_;
  const uint32_t count = static_cast<uint32_t>(std::min<size_t>(kWindow, left));
  valid_ = (uint64_t{1} << count) - 1;
  sentence_starts_ = 0;
  transparent_ = 0;
  uint64_t* positions = positions_.data();
  for (uint32_t i = 0; i < count; ++i) {
    const Term& term = terms.list[first_ + i];
    const uint64_t bit = uint64_t{1} << i;
    sentence_starts_ |= uint64_t{term.sentence_start} << i;
    transparent_ |= uint64_t{term.transparent} << i;
    classes_[i] = term.word_class;
    const uint64_t is_frequent = term.word_class - 1 < kFrequentWords ? 1 : 0;
    const uint32_t word = (term.word_class - 1) % kFrequentWords;
    frequent_here_ |= is_frequent << word;
    frequent_positions_[word] |= is_frequent << i;
    mark(slice(rules.atoms, rules.classes[term.word_class].atoms), bit);
    types_ |= term.types;
    for (uint32_t types = term.types.raw(); types != 0; types &= types - 1)
      positions[static_cast<uint32_t>(__builtin_ctz(types))] |= bit;
  }
  positions[kAnyAtom] = valid_;
  sentence_ends_ = sentence_starts_ | (left == count ? uint64_t{1} << count : 0);
  behind_transparent_ = (transparent_ << 1) & ~sentence_starts_;
  count_ = count;
}

// The terms at which the next place may be taken, if it may be taken at `after` or behind what is transparent there.
//
// A place goes on to the next through a row of terms that are stepped over; adding it to the row carries it to the end,
// and what the carry has flipped is what it has passed.
inline uint64_t Window::reachable(uint64_t after) const {
  after &= ~sentence_starts_;
  const uint64_t into = (after << 1) & behind_transparent_;
  return (after | into | (behind_transparent_ & ~(behind_transparent_ + into))) & valid_;
}

inline uint64_t Window::reachable(Cursors cursors) const { return cursors.fresh | reachable(cursors.after); }

// Phrases of the first level are made of words alone, which are all loaded. Those whose rarest other words are there,
// too, are tried when their rows have come from memory.
void Window::find_phrases(const Ruleset& rules) {
  wait_at_words(rules);
  // A phrase that is found only wakes phrases of higher levels.
  for (uint32_t level = 0; level < top_level_; ++level) {
    std::vector<uint32_t>& waiting = waiting_[level];
    const Presence here = presence();
    if (pairs_.size() <= waiting.size()) pairs_.resize(2 * waiting.size() + 1);
    uint32_t* const pairs = pairs_.data();
    size_t left = 0;
    size_t pair_count = 0;
    for (uint32_t index : waiting) {
      const Phrase& phrase = rules.phrases[index];
      const size_t fresh = tried_.set_if(here.has(phrase.required[1]) & here.has(phrase.required[2]), index);
      const size_t is_pair = phrase.is_pair;
      pairs[pair_count] = index;
      pair_count += fresh & is_pair;
      waiting[left] = index;
      left += fresh & (is_pair ^ 1);
      __builtin_prefetch(&rules.code[phrase.code.begin]);
    }
    for (size_t i = 0; i < left; ++i) tried_.take_back(waiting[i]);
    for (size_t i = 0; i < pair_count; ++i) tried_.take_back(pairs[i]);
    try_pairs(rules, pair_count);
    for (size_t i = 0; i < left; ++i) try_phrase(rules, waiting[i]);
  }
}

void Window::wait_at_words(const Ruleset& rules) {
  postings_.clear();
  for (uint32_t i = 0; i < count_; ++i)
    postings_.add(slice(rules.postings, rules.classes[classes_[i]].waiting.phrases()));
  for (uint32_t types = types_.raw(); types != 0; types &= types - 1)
    postings_.add(slice(rules.postings, rules.types[static_cast<unsigned>(__builtin_ctz(types))].phrases()));
  if (sieve_.size() <= postings_.size()) sieve_.resize(2 * postings_.size() + 1);
  const Presence here = presence();
  uint32_t* const sieve = sieve_.data();
  size_t left = 0;
  postings_.each([&](const Posting& posting, uint32_t) {
    sieve[left] = posting.index;
    left += here.has(posting.other) | ((posting.index & kHigherPhrase) != 0);
  });
  for (size_t i = 0; i < left; ++i) wait(rules, sieve[i]);
}

// Notes a phrase, which is tried with those of its level.
void Window::wait(const Ruleset& rules, uint32_t posted) {
  const uint32_t index = posted & ~kHigherPhrase;
  const uint32_t level = posted & kHigherPhrase ? rules.phrases[index].level : 0;
  __builtin_prefetch(&rules.phrases[index]);
  waiting_[level].push_back(index);
  top_level_ = std::max(top_level_, level + 1);
}

// Nearly all phrases are two words. One in five of them is found, and none can tell which: those are listed first.
void Window::try_pairs(const Ruleset& rules, size_t count) {
  uint32_t* const pairs = pairs_.data();
  size_t found = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t* const code = &rules.code[rules.phrases[pairs[i]].code.begin];
    pairs[found] = pairs[i];
    found += (reachable(positions(code[0]) << 1) & positions(code[1])) != 0;
  }
  for (size_t i = 0; i < found; ++i) {
    const uint32_t* const code = &rules.code[rules.phrases[pairs[i]].code.begin];
    const size_t first = edges_.size();
    const uint64_t second = positions(code[1]);
    uint64_t begins = 0;
    for (uint64_t starts = positions(code[0]); starts != 0; starts &= starts - 1) {
      const uint64_t begin = starts & -starts;
      const uint64_t ends = (reachable(begin << 1) & second) << 1;
      if (ends == 0) continue;
      begins |= begin;
      edges_.push_back({begin, ends});
    }
    add(rules, pairs[i], first, begins);
  }
}

void Window::try_phrase(const Ruleset& rules, uint32_t index) {
  const std::span<const uint32_t> code = slice(rules.code, rules.phrases[index].code);
  uint64_t starts = begins(code[0]);
  if (starts == 0 || run(code, starts) == 0) return;
  const size_t first = edges_.size();
  uint64_t begins = 0;
  for (; starts != 0; starts &= starts - 1) {
    const uint64_t begin = starts & -starts;
    const uint64_t ends = run(code, begin);
    if (ends == 0) continue;
    begins |= begin;
    edges_.push_back({begin, ends});
  }
  add(rules, index, first, begins);
}

// Takes the edges from `first_edge` on, which begin at `begins`, for those of a phrase, and wakes what waits for it.
void Window::add(const Ruleset& rules, uint32_t index, size_t first_edge, uint64_t begins) {
  const Phrase& phrase = rules.phrases[index];
  Found& found = found_.emplace_back();
  found.begins = begins;
  found.atom_bits = phrase.atom_bits;
  found.first = static_cast<uint32_t>(first_edge);
  found.last = static_cast<uint32_t>(edges_.size());
  for (size_t edge = first_edge; edge < edges_.size(); ++edge) phrase_ends_ |= edges_[edge].ends;
  phrases_.push_back(index);
  if (likely_.size() < found_.size()) likely_.resize(2 * found_.size());
  mark(slice(rules.atoms, phrase.atoms), begins);
  phrase_begins_ |= begins;
  for (const Posting& posting : slice(rules.postings, phrase.waiting.phrases())) wait(rules, posting.index);
}

// Whether the word at a term satisfies an atom without any phrase.
bool Window::is_word_of(uint32_t term, uint32_t atom) const {
  const uint32_t word_class = classes_[term];
  if (word_class - 1 < kFrequentWords) return ((rules_->frequent[atom] >> (word_class - 1)) & 1u) != 0;
  return contains(slice(rules_->atoms, rules_->classes[word_class].atoms), atom);
}

// The terms behind what satisfies a mixed atom at the terms `at`. Phrases begin at few of them.
inline uint64_t Window::run_edges(uint32_t atom, uint64_t at) const {
  return (at & phrase_begins_) == 0 ? at << 1 : run_phrases(atom, at);
}

uint64_t Window::run_phrases(uint32_t atom, uint64_t at) const {
  uint64_t ends = 0;
  uint64_t phrased = 0;
  size_t likely = 0;
  for (size_t i = 0; i < found_.size(); ++i) {
    likely_[likely] = static_cast<uint32_t>(i);
    likely += ((at & found_[i].begins) != 0) & ((atom_bit(atom) & found_[i].atom_bits) != 0);
  }
  for (size_t i = 0; i < likely; ++i) {
    const Found& found = found_[likely_[i]];
    if (!contains(slice(rules_->atoms, rules_->phrases[phrases_[likely_[i]]].atoms), atom)) continue;
    phrased |= at & found.begins;
    for (uint32_t edge = found.first; edge < found.last; ++edge)
      ends |= edges_[edge].ends & -uint64_t{(at & edges_[edge].begin) != 0};
  }
  uint64_t words = at & ~phrased;
  for (; phrased != 0; phrased &= phrased - 1)
    if (is_word_of(static_cast<uint32_t>(__builtin_ctzll(phrased)), atom)) words |= phrased & -phrased;
  return ends | words << 1;
}

// Over so many words as the gap's operand says: at least its high byte, at most its low one. Always four at a time, as
// nobody can foresee how many; where no term is transparent a word is a step to the left, and most comments are so.
inline Window::Cursors Window::run_gap(uint32_t operand, Cursors cursors) const {
  constexpr uint32_t kWordsAtOnce = 4;
  const uint32_t least = operand >> 8;
  const uint32_t most = operand & 0xff;
  Cursors reached = least == 0 ? cursors : Cursors{};
  uint64_t after = reachable(cursors) << 1;
  for (uint32_t words = 1; words < least; ++words) after = reachable(after) << 1;
  const uint32_t further = most - std::max(least, 1u);
  if (behind_transparent_ == 0) {
    const uint64_t inside = ~sentence_starts_ & valid_;
    for (uint32_t words = 0; words < further; words += kWordsAtOnce)
      for (uint32_t i = words; i < words + kWordsAtOnce; ++i) after |= ((after & inside) << 1) & -uint64_t{i < further};
  } else {
    for (uint32_t words = 0; words < further; words += kWordsAtOnce)
      for (uint32_t i = words; i < words + kWordsAtOnce; ++i) after |= (reachable(after) << 1) & -uint64_t{i < further};
  }
  reached.after |= after;
  return reached;
}

// Terms outside which no match of a program begins whose first place is `place`.
uint64_t Window::begins(uint32_t place) const { return is_plain(place) ? positions(place & kOperandMask) : valid_; }

// The ends of the matches that begin at `starts`, which are among begins(code[0]).
uint64_t Window::run(std::span<const uint32_t> code, uint64_t starts) const {
  const uint32_t* place = code.data();
  const uint32_t* end = place + code.size();
  if (!is_plain(*place)) return run_from(code, {starts, 0}).after;
  uint64_t after = *place >> kOperandBits == static_cast<uint32_t>(Operation::word)
                       ? starts << 1
                       : run_edges(*place & kOperandMask, starts);
  // Most programs are words and gaps from here on.
  for (++place; place != end && after != 0; ++place) {
    const uint32_t operand = *place & kOperandMask;
    switch (*place >> kOperandBits) {
      case static_cast<uint32_t>(Operation::word):
        after = (reachable(after) & positions(operand)) << 1;
        break;
      case static_cast<uint32_t>(Operation::gap):
        after = run_gap(operand, {0, after}).after;
        break;
      default:
        return run_from({place, end}, {0, after}).after;
    }
  }
  return after;
}

// The same from any place on, with all that programs may hold.
Window::Cursors Window::run_from(std::span<const uint32_t> code, Cursors cursors) const {
  for (uint32_t place : code) {
    const uint32_t operand = place & kOperandMask;
    Cursors next;
    switch (operation_of(place)) {
      case Operation::word:
        next.after = (reachable(cursors) & positions(operand)) << 1;
        break;
      case Operation::mixed: {
        const uint64_t at = reachable(cursors) & positions(operand);
        if (at != 0) next.after = run_edges(operand, at);
        break;
      }
      case Operation::gap:
        next = run_gap(operand, cursors);
        break;
      case Operation::end:
        next.after = (cursors.after | (reachable(cursors.after) & transparent_) << 1) & sentence_ends_;
        break;
    }
    if (place & kOptionalPlace) {
      next.fresh |= cursors.fresh;
      next.after |= cursors.after;
    }
    if (next.empty()) return {};
    cursors = next;
  }
  return cursors;
}

bool Window::may_match(const Ruleset& rules, Slice code) const {
  const uint32_t* const place = &rules.code[code.begin];
  const uint32_t is_gap = place[1] >> kOperandBits == static_cast<uint32_t>(Operation::gap);
  const uint32_t next = place[1 + is_gap];
  const bool tells = (code.count > 1 + is_gap) & is_plain(place[0]) & is_plain(next);
  const uint64_t first = positions(tells ? place[0] & kOperandMask : kAnyAtom);
  const uint64_t second = positions(tells ? next & kOperandMask : kAnyAtom);
  const uint64_t after = first << 1 | (phrase_ends_ & -uint64_t{(first & phrase_begins_) != 0});
  const uint64_t sentence = ~sentence_starts_ & valid_;
  const uint64_t behind = after & sentence;
  const uint64_t anywhere = behind | (sentence & ~(sentence + behind));
  const uint64_t over_gap = -uint64_t{is_gap};
  const uint64_t reached = (anywhere & over_gap) | (reachable(after) & ~over_gap);
  return (first != 0) & (!tells | ((reached & second) != 0));
}

bool Window::find(std::span<const uint32_t> places, uint64_t starts, TermRange& found) const {
  if (places.size() == 1 && places[0] >> kOperandBits == static_cast<uint32_t>(Operation::word)) {
    found.first = first_ + static_cast<uint32_t>(__builtin_ctzll(starts));
    found.last = found.first + 1;
    return true;
  }
  uint64_t ends = run(places, starts);
  if (ends == 0) return false;
  // Something matches: now the leftmost beginning, of which there are few.
  if ((starts & (starts - 1)) != 0) {
    for (;; starts &= starts - 1) {
      ends = run(places, starts & -starts);
      if (ends != 0) break;
    }
  }
  found.first = first_ + static_cast<uint32_t>(__builtin_ctzll(starts));
  found.last = first_ + static_cast<uint32_t>(__builtin_ctzll(ends));
  return true;
}

}  // namespace pilah
