// SPDX-License-Identifier: Apache-2.0
// Speed as one picture, which loads nothing and looks the same on light and dark pages: stages as one bar, single calls
// by length as ranges from p50 to p99, threads as columns.
#include "cli/bench.h"
#include "cli/html_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <algorithm>
#include <cmath>

namespace pilah::cli {

namespace {

constexpr double kWide = 760, kHigh = 450, kMargin = 24;
constexpr const char* kInk = "#1b2631";
constexpr const char* kFaint = "#7f8c8d";
constexpr const char* kStageColours[] = {"#2e86c1", "#d68910", "#229954", "#884ea0"};
static_assert(std::size(kStageColours) == PILAH_STAGE_COUNT);

std::string text(double x, double y, std::string_view words, std::string_view more = {}) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, more, escaped_html(words));
}

std::string box(double x, double y, double width, double height, std::string_view colour) {
  return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x, y,
                     std::max(width, 0.5), std::max(height, 0.5), colour);
}

std::string time_of(double nanoseconds) {
  if (nanoseconds >= 1e9) return with_point(fmt::format("{:.3g} s", nanoseconds / 1e9));
  if (nanoseconds >= 1e6) return with_point(fmt::format("{:.3g} ms", nanoseconds / 1e6));
  return nanoseconds >= 1000 ? with_point(fmt::format("{:.3g} µs", nanoseconds / 1000))
                             : fmt::format("{:.0f} ns", nanoseconds);
}

// So short that the columns of a machine with many processors stand beside each other.
std::string rate_of(double rows_per_second) {
  if (rows_per_second < 1e4) return grouped(static_cast<uint64_t>(rows_per_second));
  const bool millions = rows_per_second >= 1e6;
  const double number = rows_per_second / (millions ? 1e6 : 1e3);
  return decimal(number, number < 100 ? 1 : 0) + (millions ? either("M", "jt") : either("k", "rb"));
}

// One bar across the page, cut as the time is.
std::string stages(const BenchFigures& figures, double top) {
  double total = 0;
  for (double stage : figures.stages) total += stage;
  if (total <= 0) return {};
  std::string out =
      text(kMargin, top, either("Where the time of a comment goes", "Ke mana waktu satu komentar"), "class=\"h\"");
  const double wide = kWide - 2 * kMargin;
  double x = kMargin, legend = kMargin;
  for (size_t i = 0; i < figures.stages.size(); ++i) {
    const double width = wide * figures.stages[i] / total;
    out += box(x, top + 10, width, 26, kStageColours[i]);
    x += width;
    const std::string words = fmt::format("{} {} · {:.0f} %", bench_stage_name(i), time_of(figures.stages[i]),
                                          100 * figures.stages[i] / total);
    out += box(legend, top + 45, 10, 10, kStageColours[i]) + text(legend + 15, top + 54, words);
    legend += 34 + 6.6 * static_cast<double>(display_width(words));
  }
  return out;
}

// Rows of lengths on a logarithmic scale of time: p50 as a dot, a line to p99.
std::string calls(const BenchFigures& figures, double left, double top, double wide) {
  double least = figures.all.p50, most = figures.all.p99;
  for (const Latency& latency : figures.by_length) {
    least = std::min(least, latency.p50);
    most = std::max(most, latency.p99);
  }
  const double from = std::floor(std::log10(std::max(least, 1.0))), to = std::ceil(std::log10(std::max(most, 10.0)));
  const double begin = left + 92, room = wide - 100;
  auto x_of = [&](double time) { return begin + room * (std::log10(std::max(time, 1.0)) - from) / (to - from); };
  std::string out =
      text(left, top, either("One call, by length in bytes: p50 to p99", "Satu panggilan, menurut panjang: p50 ke p99"),
           "class=\"h\"");
  const double bottom = top + 20 + 22 * static_cast<double>(figures.by_length.size() + 1);
  for (int power = static_cast<int>(from); power <= static_cast<int>(to); ++power) {
    const double x = x_of(std::pow(10, power));
    out += fmt::format("<path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"#d5d8dc\"/>\n", x, top + 12, bottom);
    out += text(x, bottom + 14, time_of(std::pow(10, power)), "class=\"f\" text-anchor=\"middle\"");
  }
  double y = top + 28;
  auto row = [&](const std::string& name, const Latency& latency) {
    out += text(begin - 10, y + 4, name, "text-anchor=\"end\"");
    out += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"#2e86c1\" stroke-width=\"3\"/>\n", x_of(latency.p50),
                       y, x_of(latency.p99));
    out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"#2e86c1\"/>\n", x_of(latency.p50), y);
    y += 22;
  };
  for (const Latency& latency : figures.by_length) row(bench_length_name(latency), latency);
  row(either("all", "semua"), figures.all);
  return out;
}

std::string threads(const BenchFigures& figures, double left, double top, double wide) {
  std::string out = text(left, top, either("Threads: rows a second", "Utas: baris per detik"), "class=\"h\"");
  const double one = figures.threads.front().rows_per_second;
  double most = one * figures.threads.back().threads;
  for (const ThreadRate& rate : figures.threads) most = std::max(most, rate.rows_per_second);
  const double step = wide / static_cast<double>(figures.threads.size()), width = std::min(60.0, step * 0.6);
  const double high = 150, bottom = top + 30 + high;
  double x = left + (step - width) / 2;
  for (const ThreadRate& rate : figures.threads) {
    const double ideal = high * one * rate.threads / most, column = high * rate.rows_per_second / most;
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" "
        "stroke=\"{}\" stroke-dasharray=\"3 3\"/>\n",
        x, bottom - ideal, width, ideal, kFaint);
    out += box(x, bottom - column, width, column, "#229954");
    out += text(x + width / 2, bottom - column - 6, rate_of(rate.rows_per_second), "text-anchor=\"middle\"");
    out += text(x + width / 2, bottom + 14, fmt::format("{}", rate.threads), "class=\"f\" text-anchor=\"middle\"");
    x += step;
  }
  return out;
}

}  // namespace

std::string bench_svg(const BenchFigures& figures) {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\">\n"
      "<title>pilah bench</title>\n<style>text{{font:12px system-ui,sans-serif;fill:{2}}}"
      ".t{{font-size:20px;font-weight:600}}.h{{font-size:13px;font-weight:600}}.f{{fill:{3}}}</style>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
      kWide, kHigh, kInk, kFaint);
  const std::string speed = fmt::format("{} {} · {} {} · {}", grouped(static_cast<uint64_t>(figures.rows_per_second)),
                                        either("rows/s", "baris/dtk"), decimal(figures.bytes_per_second / 1e6, 1),
                                        either("MB/s", "MB/dtk"), either("one thread", "satu utas"));
  out += text(kMargin, 38, speed, "class=\"t\"");
  out += text(kMargin, 58, bench_title(figures), "class=\"f\"");
  out += stages(figures, 90);
  out += calls(figures, kMargin, 175, 440);
  out += threads(figures, 500, 175, 236);
  out += text(kMargin, kHigh - 14,
              fmt::format("pilah {} · {} · {:.8} · {} {} ms", pilah_version(), figures.cpu, figures.ruleset_hash,
                          either("rules open in", "aturan dibuka dalam"), decimal(figures.open_ms, 2)),
              "class=\"f\"");
  return out + "</svg>\n";
}

}  // namespace pilah::cli
