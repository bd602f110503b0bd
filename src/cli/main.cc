// SPDX-License-Identifier: Apache-2.0
// The pilah command: finds out what is asked for, does it, and turns what goes wrong into words and an exit status.
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/options.h"

#include <exception>
#include <new>

namespace pilah::cli {
namespace {

int run_version() {
  Ruleset ruleset = open_rules({});
  Output().write(say(Message::version_is,
                     fmt::format("{}.{}.{}", PILAH_VERSION_MAJOR, PILAH_VERSION_MINOR, PILAH_VERSION_PATCH),
                     pilah_version(), pilah_abi_version(), pilah_ruleset_hash(ruleset.get()),
                     pilah_ruleset_rule_count(ruleset.get())));
  return kFine;
}

struct Run {
  int operator()(const ClassifyOptions& options) const { return run_classify(options); }
  int operator()(const ExplainOptions& options) const { return run_explain(options); }
  int operator()(const CheckOptions& options) const { return run_check(options); }
  int operator()(const CompileOptions& options) const { return run_compile(options); }
  int operator()(const EvalOptions& options) const { return run_eval(options); }
  int operator()(const TuneOptions& options) const { return run_tune(options); }
  int operator()(const DiffOptions& options) const { return run_diff(options); }
  int operator()(const SuggestOptions& options) const { return run_suggest(options); }
  int operator()(const ReplayOptions& options) const { return run_replay(options); }
  int operator()(const CampaignsOptions& options) const { return run_campaigns(options); }
  int operator()(const ReportOptions& options) const { return run_report(options); }
  int operator()(const BenchOptions& options) const { return run_bench(options); }
  int operator()(const ListOptions& options) const { return run_rules(options); }
  int operator()(const PolicyOptions& options) const { return run_policy(options); }
  int operator()(const VersionOptions&) const { return run_version(); }
};

int run(int argc, const char* const* argv) {
  std::string help;
  std::optional<Command> command = parse_options(argc, argv, help);
  if (command) return std::visit(Run{}, *command);
  Output().write(help);
  return kFine;
}

}  // namespace
}  // namespace pilah::cli

int main(int argc, char** argv) {
  using namespace pilah::cli;
  try {
    set_language(wanted_language(argc, argv));
    handle_signals();
    return run(argc, argv);
  } catch (const ReaderGone&) {
    return kFine;
  } catch (const Interrupted&) {
    return kInterrupted;
  } catch (const Failure& failure) {
    print_error(say(Message::error_is, failure.what()));
    if (!failure.help.empty()) print_error(say(Message::help_is, failure.help));
  } catch (const std::bad_alloc&) {
    print_error(say(Message::error_is, say(Message::out_of_memory)));
  } catch (const std::exception& error) {
    print_error(say(Message::error_is, say(Message::internal_error, error.what())));
  }
  return kUnusable;
}
