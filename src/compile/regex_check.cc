// SPDX-License-Identifier: Apache-2.0
// Asks RE2 what it thinks of a regular expression.
#include "compile/parse_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

namespace pilah {

std::optional<RegexProblem> check_regex(std::string_view regex) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  const RE2 compiled(re2::StringPiece(regex.data(), regex.size()), options);
  if (!compiled.ok()) return RegexProblem{compiled.error(), compiled.error_arg()};
  // Expressions are run as alternatives of one; there an open \Q would take in the bracket behind it and all the rest.
  const RE2 grouped("(?:" + std::string(regex) + ")", options);
  if (grouped.error_code() != RE2::ErrorMissingParen) return std::nullopt;
  return RegexProblem{"missing \\E behind \\Q", std::string(regex.substr(std::min(regex.rfind("\\Q"), regex.size())))};
}

}  // namespace pilah
