// SPDX-License-Identifier: Apache-2.0
// RE2 stays in this file. It runs in time linear in the text, so that no rule and no comment can hang the library.
#include "match/regex.h"

#include <re2/re2.h>

#include <string>

namespace pilah {

namespace {

// For the states of all expressions at once; RE2 fills it as texts ask for it and starts anew when it is full.
constexpr int64_t kAlternativesMemory = 16 << 20;

}  // namespace

struct Regexes::Compiled {
  explicit Compiled(const char* pattern, const RE2::Options& options) : expression(pattern, options) {}
  RE2 expression;
};

Regexes::Regexes() = default;
Regexes::~Regexes() = default;
Regexes::Regexes(Regexes&&) noexcept = default;
Regexes& Regexes::operator=(Regexes&&) noexcept = default;

bool Regexes::compile(const Ruleset& rules) {
  RE2::Options options;
  options.set_log_errors(false);
  std::string alternatives;
  for (const RegexEntry& entry : rules.regexes) {
    list_.push_back(std::make_unique<Compiled>(rules.string(entry.pattern), options));
    if (!list_.back()->expression.ok()) return false;
    if (entry.token != 0) continue;
    alternatives += (alternatives.empty() ? "(?:" : "|(?:") + list_.back()->expression.pattern() + ")";
  }
  options.set_max_mem(kAlternativesMemory);
  if (!alternatives.empty()) any_ = std::make_unique<Compiled>(alternatives.c_str(), options);
  return true;
}

bool Regexes::any_matches(std::string_view text) const {
  if (!any_ || !any_->expression.ok()) return true;
  const re2::StringPiece input(text.data(), text.size());
  return any_->expression.Match(input, 0, input.size(), RE2::UNANCHORED, nullptr, 0);
}

bool Regexes::find(uint32_t index, std::string_view text, Range& found) const {
  re2::StringPiece match;
  re2::StringPiece input(text.data(), text.size());
  if (!list_[index]->expression.Match(input, 0, input.size(), RE2::UNANCHORED, &match, 1)) return false;
  found.begin = static_cast<uint32_t>(match.data() - text.data());
  found.end = found.begin + static_cast<uint32_t>(match.size());
  return !found.empty();
}

}  // namespace pilah
