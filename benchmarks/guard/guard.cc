// SPDX-License-Identifier: Apache-2.0
// Classifies a set of comments so that callgrind counts the instructions of one stage and of nothing else. Counting is
// switched on and off from inside the program, at the ends of stages that pilah_classify_watched() tells, so the
// figures are of the very code that runs in production; a stage that is cut differently tomorrow needs no change here.
//
//   valgrind --tool=callgrind --collect-atstart=no guard text|match|score|answer|whole FILE...
//
// Prints how many comments were counted. A FILE holds one comment a line; lines that begin with # are no comments.
#include "comments.h"

#include <pilah/pilah_unstable.h>
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view kStages[] = {"text", "match", "score", "answer", "whole"};

struct Counting {
  int32_t stage = 0;
  bool on = false;

  void want(bool counting) {
    if (on != counting) CALLGRIND_TOGGLE_COLLECT;
    on = counting;
  }
  // A stage has ended, so the next one begins. Text may come after match, when there is a bio; here there is none.
  static void mark(void* context, int32_t ended) {
    auto& self = *static_cast<Counting*>(context);
    self.want(ended + 1 == self.stage);
  }
};

[[noreturn]] void stop(const char* why) {
  std::fprintf(stderr, "guard: %s\n", why);
  std::exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) stop("usage: guard STAGE FILE...");
  Counting counting;
  while (counting.stage < static_cast<int32_t>(std::size(kStages)) &&
         kStages[static_cast<size_t>(counting.stage)] != argv[1])
    ++counting.stage;
  const bool whole = counting.stage == PILAH_STAGE_COUNT;
  if (counting.stage > PILAH_STAGE_COUNT) stop("no such stage");
  std::vector<std::string> comments;
  for (int i = 2; i < argc; ++i)
    for (std::string& line : pilah::bench::read_lines(argv[i])) comments.push_back(std::move(line));

  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  if (pilah_ruleset_default(&rules) != PILAH_OK || pilah_scratch_new(&scratch) != PILAH_OK) stop("no rules");

  // Two passes warm the scratch and the automata that RE2 builds as it goes; the third is counted.
  uint64_t labelled = 0, counted = 0;
  for (int pass = 0; pass < 3; ++pass)
    for (const std::string& text : comments) {
      comment.text = text.data();
      comment.text_size = text.size();
      pilah_status status;
      if (pass < 2) {
        status = pilah_classify(rules, scratch, &comment, &verdict);
        if (pass == 0) labelled += verdict.label != PILAH_NO_LABEL;
      } else if (whole) {
        counting.want(true);
        status = pilah_classify(rules, scratch, &comment, &verdict);
        counting.want(false);
      } else {
        counting.want(counting.stage == PILAH_STAGE_TEXT);
        status = pilah_classify_watched(rules, scratch, &comment, &verdict, Counting::mark, &counting);
        counting.want(false);
      }
      if (status != PILAH_OK) stop("a comment cannot be classified");
      counted += pass == 2;
    }
  if (labelled < comments.size() / 8) stop("hardly a comment carries a label: these are not the shipped rules");
  std::printf("%llu\n", static_cast<unsigned long long>(counted));
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}
