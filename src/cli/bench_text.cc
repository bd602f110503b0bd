// SPDX-License-Identifier: Apache-2.0
// Speed as tables for a terminal.
#include "cli/bench.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <cmath>

namespace pilah::cli {

namespace {

constexpr size_t kName = 16;
constexpr double kBar = 30;  // columns of the longest bar

std::string bar(double share) {
  std::string out;
  for (long i = 0; i < std::lround(kBar * share); ++i) out += "█";
  return out;
}

std::string microseconds(double nanoseconds) {
  return nanoseconds > 0 ? decimal(nanoseconds / 1000, 2) : std::string("-");
}

std::string latency_line(const std::string& name, const Latency& latency) {
  return fmt::format("  {}  {:>10} {:>9} {:>9} {:>9}\n", padded(name, kName), grouped(latency.calls),
                     microseconds(latency.p50), microseconds(latency.p99), microseconds(latency.p999));
}

std::string mebibytes(uint64_t bytes) { return decimal(static_cast<double>(bytes) / (1 << 20), 2) + " MiB"; }

}  // namespace

std::string bench_stage_name(size_t stage) {
  switch (stage) {
    case PILAH_STAGE_TEXT:
      return either("text", "teks");
    case PILAH_STAGE_MATCH:
      return either("match", "cocokkan");
    case PILAH_STAGE_SCORE:
      return either("score", "nilai");
    default:
      return either("answer", "jawaban");
  }
}

std::string bench_title(const BenchFigures& figures) {
  const std::string name =
      figures.dump.empty() ? either("the example dump", "contoh bawaan") : shortened(printable(figures.dump), 40);
  std::string rows = figures.rows == figures.rows_read
                         ? grouped(figures.rows)
                         : either(fmt::format("{} of {}", grouped(figures.rows), grouped(figures.rows_read)),
                                  fmt::format("{} dari {}", grouped(figures.rows), grouped(figures.rows_read)));
  return either(fmt::format("{} comment{} of {}, {:.0f} bytes on average", rows, figures.rows_read == 1 ? "" : "s",
                            name, figures.mean_bytes),
                fmt::format("{} komentar dari {}, rata-rata {:.0f} byte", rows, name, figures.mean_bytes));
}

std::string bench_length_name(const Latency& latency) {
  if (latency.up_to == SIZE_MAX) return fmt::format("> {}", grouped(latency.above));
  return fmt::format("{}–{}", grouped(latency.above + (latency.above > 0)), grouped(latency.up_to));
}

std::string bench_text(const BenchFigures& figures) {
  std::string out = bench_title(figures) + "\n" +
                    fmt::format("{}, {}; {} {:.8}\n\n", figures.cpu.empty() ? "?" : printable(figures.cpu),
                                fmt::format("{}: {}", either("processors", "prosesor"), figures.processors),
                                either("rules", "aturan"), figures.ruleset_hash);
  auto line = [&](const std::string& name, const std::string& what) {
    out += fmt::format("{}  {}\n", padded(name, kName + 2), what);
  };
  line(either("one thread", "satu utas"),
       either(fmt::format("{} rows/s, {} MB/s, {} µs a row (median of {}, spread {:.0f} %)",
                          grouped(static_cast<uint64_t>(figures.rows_per_second)),
                          decimal(figures.bytes_per_second / 1e6, 1), microseconds(1e9 / figures.rows_per_second),
                          figures.passes, figures.spread * 100),
              fmt::format("{} baris/dtk, {} MB/dtk, {} µs per baris (median dari {}, sebaran {:.0f} %)",
                          grouped(static_cast<uint64_t>(figures.rows_per_second)),
                          decimal(figures.bytes_per_second / 1e6, 1), microseconds(1e9 / figures.rows_per_second),
                          figures.passes, figures.spread * 100)));
  line(either("opening rules", "membuka aturan"), decimal(figures.open_ms, 2) + " ms");
  line(either("first call", "panggilan pertama"), decimal(figures.first_call_us, 0) + " µs");
  line(either("memory", "memori"),
       either(fmt::format("image {}, resident {}; each thread {}", mebibytes(figures.image_bytes),
                          mebibytes(figures.ruleset_resident), mebibytes(figures.thread_resident)),
              fmt::format("image {}, menetap {}; tiap utas {}", mebibytes(figures.image_bytes),
                          mebibytes(figures.ruleset_resident), mebibytes(figures.thread_resident))));

  out += fmt::format("\n{}        µs   {}\n", padded(either("stage", "tahap"), kName + 2), either("share", "bagian"));
  double total = 0;
  for (double stage : figures.stages) total += stage;
  for (size_t i = 0; i < figures.stages.size(); ++i) {
    const double share = total > 0 ? figures.stages[i] / total : 0;
    out += fmt::format("  {}  {:>8} {:>5.0f} %  {}\n", padded(bench_stage_name(i), kName),
                       microseconds(figures.stages[i]), share * 100, bar(share));
  }

  out += fmt::format("\n{}  {:>10} {:>9} {:>9} {:>9}   µs\n", padded(either("bytes", "byte"), kName + 2),
                     either("calls", "panggilan"), "p50", "p99", "p99.9");
  for (const Latency& latency : figures.by_length) out += latency_line(bench_length_name(latency), latency);
  out += latency_line(either("all", "semua"), figures.all);

  out += fmt::format("\n{}  {:>10}  {}\n", padded(either("threads", "utas"), kName + 2), either("rows/s", "baris/dtk"),
                     either("of as many times one", "dari kelipatan satu utas"));
  for (const ThreadRate& rate : figures.threads) {
    const double share = rate.rows_per_second / (rate.threads * figures.threads.front().rows_per_second);
    out += fmt::format("  {}  {:>10} {:>5.0f} %  {}\n", padded(fmt::format("{}", rate.threads), kName),
                       grouped(static_cast<uint64_t>(rate.rows_per_second)), share * 100,
                       bar(rate.rows_per_second / figures.threads.back().rows_per_second));
  }
  return out;
}

}  // namespace pilah::cli
