// SPDX-License-Identifier: Apache-2.0
// References inside patterns: sets and typed tokens, which may refer to each other but not in a circle, nor come to
// more than can be written out: sets of sets may double from one to the next.
#include "compile/affix.h"
#include "compile/cycles.h"
#include "compile/parse_table.h"
#include "text/analyse.h"
#include "text/token.h"

#include <algorithm>

namespace pilah {

namespace {

constexpr size_t kMaxWords = 20'000;          // of a pattern written out
constexpr size_t kMaxWordsInAll = 4'000'000;  // of all patterns, stems with all their forms: some 150 bytes for each
constexpr size_t kMaxSetDepth = 16;           // sets in sets

bool is_built_in(std::string_view name) {
  for (size_t i = 0; i < kTokenTypeCount; ++i)
    if (token_type_name(static_cast<TokenType>(i)) == name) return true;
  return name == kEndName;
}

class PatternNames {
public:
  explicit PatternNames(ParseContext& context) : context_(context), own_(context.book.packs.size()) {
    for (uint32_t pack = 0; pack < context.book.packs.size(); ++pack) declare(pack);
  }

  // Patterns that are wrong are taken out, and circles are broken, so that later steps need not mind them.
  void run() {
    for (size_t node = 0; node < nodes_.size(); ++node) check_names(*nodes_[node].patterns, nodes_[node].pack, node);
    const Cycles cycles = find_cycles(edges_);
    break_circles(cycles);
    // Each set behind those it refers to, so that their extents are known.
    extents_.resize(nodes_.size());
    for (uint32_t node : cycles.order) extents_[node] = check_extents(*nodes_[node].patterns, nodes_[node].pack);
    for (RuleSource& rule : context_.book.rules) {
      for (auto* patterns : {&rule.any, &rule.unless, &rule.unless_comment, &rule.needs}) {
        check_names(*patterns, rule.pack, kNobody);
        take_extent(rule, *patterns, check_extents(*patterns, rule.pack).forms);
      }
    }
  }

private:
  static constexpr size_t kNobody = SIZE_MAX;
  struct Node {  // a set or a declaration of a typed token
    std::string shown;
    Place place;
    std::vector<PatternSource>* patterns;
    uint32_t pack;
  };
  struct Extent {  // of a pattern or set, written out
    size_t words = 0;
    size_t forms = 0;  // the same with the forms of stems
    size_t depth = 0;
  };
  using Names = std::map<std::string_view, size_t>;

  void declare(uint32_t pack) {
    PackSource& source = context_.book.packs[pack];
    for (SetSource& set : source.sets) {
      const size_t node = add("{" + set.name + "}", set.place, set.members, pack);
      own_[pack].emplace(set.name, node);
      packs_of_.emplace(set.name, pack);
      if (!source.shared) continue;
      const auto [first, added] = shared_.emplace(set.name, node);
      if (added) continue;
      context_.error(code::kDeclaredTwice, set.place, "two shared packs declare the set {" + set.name + "}",
                     "rename one, or join them");
      context_.diagnostics.note(nodes_[first->second].place, "first declared here");
    }
    for (TypedSource& typed : source.typed) {
      typed_[typed.name].push_back(add("@" + typed.name, typed.place, typed.patterns, pack));
      if (is_built_in(typed.name))
        context_.error(code::kDeclaredTwice, typed.place, "'@" + typed.name + "' is built in",
                       "give these patterns another name");
    }
  }

  size_t add(std::string shown, const Place& place, std::vector<PatternSource>& patterns, uint32_t pack) {
    nodes_.push_back({std::move(shown), place, &patterns, pack});
    edges_.emplace_back();
    return nodes_.size() - 1;
  }

  void check_names(std::vector<PatternSource>& patterns, uint32_t pack, size_t from) {
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

  // Own sets go before those of shared packs.
  size_t find_set(const std::string& name, uint32_t pack) const {
    const Names& names = own_[pack].contains(name) ? own_[pack] : shared_;
    const auto found = names.find(name);
    return found == names.end() ? kNobody : found->second;
  }

  bool check_set(const PatternNode& node, uint32_t pack, size_t from) {
    const size_t set = find_set(node.text, pack);
    if (set == kNobody) {
      unknown_set(node, pack);
      return false;
    }
    if (from != kNobody) edges_[from].push_back(static_cast<uint32_t>(set));
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
    std::vector<std::string_view> built_in = {kEndName};
    for (size_t i = 0; i < kTokenTypeCount; ++i) built_in.push_back(token_type_name(static_cast<TokenType>(i)));
    const std::string otherwise = "docs/RULES.md lists them; a shared pack may declare more under [typed]";
    std::string help = context_.suggester.help(node.text, built_in, "", "@");
    if (help.empty()) help = context_.suggester.help(node.text, typed_, otherwise, "@");
    context_.error(code::kUnknownTyped, node.place, "unknown typed token @" + node.text, help);
  }

  void break_circles(const Cycles& cycles) {
    for (const std::vector<uint32_t>& cycle : cycles.found) {
      std::string path;
      for (uint32_t node : cycle) path += nodes_[node].shown + " -> ";
      const Node& first = nodes_[cycle.front()];
      context_.error(code::kCircularSet, first.place, "sets refer to each other in a circle: " + path + first.shown,
                     "write the words of one of them out");
    }
    for (uint32_t node : cycles.breakers) nodes_[node].patterns->clear();
  }

  // Takes out patterns that are too much to write out; the extent of the rest together.
  Extent check_extents(std::vector<PatternSource>& patterns, uint32_t pack) {
    Extent whole;
    std::erase_if(patterns, [&](const PatternSource& pattern) {
      const Extent extent = extent_of(pattern.root, pack);
      if (extent.words > kMaxWords)
        context_.error(
            code::kTooManyAlternatives, pattern.place,
            "the pattern comes to more than " + std::to_string(kMaxWords) + " words with its sets written out",
            "use smaller sets, or fewer of them");
      else if (extent.depth > kMaxSetDepth)
        context_.error(code::kPatternDepth, pattern.place,
                       "sets refer to sets more than " + std::to_string(kMaxSetDepth) + " deep",
                       "write one of them out");
      else
        whole = {whole.words + extent.words, whole.forms + extent.forms, std::max(whole.depth, extent.depth)};
      return extent.words > kMaxWords || extent.depth > kMaxSetDepth;
    });
    return whole;
  }

  // Adds up the patterns of rules, and takes out those of the first rule that is too much for all and of those behind.
  void take_extent(const RuleSource& rule, std::vector<PatternSource>& patterns, size_t forms) {
    const bool fitted = words_in_all_ <= kMaxWordsInAll;
    words_in_all_ += forms;
    if (words_in_all_ <= kMaxWordsInAll) return;
    patterns.clear();
    if (fitted)
      context_.error(code::kTooManyAlternatives, rule.place,
                     "with this rule, all rules come to more than " + std::to_string(kMaxWordsInAll) +
                         " words with their sets and stems written out",
                     "use smaller sets, or put words that stand alone into a [[lexicon]]");
  }

  Extent extent_of(const PatternNode& node, uint32_t pack) {
    if (node.kind == PatternNode::Kind::gap) return {node.gap_max, node.gap_max, 0};
    if (node.kind == PatternNode::Kind::word || node.kind == PatternNode::Kind::stem) return extent_of_word(node);
    if (node.kind == PatternNode::Kind::set) return inside(extents_[find_set(node.text, pack)]);
    Extent whole;
    const auto add_part = [&](const Extent& part) {
      whole = {std::min(whole.words + part.words, kMaxWords + 1),
               std::min(whole.forms + part.forms, kMaxWordsInAll + 1), std::max(whole.depth, part.depth)};
    };
    if (node.kind == PatternNode::Kind::typed && !is_built_in(node.text))
      for (size_t target : typed_.find(node.text)->second) add_part(inside(extents_[target]));
    else if (node.children.empty())
      whole = {1, 1, 0};
    for (const PatternNode& child : node.children) add_part(extent_of(child, pack));
    return whole;
  }

  // Signs cut one word into several, and stems have their forms once they are folded.
  Extent extent_of_word(const PatternNode& node) {
    analyse(node.text, text_);
    const size_t words = std::max<size_t>(1, text_.tokens.size());
    if (node.kind == PatternNode::Kind::word || words > 1 || text_.tokens.empty()) return {words, words, 0};
    return {1, indonesian_forms(text_.word(text_.tokens[0])).size(), 0};
  }

  static Extent inside(const Extent& extent) { return {extent.words, extent.forms, extent.depth + 1}; }

  ParseContext& context_;
  std::vector<Node> nodes_;
  std::vector<std::vector<uint32_t>> edges_;
  std::vector<Names> own_;  // of each pack
  Names shared_;
  std::map<std::string_view, uint32_t> packs_of_;
  std::map<std::string_view, std::vector<size_t>> typed_;
  std::vector<Extent> extents_;  // of each node
  size_t words_in_all_ = 0;      // of the rules' patterns
  Text text_;
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
