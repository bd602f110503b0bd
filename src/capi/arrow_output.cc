// SPDX-License-Identifier: Apache-2.0
// Every array and schema that goes out owns its own buffers, children too, since the interface lets a consumer take a
// child away and release the rest.
#include "capi/arrow_output.h"

#include <algorithm>
#include <bit>

namespace pilah {

ArrowColumn::ArrowColumn(const char* format, const char* name, bool nullable)
    : format_(format), name_(name), nullable_(nullable) {
  if (!has_offsets()) return;
  std::memset(offsets_.end(sizeof(int32_t)), 0, sizeof(int32_t));
  offsets_.keep(sizeof(int32_t));
}

void ArrowColumn::null() {
  if (muted_) return;
  if (format_[0] == 'u') return text(ArrowName::null());  // marks it itself
  mark_null(length_);
  if (format_[0] == 'i') return numbers(1, [](size_t) { return int32_t{0}; });
  if (format_[0] == 'g' || format_[0] == 't' || format_[0] == 'l') return numbers(1, [](size_t) { return int64_t{0}; });
  if (has_offsets()) return lists(1, [](size_t) {});
  for (auto& child : children_) child->null();
  rows(1);
}

void ArrowColumn::expect(size_t done, size_t more) {
  // An eighth more than rows have taken on average: growing after all costs a copy, and too much costs only addresses.
  const double times = 1.125 * static_cast<double>(more) / static_cast<double>(done);
  // Children of the answer may go separate ways, so each has memory of its own; what is below them stays together.
  for (auto& child : children_) {
    std::vector<ArrowBytes*> buffers;
    child->list_buffers(buffers);
    ArrowBytes::expect(buffers, times);
  }
}

void ArrowColumn::list_buffers(std::vector<ArrowBytes*>& out) {
  if (muted_) return;
  if (has_offsets()) out.push_back(&offsets_);
  if (format_[0] != '+') out.push_back(&values_);
  for (auto& child : children_) child->list_buffers(out);
}

void ArrowColumn::encode(bool on) {
  encoded_ = on && format_[0] == 'u';
  for (auto& child : children_) child->encode(on);
}

void ArrowColumn::mark_nulls(int64_t row, uint64_t which) {
  nulls_ += std::popcount(which);
  size_t byte = static_cast<size_t>(row / 8);
  if (validity_.size() < byte + kWord / 8 + 1) validity_.resize(byte * 2 + kWord, 0xff);
  const unsigned shift = row & 7;
  const auto clear = [&](uint64_t bits) {
    for (; bits != 0; bits >>= 8, ++byte) validity_[byte] = static_cast<uint8_t>(validity_[byte] & ~bits);
  };
  const uint64_t over = shift == 0 ? 0 : which >> (kWord - shift);
  validity_[byte + kWord / 8] = static_cast<uint8_t>(validity_[byte + kWord / 8] & ~over);
  clear(which << shift);
}

// Nothing here depends on what is null but the bits that say so: a wrong guess of the processor costs as much as ten
// texts.
void ArrowColumn::append(const ArrowName* names, size_t count) {
  uint64_t nulls = 0;
  if (nullable_)
    for (size_t i = 0; i < count; ++i) nulls |= uint64_t{names[i].is_null()} << i;
  encoded_ ? append_codes(names, count) : append_copies(names, count);
  if (nulls != 0) mark_nulls(length_, nulls);
  length_ += static_cast<int64_t>(count);
}

void ArrowColumn::append_copies(const ArrowName* names, size_t count) {
  char* offsets = offsets_.end(count * sizeof(int32_t));
  char* to = values_.end(count * ArrowName::kPad);
  size_t size = values_.size();
  for (size_t i = 0; i < count; ++i) {
    const ArrowName name = names[i];
    if (name.size <= ArrowName::kPad) {
      std::memcpy(to, name.data, ArrowName::kPad);
      to += name.size;
      size += name.size;
    } else {
      values_.keep(size - values_.size());
      std::memcpy(values_.end(name.size + (count - i) * ArrowName::kPad), name.data, name.size);
      values_.keep(name.size);
      size = values_.size();
      to = values_.end(0);
    }
    const int32_t end = static_cast<int32_t>(size);
    std::memcpy(offsets + i * sizeof end, &end, sizeof end);
  }
  values_.keep(size - values_.size());
  offsets_.keep(count * sizeof(int32_t));
}

void ArrowColumn::append_codes(const ArrowName* names, size_t count) {
  char* to = values_.end(count * sizeof(int32_t));
  for (size_t i = 0; i < count; ++i) {
    const int32_t code = names[i].is_null() ? 0 : code_of(names[i]);
    std::memcpy(to + i * sizeof code, &code, sizeof code);
  }
  values_.keep(count * sizeof(int32_t));
}

void ArrowColumn::append(const uint64_t* bits, size_t count, std::span<const ArrowName> names) {
  ArrowColumn& items = *children_[0];
  char* offsets = offsets_.end(count * sizeof(int32_t));
  ArrowName found[kWord];
  for (size_t i = 0; i < count; ++i) {
    size_t size = 0;
    for (uint64_t left = bits[i]; left != 0; left &= left - 1) {
      const size_t bit = static_cast<size_t>(std::countr_zero(left));
      if (bit < names.size()) found[size++] = names[bit];
    }
    if (size != 0) items.append(found, size);
    const int32_t end = static_cast<int32_t>(items.length_);
    std::memcpy(offsets + i * sizeof end, &end, sizeof end);
  }
  offsets_.keep(count * sizeof(int32_t));
  length_ += static_cast<int64_t>(count);
}

int32_t ArrowColumn::learn(ArrowName name) {
  if (name.number >= codes_.size()) codes_.resize(name.number + size_t{64}, -1);
  codes_[name.number] = static_cast<int32_t>(entries_.size());
  entries_.push_back(name);
  return codes_[name.number];
}

bool ArrowColumn::keep(std::string_view name) {
  for (const auto& child : children_) {
    if (child->name_ != name) continue;
    if (std::find(handed_out_.begin(), handed_out_.end(), child.get()) == handed_out_.end())
      handed_out_.push_back(child.get());
    return true;
  }
  return false;
}

void ArrowColumn::mute() {
  muted_ = true;
  for (auto& child : children_) child->mute();
}

void ArrowColumn::mute_others() {
  for (auto& child : children_)
    if (std::find(handed_out_.begin(), handed_out_.end(), child.get()) == handed_out_.end()) child->mute();
}

std::vector<ArrowColumn*> ArrowColumn::outgoing() const {
  if (!handed_out_.empty()) return handed_out_;
  std::vector<ArrowColumn*> all;
  for (const auto& child : children_) all.push_back(child.get());
  return all;
}

struct ArrowColumn::SchemaOwner {
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary = {};

  ~SchemaOwner() {
    if (dictionary.release) dictionary.release(&dictionary);
    for (ArrowSchema& child : children)
      if (child.release) child.release(&child);
  }
  static void release(ArrowSchema* schema) {
    delete static_cast<SchemaOwner*>(schema->private_data);
    schema->release = nullptr;
  }
};

void ArrowColumn::hand_out_schema(ArrowSchema* out) const {
  auto owner = std::make_unique<SchemaOwner>();
  const std::vector<ArrowColumn*> going = outgoing();
  owner->children.resize(going.size());
  for (size_t i = 0; i < going.size(); ++i) {
    going[i]->hand_out_schema(&owner->children[i]);
    owner->pointers.push_back(&owner->children[i]);
  }
  if (encoded_) ArrowColumn("u", "", false).hand_out_schema(&owner->dictionary);
  *out = {};
  out->format = encoded_ ? "i" : format_;
  out->name = name_;
  out->flags = nullable_ ? ARROW_FLAG_NULLABLE : 0;
  out->n_children = static_cast<int64_t>(going.size());
  out->children = owner->pointers.data();
  out->dictionary = encoded_ ? &owner->dictionary : nullptr;
  out->release = SchemaOwner::release;
  out->private_data = owner.release();
}

struct ArrowColumn::ArrayOwner {
  std::vector<uint8_t> validity;
  ArrowBytes offsets;
  ArrowBytes values;
  const void* buffers[3] = {};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary = {};

  ~ArrayOwner() {
    if (dictionary.release) dictionary.release(&dictionary);
    for (ArrowArray& child : children)
      if (child.release) child.release(&child);
  }
  static void release(ArrowArray* array) {
    delete static_cast<ArrayOwner*>(array->private_data);
    array->release = nullptr;
  }
};

void ArrowColumn::hand_out_array(ArrowArray* out) {
  auto owner = std::make_unique<ArrayOwner>();
  const std::vector<ArrowColumn*> going = outgoing();
  owner->children.resize(going.size());
  for (size_t i = 0; i < going.size(); ++i) {
    going[i]->hand_out_array(&owner->children[i]);
    owner->pointers.push_back(&owner->children[i]);
  }
  if (encoded_) {
    ArrowColumn dictionary("u", "", false);
    dictionary.texts(entries_.size(), [this](size_t i) { return entries_[i]; });
    dictionary.hand_out_array(&owner->dictionary);
  }
  if (nulls_) validity_.resize(static_cast<size_t>(length_ + 7) / 8, 0xff);
  owner->validity = std::move(validity_);
  owner->offsets = std::move(offsets_);
  owner->values = std::move(values_);
  owner->values.end(1);  // consumers do not like a missing buffer, even where it is empty
  *out = {};
  out->length = length_;
  out->null_count = nulls_;
  owner->buffers[0] = nulls_ ? owner->validity.data() : nullptr;
  out->n_buffers = format_[0] == '+' ? 1 : 2;
  if (has_offsets()) {
    owner->buffers[1] = owner->offsets.data();
    owner->buffers[2] = owner->values.data();
    out->n_buffers = format_[0] == 'u' ? 3 : 2;
  } else if (out->n_buffers == 2) {
    owner->buffers[1] = owner->values.data();
  }
  out->buffers = owner->buffers;
  out->n_children = static_cast<int64_t>(going.size());
  out->children = owner->pointers.data();
  out->dictionary = encoded_ ? &owner->dictionary : nullptr;
  out->release = ArrayOwner::release;
  out->private_data = owner.release();
}

}  // namespace pilah
