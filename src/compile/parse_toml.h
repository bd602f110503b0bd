// SPDX-License-Identifier: Apache-2.0
// A TOML file as a plain tree in which every key and value knows its place. toml++ stays behind this header.
#pragma once

#include "compile/diagnostics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

struct TomlMember;

struct TomlValue {
  enum class Type : uint8_t { string, integer, boolean, array, table, other };
  Type type = Type::other;
  Place place;     // of the whole value
  Place contents;  // of a string: its first character, behind the quote
  std::string text;
  int64_t integer = 0;
  bool boolean = false;
  std::vector<TomlValue> items;
  std::vector<TomlMember> members;  // in the order in which they stand
};

struct TomlMember {
  std::string key;
  Place place;
  Place contents;  // behind the quote of a quoted key
  TomlValue value;
};

// "a string", "a list", … for messages.
std::string_view name_of(TomlValue::Type type);

// Reads source number `source`; problems of text and TOML's syntax are reported and nothing is returned.
// TOML 1.0, and of TOML 1.1 the inline tables over several lines, which long word lists need.
std::optional<TomlValue> read_toml(const Source& file, uint32_t source, Diagnostics& diagnostics);

}  // namespace pilah
