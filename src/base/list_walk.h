// SPDX-License-Identifier: Apache-2.0
// Walks many short lists as if they were one. No processor can foresee where each of them ends, so a loop in a loop
// guesses wrong at nearly every list, and what comes after waits; here the next list is at hand before it is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pilah {

template <typename T>
class ListWalk {
public:
  void clear() {
    count_ = 0;
    left_ = 0;
  }

  // Adds a list, which must stay where it is, and what it is known by; empty ones are left out without asking.
  void add(std::span<const T> list, uint32_t tag = 0) {
    if (lists_.size() < count_ + 2) lists_.resize(2 * count_ + 8);
    lists_[count_].at = list.data();
    lists_[count_].end = list.data() + list.size();
    lists_[count_].tag = tag;
    count_ += !list.empty();
    left_ += list.size();
  }

  // How many elements all lists have.
  size_t size() const { return left_; }

  // Calls visit(element, tag of its list) for each.
  template <typename Visit>
  void each(Visit visit) const {
    if (left_ == 0) return;
    const List* next = lists_.data();
    List now = *next++;
    for (size_t left = left_; left != 0; --left) {
      visit(*now.at, now.tag);
      const List then = *next;
      ++now.at;
      const bool over = now.at == now.end;
      now.at = over ? then.at : now.at;
      now.end = over ? then.end : now.end;
      now.tag = over ? then.tag : now.tag;
      next += over;
    }
  }

private:
  struct List {
    const T* at;
    const T* end;
    uint32_t tag;
  };
  std::vector<List> lists_;  // and at least one that means nothing behind the last
  size_t count_ = 0;
  size_t left_ = 0;
};

}  // namespace pilah
