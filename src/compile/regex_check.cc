// SPDX-License-Identifier: Apache-2.0
// Asks RE2 what it thinks of a regular expression.
#include "compile/parse_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

namespace pilah {

namespace {

constexpr size_t kStepsOfTooLarge = 200'000;  // where RE2 gives up

RE2::Options options() {
  RE2::Options out;
  out.set_log_errors(false);
  out.set_never_capture(true);
  return out;
}

// RE2 says what is wrong and not where. It reads from left to right, so a beginning of the expression that ends with
// the wrong part is answered in the same way; one that ends with an equal part before it is not.
std::string_view part_of(std::string_view regex, const RE2& wrong) {
  constexpr int kMostTried = 32;
  const std::string& part = wrong.error_arg();
  const size_t first = part.empty() ? regex.npos : regex.find(part);
  size_t at = first;
  for (int tried = 0; at != regex.npos && tried < kMostTried; ++tried, at = regex.find(part, at + 1)) {
    const RE2 beginning(re2::StringPiece(regex.data(), at + part.size()), options());
    if (beginning.error_code() == wrong.error_code() && beginning.error_arg() == part)
      return regex.substr(at, part.size());
  }
  return first == regex.npos ? std::string_view() : regex.substr(first, part.size());
}

}  // namespace

std::optional<RegexProblem> check_regex(std::string_view regex, size_t& steps) {
  const RE2 compiled(re2::StringPiece(regex.data(), regex.size()), options());
  if (compiled.ok()) steps += static_cast<size_t>(compiled.ProgramSize());
  if (compiled.error_code() == RE2::ErrorPatternTooLarge) steps += kStepsOfTooLarge;
  if (!compiled.ok()) return RegexProblem{compiled.error(), part_of(regex, compiled)};
  // Expressions are run as alternatives of one; there an open \Q would take in the bracket behind it and all the rest.
  if (regex.find("\\Q") == regex.npos) return std::nullopt;
  const RE2 grouped("(?:" + std::string(regex) + ")", options());
  if (grouped.error_code() != RE2::ErrorMissingParen) return std::nullopt;
  return RegexProblem{"missing \\E behind \\Q", regex.substr(std::min(regex.rfind("\\Q"), regex.size()))};
}

bool matches_without_text(std::string_view regex) {
  const RE2 compiled(re2::StringPiece(regex.data(), regex.size()), options());
  return compiled.ok() && compiled.Match("", 0, 0, RE2::ANCHOR_BOTH, nullptr, 0);
}

}  // namespace pilah
