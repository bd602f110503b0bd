// SPDX-License-Identifier: Apache-2.0
// One walk over the terms. Each word's class names the patterns that wait for it; most name none.
#include "match/match.h"

#include <algorithm>

namespace pilah {

namespace {

class Matcher {
public:
  Matcher(const Ruleset& rules, Field field, const Terms& terms, Hits& out)
      : rules_(rules), field_(field), terms_(terms), out_(out) {}

  void try_patterns(Slice postings, uint32_t at) {
    for (uint32_t index : slice(rules_.postings, postings)) {
      const Pattern& pattern = rules_.patterns[index];
      if ((pattern.required & ~terms_.signature) != 0 || pattern.field != field_) continue;
      TermRange found;
      if (match_around(rules_, pattern, terms_, at, found)) add(index, pattern, found);
    }
  }

private:
  void add(uint32_t index, const Pattern& pattern, TermRange found) {
    if (pattern.use == PatternUse::needs) {
      out_.regexes.push_back(pattern.rule);
      return;
    }
    std::vector<Hit>& list = pattern.use == PatternUse::any ? out_.list : out_.exceptions;
    // Several anchors of one pattern may lead to the same match.
    if (!list.empty() && list.back().pattern == index && list.back().terms.first == found.first) return;
    list.push_back({pattern.rule, index, found, {}});
  }

  const Ruleset& rules_;
  const Field field_;
  const Terms& terms_;
  Hits& out_;
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

void find_hits(const Ruleset& rules, const Regexes& regexes, Field field, const Text& text, const Terms& terms, Hits& out) {
  out.regexes.clear();
  Matcher matcher(rules, field, terms, out);
  for (uint32_t at = 0; at < terms.list.size(); ++at) {
    const Term& term = terms.list[at];
    matcher.try_patterns(rules.classes[term.word_class].postings, at);
    for (uint32_t types = term.types.raw(); types != 0; types &= types - 1)
      matcher.try_patterns(rules.type_postings[static_cast<unsigned>(__builtin_ctz(types))], at);
  }

  std::sort(out.regexes.begin(), out.regexes.end());
  out.regexes.erase(std::unique(out.regexes.begin(), out.regexes.end()), out.regexes.end());
  for (uint32_t rule : out.regexes) {
    Range found;
    const uint32_t regex = rules.rules[rule].regex;
    if (regex != 0 && regexes.find(regex - 1, text.folded, found))
      out.list.push_back({rule, kRegexHit, terms_of(text, terms, found), found});
  }
}

}  // namespace pilah
