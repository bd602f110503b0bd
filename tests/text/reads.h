// SPDX-License-Identifier: Apache-2.0
// Tables of texts with the words and the disguises that are read from them.
#pragma once

#include "show.h"

#include <doctest/doctest.h>

#include <string>

namespace pilah {

struct ReadRow {
  std::string text;
  std::string words;
  std::string evasions = {};
};

template <size_t N>
void check_reads(const ReadRow (&rows)[N]) {
  Text text;
  for (const ReadRow& row : rows) {
    CAPTURE(row.text);
    analyse(row.text, text);
    CHECK(words_of(text) == row.words);
    CHECK(names_of(text.evasions) == row.evasions);
  }
}

}  // namespace pilah
