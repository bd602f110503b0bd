// SPDX-License-Identifier: Apache-2.0
// One walk over the terms, then one over the phrases found in them. Each word's class names the patterns that wait for
// it; most name none, and of those that are named most lack some other word that they cannot do without.
#include "match/match.h"

#include <algorithm>
#include <bit>

namespace pilah {

namespace {

constexpr uint32_t kHalfWindow = kWindow / 2;

// A window knows its rules, which may be gone when the next comment comes.
struct Unload {
  Window& window;
  ~Unload() { window.unload(); }
};

// The terms that a range of folded bytes touches.
TermRange terms_of(const Text& text, const Terms& terms, Range folded) {
  auto first = std::partition_point(terms.list.begin(), terms.list.end(),
                                    [&](const Term& t) { return text.tokens[t.token].folded.end <= folded.begin; });
  auto last = std::partition_point(first, terms.list.end(),
                                   [&](const Term& t) { return text.tokens[t.token].folded.begin < folded.end; });
  return {static_cast<uint32_t>(first - terms.list.begin()), static_cast<uint32_t>(last - terms.list.begin())};
}

}  // namespace

// Loads the window that begins at term `first`; false if it is the last one. Matches that begin in its second half are
// left to the next window, unless there is none.
bool Matcher::load_window(const Ruleset& rules, const Terms& terms, uint32_t first) {
  window_.load(rules, terms, first);
  const bool more = first + window_.count() < terms.list.size();
  starts_ = more ? (uint64_t{1} << kHalfWindow) - 1 : ~uint64_t{0};
  return more;
}

// Puts into waiting_ the patterns of postings_ whose other atom is in the window; returns how many there are.
// Nothing here branches on what a posting says: about a third of them pass, and none can tell which.
size_t Matcher::sift() {
  if (waiting_.size() <= postings_.size()) waiting_.resize(2 * postings_.size() + 1);
  const Presence here = window_.presence();
  uint32_t* const waiting = waiting_.data();
  size_t left = 0;
  postings_.each([&](const Posting& posting, uint32_t) {
    waiting[left] = posting.index;
    left += here.has(posting.other);
  });
  return left;
}

// Lists the patterns that may match: what each waits for and its two rarest other words are in the window.
size_t Matcher::list_waiting(const Ruleset& rules, Field field, const Terms& terms) {
  postings_.clear();
  const auto add = [&](const Waiting& waiting) { postings_.add(slice(rules.postings, waiting.patterns())); };
  for (uint32_t i = 0; i < window_.count(); ++i) add(rules.classes[terms.list[window_.first() + i].word_class].waiting);
  for (uint32_t types = window_.types().raw(); types != 0; types &= types - 1)
    add(rules.types[static_cast<unsigned>(__builtin_ctz(types))]);
  for (uint32_t phrase : window_.phrases()) add(rules.phrases[phrase].waiting);
  const size_t found = sift();
  for (size_t i = 0; i < found; ++i) __builtin_prefetch(&rules.patterns[waiting_[i]]);
  tried_.make_room(rules.patterns.size());
  const Presence here = window_.presence();
  uint32_t* waiting = waiting_.data();
  size_t left = 0;
  for (size_t i = 0; i < found; ++i) {
    const uint32_t index = waiting[i];
    const Pattern& pattern = rules.patterns[index];
    waiting[left] = index;
    left += tried_.set_if((pattern.field == field) & here.has(pattern.required[2]), index);
    __builtin_prefetch(&rules.code[pattern.code.begin]);
    __builtin_prefetch(&rules.rules[pattern.rule]);
  }
  for (size_t i = 0; i < left; ++i) tried_.take_back(waiting[i]);
  return leave_likely(rules, left);
}

// Leaves, of the first `count` of waiting_, the patterns that may match.
size_t Matcher::leave_likely(const Ruleset& rules, size_t count) {
  uint32_t* waiting = waiting_.data();
  size_t left = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t index = waiting[i];
    waiting[left] = index;
    left += window_.may_match(rules, rules.patterns[index].code);
  }
  return left;
}

// Written where it stays: a copy would be read in wider pieces than it was just written in, which takes long.
inline void Matcher::add_hit(const Ruleset& rules, uint32_t pattern, TermRange terms) {
  const Pattern& from = rules.patterns[pattern];
  Hit& hit = (from.use == PatternUse::any ? hits : exceptions).emplace_back();
  hit.rule = from.rule;
  hit.pattern = pattern;
  hit.place = from.place;
  hit.points = from.points;
  hit.terms = terms;
}

// All matches of one pattern in the window that do not overlap.
void Matcher::try_pattern(const Ruleset& rules, uint32_t index) {
  const Pattern& pattern = rules.patterns[index];
  const std::span<const uint32_t> code = slice(rules.code, pattern.code);
  uint64_t starts = starts_ & window_.begins(code[0]);
  TermRange found;
  while (starts != 0 && window_.find(code, starts, found)) {
    if (pattern.use == PatternUse::needs) {
      regex_rules_.push_back(pattern.rule);
      return;
    }
    add_hit(rules, index, found);
    const uint32_t next = found.last - window_.first();
    starts = next < kWindow ? starts & (~uint64_t{0} << next) : 0;
  }
}

// Patterns that a phrase of the window matches by itself.
void Matcher::hit_phrases(const Ruleset& rules, Field field) {
  for (size_t i = 0; i < window_.phrases().size(); ++i)
    for (const Posting& posting : slice(rules.postings, rules.phrases[window_.phrases()[i]].waiting.alone())) {
      const Pattern& pattern = rules.patterns[posting.index];
      if (pattern.field != field) continue;
      for (const Window::Edge& edge : window_.edges(i)) {
        if ((edge.begin & starts_) == 0) continue;
        const TermRange terms{window_.first() + static_cast<uint32_t>(std::countr_zero(edge.begin)),
                              window_.first() + static_cast<uint32_t>(std::countr_zero(edge.ends))};
        add_hit(rules, posting.index, terms);
      }
    }
}

// Patterns of one word need no window: the word's class names them.
void Matcher::hit_words(const Ruleset& rules, Field field, const Terms& terms) {
  postings_.clear();
  for (uint32_t i = 0; i < terms.list.size(); ++i)
    postings_.add(slice(rules.postings, rules.classes[terms.list[i].word_class].waiting.alone()), i);
  postings_.each([&](const Posting& posting, uint32_t term) {
    if (rules.patterns[posting.index].field == field) add_hit(rules, posting.index, {term, term + 1});
  });
}

void Matcher::find_hits(const Ruleset& rules, Field field, const Terms& terms) {
  hit_words(rules, field, terms);
  for (uint32_t first = 0, more = 1; more; first += kHalfWindow) {
    more = load_window(rules, terms, first);
    hit_phrases(rules, field);
    const size_t left = list_waiting(rules, field, terms);
    for (size_t i = 0; i < left; ++i) try_pattern(rules, waiting_[i]);
  }
}

// Those that look at the same are run together: nearly always none of them matches, which one walk for all tells.
void Matcher::run_regexes(const Ruleset& rules, const Regexes& regexes, const Text& text, const Terms& terms) {
  const Evasions tricks = tricks_in(text, terms);
  std::erase_if(regex_rules_, [&](uint32_t index) {
    const Rule& rule = rules.rules[index];
    return rule.regex == 0 /* of a forged image */ ||
           (rule.evades != 0 && !tricks.any_of(Evasions::from_raw(rule.evades)));
  });
  const auto looks_at = [&](uint32_t rule) { return rules.regexes[rules.rules[rule].regex - 1].token; };
  std::sort(regex_rules_.begin(), regex_rules_.end(),
            [&](uint32_t a, uint32_t b) { return looks_at(a) != looks_at(b) ? looks_at(a) < looks_at(b) : a < b; });
  regex_rules_.erase(std::unique(regex_rules_.begin(), regex_rules_.end()), regex_rules_.end());
  for (std::span<const uint32_t> left(regex_rules_); !left.empty();) {
    const uint32_t token = looks_at(left[0]);
    size_t count = 1;
    while (count < left.size() && looks_at(left[count]) == token) ++count;
    if (token == 0)
      run_on_text(rules, regexes, left.first(count), text, terms);
    else
      run_on_tokens(rules, regexes, left.first(count), text, terms);
    left = left.subspan(count);
  }
}

void Matcher::run_on_text(const Ruleset& rules, const Regexes& regexes, std::span<const uint32_t> asked,
                          const Text& text, const Terms& terms) {
  if (asked.size() > 1 && !regexes.any_matches(0, text.folded)) return;
  for (uint32_t rule : asked) {
    Range found;
    if (regexes.find(rules.rules[rule].regex - 1, text.folded, found))
      hits.push_back({rule, kRegexHit, rule, rules.rules[rule].points, terms_of(text, terms, found), found});
  }
}

// A hit on a token is the token. The sign before a hashtag or handle belongs to what is looked at.
void Matcher::run_on_tokens(const Ruleset& rules, const Regexes& regexes, std::span<const uint32_t> asked,
                            const Text& text, const Terms& terms) {
  const uint32_t token = rules.regexes[rules.rules[asked[0]].regex - 1].token;
  const TokenType type = static_cast<TokenType>(token - 1);
  for (uint32_t i = 0; i < terms.list.size(); ++i) {
    if (!terms.list[i].types.has(type)) continue;
    const Range folded = text.tokens[terms.list[i].token].folded;
    const bool sign =
        folded.begin > 0 && (text.folded[folded.begin - 1] == '#' || text.folded[folded.begin - 1] == '@');
    const size_t begin = folded.begin - (sign ? 1 : 0);
    const std::string_view bytes = std::string_view(text.folded).substr(begin, folded.end - begin);
    if (asked.size() > 1 && !regexes.any_matches(token, bytes)) continue;
    for (uint32_t rule : asked) {
      Range found;
      if (regexes.find(rules.rules[rule].regex - 1, bytes, found))
        hits.push_back({rule, kRegexHit, rule, rules.rules[rule].points, {i, i + 1}, folded});
    }
  }
}

// Most rules have no hit, so looking for exceptions of all of them would be most of the work.
void Matcher::find_exceptions(const Ruleset& rules, const Terms& terms) {
  if (hits.empty()) return;
  hit_rules_.resize(hits.size());
  tried_.make_room(rules.rules.size());
  size_t count = 0;
  for (const Hit& hit : hits) {
    const Slice unless = rules.rules[hit.rule].exceptions;
    __builtin_prefetch(rules.postings.data() + unless.begin);
    hit_rules_[count] = hit.rule;
    count += tried_.set_if(unless.count != 0, hit.rule);
  }
  hit_rules_.resize(count);
  for (uint32_t rule : hit_rules_) tried_.take_back(rule);
  if (count == 0) return;
  const bool loaded = terms.list.size() <= kWindow;
  for (uint32_t first = 0, more = 1; more; first += kHalfWindow) {
    more = loaded ? 0 : load_window(rules, terms, first);
    const size_t left = sift_exceptions(rules);
    for (size_t i = 0; i < left; ++i) try_pattern(rules, waiting_[i]);
  }
}

// Lists the exceptions of the rules with hits that may match.
size_t Matcher::sift_exceptions(const Ruleset& rules) {
  postings_.clear();
  for (uint32_t rule : hit_rules_) postings_.add(slice(rules.postings, rules.rules[rule].exceptions));
  const size_t found = sift();
  const Presence here = window_.presence();
  uint32_t* waiting = waiting_.data();
  size_t left = 0;
  for (size_t i = 0; i < found; ++i) {
    const uint32_t index = waiting[i];
    waiting[left] = index;
    left += here.has_all(rules.patterns[index].required);
  }
  return leave_likely(rules, left);
}

void Matcher::find(const Ruleset& rules, const Regexes& regexes, Field field, const Text& text, const Terms& terms) {
  hits.clear();
  exceptions.clear();
  regex_rules_.clear();
  if (terms.list.empty()) return;
  const Unload unload{window_};
  find_hits(rules, field, terms);
  run_regexes(rules, regexes, text, terms);
  find_exceptions(rules, terms);
}

}  // namespace pilah
