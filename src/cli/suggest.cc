// SPDX-License-Identifier: Apache-2.0
// Comments are read as rules see them, and every word, every run of two or three words and every pair at most two words
// apart is a candidate pattern. Those are told that stand in missed comments and hardly in others. The best one is
// taken first; missed comments that it would find no longer speak for the others, so that the list does not say the
// same thing in twenty ways.
#include "cli/suggest.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/labelled.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/phrases.h"
#include "cli/tally.h"
#include "cli/terminal.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

namespace pilah::cli {

namespace {

constexpr size_t kReach = 3;  // the second word of a pair is at most so many places behind the first

struct Candidate {
  std::string pattern;
  std::vector<uint32_t> missed;  // numbers of missed comments
  uint32_t others = 0;           // comments that do not carry the label
  uint32_t known = 0;            // comments that do and are found already
};

enum class Kind : uint8_t { missed, other, known };

std::set<std::string> patterns_of(const std::vector<std::vector<std::string>>& sentences) {
  std::set<std::string> patterns;
  for (const std::vector<std::string>& words : sentences) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i] != kNumberWord) patterns.insert(words[i]);
      if (i + 1 < words.size()) patterns.insert(words[i] + " " + words[i + 1]);
      if (i + 2 < words.size()) patterns.insert(words[i] + " " + words[i + 1] + " " + words[i + 2]);
      for (size_t j = i + 1; j < std::min(words.size(), i + 1 + kReach); ++j)
        patterns.insert(words[i] + " <0-2> " + words[j]);
    }
  }
  return patterns;
}

class Finder {
public:
  Finder(const SuggestOptions& options, const pilah_ruleset* ruleset)
      : options_(options), ruleset_(ruleset), scratch_(new_scratch()) {
    pilah_verdict_init(&verdict_, sizeof verdict_);
  }

  // Texts are kept: missed ones are read first, since only what they hold is worth counting elsewhere.
  void take(const Row& row, const Gold& gold) {
    const int said = gold.labels[static_cast<size_t>(options_.label)];
    if (said < 0) return;
    judged_ = true;
    classify(row.comment);
    const bool holds = verdict_.scores[options_.label].holds != 0;
    if (!seen_.insert(skeleton_of(row, verdict_)).second) return;
    const Kind kind = said == 0 ? Kind::other : holds ? Kind::known : Kind::missed;
    const std::set<std::string> patterns = patterns_here(row.text());
    if (kind != Kind::missed) {
      later_.emplace_back(kind, std::vector<std::string>(patterns.begin(), patterns.end()));
      return;
    }
    for (const std::string& pattern : patterns) {
      auto [found, added] = numbers_.emplace(pattern, static_cast<uint32_t>(candidates_.size()));
      if (added) candidates_.push_back({pattern, {}, 0, 0});
      candidates_[found->second].missed.push_back(missed_);
    }
    ++missed_;
  }

  std::vector<Candidate> best() {
    for (const auto& [kind, patterns] : later_)
      for (const std::string& pattern : patterns) {
        auto found = numbers_.find(pattern);
        if (found == numbers_.end()) continue;
        Candidate& candidate = candidates_[found->second];
        ++(kind == Kind::other ? candidate.others : candidate.known);
      }
    std::erase_if(candidates_, [&](const Candidate& c) {
      const auto hits = static_cast<double>(c.missed.size());
      return c.missed.size() < options_.least || hits < options_.precision * (hits + c.others);
    });
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return a.pattern.size() != b.pattern.size() ? a.pattern.size() < b.pattern.size() : a.pattern < b.pattern;
    });
    std::vector<char> covered(missed_, 0);
    std::vector<Candidate> chosen;
    while (chosen.size() < options_.most) {
      const Candidate* top = nullptr;
      double most = 0;
      for (const Candidate& candidate : candidates_) {
        const auto fresh = static_cast<size_t>(std::count_if(candidate.missed.begin(), candidate.missed.end(),
                                                             [&](uint32_t row) { return !covered[row]; }));
        if (fresh < options_.least) continue;
        // Missed comments that it would find, less what its false alarms may come to.
        const double worth = static_cast<double>(fresh) *
                             share_of(candidate.missed.size(), candidate.missed.size() + candidate.others)->low;
        if (worth <= most) continue;
        most = worth;
        top = &candidate;
      }
      if (!top) break;
      for (uint32_t row : top->missed) covered[row] = 1;
      chosen.push_back(*top);
    }
    return chosen;
  }

  uint32_t missed() const { return missed_; }
  bool judged() const { return judged_; }

private:
  void classify(const pilah_comment& comment) {
    expect_ok(pilah_classify(ruleset_, scratch_.get(), &comment, &verdict_));
  }

  std::set<std::string> patterns_here(std::string_view text) {
    const pilah_token* tokens = nullptr;
    uint32_t count = 0;
    expect_ok(pilah_scratch_tokens(ruleset_, scratch_.get(), &tokens, &count));
    return patterns_of(sentences_of(text, tokens, count));
  }

  const SuggestOptions& options_;
  const pilah_ruleset* ruleset_;
  Scratch scratch_;
  pilah_verdict verdict_;
  std::set<uint64_t> seen_;
  uint32_t missed_ = 0;
  bool judged_ = false;  // people said of a comment whether it carries the label
  std::vector<Candidate> candidates_;
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::pair<Kind, std::vector<std::string>>> later_;
};

std::string table_of(const std::vector<Candidate>& candidates, const SuggestOptions& options, uint32_t missed) {
  std::string out = fmt::format(
      fmt::runtime(either("{}: different comments that are missed: {}\n", "{}: komentar berbeda yang terlewat: {}\n")),
      pilah_label_name(options.label), missed);
  if (missed == 0) return out;
  if (candidates.empty())
    return out +
           fmt::format(fmt::runtime(either(
                           "no word or phrase that tells them from the others stands in {} of them; see --least\n",
                           "tidak ada kata pembeda yang muncul dalam {} komentar; lihat --least\n")),
                       options.least);
  out += fmt::format("{:>7}  {:>7}  {:>7}  {}  {}\n", either("missed", "lewat"), either("others", "lain"),
                     either("found", "kena"), padded(say(Message::eval_precision), 19), either("pattern", "pola"));
  for (const Candidate& c : candidates) {
    const Share share = *share_of(c.missed.size(), c.missed.size() + c.others);
    out += fmt::format(
        "{:>7}  {:>7}  {:>7}  {}  {}\n", c.missed.size(), c.others, c.known,
        padded(fmt::format("{} ({}–{})", decimal(share.value, 3), decimal(share.low, 3), decimal(share.high, 3)), 19),
        c.pattern);
  }
  return out;
}

std::string drafts_of(const std::vector<Candidate>& candidates, const SuggestOptions& options) {
  std::string out = "pack = { id = \"draft.suggested\", language = \"id\", owner = \"suggest\" }\n";
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    out += fmt::format(
        "\n# in {} missed comments, {} that are not {}, {} that rules find\n"
        "[[rule]]\nid     = \"candidate-{}\"\nlabel  = \"{}\"\npoints = 10\nstatus = \"draft\"\nany    = [\"{}\"]\n",
        c.missed.size(), c.others, pilah_label_name(options.label), c.known, i + 1, pilah_label_name(options.label),
        c.pattern);
  }
  return out;
}

}  // namespace

int run_suggest(const SuggestOptions& options) {
  set_names(options.files);  // throws if one comes twice
  const Ruleset ruleset = open_rules(options.rules);
  Finder finder(options, ruleset.get());
  bool sound = true;
  for (const std::string& file : options.files) {
    const bool read = read_labelled(file, [&](const Row& row, const Gold& gold) { finder.take(row, gold); });
    sound = read && sound;
    if (interrupted()) return kInterrupted;
  }
  if (!finder.judged())
    throw Failure(say(Message::none_judged, pilah_label_name(options.label)), say(Message::labelled_are));
  const std::vector<Candidate> candidates = finder.best();
  Output().write(options.toml ? drafts_of(candidates, options) : table_of(candidates, options, finder.missed()));
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
