// SPDX-License-Identifier: Apache-2.0
// The options of each command, told to CLI11. Help texts stand in both languages beside the options they belong to.
#pragma once

#include "cli/messages.h"
#include "cli/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace pilah::cli {

template <typename Enum>
using Choices = std::vector<std::pair<std::string, Enum>>;

// An option that takes one of a few names and stores what the name stands for. Signs are shorthands that only their
// type name tells.
template <typename Enum>
CLI::Option* add_choice(CLI::App* app, const std::string& name, Enum& value, const Choices<Enum>& choices,
                        const std::string& description) {
  std::vector<std::string> names;
  for (const auto& choice : choices)
    if (choice.first[0] >= 'a' && choice.first[0] <= 'z') names.push_back(choice.first);
  return app
      ->add_option_function<std::string>(
          name,
          [&value, choices, names, name](const std::string& word) {
            const auto found =
                std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return c.first == word; });
            if (found == choices.end())
              throw CLI::ValidationError(name, say(Message::not_one_of, word, fmt::join(names, ", ")));
            value = found->second;
          },
          description)
      ->type_name(fmt::format("{}", fmt::join(names, "|")));
}

// What a number must be. CLI11 alone would read -1 as the largest number that there is.
CLI::Validator whole_number(uint64_t least, uint64_t most);
CLI::Validator number(double least, double most);
inline constexpr uint64_t kMostRows = 1'000'000'000;

// What several commands share: options_parts.cc
void add_overlays(CLI::App* app, std::vector<std::string>& overlays, const std::string& what);
void add_rules(CLI::App* app, RulesOptions& rules);
void add_packs(CLI::App* app, RulesOptions& rules, bool& release);
void add_text_column(CLI::App* app, InputNames& names);
void add_colour(CLI::App* app, ColourWish& colour);

// options_classify.cc
void add_classify(CLI::App* app, ClassifyOptions& options);
void add_explain(CLI::App* app, ExplainOptions& options);
void add_replay(CLI::App* app, ReplayOptions& options);

// options_rules.cc
void add_check(CLI::App* app, CheckOptions& options);
void add_compile(CLI::App* app, CompileOptions& options);
void add_list(CLI::App* app, ListOptions& options);
void add_policy(CLI::App* app, PolicyOptions& options);

// options_labelled.cc
void add_eval(CLI::App* app, EvalOptions& options);
void add_tune(CLI::App* app, TuneOptions& options);
void add_diff(CLI::App* app, DiffOptions& options);
void add_suggest(CLI::App* app, SuggestOptions& options);

// options_dump.cc
void add_campaigns(CLI::App* app, CampaignsOptions& options);
void add_report(CLI::App* app, ReportOptions& options);
void add_bench(CLI::App* app, BenchOptions& options);

}  // namespace pilah::cli
