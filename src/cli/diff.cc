// SPDX-License-Identifier: Apache-2.0
// Each comment is judged twice. What changed is put down to the rules whose points differ between the two verdicts, the
// one that moved the score farthest in the direction of the flip first.
#include "cli/diff.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_text.h"
#include "cli/labelled.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/rulesets.h"
#include "cli/terminal.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace pilah::cli {

namespace {

// A rule whose points in a verdict differ.
struct Cause {
  std::string rule;
  int32_t before, after;
  int32_t change() const { return after - before; }
};

// What the two verdicts say of one comment, as far as it is compared.
struct Side {
  std::array<pilah_score, PILAH_LABEL_COUNT> scores;
  int32_t action;
  std::string policy_row;
  std::map<std::string, std::array<int32_t, PILAH_LABEL_COUNT + 1>> points;  // of rules; last: of no label
};

struct Sample {
  std::string file, id, text;
  std::string what;  // "12 → 26", "complaint → rest"
  std::vector<Cause> causes;
};

// All comments that changed in the same way.
struct Flip {
  uint64_t rows = 0;
  uint64_t better = 0, worse = 0;         // by what people say, where they do
  std::map<std::string, uint64_t> rules;  // that caused it, with so many rows
  std::vector<Sample> samples;
};

struct Comparison {
  uint64_t rows = 0, changed = 0;
  std::map<std::pair<int32_t, bool>, Flip> labels;      // label, whether it holds now
  std::map<std::pair<int32_t, int32_t>, Flip> actions;  // before, after
};

Ruleset open_named(const std::string& name, const std::vector<std::string>& overlays) {
  RulesOptions options;
  options.rules = {name};
  options.overlays = overlays;
  return open_rules(options);
}

Side side_of(const pilah_verdict& verdict) {
  Side side{};
  std::copy(std::begin(verdict.scores), std::end(verdict.scores), side.scores.begin());
  side.action = verdict.action;
  side.policy_row = verdict.policy_row;
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) {
    const pilah_evidence& e = verdict.evidence[i];
    const size_t column = static_cast<size_t>(e.label == PILAH_NO_LABEL ? int32_t{PILAH_LABEL_COUNT} : e.label);
    side.points[e.rule][column] += e.points;
  }
  return side;
}

// Rules with other points for `label`. For an action any rule may matter, also one without points: `label` is then
// PILAH_NO_LABEL, and a rule that fired on one side only is named with what it counted for all labels.
std::vector<Cause> causes_of(const Side& before, const Side& after, int32_t label, bool rising) {
  std::vector<Cause> causes;
  auto points_in = [&](const Side& side, const std::string& rule) {
    auto found = side.points.find(rule);
    if (found == side.points.end()) return 0;
    if (label != PILAH_NO_LABEL) return found->second[static_cast<size_t>(label)];
    int32_t sum = 0;
    for (int32_t points : found->second) sum += points;
    return sum;
  };
  auto consider = [&](const std::string& rule) {
    const Cause cause{rule, points_in(before, rule), points_in(after, rule)};
    const bool on_one_side = before.points.contains(rule) != after.points.contains(rule);
    if (cause.change() != 0 || (label == PILAH_NO_LABEL && on_one_side)) causes.push_back(cause);
  };
  for (const auto& [rule, points] : before.points) consider(rule);
  for (const auto& [rule, points] : after.points)
    if (!before.points.contains(rule)) consider(rule);
  std::stable_sort(causes.begin(), causes.end(), [&](const Cause& a, const Cause& b) {
    if (label == PILAH_NO_LABEL) return std::abs(a.change()) > std::abs(b.change());
    return rising ? a.change() > b.change() : a.change() < b.change();
  });
  return causes;
}

class Comparer {
public:
  Comparer(const DiffOptions& options, Comparison& out) : options_(options), out_(out) {}

  void take(const std::string& file, const Row& row, const Gold& gold, const Side& before, const Side& after) {
    ++out_.rows;
    bool changed = false;
    for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
      const pilah_score& a = before.scores[static_cast<size_t>(label)];
      const pilah_score& b = after.scores[static_cast<size_t>(label)];
      if (a.holds == b.holds) continue;
      changed = true;
      const bool holds = b.holds != 0;
      const int said = gold.labels[static_cast<size_t>(label)];
      note(out_.labels[{label, holds}], file, row,
           said < 0               ? 0
           : (said == 1) == holds ? 1
                                  : -1,
           fmt::format("{} → {}", a.points, b.points), causes_of(before, after, label, holds));
    }
    if (before.action != after.action) {
      changed = true;
      const int verdict = gold.action < 0 ? 0 : (after.action == gold.action) - (before.action == gold.action);
      note(out_.actions[{before.action, after.action}], file, row, verdict,
           fmt::format("{} → {}", before.policy_row, after.policy_row), causes_of(before, after, PILAH_NO_LABEL, true));
    }
    out_.changed += changed;
  }

private:
  void note(Flip& flip, const std::string& file, const Row& row, int better, std::string what,
            std::vector<Cause> causes) {
    ++flip.rows;
    flip.better += better > 0;
    flip.worse += better < 0;
    // Without a rule that differs the thresholds or the policy do.
    ++flip.rules[causes.empty() ? std::string() : causes.front().rule];
    if (flip.samples.size() >= options_.samples) return;
    flip.samples.push_back(
        {set_name(file), std::string(row.id), std::string(row.text()), std::move(what), std::move(causes)});
  }

  const DiffOptions& options_;
  Comparison& out_;
};

std::vector<std::pair<std::string, uint64_t>> by_count(const std::map<std::string, uint64_t>& rules) {
  std::vector<std::pair<std::string, uint64_t>> list(rules.begin(), rules.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

std::string text_of(const Flip& flip, const std::string& title) {
  constexpr size_t kMostRules = 12;
  std::string out = fmt::format("\n{}: {}", title, grouped(flip.rows));
  if (flip.better + flip.worse > 0)
    out += fmt::format(fmt::runtime(either("  (better {}, worse {})", "  (membaik {}, memburuk {})")), flip.better,
                       flip.worse);
  out += '\n';
  size_t shown = 0;
  for (const auto& [rule, rows] : by_count(flip.rules)) {
    if (shown++ == kMostRules) break;
    out += fmt::format("  {:>7}  {}\n", rows,
                       rule.empty() ? either("thresholds or policy", "ambang atau kebijakan") : rule);
  }
  for (const Sample& sample : flip.samples) {
    std::string line = printable(sample.text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    out += fmt::format("    {}  {}\n", padded(sample.what, 14), shortened(line, 110));
    for (const Cause& cause : sample.causes)
      out += fmt::format("      {:>+4}  {}  {} → {}\n", cause.change(), cause.rule, cause.before, cause.after);
  }
  return out;
}

std::string text_of(const Comparison& comparison) {
  std::string out = fmt::format(
      fmt::runtime(either("comments: {}, with another verdict: {}\n", "komentar: {}, dengan hasil lain: {}\n")),
      grouped(comparison.rows), grouped(comparison.changed));
  for (const auto& [key, flip] : comparison.labels)
    out += text_of(flip, fmt::format("{} {}", key.second ? "+" : "-", pilah_label_name(key.first)));
  for (const auto& [key, flip] : comparison.actions)
    out += text_of(flip, fmt::format("{} → {}", pilah_action_name(key.first), pilah_action_name(key.second)));
  return out;
}

void append_sample(Buffer& out, const Sample& sample) {
  append(out, "{\"set\":");
  append_json_string(out, sample.file);
  append_text(out, "id", sample.id);
  append_text(out, "text", sample.text);
  append_text(out, "change", sample.what);
  append(out, ",\"causes\":");
  JsonList causes(out, '[', ']');
  for (const Cause& cause : sample.causes) {
    append(causes.next(), "{\"rule\":");
    append_json_string(out, cause.rule);
    append(out, fmt::format(",\"before\":{},\"after\":{}}}", cause.before, cause.after));
  }
}

void append_flip(Buffer& out, const Flip& flip) {
  append(out, fmt::format(",\"rows\":{},\"better\":{},\"worse\":{},\"rules\":", flip.rows, flip.better, flip.worse));
  {
    JsonList rules(out, '{', '}');
    for (const auto& [rule, rows] : by_count(flip.rules)) {
      append_json_string(rules.next(), rule);
      append(out, fmt::format(":{}", rows));
    }
  }
  append(out, ",\"samples\":");
  JsonList samples(out, '[', ']');
  for (const Sample& sample : flip.samples) {
    append_sample(samples.next(), sample);
    append(out, '}');
  }
}

std::string json_of(const Comparison& comparison, const pilah_ruleset* before, const pilah_ruleset* after) {
  Buffer out;
  append(out, fmt::format("{{\"before\":\"{}\",\"after\":\"{}\",\"rows\":{},\"changed\":{},\n\"labels\":",
                          pilah_ruleset_hash(before), pilah_ruleset_hash(after), comparison.rows, comparison.changed));
  {
    JsonList labels(out, '[', ']');
    for (const auto& [key, flip] : comparison.labels) {
      append(labels.next(), fmt::format("{{\"label\":\"{}\",\"holds\":{}", pilah_label_name(key.first), key.second));
      append_flip(out, flip);
      append(out, '}');
    }
  }
  append(out, ",\n\"actions\":");
  {
    JsonList actions(out, '[', ']');
    for (const auto& [key, flip] : comparison.actions) {
      append(actions.next(), fmt::format("{{\"before\":\"{}\",\"after\":\"{}\"", pilah_action_name(key.first),
                                         pilah_action_name(key.second)));
      append_flip(out, flip);
      append(out, '}');
    }
  }
  append(out, "}\n");
  return std::string(view(out));
}

}  // namespace

int run_diff(const DiffOptions& options) {
  const Ruleset before = open_named(options.before, {});
  const Ruleset after = open_named(options.after, options.overlays);
  Judge judge_before(before.get()), judge_after(after.get());
  judge_before.list_every_rule();
  judge_after.list_every_rule();
  Comparison comparison;
  Comparer comparer(options, comparison);
  bool sound = true;
  for (const std::string& file : options.files) {
    const bool read = read_comments(file, options.names, [&](const Row& row, const Gold& gold) {
      const Side first = side_of(judge_before(row.comment));
      comparer.take(file, row, gold, first, side_of(judge_after(row.comment)));
    });
    sound = read && sound;
    if (interrupted()) return kInterrupted;
  }
  Output().write(options.json ? json_of(comparison, before.get(), after.get()) : text_of(comparison));
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
