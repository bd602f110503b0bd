// SPDX-License-Identifier: Apache-2.0
// What ids and groups must fulfil over all packs: used once, never after retirement, known where changes and scores
// name them.
#include "compile/parse_table.h"

#include <algorithm>

namespace pilah {

namespace {

using Rules = std::map<std::string_view, const RuleSource*>;

Rules rules_by_id(const Rulebook& book) {
  Rules rules;
  for (const RuleSource& rule : book.rules) rules.emplace(rule.id, &rule);
  return rules;
}

void check_packs(ParseContext& context) {
  std::map<std::string_view, const PackSource*> packs;
  for (const PackSource& pack : context.book.packs) {
    const auto [first, added] = packs.emplace(pack.id, &pack);
    if (!added && !pack.id.empty()) {
      context.error(code::kDuplicatePack, pack.place, "two packs have the id '" + pack.id + "'",
                    "give each pack an id of its own");
      context.diagnostics.note(first->second->place, "the first one");
    }
  }
}

// The cap of one group, and the label that its rules agreed on.
struct GroupState {
  GroupSource* source;
  Place label_place;  // of the rule that gave the label
};

class Groups {
public:
  explicit Groups(ParseContext& context) : context_(context) {
    for (PackSource& pack : context.book.packs)
      for (GroupSource& group : pack.groups) declare(group);
  }

  void check(RuleSource& rule) {
    if (rule.group.empty() || rule.status == RuleStatus::retired) return;
    const auto group = find(rule.group, rule.group_place);
    if (group == groups_.end()) return rule.group.clear();
    check_label(group->second, rule, rule.group_place);
  }

  void check(ChangeSource& change, const RuleSource& rule) {
    if (!change.group) return;
    const auto group = find(*change.group, change.place);
    if (group == groups_.end()) return change.group.reset();
    check_label(group->second, rule, change.place);
  }

private:
  using Map = std::map<std::string_view, GroupState>;

  void declare(GroupSource& group) {
    const auto [first, added] = groups_.emplace(group.name, GroupState{&group, group.place});
    if (added) return;
    context_.error(code::kDeclaredTwice, group.place, "group '" + group.name + "' is declared twice",
                   "keep one of them: a group holds for all packs");
    context_.diagnostics.note(first->second.source->place, "first declared here");
  }

  Map::iterator find(const std::string& name, const Place& place) {
    const auto group = groups_.find(name);
    if (group == groups_.end() && !context_.incomplete)
      context_.error(
          code::kUnknownGroup, place, "unknown group '" + name + "'",
          context_.suggester.help(name, groups_, "declare it: [groups] " + name + " = { cap = 60 }", "'", "'"));
    return group;
  }

  void check_label(GroupState& group, const RuleSource& rule, const Place& place) {
    if (rule.label == kNoLabel) return;
    if (group.source->label == kNoLabel) {
      group.source->label = rule.label;
      group.label_place = place;
    }
    if (group.source->label == rule.label) return;
    context_.error(code::kGroupOfOtherLabel, place,
                   "group '" + group.source->name + "' belongs to '" + std::string(kLabelNames[group.source->label]) +
                       "', not to '" + std::string(kLabelNames[rule.label]) + "'",
                   "a group caps the points of one label: use another group");
    context_.diagnostics.note(group.label_place, "its label comes from here");
  }

  ParseContext& context_;
  Map groups_;
};

}  // namespace

void resolve_ids(ParseContext& context) {
  check_packs(context);
  Rules rules;
  for (const RuleSource& rule : context.book.rules) {
    const auto [first, added] = rules.emplace(rule.id, &rule);
    if (!added) {
      context.error(code::kDuplicateId, rule.place, "two rules have the id '" + rule.id + "'",
                    "ids are permanent: give the newer one another");
      context.diagnostics.note(first->second->place, "the first one");
    }
    const auto retired = context.retired.find(rule.id);
    if (retired == context.retired.end() || rule.status == RuleStatus::retired) continue;
    context.error(code::kRetiredId, rule.place, "the id '" + rule.id + "' is retired",
                  "retired ids are never used again: take another");
    context.diagnostics.note(retired->second, "retired here");
  }
  for (const ScoresSource::Points& score : context.book.scores.points) {
    const auto rule = rules.find(score.id);
    if (rule == rules.end() && !context.incomplete)
      context.warning(code::kUnknownScore, score.place, "scores name the unknown rule '" + score.id + "'",
                      context.suggester.help(score.id, rules, "fit the scores again", "'", "'"));
    if (rule == rules.end() || takes_score(*rule->second)) continue;
    const bool lexicon = rule->second->form == RuleSource::Form::lexicon;
    context.warning(code::kUnknownScore, score.place,
                    "scores say nothing of '" + score.id + "', which " + (lexicon ? "is a lexicon" : "has no label"),
                    lexicon ? "take the line out: its words have points of their own" : "take the line out");
  }
}

// Keys that have no meaning for the rule.
void check_keys(ParseContext& context, ChangeSource& change, const RuleSource& rule) {
  if (rule.label == kNoLabel && (change.points || change.group) && !context.flawed.contains(rule.id)) {
    context.error(code::kMissingLabel, change.place,
                  std::string(change.points ? "'points'" : "'group'") + " for '" + rule.id + "', which has no label",
                  "take it out of the change: the rule only sets tags or feeds composites");
    change.points.reset();
    change.group.reset();
  }
  const bool has_hits = !rule.any.empty() || !rule.regex.empty();
  if (change.not_in && !has_hits && !context.flawed.contains(rule.id)) {
    context.error(
        code::kUnknownKey, change.place, "'not_in' for a rule without patterns",
        "contexts are asked of hits, which only patterns have; of a composite change the rules that it names");
    change.not_in.reset();
  }
}

void resolve_groups(ParseContext& context) {
  const Rules rules = rules_by_id(context.book);
  Groups groups(context);
  for (RuleSource& rule : context.book.rules) groups.check(rule);
  for (PackSource& pack : context.book.packs) {
    for (ChangeSource& change : pack.changes) {
      const auto rule = rules.find(change.id);
      if (rule != rules.end()) {
        check_keys(context, change, *rule->second);
        groups.check(change, *rule->second);
      } else if (!context.incomplete) {
        context.error(code::kUnknownChange, change.place, "change of the unknown rule '" + change.id + "'",
                      context.suggester.help(change.id, rules, "changes name shipped rules by full id", "'", "'"));
      }
    }
  }
}

}  // namespace pilah
