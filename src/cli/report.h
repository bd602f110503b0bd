// SPDX-License-Identifier: Apache-2.0
// `pilah report`: what a dump complains of and asks for, week by week and in which words.
#pragma once

#include "cli/rulesets.h"
#include "cli/table.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace pilah::cli {

struct ReportOptions {
  std::vector<std::string> files;
  InputNames names;
  RulesOptions rules;
  size_t most = 5;  // wordings of each subject
  bool json = false;
};

// Words that several comments of a subject share.
struct Wording {
  std::string words;
  uint32_t rows = 0;    // comments that hold them
  std::string example;  // the first of those that no wording before it stood for
};

// A topic of complaints, or all questions.
struct Subject {
  std::map<int64_t, uint32_t> weeks;  // rows by the number of the week; those without a time are in none
  std::vector<std::string> texts;
  std::unordered_map<std::string, std::vector<uint32_t>> phrases;  // to the rows that hold them
  int32_t priority = -1;                                           // of the most urgent
  uint32_t most_urgent = 0;

  size_t rows() const { return texts.size(); }
};

class Report {
public:
  void take(std::string_view text, const std::vector<std::vector<std::string>>& sentences, const pilah_verdict& verdict,
            bool asks, int64_t time, int32_t zone_minutes);

  uint64_t rows = 0;
  uint64_t dated = 0;
  std::vector<uint64_t> labels, actions;
  std::map<std::string, Subject> topics;
  Subject questions;
  int64_t first_week = INT64_MAX, last_week = INT64_MIN;
  int64_t first_whole_week = INT64_MAX;  // that in which the dump begins is whole if it begins on a Monday

  // The commonest first: words that many rows share and few comments of the dump hold. What one wording stands for
  // does not speak for the next.
  std::vector<Wording> wordings_of(const Subject& subject, size_t most) const;
  // Weeks with five rows or more, and more than twice the mean of the eight before, of which there are two whole ones
  // at least.
  bool is_burst(const Subject& subject, int64_t week) const;

private:
  void take(Subject& subject, std::string_view text, const std::vector<std::vector<std::string>>& sentences,
            int32_t priority, int64_t week);

  std::unordered_map<std::string, uint32_t> comments_with_;  // a word
};

// The Monday of a week as 2026-11-23.
std::string date_of_week(int64_t week);

std::string report_text(const Report& report, const ReportOptions& options);
std::string report_json(const Report& report, const ReportOptions& options, const char* ruleset_hash);

int run_report(const ReportOptions& options);

}  // namespace pilah::cli
