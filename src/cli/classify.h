// SPDX-License-Identifier: Apache-2.0
// `pilah classify`: comments in, verdicts out, in the same order.
#pragma once

#include "cli/jsonl_writer.h"
#include "cli/rulesets.h"
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
  unsigned threads = 0;  // 0: one for each processor
};

// Does the rows of chunks: what one thread needs for that.
class ChunkClassifier {
public:
  ChunkClassifier(const pilah_ruleset* ruleset, Format output_format, EvidenceDetail evidence, InputNames names);
  ~ChunkClassifier();

  void work(Chunk& chunk);

private:
  void begin_table(const std::shared_ptr<const Table>& table);
  void classify(const Piece& piece, Chunk& chunk);

  const pilah_ruleset* ruleset_;
  Format output_format_;
  EvidenceDetail evidence_;
  InputNames names_;
  Scratch scratch_;
  pilah_verdict verdict_;
  std::shared_ptr<const Table> table_;  // what reader_ and writer_ were made for
  std::unique_ptr<RowReader> reader_;
  class CsvReader* csv_reader_ = nullptr;  // the same reader, if it is one
  std::unique_ptr<RowWriter> writer_;
};

int run_classify(ClassifyOptions options);

}  // namespace pilah::cli
