// SPDX-License-Identifier: Apache-2.0
// Everything here is ordered (std::map, std::set), so that the same packs give the same bytes.
#include "compile/vocabulary.h"

#include "ruleset/words.h"
#include "text/habits.h"

#include <algorithm>

namespace pilah {

namespace {

// An open-addressing table at most half full, filled in the order of the forms.
class SlotTable {
public:
  explicit SlotTable(size_t forms) {
    size_t size = 8;
    while (size < 2 * forms) size *= 2;
    slots_.resize(size);
  }

  void add(std::string_view form, uint32_t value, uint32_t pool_offset) {
    const uint64_t key = word_key(form);
    size_t i = first_slot(key, slots_.size());
    while (slots_[i].key != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {key, value, pool_offset << 6 | static_cast<uint32_t>(form.size())};
  }

  std::vector<WordSlot> take() { return std::move(slots_); }

private:
  std::vector<WordSlot> slots_;
};

}  // namespace

uint32_t StringPool::add(std::string_view text) {
  if (text.empty()) return 0;
  auto known = known_.find(text);
  if (known != known_.end()) return known->second;
  const uint32_t offset = static_cast<uint32_t>(pool_.size());
  pool_.insert(pool_.end(), text.begin(), text.end());
  pool_.push_back('\0');
  known_.emplace(text, offset);
  return offset;
}

std::vector<std::string> Vocabulary::standard(const std::string& folded) const {
  auto slang = slang_.find(folded);
  return slang != slang_.end() ? slang->second : std::vector<std::string>{folded};
}

uint32_t Vocabulary::atom(const std::vector<Member>& members) {
  auto [at, fresh] = atoms_.try_emplace(members, static_cast<uint32_t>(atom_cost_.size()));
  if (!fresh) return at->second;
  const uint32_t atom = at->second;
  uint32_t cost = 1;
  for (const Member& member : members) {
    for (auto counted = frequency_.lower_bound(member.text); counted != frequency_.end(); ++counted) {
      if (member.kind == Member::Kind::prefix ? !counted->first.starts_with(member.text)
                                              : counted->first != member.text)
        break;
      cost += counted->second;
    }
    switch (member.kind) {
      case Member::Kind::word:
        words_[member.text].atoms.insert(atom);
        break;
      case Member::Kind::exact:
        exact_[member.text].insert(atom);
        break;
      case Member::Kind::prefix:
        prefixes_[member.text].insert(atom);
        break;
    }
  }
  atom_cost_.push_back(cost);
  return atom;
}

uint32_t Vocabulary::cost(uint32_t atom) const {
  return atom & kTypedAtom ? 1 + type_frequency_[atom & ~kTypedAtom] : atom_cost_[atom];
}

void Vocabulary::add_prefix_atoms(std::string_view word, std::set<uint32_t>& atoms) const {
  for (size_t length = 3; length <= word.size(); ++length) {
    auto prefix = prefixes_.find(std::string(word.substr(0, length)));
    if (prefix != prefixes_.end()) atoms.insert(prefix->second.begin(), prefix->second.end());
  }
}

// All that is known of a standard word: its own atoms, those of prefixes, and those of its stem where only a pronoun
// was added.
bool Vocabulary::read(const std::string& word, Reading& out) const {
  out = {word, {}, {}};
  auto known = words_.find(word);
  const bool is_known = known != words_.end();
  if (is_known) {
    out.atoms = known->second.atoms;
    out.roles = known->second.roles;
    if (known->second.is_protected && out.atoms.empty()) return true;
  }
  if (!is_known || !known->second.is_protected) {
    for (size_t step = 0;; ++step) {
      std::string_view stem = without_clitic(word, step);
      if (stem.empty()) break;
      auto at = words_.find(std::string(stem));
      if (at == words_.end() || (is_known && !is_pronoun_clitic(word, stem))) continue;
      out.atoms.insert(at->second.atoms.begin(), at->second.atoms.end());
      Roles roles = at->second.roles;
      roles.remove(Role::filler);
      out.roles |= roles;
      if (!is_known) out.text = at->first;
      break;
    }
    add_prefix_atoms(word, out.atoms);
  }
  return is_known || !out.atoms.empty() || !out.roles.empty();
}

// Gathers forms, gives equal readings one class, and lays both out.
class Vocabulary::Writer {
public:
  Writer(const Vocabulary& vocabulary, StringPool& pool, ImageSections& out)
      : vocabulary_(vocabulary), pool_(pool), out_(out) {
    out_.classes.assign(1, WordClass{});
  }

  void write() {
    for (const auto& [word, info] : vocabulary_.words_) add_form(word);
    for (const auto& [from, to] : vocabulary_.slang_) add_form(from);
    for (const auto& [form, atoms] : vocabulary_.exact_) add_form(form);
    SlotTable words(values_.size());
    for (const auto& [form, value] : values_) words.add(form, value, pool_.add(form));
    out_.words = words.take();

    Settings& settings = out_.settings_section[0];
    settings.atom_count = static_cast<uint32_t>(vocabulary_.atom_cost_.size());
    SlotTable prefixes(vocabulary_.prefixes_.size());
    for (const auto& [prefix, atoms] : vocabulary_.prefixes_) {
      Reading reading{prefix + "*", {}, {}};
      vocabulary_.add_prefix_atoms(prefix, reading.atoms);
      prefixes.add(prefix, class_of(reading), pool_.add(prefix));
      settings.prefix_lengths |= 1u << prefix.size();
      const uint32_t bit = prefix_bit(prefix.data());
      settings.prefix_filter[bit >> 6] |= uint64_t{1} << (bit & 63u);
    }
    out_.prefixes = prefixes.take();
  }

private:
  // A form stands for its slang target if it has one, else for itself; what is asked of the very form comes on top.
  void add_form(const std::string& form) {
    if (form.empty() || form.size() > kMaxFormBytes || values_.contains(form)) return;
    std::vector<Reading> readings;
    bool useful = false;
    for (const std::string& word : vocabulary_.standard(form)) {
      Reading reading;
      useful = vocabulary_.read(word, reading) || useful;
      readings.push_back(std::move(reading));
    }
    Reading& last = readings.back();
    if (readings.size() == 1) {
      auto own = vocabulary_.words_.find(form);
      if (own != vocabulary_.words_.end()) last.atoms.insert(own->second.atoms.begin(), own->second.atoms.end());
    }
    auto exact = vocabulary_.exact_.find(form);
    if (exact != vocabulary_.exact_.end()) {
      last.atoms.insert(exact->second.begin(), exact->second.end());
      useful = true;
    }
    if (!useful) return;
    if (readings.size() == 1) {
      values_[form] = class_of(last);
      return;
    }
    const uint32_t index = static_cast<uint32_t>(out_.expansions.size());
    out_.expansions.push_back(static_cast<uint32_t>(readings.size()));
    for (const Reading& reading : readings) {
      const uint32_t word_class = class_of(reading);
      out_.expansions.push_back(word_class);
    }
    values_[form] = kExpansion | index;
  }

  uint32_t class_of(const Reading& reading) {
    auto [at, fresh] = classes_.try_emplace(reading, static_cast<uint32_t>(out_.classes.size()));
    if (!fresh) return at->second;
    WordClass word_class{};
    word_class.text = pool_.add(reading.text);
    word_class.roles = reading.roles.raw();
    word_class.atoms = {static_cast<uint32_t>(out_.atoms.size()), static_cast<uint32_t>(reading.atoms.size())};
    out_.atoms.insert(out_.atoms.end(), reading.atoms.begin(), reading.atoms.end());
    out_.classes.push_back(word_class);
    return at->second;
  }

  const Vocabulary& vocabulary_;
  StringPool& pool_;
  ImageSections& out_;
  std::map<std::string, uint32_t> values_;
  std::map<Reading, uint32_t> classes_;
};

void Vocabulary::write(StringPool& pool, ImageSections& out) const { Writer(*this, pool, out).write(); }

}  // namespace pilah
