// SPDX-License-Identifier: Apache-2.0
// Composites, put in an order in which each comes behind all it names, so that one walk in rising order settles them.
#include "compile/cycles.h"
#include "compile/lower.h"
#include "compile/vocabulary.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace pilah {

namespace {

class Composites {
public:
  Composites(const Rulebook& book, const std::vector<uint32_t>& rule_order, std::vector<uint64_t> expected,
             StringPool& pool, ImageSections& out)
      : expected_(std::move(expected)), pool_(pool), out_(out) {
    for (uint32_t i = 0; i < rule_order.size(); ++i) {
      sources_.push_back(&book.rules[rule_order[i]]);
      numbers_[sources_.back()->id] = i;
    }
  }

  void run() {
    for (uint32_t index : order())
      if (index < sources_.size() && sources_[index]->form == RuleSource::Form::composite) place(index);
    const size_t count = out_.rules.size();
    std::vector<std::set<uint32_t>> triggered(count);
    expected_.resize(count, 0);
    for (uint32_t c = 0; c < out_.composites.size(); ++c) {
      const Composite& composite = out_.composites[c];
      const std::span<const uint32_t> members(out_.members);
      const auto all = members.subspan(composite.all.begin, composite.all.count);
      const auto any = members.subspan(composite.any.begin, composite.any.count);
      uint64_t of_any = 0;
      for (uint32_t rule : any) of_any += expected_[rule];
      if (all.empty()) {
        for (uint32_t rule : any) triggered[rule].insert(c);
        expected_[composite.rule] = of_any;
        continue;
      }
      // The rarest of `all` wakes it, as the others are settled by then.
      const auto rarest =
          std::min_element(all.begin(), all.end(), [&](uint32_t a, uint32_t b) { return expected_[a] < expected_[b]; });
      triggered[*rarest].insert(c);
      expected_[composite.rule] = any.empty() ? expected_[*rarest] : std::min(expected_[*rarest], of_any);
    }
    for (const std::set<uint32_t>& list : triggered) {
      out_.triggers.push_back({static_cast<uint32_t>(out_.triggered.size()), static_cast<uint32_t>(list.size())});
      out_.triggered.insert(out_.triggered.end(), list.begin(), list.end());
    }
  }

private:
  // All rules, each behind those it names; prefixes, which come between as in Composites of parse_resolve_names.cc, are
  // numbered behind the rules. References have no circles: that was checked.
  std::vector<uint32_t> order() const {
    std::vector<std::vector<uint32_t>> edges(sources_.size());
    std::map<std::string_view, uint32_t> prefixes;
    for (uint32_t i = 0; i < sources_.size(); ++i) {
      const RuleSource& source = *sources_[i];
      for (const auto* names : {&source.all, &source.any_of, &source.none, &source.absorbs})
        for (const RuleSource::Name& name : *names) {
          if (!name.text.ends_with('*')) {
            const auto rule = numbers_.find(name.text);
            if (rule != numbers_.end()) edges[i].push_back(rule->second);
            continue;
          }
          const auto [prefix, fresh] = prefixes.try_emplace(name.text, static_cast<uint32_t>(edges.size()));
          edges[i].push_back(prefix->second);
          if (fresh) edges.push_back(matching(name.text));
        }
    }
    return find_cycles(edges).order;
  }

  // The rules that a prefix* stands for.
  std::vector<uint32_t> matching(const std::string& name) const {
    const std::string prefix = name.substr(0, name.size() - 1);
    std::vector<uint32_t> out;
    for (auto rule = numbers_.lower_bound(prefix); rule != numbers_.end() && rule->first.starts_with(prefix); ++rule)
      out.push_back(rule->second);
    return out;
  }

  // Lays out a composite; its members are laid out already.
  void place(uint32_t index) {
    const RuleSource& source = *sources_[index];
    std::vector<uint32_t> all, any, none, absorbs;
    for (const RuleSource::Name& name : source.all)
      if (!resolve(name.text, all, true)) return;  // a member that never runs: neither does this
    for (const RuleSource::Name& name : source.any_of) resolve(name.text, any, false);
    if (any.empty() && !source.any_of.empty()) return;
    for (const RuleSource::Name& name : source.none) resolve(name.text, none, false);
    for (const RuleSource::Name& name : source.absorbs) resolve(name.text, absorbs, false);
    out_.rules[index].composite = static_cast<uint32_t>(out_.composites.size() + 1);
    out_.composites.push_back({index, members(all), members(any), members(none), members(absorbs), source.within});
  }

  // Appends the rules that `name` stands for. Of a prefix* in `all` one rule must fire, so a silent composite stands
  // for it.
  bool resolve(const std::string& name, std::vector<uint32_t>& list, bool all) {
    if (!name.ends_with('*')) {
      auto rule = numbers_.find(name);
      if (rule == numbers_.end()) return false;
      list.push_back(rule->second);
      return true;
    }
    const std::vector<uint32_t> rules = matching(name);
    if (!all)
      list.insert(list.end(), rules.begin(), rules.end());
    else if (rules.empty())
      return false;
    else
      list.push_back(silent(name, rules));
    return true;
  }

  uint32_t silent(const std::string& name, const std::vector<uint32_t>& rules) {
    auto [known, fresh] = silent_.try_emplace(name, static_cast<uint32_t>(out_.rules.size()));
    if (!fresh) return known->second;
    Rule rule{};
    rule.id = pool_.add(name);
    rule.label = kNoLabel;
    rule.status = RuleStatus::active;
    rule.words_max = UINT32_MAX;
    rule.composite = static_cast<uint32_t>(out_.composites.size() + 1);
    rule.traits = static_cast<uint8_t>(Bits(RuleTrait::silent).raw());
    out_.rules.push_back(rule);
    out_.composites.push_back({known->second, {}, members(rules), {}, {}, 0});
    return known->second;
  }

  Slice members(const std::vector<uint32_t>& list) {
    Slice part{static_cast<uint32_t>(out_.members.size()), static_cast<uint32_t>(list.size())};
    out_.members.insert(out_.members.end(), list.begin(), list.end());
    return part;
  }

  std::vector<uint64_t> expected_;  // how often each rule may fire
  StringPool& pool_;
  ImageSections& out_;
  std::vector<const RuleSource*> sources_;
  std::map<std::string, uint32_t> numbers_;
  std::map<std::string, uint32_t> silent_;
};

}  // namespace

void lower_composites(const Rulebook& book, const std::vector<uint32_t>& rule_order, std::vector<uint64_t> expected,
                      StringPool& pool, ImageSections& out) {
  Composites(book, rule_order, std::move(expected), pool, out).run();
}

}  // namespace pilah
