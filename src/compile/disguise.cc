// SPDX-License-Identifier: Apache-2.0
// Lays out the list of harsh words, the table of their disguises and the two filters in front of them.
#include "compile/disguise.h"

#include "ruleset/words.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

namespace pilah {

namespace {

struct Entry {
  uint32_t word_class;
  Disguise how;
};

bool is_plain(const std::string& word) {
  return word.size() <= kMaxFormBytes / 2 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Longer words first: their disguises are less likely to be something else.
std::vector<HarshWord> in_order(const std::vector<HarshWord>& words) {
  std::vector<HarshWord> out;
  std::copy_if(words.begin(), words.end(), std::back_inserter(out),
               [](const HarshWord& word) { return is_plain(word.text); });
  std::sort(out.begin(), out.end(), [](const HarshWord& a, const HarshWord& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  });
  return out;
}

uint32_t slot_value(uint32_t word_class, uint32_t mark) { return word_class | mark << kDisguiseShift; }

// Words of the same size and first letter lie together, core words first.
void list_by_bucket(ImageSections& out) {
  const auto bucket = [&](const WordSlot& slot) {
    return harsh_bucket(slot_text_size(slot), static_cast<size_t>(out.pool[slot_text_offset(slot)] - 'a'));
  };
  std::erase_if(out.harsh, [](const WordSlot& slot) { return slot_text_size(slot) > kMostHarshLetters; });
  std::stable_sort(out.harsh.begin(), out.harsh.end(),
                   [&](const WordSlot& a, const WordSlot& b) { return bucket(a) < bucket(b); });
  out.harsh_starts.assign(kHarshBuckets + 1, 0);
  for (WordSlot& slot : out.harsh) {
    ++out.harsh_starts[bucket(slot) + 1];
    slot.key = word_key({out.pool.data() + slot_text_offset(slot), std::min<size_t>(8, slot_text_size(slot))});
  }
  std::partial_sum(out.harsh_starts.begin(), out.harsh_starts.end(), out.harsh_starts.begin());
}

// A bit array of at least eight bits for each of `count` entries: one word in a dozen passes by chance.
std::vector<uint64_t> filter_for(size_t count) {
  size_t words = 1;
  while (words * 64 < count * 8) words *= 2;
  return std::vector<uint64_t>(words);
}

}  // namespace

void write_disguises(const std::vector<HarshWord>& listed, const std::vector<HarshWord>& others,
                     const std::function<bool(const std::string&)>& is_known, StringPool& pool, ImageSections& out) {
  const std::vector<HarshWord> order = in_order(listed);
  // The words themselves and their inflected forms first: no disguise of another word may take their place.
  std::map<std::string, uint32_t> core;
  for (const HarshWord& word : order) core.try_emplace(word.text, word.word_class);
  for (const HarshWord& word : order)
    for (const std::string& form : with_endings(word.text, word.endings))
      if (!is_known(form)) core.try_emplace(form, word.word_class);
  std::map<std::string, Entry> forms;
  for (const auto& [form, word_class] : core) forms[form] = {word_class, Disguise::none};
  for (const auto& [word, word_class] : core)
    for (DisguisedForm& form : disguised_forms(word))
      if (!is_known(form.text)) forms.try_emplace(std::move(form.text), Entry{word_class, form.how});
  std::map<std::string, uint32_t> plain;
  for (const HarshWord& word : in_order(others))
    if (word.text.size() >= kLeastDisguise && !core.contains(word.text)) plain.try_emplace(word.text, word.word_class);
  // As a user's name with a number, or with signs between the letters.
  for (const auto& [word, word_class] : plain)
    if (word.size() > kLeastDisguise) forms.try_emplace(word, Entry{word_class, Disguise::other});

  const size_t size = forms.size() + forms.size() / 2 + 8;
  out.disguises.assign(size, WordSlot{});
  out.disguise_filter = filter_for(forms.size());
  out.start_filter.assign(kStartFilterWords, 0);
  const auto slot_of = [&](const std::string& form, uint32_t value) {
    return WordSlot{word_key(form), value, pool.add_form(form)};
  };
  for (const auto& [form, entry] : forms) {
    const uint64_t key = word_key(form);
    size_t i = first_slot(key, size);
    while (out.disguises[i].key != 0) i = next_slot(i, size);
    const uint32_t value = slot_value(entry.word_class, static_cast<uint32_t>(entry.how));
    out.disguises[i] =
        form.size() > kPackedForm ? slot_of(form, value) : WordSlot{key, value, static_cast<uint32_t>(form.size())};
    const uint32_t bit = disguise_bit(key, out.disguise_filter.size());
    out.disguise_filter[bit >> 6] |= uint64_t{1} << (bit & 63u);
  }
  // Words before their inflected forms: p*ssy is pussy, not pissy.
  std::set<std::string> bases;
  for (const HarshWord& word : order) bases.insert(word.text);
  for (bool base : {true, false})
    for (const auto& [word, word_class] : core)
      if (bases.contains(word) == base) out.harsh.push_back(slot_of(word, slot_value(word_class, kCoreWord)));
  for (const auto& [form, entry] : forms) {
    if (entry.how != Disguise::none || form.size() < kLeastDisguise) continue;
    const uint32_t bit = start_bit(form.data());
    out.start_filter[bit >> 6] |= uint64_t{1} << (bit & 63u);
    const uint32_t pair = kStartFilterWords / 2 * 64 + pair_bit(form[0], form[1]);
    out.start_filter[pair >> 6] |= uint64_t{1} << (pair & 63u);
  }
  std::set<uint32_t> core_classes;
  for (const auto& [word, word_class] : core) core_classes.insert(word_class);
  for (const auto& [word, word_class] : plain)
    out.harsh.push_back(slot_of(word, slot_value(word_class, core_classes.contains(word_class) ? kCoreWord : 0)));
  if (!pool.is_full()) list_by_bucket(out);
}

}  // namespace pilah
