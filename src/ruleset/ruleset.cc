// SPDX-License-Identifier: Apache-2.0
// Opening an image. The hash finds accidents; the structural pass behind it makes even a forged image harmless, because
// afterwards every index the run side follows is known to lead inside its section.
#include "ruleset/ruleset.h"

#include "ruleset/sections.h"
#include "ruleset/words.h"
#include "text/analyse.h"
#include "text/token.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace pilah {

namespace {

constexpr size_t kHashedFrom = offsetof(ImageHeader, text_version);

std::string hex(Hash128 hash) {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(hash.high),
                static_cast<unsigned long long>(hash.low));
  return digits;
}

// Points every view at its section; false if one lies outside the image.
bool map_sections(std::span<const std::byte> image, const ImageHeader& header, Ruleset& out) {
  bool inside = true;
  for_each_section(out, [&]<typename T>(Section section, std::span<const T>& view) {
    const SectionEntry& entry = header.sections[static_cast<size_t>(section)];
    if (entry.offset % 8 != 0 || entry.offset > image.size() ||
        entry.count > (image.size() - entry.offset) / sizeof(T)) {
      inside = false;
      return;
    }
    view = {reinterpret_cast<const T*>(image.data() + entry.offset), static_cast<size_t>(entry.count)};
  });
  return inside;
}

// Asks of every index in the image whether it leads inside.
class Checker {
public:
  explicit Checker(const Ruleset& set) : set_(set) {}

  bool sound() {
    if (set_.pool.empty() || set_.pool.back() != '\0' || set_.settings_section.size() != 1) return false;
    if (set_.types.size() != kTokenTypes || set_.triggers.size() != set_.rules.size()) return false;
    if (set_.tags.size() > kMaxTags || set_.classes.empty() || set_.policy_rows.empty()) return false;
    must(!set_.word_filter.empty() && (set_.word_filter.size() & (set_.word_filter.size() - 1)) == 0);
    words(set_.words, true);
    words(set_.prefixes, false);
    expansions();
    for (const WordClass& c : set_.classes) {
      string(c.text);
      atoms(c.atoms, kFirstSetAtom, set_.settings().atom_count);
      waiting(c.waiting);
    }
    for (const Waiting& w : set_.types) waiting(w);
    disguises();
    patterns();
    rules();
    composites();
    policy();
    desk();
    return sound_;
  }

private:
  static constexpr size_t kTokenTypes = kTokenTypeCount;
  static constexpr uint32_t kMostAtoms = 1u << 24;  // scratch holds eight bytes for each

  void must(bool condition) { sound_ = sound_ && condition; }
  void string(uint32_t offset) { must(offset < set_.pool.size()); }
  template <typename T>
  void index(uint32_t at, std::span<const T> section) {
    must(at < section.size());
  }
  template <typename T>
  void inside(Slice part, std::span<const T> section) {
    must(part.begin <= section.size() && part.count <= section.size() - part.begin);
  }

  void text(const WordSlot& slot) { must(slot_text_offset(slot) + slot_text_size(slot) <= set_.pool.size()); }

  void words(std::span<const WordSlot> table, bool may_expand) {
    must(!table.empty() && table.size() <= UINT32_MAX);
    bool has_free = false;
    for (const WordSlot& slot : table) {
      has_free = has_free || slot.key == 0;
      if (slot.key == 0) continue;
      text(slot);
      const uint32_t value = may_expand ? slot.value & ~kAskedExactly : slot.value;
      if (value & kExpansion)
        must(may_expand && (value & ~kExpansion) < set_.expansions.size());
      else
        index(value, set_.classes);
    }
    must(has_free);
  }

  // Expansions lie end to end, each a count and so many classes; slots must point at a count.
  void expansions() {
    std::vector<bool> is_count(set_.expansions.size(), false);
    for (size_t at = 0; at < set_.expansions.size();) {
      uint32_t count = set_.expansions[at];
      is_count[at] = true;
      must(count >= 1 && count <= kMostExpansion && count < set_.expansions.size() - at);
      if (!sound_) return;
      for (uint32_t i = 1; i <= count; ++i) index(set_.expansions[at + i], set_.classes);
      at += count + 1;
    }
    for (const WordSlot& slot : set_.words)
      if (slot.key != 0 && (slot.value & kExpansion) && sound_)
        must(is_count[slot.value & ~(kExpansion | kAskedExactly)]);
  }

  void disguises() {
    for (std::span<const WordSlot> table : {set_.harsh, set_.disguises}) {
      for (const WordSlot& slot : table) {
        if (slot.key == 0) continue;
        text(slot);
        index(slot.value & kDisguiseClassMask, set_.classes);
        must(slot.value >> kDisguiseShift < kDisguiseCount);
      }
    }
    must(!set_.disguises.empty() && set_.disguises.size() <= UINT32_MAX);
    must(std::any_of(set_.disguises.begin(), set_.disguises.end(), [](const WordSlot& slot) { return slot.key == 0; }));
    const size_t filter = set_.disguise_filter.size();
    must(filter != 0 && (filter & (filter - 1)) == 0 && filter <= 1u << 20);
    must(set_.start_filter.size() == kStartFilterWords);
    must(set_.harsh_starts.size() == kHarshBuckets + 1);
    for (size_t bucket = 0; bucket < kHarshBuckets && sound_; ++bucket) {
      const uint32_t begin = set_.harsh_starts[bucket];
      const uint32_t end = set_.harsh_starts[bucket + 1];
      must(begin <= end && end <= set_.harsh.size());
      for (uint32_t i = begin; sound_ && i < end; ++i)
        must(harsh_bucket(slot_text_size(set_.harsh[i]), 0) == bucket / 26 * 26);
    }
  }

  bool is_atom(uint32_t atom) const { return atom < set_.settings().atom_count; }

  void atoms(Slice part, uint32_t begin, uint32_t end) {
    inside(part, set_.atoms);
    if (!sound_) return;
    must(part.count % kAtomsAtOnce == 0);
    for (uint32_t atom : slice(set_.atoms, part)) must((atom >= begin || atom == kAnyAtom) && atom < end);
  }

  void waiting(const Waiting& waiting) {
    // Counts are looked at one by one, so that no sum of them overflows.
    const size_t size = set_.postings.size();
    must(waiting.phrase_count <= size && waiting.pattern_count <= size && waiting.alone_count <= size);
    must(size <= UINT32_MAX / 4 && waiting.begin <= size);
    if (!sound_) return;
    pattern_postings(waiting.patterns());
    pattern_postings(waiting.alone());
    inside(waiting.phrases(), set_.postings);
    if (!sound_) return;
    for (const Posting& posting : slice(set_.postings, waiting.phrases())) {
      const uint32_t phrase = posting.index & ~kHigherPhrase;
      index(phrase, set_.phrases);
      must(is_atom(posting.other));
      if (sound_) must((set_.phrases[phrase].level > 0) == ((posting.index & kHigherPhrase) != 0));
    }
  }

  void pattern_postings(Slice part) {
    inside(part, set_.postings);
    if (!sound_) return;
    for (const Posting& posting : slice(set_.postings, part)) {
      index(posting.index, set_.patterns);
      must(is_atom(posting.other));
    }
  }

  void patterns() {
    const Settings& settings = set_.settings();
    must(settings.first_mixed_atom >= kFirstSetAtom && settings.first_mixed_atom <= settings.atom_count);
    must(settings.atom_count <= kMostAtoms && set_.frequent.size() == settings.atom_count);
    for (const Phrase& p : set_.phrases) {
      for (uint32_t atom : p.required) must(is_atom(atom));
      must(p.level < kMostPhraseLevels);
      atoms(p.atoms, settings.first_mixed_atom, settings.atom_count);
      waiting(p.waiting);
      if (!sound_) return;
      for (const Posting& posting : slice(set_.postings, p.waiting.phrases()))
        must(set_.phrases[posting.index & ~kHigherPhrase].level > p.level);  // so that waking phrases comes to an end
      program(p.code);
      if (sound_) must((p.is_pair != 0) == is_pair(slice(set_.code, p.code)));
    }
    for (const Pattern& p : set_.patterns) {
      index(p.rule, set_.rules);
      must(p.place < set_.rules.size() + set_.patterns.size());
      if (sound_) must(p.place == p.rule || set_.rules[p.rule].count_each);
      for (uint32_t atom : p.required) must(is_atom(atom));
      must(p.use <= PatternUse::needs && p.field <= Field::bio && are_points(p.points));
      program(p.code);
    }
  }

  void program(Slice code) {
    inside(code, set_.code);
    must(code.count > 0 && set_.code.size() - code.begin - code.count >= kPlacesAhead);
    if (!sound_) return;
    for (uint32_t place : slice(set_.code, code)) {
      const uint32_t operand = place & kOperandMask;
      switch (operation_of(place)) {
        case Operation::word:
          must(operand < set_.settings().first_mixed_atom);
          break;
        case Operation::mixed:
          must(operand >= set_.settings().first_mixed_atom && operand < set_.settings().atom_count);
          break;
        case Operation::gap:
          must(operand < 1u << 16 && operand >> 8 <= (operand & 0xff) && (operand & 0xff) > 0);
          break;
        case Operation::end:
          break;
        default:
          must(false);
      }
    }
  }

  void rules() {
    for (const Rule& r : set_.rules) {
      string(r.id);
      string(r.wrong_when);
      inside(r.facts, set_.facts);
      pattern_postings(r.exceptions);
      must(r.regex <= set_.regexes.size() && r.composite <= set_.composites.size() && r.group <= set_.groups.size());
      must(r.label < kLabelCount || r.label == kNoLabel);
      must(static_cast<size_t>(r.kind) < kKindNames.size() && static_cast<size_t>(r.target) < kTargetNames.size());
      must(r.evades >> kEvasionCount == 0 && r.evaded_by >> kEvasionCount == 0);
      must(r.status <= RuleStatus::shadow && r.field <= Field::bio && are_points(r.points));
    }
    for (const FactTest& f : set_.facts) must(static_cast<size_t>(f.fact) < kFactCount && f.compare <= Compare::below);
    for (uint32_t rule : set_.fact_rules) index(rule, set_.rules);
    for (const RegexEntry& r : set_.regexes) {
      index(r.rule, set_.rules);
      string(r.pattern);
      must(r.token <= kTokenTypes);
    }
    for (const Group& g : set_.groups) {
      string(g.name);
      must(g.cap >= 0);
    }
    for (uint32_t tag : set_.tags) string(tag);
  }

  void composites() {
    for (size_t i = 0; i < set_.composites.size(); ++i) {
      const Composite& c = set_.composites[i];
      index(c.rule, set_.rules);
      for (Slice part : {c.all, c.any, c.none, c.absorbs}) inside(part, set_.members);
    }
    for (uint32_t rule : set_.members) index(rule, set_.rules);
    for (Slice part : set_.triggers) inside(part, set_.triggered);
    for (uint32_t composite : set_.triggered) index(composite, set_.composites);
  }

  void policy() {
    for (const PolicyRow& row : set_.policy_rows) {
      for (uint32_t text : {row.id, row.route, row.reason_id, row.reason_en}) string(text);
      inside(row.lines, set_.policy_lines);
      inside(row.checklist, set_.checklists);
      must(row.action <= Action::escalate && row.channel <= Channel::public_then_private && row.priority <= 100);
    }
    if (!set_.policy_rows.empty()) must(set_.policy_rows.back().lines.count == 0);
    must(set_.row_gates.size() == set_.policy_rows.size());
    for (const PolicyLine& line : set_.policy_lines) {
      inside(line.conditions, set_.conditions);
      string(line.text);
    }
    for (const Condition& c : set_.conditions) {
      const size_t limits[] = {kLabelCount, kFactCount, set_.days.size(), 1};
      must(c.subject <= ConditionSubject::priority && c.compare <= Compare::below);
      must(c.subject <= ConditionSubject::priority && c.operand < limits[static_cast<size_t>(c.subject)]);
    }
    for (uint32_t code : set_.checklists) string(code);
    must(set_.platform_verbs.empty() || set_.platform_verbs.size() == kPlatformNames.size() * kPlatformUseNames.size());
    for (const PlatformVerb& verb : set_.platform_verbs) {
      for (uint32_t text : {verb.name, verb.how_id, verb.how_en, verb.source, verb.url}) string(text);
      must(verb.can <= 1);
    }
  }

  void desk() {
    must(set_.profile.empty() || set_.profile.size() == kProfileSize + 1);
    for (const ProfileEntry& entry : set_.profile) inside(entry.lines, set_.policy_lines);
    for (const PolicyStep& step : set_.raises) {
      inside(step.lines, set_.policy_lines);
      must(step.part >= 1 && step.part < kPartNames.size() && step.value <= 100);
    }
    for (const PolicyStep& step : set_.sooner) inside(step.lines, set_.policy_lines);
    for (const DateRange& range : set_.dates) {
      string(range.text);
      string(range.name);
    }
    must(set_.days.size() <= kMaxDays);
    const auto sound_hours = [](OpenHours h) { return h.open >= 0 && h.open <= h.close && h.close <= 24 * 60; };
    for (const NamedDay& day : set_.days) {
      string(day.name);
      inside(day.dates, set_.dates);
      must(sound_hours(day.hours));
    }
    for (const ChecklistText& text : set_.texts)
      for (uint32_t one : {text.code, text.id, text.en}) string(one);
    for (const NamedCondition& name : set_.names)
      for (uint32_t one : {name.name, name.text}) string(one);
    const Settings& settings = set_.settings();
    must(settings.zone < kZoneNames.size() && settings.holidays <= set_.dates.size());
    for (OpenHours hours : settings.week) must(sound_hours(hours));
    for (uint8_t cap : settings.caps) must(cap <= 100);
    for (Slice part : settings.calibration) inside(part, set_.calibration);
    for (const CalibrationPoint& c : set_.calibration)
      must(c.permille >= 0 && c.permille <= 1000 && std::abs(int64_t{c.points}) <= kMostSum);
  }

  static bool are_points(int16_t points) { return points >= -kMaxPoints && points <= kMaxPoints; }
  static constexpr int64_t kMostSum = 1'000'000'000;  // far beyond any sum of points, and no sum of two overflows

  const Ruleset& set_;
  bool sound_ = true;
};

}  // namespace

Status Ruleset::open(std::span<const std::byte> image, Ruleset& out, ImageOrigin origin) {
  ImageHeader header;
  if (image.size() < sizeof header.magic) return Status::image_truncated;
  if (std::memcmp(image.data(), kImageMagic, sizeof header.magic) != 0) return Status::image_not_pilah;
  if (image.size() < sizeof header) return Status::image_truncated;
  std::memcpy(&header, image.data(), sizeof header);
  if (header.byte_order != kImageByteOrder) return Status::image_byte_order;
  if (header.format > kImageFormat) return Status::image_too_new;
  if (header.format < kImageFormat) return Status::image_too_old;
  if (header.size > image.size()) return Status::image_truncated;
  if (header.size != image.size()) return Status::image_corrupt;
  if (header.text_version != kTextVersion) return Status::image_other_text;
  const Hash128 hash{header.hash_low, header.hash_high};
  const bool check = origin == ImageOrigin::anywhere;
  if (check && hash != hash128(image.data() + kHashedFrom, image.size() - kHashedFrom)) return Status::image_corrupt;
  if (header.section_count != kSectionCount) return Status::image_corrupt;

  Ruleset set;
  set.image_ = image;
  set.digest_ = hash;
  set.hash_ = hex(hash);
  if (!map_sections(image, header, set) || (check && !Checker(set).sound())) return Status::image_corrupt;
  out = std::move(set);
  return Status::ok;
}

}  // namespace pilah
