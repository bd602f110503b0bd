// SPDX-License-Identifier: Apache-2.0
// Every array and schema that goes out owns its own buffers, children too, since the interface lets a consumer take a
// child away and release the rest.
#include "capi/arrow_output.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace pilah {

// Most columns never see a null, so bits are kept from the first one on only.
void ArrowColumn::valid(bool is_valid) {
  if (length_ == std::numeric_limits<int32_t>::max()) throw ArrowOverflow{};
  if (nulls_ != 0 || !is_valid) set_bit(is_valid);
  ++length_;
}

void ArrowColumn::set_bit(bool is_valid) {
  const size_t byte = static_cast<size_t>(length_ >> 3);
  if (nulls_ == 0) validity_.assign(byte + 1, 0xff);
  if (byte == validity_.size()) validity_.push_back(0xff);
  if (is_valid) return;
  validity_[byte] = static_cast<uint8_t>(validity_[byte] & ~(1u << (length_ & 7)));
  ++nulls_;
}

void ArrowColumn::end_offset(size_t at) {
  if (at > static_cast<size_t>(std::numeric_limits<int32_t>::max())) throw ArrowOverflow{};
  offsets_.push_back(static_cast<int32_t>(at));
}

void ArrowColumn::text(std::string_view value) {
  if (muted_) return;
  values_.insert(values_.end(), value.begin(), value.end());
  end_offset(values_.size());
  valid(true);
}

void ArrowColumn::number(int32_t value) {
  if (muted_) return;
  const size_t at = values_.size();
  values_.resize(at + sizeof value);
  std::memcpy(values_.data() + at, &value, sizeof value);
  valid(true);
}

void ArrowColumn::real(double value) {
  if (muted_) return;
  const size_t at = values_.size();
  values_.resize(at + sizeof value);
  std::memcpy(values_.data() + at, &value, sizeof value);
  valid(true);
}

void ArrowColumn::moment(int64_t milliseconds) {
  if (muted_) return;
  const size_t at = values_.size();
  values_.resize(at + sizeof milliseconds);
  std::memcpy(values_.data() + at, &milliseconds, sizeof milliseconds);
  valid(true);
}

void ArrowColumn::list() {
  if (muted_) return;
  end_offset(static_cast<size_t>(children_[0]->length_));
  valid(true);
}

void ArrowColumn::null() {
  if (muted_) return;
  if (has_offsets()) {
    offsets_.push_back(offsets_.back());
  } else if (format_[0] == 'i') {
    values_.insert(values_.end(), sizeof(int32_t), 0);
  } else if (format_[0] == 'g' || format_[0] == 't') {
    values_.insert(values_.end(), sizeof(double), 0);
  } else {
    for (auto& child : children_) child->null();
  }
  valid(false);
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

  ~SchemaOwner() {
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
  *out = {};
  out->format = format_;
  out->name = name_;
  out->flags = nullable_ ? ARROW_FLAG_NULLABLE : 0;
  out->n_children = static_cast<int64_t>(going.size());
  out->children = owner->pointers.data();
  out->release = SchemaOwner::release;
  out->private_data = owner.release();
}

struct ArrowColumn::ArrayOwner {
  std::vector<uint8_t> validity;
  std::vector<int32_t> offsets;
  std::vector<char> values;
  const void* buffers[3] = {};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;

  ~ArrayOwner() {
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
  owner->validity = std::move(validity_);
  owner->offsets = std::move(offsets_);
  owner->values = std::move(values_);
  owner->values.reserve(1);  // consumers do not like a missing buffer, even where it is empty
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
  out->release = ArrayOwner::release;
  out->private_data = owner.release();
}

}  // namespace pilah
