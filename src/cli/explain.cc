// SPDX-License-Identifier: Apache-2.0
// Takes the text and the author's facts from the command line and classifies them.
#include "cli/explain.h"

#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"

#include <pilah/pilah_unstable.h>

namespace pilah::cli {

int run_explain(const ExplainOptions& options) {
  if (options.from_stdin && Input("-").is_terminal()) print_error(say(Message::type_comment));
  std::string text = options.from_stdin ? read_file("-", PILAH_TEXT_MAX) : options.text;
  if (options.from_stdin && text.ends_with('\n')) text.pop_back();  // the shell's, not the comment's

  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  comment.text = text.data();
  comment.text_size = text.size();
  for (size_t i = static_cast<size_t>(kFirstFact); i < kMeaningCount; ++i) {
    const std::optional<std::string>& value = options.facts[i];
    if (value && !set_fact(comment, static_cast<Meaning>(i), *value))
      throw Failure(say(Message::odd_option, fact_option(static_cast<Meaning>(i)), *value),
                    fact_help(static_cast<Meaning>(i), *value));
  }

  Ruleset ruleset = open_rules(options.rules);
  Scratch scratch = new_scratch();
  if (options.verbose) pilah_scratch_list_every_rule(scratch.get());
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  expect_ok(pilah_classify(ruleset.get(), scratch.get(), &comment, &verdict));
  const pilah_token* tokens = nullptr;
  uint32_t token_count = 0;
  expect_ok(pilah_scratch_tokens(ruleset.get(), scratch.get(), &tokens, &token_count));

  const pilah_near_row* near_rows = nullptr;
  uint32_t near_row_count = 0;
  expect_ok(pilah_scratch_near_rows(ruleset.get(), scratch.get(), &near_rows, &near_row_count));
  const char* reason = nullptr;
  expect_ok(pilah_scratch_reason(ruleset.get(), scratch.get(), &reason));

  Explained explained{ruleset.get(), &comment, &verdict, tokens, token_count, near_rows, near_row_count, reason};
  Output().write(explanation(explained, colour_on_stdout(options.colour), options.verbose));
  return kFine;
}

}  // namespace pilah::cli
