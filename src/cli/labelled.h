// SPDX-License-Identifier: Apache-2.0
// Labelled comments and the verdicts on them: what eval, tune, diff and suggest have in common.
#pragma once

#include "cli/handles.h"
#include "cli/jsonl_reader.h"
#include "cli/rows.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pilah::cli {

// Rows that cannot be read are reported on standard error, unless the file is read a second time.
enum class Trouble : uint8_t { reported, passed_over };

// Reads a file of JSONL and hands on each row with what people said of it. False: some rows could not be read. Throws
// Failure, also if nothing was said of any row.
bool read_labelled(const std::string& file, const std::function<void(const Row&, const Gold&)>& take,
                   Trouble trouble = Trouble::reported);

// The same for comments of any format, of which nothing may have been said, or nobody asks.
bool read_comments(const std::string& file, const InputNames& names, const std::function<void(const Row&)>& take);
bool read_comments(const std::string& file, const InputNames& names,
                   const std::function<void(const Row&, const Gold&)>& take);
bool read_comments(const std::string& file, const InputNames& names,
                   const std::function<void(const Row&, const Gold&, uint64_t line)>& take);

// The same for evidence records, with the numbers of their lines.
bool read_records(const std::string& file, const std::function<void(const Row&, const Recorded&, uint64_t line)>& take);

// The file's name in tables: without folders and ending; and with its ending.
std::string set_name(const std::string& file);
std::string file_name(const std::string& file);

// The names of files that are judged beside each other; whole paths where two would have the same name. Throws Failure
// for a file that comes twice.
std::vector<std::string> set_names(const std::vector<std::string>& files);

// How much of undoing is done before words are looked up. What cannot be left out by the compiler is taken out of the
// comment: a word that only undoing shows becomes one that no list holds.
enum class Reading : uint8_t {
  whole,
  undisguised,  // slang, clitics and stretched letters are read, disguises are not
  as_written
};

// Classifies one comment after the other.
class Judge {
public:
  explicit Judge(const pilah_ruleset* ruleset, Reading reading = Reading::whole);

  // Lets verdicts name also rules that only serve other rules.
  void list_every_rule();

  // Good until the next call. Throws Failure.
  const pilah_verdict& operator()(const pilah_comment& comment);

private:
  bool is_read(const pilah_token& token) const;
  bool write_readable(std::string_view text);

  const pilah_ruleset* ruleset_;
  Scratch scratch_;
  pilah_verdict verdict_;
  Reading reading_;
  uint32_t habits_ = 0;  // evasions that are no disguise
  std::string readable_;
};

// All rules of a rule set by number, and the numbers by the ids that verdicts carry.
class RuleTable {
public:
  explicit RuleTable(const pilah_ruleset* ruleset);
  const std::vector<pilah_rule>& list() const { return rules_; }
  size_t size() const { return rules_.size(); }
  const pilah_rule& operator[](size_t number) const { return rules_[number]; }
  uint32_t number_of(std::string_view id) const;  // throws Failure for an id of another rule set

private:
  std::vector<pilah_rule> rules_;
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

// Equal for near-copies: the campaign where there is one, else the exact text.
uint64_t skeleton_of(const Row& row, const pilah_verdict& verdict);

// Spreads numbers that differ little, so that a remainder of them is no pattern.
uint64_t mixed(uint64_t number);

}  // namespace pilah::cli
