// SPDX-License-Identifier: Apache-2.0
// The table of written forms: how a key is made and where it is looked for. Compiler and matcher share it.
#pragma once

#include "base/hash.h"
#include "ruleset/layout.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

namespace pilah {

template <typename Word>
uint64_t load_bytes(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// Of forms of nine to sixteen bytes: their first and last eight, mixed.
constexpr uint64_t mixed_key(uint64_t first, uint64_t last) {
  const uint64_t product = (first ^ last >> 29) * 0x9FB21C651E98DF25u;
  return (product ^ product >> 32 ^ last) * 0xD6E8FEB86659FD93u | 1;
}

// Forms of up to eight bytes are packed into their key, so that equal keys mean equal words; NUL is never part of a
// word.
inline uint64_t word_key(std::string_view form) {
  const char* bytes = form.data();
  const size_t size = form.size();
  // Two loads that overlap give the same key as one of the very size, without a branch for each size.
  if (size >= 4 && size <= 8)
    return load_bytes<uint32_t>(bytes) | load_bytes<uint32_t>(bytes + size - 4) << (8 * (size - 4));
  if (size > 16) return hash64(form) | 1;
  if (size > 8) return mixed_key(load_bytes<uint64_t>(bytes), load_bytes<uint64_t>(bytes + size - 8));
  if (size >= 2) return load_bytes<uint16_t>(bytes) | load_bytes<uint16_t>(bytes + size - 2) << (8 * (size - 2));
  return size == 1 ? load_bytes<uint8_t>(bytes) : 0;
}

// The same for a form within a longer text, of which eight bytes from the form's first on can be read. Words come in
// all sizes, in no order, so this has no branch on them but for the very long ones.
inline uint64_t word_key_in_text(std::string_view form) {
  const size_t size = form.size();
  if (size > 16) return word_key(form);
  const uint64_t first = load_bytes<uint64_t>(form.data());
  const uint64_t last = load_bytes<uint64_t>(form.data() + std::max<size_t>(size, 8) - 8);
  const uint64_t packed = first & (~uint64_t{0} >> (64 - 8 * std::min<size_t>(size, 8)));
  return size > 8 ? mixed_key(first, last) : packed;
}

// Whether `size` bytes, more than eight, are the same.
inline bool same_long_form(const char* a, const char* b, size_t size) {
  if (size > 16) return std::memcmp(a, b, size) == 0;
  return load_bytes<uint64_t>(a) == load_bytes<uint64_t>(b) &&
         load_bytes<uint64_t>(a + size - 8) == load_bytes<uint64_t>(b + size - 8);
}

// The upper half of the product is spread evenly over a table of any size (Lemire, "Fast random integer generation in
// an interval", ACM TOMACS 29, 2019).
inline size_t first_slot(uint64_t key, size_t table_size) {
  return static_cast<size_t>((((key * 0x9E3779B97F4A7C15u) >> 32) * table_size) >> 32);
}

inline size_t next_slot(size_t slot, size_t table_size) { return slot + 1 == table_size ? 0 : slot + 1; }

// Up to so many bytes a form is its own key.
inline constexpr size_t kPackedForm = 8;

inline uint32_t slot_text_offset(const WordSlot& slot) { return slot.text >> kFormSizeBits; }
inline uint32_t slot_text_size(const WordSlot& slot) { return slot.text & ((1u << kFormSizeBits) - 1); }

// A filter with one bit for each form, at most one in eight set: words that are tried in some changed spelling are
// mostly none, and this says so without a look at the table, which is too large for the caches.
inline size_t filter_bit_of(uint64_t key, size_t filter_size) {
  return static_cast<size_t>((key * 0xD6E8FEB86659FD93u) >> 32) & (64 * filter_size - 1);
}
inline bool may_be_word(std::span<const uint64_t> filter, uint64_t key) {
  const size_t bit = filter_bit_of(key, filter.size());
  return ((filter[bit / 64] >> (bit % 64)) & 1u) != 0;
}

// The filters in front of the table of disguises: most words are turned away by one bit.
inline bool has_bit(std::span<const uint64_t> filter, uint32_t bit) { return (filter[bit >> 6] >> (bit & 63u)) & 1u; }
inline uint32_t disguise_bit(uint64_t key, size_t filter_words) {
  return static_cast<uint32_t>((key * 0x9E3779B97F4A7C15u) >> 29) & static_cast<uint32_t>(filter_words * 64 - 1);
}
inline uint32_t start_bit(const char* first_four) {
  uint32_t letters;
  std::memcpy(&letters, first_four, sizeof letters);
  return (letters * 0x9E3779B1u) >> 18;
}
// The second half of the filter tells first pairs of letters.
inline uint32_t pair_bit(char first, char second) {
  return static_cast<uint32_t>(static_cast<uint8_t>(first)) << 6 ^ static_cast<uint32_t>(static_cast<uint8_t>(second));
}
static_assert(1u << 14 == kStartFilterWords / 2 * 64);

// The slot of `form`, or nullptr. The table always has free slots, so the walk ends.
inline const WordSlot* find_word(std::span<const WordSlot> table, const char* pool, std::string_view form,
                                 uint64_t key) {
  if (form.empty() || form.size() > kMaxFormBytes) return nullptr;
  for (size_t i = first_slot(key, table.size());; i = next_slot(i, table.size())) {
    const WordSlot& slot = table[i];
    if (slot.key == key && slot_text_size(slot) == form.size() &&
        (form.size() <= kPackedForm || same_long_form(pool + slot_text_offset(slot), form.data(), form.size())))
      return &slot;
    if (slot.key == 0) return nullptr;
  }
}

inline const WordSlot* find_word(std::span<const WordSlot> table, const char* pool, std::string_view form) {
  return find_word(table, pool, form, word_key(form));
}

// The value of a spelling that was guessed, 0 if there is none. What rules ask of the very form does not hold for it.
inline uint32_t guessed_value(std::span<const WordSlot> table, const char* pool, std::string_view form, uint64_t key) {
  const WordSlot* slot = find_word(table, pool, form, key);
  if (slot && (slot->value & kAskedExactly) && form.size() < kMaxFormBytes) {
    char marked[kMaxFormBytes];
    marked[0] = kGuessedMark;
    std::memcpy(marked + 1, form.data(), form.size());
    slot = find_word(table, pool, {marked, form.size() + 1});
  }
  return slot ? slot->value & ~kAskedExactly : 0;
}

}  // namespace pilah
