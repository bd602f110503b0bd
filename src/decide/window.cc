// SPDX-License-Identifier: Apache-2.0
#include "decide/window.h"

#include "base/hash.h"

#include <algorithm>
#include <bit>

namespace pilah {
namespace {

size_t sets_for(size_t keys) {
  return std::bit_ceil(std::max<size_t>(1, (keys + SeenWindow::kWays - 1) / SeenWindow::kWays));
}

uint32_t add_saturated(uint32_t a, uint32_t b) { return a > UINT32_MAX - b ? UINT32_MAX : a + b; }

}  // namespace

SeenWindow::SeenWindow(size_t keys, int64_t length)
    : entries_(sets_for(keys) * kWays), half_(length > 0 ? std::max<int64_t>(1, length / 2) : 0) {}

void SeenWindow::Authors::add(uint32_t hash) {
  const auto end = hashes.begin() + count;
  const auto place = std::lower_bound(hashes.begin(), end, hash);
  if (place != end && *place == hash) return;
  if (count == kAuthors && place == end) return;
  const auto last = count < kAuthors ? end + 1 : end;
  std::copy_backward(place, last - 1, last);
  *place = hash;
  count = std::min<uint32_t>(count + 1, kAuthors);
}

// The union of two halves: exact while neither is full, else from the largest of its kAuthors smallest hashes.
int64_t SeenWindow::count_authors(const Authors& a, const Authors& b) {
  std::array<uint32_t, 2 * kAuthors> both;
  const auto end = std::set_union(a.hashes.begin(), a.hashes.begin() + a.count, b.hashes.begin(),
                                  b.hashes.begin() + b.count, both.begin());
  const auto known = static_cast<int64_t>(end - both.begin());
  if (known == 0) return -1;
  if (a.count < kAuthors && b.count < kAuthors) return known;
  const uint64_t range = uint64_t{1} << 32;
  const uint64_t estimate = (kAuthors - 1) * range / (uint64_t{both[kAuthors - 1]} + 1);
  return std::max(known, static_cast<int64_t>(estimate));
}

SeenWindow::Entry& SeenWindow::entry_of(uint64_t key, int64_t period) {
  const size_t sets = entries_.size() / kWays;
  Entry* const set = &entries_[((key >> 20) & (sets - 1)) * kWays];
  // What is worth least stands first: nothing, what is past, what was seen once, what was not seen for longest.
  auto worth = [&](const Entry& entry) {
    if (entry.key == 0) return uint64_t{0};
    if (entry.period + 1 < period) return uint64_t{1};
    const bool again = entry.now.times + entry.before.times > 1;
    return (again ? uint64_t{1} << 63 : 2) + entry.touched;
  };
  Entry* least = set;
  uint64_t least_worth = worth(*set);
  for (Entry* entry = set; entry != set + kWays; ++entry) {
    if (entry->key == key) return *entry;
    const uint64_t value = worth(*entry);
    if (value < least_worth) {
      least = entry;
      least_worth = value;
    }
  }
  *least = Entry{};
  least->key = key;
  least->period = period;
  return *least;
}

SeenWindow::Seen SeenWindow::note(uint64_t key, std::string_view author, int64_t now) {
  if (half_ > 0) period_ = std::max(period_, now / half_);
  Entry& entry = entry_of(key, period_);
  if (entry.period != period_) {
    entry.before = entry.period + 1 == period_ ? entry.now : Half{};
    entry.now = Half{};
    entry.period = period_;
  }
  entry.touched = ++notes_;
  entry.now.times = add_saturated(entry.now.times, 1);
  if (!author.empty()) entry.now.authors.add(static_cast<uint32_t>(hash64(author) >> 32));
  return {add_saturated(entry.now.times, entry.before.times), count_authors(entry.now.authors, entry.before.authors)};
}

}  // namespace pilah
