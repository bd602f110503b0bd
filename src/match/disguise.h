// SPDX-License-Identifier: Apache-2.0
// Words of abuse that were disguised: respelt, masked, with signs or digits for letters, in pieces, or run together
// with another word. Only words that the rules do not know come here, and one bit turns most of them away.
#pragma once

#include "match/terms.h"
#include "ruleset/ruleset.h"
#include "text/token.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pilah {

class DisguiseReader {
public:
  DisguiseReader(const Ruleset& rules, const Text& text, std::string& buffer)
      : rules_(rules), text_(text), buffer_(buffer) {}

  // What a stretch of tokens was read as. `classes` are the words it is made of, in order.
  struct Found {
    std::array<uint32_t, 3> classes{};
    uint32_t count = 0;  // of classes; 0: no disguise
    uint32_t first = 0;  // tokens from here
    uint32_t last = 0;   // to here
    WordStep step = WordStep::unknown;
  };

  // Reads the word at token `at`, which the rules do not know as it stands. Tokens before `from` belong to others.
  bool read(uint32_t at, uint32_t from, Found& out);

  // Reads the word at token `at`, known or not, together with what signs part from it: go.blok, fu(k.
  bool read_parted(uint32_t at, Found& out);

  // A handle whose @ may stand for an a: @sshole, b@stard.
  bool read_mention(uint32_t at, uint32_t from, Found& out);

private:
  bool lookup(std::string_view form, uint32_t& value) const;
  void found(uint32_t value, WordStep step, Found& out) const;
  bool spelt(std::string_view word, TokenFlags flags, Found& out);
  bool run_together(std::string_view word, Found& out);
  bool in_pieces(uint32_t at, uint32_t from, Found& out);
  bool with_signs(uint32_t at, uint32_t from, Found& out);
  bool may_be_part(uint32_t at) const;
  bool is_glued(uint32_t at) const { return text_.tokens[at].flags.has(TokenFlag::glued); }
  bool may_begin(char first, char second) const;
  bool signs_read(uint32_t first, uint32_t last, Found& out);
  bool spelt_apart(Found& out, bool& other) const;
  bool spelt_with_signs(Found& out) const;
  bool known_rest(std::string_view rest, uint32_t& word_class) const;

  const Ruleset& rules_;
  const Text& text_;
  std::string& buffer_;
};

}  // namespace pilah
