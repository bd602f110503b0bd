// SPDX-License-Identifier: Apache-2.0
// The few forms that pages of HTML need: escaped text, and small charts as inline SVG, so that a page is one file that
// loads nothing.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilah::cli {

// Text between tags or in quotes; control characters are made visible, ill-formed UTF-8 becomes U+FFFD.
std::string escaped_html(std::string_view text);

// Everything up to the page's heading, and everything after its end.
std::string html_head(std::string_view title);
std::string html_end();

// A line through points of a chart whose two axes go from 0 to 1.
struct ChartLine {
  std::string name;
  std::string colour;
  std::vector<std::pair<double, double>> points;
  bool dots = false;
  bool dashed = false;
};
struct ChartTick {
  double at;
  std::string text;
};

// `upright` draws a dotted line from bottom to top at this place; negative: none.
std::string chart(std::string_view title, const std::vector<ChartLine>& lines, const std::vector<ChartTick>& ticks,
                  double upright);

}  // namespace pilah::cli
