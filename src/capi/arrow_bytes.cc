// SPDX-License-Identifier: Apache-2.0
#include "capi/arrow_bytes.h"

#include <algorithm>

namespace pilah {
namespace {

constexpr size_t kFirstBytes = 256;
constexpr size_t kFirstNames = 1024;

}  // namespace

void ArrowBytes::take(size_t capacity) {
  char* grown = static_cast<char*>(std::realloc(data_.get(), capacity));
  if (!grown) throw std::bad_alloc();
  (void)data_.release();
  data_.reset(grown);
  capacity_ = capacity;
}

void ArrowBytes::grow(size_t room) {
  if (room > kMost - size_) throw ArrowOverflow{};
  take(std::min(std::max({size_ + room, capacity_ * 2, kFirstBytes}), kMost));
}

void ArrowBytes::reserve(double times) {
  const double wanted = static_cast<double>(size_) * (times + 1) + kFirstBytes;
  if (wanted > static_cast<double>(capacity_) && wanted < kMost) take(static_cast<size_t>(wanted));
}

ArrowNames::ArrowNames() : known_(kFirstNames), mask_(kFirstNames - 1) {}

ArrowNames::Known& ArrowNames::free_slot(const char* text) {
  size_t at = slot(text);
  while (known_[at & mask_].text) ++at;
  return known_[at & mask_];
}

ArrowName ArrowNames::learn(const char* text) {
  if (taken_ * 2 >= known_.size()) {
    std::vector<Known> old(known_.size() * 2);
    known_.swap(old);
    mask_ = known_.size() - 1;
    for (const Known& known : old)
      if (known.text) free_slot(known.text) = known;
  }
  const size_t size = std::strlen(text);
  texts_.push_back(std::make_unique<char[]>(std::max(size, ArrowName::kPad)));
  std::memcpy(texts_.back().get(), text, size);
  const ArrowName name{texts_.back().get(), static_cast<uint32_t>(size), static_cast<uint32_t>(taken_++)};
  return (free_slot(text) = {text, name}).name;
}

}  // namespace pilah
