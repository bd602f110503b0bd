// SPDX-License-Identifier: Apache-2.0
#include "capi/arrow_bytes.h"

#include <algorithm>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace pilah {
namespace {

constexpr size_t kFirstBytes = 256;
constexpr size_t kFirstNames = 1024;

// What the system calls a huge page. To be given memory in pages of 4 KiB costs about as much as to fill it, and an
// eighth of that in these.
constexpr size_t kHugePage = size_t{1} << 21;

struct Free {
  void operator()(char* data) const { std::free(data); }
};

std::shared_ptr<char> take_huge(size_t size) {
  const size_t whole = (size + kHugePage - 1) / kHugePage * kHugePage;
  std::shared_ptr<char> block(static_cast<char*>(std::aligned_alloc(kHugePage, whole)), Free());
  if (!block) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Not for the last, which may need but little of one. If it cannot be had, the memory is as good without.
  (void)madvise(block.get(), whole - kHugePage, MADV_HUGEPAGE);
#endif
  return block;
}

}  // namespace

void ArrowBytes::move_to(char* data, size_t capacity, std::shared_ptr<char> shared) {
  if (size_ != 0) std::memcpy(data, data_, size_);
  if (!shared_) std::free(data_);
  data_ = data;
  capacity_ = capacity;
  shared_ = std::move(shared);
}

void ArrowBytes::take(size_t capacity) {
  char* grown = static_cast<char*>(std::realloc(shared_ ? nullptr : data_, capacity));
  if (!grown) throw std::bad_alloc();
  if (shared_) return move_to(grown, capacity, nullptr);
  data_ = grown;
  capacity_ = capacity;
}

void ArrowBytes::grow(size_t room) {
  if (room > kMost - size_) throw ArrowOverflow{};
  take(std::min(std::max({size_ + room, capacity_ * 2, kFirstBytes}), kMost));
}

void ArrowBytes::expect(std::span<ArrowBytes* const> together, double times) {
  const auto wanted = [times](const ArrowBytes& one) {
    const double bytes = static_cast<double>(one.size_) * (times + 1) + kFirstBytes;
    return bytes < kMost - kLine ? static_cast<size_t>(bytes) / kLine * kLine : one.capacity_;
  };
  size_t all = 0;
  for (const ArrowBytes* one : together) all += wanted(*one);
  if (all < 2 * kHugePage) {
    for (ArrowBytes* one : together)
      if (wanted(*one) > one->capacity_) one->take(wanted(*one));
    return;
  }
  const std::shared_ptr<char> block = take_huge(all);
  size_t at = 0;
  for (ArrowBytes* one : together) {
    const size_t room = wanted(*one);
    if (room <= one->capacity_) continue;
    one->move_to(block.get() + at, room, block);
    at += room;
  }
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
