// SPDX-License-Identifier: Apache-2.0
// Speed as one JSON object; docs/COMMAND.md lists its keys.
#include "cli/bench.h"
#include "cli/json_text.h"

namespace pilah::cli {

namespace {

void append_latency(Buffer& out, const Latency& latency) {
  append(out, fmt::format(
                  "{{\"above\":{},\"up_to\":{},\"calls\":{},\"p50_ns\":{:.0f},\"p99_ns\":{:.0f},\"p999_ns\":{}}}",
                  latency.above, latency.up_to == SIZE_MAX ? "null" : fmt::format("{}", latency.up_to), latency.calls,
                  latency.p50, latency.p99, latency.p999 > 0 ? fmt::format("{:.0f}", latency.p999) : "null"));
}

}  // namespace

std::string bench_json(const BenchFigures& figures) {
  static constexpr const char* kStages[] = {"text", "match", "score", "answer"};
  static_assert(std::size(kStages) == PILAH_STAGE_COUNT);
  Buffer out;
  append(out, "{\"dump\":");
  append_json_string(out, figures.dump.empty() ? "example" : figures.dump);
  append(out, ",\"cpu\":");
  append_json_string(out, figures.cpu);
  append(out, fmt::format(",\"processors\":{},\"version\":\"{}\",\"ruleset\":\"{}\",\n", figures.processors,
                          pilah_version(), figures.ruleset_hash));
  append(out, fmt::format("\"rows_read\":{},\"rows\":{},\"mean_bytes\":{:.1f},\n", figures.rows_read, figures.rows,
                          figures.mean_bytes));
  append(out, fmt::format("\"rows_per_second\":{:.0f},\"bytes_per_second\":{:.0f},\"passes\":{},\"spread\":{:.4f},\n",
                          figures.rows_per_second, figures.bytes_per_second, figures.passes, figures.spread));
  append(out, fmt::format("\"open_ms\":{:.3f},\"first_call_us\":{:.1f},\n\"stages_ns\":{{", figures.open_ms,
                          figures.first_call_us));
  for (size_t i = 0; i < figures.stages.size(); ++i)
    append(out, fmt::format("{}\"{}\":{:.1f}", i ? "," : "", kStages[i], figures.stages[i]));
  append(out, "},\n\"latency\":");
  append_latency(out, figures.all);
  append(out, ",\n\"latency_by_length\":[");
  for (size_t i = 0; i < figures.by_length.size(); ++i) {
    if (i) append(out, ",\n");
    append_latency(out, figures.by_length[i]);
  }
  append(out, "],\n\"threads\":[");
  for (size_t i = 0; i < figures.threads.size(); ++i)
    append(out, fmt::format("{}{{\"threads\":{},\"rows_per_second\":{:.0f}}}", i ? "," : "", figures.threads[i].threads,
                            figures.threads[i].rows_per_second));
  append(out, fmt::format("],\n\"image_bytes\":{},\"ruleset_resident_bytes\":{},\"thread_resident_bytes\":{}}}\n",
                          figures.image_bytes, figures.ruleset_resident, figures.thread_resident));
  return std::string(view(out));
}

}  // namespace pilah::cli
