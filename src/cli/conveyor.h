// SPDX-License-Identifier: Apache-2.0
// Carries chunks from one reader through many workers to one writer, which gets them in the order in which they were
// read.
#pragma once

#include "cli/rows.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

namespace pilah::cli {

// Memory stays bounded because there is a fixed number of chunks, which go round in a circle, and because the reader
// waits while the chunks under way hold more than kMaxBytesUnderWay together.
class Conveyor {
public:
  explicit Conveyor(size_t chunk_count);

  // For the reader.
  Chunk* empty_chunk();       // waits for one; null: stop reading
  void filled(Chunk* chunk);  // hands it to the workers
  void end();                 // nothing more will come

  // For the workers.
  Chunk* work();              // waits for a filled chunk; null: there will be none
  void worked(Chunk* chunk);  // hands it to the writer

  // For the writer.
  Chunk* next();               // waits for the next chunk in reading order; null: the end
  void written(Chunk* chunk);  // back to the reader

  // For anybody: everyone's next call returns null. The first exception is kept for rethrow().
  void abandon(std::exception_ptr why);
  void rethrow() const;

private:
  static constexpr uint64_t kMaxBytesUnderWay = 192u << 20;

  std::mutex mutex_;
  std::condition_variable for_reader_, for_workers_, for_writer_;
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::vector<Chunk*> empty_;
  std::deque<Chunk*> filled_;
  std::vector<Chunk*> worked_;  // at sequence modulo the number of chunks
  uint64_t handed_out_ = 0;     // chunks that were filled
  uint64_t taken_ = 0;          // chunks that the writer took
  uint64_t bytes_under_way_ = 0;
  bool ended_ = false;
  bool abandoned_ = false;
  std::exception_ptr why_;
};

}  // namespace pilah::cli
