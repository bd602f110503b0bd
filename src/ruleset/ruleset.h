// SPDX-License-Identifier: Apache-2.0
// A rule set as the run side sees it: typed views into one image, checked once when it is opened.
#pragma once

#include "base/hash.h"
#include "base/status.h"
#include "ruleset/layout.h"

#include <span>
#include <string>
#include <string_view>

namespace pilah {

// Where an image comes from. What is built into the library is not checked again: a test opens it as if it came from
// anywhere, and whoever could change it later could change the code beside it.
enum class ImageOrigin : uint8_t { anywhere, library };

class Ruleset {
public:
  // Checks `image` from the cheapest test to the dearest and fills `out`, which borrows the bytes. `image` begins at a
  // multiple of 8. After success no index in the image leads outside it, whoever wrote it.
  static Status open(std::span<const std::byte> image, Ruleset& out, ImageOrigin origin = ImageOrigin::anywhere);

  std::span<const std::byte> image() const { return image_; }
  const std::string& hash() const { return hash_; }
  const Hash128& digest() const { return digest_; }  // the same as a number

  const char* string(uint32_t offset) const { return pool.data() + offset; }

  std::span<const char> pool;
  std::span<const WordSlot> words;
  std::span<const uint64_t> word_filter;
  std::span<const uint32_t> expansions;
  std::span<const WordSlot> prefixes;
  std::span<const WordClass> classes;
  std::span<const uint32_t> atoms;
  std::span<const uint64_t> frequent;
  std::span<const Posting> postings;
  std::span<const Waiting> types;
  std::span<const Phrase> phrases;
  std::span<const Pattern> patterns;
  std::span<const uint32_t> code;
  std::span<const Rule> rules;
  std::span<const FactTest> facts;
  std::span<const uint32_t> fact_rules;
  std::span<const Composite> composites;
  std::span<const uint32_t> members;
  std::span<const Slice> triggers;
  std::span<const uint32_t> triggered;
  std::span<const RegexEntry> regexes;
  std::span<const Group> groups;
  std::span<const uint32_t> tags;
  std::span<const PolicyRow> policy_rows;
  std::span<const PolicyLine> policy_lines;
  std::span<const Condition> conditions;
  std::span<const uint32_t> checklists;
  std::span<const CalibrationPoint> calibration;
  std::span<const Settings> settings_section;
  std::span<const WordSlot> harsh;
  std::span<const uint32_t> harsh_starts;
  std::span<const WordSlot> disguises;
  std::span<const uint64_t> disguise_filter;
  std::span<const uint64_t> start_filter;
  std::span<const Gate> row_gates;
  std::span<const ProfileEntry> profile;
  std::span<const PolicyStep> raises;
  std::span<const PolicyStep> sooner;
  std::span<const DateRange> dates;
  std::span<const NamedDay> days;
  std::span<const ChecklistText> texts;
  std::span<const NamedCondition> names;
  std::span<const PlatformVerb> platform_verbs;
  const Settings& settings() const { return settings_section[0]; }

private:
  std::span<const std::byte> image_;
  Hash128 digest_;
  std::string hash_;
};

// `range` of a section; the section was checked to hold it.
template <typename T>
std::span<const T> slice(std::span<const T> section, Slice range) {
  return section.subspan(range.begin, range.count);
}

}  // namespace pilah
