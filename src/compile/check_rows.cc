// SPDX-License-Identifier: Apache-2.0
// What only the whole table can tell: rows that no comment reaches, rows that contradict themselves, a table without an
// end, and its one promise: no row that hides can hold for a complaint that is not spam.
#include "compile/parse_lines.h"

#include <algorithm>
#include <cstdlib>

namespace pilah {

namespace {

using Subject = PolicyCondition::Subject;
using Thresholds = std::array<int, kLabelCount>;

bool same_subject(const PolicyCondition& a, const PolicyCondition& b) {
  if (a.subject != b.subject) return false;
  switch (a.subject) {
    case Subject::label:
    case Subject::label_points:
      return a.label == b.label;
    case Subject::kind:
      return a.kind == b.kind;
    case Subject::target:
      return a.target == b.target;
    case Subject::tag:
      return a.tag == b.tag;
    case Subject::fact:
      return a.fact == b.fact;
    case Subject::day:
      return a.day == b.day;
    case Subject::priority:
      return true;
  }
  return false;
}

bool is_counted(const PolicyCondition& c) {
  return (c.subject == Subject::label_points || c.subject == Subject::fact || c.subject == Subject::priority) &&
         c.compare != Compare::equal;
}

// One way of writing for what holds alike. Points that are not at least a number are below it; a fact may be unknown,
// and then it is neither.
PolicyCondition plain(PolicyCondition c, const Thresholds& thresholds) {
  if (c.subject == Subject::label) {
    c.subject = Subject::label_points;
    c.compare = Compare::at_least;
    c.value = thresholds[c.label];
  }
  if (c.subject == Subject::label_points && c.negated) {
    c.negated = false;
    c.compare = c.compare == Compare::below ? Compare::at_least : Compare::below;
  }
  return c;
}

// Whether `b` holds wherever `a` does.
bool implies(const PolicyCondition& given_a, const PolicyCondition& given_b, const Thresholds& thresholds) {
  const PolicyCondition a = plain(given_a, thresholds), b = plain(given_b, thresholds);
  if (a.subject == Subject::kind && !a.negated && b.subject == Subject::label_points && !b.negated)
    return label_of(a.kind) == b.label && b.compare == Compare::at_least && b.value <= thresholds[b.label];
  if (!same_subject(a, b) || a.negated != b.negated) return false;
  if (!is_counted(a) || !is_counted(b)) return a.compare == b.compare && a.value == b.value;
  if (a.compare != b.compare) return false;
  const bool wider = a.compare == Compare::at_least ? b.value <= a.value : b.value >= a.value;
  const bool narrower = a.compare == Compare::at_least ? b.value >= a.value : b.value <= a.value;
  return a.negated ? narrower : wider;
}

// Whether the two can never hold at once.
bool excludes(const PolicyCondition& given_a, const PolicyCondition& given_b, const Thresholds& thresholds) {
  const PolicyCondition a = plain(given_a, thresholds), b = plain(given_b, thresholds);
  if (a.subject == Subject::kind && b.subject == Subject::kind && !a.negated && !b.negated)
    return a.kind != b.kind && label_of(a.kind) == label_of(b.kind);
  if (a.subject == Subject::target && b.subject == Subject::target && !a.negated && !b.negated)
    return a.target != b.target;
  const auto kind_without_label = [&](const PolicyCondition& kind, const PolicyCondition& points) {
    return kind.subject == Subject::kind && !kind.negated && points.subject == Subject::label_points &&
           points.label == label_of(kind.kind) && points.compare == Compare::below &&
           points.value <= thresholds[points.label];
  };
  if (kind_without_label(a, b) || kind_without_label(b, a)) return true;
  if (!same_subject(a, b)) return false;
  if (!is_counted(a) || !is_counted(b)) {
    if (a.compare == b.compare && a.value == b.value) return a.negated != b.negated;
    return a.subject == Subject::fact && !a.negated && !b.negated && a.compare == b.compare;  // two platforms
  }
  if (a.negated != b.negated) {
    PolicyCondition reversed = a.negated ? a : b;
    reversed.negated = false;
    return implies(a.negated ? b : a, reversed, thresholds);
  }
  if (a.negated || a.compare == b.compare) return false;
  const PolicyCondition& least = a.compare == Compare::at_least ? a : b;
  const PolicyCondition& below = a.compare == Compare::at_least ? b : a;
  return least.value >= below.value;
}

class RowChecker {
public:
  explicit RowChecker(ParseContext& context) : context_(context), policy_(context.book.policy) {}

  void run() {
    const std::vector<PolicyRowSource>& rows = policy_.rows;
    if (rows.empty()) return;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].flawed) continue;
      check_hiding(rows[i]);
      if (!contradicts_itself(rows[i])) check_reach(i);
    }
    if (rows.back().conditional && !has_open_row_)
      context_.error(code::kNoDefaultRow, rows.back().place, "the last row has conditions",
                     "end with a default row without 'when', usually of action \"none\"");
  }

private:
  // Two lines of which each needs the other not to hold.
  struct Quarrel {
    const PolicyCondition* one = nullptr;
    const PolicyCondition* other = nullptr;
  };

  static Quarrel quarrel(const PolicyRowSource& row, const Thresholds& thresholds) {
    for (size_t i = 0; i < row.when.size(); ++i)
      for (size_t j = i + 1; j < row.when.size(); ++j) {
        const auto& one = row.when[i].any;
        const auto& other = row.when[j].any;
        const bool never = !one.empty() && !other.empty() && std::all_of(one.begin(), one.end(), [&](const auto& a) {
          return std::all_of(other.begin(), other.end(), [&](const auto& b) { return excludes(a, b, thresholds); });
        });
        if (never) return {&one.front(), &other.front()};
      }
    return {};
  }

  bool contradicts_itself(const PolicyRowSource& row) {
    const auto contradicts = [&](const Thresholds& thresholds) { return quarrel(row, thresholds).one != nullptr; };
    if (!contradicts(policy_.thresholds)) return false;
    if (silenced_by_tenant(row, contradicts)) return true;
    const Quarrel found = quarrel(row, policy_.thresholds);
    context_.error(code::kContradiction, found.other->place, "row '" + row.id + "' can never hold",
                   "two of its lines contradict each other");
    context_.diagnostics.note(found.one->place, "the other line");
    return true;
  }

  // A tenant may choose a threshold that leaves a row of the shipped table nothing to decide. That is told at the
  // threshold, which is all that the tenant can change, and does no harm: comments go on to the rows behind, or an
  // earlier row has decided already. `never` says whether the row is without comments under given thresholds.
  template <typename Never>
  bool silenced_by_tenant(const PolicyRowSource& row, const Never& never) {
    if (never(policy_.shipped_thresholds)) return false;
    std::string help = "nothing need be done: other rows decide in its place";
    const Place* place = nullptr;
    for (size_t label = 0; label < kLabelCount; ++label) {
      const int shipped = policy_.shipped_thresholds[label];
      Thresholds tried = policy_.thresholds;
      if (tried[label] == shipped) continue;
      if (place == nullptr) place = &policy_.threshold_places[label];
      int silent = tried[label], heard = shipped;
      tried[label] = shipped;
      if (never(tried)) continue;  // another one takes part in it
      place = &policy_.threshold_places[label];
      while (std::abs(heard - silent) > 1) {
        tried[label] = (silent + heard) / 2;
        (never(tried) ? silent : heard) = tried[label];
      }
      help += "; with " + std::to_string(heard) + (silent < heard ? " or more" : " or less") + " it decides again";
      break;
    }
    context_.warning(code::kSilencedRow, *place, "row '" + row.id + "' decides nothing any more with this threshold",
                     help);
    context_.diagnostics.note(row.place, "the row");
    return true;
  }

  void check_hiding(const PolicyRowSource& row) {
    if (row.action != Action::hide) return;
    const bool safe = std::any_of(row.when.begin(), row.when.end(), [](const PolicyLineSource& line) {
      if (line.any.size() != 1 || line.any.front().subject != Subject::label) return false;
      const bool spam = line.any.front().label == static_cast<uint8_t>(Label::spam) && !line.any.front().negated;
      return spam || (line.any.front().label == static_cast<uint8_t>(Label::complaint) && line.any.front().negated);
    });
    if (safe) return;
    context_.error(
        code::kUnsafeHide, row.action_place,
        !row.conditional ? "the default row would hide everything" : "this row could hide a complaint that is not spam",
        "add \"spam\" or \"not complaint\" to 'when', as a line of its own");
  }

  // Whether every line of `earlier` follows from a line of `row`.
  static bool covers(const PolicyRowSource& earlier, const PolicyRowSource& row, const Thresholds& thresholds) {
    return std::all_of(earlier.when.begin(), earlier.when.end(), [&](const PolicyLineSource& needed) {
      return std::any_of(row.when.begin(), row.when.end(), [&](const PolicyLineSource& given) {
        return !given.any.empty() && std::all_of(given.any.begin(), given.any.end(), [&](const PolicyCondition& a) {
          return std::any_of(needed.any.begin(), needed.any.end(),
                             [&](const PolicyCondition& b) { return implies(a, b, thresholds); });
        });
      });
    });
  }

  void check_reach(size_t index) {
    const PolicyRowSource& row = policy_.rows[index];
    const bool last = index + 1 == policy_.rows.size();
    if (has_open_row_) return;
    if (!row.conditional && !last) {
      context_.error(code::kUnreachableRow, row.place, "the rows after this one are never reached",
                     "only the last row goes without 'when'");
      has_open_row_ = true;
      return;
    }
    if (!row.conditional) return;
    const auto covering = [&](const Thresholds& thresholds) {
      const auto end = policy_.rows.begin() + static_cast<std::ptrdiff_t>(index);
      const auto found = std::find_if(policy_.rows.begin(), end, [&](const PolicyRowSource& earlier) {
        return earlier.conditional && !earlier.flawed && covers(earlier, row, thresholds);
      });
      return found == end ? nullptr : &*found;
    };
    const PolicyRowSource* earlier = covering(policy_.thresholds);
    if (earlier == nullptr) return;
    if (silenced_by_tenant(row, [&](const Thresholds& thresholds) { return covering(thresholds) != nullptr; })) return;
    context_.error(code::kUnreachableRow, row.place, "row '" + row.id + "' is never reached",
                   "an earlier row holds whenever it does; move it up or take it out");
    context_.diagnostics.note(earlier->place, "the earlier row");
  }

  ParseContext& context_;
  const PolicySource& policy_;
  bool has_open_row_ = false;
};

}  // namespace

void check_rows(ParseContext& context) { RowChecker(context).run(); }

}  // namespace pilah
