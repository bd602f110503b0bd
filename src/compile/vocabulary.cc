// SPDX-License-Identifier: Apache-2.0
// Everything here is ordered (std::map, std::set), so that the same packs give the same bytes.
#include "compile/vocabulary.h"

#include "compile/disguise.h"
#include "ruleset/words.h"
#include "text/habits.h"

#include <algorithm>

namespace pilah {

namespace {

// An open-addressing table at most two thirds full, filled in the order of the forms.
class SlotTable {
public:
  explicit SlotTable(size_t forms) : slots_(forms + forms / 2 + 8) {}

  void add(std::string_view form, uint32_t value, StringPool& pool) {
    const uint64_t key = word_key(form);
    size_t i = first_slot(key, slots_.size());
    while (slots_[i].key != 0) i = next_slot(i, slots_.size());
    slots_[i] = {key, value, form.size() > kPackedForm ? pool.add_form(form) : static_cast<uint32_t>(form.size())};
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
  full_ = full_ || pool_.size() > UINT32_MAX;
  const uint32_t offset = static_cast<uint32_t>(pool_.size());
  pool_.insert(pool_.end(), text.begin(), text.end());
  pool_.push_back('\0');
  known_.emplace(text, offset);
  return offset;
}

uint32_t StringPool::add_form(std::string_view form) {
  const uint32_t offset = add(form);
  full_ = full_ || offset > kMostFormOffset;
  return offset << kFormSizeBits | static_cast<uint32_t>(form.size());
}

std::vector<std::string> Vocabulary::standard(const std::string& folded) const {
  auto slang = slang_.find(folded);
  return slang != slang_.end() ? slang->second : std::vector<std::string>{folded};
}

uint32_t Vocabulary::atom(const std::vector<Member>& members, const std::vector<uint32_t>& phrases) {
  auto [at, fresh] = atom_numbers_.try_emplace({members, phrases}, static_cast<uint32_t>(atoms_.size()));
  if (!fresh) return at->second;
  const uint32_t number = at->second;
  Atom atom;
  for (const Member& member : members) {
    for (auto counted = frequency_.lower_bound(member.text); counted != frequency_.end(); ++counted) {
      if (member.kind == Member::Kind::prefix ? !counted->first.starts_with(member.text)
                                              : counted->first != member.text)
        break;
      atom.cost += counted->second;
    }
    switch (member.kind) {
      case Member::Kind::word:
        words_[member.text].atoms.insert(number);
        if (const auto others = synonyms_.find(member.text); others != synonyms_.end())
          for (const std::string& other : others->second) {
            words_[other].atoms.insert(number);
            if (const auto counted = frequency_.find(other); counted != frequency_.end()) atom.cost += counted->second;
          }
        break;
      case Member::Kind::exact:
        exact_[member.text].insert(number);
        break;
      case Member::Kind::prefix:
        prefixes_[member.text].insert(number);
        break;
    }
  }
  for (uint32_t phrase : phrases) {
    const Program& program = phrases_[phrase].program;
    atom.mixed = true;
    atom.level = std::max(atom.level, program.level + 1);
    atom.cost += cost_of(program);
    phrases_[phrase].atoms.insert(number);
  }
  atoms_.push_back(atom);
  return number;
}

uint32_t Vocabulary::phrase(Program program) {
  auto [at, fresh] = phrase_numbers_.try_emplace(program.code, static_cast<uint32_t>(phrases_.size()));
  if (fresh) phrases_.push_back({std::move(program), {}});
  return at->second;
}

// Words of a phrase meet more often than by chance. How much more hardly matters, as long as phrases count as rarer
// than their words.
uint32_t Vocabulary::cost_of(const Program& program) const {
  constexpr uint64_t kMoreThanChance = 8;
  uint64_t out = cost(program.required[0]);
  if (program.required.size() > 1)
    out = std::min(out, out * cost(program.required[1]) * kMoreThanChance / std::max<uint32_t>(texts_, 1));
  return static_cast<uint32_t>(out);
}

std::vector<uint32_t> Vocabulary::number_atoms() const {
  std::vector<std::pair<uint64_t, const std::set<uint32_t>*>> lists;
  for (const auto& [word, info] : words_) {
    const auto counted = frequency_.find(word);
    lists.emplace_back(counted == frequency_.end() ? 0 : counted->second * info.atoms.size(), &info.atoms);
  }
  std::stable_sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const size_t packed = std::min<size_t>(lists.size(), kFrequentWords);  // the heaviest have no lists, see there
  std::rotate(lists.begin(), lists.begin() + static_cast<ptrdiff_t>(packed), lists.end());
  for (const PhraseEntry& phrase : phrases_) lists.emplace_back(0, &phrase.atoms);

  constexpr uint32_t kNone = UINT32_MAX;
  std::vector<uint32_t> numbers(atoms_.size(), kNone);
  uint32_t next = 0;
  for (; next < kFirstSetAtom; ++next) numbers[next] = next;
  for (const bool mixed : {false, true}) {
    const auto number = [&](uint32_t atom) {
      if (numbers[atom] == kNone && atoms_[atom].mixed == mixed) numbers[atom] = next++;
    };
    for (const auto& [burden, atoms] : lists)
      for (uint32_t atom : *atoms) number(atom);
    for (uint32_t atom = 0; atom < atoms_.size(); ++atom) number(atom);
  }
  return numbers;
}

void Vocabulary::add_prefix_atoms(std::string_view word, std::set<uint32_t>& atoms) const {
  for (size_t length = 3; length <= word.size(); ++length) {
    auto prefix = prefixes_.find(std::string(word.substr(0, length)));
    if (prefix != prefixes_.end()) atoms.insert(prefix->second.begin(), prefix->second.end());
  }
}

std::map<std::string, uint64_t> Vocabulary::prefix_atoms() const {
  std::map<std::string, uint64_t> out;
  for (const auto& [prefix, atoms] : prefixes_) {
    uint64_t words = 0;
    for (auto word = words_.lower_bound(prefix); word != words_.end() && word->first.starts_with(prefix); ++word)
      words += word->second.is_protected ? 0 : 1;
    for (auto word = exact_.lower_bound(prefix); word != exact_.end() && word->first.starts_with(prefix); ++word)
      ++words;
    out[prefix] = words * atoms.size();
  }
  for (const auto& [from, to] : slang_)
    for (const std::string& word : to)
      for (size_t length = 3; length <= std::min(word.size(), kMostPrefixBytes); ++length)
        if (const auto prefix = prefixes_.find(word.substr(0, length)); prefix != prefixes_.end())
          out[prefix->first] += prefix->second.size();
  return out;
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
  Writer(const Vocabulary& vocabulary, const std::vector<uint32_t>& final_atoms, StringPool& pool, ImageSections& out)
      : vocabulary_(vocabulary), final_atoms_(final_atoms), pool_(pool), out_(out) {
    out_.classes.assign(1, WordClass{});
  }

  void write() {
    for (const std::string& form : forms()) add_form(form);
    SlotTable words(values_.size());
    for (const auto& [form, value] : values_) words.add(form, value, pool_);
    out_.words = words.take();
    size_t filter_size = 1;
    while (filter_size * 64 < values_.size() * 8) filter_size *= 2;
    out_.word_filter.assign(filter_size, 0);
    for (const auto& [form, value] : values_) {
      const size_t bit = filter_bit_of(word_key(form), filter_size);
      out_.word_filter[bit / 64] |= uint64_t{1} << (bit % 64);
    }

    Settings& settings = out_.settings_section[0];
    settings.atom_count = static_cast<uint32_t>(vocabulary_.atoms_.size());
    settings.first_mixed_atom = static_cast<uint32_t>(
        std::count_if(vocabulary_.atoms_.begin(), vocabulary_.atoms_.end(), [](const Atom& a) { return !a.mixed; }));
    SlotTable prefixes(vocabulary_.prefixes_.size());
    for (const auto& [prefix, atoms] : vocabulary_.prefixes_) {
      prefixes.add(prefix, class_of_prefix(prefix), pool_);
      if (prefix.size() <= kMostPrefixBytes) settings.prefix_lengths |= 1u << prefix.size();
      const uint32_t bit = prefix_bit(prefix.data());
      settings.prefix_filter[bit >> 6] |= uint64_t{1} << (bit & 63u);
    }
    out_.prefixes = prefixes.take();
    for (const PhraseEntry& entry : vocabulary_.phrases_) write_phrase(entry);
    write_disguises();
  }

private:
  // All written forms: those of the words whose atoms would burden comments most, which are packed (see
  // kFrequentWords), then frequent ones first.
  std::vector<std::string> forms() const {
    std::set<std::string> all;
    for (const auto& [word, info] : vocabulary_.words_) all.insert(word);
    for (const auto& [from, to] : vocabulary_.slang_) all.insert(from);
    for (const auto& [form, atoms] : vocabulary_.exact_) all.insert(form);
    std::map<Reading, std::pair<uint64_t, std::string>> burdens;
    std::vector<std::pair<uint32_t, std::string>> order;
    for (const std::string& form : all) {
      const auto counted = vocabulary_.forms_.find(form);
      const uint32_t count = counted == vocabulary_.forms_.end() ? 0 : counted->second;
      order.emplace_back(count, form);
      const std::vector<Reading> readings = count == 0 ? std::vector<Reading>{} : readings_of(form);
      if (readings.size() != 1) continue;
      auto& [burden, written] = burdens.try_emplace(readings[0], 0, form).first->second;
      burden += uint64_t{count} * readings[0].atoms.size();
    }
    const auto heavier = [](const auto& a, const auto& b) { return a.first > b.first; };
    std::vector<std::pair<uint64_t, std::string>> heaviest;
    heaviest.reserve(burdens.size());
    for (auto& [reading, burden] : burdens) heaviest.push_back(std::move(burden));
    std::stable_sort(heaviest.begin(), heaviest.end(), heavier);
    std::stable_sort(order.begin(), order.end(), heavier);
    std::vector<std::string> out;
    for (auto& [burden, form] : heaviest)
      if (out.size() < kFrequentWords) out.push_back(std::move(form));
    for (auto& [count, form] : order) out.push_back(std::move(form));
    return out;
  }

  Slice write_atoms(const std::set<uint32_t>& atoms) {
    const Slice part{static_cast<uint32_t>(out_.atoms.size()), static_cast<uint32_t>(atoms.size())};
    for (uint32_t atom : atoms) out_.atoms.push_back(final_atoms_[atom]);
    std::sort(out_.atoms.begin() + part.begin, out_.atoms.end());
    return part;
  }

  void write_phrase(const PhraseEntry& entry) {
    Phrase phrase{};
    phrase.level = static_cast<uint16_t>(entry.program.level);
    phrase.is_pair = is_pair(entry.program.code);
    phrase.code = {static_cast<uint32_t>(out_.code.size()), static_cast<uint32_t>(entry.program.code.size())};
    out_.code.insert(out_.code.end(), entry.program.code.begin(), entry.program.code.end());
    phrase.atoms = write_atoms(entry.atoms);
    out_.phrases.push_back(phrase);
  }

  // What a form stands for by itself: its slang target if it has one, else itself; what is asked of the very form comes
  // on top. Nothing if no rule asks for any of it, but for slang of several words: these are so many places whatever
  // they are.
  std::vector<Reading> own_readings(const std::string& form, bool as_written) const {
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
    if (as_written && exact != vocabulary_.exact_.end()) {
      last.atoms.insert(exact->second.begin(), exact->second.end());
      useful = true;
    }
    if (!useful && readings.size() == 1) readings.clear();
    return readings;
  }

  // What a form stands for with the spelling that it would be taken for if no rule asked for the form itself: who asks
  // for "mantaaap" does not take the word from those who ask for "mantap".
  std::vector<Reading> readings_of(const std::string& form, bool as_written = true) const {
    std::vector<Reading> readings = own_readings(form, as_written);
    if (readings.empty() || vocabulary_.is_slang(form) || vocabulary_.is_protected(form)) return readings;
    std::vector<Reading> guessed = guess(form);
    if (guessed.empty()) return readings;
    Reading& last = guessed.back();
    last.atoms.insert(readings[0].atoms.begin(), readings[0].atoms.end());
    last.roles |= readings[0].roles;
    return guessed;
  }

  // The same guesses in the same order as of words of comments that are not in the table. Patterns ask for one place,
  // or for both of a doubled word, so a guess of more words is none.
  std::vector<Reading> guess(const std::string& form) const {
    std::string changed;
    if (is_stretched(form))
      for (Squeeze how : kSqueezes)
        if (squeeze(form, how, changed))
          if (std::vector<Reading> readings = readings_of_guess(changed, form); readings.size() == 1) return readings;
    if (const std::string_view base = doubled_word(form); !base.empty() && !vocabulary_.words_.contains(form)) {
      std::vector<Reading> readings = readings_of_guess(std::string(base));
      if (readings.size() == 1) readings.push_back(readings[0]);
      if (!readings.empty()) return readings;
    }
    if (undo_leet(form, changed))
      if (std::vector<Reading> readings = readings_of_guess(changed); readings.size() == 1) return readings;
    return {};
  }

  // Of a guess or its stem, if one is in the table. If letters were squeezed, `written` is the word as it stands.
  std::vector<Reading> readings_of_guess(const std::string& guessed, std::string_view written = {}) const {
    if (is_form(guessed)) return own_readings(guessed, false);
    for (size_t step = 0;; ++step) {
      const std::string stem(without_clitic(guessed, step));
      if (stem.empty()) return {};
      if (is_form(stem) && (written.empty() || !parts_at_seam(written, guessed, stem)))
        return own_readings(stem, false);
    }
  }

  bool is_form(const std::string& form) const {
    return vocabulary_.words_.contains(form) || vocabulary_.is_slang(form) || vocabulary_.exact_.contains(form);
  }

  static bool is_stretched(std::string_view form) {
    for (size_t i = 2; i < form.size(); ++i)
      if (form[i] == form[i - 1] && form[i] == form[i - 2] && form[i] >= 'a' && form[i] <= 'z') return true;
    return false;
  }

  void add_form(const std::string& form) {
    if (form.empty() || form.size() > kMaxFormBytes || values_.contains(form)) return;
    const std::vector<Reading> readings = readings_of(form);
    if (readings.empty()) return;
    values_[form] = value_of(readings);
    if (!vocabulary_.exact_.contains(form) || form.size() == kMaxFormBytes) return;
    values_[form] |= kAskedExactly;
    const std::vector<Reading> guessed = readings_of(form, false);
    if (!guessed.empty()) values_[kGuessedMark + form] = value_of(guessed);
  }

  uint32_t value_of(const std::vector<Reading>& readings) {
    if (readings.size() == 1) return class_of(readings[0]);
    const uint32_t index = static_cast<uint32_t>(out_.expansions.size());
    out_.expansions.push_back(static_cast<uint32_t>(readings.size()));
    for (const Reading& reading : readings) {
      const uint32_t word_class = class_of(reading);
      out_.expansions.push_back(word_class);
    }
    return kExpansion | index;
  }

  // The class that a disguise of `word` has; 0 if it has none of its own.
  uint32_t class_of_disguise(const std::string& word) const {
    const auto written = values_.find(word);
    if (written == values_.end()) return 0;
    const auto value = written->second & kAskedExactly ? values_.find(kGuessedMark + word) : written;
    return value == values_.end() || (value->second & kExpansion) ? 0 : value->second;
  }

  // The words of abuse, each with the class that it has as written.
  void write_disguises() {
    std::vector<HarshWord> listed;
    std::set<uint32_t> classes;
    for (const auto& [word, endings] : vocabulary_.disguised_) {
      Reading reading;
      vocabulary_.read(word, reading);
      const uint32_t own = class_of_disguise(word);
      listed.push_back({word, own != 0 ? own : class_of(reading), endings});
      classes.insert(listed.back().word_class);
    }
    std::vector<HarshWord> others;
    for (const auto& [key, number] : vocabulary_.atom_numbers_) {
      if (!vocabulary_.harsh_atoms_.contains(number)) continue;
      for (const Member& member : key.first) {
        if (member.kind == Member::Kind::exact) continue;
        const uint32_t own = class_of_disguise(member.text);
        if (own != 0)
          others.push_back({member.text, own, Endings::none});
        else if (member.kind == Member::Kind::prefix)
          others.push_back({member.text, class_of_prefix(member.text), Endings::none});
      }
    }
    // Spellings that the packs list are as good as the words.
    for (const auto& [form, to] : vocabulary_.slang_) {
      const uint32_t own = class_of_disguise(form);
      if (to.size() == 1 && classes.contains(own)) others.push_back({form, own, Endings::none});
    }
    const auto is_known = [&](const std::string& form) { return values_.contains(form); };
    pilah::write_disguises(listed, others, is_known, pool_, out_);
  }

  uint32_t class_of_prefix(const std::string& prefix) {
    Reading reading{prefix + "*", {}, {}};
    vocabulary_.add_prefix_atoms(prefix, reading.atoms);
    return class_of(reading);
  }

  uint32_t class_of(const Reading& reading) {
    auto [at, fresh] = classes_.try_emplace(reading, static_cast<uint32_t>(out_.classes.size()));
    if (!fresh) return at->second;
    WordClass word_class{};
    word_class.text = pool_.add(reading.text);
    word_class.roles = reading.roles.raw();
    word_class.atoms = write_atoms(reading.atoms);
    out_.classes.push_back(word_class);
    return at->second;
  }

  const Vocabulary& vocabulary_;
  const std::vector<uint32_t>& final_atoms_;
  StringPool& pool_;
  ImageSections& out_;
  std::map<std::string, uint32_t> values_;
  std::map<Reading, uint32_t> classes_;
};

void Vocabulary::write(const std::vector<uint32_t>& final_atoms, StringPool& pool, ImageSections& out) const {
  Writer(*this, final_atoms, pool, out).write();
}

}  // namespace pilah
