// SPDX-License-Identifier: Apache-2.0
// Sound records are copied as they stand in the input, quotes included; what we add is quoted where it must be, and so
// are the fields of records that other programs would cut in other places.
#include "cli/csv_writer.h"

#include "cli/csv_reader.h"
#include "cli/json_text.h"
#include "cli/messages.h"

#include <algorithm>
#include <array>

namespace pilah::cli {
namespace {

constexpr std::array<std::string_view, 20> kColumns = {"label",
                                                       "labels",
                                                       "action",
                                                       "priority",
                                                       "route",
                                                       "due",
                                                       "score_complaint",
                                                       "score_abuse",
                                                       "score_spam",
                                                       "score_influencer",
                                                       "tags",
                                                       "tier",
                                                       "who",
                                                       "wants",
                                                       "tone",
                                                       "language",
                                                       "rules",
                                                       "campaign",
                                                       "ruleset",
                                                       "error"};

// How often a comment was seen, in front of the last column.
constexpr std::array<std::string_view, 5> kSeenColumns = {"promotion", "copies", "copy_authors", "promotions",
                                                          "promotion_authors"};

// Words separated by spaces: names and ids hold none.
class Words {
public:
  void add(Buffer& out, std::string_view word) {
    if (!first_) append(out, ' ');
    first_ = false;
    append(out, word);
  }

private:
  bool first_ = true;
};

// True if quotes stand where RFC 4180 has them, so that every reader finds the fields that we found: a quoted field
// begins with its quote and ends with one, and no line ends within any other.
bool is_sound(std::string_view record, char delimiter) {
  if (record.find_first_of("\"\r") == record.npos) return true;
  for (size_t at = 0;; ++at) {
    if (at < record.size() && record[at] == '"') {
      do at = std::min(record.find('"', at + 1), record.size()) + 1;
      while (at < record.size() && record[at] == '"');
      if (at < record.size() && record[at] != delimiter) return false;
    } else {
      const size_t end = std::min(record.find(delimiter, at), record.size());
      const std::string_view field = record.substr(at, end - at);
      const size_t first = field.find_first_not_of(" \t");
      if (field.find('\r') != field.npos || (first != field.npos && field[first] == '"')) return false;
      at = end;
    }
    if (at >= record.size()) return at == record.size();
  }
}

}  // namespace

CsvWriter::CsvWriter(const pilah_ruleset* ruleset, const Table& table, bool seen, Stars* stars)
    : ruleset_(ruleset),
      table_(&table),
      seen_(seen),
      stars_(stars),
      delimiter_(table.format == Format::csv ? table.delimiter : ',') {}

void CsvWriter::field(Buffer& out, std::string_view text) const {
  const char special[] = {delimiter_, '"', '\r', '\n'};
  bool blanks = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!blanks && text.find_first_of({special, sizeof special}) == text.npos) return append(out, text);
  append(out, '"');
  for (size_t quote; (quote = text.find('"')) != text.npos; text.remove_prefix(quote + 1)) {
    append(out, text.substr(0, quote + 1));
    append(out, '"');
  }
  append(out, text);
  append(out, '"');
}

void CsvWriter::copied(std::string_view record, Buffer& out) const {
  if (is_sound(record, delimiter_)) return append(out, record);
  const std::vector<std::string> fields = fields_of(record, delimiter_);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) append(out, delimiter_);
    field(out, fields[i]);
  }
}

void CsvWriter::header(Buffer& out) {
  std::vector<std::string> taken = table_->header;
  if (table_->format == Format::csv) {
    if (table_->byte_order_mark) append(out, "\xEF\xBB\xBF");
    copied(table_->header_record, out);
  } else {
    taken = {"id", "text"};
    append(out, "id,text");
  }
  std::vector<std::string_view> names(kColumns.begin(), kColumns.end());
  if (seen_) names.insert(names.end() - 1, kSeenColumns.begin(), kSeenColumns.end());
  for (std::string_view name : names) {
    std::string free(name);
    while (std::find(taken.begin(), taken.end(), free) != taken.end()) free.insert(0, "pilah_");
    append(out, delimiter_);
    append(out, free);
    taken.push_back(std::move(free));
  }
  append(out, '\n');
}

void CsvWriter::original(const Row& row, Buffer& out) const {
  if (table_->format == Format::jsonl) {
    field(out, row.id);
    append(out, delimiter_);
    return field(out, stars_ ? stars_->over(row.text(), 0) : std::string(row.text()));
  }
  if (stars_) return starred(row, out);
  copied(row.record, out);
  for (size_t i = row.field_count; i < table_->header.size(); ++i) append(out, delimiter_);
}

// The record with what is personal in it covered: in the comment, the bio and whatever names the author. Other
// columns are not ours to judge.
void CsvWriter::starred(const Row& row, Buffer& out) const {
  std::vector<std::string> cells = fields_of(row.record, delimiter_);
  cells.resize(std::max(cells.size(), table_->header.size()));
  auto cover = [&](Meaning meaning, std::string cell) {
    if (table_->column(meaning) < cells.size()) cells[table_->column(meaning)] = std::move(cell);
  };
  for (size_t column : table_->people) cells[column] = Stars::all(cells[column]);
  cover(Meaning::bio, stars_->over({row.comment.author_bio, row.comment.author_bio_size}, 0, true));
  cover(Meaning::text, stars_->over(row.text(), 0));
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) append(out, delimiter_);
    field(out, cells[i]);
  }
}

// The fields of a record that cannot be read as a row. Where its comment begins nobody knows, so all of it is covered,
// but for what parts the fields.
std::vector<std::string> CsvWriter::broken_fields(std::string_view record) const {
  if (!stars_) return fields_of(record, delimiter_);
  std::vector<std::string> fields = fields_of(stars_->covered(record, {delimiter_, '"'}), delimiter_);
  for (size_t column : table_->people)
    if (column < fields.size()) fields[column] = Stars::all(fields[column]);
  return fields;
}

// A record that does not fit the header: surplus fields go into the last column; one that is no record goes into the
// text.
void CsvWriter::broken_original(const Row& row, Buffer& out) const {
  if (table_->format == Format::jsonl) {
    field(out, row.id);
    return append(out, delimiter_);
  }
  size_t count = table_->header.size();
  if (!stars_ && row.field_count > 0 && row.field_count <= count) return original(row, out);
  std::vector<std::string> cells(count);
  if (row.field_count == 0) {
    const std::string_view between(&delimiter_, 1);
    cells[table_->column(Meaning::text)] =
        stars_ ? fmt::format("{}", fmt::join(broken_fields(row.record), between)) : std::string(row.record);
  } else {
    const std::vector<std::string> fields = broken_fields(row.record);
    for (size_t i = 0; i < fields.size(); ++i) {
      std::string& cell = cells[std::min(i, count - 1)];
      if (i >= count) cell += delimiter_;
      cell += fields[i];
    }
  }
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) append(out, delimiter_);
    field(out, cells[i]);
  }
}

void CsvWriter::verdict(const Row& row, const pilah_verdict& verdict, Buffer& out) {
  if (stars_) stars_->look(row);
  original(row, out);
  append(out, delimiter_);
  if (verdict.label != PILAH_NO_LABEL) append(out, pilah_label_name(verdict.label));
  append(out, delimiter_);
  Words labels;
  for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
    if (verdict.scores[label].holds) labels.add(out, pilah_label_name(label));
  }
  append(out, delimiter_);
  append(out, pilah_action_name(verdict.action));
  append(out, delimiter_);
  append_number(out, verdict.priority);
  append(out, delimiter_);
  field(out, verdict.route);
  append(out, delimiter_);
  if (verdict.due >= 0) append_time(out, verdict.due, pilah_ruleset_zone_minutes(ruleset_));
  for (const pilah_score& score : verdict.scores) {
    append(out, delimiter_);
    append_probability(out, score.probability);
  }
  append(out, delimiter_);
  Words tags;
  uint64_t rest = verdict.tags;
  for (uint32_t i = 0; rest != 0; ++i, rest >>= 1) {
    const char* name = rest & 1u ? pilah_ruleset_tag_name(ruleset_, i) : nullptr;
    if (name) tags.add(out, name);
  }
  append(out, delimiter_);
  if (verdict.tier != PILAH_UNKNOWN) append(out, pilah_tier_name(verdict.tier));
  for (const auto& [bits, name_of] : {std::pair{verdict.who, &pilah_who_name}, {verdict.wants, &pilah_want_name}}) {
    append(out, delimiter_);
    Words names;
    for (uint32_t i = 0; bits >> i != 0; ++i)
      if (bits >> i & 1u) names.add(out, name_of(i));
  }
  append(out, delimiter_);
  append(out, pilah_tone_name(verdict.tone));
  append(out, delimiter_);
  append(out, pilah_language_name(verdict.language));
  append(out, delimiter_);
  Words rules;
  for (uint32_t i = 0; i < verdict.evidence_count; ++i) rules.add(out, verdict.evidence[i].rule);
  append(out, delimiter_);
  if (verdict.campaign) append_hex(out, verdict.campaign);
  append(out, delimiter_);
  append(out, verdict.ruleset_hash);
  append(out, delimiter_);
  if (seen_) {
    if (verdict.promotion) append_hex(out, verdict.promotion);
    for (int64_t count :
         {row.comment.copies, row.comment.copy_authors, row.comment.promotions, row.comment.promotion_authors}) {
      append(out, delimiter_);
      if (count >= 0) append_number(out, count);
    }
    append(out, delimiter_);
  }
  append(out, '\n');
}

void CsvWriter::error(const Row& row, uint64_t line, const RowError& error, Buffer& out) {
  broken_original(row, out);
  for (size_t i = 0; i < kColumns.size() + (seen_ ? kSeenColumns.size() : 0); ++i) append(out, delimiter_);
  field(out, say(Message::row_error, line, error.error, error.help));
  append(out, '\n');
}

}  // namespace pilah::cli
