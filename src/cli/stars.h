// SPDX-License-Identifier: Apache-2.0
// Covers personal data in what is exported.
#pragma once

#include "cli/handles.h"
#include "cli/rows.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilah::cli {

class Stars {
public:
  Stars() : scratch_(new_scratch()) {}

  // Finds what is personal in the row's text and bio.
  void look(const Row& row);

  // A piece of the row's text, or of the bio, that begins at byte `begin`, with one star for each personal character.
  std::string over(std::string_view piece, uint32_t begin, bool in_bio = false) const;

  // Any text, whatever it is. `kept` are characters that stay where they stand.
  std::string covered(std::string_view text, std::initializer_list<char> kept);

  // One star for each character: for names and handles, which are personal as a whole.
  static std::string all(std::string_view text, std::initializer_list<char> kept = {});

private:
  using Places = std::vector<std::pair<uint32_t, uint32_t>>;
  void find(std::string_view text, Places& out);

  Scratch scratch_;
  Places text_, bio_;
};

}  // namespace pilah::cli
