// SPDX-License-Identifier: Apache-2.0
// Alternatives of one word each become one place with several members, so most patterns are a few operations long.
// Beside the program this finds out what every match must have: the matcher looks for those words first and runs few
// programs.
#include "compile/program.h"

#include "compile/affix.h"
#include "compile/codes.h"
#include "ruleset/layout.h"
#include "text/analyse.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace pilah {

namespace {

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

// Choices of fewer branches are tried branch by branch: an atom costs every comment that holds one of its words.
constexpr size_t kFewBranches = 3;

// Writes operations in prefix order and finds what every match of a part has.
class Writer {
public:
  Writer(Vocabulary& vocabulary, Program& out) : vocabulary_(vocabulary), out_(out) {}

  struct Part {
    std::set<uint32_t> required;  // atoms that every match of this part has
    std::set<uint32_t> anchors;   // atoms, one of which every match of this part has
    uint32_t cost = UINT32_MAX;   // of waiting at the anchors
    bool nullable = false;
  };

  Part write(const PlaceTree& tree) {
    switch (tree.kind) {
      case PlaceTree::Kind::place:
        return write_place(tree);
      case PlaceTree::Kind::gap:
        out_.code.push_back(operation(Operation::gap, tree.gap_min << 8 | tree.gap_max));
        return {{}, {}, UINT32_MAX, tree.gap_min == 0};
      case PlaceTree::Kind::sequence:
        return write_sequence(tree);
      case PlaceTree::Kind::choice:
        return write_choice(tree);
      case PlaceTree::Kind::optional: {
        const size_t head = open(Operation::optional);
        write(tree.children[0]);
        close(head);
        return {{}, {}, UINT32_MAX, true};
      }
    }
    return {};
  }

private:
  static uint32_t operation(Operation kind, uint32_t operand) {
    return static_cast<uint32_t>(kind) << kOperandBits | operand;
  }

  // Operations with parts carry their length, which is known once the parts are written.
  size_t open(Operation kind) {
    out_.code.push_back(operation(kind, 0));
    return out_.code.size() - 1;
  }
  void close(size_t head) { out_.code[head] |= static_cast<uint32_t>(out_.code.size() - head - 1); }

  Part write_place(const PlaceTree& tree) {
    if (tree.members.empty() && !tree.typed) {
      out_.code.push_back(operation(Operation::any, 0));
      return {};
    }
    const uint32_t atom = tree.typed ? kTypedAtom | static_cast<uint32_t>(tree.type) : vocabulary_.atom(tree.members);
    out_.code.push_back(tree.typed ? operation(Operation::typed, static_cast<uint32_t>(tree.type))
                                   : operation(Operation::word, atom));
    return {{atom}, {atom}, vocabulary_.cost(atom), false};
  }

  Part write_sequence(const PlaceTree& tree) {
    Part whole;
    whole.nullable = true;
    const size_t head = open(Operation::sequence);
    for (const PlaceTree& child : tree.children) {
      Part part = write(child);
      whole.nullable = whole.nullable && part.nullable;
      whole.required.merge(part.required);
      if (part.cost < whole.cost) {
        whole.cost = part.cost;
        whole.anchors = std::move(part.anchors);
      }
    }
    close(head);
    return whole;
  }

  Part write_choice(const PlaceTree& tree) {
    Part whole;
    uint64_t cost = 0;
    const size_t head = open(Operation::choice);
    const uint32_t first = tree.children.size() >= kFewBranches ? first_atom(tree) : kAnyAtom;
    out_.code.push_back(first);
    for (const PlaceTree& child : tree.children) {
      Part part = write(child);
      if (&child == &tree.children.front())
        whole.required = part.required;
      else
        std::erase_if(whole.required, [&](uint32_t atom) { return !part.required.contains(atom); });
      whole.nullable = whole.nullable || part.nullable;
      whole.anchors.merge(part.anchors);
      cost += part.cost;
    }
    close(head);
    whole.cost = static_cast<uint32_t>(std::min<uint64_t>(cost, UINT32_MAX));
    if (first != kAnyAtom) {
      whole.required.insert(first);
      if (vocabulary_.cost(first) <= whole.cost) {
        whole.cost = vocabulary_.cost(first);
        whole.anchors = {first};
      }
    }
    if (whole.nullable || whole.cost == UINT32_MAX) return {{}, {}, UINT32_MAX, whole.nullable};
    return whole;
  }

  // The atom of all words with which a match of `tree` may begin; kAnyAtom if that is not a set of words. It lets the
  // matcher pass over a choice of a hundred phrases with one look.
  uint32_t first_atom(const PlaceTree& tree) {
    std::vector<Member> members;
    if (!add_first_words(tree, members)) return kAnyAtom;
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return vocabulary_.atom(members);
  }

  // Appends the words with which a match of `tree` may begin; false if it may begin otherwise or be empty.
  static bool add_first_words(const PlaceTree& tree, std::vector<Member>& members) {
    switch (tree.kind) {
      case PlaceTree::Kind::place:
        members.insert(members.end(), tree.members.begin(), tree.members.end());
        return !tree.members.empty();
      case PlaceTree::Kind::sequence:
        for (const PlaceTree& child : tree.children) {
          const bool optional = child.kind == PlaceTree::Kind::optional;
          if (!add_first_words(optional ? child.children[0] : child, members)) return false;
          if (!optional) return true;
        }
        return false;
      case PlaceTree::Kind::choice:
        return std::all_of(tree.children.begin(), tree.children.end(),
                           [&](const PlaceTree& child) { return add_first_words(child, members); });
      default:
        return false;
    }
  }

  Vocabulary& vocabulary_;
  Program& out_;
};

}  // namespace

ProgramWriter::ProgramWriter(const Rulebook& book, Vocabulary& vocabulary, Diagnostics& diagnostics)
    : book_(book), vocabulary_(vocabulary), diagnostics_(diagnostics) {
  for (uint32_t i = 0; i < book.packs.size(); ++i) {
    const PackSource& pack = book.packs[i];
    if (!pack.shared) continue;
    for (const SetSource& set : pack.sets) shared_sets_.try_emplace(set.name, &set, i);
    for (const TypedSource& typed : pack.typed) typed_[typed.name].push_back({&typed, i});
  }
}

bool ProgramWriter::write(const PatternSource& pattern, uint32_t pack, Program& out) {
  const size_t errors = diagnostics_.error_count();
  const PlaceTree tree = expand(pattern.root, pack);
  if (diagnostics_.error_count() != errors) return false;
  out = {};
  Writer::Part whole = Writer(vocabulary_, out).write(tree);
  if (whole.nullable || whole.anchors.empty()) {
    diagnostics_.error(code::kMatchesNothing, pattern.place, "every word of the pattern may be missing or be any word",
                       "give it at least one obligatory word");
    return false;
  }
  out.anchors.assign(whole.anchors.begin(), whole.anchors.end());
  out.required.assign(whole.required.begin(), whole.required.end());
  std::stable_sort(out.required.begin(), out.required.end(),
                   [&](uint32_t a, uint32_t b) { return vocabulary_.cost(a) < vocabulary_.cost(b); });
  return true;
}

PlaceTree ProgramWriter::expand(const PatternNode& node, uint32_t pack) {
  switch (node.kind) {
    case PatternNode::Kind::word:
      return expand_words(node);
    case PatternNode::Kind::exact:
      return words_place({{Member::Kind::exact, folded_word(node)}});
    case PatternNode::Kind::prefix:
      return words_place({{Member::Kind::prefix, folded_word(node)}});
    case PatternNode::Kind::stem: {
      std::vector<Member> members;
      for (const std::string& form : indonesian_forms(folded_word(node))) members.push_back({Member::Kind::word, form});
      return words_place(std::move(members));
    }
    case PatternNode::Kind::set:
      return expand_set(node, pack);
    case PatternNode::Kind::typed:
      return expand_typed(node);
    case PatternNode::Kind::any:
      return any_place();
    case PatternNode::Kind::gap: {
      PlaceTree tree;
      tree.kind = PlaceTree::Kind::gap;
      tree.gap_min = node.gap_min;
      tree.gap_max = node.gap_max;
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

PlaceTree ProgramWriter::expand_choice(std::vector<PlaceTree> branches) const {
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
PlaceTree ProgramWriter::expand_words(const PatternNode& node) {
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

std::string ProgramWriter::folded_word(const PatternNode& node) {
  analyse(node.text, text_);
  if (text_.tokens.size() == 1 && text_.tokens[0].kind != TokenKind::punctuation)
    return std::string(text_.word(text_.tokens[0]));
  diagnostics_.error(code::kNeverProduced, node.place, "\"" + node.text + "\" is not one word once it is folded",
                     "=, ~ and * each take a single word");
  return node.text;
}

PlaceTree ProgramWriter::expand_set(const PatternNode& node, uint32_t pack) {
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

PlaceTree ProgramWriter::expand_typed(const PatternNode& node) {
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
