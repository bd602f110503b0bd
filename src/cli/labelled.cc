// SPDX-License-Identifier: Apache-2.0
// One thread: labelled files have some ten thousand rows, which take well under a second.
#include "cli/labelled.h"

#include "cli/csv_reader.h"
#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/source.h"

#include <pilah/pilah_unstable.h>

#include <algorithm>
#include <filesystem>
#include <span>

namespace pilah::cli {

namespace {

using Take = std::function<void(const Row&, const Gold&, const Recorded&, uint64_t line)>;

enum class GoldWish : uint8_t { read, ignored };

// `not_csv`: what to do instead, where only JSONL will do; empty: CSV will do, too.
bool read_rows(const std::string& file, const InputNames& names, const std::string& not_csv, GoldWish wish,
               Trouble trouble, const Take& take) {
  InputOptions input;
  input.files = {file};
  input.names = names;
  input.not_csv = not_csv;
  Source source(input);
  JsonlReader jsonl(names);
  std::shared_ptr<const Table> table;
  std::unique_ptr<CsvReader> csv;
  const auto reader = [&]() -> const RowReader& { return csv ? static_cast<const RowReader&>(*csv) : jsonl; };
  bool sound = true;
  OddFacts odd_facts;
  for (Chunk chunk; source.fill(chunk);) {
    if (chunk.table->format == Format::csv && !csv) {
      table = chunk.table;
      csv = std::make_unique<CsvReader>(*table);
    }
    for (const Piece& piece : chunk.pieces) {
      Row row{};
      RowError error = error_of(piece.fault);
      Gold gold;
      Recorded recorded;
      bool readable = piece.fault == PieceFault::none;
      if (readable)
        readable =
            csv ? csv->read(chunk.text_of(piece), row, error)
                : jsonl.read(chunk.text_of(piece), row, error, wish == GoldWish::read ? &gold : nullptr, &recorded);
      if (!readable) {
        if (trouble == Trouble::reported)
          print_error(
              fmt::format("{}:{}: {}{}{}", file, piece.line, error.error, error.help.empty() ? "" : "; ", error.help));
        sound = false;
        continue;
      }
      if (odd_facts.count == 0 && reader().odd_facts() > 0) reader().tell_last_odd_fact(file, piece.line, odd_facts);
      odd_facts.count = reader().odd_facts();
      take(row, gold, recorded, piece.line);
    }
  }
  if (trouble == Trouble::reported) odd_facts.print();
  return sound;
}

}  // namespace

bool read_labelled(const std::string& file, const std::function<void(const Row&, const Gold&)>& take, Trouble trouble) {
  bool any = false;
  const bool sound = read_rows(file, {}, say(Message::labelled_are), GoldWish::read, trouble,
                               [&](const Row& row, const Gold& gold, const Recorded&, uint64_t) {
                                 any = any || gold.says_something();
                                 take(row, gold);
                               });
  // Figures of nothing would look as if all were well.
  if (!any && trouble == Trouble::reported && !stopped_reading())
    throw Failure(say(Message::none_labelled, spoken_name(file)), say(Message::labelled_are));
  return sound;
}

bool read_comments(const std::string& file, const InputNames& names, const std::function<void(const Row&)>& take) {
  return read_rows(file, names, {}, GoldWish::ignored, Trouble::reported,
                   [&](const Row& row, const Gold&, const Recorded&, uint64_t) { take(row); });
}

bool read_comments(const std::string& file, const InputNames& names,
                   const std::function<void(const Row&, const Gold&)>& take) {
  return read_rows(file, names, {}, GoldWish::read, Trouble::reported,
                   [&](const Row& row, const Gold& gold, const Recorded&, uint64_t) { take(row, gold); });
}

bool read_comments(const std::string& file, const InputNames& names,
                   const std::function<void(const Row&, const Gold&, uint64_t)>& take) {
  return read_rows(file, names, {}, GoldWish::read, Trouble::reported,
                   [&](const Row& row, const Gold& gold, const Recorded&, uint64_t line) { take(row, gold, line); });
}

bool read_records(const std::string& file, const std::function<void(const Row&, const Recorded&, uint64_t)>& take) {
  return read_rows(
      file, {}, say(Message::records_are), GoldWish::ignored, Trouble::reported,
      [&](const Row& row, const Gold&, const Recorded& recorded, uint64_t line) { take(row, recorded, line); });
}

std::string set_name(const std::string& file) {
  return file == "-" ? file : std::filesystem::path(file).stem().string();
}

std::string file_name(const std::string& file) { return std::filesystem::path(file).filename().string(); }

std::vector<std::string> set_names(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files) {
    const auto same = std::find_if(files.begin(), files.end(),
                                   [&](const std::string& one) { return one == file || same_file(one, file); });
    if (&*same != &file) throw Failure(say(Message::same_file_twice, file), say(Message::once_is_enough));
    const auto alike = std::count_if(files.begin(), files.end(),
                                     [&](const std::string& one) { return set_name(one) == set_name(file); });
    names.push_back(alike > 1 ? file : set_name(file));
  }
  return names;
}

Judge::Judge(const pilah_ruleset* ruleset, Reading reading)
    : ruleset_(ruleset), scratch_(new_scratch()), reading_(reading) {
  pilah_verdict_init(&verdict_, sizeof verdict_);
  for (uint32_t i = 0; const char* name = pilah_evasion_name(i); ++i)
    if (reading == Reading::undisguised && name == std::string_view("stretched")) habits_ |= 1u << i;
}

void Judge::list_every_rule() { pilah_scratch_list_every_rule(scratch_.get()); }

const pilah_verdict& Judge::operator()(const pilah_comment& comment) {
  expect_ok(pilah_classify(ruleset_, scratch_.get(), &comment, &verdict_));
  if (reading_ == Reading::whole || !write_readable({comment.text, comment.text_size})) return verdict_;
  pilah_comment readable = comment;
  readable.text = readable_.data();
  readable.text_size = readable_.size();
  expect_ok(pilah_classify(ruleset_, scratch_.get(), &readable, &verdict_));
  return verdict_;
}

bool Judge::is_read(const pilah_token& token) const {
  if (token.evasions & ~habits_) return false;
  const std::string_view step = token.step;
  if (step == "unknown" || step == "as-written" || step == "prefix") return true;
  return reading_ == Reading::undisguised &&
         (step == "slang" || step == "squeezed" || step == "doubled" || step == "clitic");
}

// Writes the comment without the words that are not read. False: there are none.
bool Judge::write_readable(std::string_view text) {
  constexpr char kUnlisted = '0';  // a token that no list of words holds, and that is read as nothing else
  const pilah_token* tokens = nullptr;
  uint32_t count = 0;
  expect_ok(pilah_scratch_tokens(ruleset_, scratch_.get(), &tokens, &count));
  readable_.clear();
  size_t kept = 0;
  for (const pilah_token& token : std::span(tokens, count)) {
    if (token.begin < kept || is_read(token)) continue;  // before: the second word of one that stands for two
    readable_.append(text.substr(kept, token.begin - kept));
    readable_.push_back(kUnlisted);
    kept = token.end;
  }
  if (kept == 0) return false;
  readable_.append(text.substr(kept));
  return true;
}

RuleTable::RuleTable(const pilah_ruleset* ruleset) {
  const uint32_t count = pilah_ruleset_rule_count(ruleset);
  for (uint32_t i = 0; i < count; ++i) {
    pilah_rule rule{};
    rule.struct_size = sizeof rule;
    expect_ok(pilah_ruleset_rule_at(ruleset, i, &rule));
    rules_.push_back(rule);
    numbers_.emplace(rule.id, i);
  }
}

uint32_t RuleTable::number_of(std::string_view id) const {
  auto found = numbers_.find(id);
  if (found == numbers_.end()) throw Failure(fmt::format("{}: ?", id));
  return found->second;
}

uint64_t skeleton_of(const Row& row, const pilah_verdict& verdict) {
  if (verdict.campaign != 0) return verdict.campaign;
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (unsigned char c : row.text()) hash = (hash ^ c) * 0x100000001b3u;
  return hash;
}

uint64_t mixed(uint64_t number) {
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
  return number ^ (number >> 31);
}

}  // namespace pilah::cli
