// SPDX-License-Identifier: Apache-2.0
// Memory that columns grow in, and texts that come again and again.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
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

  ArrowBytes() = default;
  ArrowBytes(ArrowBytes&& other) noexcept
      : data_(std::move(other.data_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  ArrowBytes& operator=(ArrowBytes&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }

  size_t size() const { return size_; }
  char* data() { return data_.get(); }

  // The place where the next values go; `room` bytes there may be written to, whatever is kept of them afterwards.
  char* end(size_t room) {
    if (capacity_ - size_ < room) grow(room);
    return data_.get() + size_;
  }
  void keep(size_t bytes) { size_ += bytes; }

  // For as much again as there is now, `times` times: saves growing step by step.
  void reserve(double times);

private:
  struct Free {
    void operator()(char* data) const { std::free(data); }
  };

  void grow(size_t room);
  void take(size_t capacity);

  std::unique_ptr<char, Free> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// A text of which kPad bytes can be read, however short it is: so that most are copied without asking for their length.
struct ArrowName {
  static constexpr size_t kPad = 48;  // nearly all rule ids
  const char* data = nullptr;
  uint32_t size = 0;
  uint32_t number = 0;  // of those in its table, from 0
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
    ArrowName name;
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
