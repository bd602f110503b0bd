// SPDX-License-Identifier: Apache-2.0
// Gets a rule set from wherever the user keeps rules: the library, an image, or directories of packs.
#pragma once

#include "cli/handles.h"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// The name of the rule set that is built into the library.
inline constexpr std::string_view kBuiltIn = "built-in";

// Where rules come from. Nothing at all: the rule set that is built into the library.
struct RulesOptions {
  // Nothing below the overlays but what is built in, by name or because nothing is named.
  bool on_built_in() const {
    return std::all_of(rules.begin(), rules.end(), [](const std::string& name) { return name == kBuiltIn; });
  }

  std::vector<std::string> rules;     // directories of packs, one image, or kBuiltIn
  std::vector<std::string> overlays;  // directories of packs on top
  bool without_scores = false;        // leave out scores.toml: points as the packs have them
  uint32_t without = 0;               // PILAH_WITHOUT_…: layers to leave out
};

// Packs read from disk, as the compiler takes them.
class PackList {
public:
  // All *.toml below a directory, by name, or one such file. Throws Failure if there are none.
  void add(const std::string& path, bool overlay, bool without_scores = false);
  const std::vector<pilah_source>& sources() const { return sources_; }

private:
  std::deque<std::string> kept_;  // names and texts that sources_ points to
  std::vector<pilah_source> sources_;
};

struct Compiled {
  Ruleset ruleset;  // null: rejected
  DiagnosticList diagnostics;
};

// Compiles what the options name. Throws Failure only for what is no matter of rules, such as unreadable files.
Compiled compile_packs(const RulesOptions& options, bool release, bool run_cases);

// Every file that a command reads: the image or packs that the options name, and `others`. Throws Failure if the
// options name what holds no packs.
std::vector<std::string> files_of(const RulesOptions& options, const std::vector<std::string>& others = {});

// The rule set to classify with. Throws Failure, with the compiler's own words if the rules are rejected.
Ruleset open_rules(const RulesOptions& options);

// One diagnostic as a compiler prints it, in colour if asked.
std::string rendered(const pilah_diagnostic& diagnostic, bool colour);

}  // namespace pilah::cli
