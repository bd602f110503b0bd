// SPDX-License-Identifier: Apache-2.0
// Words of abuse as they are written to slip past a filter. All spellings are made here, so that reading a comment
// costs one look-up for words that are not known.
#pragma once

#include "compile/vocabulary.h"
#include "ruleset/image.h"
#include "ruleset/model.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// Shorter forms are other words too often.
inline constexpr size_t kLeastDisguise = 4;

struct DisguisedForm {
  std::string text;
  Disguise how = Disguise::none;
};

// Every way to disguise `word`, small letters of ASCII, with letters alone; none for short words.
std::vector<DisguisedForm> disguised_forms(std::string_view word);

// `word` with the endings that words of abuse take in a language.
std::vector<std::string> with_endings(std::string_view word, Vocabulary::Endings endings);

struct HarshWord {
  std::string text;
  uint32_t word_class;
  Vocabulary::Endings endings;
};

// Writes `listed` words with all their disguises, and `others` only to be read with signs for letters. No form for
// which `is_known` holds is made, so that words of the rules and protected words stay what they are; of two words with
// one disguise the longer one has it.
void write_disguises(const std::vector<HarshWord>& listed, const std::vector<HarshWord>& others,
                     const std::function<bool(const std::string&)>& is_known, StringPool& pool, ImageSections& out);

}  // namespace pilah
