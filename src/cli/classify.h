// SPDX-License-Identifier: Apache-2.0
// `pilah classify`: comments in, verdicts out, in the same order.
#pragma once

#include "cli/jsonl_writer.h"
#include "cli/record.h"
#include "cli/rulesets.h"
#include "cli/seen.h"
#include "cli/source.h"

#include <memory>
#include <string>

namespace pilah::cli {

struct ClassifyOptions {
  InputOptions input;
  RulesOptions rules;
  Format output_format = Format::automatic;  // by the output's name; JSONL otherwise
  std::string output;                        // empty: standard output
  EvidenceDetail evidence = EvidenceDetail::short_form;
  std::string record;           // evidence goes here; empty: nowhere
  bool mask_personal = false;   // stars for what is personal
  bool campaigns = false;       // count copies and feed the counts to the rules
  std::string campaign_window;  // "100000" comments, "24h"; empty: the library's default
  unsigned threads = 0;         // 0: one for each processor
};

// Does the rows of chunks: what one thread needs for that.
class ChunkClassifier {
public:
  // `counter` is shared by all threads; null: nothing is counted.
  ChunkClassifier(const pilah_ruleset* ruleset, const ClassifyOptions& options, Format output_format,
                  CampaignCounter* counter);
  ~ChunkClassifier();

  void work(Chunk& chunk);

private:
  void begin_table(const std::shared_ptr<const Table>& table);
  void count(Chunk& chunk);
  void classify(const Piece& piece, Chunk& chunk, const Seen* seen);

  const pilah_ruleset* ruleset_;
  Format output_format_;
  EvidenceDetail evidence_;
  InputNames names_;
  bool records_;
  CampaignCounter* counter_;
  std::vector<Noted> noted_;  // of one chunk, piece by piece
  std::unique_ptr<Stars> stars_;
  RecordWriter record_writer_;
  Scratch scratch_;
  pilah_verdict verdict_;
  std::shared_ptr<const Table> table_;  // what reader_ and writer_ were made for
  std::unique_ptr<RowReader> reader_;
  std::unique_ptr<RowWriter> writer_;
};

int run_classify(ClassifyOptions options);

}  // namespace pilah::cli
