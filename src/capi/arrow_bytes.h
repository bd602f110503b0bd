// SPDX-License-Identifier: Apache-2.0
// Memory that columns grow in, and texts that come again and again.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace pilah {

// More bytes or rows than an Arrow column with 32-bit offsets can hold.
struct ArrowOverflow {};

// A buffer at whose end values are written. Unlike a vector it does not clear what is about to be overwritten, and asks
// for the limit of 32-bit offsets only when it grows.
class ArrowBytes {
public:
  static constexpr size_t kMost = 0x7fffffff;
  static constexpr size_t kLine = 64;  // of the processor's cache, and where each buffer begins, as Arrow asks

  ArrowBytes() = default;
  ArrowBytes(ArrowBytes&& other) noexcept { swap(other); }
  ArrowBytes& operator=(ArrowBytes&& other) noexcept {
    swap(other);
    return *this;
  }
  ~ArrowBytes() {
    if (!shared_) std::free(data_);
  }

  size_t size() const { return size_; }
  char* data() { return data_; }

  // The place where the next values go; `room` bytes there may be written to, whatever is kept of them afterwards.
  char* end(size_t room) {
    if (capacity_ - size_ < room) grow(room);
    return data_ + size_;
  }
  // The next values will be about as many. A hundred columns grow side by side, too many for the processor to see where
  // each is going, so it is told to fetch the lines before they are written to.
  void keep(size_t bytes) {
    size_ += bytes;
    for (size_t line = kLine; line <= bytes + kLine; line += kLine) __builtin_prefetch(data_ + size_ + line, 1);
  }

  // Makes room for `times` times as much again as there is now in each of these, which saves growing step by step. Much
  // room is taken in one piece that they share, and that lives as long as one of them.
  static void expect(std::span<ArrowBytes* const> together, double times);

private:
  void swap(ArrowBytes& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(shared_, other.shared_);
  }
  void grow(size_t room);
  void take(size_t capacity);
  void move_to(char* data, size_t capacity, std::shared_ptr<char> shared);

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  std::shared_ptr<char> shared_;  // what `data_` is a part of; none: it is our own
};

// A text of which kPad bytes can be read, however short it is: so that most are copied without asking for their length,
// and a null, which is empty, like any other.
struct ArrowName {
  static constexpr size_t kPad = 48;  // nearly all rule ids
  static constexpr uint32_t kNull = ~uint32_t{0};
  static constexpr char kNothing[kPad] = {};

  // Without values of their own, so that an array of them costs nothing before it is filled.
  const char* data;
  uint32_t size;
  uint32_t number;  // of those in its table, from 0

  static ArrowName null() { return {kNothing, 0, kNull}; }
  bool is_null() const { return number == kNull; }
};

// Texts by their address: rule ids, labels, tags. An address stands for one text as long as the table lives.
class ArrowNames {
public:
  ArrowNames();

  ArrowName of(const char* text) {
    for (size_t at = slot(text);; ++at) {
      const Known& known = known_[at & mask_];
      if (known.text == text) return known.name;
      if (!known.text) return learn(text);
    }
  }

private:
  struct Known {
    const char* text = nullptr;
    ArrowName name = ArrowName::null();
  };

  static size_t slot(const char* text) {
    return static_cast<size_t>((reinterpret_cast<uintptr_t>(text) * 0x9e3779b97f4a7c15u) >> 40);
  }
  Known& free_slot(const char* text);
  ArrowName learn(const char* text);

  std::vector<Known> known_;  // a power of two, at most half of them taken
  size_t mask_;
  size_t taken_ = 0;
  std::vector<std::unique_ptr<char[]>> texts_;
};

}  // namespace pilah
