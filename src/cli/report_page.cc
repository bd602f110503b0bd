// SPDX-License-Identifier: Apache-2.0
// The report as text for people and as one JSON object.
#include "cli/report.h"

#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/spoken.h"
#include "cli/terminal.h"

#include <algorithm>

namespace pilah::cli {
namespace {

constexpr int64_t kShownWeeks = 8;
constexpr size_t kExampleColumns = 84;

using Topic = std::pair<const std::string, Subject>;

std::vector<const Topic*> by_rows(const Report& report) {
  std::vector<const Topic*> out;
  for (const Topic& topic : report.topics) out.push_back(&topic);
  std::stable_sort(out.begin(), out.end(),
                   [](const Topic* a, const Topic* b) { return a->second.rows() > b->second.rows(); });
  return out;
}

std::string line_of(const std::string& text) {
  std::string out = shortened(printable(text), kExampleColumns);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

uint32_t count_in(const Subject& subject, int64_t week) {
  const auto found = subject.weeks.find(week);
  return found == subject.weeks.end() ? 0 : found->second;
}

std::string share(uint64_t part, uint64_t whole) {
  return whole == 0 ? "-" : percent(static_cast<double>(part) / static_cast<double>(whole), 1);
}

class Page {
public:
  Page(const Report& report, const ReportOptions& options) : report_(report), options_(options) {
    if (report.dated > 0) first_shown_ = std::max(report.first_week, report.last_week - kShownWeeks + 1);
  }

  std::string text() {
    totals();
    uint64_t complaints = 0;
    for (const auto& [name, topic] : report_.topics) complaints += topic.rows();
    heading(either("What is complained of", "Yang dikeluhkan"), complaints);
    if (complaints > 0) all_complaints(complaints);
    for (const Topic* topic : by_rows(report_)) subject(topic->second, spoken(topic->first), complaints);
    heading(either("What is asked", "Yang ditanyakan"), report_.questions.rows());
    if (report_.questions.rows() > 0)
      subject(report_.questions, either("all questions", "semua pertanyaan"), report_.questions.rows());
    return out_;
  }

private:
  void totals() {
    out_ += fmt::format(fmt::runtime(either("comments: {}", "komentar: {}")), grouped(report_.rows));
    if (report_.dated > 0)
      out_ += fmt::format(fmt::runtime(either(", {} of them with a time, in the weeks of {} to {}",
                                              ", {} di antaranya berwaktu, pekan {} sampai {}")),
                          grouped(report_.dated), date_of_week(report_.first_week), date_of_week(report_.last_week));
    else if (report_.rows > 0)
      out_ += either(", none with a time that can be read, so there are no weeks",
                     ", tidak ada yang waktunya terbaca, jadi tanpa pekan");
    out_ += '\n';
    if (report_.rows == 0) return;
    out_ += "\n" + say(Message::what_to_do) + "\n";
    for (size_t i = 0; i < report_.actions.size(); ++i)
      figure(action_word(static_cast<int32_t>(i)), report_.actions[i]);
    out_ += either("\nWhat they are: one label, several or none\n", "\nLabelnya: satu, beberapa, atau tidak ada\n");
    for (size_t i = 0; i < report_.labels.size(); ++i) figure(label_word(static_cast<int32_t>(i)), report_.labels[i]);
  }

  void figure(const std::string& name, uint64_t rows) {
    out_ +=
        fmt::format("  {}{:>{}}  {:>7}\n", name, grouped(rows), 27 - display_width(name), share(rows, report_.rows));
  }

  // With the weeks above their columns.
  void heading(const std::string& title, uint64_t rows) {
    out_ += "\n" + padded(title, 29);
    if (rows > 0 && report_.dated > 0) {
      out_ += either("  week of", "  pekan ");
      for (int64_t week = first_shown_; week <= report_.last_week; ++week)
        out_ += fmt::format(" {:>6}", date_of_week(week).substr(5));
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    if (rows == 0) out_ += either("  nothing\n", "  tidak ada\n");
  }

  // What the shares of the topics are shares of.
  void all_complaints(uint64_t complaints) {
    out_ += fmt::format("  {}{:>7}  {:>7}", padded(either("all complaints", "semua keluhan"), 20), grouped(complaints),
                        share(complaints, complaints));
    for (int64_t week = first_shown_; report_.dated > 0 && week <= report_.last_week; ++week) {
      uint64_t count = 0;
      for (const auto& [name, topic] : report_.topics) count += count_in(topic, week);
      out_ += fmt::format(" {:>5} ", count);
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
  }

  void subject(const Subject& subject, const std::string& name, uint64_t of) {
    out_ += fmt::format("  {}{:>7}  {:>7}", padded(name, 20), grouped(subject.rows()), share(subject.rows(), of));
    bool burst = false;
    for (int64_t week = first_shown_; report_.dated > 0 && week <= report_.last_week; ++week) {
      const bool bursts = report_.is_burst(subject, week);
      burst |= bursts;
      out_ += fmt::format(" {:>5}{}", count_in(subject, week), bursts ? '!' : ' ');
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    if (burst)
      out_ += either("      ! a burst: more than twice the mean of the weeks before\n",
                     "      ! lonjakan: lebih dari dua kali rata-rata pekan sebelumnya\n");
    for (const Wording& wording : report_.wordings_of(subject, options_.most))
      out_ += fmt::format("    {:>5}  {}  “{}”\n", wording.rows, padded(wording.words, 28), line_of(wording.example));
    out_ += fmt::format("    {}  “{}”\n", either("most urgent", "paling mendesak"),
                        line_of(subject.texts[subject.most_urgent]));
  }

  const Report& report_;
  const ReportOptions& options_;
  int64_t first_shown_ = 0;
  std::string out_;
};

void append_subject(Buffer& out, const Report& report, const std::string& name, const Subject& subject, size_t most) {
  append(out, "{\"name\":");
  append_name(out, name);
  append(out, fmt::format(",\"rows\":{},\"weeks\":{{", subject.rows()));
  const char* comma = "";
  for (const auto& [week, count] : subject.weeks) {
    append(out, fmt::format("{}\"{}\":{}", comma, date_of_week(week), count));
    comma = ",";
  }
  append(out, "},\"bursts\":[");
  comma = "";
  for (const auto& [week, count] : subject.weeks) {
    if (!report.is_burst(subject, week)) continue;
    append(out, fmt::format("{}\"{}\"", comma, date_of_week(week)));
    comma = ",";
  }
  append(out, "],\"wordings\":[");
  comma = "";
  for (const Wording& wording : report.wordings_of(subject, most)) {
    append(out, fmt::format("{}{{\"words\":\"{}\",\"rows\":{},\"example\":", comma, wording.words, wording.rows));
    append_json_string(out, wording.example);
    append(out, '}');
    comma = ",";
  }
  append(out, "],\"most_urgent\":");
  if (subject.rows() == 0) {
    append(out, "null");
  } else {
    append_json_string(out, subject.texts[subject.most_urgent]);
  }
  append(out, '}');
}

void append_counts(Buffer& out, std::string_view name, const std::vector<uint64_t>& counts,
                   const char* (*name_of)(int32_t)) {
  append(out, fmt::format(",\"{}\":{{", name));
  for (size_t i = 0; i < counts.size(); ++i)
    append(out, fmt::format("{}\"{}\":{}", i ? "," : "", name_of(static_cast<int32_t>(i)), counts[i]));
  append(out, '}');
}

}  // namespace

std::string report_text(const Report& report, const ReportOptions& options) { return Page(report, options).text(); }

std::string report_json(const Report& report, const ReportOptions& options, const char* ruleset_hash) {
  Buffer out;
  append(out, fmt::format("{{\"ruleset\":\"{}\",\"rows\":{},\"dated\":{}", ruleset_hash, report.rows, report.dated));
  append_counts(out, "actions", report.actions, pilah_action_name);
  append_counts(out, "labels", report.labels, pilah_label_name);
  append(out, ",\"topics\":[");
  const char* comma = "\n";
  for (const Topic* topic : by_rows(report)) {
    append(out, comma);
    append_subject(out, report, topic->first, topic->second, options.most);
    comma = ",\n";
  }
  append(out, "],\n\"questions\":");
  append_subject(out, report, "question", report.questions, options.most);
  append(out, "}\n");
  return std::string(view(out));
}

}  // namespace pilah::cli
