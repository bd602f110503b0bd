// SPDX-License-Identifier: Apache-2.0
// The compiler does the work; here its findings are shown, its image written and its rules listed.
#include "cli/packs.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/numbers.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace pilah::cli {
namespace {

constexpr const char* kForms[] = {"rule", "lexicon", "composite"};
constexpr const char* kSeverities[] = {"error", "warning", "note"};

struct Findings {
  std::vector<pilah_diagnostic> list;
  size_t errors = 0;
  size_t warnings = 0;
};

Findings findings_of(const Compiled& compiled) {
  Findings findings;
  pilah_diagnostic problem{};
  problem.struct_size = sizeof problem;
  for (uint32_t i = 0; i < pilah_diagnostics_count(compiled.diagnostics.get()); ++i) {
    if (pilah_diagnostics_at(compiled.diagnostics.get(), i, &problem) != PILAH_OK) break;
    findings.list.push_back(problem);
    if (problem.severity == 0) ++findings.errors;
    if (problem.severity == 1) ++findings.warnings;
  }
  return findings;
}

pilah_rule rule_at(const pilah_ruleset* ruleset, uint32_t index) {
  pilah_rule rule{};
  rule.struct_size = sizeof rule;
  expect_ok(pilah_ruleset_rule_at(ruleset, index, &rule));
  return rule;
}

// How many rules the overlays brought: those that are not among what they stand on.
uint32_t rules_of_overlays(const RulesOptions& options, const pilah_ruleset* ruleset) {
  if (options.overlays.empty()) return 0;
  RulesOptions base;
  base.rules = options.rules;
  const Ruleset below = open_rules(base);
  std::unordered_set<std::string_view> ids;
  for (uint32_t i = 0; i < pilah_ruleset_rule_count(below.get()); ++i) ids.insert(rule_at(below.get(), i).id);
  uint32_t count = 0;
  for (uint32_t i = 0; i < pilah_ruleset_rule_count(ruleset); ++i) count += !ids.contains(rule_at(ruleset, i).id);
  return count;
}

void append_json(const Findings& findings, uint32_t rules, uint32_t of_overlays, Buffer& out) {
  append(out, "{\"diagnostics\":");
  {
    JsonList list(out, '[', ']');
    for (const pilah_diagnostic& problem : findings.list) {
      append(list.next(), "{\"severity\":");
      append_json_string(out, kSeverities[std::clamp(problem.severity, 0, 2)]);
      append_text(out, "code", problem.code);
      append_text(out, "source", problem.source);
      append(out, fmt::format(",\"line\":{},\"column\":{},\"message\":", problem.line, problem.column));
      append_json_string(out, problem.message);
      append_text(out, "help", problem.help);
      append(out, '}');
    }
  }
  append(out, fmt::format(",\n\"rules\":{},\"overlay_rules\":{},\"errors\":{},\"warnings\":{}}}\n", rules, of_overlays,
                          findings.errors, findings.warnings));
}

// The library's own rules have been compiled already.
Compiled compile_or_take(const CompileOptions& options) {
  const bool built_in = options.rules.on_built_in() && options.rules.overlays.empty();
  return built_in ? Compiled{open_rules({}), nullptr} : compile_packs(options.rules, options.release, false);
}

}  // namespace

int run_check(const CheckOptions& options) {
  Compiled compiled = compile_packs(options.rules, options.release, true);
  Findings findings = findings_of(compiled);
  uint32_t rules = pilah_ruleset_rule_count(compiled.ruleset.get());
  const uint32_t of_overlays = compiled.ruleset ? rules_of_overlays(options.rules, compiled.ruleset.get()) : 0;
  Output output;
  if (options.json) {
    Buffer out;
    append_json(findings, rules, of_overlays, out);
    output.write(view(out));
  } else {
    const bool colour = colour_on_stdout(options.colour);
    std::string out;
    for (const pilah_diagnostic& problem : findings.list) out += rendered(problem, colour) + "\n";
    std::string summary = fmt::format("{}, {}", counted(findings.errors, Message::one_error, Message::errors),
                                      counted(findings.warnings, Message::one_warning, Message::warnings));
    if (compiled.ruleset) {
      std::string all = counted(rules, Message::one_rule, Message::rules);
      if (!options.rules.overlays.empty()) all += say(Message::of_overlays, grouped(of_overlays));
      summary = fmt::format("{}, {}", all, summary);
    }
    const Colour mood = !compiled.ruleset || findings.errors ? Colour::red
                        : findings.warnings                  ? Colour::yellow
                                                             : Colour::green;
    output.write(out + (colour ? painted(summary, mood, true) : summary) + "\n");
  }
  return compiled.ruleset && findings.errors == 0 ? kFine : kSomeRowsFailed;
}

int run_compile(const CompileOptions& options) {
  expect_no_input(options.output, files_of(options.rules));
  Compiled compiled = compile_or_take(options);
  Findings findings = findings_of(compiled);
  std::string problems;
  for (const pilah_diagnostic& problem : findings.list) problems += rendered(problem, colour_on_stderr());
  if (!problems.empty()) print_error(problems);
  if (!compiled.ruleset) {
    print_error(say(Message::rules_rejected));
    return kSomeRowsFailed;
  }
  const void* image = nullptr;
  size_t size = 0;
  expect_ok(pilah_ruleset_image(compiled.ruleset.get(), &image, &size));
  write_file(options.output, {static_cast<const char*>(image), size});
  if (options.output == "-") return kFine;
  Output().write(say(Message::compiled, options.output,
                     counted(pilah_ruleset_rule_count(compiled.ruleset.get()), Message::one_rule, Message::rules),
                     grouped(size), pilah_ruleset_hash(compiled.ruleset.get())) +
                 "\n");
  return kFine;
}

int run_rules(const ListOptions& options) {
  Ruleset ruleset = open_rules(options.rules);
  const uint32_t count = pilah_ruleset_rule_count(ruleset.get());
  size_t widest = 0;
  for (uint32_t i = 0; i < count; ++i) widest = std::max(widest, display_width(rule_at(ruleset.get(), i).id));
  Buffer out;
  for (uint32_t i = 0; i < count; ++i) {
    pilah_rule rule = rule_at(ruleset.get(), i);
    const char* label = rule.label == PILAH_NO_LABEL ? "-" : pilah_label_name(rule.label);
    if (options.json) {
      append(out, "{\"rule\":");
      append_json_string(out, rule.id);
      append(out, ",\"label\":");
      append(out, rule.label == PILAH_NO_LABEL ? "null" : fmt::format("\"{}\"", label));
      append(out, fmt::format(",\"form\":\"{}\",\"points\":{},\"kind\":\"{}\",\"status\":\"{}\"", kForms[rule.form],
                              rule.points, pilah_kind_name(rule.kind), rule.status));
      if (rule.group_cap > 0) append(out, fmt::format(",\"group\":\"{}\",\"cap\":{}", rule.group, rule.group_cap));
      append_text(out, "wrong_when", rule.wrong_when);
      append(out, "}\n");
    } else {
      append(out, fmt::format("{}  {:<10}  {:>4}  {:<14}  {}\n", padded(rule.id, widest), label, rule.points,
                              pilah_kind_name(rule.kind), rule.status));
    }
  }
  Output().write(view(out));
  return kFine;
}

}  // namespace pilah::cli
