// SPDX-License-Identifier: Apache-2.0
// Every array and schema that goes out owns its own buffers, children too, since the interface lets a consumer take a
// child away and release the rest.
#include "capi/arrow_output.h"

#include <algorithm>

namespace pilah {

ArrowColumn::ArrowColumn(const char* format, const char* name, bool nullable)
    : format_(format), name_(name), nullable_(nullable) {
  if (!has_offsets()) return;
  std::memset(offsets_.end(sizeof(int32_t)), 0, sizeof(int32_t));
  offsets_.keep(sizeof(int32_t));
}

void ArrowColumn::null() {
  if (muted_) return;
  if (format_[0] == 'u') return text({});  // marks it itself
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
  offsets_.reserve(times);
  values_.reserve(times);
  for (auto& child : children_) child->expect(done, more);
}

void ArrowColumn::encode(bool on) {
  encoded_ = on && format_[0] == 'u';
  for (auto& child : children_) child->encode(on);
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
