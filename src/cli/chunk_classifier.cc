// SPDX-License-Identifier: Apache-2.0
// From pieces to lines of output: read, classify, write; what fails becomes an error row in the same place.
#include "cli/classify.h"
#include "cli/csv_reader.h"
#include "cli/csv_writer.h"
#include "cli/jsonl_reader.h"
#include "cli/messages.h"
#include "cli/text_writer.h"

namespace pilah::cli {
namespace {

// A scratch grows with the longest comment; one that met a giant is not worth keeping.
constexpr size_t kGiant = 1u << 20;

}  // namespace

ChunkClassifier::ChunkClassifier(const pilah_ruleset* ruleset, const ClassifyOptions& options, Format output_format,
                                 CampaignCounter* counter)
    : ruleset_(ruleset),
      output_format_(output_format),
      evidence_(options.evidence),
      names_(options.input.names),
      records_(!options.record.empty()),
      counter_(counter),
      stars_(options.mask_personal ? std::make_unique<Stars>() : nullptr),
      record_writer_(ruleset),
      scratch_(new_scratch()) {
  pilah_verdict_init(&verdict_, sizeof verdict_);
}

ChunkClassifier::~ChunkClassifier() = default;

void ChunkClassifier::begin_table(const std::shared_ptr<const Table>& table) {
  table_ = table;
  if (table->format == Format::csv) {
    reader_ = std::make_unique<CsvReader>(*table);
  } else {
    reader_ = std::make_unique<JsonlReader>(names_);
  }
  if (output_format_ == Format::csv) {
    writer_ = std::make_unique<CsvWriter>(ruleset_, *table, counter_ != nullptr, stars_.get());
  } else if (output_format_ == Format::text) {
    writer_ = std::make_unique<TextWriter>(stars_.get());
  } else {
    writer_ = std::make_unique<JsonlWriter>(ruleset_, evidence_, table->one_of_many ? table->file : std::string(),
                                            stars_.get());
  }
}

void ChunkClassifier::work(Chunk& chunk) {
  if (table_ != chunk.table) begin_table(chunk.table);
  const uint64_t odd_before = reader_->odd_facts();
  if (chunk.sequence == 0) writer_->header(chunk.out);
  if (counter_) count(chunk);
  for (size_t i = 0; i < chunk.pieces.size(); ++i)
    classify(chunk.pieces[i], chunk, counter_ ? &noted_[i].seen : nullptr);
  chunk.rows = chunk.pieces.size();
  chunk.odd_facts.count = reader_->odd_facts() - odd_before;
}

// Reads the chunk once before it is classified: how often a comment was seen is one of its facts.
void ChunkClassifier::count(Chunk& chunk) {
  noted_.assign(chunk.pieces.size(), {});
  const uint64_t odd_before = reader_->odd_facts();
  Row row{};
  RowError error;
  for (size_t i = 0; i < chunk.pieces.size(); ++i) {
    if (chunk.pieces[i].fault != PieceFault::none || !reader_->read(chunk.text_of(chunk.pieces[i]), row, error))
      continue;
    Noted& noted = noted_[i];
    noted.readable = pilah_campaign_keys(scratch_.get(), row.comment.text, row.comment.text_size, &noted.campaign,
                                         &noted.promotion) == PILAH_OK;
    noted.author = row.author;
    noted.time = row.comment.time;
  }
  reader_->forget_odd_facts(odd_before);
  counter_->count(chunk.sequence, noted_);
}

void ChunkClassifier::classify(const Piece& piece, Chunk& chunk, const Seen* seen) {
  Row row{};
  RowError error = error_of(piece.fault);
  bool readable = false;
  if (piece.fault == PieceFault::none) {
    const uint64_t odd_before = reader_->odd_facts();
    readable = reader_->read(chunk.text_of(piece), row, error);
    if (reader_->odd_facts() != odd_before && chunk.odd_facts.first.empty())
      reader_->tell_last_odd_fact(table_->file, piece.line, chunk.odd_facts);
  } else {
    row.record = chunk.text_of(piece);
  }
  if (readable) {
    if (seen) {
      row.comment.copies = seen->copies;
      row.comment.copy_authors = seen->copy_authors;
      row.comment.promotions = seen->promotions;
      row.comment.promotion_authors = seen->promotion_authors;
    }
    pilah_status status = pilah_classify(ruleset_, scratch_.get(), &row.comment, &verdict_);
    if (status == PILAH_OK && evidence_ == EvidenceDetail::full) {
      const char* reason = nullptr;
      status = pilah_scratch_reason(ruleset_, scratch_.get(), &reason);
      if (reason) row.internal_reason = reason;
    }
    if (status == PILAH_OK) {
      chunk.mended_rows += verdict_.invalid_sequences != 0;
      writer_->verdict(row, verdict_, chunk.out);
      if (records_) record_writer_.write(row, verdict_, chunk.records);
      if (row.comment.text_size > kGiant) scratch_ = new_scratch();
      return;
    }
    error = {pilah_status_name(status), help_of(status)};
  }
  ++chunk.failed_rows;
  writer_->error(row, piece.line, error, chunk.out);
}

}  // namespace pilah::cli
