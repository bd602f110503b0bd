// SPDX-License-Identifier: Apache-2.0
// The C API's handles as values that free themselves.
#pragma once

#include <pilah/pilah.h>

#include <memory>
#include <string>

namespace pilah::cli {

struct Free {
  void operator()(pilah_ruleset* ruleset) const { pilah_ruleset_free(ruleset); }
  void operator()(pilah_scratch* scratch) const { pilah_scratch_free(scratch); }
  void operator()(pilah_window* window) const { pilah_window_free(window); }
  void operator()(pilah_diagnostics* diagnostics) const { pilah_diagnostics_free(diagnostics); }
};

using Ruleset = std::unique_ptr<pilah_ruleset, Free>;
using Scratch = std::unique_ptr<pilah_scratch, Free>;
using Window = std::unique_ptr<pilah_window, Free>;
using DiagnosticList = std::unique_ptr<pilah_diagnostics, Free>;

// Throws std::bad_alloc where memory was missing, and Failure for any other call that did not do what it should; `what`
// says which.
void expect_ok(pilah_status status, const std::string& what = {});

// What to do about a call that failed so.
std::string help_of(pilah_status status);

// A new scratch; throws std::bad_alloc, which is the only way in which it can fail.
Scratch new_scratch();

}  // namespace pilah::cli
