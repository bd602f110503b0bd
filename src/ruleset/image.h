// SPDX-License-Identifier: Apache-2.0
// Putting an image together: the same sections as vectors, and the bytes they become.
#pragma once

#include "ruleset/layout.h"

#include <cstddef>
#include <vector>

namespace pilah {

// What the compiler fills. Member names are those of Ruleset.
struct ImageSections {
  std::vector<char> pool;
  std::vector<WordSlot> words;
  std::vector<uint64_t> word_filter;
  std::vector<uint32_t> expansions;
  std::vector<WordSlot> prefixes;
  std::vector<WordClass> classes;
  std::vector<uint32_t> atoms;
  std::vector<uint64_t> frequent;
  std::vector<Posting> postings;
  std::vector<Waiting> types;
  std::vector<Phrase> phrases;
  std::vector<Pattern> patterns;
  std::vector<uint32_t> code;
  std::vector<Rule> rules;
  std::vector<FactTest> facts;
  std::vector<uint32_t> fact_rules;
  std::vector<Composite> composites;
  std::vector<uint32_t> members;
  std::vector<Slice> triggers;
  std::vector<uint32_t> triggered;
  std::vector<RegexEntry> regexes;
  std::vector<Group> groups;
  std::vector<uint32_t> tags;
  std::vector<PolicyRow> policy_rows;
  std::vector<PolicyLine> policy_lines;
  std::vector<Condition> conditions;
  std::vector<uint32_t> checklists;
  std::vector<CalibrationPoint> calibration;
  std::vector<Settings> settings_section;
  std::vector<WordSlot> harsh;
  std::vector<uint32_t> harsh_starts;
  std::vector<WordSlot> disguises;
  std::vector<uint64_t> disguise_filter;
  std::vector<uint64_t> start_filter;
};

// The image of `sections`. Same sections, same bytes: no dates, no addresses, padding is zero.
std::vector<std::byte> write_image(const ImageSections& sections);

// Computes the hash of an image again, after a test has changed its bytes on purpose.
void seal_image(std::vector<std::byte>& image);

}  // namespace pilah
