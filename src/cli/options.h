// SPDX-License-Identifier: Apache-2.0
// The command line: which command, with which options.
#pragma once

#include "cli/bench.h"
#include "cli/campaigns.h"
#include "cli/classify.h"
#include "cli/diff.h"
#include "cli/eval.h"
#include "cli/explain.h"
#include "cli/packs.h"
#include "cli/policy.h"
#include "cli/replay.h"
#include "cli/report.h"
#include "cli/suggest.h"
#include "cli/tune.h"

#include <optional>
#include <string>
#include <variant>

namespace pilah::cli {

struct VersionOptions {};

using Command = std::variant<ClassifyOptions, ExplainOptions, CheckOptions, CompileOptions, EvalOptions, TuneOptions,
                             DiffOptions, SuggestOptions, ReplayOptions, CampaignsOptions, ReportOptions, BenchOptions,
                             ListOptions, PolicyOptions, VersionOptions>;

// What the arguments ask for. Nothing: help was asked for, and `help` holds it. Throws Failure for what makes no sense.
std::optional<Command> parse_options(int argc, const char* const* argv, std::string& help);

}  // namespace pilah::cli
