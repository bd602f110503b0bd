// SPDX-License-Identifier: Apache-2.0
// Alternatives of one word each become one place with several members; longer ones become phrases, which are programs
// of their own, and the place holds both. So programs are rows without branches. Beside the program this finds out what
// every match must have: the matcher looks for those words first and runs few programs.
#include "compile/program.h"

#include "compile/affix.h"
#include "compile/codes.h"
#include "compile/parse.h"
#include "compile/passives.h"
#include "compile/utf8.h"
#include "ruleset/layout.h"
#include "text/analyse.h"
#include "text/habits.h"

#include <algorithm>
#include <span>
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

// Whether nothing but "di" may stand here.
bool is_passive_mark(const PlaceTree& tree) {
  return tree.members.size() == 1 && tree.members[0] == Member{Member::Kind::word, std::string(kPassive)};
}

// Whether patterns can ask for the word of such a token. Others are asked for by their type alone.
bool has_word(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::hashtag;
}

// Terms on the shortest way through, gaps at their least.
uint32_t shortest_way(const PlaceTree& tree) {
  switch (tree.kind) {
    case PlaceTree::Kind::place:
      return 1;
    case PlaceTree::Kind::gap:
      return tree.gap_min;
    case PlaceTree::Kind::end:
    case PlaceTree::Kind::optional:
      return 0;
    case PlaceTree::Kind::sequence: {
      uint32_t out = 0;
      for (const PlaceTree& child : tree.children) out += shortest_way(child);
      return out;
    }
    case PlaceTree::Kind::choice: {
      if (tree.children.empty()) return 0;  // of patterns that were wrong
      uint32_t out = shortest_way(tree.children[0]);
      for (const PlaceTree& child : tree.children) out = std::min(out, shortest_way(child));
      return out;
    }
  }
  return 0;
}

// Of the branches of a pattern the one whose shortest way is longest, with the rest of the pattern at its shortest:
// `outside` terms.
uint32_t longest_branch(const PlaceTree& tree, uint32_t outside) {
  const uint32_t inside = shortest_way(tree);
  uint32_t out = outside + inside;
  for (const PlaceTree& child : tree.children) {
    const uint32_t beside = tree.kind == PlaceTree::Kind::sequence ? inside - shortest_way(child) : 0;
    out = std::max(out, longest_branch(child, outside + beside));
  }
  return out;
}

int type_named(std::string_view name) {
  for (size_t i = 0; i < kTokenTypeCount; ++i)
    if (token_type_name(static_cast<TokenType>(i)) == name) return static_cast<int>(i);
  return -1;
}

// Writes a tree as a row of places and finds what every match of it has.
class Writer {
public:
  Writer(Vocabulary& vocabulary, Program& out) : vocabulary_(vocabulary), out_(out) {}

  // False if a choice has a branch that may be empty or any word: it could not be found as a phrase. Or if it is too
  // deep.
  bool write(const PlaceTree& tree) {
    const bool good = write_part(tree, false);
    std::sort(required_.begin(), required_.end());
    required_.erase(std::unique(required_.begin(), required_.end()), required_.end());
    out_.required = required_;
    std::stable_sort(out_.required.begin(), out_.required.end(),
                     [&](uint32_t a, uint32_t b) { return vocabulary_.cost(a) < vocabulary_.cost(b); });
    return good;
  }

  bool is_too_deep() const { return too_deep_; }

private:
  void add(Operation kind, uint32_t operand, bool optional) {
    out_.code.push_back((optional ? kOptionalPlace : 0) | static_cast<uint32_t>(kind) << kOperandBits | operand);
  }

  void add_atom(uint32_t atom, bool optional) {
    add(vocabulary_.is_mixed(atom) ? Operation::mixed : Operation::word, atom, optional);
    out_.level = std::max(out_.level, vocabulary_.level_of(atom));
    if (!optional) required_.push_back(atom);
  }

  bool write_part(const PlaceTree& tree, bool optional) {
    switch (tree.kind) {
      case PlaceTree::Kind::place:
        if (tree.typed)
          add_atom(static_cast<uint32_t>(tree.type), optional);
        else if (tree.members.empty())
          add(Operation::word, kAnyAtom, optional);
        else
          add_atom(vocabulary_.atom(tree.members), optional);
        return true;
      case PlaceTree::Kind::gap:
        add(Operation::gap, tree.gap_min << 8 | tree.gap_max, optional);
        return true;
      case PlaceTree::Kind::end:
        add(Operation::end, 0, optional);
        return true;
      case PlaceTree::Kind::sequence:
        // What may be empty anyway needs no place around it.
        if (optional && !is_nullable(tree)) return write_choice({&tree, 1}, true);
        return std::all_of(tree.children.begin(), tree.children.end(),
                           [&](const PlaceTree& child) { return write_part(child, false); });
      case PlaceTree::Kind::choice:
        return write_choice(tree.children, optional);
      case PlaceTree::Kind::optional:
        return write_part(tree.children[0], true);
    }
    return false;
  }

  bool write_choice(std::span<const PlaceTree> branches, bool optional) {
    std::vector<Member> members;
    std::vector<uint32_t> phrases;
    for (const PlaceTree& branch : branches) {
      if (branch.is_words()) {
        members.insert(members.end(), branch.members.begin(), branch.members.end());
      } else if (branch.kind == PlaceTree::Kind::optional) {
        optional = true;
        if (!add_phrase(branch.children[0], phrases)) return false;
      } else if (!add_phrase(branch, phrases)) {
        return false;
      }
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    std::sort(phrases.begin(), phrases.end());
    phrases.erase(std::unique(phrases.begin(), phrases.end()), phrases.end());
    add_atom(vocabulary_.atom(members, phrases), optional);
    too_deep_ = out_.level >= kMostPhraseLevels;
    return !too_deep_;
  }

  bool add_phrase(const PlaceTree& branch, std::vector<uint32_t>& phrases) {
    Program program;
    Writer writer(vocabulary_, program);
    const bool good = writer.write(branch);
    too_deep_ = writer.too_deep_;
    if (!good || program.required.empty() || is_nullable(branch)) return false;
    phrases.push_back(vocabulary_.phrase(std::move(program)));
    return true;
  }

  static bool is_nullable(const PlaceTree& tree) {
    switch (tree.kind) {
      case PlaceTree::Kind::place:
        return false;
      case PlaceTree::Kind::gap:
        return tree.gap_min == 0;
      case PlaceTree::Kind::end:
        return true;
      case PlaceTree::Kind::sequence:
        return std::all_of(tree.children.begin(), tree.children.end(), is_nullable);
      case PlaceTree::Kind::choice:
        return std::any_of(tree.children.begin(), tree.children.end(), is_nullable);
      case PlaceTree::Kind::optional:
        return true;
    }
    return false;
  }

  Vocabulary& vocabulary_;
  Program& out_;
  std::vector<uint32_t> required_;
  bool too_deep_ = false;
};

}  // namespace

ProgramWriter::ProgramWriter(const Rulebook& book, Vocabulary& vocabulary, Diagnostics& diagnostics)
    : book_(book), vocabulary_(vocabulary), diagnostics_(diagnostics), passives_(passives_of(book)) {
  for (uint32_t i = 0; i < book.packs.size(); ++i) {
    const PackSource& pack = book.packs[i];
    for (const SetSource& set : pack.sets) own_sets_.try_emplace({i, set.name}, &set);
    if (!pack.shared) continue;
    for (const SetSource& set : pack.sets) shared_sets_.try_emplace(set.name, &set, i);
    for (const TypedSource& typed : pack.typed) typed_[typed.name].push_back({&typed, i});
  }
}

bool ProgramWriter::write(const PatternSource& pattern, uint32_t pack, Program& out) {
  flawed_ = false;
  const PlaceTree tree = expand(pattern.root, pack);
  if (flawed_) return false;
  if (const uint32_t terms = longest_branch(tree, 0); terms > kMaxPatternPlaces) {
    diagnostics_.error(code::kTooManyPlaces, pattern.place,
                       "no comment can match a branch of the pattern: it is at least " + std::to_string(terms) +
                           " words long, and a match at most " + std::to_string(kMaxPatternPlaces),
                       "shorten its gaps or what stands for its sets, or make two rules and a composite");
    return false;
  }
  switch (write(tree, out)) {
    case Outcome::good:
      return true;
    case Outcome::too_deep:
      diagnostics_.error(code::kPatternDepth, pattern.place,
                         "alternatives of several words stand in each other more than " +
                             std::to_string(kMostPhraseLevels) + " deep, with the sets written out",
                         "write one of the sets out, or make two rules and a composite");
      break;
    case Outcome::empty_branch:
      diagnostics_.error(code::kMatchesNothing, pattern.place,
                         "every word of a branch of the pattern may be missing or be any word",
                         "give each branch at least one obligatory word, or write the pattern as several");
      if (const PatternSource* member = empty_member(pattern.root, pack))
        diagnostics_.note(member->place, "this member of a set is such a branch");
      break;
    case Outcome::empty:
      diagnostics_.error(code::kMatchesNothing, pattern.place,
                         "every word of the pattern may be missing or be any word",
                         "give it at least one obligatory word");
      break;
  }
  return false;
}

ProgramWriter::Outcome ProgramWriter::write(const PlaceTree& tree, Program& out) {
  out = {};
  Writer writer(vocabulary_, out);
  if (!writer.write(tree)) return writer.is_too_deep() ? Outcome::too_deep : Outcome::empty_branch;
  return out.required.empty() ? Outcome::empty : Outcome::good;
}

// The member of a set within `node` that may be empty or any words, or nothing.
const PatternSource* ProgramWriter::empty_member(const PatternNode& node, uint32_t pack) {
  if (node.kind != PatternNode::Kind::set) {
    for (const PatternNode& child : node.children)
      if (const PatternSource* member = empty_member(child, pack)) return member;
    return nullptr;
  }
  const auto [set, of] = find_set(node.text, pack);
  if (!set) return nullptr;
  const auto [known, fresh] = empty_members_.try_emplace(set, nullptr);
  const PatternSource*& found = known->second;
  for (size_t i = 0; fresh && !found && i < set->members.size(); ++i) {
    const PatternSource& member = set->members[i];
    found = empty_member(member.root, of);
    if (found) break;
    const PlaceTree tree = expand(member.root, of);
    Program program;
    if (tree.kind != PlaceTree::Kind::place && write(tree, program) != Outcome::good) found = &member;
  }
  return found;
}

void ProgramWriter::error(const PatternNode& node, std::string message, std::string help, const char* code) {
  diagnostics_.error(code, node.place, std::move(message), std::move(help));
  flawed_ = true;
}

PlaceTree ProgramWriter::expand(const PatternNode& node, uint32_t pack) {
  switch (node.kind) {
    case PatternNode::Kind::word:
      return expand_words(node);
    case PatternNode::Kind::exact:
      return expand_exact(node);
    case PatternNode::Kind::prefix: {
      const std::string prefix = folded_word(node);
      if (prefix.size() > kMostPrefixBytes)
        error(node,
              "\"" + node.text + "*\" is longer than the " + std::to_string(kMostPrefixBytes) +
                  " bytes by which the beginning of a word is looked for",
              "shorten it, or write the whole word");
      if (count_code_points(prefix) < kMinPrefixLetters)
        error(node, "prefix of fewer than three letters once it is folded",
              "write at least three letters before the star", code::kShortPrefix);
      prefixes_.try_emplace(prefix, node.place);
      return words_place({{Member::Kind::prefix, prefix}});
    }
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
    case PatternNode::Kind::sequence:
      return expand_sequence(node, pack);
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

// A sequence is read as comments are, where a passive that is written as two words is one.
PlaceTree ProgramWriter::expand_sequence(const PatternNode& node, uint32_t pack) {
  PlaceTree tree;
  for (const PatternNode& child : node.children) {
    PlaceTree next = expand(child, pack);
    PlaceTree* const before = tree.children.empty() || !next.is_words() ? nullptr : &tree.children.back();
    if (before != nullptr && is_passive_mark(*before)) {
      *before = join_passive(*before, std::move(next));
      continue;
    }
    if (before != nullptr && before->kind == PlaceTree::Kind::optional && is_passive_mark(before->children[0]))
      next = expand_choice({next, join_passive(before->children[0], next)});
    tree.children.push_back(std::move(next));
  }
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

// The mark and the words of the next place: those that make a known passive with it are one word.
PlaceTree ProgramWriter::join_passive(const PlaceTree& mark, PlaceTree verb) const {
  std::vector<Member> passives, others;
  for (Member& member : verb.members) {
    const std::string whole = std::string(kPassive) + member.text;
    if (member.kind == Member::Kind::word && passives_.contains(whole))
      passives.push_back({Member::Kind::word, vocabulary_.standard(whole)[0]});
    else
      others.push_back(std::move(member));
  }
  if (others.empty()) return words_place(std::move(passives));
  PlaceTree apart;
  apart.children = {mark, words_place(std::move(others))};
  if (passives.empty()) return apart;
  return expand_choice({words_place(std::move(passives)), std::move(apart)});
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
  // Beside "any word" it does not matter which words are named.
  auto is_any = [](const PlaceTree& branch) {
    return branch.kind == PlaceTree::Kind::place && branch.members.empty() && !branch.typed;
  };
  const bool any = std::any_of(tree.children.begin(), tree.children.end(), is_any);
  if (any)
    std::erase_if(tree.children, [&](const PlaceTree& b) { return is_any(b) || (b.typed && b.children.empty()); });
  if (any)
    tree.children.insert(tree.children.begin(), any_place());
  else if (!words.empty())
    tree.children.insert(tree.children.begin(), words_place(std::move(words)));
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

// A word of a pattern in the spelling that rules see: cut and folded as comments are, slang replaced.
PlaceTree ProgramWriter::expand_words(const PatternNode& node) {
  PlaceTree tree;
  analyse(node.text, text_);
  for (const Token& token : text_.tokens) {
    if (token.kind == TokenKind::punctuation) continue;
    if (!has_word(token)) {
      tree.children.clear();
      break;
    }
    std::string written(text_.word(token));
    // As comments are read, where the word stands before its 's.
    if (token.flags.has(TokenFlag::apostrophe_s) && written.ends_with('s') && !vocabulary_.is_slang(written))
      written.pop_back();
    for (const std::string& word : words_of(written)) {
      check_length(node, word);
      tree.children.push_back(words_place({{Member::Kind::word, word}}));
    }
  }
  if (tree.children.empty())
    error(node, "no comment can produce \"" + node.text + "\": folding leaves no word of it",
          "write words and numbers; emoji, links and handles are asked for as @emoji, @url and @mention");
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

// The standard words of a written one: "hati2" is "hati hati" and "3hari" is "3 hari", as in comments.
std::vector<std::string> ProgramWriter::words_of(const std::string& written) const {
  if (vocabulary_.is_slang(written) || vocabulary_.is_protected(written)) return vocabulary_.standard(written);
  if (const std::string_view unit = glued_unit(written); !unit.empty()) {
    std::vector<std::string> words = vocabulary_.standard(std::string(unit));
    words.insert(words.begin(), written.substr(0, written.size() - unit.size()));
    return words;
  }
  const std::string_view base = doubled_word(written);
  return base.empty() ? std::vector{written} : twice(base);
}

std::vector<std::string> ProgramWriter::twice(std::string_view base) const {
  std::vector<std::string> words = vocabulary_.standard(std::string(base));
  if (words.size() == 1) words.push_back(words[0]);
  return words;
}

// The very form of a word. What comments make several words of is as many places, of which the last carries what is
// asked of the form.
PlaceTree ProgramWriter::expand_exact(const PatternNode& node) {
  const std::string form = folded_word(node);
  const std::string_view base = vocabulary_.is_slang(form) || vocabulary_.is_protected(form) ? "" : doubled_word(form);
  const std::vector<std::string> words = base.empty() ? vocabulary_.standard(form) : twice(base);
  PlaceTree tree;
  for (size_t i = 0; i + 1 < words.size(); ++i) tree.children.push_back(words_place({{Member::Kind::word, words[i]}}));
  tree.children.push_back(words_place({{Member::Kind::exact, form}}));
  return tree.children.size() == 1 ? std::move(tree.children[0]) : tree;
}

std::string ProgramWriter::folded_word(const PatternNode& node) {
  analyse(node.text, text_);
  if (text_.tokens.size() == 1 && has_word(text_.tokens[0])) {
    const std::string_view word = text_.word(text_.tokens[0]);
    if (node.kind != PatternNode::Kind::prefix) check_length(node, word);
    return std::string(word);
  }
  error(node, "\"" + node.text + "\" is not one word once it is folded", "=, ~ and * each take a single word");
  return node.text;
}

void ProgramWriter::check_length(const PatternNode& node, std::string_view word) {
  if (word.size() > kMaxFormBytes)
    error(node,
          "\"" + std::string(word) + "\" is longer than the " + std::to_string(kMaxFormBytes) +
              " bytes of a word that are looked at",
          "write its beginning with a star, or a regex");
}

// Own sets go before those of shared packs.
std::pair<const SetSource*, uint32_t> ProgramWriter::find_set(const std::string& name, uint32_t pack) const {
  const auto own = own_sets_.find({pack, name});
  if (own != own_sets_.end()) return {own->second, pack};
  const auto shared = shared_sets_.find(name);
  return shared != shared_sets_.end() ? shared->second : std::pair<const SetSource*, uint32_t>{};
}

// What `branches` gives as alternatives, made once and kept in `known`. Problems are reported then, and patterns that
// come later are flawed without a word.
template <typename Branches>
PlaceTree ProgramWriter::expand_once(std::optional<Known>& known, Branches branches) {
  if (!known) {
    const bool outer = std::exchange(flawed_, false);
    PlaceTree tree = expand_choice(branches());
    known = {std::move(tree), flawed_};
    flawed_ = outer;
  }
  flawed_ = flawed_ || known->flawed;
  return known->tree;
}

PlaceTree ProgramWriter::expand_set(const PatternNode& node, uint32_t pack) {
  const auto [set, of] = find_set(node.text, pack);
  if (!set) return any_place();  // reported when references were resolved
  return expand_once(known_sets_[set], [&, set = set, of = of] {
    std::vector<PlaceTree> branches;
    for (const PatternSource& member : set->members) branches.push_back(expand(member.root, of));
    return branches;
  });
}

PlaceTree ProgramWriter::expand_typed(const PatternNode& node) {
  if (node.text == kEndName) {
    PlaceTree end;
    end.kind = PlaceTree::Kind::end;
    return end;
  }
  return expand_once(known_typed_[node.text], [&] {
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
    return branches;
  });
}

}  // namespace pilah
