// SPDX-License-Identifier: Apache-2.0
// Takes the text and the author's facts from the command line and classifies them.
#include "cli/explain.h"

#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"

namespace pilah::cli {
namespace {

void set(pilah_comment& comment, Meaning meaning, std::string_view option, const std::optional<std::string>& value) {
  if (!value || set_fact(comment, meaning, *value)) return;
  throw Failure(say(Message::odd_option, option, *value), say(Message::facts_are));
}

}  // namespace

int run_explain(const ExplainOptions& options) {
  std::string text = options.from_stdin ? read_file("-", PILAH_TEXT_MAX) : options.text;
  if (options.from_stdin && text.ends_with('\n')) text.pop_back();  // the shell's, not the comment's
  if (interrupted()) return kInterrupted;

  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  comment.text = text.data();
  comment.text_size = text.size();
  set(comment, Meaning::followers, "--followers", options.followers);
  set(comment, Meaning::following, "--following", options.following);
  set(comment, Meaning::verified, "--verified", options.verified);
  set(comment, Meaning::bio, "--bio", options.bio);
  set(comment, Meaning::account_days, "--account-days", options.account_days);
  set(comment, Meaning::posts_per_day, "--posts-per-day", options.posts_per_day);
  set(comment, Meaning::business, "--business", options.business);

  Ruleset ruleset = open_rules(options.rules);
  Scratch scratch = new_scratch();
  pilah_verdict verdict;
  pilah_verdict_init(&verdict, sizeof verdict);
  expect_ok(pilah_classify(ruleset.get(), scratch.get(), &comment, &verdict));
  const pilah_token* tokens = nullptr;
  uint32_t token_count = 0;
  expect_ok(pilah_scratch_tokens(ruleset.get(), scratch.get(), &tokens, &token_count));

  Explained explained{ruleset.get(), &comment, &verdict, tokens, token_count};
  Output().write(explanation(explained, colour_on_stdout(options.colour), options.verbose));
  return kFine;
}

}  // namespace pilah::cli
