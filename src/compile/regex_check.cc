// SPDX-License-Identifier: Apache-2.0
// Asks RE2 what it thinks of a regular expression.
#include "compile/parse_table.h"

#include <re2/re2.h>

namespace pilah {

std::optional<RegexProblem> check_regex(std::string_view regex) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  const RE2 compiled(re2::StringPiece(regex.data(), regex.size()), options);
  if (compiled.ok()) return std::nullopt;
  return RegexProblem{compiled.error(), compiled.error_arg()};
}

}  // namespace pilah
