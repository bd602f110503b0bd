// SPDX-License-Identifier: Apache-2.0
// The answer as the library holds it; capi/ puts it into the caller's struct.
#pragma once

#include "base/range.h"
#include "ruleset/model.h"
#include "text/token.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pilah {

// What is known of the author, of the comment beyond its text, and of the thread; -1 is unknown and stays so.
struct Author {
  std::array<int64_t, kFactCount> facts;
  int64_t time = -1;  // at which the comment was written, seconds since 1970 in UTC

  Author() { facts.fill(-1); }
  bool nothing_known() const {
    int64_t all = time;
    for (int64_t fact : facts) all &= fact;
    return all == -1;
  }
  int64_t fact(Fact which) const { return facts[static_cast<size_t>(which)]; }
  void set(Fact which, int64_t value) { facts[static_cast<size_t>(which)] = value; }
};

enum class EvidenceField : uint8_t { text, bio, facts };
enum class EvidenceFlag : uint8_t { shadow, absorbed, capped };

struct Evidence {
  uint32_t rule = 0;
  int32_t points = 0;       // what it counts
  int32_t rule_points = 0;  // what the rule says
  Range span;               // in the caller's text or bio
  EvidenceField field = EvidenceField::text;
  Bits<EvidenceFlag> flags;
  Evasions evasions;
  uint8_t label = kNoLabel;
  Target target = Target::none;  // of abuse
};

struct Score {
  int32_t points = 0;
  int32_t permille = 0;  // probability
  bool holds = false;
  Kind kind = Kind::none;
  Target target = Target::none;
};

// What the policy makes of labels, tags and facts.
struct Decision {
  uint32_t row = 0;
  std::array<int32_t, kPartNames.size()> parts{};  // of the priority, which is their sum
  uint32_t minutes = 0;                            // to answer in; 0: no limit
  int64_t due = -1;                                // the second by which to answer; -1: nobody knows
  uint32_t days = 0;                               // bit i: Ruleset::days[i] is the comment's
  int32_t tier = -1;                               // an index of kTierNames
  uint32_t heard_from = 0;                         // bit i: an EvidenceField tells that the author is heard
  uint32_t who = 0;                                // bits for kWhoNames
  uint32_t wants = 0;                              // bits for kWantNames
  uint32_t tone = 0;                               // an index of kToneNames

  int32_t priority() const { return parts[0] + parts[1] + parts[2] + parts[3] + parts[4]; }
};

// All of a verdict but what speaks for it.
struct Judgement {
  std::array<Score, kLabelCount> scores;
  uint8_t label = kNoLabel;  // the main one
  Decision decision;
  uint64_t tags = 0;
  uint64_t campaign = 0;   // equal for near-copies
  uint64_t promotion = 0;  // equal for comments that advertise the same thing
  Language language = Language::unknown;
};

struct Verdict : Judgement {
  std::vector<Evidence> evidence;
};

}  // namespace pilah
