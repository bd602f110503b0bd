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
  options.set_never_capture(true);  // as the compiler tried them: groups that capture take more memory
  struct Alike {
    std::string alternatives;
    size_t count = 0;
  };
  std::array<Alike, std::tuple_size_v<decltype(any_)>> alike;
  for (const RegexEntry& entry : rules.regexes) {
    list_.push_back(std::make_unique<Compiled>(rules.string(entry.pattern), options));
    if (!list_.back()->expression.ok()) return false;
    Alike& here = alike[entry.token];
    here.alternatives += (here.count++ == 0 ? "(?:" : "|(?:") + list_.back()->expression.pattern() + ")";
  }
  options.set_max_mem(kAlternativesMemory);
  for (size_t token = 0; token < any_.size(); ++token)
    if (alike[token].count > 1) any_[token] = std::make_unique<Compiled>(alike[token].alternatives.c_str(), options);
  return true;
}

bool Regexes::any_matches(uint32_t token, std::string_view text) const {
  const Compiled* const any = any_[token].get();
  if (!any || !any->expression.ok()) return true;
  const re2::StringPiece input(text.data(), text.size());
  return any->expression.Match(input, 0, input.size(), RE2::UNANCHORED, nullptr, 0);
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
