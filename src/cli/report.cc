// SPDX-License-Identifier: Apache-2.0
// Counts as it reads. Texts of complaints and questions are kept, since which words are common is known at the end
// only; everything else is counted and forgotten.
#include "cli/report.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_text.h"
#include "cli/labelled.h"
#include "cli/phrases.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace pilah::cli {
namespace {

constexpr uint32_t kFewestOfWording = 3;
constexpr uint32_t kFewestOfBurst = 5;
constexpr int64_t kWeeksBefore = 8;
constexpr int64_t kNoWeek = INT64_MIN;

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

int64_t day_of(int64_t time, int32_t zone_minutes) { return floor_div(time + int64_t{zone_minutes} * 60, 86400); }

// Weeks begin on Mondays; the first of 1970 was a Thursday.
int64_t week_of_day(int64_t day) { return floor_div(day + 3, 7); }

uint64_t bit_of(const pilah_ruleset* ruleset, std::string_view tag) {
  for (uint32_t i = 0; const char* name = pilah_ruleset_tag_name(ruleset, i); ++i)
    if (tag == name) return uint64_t{1} << i;
  return 0;
}

}  // namespace

std::string date_of_week(int64_t week) {
  Buffer out;
  append_time(out, (week * 7 - 3) * 86400, 0);
  return std::string(view(out).substr(0, 10));
}

void Report::take(std::string_view text, const std::vector<std::vector<std::string>>& sentences,
                  const pilah_verdict& verdict, bool asks, int64_t time, int32_t zone_minutes) {
  ++rows;
  labels.resize(PILAH_LABEL_COUNT);
  actions.resize(PILAH_ESCALATE + 1);
  for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label) labels[label] += verdict.scores[label].holds != 0;
  ++actions[static_cast<size_t>(verdict.action)];
  const int64_t day = day_of(time, zone_minutes);
  const int64_t week = time < 0 ? kNoWeek : week_of_day(day);
  if (week != kNoWeek) {
    ++dated;
    first_whole_week = std::min(first_whole_week, week_of_day(day + 6));
    first_week = std::min(first_week, week);
    last_week = std::max(last_week, week);
  }
  std::set<std::string_view> words;
  for (const auto& sentence : sentences) words.insert(sentence.begin(), sentence.end());
  for (std::string_view word : words) ++comments_with_[std::string(word)];
  const pilah_score& complaint = verdict.scores[PILAH_COMPLAINT];
  if (complaint.holds) {
    const std::string_view kind = pilah_kind_name(complaint.kind);
    Subject& topic = topics[std::string(kind == "none" ? "other" : kind)];
    take(topic, text, sentences, verdict.priority, week);
  } else if (asks && !verdict.scores[PILAH_SPAM].holds) {
    take(questions, text, sentences, verdict.priority, week);
  }
}

void Report::take(Subject& subject, std::string_view text, const std::vector<std::vector<std::string>>& sentences,
                  int32_t priority, int64_t week) {
  const auto row = static_cast<uint32_t>(subject.texts.size());
  subject.texts.emplace_back(text);
  if (week != kNoWeek) ++subject.weeks[week];
  if (priority > subject.priority) {
    subject.priority = priority;
    subject.most_urgent = row;
  }
  std::set<std::string> phrases;
  for (const auto& words : sentences)
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] == kNumberWord || words[i + 1] == kNumberWord) continue;
      const std::string two = words[i] + " " + words[i + 1];
      if (i + 2 < words.size() && words[i + 2] != kNumberWord) phrases.insert(two + " " + words[i + 2]);
      phrases.insert(two);
    }
  for (const std::string& phrase : phrases) subject.phrases[phrase].push_back(row);
}

std::vector<Wording> Report::wordings_of(const Subject& subject, size_t most) const {
  struct Candidate {
    const std::string* words;
    const std::vector<uint32_t>* rows;
    double rarity;  // how few comments of the dump hold its words, on average
    uint32_t count;
  };
  std::vector<Candidate> candidates;
  for (const auto& [words, here] : subject.phrases) {
    if (here.size() < kFewestOfWording) continue;
    double rarity = 0;
    uint32_t count = 0;
    for (size_t begin = 0; begin < words.size();) {
      const size_t end = std::min(words.find(' ', begin), words.size());
      const auto found = comments_with_.find(words.substr(begin, end - begin));
      if (found != comments_with_.end())
        rarity += std::log(static_cast<double>(rows + 1) / static_cast<double>(found->second + 1));
      ++count;
      begin = end + 1;
    }
    candidates.push_back({&words, &here, rarity / count, count});
  }
  // Of equals the longest.
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.count != b.count ? a.count > b.count : *a.words < *b.words;
  });
  std::vector<char> covered(subject.rows(), 0);
  std::vector<Wording> out;
  while (out.size() < most) {
    const Candidate* best = nullptr;
    double most_worth = 0;
    for (const Candidate& candidate : candidates) {
      const auto fresh =
          std::count_if(candidate.rows->begin(), candidate.rows->end(), [&](uint32_t row) { return !covered[row]; });
      const double worth = static_cast<double>(fresh) * candidate.rarity;
      if (fresh < int64_t{kFewestOfWording} || worth <= most_worth) continue;
      most_worth = worth;
      best = &candidate;
    }
    if (!best) break;
    const uint32_t example =
        *std::find_if(best->rows->begin(), best->rows->end(), [&](uint32_t row) { return !covered[row]; });
    for (uint32_t row : *best->rows) covered[row] = 1;
    out.push_back({*best->words, static_cast<uint32_t>(best->rows->size()), subject.texts[example]});
  }
  std::stable_sort(out.begin(), out.end(), [](const Wording& a, const Wording& b) { return a.rows > b.rows; });
  return out;
}

bool Report::is_burst(const Subject& subject, int64_t week) const {
  const auto count_in = [&](int64_t w) {
    const auto found = subject.weeks.find(w);
    return found == subject.weeks.end() ? 0u : found->second;
  };
  const int64_t from = std::max(first_whole_week, week - kWeeksBefore);
  if (count_in(week) < kFewestOfBurst || week - from < 2) return false;
  uint64_t before = 0;
  for (int64_t w = from; w < week; ++w) before += count_in(w);
  return uint64_t{count_in(week)} * static_cast<uint64_t>(week - from) > 2 * before;
}

int run_report(const ReportOptions& options) {
  const Ruleset ruleset = open_rules(options.rules);
  const Scratch scratch = new_scratch();
  const int32_t zone = pilah_ruleset_zone_minutes(ruleset.get());
  const uint64_t asks = bit_of(ruleset.get(), "question") | bit_of(ruleset.get(), "request");
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  Report report;
  bool sound = true;
  for (const std::string& file : options.files) {
    const bool read = read_comments(file, options.names, [&](const Row& row) {
      expect_ok(pilah_classify(ruleset.get(), scratch.get(), &row.comment, &verdict));
      const pilah_token* tokens = nullptr;
      uint32_t count = 0;
      expect_ok(pilah_scratch_tokens(ruleset.get(), scratch.get(), &tokens, &count));
      report.take(row.text(), sentences_of(row.text(), tokens, count), verdict, (verdict.tags & asks) != 0,
                  row.comment.time, zone);
    });
    sound = read && sound;
    if (interrupted()) return kInterrupted;
  }
  Output().write(options.json ? report_json(report, options, pilah_ruleset_hash(ruleset.get()))
                              : report_text(report, options));
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
