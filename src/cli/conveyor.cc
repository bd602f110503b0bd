// SPDX-License-Identifier: Apache-2.0
// One lock for all: it is taken a few times for hundreds of rows.
#include "cli/conveyor.h"

#include <utility>

namespace pilah::cli {

Conveyor::Conveyor(size_t chunk_count) : worked_(chunk_count, nullptr) {
  for (size_t i = 0; i < chunk_count; ++i) {
    chunks_.push_back(std::make_unique<Chunk>());
    empty_.push_back(chunks_.back().get());
  }
}

Chunk* Conveyor::empty_chunk() {
  std::unique_lock lock(mutex_);
  for_reader_.wait(lock, [&] { return abandoned_ || (!empty_.empty() && bytes_under_way_ < kMaxBytesUnderWay); });
  if (abandoned_) return nullptr;
  Chunk* chunk = empty_.back();
  empty_.pop_back();
  return chunk;
}

void Conveyor::filled(Chunk* chunk) {
  std::lock_guard lock(mutex_);
  chunk->sequence = handed_out_++;
  bytes_under_way_ += chunk->bytes.size();
  filled_.push_back(chunk);
  for_workers_.notify_one();
}

void Conveyor::end() {
  std::lock_guard lock(mutex_);
  ended_ = true;
  for_workers_.notify_all();
  for_writer_.notify_all();
}

Chunk* Conveyor::work() {
  std::unique_lock lock(mutex_);
  for_workers_.wait(lock, [&] { return abandoned_ || ended_ || !filled_.empty(); });
  if (abandoned_ || filled_.empty()) return nullptr;
  Chunk* chunk = filled_.front();
  filled_.pop_front();
  return chunk;
}

void Conveyor::worked(Chunk* chunk) {
  std::lock_guard lock(mutex_);
  worked_[chunk->sequence % worked_.size()] = chunk;
  if (chunk->sequence == taken_) for_writer_.notify_one();
}

Chunk* Conveyor::next() {
  std::unique_lock lock(mutex_);
  Chunk*& slot = worked_[taken_ % worked_.size()];
  for_writer_.wait(lock, [&] { return abandoned_ || slot || (ended_ && taken_ == handed_out_); });
  if (abandoned_ || !slot) return nullptr;
  ++taken_;
  return std::exchange(slot, nullptr);
}

void Conveyor::written(Chunk* chunk) {
  std::lock_guard lock(mutex_);
  bytes_under_way_ -= chunk->bytes.size();
  empty_.push_back(chunk);
  for_reader_.notify_one();
}

void Conveyor::abandon(std::exception_ptr why) {
  std::lock_guard lock(mutex_);
  if (!abandoned_) why_ = std::move(why);
  abandoned_ = true;
  for_reader_.notify_all();
  for_workers_.notify_all();
  for_writer_.notify_all();
}

void Conveyor::rethrow() const {
  if (why_) std::rethrow_exception(why_);
}

}  // namespace pilah::cli
