// SPDX-License-Identifier: Apache-2.0
// Lays out an explanation from the answer down to its grounds: the comment, what to do, why, and how its words were
// read.
#include "cli/explain.h"

#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/spoken.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace pilah::cli {
namespace {

constexpr Colour kLabelColours[PILAH_LABEL_COUNT] = {Colour::yellow, Colour::red, Colour::magenta, Colour::cyan};
constexpr const char* kIndent = "  ";

// What counts less is a hint: rules have many of them, each for a word that leans a little to one side.
constexpr int32_t kHint = 5;
constexpr size_t kMostHints = 8;  // words of them to name

Colour colour_of(int32_t label) {
  return label >= 0 && label < PILAH_LABEL_COUNT ? kLabelColours[label] : Colour::blue;
}

Colour colour_of_action(int32_t action) {
  return action == PILAH_ESCALATE  ? Colour::red
         : action == PILAH_HIDE    ? Colour::magenta
         : action == PILAH_RESPOND ? Colour::yellow
                                   : Colour::green;
}

std::string joined(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

std::vector<std::string> evasion_names(uint32_t evasions) {
  std::vector<std::string> names;
  for (uint32_t bit = 0; bit < 32 && pilah_evasion_name(bit); ++bit) {
    if (evasions >> bit & 1u) names.push_back(spoken_reading(pilah_evasion_name(bit)));
  }
  return names;
}

std::string minutes(int32_t count) {
  if (count % 1440 == 0) return say(Message::days, count / 1440);
  if (count % 60 == 0) return say(Message::hours, count / 60);
  return say(Message::minutes, count);
}

// Without decimals, but never as if something were certain.
std::string chance(double probability) { return probability > 0.99 ? "> 99 %" : percent(probability, 0); }

class Page {
public:
  Page(const Explained& of, bool colour, bool verbose)
      : of_(of),
        verdict_(*of.verdict),
        text_(of.comment->text, of.comment->text_size),
        colour_(colour),
        verbose_(verbose) {}

  std::string write() {
    comment();
    answer();
    grounds();
    reading();
    footnotes();
    return std::move(out_);
  }

private:
  std::string paint(std::string_view text, Colour colour, bool bold = false, bool underlined = false) const {
    return colour_ ? painted(text, colour, bold, underlined) : std::string(text);
  }

  void line(std::string_view text = {}) {
    if (!text.empty()) out_ += kIndent;
    out_ += text;
    out_ += '\n';
  }

  void heading(Message message) {
    line();
    out_ += paint(say(message), Colour::none, true) + "\n";
  }

  // A name and its value in two columns; nothing for no value.
  void entry(Message name, std::string_view value) {
    if (!value.empty()) line(paint(padded(say(name), kNameColumns), Colour::grey) + std::string(value));
  }

  std::string_view place(const pilah_evidence& evidence) const {
    std::string_view in = text_;
    if (evidence.field == PILAH_IN_BIO) in = {of_.comment->author_bio, of_.comment->author_bio_size};
    if (evidence.field == PILAH_IN_FACTS || evidence.end > in.size()) return {};
    return in.substr(evidence.begin, evidence.end - evidence.begin);
  }

  // For each byte, the label whose evidence it is: of the labels that hold, the one with most points there.
  std::vector<int32_t> labels_of_bytes() const {
    std::vector<int32_t> labels(text_.size(), PILAH_NO_LABEL);
    for (uint32_t i = verdict_.evidence_count; i-- > 0;) {  // most points come first, so they are painted last
      const pilah_evidence& evidence = verdict_.evidence[i];
      if (evidence.field != PILAH_IN_TEXT || evidence.points < kHint || evidence.label < 0 ||
          evidence.end > text_.size())
        continue;
      if (!verdict_.scores[evidence.label].holds) continue;
      std::fill(labels.begin() + evidence.begin, labels.begin() + evidence.end, evidence.label);
    }
    return labels;
  }

  // The comment with its grounds marked: in the labels' colours, or in brackets.
  void comment() {
    std::vector<int32_t> labels = labels_of_bytes();
    std::string marked;
    for (size_t begin = 0; begin < text_.size();) {
      auto differs = [&](int32_t label) { return label != labels[begin]; };
      auto end = static_cast<size_t>(
          std::find_if(labels.begin() + static_cast<ptrdiff_t>(begin), labels.end(), differs) - labels.begin());
      std::string piece = printable(text_.substr(begin, end - begin));
      if (labels[begin] == PILAH_NO_LABEL) {
        marked += piece;
      } else if (colour_) {
        marked += painted(piece, colour_of(labels[begin]), true, true);
      } else {
        marked += fmt::format("[{}]", piece);
      }
      begin = end;
    }
    if (text_.empty()) marked = paint(say(Message::empty_comment), Colour::grey);
    line();
    for (size_t begin = 0; begin <= marked.size();) {
      size_t end = std::min(marked.find('\n', begin), marked.size());
      line(marked.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  void answer() {
    line();
    bool any = false;
    for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const pilah_score& score = verdict_.scores[label];
      if (!score.holds) continue;
      any = true;
      std::vector<std::string> kinds;
      if (std::string_view kind = pilah_kind_name(score.kind); kind != "none") kinds.push_back(spoken(kind));
      if (label == PILAH_ABUSE) kinds.push_back(say(Message::target_is, spoken(pilah_target_name(score.target))));
      line(paint(padded(label_word(label), kNameColumns), colour_of(label), true) +
           padded(chance(score.probability), 7) + joined(kinds));
    }
    if (!any) line(paint(say(Message::no_label), Colour::green, true));

    heading(Message::what_to_do);
    std::string action = paint(action_word(verdict_.action), colour_of_action(verdict_.action), true);
    if (verdict_.action != PILAH_NONE) action += say(Message::with_priority, verdict_.priority) + arithmetic();
    line(action);
    if (verdict_.respond_within_minutes > 0) entry(Message::within, minutes(verdict_.respond_within_minutes));
    if (verdict_.due >= 0) entry(Message::due_by, time_of(verdict_.due));
    if (verdict_.channel != PILAH_CHANNEL_NONE) entry(Message::where, channel_word(verdict_.channel));
    entry(Message::who, spoken(verdict_.route));
    for (uint32_t i = 0; i < verdict_.checklist_count; ++i) {
      const std::string code = verdict_.checklist[i];
      if (i == 0) entry(Message::mind, spoken(code));
      if (i > 0) line(std::string(kNameColumns, ' ') + spoken(code));
      if (verbose_) line(paint(std::string(kNameColumns, ' ') + checklist_text(code), Colour::grey));
    }
    std::string_view reason = language() == Language::indonesian ? verdict_.reason_id : verdict_.reason_en;
    if (!reason.empty()) entry(Message::say_publicly, fmt::format("“{}”", reason));
    entry(Message::decided_by, verdict_.policy_row);
    if (of_.comment->platform >= 0) platform();
    near_rows();
    if (verbose_) entry(Message::internally, of_.reason);
  }

  // What the action means where the comment stands.
  void platform() {
    for (uint32_t i = 0; i < verdict_.platform_step_count; ++i) {
      const pilah_platform_step& step = verdict_.platform_steps[i];
      const bool indonesian = language() == Language::indonesian;
      entry(Message::on_platform, fmt::format("{}: {}", pilah_platform_name(of_.comment->platform), step.verb));
      line(fmt::format("{:{}}{}", "", kNameColumns, indonesian ? step.how_id : step.how_en));
      line(
          fmt::format("{:{}}{}", "", kNameColumns, paint(fmt::format("{} <{}>", step.source, step.url), Colour::grey)));
    }
  }

  // "severity 60 + exposure 8", where there is something to add.
  std::string arithmetic() const {
    std::string sum;
    for (int part = 0; part < PILAH_PART_COUNT; ++part) {
      if (verdict_.priority_parts[part] == 0 && part > 0) continue;
      sum +=
          fmt::format("{}{} {}", part > 0 ? " + " : "", spoken(pilah_part_name(part)), verdict_.priority_parts[part]);
    }
    const bool only_one = verdict_.priority_parts[PILAH_SEVERITY] == verdict_.priority;
    return only_one ? std::string() : paint(fmt::format(" = {}", sum), Colour::grey);
  }

  // In short the names of the last few; at length all of them, and what they lack.
  void near_rows() {
    std::vector<std::string> names;
    for (uint32_t i = 0; i < of_.near_row_count; ++i) {
      const pilah_near_row& row = of_.near_rows[i];
      names.emplace_back(row.id);
      if (!verbose_) continue;
      const std::string why = *row.missing ? say(Message::but_for, row.missing) : say(Message::stands_behind);
      entry(Message::came_close, fmt::format("{} ({}): {}", row.id, action_word(row.action), why));
    }
    constexpr size_t kShown = 4;
    if (names.size() > kShown) names.erase(names.begin(), names.end() - kShown);
    if (!verbose_) entry(Message::came_close, joined(names));
  }

  std::string checklist_text(const std::string& code) const {
    const int32_t in = language() == Language::indonesian ? PILAH_INDONESIAN : PILAH_ENGLISH;
    return fmt::format("{}: {}", code, pilah_ruleset_checklist_text(of_.ruleset, code.c_str(), in));
  }

  std::string time_of(int64_t seconds) const {
    Buffer text;
    append_time(text, seconds, pilah_ruleset_zone_minutes(of_.ruleset));
    return std::string(view(text));
  }

  template <typename Name>
  static std::vector<std::string> names_of(uint32_t bits, Name name_of) {
    std::vector<std::string> names;
    for (uint32_t i = 0; bits != 0; ++i, bits >>= 1)
      if (bits & 1u) names.emplace_back(name_of(i));
    return names;
  }

  // Who speaks, what they want, how they sound; nothing is said of what is not known.
  void people() {
    // As a kind of spam, "repeat" has other words.
    const auto who_word = [](uint32_t i) {
      const std::string_view name = pilah_who_name(i);
      return name == "repeat" ? either("repeat", "berulang") : spoken(name);
    };
    std::vector<std::string> who = names_of(verdict_.who, who_word);
    if (verdict_.tier != PILAH_UNKNOWN) who.insert(who.begin(), spoken(pilah_tier_name(verdict_.tier)));
    entry(Message::author_is, joined(who));
    entry(Message::wants_are, joined(names_of(verdict_.wants, [](uint32_t i) { return spoken(pilah_want_name(i)); })));
    if (verdict_.tone != PILAH_CALM) entry(Message::tone_is, spoken(pilah_tone_name(verdict_.tone)));
    const auto day = [&](uint32_t i) { return pilah_ruleset_day_name(of_.ruleset, i); };
    entry(Message::days_are, joined(names_of(verdict_.days, day)));
  }

  // Whether a piece of evidence has a line of its own; the rest is summed up.
  bool is_shown(const pilah_evidence& evidence) const {
    return verbose_ || evidence.label == PILAH_NO_LABEL || std::abs(evidence.points) >= kHint;
  }

  // Labels that nobody would have thought of are left out. Tags are grounds where something is to be done without a
  // label.
  bool is_shown(int32_t label) const {
    if (verbose_) return true;
    if (label == PILAH_NO_LABEL) return verdict_.label == PILAH_NO_LABEL && verdict_.action != PILAH_NONE;
    const pilah_score& score = verdict_.scores[label];
    return score.holds != 0 || score.points >= kHint;
  }

  // Points as a sum for each label that has evidence.
  void grounds() {
    heading(Message::why);
    size_t rule_columns = 0;
    for (uint32_t i = 0; i < verdict_.evidence_count; ++i) {
      const pilah_evidence& evidence = verdict_.evidence[i];
      if (is_shown(evidence.label) && is_shown(evidence))
        rule_columns = std::max(rule_columns, display_width(evidence.rule));
    }
    std::vector<int32_t> order = {PILAH_COMPLAINT, PILAH_ABUSE, PILAH_SPAM, PILAH_INFLUENCER};
    std::stable_sort(order.begin(), order.end(),
                     [&](int32_t a, int32_t b) { return verdict_.scores[a].points > verdict_.scores[b].points; });
    order.push_back(PILAH_NO_LABEL);
    bool any = false, all = true;
    for (int32_t label : order) {
      if (is_shown(label)) {
        any = sum(label, rule_columns) || any;
      } else {
        all = all && !has_evidence(label);
      }
    }
    if (!any) line(paint(say(all ? Message::no_evidence : Message::little_evidence), Colour::grey));
  }

  bool has_evidence(int32_t label) const {
    return std::any_of(verdict_.evidence, verdict_.evidence + verdict_.evidence_count,
                       [&](const pilah_evidence& evidence) { return evidence.label == label; });
  }

  // False: no rule of the label fired.
  bool sum(int32_t label, size_t rule_columns) {
    if (!has_evidence(label)) return false;
    line(paint(label == PILAH_NO_LABEL ? say(Message::without_label) : label_word(label), colour_of(label), true));
    int32_t hints = 0;
    std::vector<std::string> words;
    for (uint32_t i = 0; i < verdict_.evidence_count; ++i) {
      const pilah_evidence& evidence = verdict_.evidence[i];
      if (evidence.label != label) continue;
      if (is_shown(evidence)) {
        ground(evidence, rule_columns);
      } else if (evidence.points != 0) {
        hints += evidence.points;
        const std::string word = fmt::format("“{}”", shortened(printable(place(evidence)), 20));
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
      }
    }
    if (!words.empty()) {
      const bool many = words.size() > kMostHints;
      if (many) words.resize(kMostHints);
      const std::string text = say(Message::hints, joined(words)) + (many ? ", …" : "");
      line(fmt::format("{:>6}  {}", fmt::format("{:+}", hints), paint(text, Colour::grey)));
    }
    if (label == PILAH_NO_LABEL) return true;
    const pilah_score& score = verdict_.scores[label];
    std::string verdict = say(score.holds ? Message::holds : Message::holds_not,
                              pilah_ruleset_threshold(of_.ruleset, label), percent(score.probability, 1));
    std::string points = fmt::format("{:>6}", fmt::format("= {}", score.points));
    line(paint(points, Colour::none, true) + "  " + paint(verdict, Colour::grey));
    return true;
  }

  void ground(const pilah_evidence& evidence, size_t rule_columns) {
    std::string quote;
    if (evidence.field == PILAH_IN_FACTS) {
      quote = say(Message::from_facts);
    } else {
      quote = fmt::format("“{}”", shortened(printable(place(evidence)), 60));
      std::replace(quote.begin(), quote.end(), '\n', ' ');
      if (evidence.field == PILAH_IN_BIO) quote += fmt::format(" {}", say(Message::from_bio));
    }
    std::vector<std::string> notes;
    if (evidence.flags & PILAH_EVIDENCE_SHADOW) notes.push_back(say(Message::shadow));
    if (evidence.flags & PILAH_EVIDENCE_ABSORBED) notes.push_back(say(Message::absorbed, evidence.rule_points));
    if (evidence.flags & PILAH_EVIDENCE_CAPPED) notes.push_back(say(Message::capped, evidence.rule_points));
    if (const auto tricks = evasion_names(evidence.evasions); !tricks.empty())
      notes.push_back(fmt::format("{}: {}", say(Message::tricks_are), joined(tricks)));
    line(fmt::format("{:>6}  {}  {}{}", fmt::format("{:+}", evidence.points), padded(evidence.rule, rule_columns),
                     quote, notes.empty() ? "" : paint(fmt::format("  ({})", joined(notes)), Colour::grey)));
    if (!verbose_) return;
    std::string_view wrong = wrong_when(evidence.rule);
    if (!wrong.empty()) line(paint(fmt::format("{:8}{}", "", say(Message::wrong_when, wrong)), Colour::grey));
  }

  std::string_view wrong_when(std::string_view id) const {
    pilah_rule rule{};
    rule.struct_size = sizeof rule;
    for (uint32_t i = 0; pilah_ruleset_rule_at(of_.ruleset, i, &rule) == PILAH_OK; ++i) {
      if (id == rule.id) return rule.wrong_when;
    }
    return {};
  }

  struct Reading {
    std::string written, read, how;
  };

  // One entry for each word as written: a word may stand for several, as "gabisa" does for two.
  std::vector<Reading> readings() const {
    std::vector<Reading> readings;
    for (uint32_t i = 0; i < of_.token_count; ++i) {
      const pilah_token& token = of_.tokens[i];
      std::string_view read =
          *token.standard ? std::string_view(token.standard) : std::string_view(token.folded, token.folded_size);
      if (i > 0 && token.begin == of_.tokens[i - 1].begin && token.end == of_.tokens[i - 1].end && !readings.empty()) {
        readings.back().read += fmt::format(" {}", printable(read));
        continue;
      }
      std::vector<std::string> how = evasion_names(token.evasions);
      how.insert(how.begin(), spoken_reading(token.step));
      std::string written = printable(text_.substr(token.begin, token.end - token.begin));
      std::replace(written.begin(), written.end(), '\n', ' ');
      readings.push_back({std::move(written), printable(read), joined(how)});
    }
    return readings;
  }

  // The words that rules saw otherwise than they stand in the comment; capital letters make no difference.
  void reading() {
    std::vector<Reading> shown;
    size_t written_columns = 0, read_columns = 0;
    for (const Reading& reading : readings()) {
      bool same = std::equal(reading.written.begin(), reading.written.end(), reading.read.begin(), reading.read.end(),
                             [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); });
      if (same && !verbose_) continue;
      shown.push_back({shortened(reading.written, 32), shortened(reading.read, 32), reading.how});
      written_columns = std::max(written_columns, display_width(shown.back().written));
      read_columns = std::max(read_columns, display_width(shown.back().read));
    }
    if (shown.empty()) return;
    heading(Message::as_read);
    for (const Reading& reading : shown) {
      line(fmt::format("{}  →  {}  {}", padded(reading.written, written_columns), padded(reading.read, read_columns),
                       paint(reading.how, Colour::grey)));
    }
  }

  void footnotes() {
    heading(Message::also);
    entry(Message::language_is, spoken(pilah_language_name(verdict_.language)));
    std::vector<std::string> names;
    uint64_t rest = verdict_.tags;
    for (uint32_t i = 0; rest != 0; ++i, rest >>= 1) {
      const char* name = rest & 1u ? pilah_ruleset_tag_name(of_.ruleset, i) : nullptr;
      if (name) names.push_back(name);
    }
    entry(Message::tags_are, joined(names));
    people();
    entry(Message::tricks_are, joined(evasion_names(verdict_.evasions)));
    names.clear();
    for (uint32_t i = 0; i < verdict_.entity_count; ++i) {
      const pilah_entity& entity = verdict_.entities[i];
      names.push_back(fmt::format("{} “{}”", spoken_reading(entity.type),
                                  shortened(printable(text_.substr(entity.begin, entity.end - entity.begin)), 50)));
    }
    entry(Message::entities_are, joined(names));
    if (verdict_.invalid_sequences) entry(Message::repaired, std::to_string(verdict_.invalid_sequences));
    if (verdict_.campaign) entry(Message::campaign_is, fmt::format("{:016x}", verdict_.campaign));
    if (verdict_.promotion) entry(Message::promotion_is, fmt::format("{:016x}", verdict_.promotion));
    entry(Message::ruleset_is, verdict_.ruleset_hash);
  }

  static constexpr size_t kNameColumns = 16;

  const Explained& of_;
  const pilah_verdict& verdict_;
  std::string_view text_;
  bool colour_;
  bool verbose_;
  std::string out_;
};

}  // namespace

std::string explanation(const Explained& explained, bool colour, bool verbose) {
  return Page(explained, colour, verbose).write();
}

}  // namespace pilah::cli
