// SPDX-License-Identifier: Apache-2.0
// The door through which dumps come: CSV and JSONL of any bytes, cut into any reads.
//
// What must hold: pieces lie inside the bytes, in order; how the bytes were cut into reads changes nothing; our
// splitter and libcsv agree on what one record is; every row that is read keeps its text within bounds; every line
// written is JSON, and every record written in CSV reads back as one record with all columns.
#include "cli/csv_reader.h"
#include "cli/csv_writer.h"
#include "cli/jsonl_reader.h"
#include "cli/jsonl_writer.h"
#include "cli/split.h"
#include "cli/table.h"

#include <simdjson.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {
namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

struct Cut {
  std::string text;
  uint64_t line;
  PieceFault fault;
  bool operator==(const Cut&) const = default;
};

// Feeds the bytes in reads of one size, keeping what is left over as Source does.
std::vector<Cut> cut(Splitter& splitter, std::string_view bytes, size_t read_size) {
  std::vector<Cut> cuts;
  std::string held;
  bool last = false;
  while (!last || !held.empty()) {
    last = last || bytes.size() <= read_size;
    held += bytes.substr(0, read_size);
    bytes.remove_prefix(std::min(read_size, bytes.size()));
    std::vector<Piece> pieces;
    size_t done = splitter.split(held, last, pieces);
    expect(done <= held.size());
    expect(!last || done == held.size() || pieces.size() == kMaxPieces);
    size_t from = 0;
    for (const Piece& piece : pieces) {
      expect(piece.begin >= from && piece.begin + piece.size <= done);
      expect(cuts.empty() || piece.line > cuts.back().line);
      from = piece.begin + piece.size;
      cuts.push_back({held.substr(piece.begin, piece.size), piece.line, piece.fault});
    }
    held.erase(0, done);
  }
  return cuts;
}

void expect_json_lines(std::string_view out) {
  simdjson::dom::parser parser;
  expect(!out.empty() && out.back() == '\n' && out.find('\n') == out.size() - 1);
  simdjson::dom::element parsed;
  expect(parser.parse(out.data(), out.size()).get(parsed) == simdjson::SUCCESS);
}

Table table_for(char delimiter) {
  Table table;
  table.file = "fuzz";
  table.format = Format::csv;
  table.delimiter = delimiter;
  table.header = {"id", "text", "followers", "verified", "bio", "time", "platform"};
  table.header_record = fmt::format("id{0}text{0}followers{0}verified{0}bio{0}time{0}platform", delimiter);
  find_columns(table, {});
  return table;
}

void try_row(RowReader& reader, std::string_view piece, const Table& table) {
  Buffer padded;
  padded.append(piece.data(), piece.data() + piece.size());
  padded.reserve(piece.size() + kPadding);
  Row row{};
  RowError error;
  JsonlWriter json(nullptr, EvidenceDetail::full, "fuzz");
  CsvWriter csv(nullptr, table);
  if (reader.read({padded.data(), piece.size()}, row, error)) {
    volatile char sum = 0;
    for (char c : row.text()) sum = static_cast<char>(sum + c);
    for (size_t i = 0; i < row.comment.author_bio_size; ++i) sum = static_cast<char>(sum + row.comment.author_bio[i]);
    expect(row.comment.author_followers >= -1 && row.comment.author_verified >= -1 && row.comment.author_verified <= 1);
  } else {
    expect(!error.error.empty());
  }
  // Numbers come back with all their digits, which may be more than the parser that checks us can hold.
  if (!row.id_json.empty() && row.id_json[0] != '"' && row.id_json.size() > 15) row.id_json = "0";
  Buffer out;
  json.error(row, 1, error, out);
  expect_json_lines(view(out));

  out.clear();
  csv.header(out);
  size_t columns = fields_of(view(out).substr(0, out.size() - 1), table.delimiter).size();
  out.clear();
  csv.error(row, 1, error, out);
  expect(fields_of(view(out).substr(0, out.size() - 1), table.delimiter).size() == columns);
}

void try_csv(std::string_view bytes, char delimiter, size_t read_size) {
  RecordSplitter whole(delimiter), parts(delimiter);
  std::vector<Cut> cuts = cut(whole, bytes, bytes.size() + 1);
  expect(cuts == cut(parts, bytes, read_size));
  Table table = table_for(delimiter);
  CsvReader reader(table);
  CsvFields fields(delimiter);
  for (const Cut& piece : cuts) {
    if (piece.fault != PieceFault::none) continue;
    expect(fields.parse(
               piece.text, [](std::string_view, void*) {}, nullptr) == 1);
    try_row(reader, piece.text, table);
  }
}

void try_jsonl(std::string_view bytes, size_t read_size) {
  LineSplitter whole, parts;
  std::vector<Cut> cuts = cut(whole, bytes, bytes.size() + 1);
  expect(cuts == cut(parts, bytes, read_size));
  Table table;
  table.file = "fuzz";
  table.format = Format::jsonl;
  JsonlReader reader;
  for (const Cut& piece : cuts) try_row(reader, piece.text, table);
}

}  // namespace
}  // namespace pilah::cli

// The first byte chooses the format and the delimiter, the second the size of reads.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pilah::cli;
  if (size < 2) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  size_t read_size = 1 + data[1] % 97;
  constexpr char kDelimiters[] = {',', ';', '\t', '|'};
  if (data[0] & 4) {
    try_jsonl(bytes, read_size);
  } else {
    try_csv(bytes, kDelimiters[data[0] & 3], read_size);
  }
  return 0;
}
