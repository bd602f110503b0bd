// SPDX-License-Identifier: Apache-2.0
// References inside patterns: sets and typed tokens, which may refer to each other but not in a circle.
#include "compile/cycles.h"
#include "compile/parse_table.h"
#include "text/token.h"

namespace pilah {

namespace {

bool is_built_in(std::string_view name) {
  for (size_t i = 0; i < kTokenTypeCount; ++i)
    if (token_type_name(static_cast<TokenType>(i)) == name) return true;
  return false;
}

class PatternNames {
public:
  explicit PatternNames(ParseContext& context) : context_(context), own_(context.book.packs.size()) {
    for (uint32_t pack = 0; pack < context.book.packs.size(); ++pack) declare(pack);
  }

  // Patterns with unknown names are taken out, and circles are broken, so that later steps need not mind them.
  void run() {
    for (uint32_t pack = 0; pack < context_.book.packs.size(); ++pack) {
      PackSource& source = context_.book.packs[pack];
      size_t node = first_node_[pack];
      for (SetSource& set : source.sets) check_all(set.members, pack, node++);
      for (TypedSource& typed : source.typed) check_all(typed.patterns, pack, node++);
    }
    for (RuleSource& rule : context_.book.rules)
      for (auto* patterns : {&rule.any, &rule.unless, &rule.unless_comment, &rule.needs}) check_all(*patterns, rule.pack, kNobody);
    break_circles();
  }

private:
  static constexpr size_t kNobody = SIZE_MAX;
  struct Node {  // a set or a declaration of a typed token
    std::string shown;
    Place place;
    std::vector<PatternSource>* patterns;
  };
  using Names = std::map<std::string_view, size_t>;

  void declare(uint32_t pack) {
    PackSource& source = context_.book.packs[pack];
    first_node_.push_back(nodes_.size());
    for (SetSource& set : source.sets) {
      const size_t node = add("{" + set.name + "}", set.place, set.members);
      own_[pack].emplace(set.name, node);
      packs_of_.emplace(set.name, pack);
      if (!source.shared) continue;
      const auto [first, added] = shared_.emplace(set.name, node);
      if (added) continue;
      context_.error(code::kDeclaredTwice, set.place, "two shared packs declare the set {" + set.name + "}", "rename one, or join them");
      context_.diagnostics.note(nodes_[first->second].place, "first declared here");
    }
    for (TypedSource& typed : source.typed) {
      typed_[typed.name].push_back(add("@" + typed.name, typed.place, typed.patterns));
      if (is_built_in(typed.name))
        context_.error(code::kDeclaredTwice, typed.place, "'@" + typed.name + "' is built in", "give these patterns another name");
    }
  }

  size_t add(std::string shown, const Place& place, std::vector<PatternSource>& patterns) {
    nodes_.push_back({std::move(shown), place, &patterns});
    edges_.emplace_back();
    return nodes_.size() - 1;
  }

  void check_all(std::vector<PatternSource>& patterns, uint32_t pack, size_t from) {
    std::erase_if(patterns, [&](const PatternSource& pattern) { return !check(pattern.root, pack, from); });
  }

  // Whether all names in `node` are known; each unknown one is reported.
  bool check(const PatternNode& node, uint32_t pack, size_t from) {
    if (node.kind == PatternNode::Kind::set) return check_set(node, pack, from);
    if (node.kind == PatternNode::Kind::typed) return check_typed(node, from);
    bool known = true;
    for (const PatternNode& child : node.children) known = check(child, pack, from) && known;
    return known;
  }

  bool check_set(const PatternNode& node, uint32_t pack, size_t from) {
    const Names& names = own_[pack].contains(node.text) ? own_[pack] : shared_;
    const auto found = names.find(node.text);
    if (found == names.end()) {
      unknown_set(node, pack);
      return false;
    }
    if (from != kNobody) edges_[from].push_back(static_cast<uint32_t>(found->second));
    return true;
  }

  void unknown_set(const PatternNode& node, uint32_t pack) {
    if (context_.incomplete) return;
    std::string otherwise = "declare it under [sets] of this pack or of a shared one";
    if (const auto other = packs_of_.find(node.text); other != packs_of_.end())
      otherwise = "it belongs to the pack '" + context_.book.packs[other->second].id + "', which is not shared";
    std::string help = context_.suggester.help(node.text, own_[pack], "", "{", "}");
    if (help.empty()) help = context_.suggester.help(node.text, shared_, otherwise, "{", "}");
    context_.error(code::kUnknownSet, node.place, "unknown set {" + node.text + "}", help);
  }

  bool check_typed(const PatternNode& node, size_t from) {
    if (is_built_in(node.text)) return true;
    const auto found = typed_.find(node.text);
    if (found == typed_.end()) {
      unknown_typed(node);
      return false;
    }
    for (size_t target : found->second)
      if (from != kNobody) edges_[from].push_back(static_cast<uint32_t>(target));
    return true;
  }

  void unknown_typed(const PatternNode& node) {
    if (context_.incomplete) return;
    std::vector<std::string_view> built_in;
    for (size_t i = 0; i < kTokenTypeCount; ++i) built_in.push_back(token_type_name(static_cast<TokenType>(i)));
    const std::string otherwise = "docs/RULES.md lists them; a shared pack may declare more under [typed]";
    std::string help = context_.suggester.help(node.text, built_in, "", "@");
    if (help.empty()) help = context_.suggester.help(node.text, typed_, otherwise, "@");
    context_.error(code::kUnknownTyped, node.place, "unknown typed token @" + node.text, help);
  }

  void break_circles() {
    const Cycles cycles = find_cycles(edges_);
    for (const std::vector<uint32_t>& cycle : cycles.found) {
      std::string path;
      for (uint32_t node : cycle) path += nodes_[node].shown + " -> ";
      const Node& first = nodes_[cycle.front()];
      context_.error(code::kCircularSet, first.place, "sets refer to each other in a circle: " + path + first.shown,
                     "write the words of one of them out");
    }
    for (uint32_t node : cycles.breakers) nodes_[node].patterns->clear();
  }

  ParseContext& context_;
  std::vector<Node> nodes_;
  std::vector<std::vector<uint32_t>> edges_;
  std::vector<Names> own_;  // of each pack
  Names shared_;
  std::map<std::string_view, uint32_t> packs_of_;
  std::map<std::string_view, std::vector<size_t>> typed_;
  std::vector<size_t> first_node_;  // of each pack: its sets, then its typed tokens
};

}  // namespace

void resolve_patterns(ParseContext& context) { PatternNames(context).run(); }

void resolve(ParseContext& context) {
  resolve_patterns(context);
  resolve_ids(context);
  resolve_groups(context);
  resolve_composites(context);
}

}  // namespace pilah
