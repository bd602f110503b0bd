// SPDX-License-Identifier: Apache-2.0
// All that eval finds out about a rule set, before it is shown as text, JSON or a page.
#pragma once

#include "cli/labelled.h"
#include "cli/tally.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pilah::cli {

// A rule in the arithmetic of a wrong answer.
struct Term {
  std::string rule;
  int32_t points;
  std::string place;  // the words it stands on
};

struct WrongRow {
  bool missed = false;  // else a false alarm
  int32_t points = 0;
  int32_t margin = 0;  // how far on the wrong side of the threshold
  std::string text;
  std::vector<Term> terms;
};

// How a wrong answer comes about.
enum Fault : uint8_t {
  kNothingFound,  // missed: no rule of the label counted for it
  kTooLittle,     // missed: what counted for it would not have been enough
  kTakenAway,     // missed: it would have been, but for rules that take points away
  kOneRule,       // false alarm: one rule alone is enough
  kSeveral,       // false alarm: several rules together
  kFaultCount
};
const char* fault_name(Fault fault);  // "nothing-found"

struct WrongAction {
  int gold = 0, answer = 0;
  std::string policy_row;
  std::string text;
};

struct ScoredAnswer {
  int32_t points;
  double probability;
  bool wanted;
};

struct LabelFigures {
  LabelTally tally;
  std::vector<ScoredAnswer> answers;
  std::array<uint64_t, kFaultCount> faults{};  // wrong rows
  std::vector<WrongRow> wrong;                 // the worst of each kind, the worst first
};

// Which rows of a file figures are of.
enum class Part : uint8_t { whole, tuned, kept };  // kept apart from the work on rules

// Rows of a set that try the same thing.
struct GroupFigures {
  uint64_t rows = 0;
  uint64_t labels_right = 0;  // rows with no label wrong
  uint64_t actions = 0;       // rows of which the action is known
  uint64_t actions_right = 0;
};

struct SetFigures {
  std::string name;
  Part part = Part::whole;
  std::array<LabelFigures, PILAH_LABEL_COUNT> labels;
  ActionTally action;
  std::vector<WrongAction> wrong_actions;
  std::map<std::string, GroupFigures, std::less<>> groups;

  std::string title() const;  // the name, and the part if it is one
};

struct RuleFigures {
  uint64_t hits = 0;           // comments it fired on
  uint64_t judged = 0;         // of these, comments of which people say whether they carry its label
  uint64_t right = 0;          // of these, comments that do
  uint64_t decides_right = 0;  // comments that are judged rightly, but wrongly without its points
  uint64_t decides_wrong = 0;  // the other way round
  uint64_t explained = 0;      // hits that another rule had as well: the one that has most of them
  uint32_t companion = 0;      // that rule
};

struct Figures {
  explicit Figures(const pilah_ruleset* ruleset) : rules(ruleset), by_rule(rules.size()) {}
  RuleTable rules;
  std::array<int32_t, PILAH_LABEL_COUNT> thresholds{};
  std::string ruleset_hash;
  std::vector<SetFigures> sets;
  std::vector<RuleFigures> by_rule;
  uint64_t rows = 0;
};

struct CollectOptions {
  size_t errors = 0;   // how many wrong rows of each kind are kept
  bool split = false;  // each file whole and in two parts; wrong rows are then of the tuned part only
  Reading reading = Reading::whole;
};

// Judges all files. False: some rows could not be read.
bool collect_figures(const std::vector<std::string>& files, const pilah_ruleset* ruleset, const CollectOptions& options,
                     Figures& figures);

// How a label would do with other thresholds: every five points, and the one of the policy.
struct SweepStep {
  int32_t threshold;
  LabelTally tally;
};
std::vector<SweepStep> sweep_of(const LabelFigures& label, int32_t threshold);

// What becomes of probabilities: rows that were given about the same one, and how many of them carry the label.
struct ReliabilityBin {
  uint64_t rows = 0;
  double mean = 0;  // of the probabilities
  Share share;      // that carry the label
};
struct Reliability {
  std::vector<ReliabilityBin> bins;  // those with rows, rising
  double brier = 0;                  // mean squared distance; smaller is better
  double error = 0;                  // mean distance of bins, weighted by rows
};
std::optional<Reliability> reliability_of(const LabelFigures& label);

// Rules in an order for reports: most hits first, then by id. Rules that never fired are left out.
std::vector<uint32_t> rules_by_hits(const Figures& figures);
std::vector<uint32_t> rules_without_hits(const Figures& figures);

// Rules of at least eight hits of which another rule of the same label has nearly all: one of the two may be idle.
std::vector<uint32_t> rules_shadowed(const Figures& figures);

}  // namespace pilah::cli
