// SPDX-License-Identifier: Apache-2.0
// Reads the dump, thins it out to what a slice of the time can hold, measures, and shows the figures as asked.
#include "cli/bench.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/labelled.h"
#include "cli/messages.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace pilah::cli {

namespace {

// Roughly what one row takes, by rows from all over the dump: a thousand of them, or as many as `seconds` hold.
double seconds_a_row(const pilah_ruleset* ruleset, const BenchRows& rows, double seconds, double& first_call_us) {
  using Clock = std::chrono::steady_clock;
  auto since = [](Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); };
  Judge judge(ruleset);
  auto start = Clock::now();
  judge(rows.comments.front());
  first_call_us = since(start) * 1e6;
  const size_t all = rows.comments.size(), sample = std::min<size_t>(all, 1000);
  size_t done = 0;
  start = Clock::now();
  while (done < sample && (done == 0 || since(start) < seconds)) judge(rows.comments[done++ * all / sample]);
  return since(start) / static_cast<double>(done);
}

std::string shown(const BenchFigures& figures, BenchFormat format) {
  switch (format) {
    case BenchFormat::json:
      return bench_json(figures);
    case BenchFormat::svg:
      return bench_svg(figures);
    case BenchFormat::text:
      break;
  }
  return bench_text(figures);
}

}  // namespace

int run_bench(const BenchOptions& options) {
  expect_no_input(options.output, files_of(options.rules, options.files));
  BenchRows rows = read_rows_to_measure(options.files, options.names);
  if (interrupted()) return kInterrupted;
  const double slice = options.seconds / kSlices;  // a pass over all rows should take about this long
  BenchFigures figures;
  figures.processors = std::max(1u, std::thread::hardware_concurrency());
  figures.cpu = cpu_name();
  const uint64_t resident_before = resident_bytes();
  const Ruleset ruleset = open_rules(options.rules);
  figures.ruleset_hash = pilah_ruleset_hash(ruleset.get());
  const double row = seconds_a_row(ruleset.get(), rows, slice, figures.first_call_us);
  // Rows point to memory that was there before, so what is new belongs to the rule set (and a scratch, told apart
  // below).
  const uint64_t resident_after = resident_bytes();
  const void* image = nullptr;
  size_t image_size = 0;
  expect_ok(pilah_ruleset_image(ruleset.get(), &image, &image_size));
  figures.image_bytes = image_size;

  for (const std::string& file : options.files) figures.dump += (figures.dump.empty() ? "" : ", ") + file_name(file);
  figures.rows_read = rows.comments.size();
  // So little text is measured whole, however slow a busy machine made it look.
  constexpr size_t kWhole = 64u << 10;
  const size_t few = kWhole * rows.comments.size() / rows.bytes;
  rows.thin_out(std::max({size_t{1}, few, static_cast<size_t>(slice / row)}));
  figures.rows = rows.comments.size();
  figures.mean_bytes = static_cast<double>(rows.bytes) / static_cast<double>(figures.rows);
  figures.open_ms = open_time(ruleset.get(), options.rules.on_built_in() && options.rules.overlays.empty());
  measure(ruleset.get(), rows, options.threads ? options.threads : figures.processors, slice, figures);
  if (interrupted()) return kInterrupted;
  const uint64_t added = resident_after - std::min(resident_before, resident_after);
  figures.ruleset_resident = added - std::min(figures.thread_resident, added);

  write_file(options.output, shown(figures, options.format));
  return rows.sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
