// SPDX-License-Identifier: Apache-2.0
// How a diagnostic looks whatever the line it stands on: tabs, wide letters, control characters, lines of any length.
#include "compile/diagnostics.h"

#include <doctest/doctest.h>

#include <ctime>
#include <string>
#include <vector>

using namespace pilah;

namespace {

std::string render(const std::string& text, Place place, const std::string& help = "do that") {
  const std::vector<Source> sources = {{"rules/x.toml", text, false}};
  Diagnostics diagnostics(sources);
  diagnostics.error("E999", place, "wrong", help);
  return diagnostics.render(diagnostics.list().front());
}

}  // namespace

TEST_CASE("a place is shown with its line and a caret") {
  CHECK(render("a = 1\nbee = 22\n", {0, 2, 7, 2}) ==
        "rules/x.toml:2:7: error[E999]: wrong\n 2 | bee = 22\n   |       ^~\n   = help: do that\n");
}

TEST_CASE("a whole file is shown without a line") {
  CHECK(render("a = 1\n", {0, 0, 0, 1}) == "rules/x.toml: error[E999]: wrong\n  = help: do that\n");
}

TEST_CASE("a place without a source is still shown") {
  CHECK(render("", {7, 3, 1, 1}) == "rules:3:1: error[E999]: wrong\n  = help: do that\n");
}

TEST_CASE("tabs, wide and combining characters keep the caret in its place") {
  CHECK(render("\tab", {0, 1, 2, 1}) ==
        "rules/x.toml:1:2: error[E999]: wrong\n 1 |     ab\n   |     ^\n   = help: do that\n");
  CHECK(render("\xE6\xBC\xA2\xE5\xAD\x97 x", {0, 1, 4, 1}) ==
        "rules/x.toml:1:4: error[E999]: wrong\n 1 | \xE6\xBC\xA2\xE5\xAD\x97 x\n   |      ^\n   = help: do that\n");
  CHECK(render("\xE6\xBC\xA2 x", {0, 1, 1, 1}) ==
        "rules/x.toml:1:1: error[E999]: wrong\n 1 | \xE6\xBC\xA2 x\n   | ^~\n   = help: do that\n");
  CHECK(render("e\xCC\x81 x", {0, 1, 4, 1}) ==
        "rules/x.toml:1:4: error[E999]: wrong\n 1 | e\xCC\x81 x\n   |   ^\n   = help: do that\n");
}

TEST_CASE("nothing that steers a terminal gets through") {
  const std::string shown = render("a\x1B[31m\xE2\x80\xAE\xFF\r\n", {0, 1, 1, 1});
  CHECK(shown.find('\x1B') == std::string::npos);
  CHECK(shown.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(shown.find('\xFF') == std::string::npos);
  CHECK(shown.find('\r') == std::string::npos);
  CHECK(shown.find("a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD\n") != std::string::npos);
}

TEST_CASE("a long line is cut around the caret") {
  const std::string shown = render(std::string(5000, 'a') + "b" + std::string(5000, 'c'), {0, 1, 5001, 1});
  const size_t line = shown.find(" 1 | ") + 5;
  const size_t marks = shown.find("   | ") + 5;
  const std::string text = shown.substr(line, shown.find('\n', line) - line);
  CHECK(text.size() < 120);
  CHECK(text.starts_with("\xE2\x80\xA6"));
  CHECK(text.ends_with("\xE2\x80\xA6"));
  // The ellipsis is three bytes and one cell.
  CHECK(text[shown.find('^', marks) - marks + 2] == 'b');
}

TEST_CASE("places past the end of a line or of the file are marked at their end") {
  CHECK(render("ab", {0, 1, 9, 4}) == "rules/x.toml:1:9: error[E999]: wrong\n 1 | ab\n   |   ^\n   = help: do that\n");
  CHECK(render("ab", {0, 5, 1, 4}) == "rules/x.toml:5:1: error[E999]: wrong\n 5 | \n   | ^\n   = help: do that\n");
  CHECK(render("ab", {0, 1, 1, 400}) == "rules/x.toml:1:1: error[E999]: wrong\n 1 | ab\n   | ^~\n   = help: do that\n");
}

TEST_CASE("a message stays short however long the names in it are") {
  const std::vector<Source> sources = {{"a", "", false}};
  Diagnostics diagnostics(sources);
  diagnostics.error("E1", {0, 0, 0, 1}, std::string(1000, 'x') + "\xC3\xA9", "h");
  CHECK(diagnostics.list().front().message == std::string(600, 'x') + "\xE2\x80\xA6");
}

TEST_CASE("sorting goes by place and keeps notes behind what they explain") {
  const std::vector<Source> sources = {{"a", "", false}, {"b", "", false}};
  Diagnostics diagnostics(sources);
  diagnostics.error("E1", {1, 1, 1, 1}, "one", "h");
  diagnostics.note({0, 9, 1, 1}, "note of one");
  diagnostics.warning("W2", {0, 5, 2, 1}, "two", "h");
  diagnostics.error("E3", {0, 5, 1, 1}, "three", "h");
  diagnostics.note({1, 1, 1, 1}, "note of three");
  diagnostics.sort();
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.list()) order += diagnostic.message + ";";
  CHECK(order == "three;note of three;two;one;note of one;");
  CHECK(diagnostics.error_count() == 2);
  CHECK(diagnostics.warning_count() == 1);
  CHECK(diagnostics.has_errors());
}

TEST_CASE("millions of problems are counted but not kept") {
  const std::vector<Source> sources = {{"a", "", false}};
  Diagnostics diagnostics(sources);
  for (int i = 0; i < 50'000; ++i) diagnostics.error("E1", {0, 1, 1, 1}, "x", "y");
  CHECK(diagnostics.error_count() == 50'000);
  CHECK(diagnostics.list().size() == 10'000);
}

TEST_CASE("warnings leave room for errors, and notes go with what they explain") {
  const std::vector<Source> sources = {{"a", "", false}};
  Diagnostics diagnostics(sources);
  for (int i = 0; i < 50'000; ++i) diagnostics.warning("W1", {0, 1, 1, 1}, "x", "y");
  diagnostics.note({0, 1, 1, 1}, "of a warning that is not kept");
  CHECK(diagnostics.list().size() == 10'000);
  diagnostics.error("E1", {0, 1, 1, 1}, "wrong", "y");
  diagnostics.note({0, 1, 1, 1}, "of the error");
  REQUIRE(diagnostics.list().size() == 10'002);
  CHECK(diagnostics.list()[10'000].message == "wrong");
  CHECK(diagnostics.list()[10'001].message == "of the error");
}

TEST_CASE("thousands of problems far down in a large source are shown in time") {
  constexpr uint32_t kMany = 4'000'000;
  for (const char c : {'\n', 'a'}) {
    CAPTURE(c);
    const std::vector<Source> sources = {{"a", std::string(kMany, c) + "b", false}};
    Diagnostics diagnostics(sources);
    for (uint32_t i = 0; i < 10'000; ++i) {
      const uint32_t far = kMany + 1;
      diagnostics.error("E1", c == '\n' ? Place{0, far, 1, 1} : Place{0, 1, far, 1}, "x", "y");
    }
    const std::clock_t begin = std::clock();  // of the processor, which no other program slows down
    for (const Diagnostic& diagnostic : diagnostics.list())
      REQUIRE(diagnostics.render(diagnostic).find("b\n") != std::string::npos);
    CHECK((std::clock() - begin) / CLOCKS_PER_SEC < 20);
  }
}
