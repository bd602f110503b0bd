// SPDX-License-Identifier: Apache-2.0
// One comment in, one verdict out: the pipeline from end to end.
#pragma once

#include "decide/score.h"
#include "decide/verdict.h"
#include "match/match.h"
#include "match/regex.h"
#include "match/terms.h"
#include "ruleset/ruleset.h"
#include "text/token.h"

#include <string>
#include <string_view>

namespace pilah {

// A rule set ready to run. Immutable after open(), so any number of threads may share it.
struct Engine {
  Ruleset rules;
  Regexes regexes;

  // `image` must outlive the engine and begin at a multiple of 8.
  static Status open(std::span<const std::byte> image, Engine& out, ImageOrigin origin = ImageOrigin::anywhere);
};

struct Comment {
  std::string_view text;
  std::string_view bio;
  Author author;
};

// All that a call changes. Nothing in it belongs to a rule set, and it stops growing once it has seen the longest
// comment.
struct Scratch {
  Text text;
  Terms terms;
  Matcher matcher;
  Text bio_text;
  Terms bio_terms;
  Matcher bio_matcher;
  Scorer scorer;
  std::string buffer;
  Verdict verdict;
};

// Fills scratch.verdict. May throw std::bad_alloc and nothing else; the scratch stays usable.
void classify(const Engine& engine, const Comment& comment, Scratch& scratch);

// The same, telling the end of each stage to somebody who measures.
enum class Stage : uint8_t { text, match, score, answer };
struct StageWatch {
  void (*watch)(void* context, int32_t stage);
  void* context;
  void operator()(Stage stage) const { watch(context, static_cast<int32_t>(stage)); }
};
void classify_watched(const Engine& engine, const Comment& comment, Scratch& scratch, const StageWatch& watch);

}  // namespace pilah
