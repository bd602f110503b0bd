// SPDX-License-Identifier: Apache-2.0
// Colours follow the reader's light or dark setting; charts are drawn in a box of 320 by 200 units.
#include "cli/html_text.h"

#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

namespace pilah::cli {

namespace {

constexpr double kLeft = 34, kTop = 22, kWide = 270, kHigh = 140;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}"
    "body{font:15px/1.45 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.2rem}h3{font-size:1rem}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #8884;vertical-align:top}"
    "td.n,th.n{text-align:right}small{opacity:.7}.bad{color:#c0392b}.good{color:#1e8449}"
    ".charts{display:flex;flex-wrap:wrap;gap:1rem}svg{width:320px;height:auto}"
    "svg text{font:10px system-ui,sans-serif;fill:currentColor}code{font-size:.92em}"
    "blockquote{margin:.2rem 0;padding-left:.8rem;border-left:3px solid #8886;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){.bad{color:#ff8a7a}.good{color:#58d68d}}"
    "details{margin:.5rem 0}summary{cursor:pointer}.scroll{overflow-x:auto}";

double x_of(double value) { return kLeft + kWide * value; }
double y_of(double value) { return kTop + kHigh * (1 - value); }

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string out;
  for (char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_head(std::string_view title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
      language() == Language::indonesian ? "id" : "en", escaped_html(title), kStyle, escaped_html(title));
}

std::string html_end() { return "</body>\n</html>\n"; }

std::string chart(std::string_view title, const std::vector<ChartLine>& lines, const std::vector<ChartTick>& ticks,
                  double upright) {
  std::string out =
      fmt::format("<svg viewBox=\"0 0 320 200\" role=\"img\"><title>{0}</title><text x=\"{1}\" y=\"12\">{0}</text>",
                  escaped_html(title), kLeft);
  for (double value : {0.0, 0.25, 0.5, 0.75, 1.0})
    out += fmt::format("<path d=\"M{:.1f} {:.1f}h{:.1f}\" stroke=\"#8884\"/><text x=\"4\" y=\"{:.1f}\">{}</text>",
                       kLeft, y_of(value), kWide, y_of(value) + 3, decimal(value, 2));
  for (const ChartTick& tick : ticks)
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>", x_of(tick.at),
                       kTop + kHigh + 13, escaped_html(tick.text));
  if (upright >= 0)
    out += fmt::format("<path d=\"M{:.1f} {:.1f}v{:.1f}\" stroke=\"#888\" stroke-dasharray=\"2 3\"/>", x_of(upright),
                       kTop, kHigh);
  double legend = kLeft;
  for (const ChartLine& line : lines) {
    std::string path;
    for (auto [x, y] : line.points) path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x_of(x), y_of(y));
    out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>", path, line.colour,
                       line.dashed ? " stroke-dasharray=\"4 4\"" : "");
    if (line.dots)
      for (auto [x, y] : line.points)
        out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>", x_of(x), y_of(y), line.colour);
    if (line.name.empty()) continue;
    out += fmt::format(
        "<rect x=\"{0:.1f}\" y=\"186\" width=\"9\" height=\"9\" fill=\"{1}\"/><text x=\"{2:.1f}\" y=\"194\">{3}</text>",
        legend, line.colour, legend + 13, escaped_html(line.name));
    legend += 24 + 6 * static_cast<double>(display_width(line.name));
  }
  return out + "</svg>\n";
}

}  // namespace pilah::cli
