// SPDX-License-Identifier: Apache-2.0
// What rules come to once scores and overlays have changed them: points under caps, contexts of which none is left, and
// composites that wait for rules which wake nothing.
#include "compile/codes.h"
#include "compile/cycles.h"
#include "compile/lower.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

namespace {

bool never_runs(const RuleSource& rule) {
  return rule.status == RuleStatus::draft || rule.status == RuleStatus::retired;
}

// Where a rule was changed last.
struct Changed {
  std::optional<Place> points;  // or its group
  std::optional<Place> status;
  std::optional<Place> not_in;
};

class RuleChecker {
public:
  RuleChecker(const Rulebook& book, Diagnostics& diagnostics) : rules_(book.rules), diagnostics_(diagnostics) {
    for (const ScoresSource::Points& fitted : book.scores.points) changed_[fitted.id].points = fitted.place;
    for (const PackSource& pack : book.packs) {
      for (const GroupSource& group : pack.groups) groups_.emplace(group.name, &group);
      for (const ChangeSource& change : pack.changes) {
        Changed& changed = changed_[change.id];
        if (change.points || change.group) changed.points = change.place;
        if (change.status) changed.status = change.place;
        if (change.not_in) changed.not_in = change.place;
      }
    }
  }

  void run() {
    for (const RuleSource& rule : rules_) {
      if (rule.status != RuleStatus::retired) check_cap(rule);
      if (!never_runs(rule)) check_contexts(rule);
    }
    find_those_that_never_fire();
    for (const RuleSource& rule : rules_)
      if (rule.form == RuleSource::Form::composite && !never_runs(rule)) check_members(rule);
  }

private:
  Changed changed(const RuleSource& rule) const {
    const auto found = changed_.find(rule.id);
    return found == changed_.end() ? Changed{} : found->second;
  }

  void check_cap(const RuleSource& rule) {
    const auto group = groups_.find(rule.group);
    if (group == groups_.end()) return;
    const std::optional<Place> place = changed(rule).points;
    if (rule.form != RuleSource::Form::lexicon) {
      check_cap(*group->second, rule.points, place.value_or(rule.points_place));
      return;
    }
    for (const PatternSource& word : rule.any)
      if (word.points && !check_cap(*group->second, *word.points, place.value_or(word.place))) return;
  }

  // Reports only the first word of a lexicon, so it tells whether all was well.
  bool check_cap(const GroupSource& group, int points, const Place& place) {
    if (std::abs(points) <= group.cap) return true;
    diagnostics_.error(
        code::kCapTooLow, place,
        std::to_string(points) + " points under group '" + group.name + "', whose cap is " + std::to_string(group.cap),
        "raise the cap or lower the points: a cap must not be below a single rule");
    diagnostics_.note(group.place, "the group");
    return false;
  }

  void check_contexts(const RuleSource& rule) {
    if (rule.only_in.empty() || (rule.only_in.raw() & ~rule.not_in.raw()) != 0) return;
    diagnostics_.error(code::kContradiction, changed(rule).not_in.value_or(rule.place),
                       "'" + rule.id + "' can never fire: all that stands in its 'only_in' stands in 'not_in', too",
                       "take the context out of one of the two");
  }

  // Walks from members to composites: what asks for something that never fires never fires itself.
  void find_those_that_never_fire() {
    for (uint32_t i = 0; i < rules_.size(); ++i) numbers_.emplace(rules_[i].id, i);
    edges_.resize(rules_.size());
    for (uint32_t i = 0; i < rules_.size(); ++i)
      for (const auto* names : {&rules_[i].all, &rules_[i].any_of})
        for (const RuleSource::Name& name : *names) {
          const uint32_t target = node_of(name.text);
          edges_[i].push_back(target);
        }
    never_.resize(edges_.size(), false);
    for (uint32_t node : find_cycles(edges_).order)
      never_[node] = node < rules_.size() ? never_fires(rules_[node])
                                          : std::all_of(edges_[node].begin(), edges_[node].end(),
                                                        [&](uint32_t target) { return never_[target]; });
  }

  // Behind the rules each prefix with a star is a node of its own, as many composites may name the same.
  uint32_t node_of(const std::string& name) {
    if (!name.ends_with('*')) {
      const auto rule = numbers_.find(name);
      if (rule != numbers_.end()) return rule->second;
    }
    const auto [node, added] = prefixes_.emplace(name, static_cast<uint32_t>(edges_.size()));
    if (!added) return node->second;
    const std::string_view prefix = std::string_view(name).substr(0, name.size() - 1);
    std::vector<uint32_t> targets;
    for (auto rule = numbers_.lower_bound(prefix); rule != numbers_.end() && rule->first.starts_with(prefix); ++rule)
      targets.push_back(rule->second);
    edges_.push_back(std::move(targets));
    return node->second;
  }

  bool never(const RuleSource::Name& name) { return never_[node_of(name.text)]; }

  // For those that name it: a rule on trial is reported, but wakes no composite.
  bool never_fires(const RuleSource& rule) {
    const auto is_never = [&](const RuleSource::Name& name) { return never(name); };
    return rule.status != RuleStatus::active || std::any_of(rule.all.begin(), rule.all.end(), is_never) ||
           (!rule.any_of.empty() && std::all_of(rule.any_of.begin(), rule.any_of.end(), is_never));
  }

  void check_members(const RuleSource& composite) {
    for (const RuleSource::Name& name : composite.all)
      if (never(name)) warn(name);
    const auto& any = composite.any_of;
    if (any.empty() || !std::all_of(any.begin(), any.end(), [&](const auto& name) { return never(name); })) return;
    if (any.size() == 1) return warn(any.front());
    warn(any.front().place, "none of the rules of 'any' ever fires", "make one of them active");
  }

  void warn(const RuleSource::Name& name) {
    const auto rule = numbers_.find(name.text);
    if (rule == numbers_.end())
      return warn(name.place, "no rule that '" + name.text + "' stands for ever fires",
                  "make one of them active, or take the name out");
    const RuleSource& member = rules_[rule->second];
    if (member.status == RuleStatus::active)
      return warn(name.place, "'" + name.text + "' never fires", "see there, or take it out");
    warn(name.place, "'" + name.text + "' is " + std::string(kRuleStatusNames[static_cast<size_t>(member.status)]),
         "make that rule active, or take it out");
    diagnostics_.note(changed(member).status.value_or(member.place), "the rule");
  }

  void warn(const Place& place, const std::string& reason, const std::string& help) {
    diagnostics_.warning(code::kNeverRuns, place, reason + ", so this composite never fires", help);
  }

  const std::vector<RuleSource>& rules_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, Changed> changed_;
  std::map<std::string_view, const GroupSource*> groups_;
  std::map<std::string_view, uint32_t> numbers_;
  std::map<std::string, uint32_t> prefixes_;
  std::vector<std::vector<uint32_t>> edges_;  // of rules, then of prefixes
  std::vector<bool> never_;
};

}  // namespace

void check_rules(const Rulebook& book, Diagnostics& diagnostics) { RuleChecker(book, diagnostics).run(); }

}  // namespace pilah
