// SPDX-License-Identifier: Apache-2.0
// Measures one thing after the other over the same rows in memory: memory, whole passes, single calls, stages, threads.
// Before anything is timed, one pass notes what the answers are; every later pass must give the same ones.
#include "cli/bench_figures.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <system_error>
#include <thread>

namespace pilah::cli {

namespace {

using Clock = std::chrono::steady_clock;

double nanoseconds(Clock::duration time) { return std::chrono::duration<double, std::nano>(time).count(); }
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// One thread with its scratch.
class Worker {
public:
  explicit Worker(const pilah_ruleset* ruleset) : ruleset_(ruleset), scratch_(new_scratch()) {
    pilah_verdict_init(&verdict_, sizeof verdict_);
  }

  void classify(const pilah_comment& comment) {
    expect_ok(pilah_classify(ruleset_, scratch_.get(), &comment, &verdict_));
    note();
  }

  void classify_watched(const pilah_comment& comment, pilah_stage_watch watch, void* context) {
    expect_ok(pilah_classify_watched(ruleset_, scratch_.get(), &comment, &verdict_, watch, context));
    note();
  }

  // What the answers since the last time were: equal for equal ones in the same order.
  uint64_t answers() { return std::exchange(answers_, 0); }

private:
  void note() {
    uint64_t answer = verdict_.campaign + static_cast<uint64_t>(verdict_.action) + verdict_.evidence_count;
    for (const pilah_score& score : verdict_.scores) answer = answer * 31 + static_cast<uint64_t>(score.points);
    answers_ = answers_ * 0x9E3779B97F4A7C15u + answer;
  }

  const pilah_ruleset* ruleset_;
  Scratch scratch_;
  pilah_verdict verdict_;
  uint64_t answers_ = 0;
};

void expect_same(uint64_t answers, uint64_t expected) {
  if (answers != expected)
    throw Failure(either("the same rows got different verdicts", "baris yang sama dinilai berbeda"));
}

uint64_t pass(Worker& worker, const BenchRows& rows) {
  for (const pilah_comment& comment : rows.comments) worker.classify(comment);
  return worker.answers();
}

// As many passes as a slice of time holds, at least one. Rows a second.
double rate(Worker& worker, const BenchRows& rows, double slice, uint64_t expected) {
  const auto start = Clock::now();
  uint64_t done = 0;
  double took = 0;
  do {
    expect_same(pass(worker, rows), expected);
    done += rows.comments.size();
    took = seconds_since(start);
  } while (took < slice);
  return static_cast<double>(done) / took;
}

void measure_passes(Worker& worker, const BenchRows& rows, double slice, uint64_t expected, BenchFigures& figures) {
  std::vector<double> rates;
  for (figures.passes = 0; figures.passes < 9 && !interrupted(); ++figures.passes)
    rates.push_back(rate(worker, rows, slice, expected));
  if (rates.empty()) return;  // stopped before the first
  figures.rows_per_second = median(rates);
  const auto [slowest, fastest] = std::minmax_element(rates.begin(), rates.end());
  figures.spread = (*fastest - *slowest) / figures.rows_per_second;
  figures.bytes_per_second = figures.rows_per_second * figures.mean_bytes;
}

// What reading the clock adds to a measured time: the middle of many attempts to measure nothing.
double clock_cost() {
  std::vector<double> costs;
  for (int i = 0; i < 10001; ++i) {
    const auto start = Clock::now();
    costs.push_back(nanoseconds(Clock::now() - start));
  }
  return median(std::move(costs));
}

Latency latency_of(std::vector<float>& times) {
  Latency out;
  out.calls = times.size();
  auto at = [&](double share) {
    const size_t rank = std::min(times.size() - 1, static_cast<size_t>(share * static_cast<double>(times.size())));
    std::nth_element(times.begin(), times.begin() + static_cast<ptrdiff_t>(rank), times.end());
    return static_cast<double>(times[rank]);
  };
  out.p50 = at(0.5);
  out.p99 = at(0.99);
  out.p999 = times.size() < 1000 ? 0 : at(0.999);
  return out;
}

void measure_calls(Worker& worker, const BenchRows& rows, double slice, BenchFigures& figures) {
  constexpr size_t kBounds[] = {0, 30, 60, 120, 250, 500, 1000, 10000, SIZE_MAX};
  constexpr size_t kMostCalls = 4000000;
  const double clock = clock_cost();
  std::vector<std::vector<float>> by_length(std::size(kBounds) - 1);
  std::vector<float> all;
  const auto begin = Clock::now();
  do {
    for (const pilah_comment& comment : rows.comments) {
      const auto start = Clock::now();
      worker.classify(comment);
      const float time = static_cast<float>(std::max(0.0, nanoseconds(Clock::now() - start) - clock));
      const size_t bucket = static_cast<size_t>(
          std::lower_bound(std::begin(kBounds) + 1, std::end(kBounds), comment.text_size) - std::begin(kBounds) - 1);
      by_length[bucket].push_back(time);
      all.push_back(time);
    }
  } while (seconds_since(begin) < slice && all.size() < kMostCalls);
  worker.answers();
  figures.all = latency_of(all);
  for (size_t i = 0; i < by_length.size(); ++i) {
    if (by_length[i].empty()) continue;
    figures.by_length.push_back(latency_of(by_length[i]));
    figures.by_length.back().above = kBounds[i];
    figures.by_length.back().up_to = kBounds[i + 1];
  }
}

// Adds up what each stage took. A mark costs one reading of the clock, which is taken off again.
struct StageClock {
  Clock::time_point last;
  std::array<double, PILAH_STAGE_COUNT> total{};
  std::array<uint64_t, PILAH_STAGE_COUNT> marks{};

  static void mark(void* context, int32_t stage) {
    auto& clock = *static_cast<StageClock*>(context);
    const auto now = Clock::now();
    clock.total[static_cast<size_t>(stage)] += nanoseconds(now - clock.last);
    ++clock.marks[static_cast<size_t>(stage)];
    clock.last = now;
  }
};

void measure_stages(Worker& worker, const BenchRows& rows, double slice, uint64_t expected, BenchFigures& figures) {
  const double clock = clock_cost();
  StageClock stages;
  uint64_t done = 0;
  const auto begin = Clock::now();
  do {
    for (const pilah_comment& comment : rows.comments) {
      stages.last = Clock::now();
      worker.classify_watched(comment, StageClock::mark, &stages);
    }
    expect_same(worker.answers(), expected);
    done += rows.comments.size();
  } while (seconds_since(begin) < slice);
  for (size_t i = 0; i < PILAH_STAGE_COUNT; ++i)
    figures.stages[i] =
        std::max(0.0, stages.total[i] - static_cast<double>(stages.marks[i]) * clock) / static_cast<double>(done);
}

// Rows a second of `count` threads together, each with a scratch of its own, over one rule set. None stops before all
// have been through the dump, whose beginning may cost less than its end; what they did of a further pass counts by its
// bytes.
double rate_of_threads(const pilah_ruleset* ruleset, const BenchRows& rows, unsigned count, double slice,
                       uint64_t expected) {
  const auto weight = [](const pilah_comment& comment) { return uint64_t{comment.text_size} + 1; };
  std::atomic<unsigned> ready{0}, through{0};
  std::atomic<bool> go{false}, stop{false}, wrong{false};
  std::atomic<uint64_t> done{0};
  std::vector<std::jthread> threads;
  const auto work = [&] {
    try {
      Worker worker(ruleset);
      if (pass(worker, rows) != expected) wrong = true;
      ++ready;
      while (!go) std::this_thread::yield();
      // Stops between rows, so that no thread works alone at the end.
      uint64_t mine = 0;
      for (size_t row = 0;; ++row) {
        if (row == rows.comments.size()) ++through;
        const pilah_comment& comment = rows.comments[row % rows.comments.size()];
        worker.classify(comment);
        if (stop) break;
        mine += weight(comment);
      }
      done += mine;
    } catch (...) {
      wrong = true;
      ++ready;
      ++through;
    }
  };
  try {
    for (unsigned i = 0; i < count; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {
    go = stop = true;
    throw Failure(fmt::format(fmt::runtime(either("the machine lets no more than {} threads start",
                                                  "mesin ini hanya mengizinkan {} utas")),
                              threads.size()),
                  either("give a smaller --threads", "kecilkan --threads"));
  }
  while (ready < count) std::this_thread::yield();
  const auto start = Clock::now();
  go = true;
  do std::this_thread::sleep_for(std::chrono::duration<double>(slice));
  while (through < count);
  stop = true;
  const double took = seconds_since(start);
  threads.clear();
  if (wrong) expect_same(0, 1);
  uint64_t whole = 0;
  for (const pilah_comment& comment : rows.comments) whole += weight(comment);
  const double passes = static_cast<double>(done) / static_cast<double>(whole);
  return passes * static_cast<double>(rows.comments.size()) / took;
}

void measure_threads(const pilah_ruleset* ruleset, const BenchRows& rows, unsigned most, double slice,
                     uint64_t expected, BenchFigures& figures) {
  std::vector<unsigned> counts;
  for (unsigned count = 1; count < most; count *= 2) counts.push_back(count);
  counts.push_back(most);
  for (unsigned count : counts) {
    if (interrupted()) return;
    std::vector<double> rates(3);
    for (double& rate : rates) rate = rate_of_threads(ruleset, rows, count, slice, expected);
    figures.threads.push_back({count, median(std::move(rates))});
  }
}

// What a thread's scratch adds once it has seen all rows: the mean of eight.
uint64_t memory_of_thread(const pilah_ruleset* ruleset, const BenchRows& rows) {
  constexpr size_t kScratches = 8, kRows = 20000;
  std::vector<std::unique_ptr<Worker>> workers;
  workers.reserve(kScratches);
  const uint64_t before = resident_bytes();
  for (size_t i = 0; i < kScratches; ++i) {
    workers.push_back(std::make_unique<Worker>(ruleset));
    const size_t step = rows.comments.size() / kRows + 1;
    for (size_t row = 0; row < rows.comments.size(); row += step) workers.back()->classify(rows.comments[row]);
  }
  const uint64_t after = resident_bytes();
  return after > before ? (after - before) / kScratches : 0;
}

}  // namespace

void measure(const pilah_ruleset* ruleset, const BenchRows& rows, unsigned threads, double slice,
             BenchFigures& figures) {
  figures.thread_resident = memory_of_thread(ruleset, rows);
  Worker worker(ruleset);
  const uint64_t expected = pass(worker, rows);
  measure_passes(worker, rows, slice, expected, figures);
  if (interrupted()) return;
  measure_calls(worker, rows, 4 * slice, figures);
  if (interrupted()) return;
  measure_stages(worker, rows, 4 * slice, expected, figures);
  if (interrupted()) return;
  measure_threads(ruleset, rows, threads, slice, expected, figures);
}

}  // namespace pilah::cli
