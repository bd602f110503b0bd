// SPDX-License-Identifier: Apache-2.0
// V. M. Glushkov's construction (The abstract theory of automata, 1961; Navarro and Raffinot, Flexible Pattern Matching in
// Strings, 2002, section 5.2.2): every place of the pattern is a state, and what may follow it is read off the tree. Patterns have no
// repetition, so places only lead to later places. Alternatives of one word each share a place, which keeps most patterns
// within a dozen states.
#include "compile/automaton.h"

#include "compile/affix.h"
#include "compile/codes.h"
#include "ruleset/layout.h"
#include "text/analyse.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace pilah {

namespace {

// More automata than this for one pattern are a mistake, or want a set.
constexpr size_t kMostAutomata = 64;

PlaceTree words_place(std::vector<Member> members) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  PlaceTree place;
  place.kind = PlaceTree::Kind::place;
  place.members = std::move(members);
  return place;
}

PlaceTree any_place() {
  PlaceTree place;
  place.kind = PlaceTree::Kind::place;
  return place;
}

PlaceTree optional_of(PlaceTree child) {
  PlaceTree tree;
  tree.kind = PlaceTree::Kind::optional;
  tree.children.push_back(std::move(child));
  return tree;
}

int type_named(std::string_view name) {
  for (size_t i = 0; i < kTokenTypeCount; ++i)
    if (token_type_name(static_cast<TokenType>(i)) == name) return static_cast<int>(i);
  return -1;
}

// The choice with most places, which is the one to divide when a tree is too large.
PlaceTree* largest_choice(PlaceTree& tree) {
  PlaceTree* best = tree.kind == PlaceTree::Kind::choice && tree.children.size() > 1 ? &tree : nullptr;
  for (PlaceTree& child : tree.children) {
    PlaceTree* found = largest_choice(child);
    if (found && (!best || found->place_count() > best->place_count())) best = found;
  }
  return best;
}

// Divides a tree with too many places into trees with few enough; false if it cannot be done.
bool divide(PlaceTree tree, std::vector<PlaceTree>& out) {
  if (tree.place_count() <= kMaxPatternPlaces) {
    out.push_back(std::move(tree));
    return out.size() <= kMostAutomata;
  }
  PlaceTree* choice = largest_choice(tree);
  if (!choice || out.size() > kMostAutomata) return false;
  const std::vector<PlaceTree> branches = std::move(choice->children);
  const auto middle = branches.begin() + static_cast<std::ptrdiff_t>(branches.size() / 2);
  choice->children.assign(branches.begin(), middle);
  if (!divide(tree, out)) return false;
  choice->children.assign(middle, branches.end());
  return divide(std::move(tree), out);
}

// Reads first, last and follow sets off a tree.
class Builder {
public:
  Builder(Vocabulary& vocabulary, Automaton& out) : vocabulary_(vocabulary), out_(out) {}

  struct Part {
    uint64_t first = 0;
    uint64_t last = 0;
    std::set<uint32_t> required;  // atoms that every match of this part has
    bool nullable = false;
    uint64_t anchors = 0;         // places, one of which every match of this part has
    uint32_t cost = UINT32_MAX;   // of waiting at them
  };

  Part build(const PlaceTree& tree) {
    switch (tree.kind) {
      case PlaceTree::Kind::place: return build_place(tree);
      case PlaceTree::Kind::sequence: return build_sequence(tree);
      case PlaceTree::Kind::choice: return build_choice(tree);
      case PlaceTree::Kind::optional: {
        Part part = build(tree.children[0]);
        part.nullable = true;
        part.required.clear();
        part.anchors = 0;
        part.cost = UINT32_MAX;
        return part;
      }
    }
    return {};
  }

private:
  Part build_place(const PlaceTree& tree) {
    const uint64_t bit = uint64_t{1} << out_.places.size();
    Part part{bit, bit, {}, false, 0, UINT32_MAX};
    uint32_t atom = kAnyAtom;
    if (tree.typed) atom = kTypedAtom | static_cast<uint32_t>(tree.type);
    if (!tree.members.empty()) atom = vocabulary_.atom(tree.members);
    if (atom != kAnyAtom) {
      part.required = {atom};
      part.anchors = bit;
      part.cost = vocabulary_.cost(atom);
    }
    out_.places.push_back({0, atom, 0});
    return part;
  }

  Part build_sequence(const PlaceTree& tree) {
    Part whole;
    whole.nullable = true;
    for (const PlaceTree& child : tree.children) {
      const Part part = build(child);
      for (uint64_t rest = whole.last; rest != 0; rest &= rest - 1)
        out_.places[static_cast<size_t>(__builtin_ctzll(rest))].follow |= part.first;
      whole.first = whole.nullable ? whole.first | part.first : whole.first;
      whole.last = part.nullable ? whole.last | part.last : part.last;
      whole.nullable = whole.nullable && part.nullable;
      whole.required.insert(part.required.begin(), part.required.end());
      if (part.cost < whole.cost) {
        whole.cost = part.cost;
        whole.anchors = part.anchors;
      }
    }
    return whole;
  }

  Part build_choice(const PlaceTree& tree) {
    Part whole;
    uint64_t cost = 0;
    for (const PlaceTree& child : tree.children) {
      const Part part = build(child);
      if (&child == &tree.children.front())
        whole.required = part.required;
      else
        std::erase_if(whole.required, [&](uint32_t atom) { return !part.required.contains(atom); });
      whole.first |= part.first;
      whole.last |= part.last;
      whole.nullable = whole.nullable || part.nullable;
      whole.anchors |= part.anchors;
      cost += part.cost;
    }
    whole.cost = static_cast<uint32_t>(std::min<uint64_t>(cost, UINT32_MAX));
    if (whole.nullable || whole.cost == UINT32_MAX) {
      whole.cost = UINT32_MAX;
      whole.anchors = 0;
    }
    return whole;
  }

  Vocabulary& vocabulary_;
  Automaton& out_;
};

}  // namespace

size_t PlaceTree::place_count() const {
  size_t count = kind == Kind::place ? 1 : 0;
  for (const PlaceTree& child : children) count += child.place_count();
  return count;
}

AutomatonWriter::AutomatonWriter(const Rulebook& book, Vocabulary& vocabulary, Diagnostics& diagnostics)
    : book_(book), vocabulary_(vocabulary), diagnostics_(diagnostics) {
  for (uint32_t i = 0; i < book.packs.size(); ++i) {
    const PackSource& pack = book.packs[i];
    if (!pack.shared) continue;
    for (const SetSource& set : pack.sets) shared_sets_.try_emplace(set.name, &set, i);
    for (const TypedSource& typed : pack.typed) typed_[typed.name].push_back({&typed, i});
  }
}

std::vector<Automaton> AutomatonWriter::write(const PatternSource& pattern, uint32_t pack) {
  const size_t errors = diagnostics_.error_count();
  PlaceTree tree = expand(pattern.root, pack);
  if (diagnostics_.error_count() != errors) return {};
  std::vector<PlaceTree> trees;
  if (!divide(std::move(tree), trees)) {
    diagnostics_.error(code::kTooManyAlternatives, pattern.place,
                       "the pattern is too large: written out it needs more than " + std::to_string(kMaxPatternPlaces) +
                           " places at a time",
                       "split it into several patterns, or use a set of single words");
    return {};
  }
  std::vector<Automaton> automata;
  for (const PlaceTree& part : trees) automata.push_back(build(part));
  for (const Automaton& automaton : automata) {
    if (!automaton.anchors.empty()) continue;
    diagnostics_.error(code::kMatchesNothing, pattern.place, "every word of the pattern may be missing or be any word",
                       "give it at least one obligatory word");
    return {};
  }
  return automata;
}

Automaton AutomatonWriter::build(const PlaceTree& tree) {
  Automaton out;
  const Builder::Part whole = Builder(vocabulary_, out).build(tree);
  out.first = whole.first;
  out.required.assign(whole.required.begin(), whole.required.end());
  std::stable_sort(out.required.begin(), out.required.end(),
                   [&](uint32_t a, uint32_t b) { return vocabulary_.cost(a) < vocabulary_.cost(b); });
    for (uint64_t rest = whole.last; rest != 0; rest &= rest - 1)
    out.places[static_cast<size_t>(__builtin_ctzll(rest))].follow |= kAccept;
  for (uint64_t rest = whole.anchors; rest != 0; rest &= rest - 1)
    out.anchors.push_back(out.places[static_cast<size_t>(__builtin_ctzll(rest))].atom);
  std::sort(out.anchors.begin(), out.anchors.end());
  out.anchors.erase(std::unique(out.anchors.begin(), out.anchors.end()), out.anchors.end());
  return out;
}

PlaceTree AutomatonWriter::expand(const PatternNode& node, uint32_t pack) {
  switch (node.kind) {
    case PatternNode::Kind::word: return expand_words(node);
    case PatternNode::Kind::exact: return words_place({{Member::Kind::exact, folded_word(node)}});
    case PatternNode::Kind::prefix: return words_place({{Member::Kind::prefix, folded_word(node)}});
    case PatternNode::Kind::stem: {
      std::vector<Member> members;
      for (const std::string& form : indonesian_forms(folded_word(node))) members.push_back({Member::Kind::word, form});
      return words_place(std::move(members));
    }
    case PatternNode::Kind::set: return expand_set(node, pack);
    case PatternNode::Kind::typed: return expand_typed(node);
    case PatternNode::Kind::any: return any_place();
    case PatternNode::Kind::gap: {
      PlaceTree tree;
      for (uint32_t i = 0; i < node.gap_max; ++i)
        tree.children.push_back(i < node.gap_min ? any_place() : optional_of(any_place()));
      return tree;
    }
    case PatternNode::Kind::sequence: {
      PlaceTree tree;
      for (const PatternNode& child : node.children) tree.children.push_back(expand(child, pack));
      return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
    }
    case PatternNode::Kind::choice:
    case PatternNode::Kind::optional: {
      std::vector<PlaceTree> branches;
      for (const PatternNode& child : node.children) branches.push_back(expand(child, pack));
      PlaceTree tree = expand_choice(std::move(branches));
      return node.kind == PatternNode::Kind::choice ? tree : optional_of(std::move(tree));
    }
  }
  return {};
}

PlaceTree AutomatonWriter::expand_choice(std::vector<PlaceTree> branches) const {
  PlaceTree tree;
  tree.kind = PlaceTree::Kind::choice;
  std::vector<Member> words;
  for (PlaceTree& branch : branches) {
    if (branch.is_words()) {
      words.insert(words.end(), branch.members.begin(), branch.members.end());
    } else if (branch.kind == PlaceTree::Kind::choice) {
      // A choice of a choice is one choice; its words join ours.
      for (PlaceTree& inner : branch.children) {
        if (inner.is_words())
          words.insert(words.end(), inner.members.begin(), inner.members.end());
        else
          tree.children.push_back(std::move(inner));
      }
    } else {
      tree.children.push_back(std::move(branch));
    }
  }
  if (!words.empty()) tree.children.insert(tree.children.begin(), words_place(std::move(words)));
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

// A word of a pattern in the spelling that rules see: cut and folded as comments are, slang replaced.
PlaceTree AutomatonWriter::expand_words(const PatternNode& node) {
  PlaceTree tree;
  analyse(node.text, text_);
  for (const Token& token : text_.tokens) {
    if (token.kind == TokenKind::punctuation) continue;
    if (token.kind != TokenKind::word && token.kind != TokenKind::number && token.kind != TokenKind::hashtag) {
      tree.children.clear();
      break;
    }
    for (const std::string& word : vocabulary_.standard(std::string(text_.word(token))))
      tree.children.push_back(words_place({{Member::Kind::word, word}}));
  }
  if (tree.children.empty())
    diagnostics_.error(code::kNeverProduced, node.place,
                       "no comment can produce \"" + node.text + "\": folding leaves no word of it",
                       "write words and numbers; emoji, links and handles are asked for as @emoji, @url and @mention");
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

std::string AutomatonWriter::folded_word(const PatternNode& node) {
  analyse(node.text, text_);
  if (text_.tokens.size() == 1 && text_.tokens[0].kind != TokenKind::punctuation)
    return std::string(text_.word(text_.tokens[0]));
  diagnostics_.error(code::kNeverProduced, node.place, "\"" + node.text + "\" is not one word once it is folded",
                     "=, ~ and * each take a single word");
  return node.text;
}

PlaceTree AutomatonWriter::expand_set(const PatternNode& node, uint32_t pack) {
  const SetSource* set = nullptr;
  for (const SetSource& own : book_.packs[pack].sets)
    if (own.name == node.text) set = &own;
  if (!set) {
    auto shared = shared_sets_.find(node.text);
    if (shared == shared_sets_.end()) return any_place();  // reported when references were resolved
    std::tie(set, pack) = shared->second;
  }
  auto known = known_sets_.find(set);
  if (known != known_sets_.end()) return known->second;
  std::vector<PlaceTree> branches;
  for (const PatternSource& member : set->members) branches.push_back(expand(member.root, pack));
  return known_sets_[set] = expand_choice(std::move(branches));
}

PlaceTree AutomatonWriter::expand_typed(const PatternNode& node) {
  std::vector<PlaceTree> branches;
  if (int type = type_named(node.text); type >= 0) {
    PlaceTree place = any_place();
    place.typed = true;
    place.type = static_cast<TokenType>(type);
    branches.push_back(std::move(place));
  }
  auto declared = typed_.find(node.text);
  if (declared != typed_.end()) {
    for (const auto& [typed, pack] : declared->second)
      for (const PatternSource& pattern : typed->patterns) branches.push_back(expand(pattern.root, pack));
  }
  return expand_choice(std::move(branches));
}

}  // namespace pilah
