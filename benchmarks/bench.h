// SPDX-License-Identifier: Apache-2.0
// What all benchmarks share: checked answers, counted allocations, the library's handles.
#pragma once

#include "comments.h"

#include <pilah/pilah.h>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace pilah::bench {

// Ends the program with status 1: a benchmark of wrong answers must not print a time.
void require(bool holds, std::string_view what);

// Allocations of this thread so far.
long allocations();

// One thread's access to a rule set, which must outlive it.
class Caller {
public:
  explicit Caller(const pilah_ruleset* rules);
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  const pilah_verdict& operator()(std::string_view text);

private:
  const pilah_ruleset* rules_;
  pilah_scratch* scratch_ = nullptr;
  pilah_comment comment_;
  pilah_verdict verdict_;
};

// The built-in rule set, opened once.
const pilah_ruleset* built_in();

// Asserts what must hold of any verdicts, that points are the sum of the evidence, and that as many comments of the set
// carry a label as it says.
void check_answers(Caller& call, const CommentSet& set);

void report(benchmark::State& state, size_t comments, size_t bytes);

void register_stages(const std::vector<CommentSet>& sets);   // text, match, decide, classify
void register_life(const std::vector<CommentSet>& sets);     // compile, load, first call, allocations
void register_latency(const std::vector<CommentSet>& sets);  // single calls and whole comments by length
void register_scale(const std::vector<CommentSet>& sets);    // threads, rule sets of up to a million words

}  // namespace pilah::bench
