// SPDX-License-Identifier: Apache-2.0
// Fields are copied out of libcsv's buffer, and only those that mean something to us.
#include "cli/csv_reader.h"

#include "cli/facts.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <new>

namespace pilah::cli {
namespace {

struct Visit {
  CsvFields::OnField on_field;
  void* context;
  size_t records;
};

void field_ended(void* data, size_t size, void* visit) {
  auto* to = static_cast<Visit*>(visit);
  to->on_field({static_cast<const char*>(data), size}, to->context);
}

void record_ended(int, void* visit) { ++static_cast<Visit*>(visit)->records; }

int is_blank(unsigned char c) { return c == ' ' || c == '\t' || c == '\r'; }
int is_line_feed(unsigned char c) { return c == '\n'; }

}  // namespace

CsvFields::CsvFields(char delimiter) {
  if (csv_init(&parser_, 0) != 0) throw std::bad_alloc();
  csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  csv_set_space_func(&parser_, is_blank);
  csv_set_term_func(&parser_, is_line_feed);
  csv_set_blk_size(&parser_, 4096);
}

CsvFields::~CsvFields() { csv_free(&parser_); }

size_t CsvFields::parse(std::string_view record, OnField on_field, void* context) {
  Visit visit{on_field, context, 0};
  size_t done = csv_parse(&parser_, record.data(), record.size(), field_ended, record_ended, &visit);
  if (done != record.size()) throw std::bad_alloc();
  csv_fini(&parser_, field_ended, record_ended, &visit);
  return visit.records;
}

std::vector<std::string> fields_of(std::string_view record, char delimiter) {
  std::vector<std::string> fields;
  CsvFields(delimiter).parse(
      record, [](std::string_view field, void* to) { static_cast<std::vector<std::string>*>(to)->emplace_back(field); },
      &fields);
  return fields;
}

void CsvReader::take(std::string_view field) {
  for (size_t meaning = 0; meaning < kMeaningCount; ++meaning) {
    if (table_->columns[meaning] != count_) continue;
    kept_[meaning] = {kept_text_.size(), field.size()};
    kept_text_ += field;
  }
  ++count_;
}

bool CsvReader::read(std::string_view piece, Row& row, RowError& error) {
  if (kept_text_.capacity() > (1u << 20)) std::string().swap(kept_text_);
  kept_text_.clear();
  count_ = 0;
  size_t records = fields_.parse(
      piece, [](std::string_view field, void* self) { static_cast<CsvReader*>(self)->take(field); }, this);

  pilah_comment_init(&row.comment, sizeof row.comment);
  row.record = piece;
  row.field_count = count_;
  auto field = [&](Meaning meaning) -> std::string_view {
    const Kept& kept = kept_[static_cast<size_t>(meaning)];
    return {kept_text_.data() + kept.begin, kept.size};
  };
  auto has = [&](Meaning meaning) { return table_->column(meaning) < count_; };

  row.has_id = has(Meaning::id);
  row.id = row.has_id ? field(Meaning::id) : std::string_view();
  row.id_json = {};
  row.author = has(Meaning::author) ? field(Meaning::author) : std::string_view();
  if (records != 1 || count_ > table_->header.size()) {
    error = {say(Message::too_many_fields, count_, table_->header.size()),
             say(Message::quote_delimiters, table_->delimiter)};
    return false;
  }
  if (!has(Meaning::text)) {
    error = {say(Message::too_few_fields, count_, table_->header.size()), say(Message::text_field_missing)};
    return false;
  }
  row.comment.text = field(Meaning::text).data();
  row.comment.text_size = field(Meaning::text).size();
  for (size_t meaning = static_cast<size_t>(kFirstFact); meaning < kMeaningCount; ++meaning) {
    auto which = static_cast<Meaning>(meaning);
    if (has(which) && !set_fact(row.comment, which, field(which)))
      note_odd_fact(which, table_->header[table_->columns[meaning]], field(which));
  }
  return true;
}

}  // namespace pilah::cli
