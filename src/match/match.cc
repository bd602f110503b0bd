// SPDX-License-Identifier: Apache-2.0
// One walk over the terms. Each word's class names the patterns that wait for it; most name none, and of those that are named most
// lack some other word that they cannot do without.
#include "match/match.h"

#include <algorithm>

namespace pilah {

namespace {

// The terms that a range of folded bytes touches.
TermRange terms_of(const Text& text, const Terms& terms, Range folded) {
  auto first = std::partition_point(terms.list.begin(), terms.list.end(),
                                    [&](const Term& t) { return text.tokens[t.token].folded.end <= folded.begin; });
  auto last = std::partition_point(first, terms.list.end(),
                                   [&](const Term& t) { return text.tokens[t.token].folded.begin < folded.end; });
  return {static_cast<uint32_t>(first - terms.list.begin()), static_cast<uint32_t>(last - terms.list.begin())};
}

}  // namespace

bool Matcher::has_required(const Ruleset& rules, const Pattern& pattern) const {
  for (uint32_t i = 0; i < pattern.required_count; ++i)
    if (window_.positions(rules.required[pattern.required + i]) == 0) return false;
  return true;
}

void Matcher::try_patterns(const Ruleset& rules, Field field, Slice postings, uint64_t starts) {
  for (const Posting& posting : slice(rules.postings, postings)) {
    if (window_.positions(posting.other) == 0) continue;
    const Pattern& pattern = rules.patterns[posting.pattern];
    if (!has_required(rules, pattern) || pattern.field != field || tried_[posting.pattern] == round_) continue;
    tried_[posting.pattern] = round_;
    try_pattern(rules, posting.pattern, starts);
  }
}

// All matches of one pattern in the window that begin at `starts` and do not overlap.
void Matcher::try_pattern(const Ruleset& rules, uint32_t index, uint64_t starts) {
  const Pattern& pattern = rules.patterns[index];
  TermRange found;
  while (starts != 0 && window_.find(rules, pattern, starts, found)) {
    if (pattern.use == PatternUse::needs) {
      regex_rules_.push_back(pattern.rule);
      return;
    }
    (pattern.use == PatternUse::any ? hits : exceptions).push_back({pattern.rule, index, found, {}});
    const uint32_t next = found.last - window_.first();
    starts = next < kWindow ? starts & (~uint64_t{0} << next) : 0;
  }
}

void Matcher::find(const Ruleset& rules, const Regexes& regexes, Field field, const Text& text, const Terms& terms) {
  hits.clear();
  exceptions.clear();
  regex_rules_.clear();
  if (tried_.size() < rules.patterns.size()) tried_.resize(rules.patterns.size(), 0);

  constexpr uint32_t kHalf = kWindow / 2;
  for (uint32_t first = 0; first < terms.list.size(); first += kHalf) {
    window_.load(rules, terms, first);
    if (++round_ == 0) {  // after 2^32 windows the old rounds would look new
      std::fill(tried_.begin(), tried_.end(), 0);
      round_ = 1;
    }
    // Matches that begin in the second half belong to the next window, unless there is none.
    const bool last = first + window_.count() == terms.list.size();
    const uint64_t starts = last ? ~uint64_t{0} : (uint64_t{1} << kHalf) - 1;
    for (uint32_t i = 0; i < window_.count(); ++i) {
      const Term& term = terms.list[first + i];
      try_patterns(rules, field, rules.classes[term.word_class].postings, starts);
      for (uint32_t types = term.types.raw(); types != 0; types &= types - 1)
        try_patterns(rules, field, rules.type_postings[static_cast<unsigned>(__builtin_ctz(types))], starts);
    }
    if (last) break;
  }

  std::sort(regex_rules_.begin(), regex_rules_.end());
  regex_rules_.erase(std::unique(regex_rules_.begin(), regex_rules_.end()), regex_rules_.end());
  for (uint32_t rule : regex_rules_) {
    Range found;
    const uint32_t regex = rules.rules[rule].regex;
    if (regex != 0 && regexes.find(regex - 1, text.folded, found))
      hits.push_back({rule, kRegexHit, terms_of(text, terms, found), found});
  }
}

}  // namespace pilah
