// SPDX-License-Identifier: Apache-2.0
// Counts right and wrong answers and makes the usual figures of them.
#pragma once

#include "cli/gold.h"

#include <array>
#include <cstdint>
#include <optional>

namespace pilah::cli {

// A share of a count, with the range in which the true share lies with 95 % confidence.
struct Share {
  double value = 0;
  double low = 0;
  double high = 0;
};

// Wilson's score interval, which stays sensible for few rows and for shares near 0 and 1. Nothing of nothing is no
// share.
std::optional<Share> share_of(uint64_t part, uint64_t whole);

// One label on one set.
struct LabelTally {
  uint64_t true_hits = 0, false_hits = 0, missed = 0, true_rests = 0;

  void add(bool gold, bool answer);
  uint64_t rows() const { return positives() + negatives(); }
  uint64_t positives() const { return true_hits + missed; }
  uint64_t negatives() const { return false_hits + true_rests; }

  // A set without both kinds of rows has no precision or F1: the figure would tell of the set, not of the rules.
  std::optional<Share> precision() const;
  std::optional<Share> recall() const { return share_of(true_hits, positives()); }
  std::optional<Share> false_alarm() const { return share_of(false_hits, negatives()); }
  std::optional<double> f1() const;
  // F1 with its interval: F1 = 2J / (1 + J), where J, the share of true hits among all rows but true rests, is a plain
  // share and F1 rises with it.
  std::optional<Share> f1_share() const;
};

// The recommended action on one set: rows by gold and answer.
struct ActionTally {
  std::array<std::array<uint64_t, 4>, 4> rows_by{};  // [gold][answer]
  uint64_t complaints_hidden = 0;                    // complaints that are no spam; must be 0

  void add(const Gold& gold, int32_t answer);
  uint64_t rows() const;
  std::optional<Share> accuracy() const;
  double f1(int action) const;
  double macro_f1() const;
};

}  // namespace pilah::cli
