// SPDX-License-Identifier: Apache-2.0
// Names of rules in composites: turned into full ids, or prefixes of full ids that keep their star; circles are
// refused.
#include "compile/cycles.h"
#include "compile/parse_table.h"

#include <algorithm>

namespace pilah {

namespace {

bool never_runs(const RuleSource& rule) {
  return rule.status == RuleStatus::draft || rule.status == RuleStatus::retired;
}

constexpr size_t kMaxMembers = 4'000'000;  // of all composites, prefixes written out: some 60 bytes of memory each

class Composites {
public:
  explicit Composites(ParseContext& context)
      : context_(context), rules_(context.book.rules), named_(rules_.size(), false) {
    for (uint32_t i = 0; i < rules_.size(); ++i) numbers_.emplace(rules_[i].id, i);
    edges_.resize(rules_.size());
  }

  void run() {
    for (uint32_t i = 0; i < rules_.size(); ++i) {
      RuleSource& rule = rules_[i];
      if (rule.form != RuleSource::Form::composite) continue;
      for (auto* names : {&rule.all, &rule.any_of, &rule.none, &rule.absorbs}) {
        std::erase_if(*names, [&](RuleSource::Name& name) { return !resolve(i, name, names == &rule.absorbs); });
      }
    }
    break_circles();
    check_size();
    report_idle();
  }

private:
  // Turns a name into full ids and notes what it stands for; false when it stands for nothing.
  bool resolve(uint32_t from, RuleSource::Name& name, bool absorbed) {
    const PackSource& pack = context_.book.packs[rules_[from].pack];
    const bool prefix = name.text.ends_with('*');
    const std::string stem = name.text.substr(0, name.text.size() - (prefix ? 1 : 0));
    for (const std::string& full : {full_id(pack, stem), stem}) {
      if (stem.empty() || !(prefix ? has_prefix(full) : numbers_.contains(full))) continue;
      const uint32_t target = prefix ? prefix_node(full) : numbers_.find(full)->second;
      edges_[from].push_back(target);
      if (!absorbed) name_all(target, full);
      name.text = prefix ? full + "*" : full;
      return true;
    }
    if (!context_.incomplete) unknown(name, pack, stem, prefix);
    return false;
  }

  bool has_prefix(const std::string& prefix) const {
    const auto first = numbers_.lower_bound(prefix);
    return first != numbers_.end() && first->first.starts_with(prefix);
  }

  // A prefix is a node of its own between the composite and the rules, so that circles are found in the time that it
  // takes to read the names, however wide a prefix many composites share.
  uint32_t prefix_node(const std::string& prefix) {
    const auto [found, added] = prefixes_.emplace(prefix, static_cast<uint32_t>(edges_.size()));
    if (!added) return found->second;
    std::vector<uint32_t> targets;
    for (auto rule = numbers_.lower_bound(prefix); rule != numbers_.end() && rule->first.starts_with(prefix); ++rule)
      targets.push_back(rule->second);
    edges_.push_back(std::move(targets));
    return found->second;
  }

  void name_all(uint32_t target, const std::string& full) {
    if (target < rules_.size()) {
      named_[target] = true;
      return;
    }
    if (!prefixes_named_.insert(full).second) return;
    for (uint32_t rule : edges_[target]) named_[rule] = true;
  }

  void unknown(const RuleSource::Name& name, const PackSource& pack, const std::string& stem, bool prefix) {
    const std::string otherwise =
        "name it by full id, by its own id within this pack, or by a prefix with a star behind it";
    std::string help = otherwise;
    if (!prefix && !context_.suggester.exhausted()) {
      std::vector<std::string_view> own;
      const std::string head = pack.id + ".";
      for (auto rule = numbers_.lower_bound(head); rule != numbers_.end() && rule->first.starts_with(head); ++rule)
        own.push_back(rule->first.substr(head.size()));
      help = context_.suggester.help(stem, own, "", "'", "'");
      if (help.empty()) help = context_.suggester.help(stem, numbers_, otherwise, "'", "'");
    }
    context_.error(code::kUnknownRule, name.place,
                   prefix ? "no rule's id begins with '" + stem + "'" : "unknown rule '" + name.text + "'", help);
  }

  void break_circles() {
    const Cycles cycles = find_cycles(edges_);
    for (const std::vector<uint32_t>& cycle : cycles.found) {
      // Prefix nodes are passed through; of a circle at least one node is a composite.
      std::string path;
      const RuleSource* first = nullptr;
      for (uint32_t node : cycle) {
        if (node >= rules_.size()) continue;
        if (first == nullptr) first = &rules_[node];
        path += rules_[node].id + " -> ";
      }
      if (first == nullptr) continue;
      context_.error(code::kCircularRule, first->place, "composites name each other in a circle: " + path + first->id,
                     "a composite may name only what is settled before it; mind names with a star");
    }
    // A circle may close at a prefix, which is no rule: then the composites that use the prefix let go of it.
    std::set<uint32_t> breakers(cycles.breakers.begin(), cycles.breakers.end());
    for (uint32_t i = 0; i < rules_.size(); ++i) {
      const bool through_prefix = std::any_of(edges_[i].begin(), edges_[i].end(), [&](uint32_t target) {
        return target >= rules_.size() && breakers.contains(target);
      });
      if (!breakers.contains(i) && !through_prefix) continue;
      for (auto* names : {&rules_[i].all, &rules_[i].any_of, &rules_[i].none, &rules_[i].absorbs}) names->clear();
    }
  }

  // Takes out the names of the first composite that is too much for all and of those behind. A prefix in `all` is
  // written out once for all composites.
  void check_size() {
    std::set<uint32_t> shared;
    size_t members = 0;
    for (RuleSource& rule : rules_) {
      const bool fitted = members <= kMaxMembers;
      for (const auto* names : {&rule.all, &rule.any_of, &rule.none, &rule.absorbs})
        for (const RuleSource::Name& name : *names) {
          const bool wide = name.text.ends_with('*');
          const auto prefix = wide ? prefixes_.find(name.text.substr(0, name.text.size() - 1)) : prefixes_.end();
          const bool written =
              prefix != prefixes_.end() && (names != &rule.all || shared.insert(prefix->second).second);
          members += written ? edges_[prefix->second].size() : 1;
        }
      if (members <= kMaxMembers) continue;
      for (auto* names : {&rule.all, &rule.any_of, &rule.none, &rule.absorbs}) names->clear();
      if (fitted)
        context_.error(code::kTooManyAlternatives, rule.place,
                       "with this composite, all composites name more than " + std::to_string(kMaxMembers) +
                           " rules with their prefixes written out",
                       "let one composite name the prefix, and the others that composite");
    }
  }

  void report_idle() {
    if (context_.incomplete) return;
    for (uint32_t i = 0; i < rules_.size(); ++i) {
      const RuleSource& rule = rules_[i];
      const bool idle = rule.label == kNoLabel && rule.tags.empty() && !named_[i] && !never_runs(rule);
      if (idle && !context_.flawed.contains(rule.id))
        context_.warning(code::kIdleRule, rule.place, "rule without label and tags, which no composite names",
                         "give it a label and points, or tags, or name it in a composite");
    }
  }

  ParseContext& context_;
  std::vector<RuleSource>& rules_;
  std::map<std::string_view, uint32_t> numbers_;
  std::vector<bool> named_;
  std::vector<std::vector<uint32_t>> edges_;  // of rules, then of prefixes
  std::map<std::string, uint32_t> prefixes_;
  std::set<std::string> prefixes_named_;
};

}  // namespace

void resolve_composites(ParseContext& context) { Composites(context).run(); }

}  // namespace pilah
