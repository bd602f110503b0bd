// SPDX-License-Identifier: Apache-2.0
// Checks a source's bytes, hands them to toml++ and copies its tree. The only file that knows toml++.
//
// toml++ limits how deep values nest but not how many dots a key has, and frees its tables recursively: a key of a
// million dots would overflow the stack. keys_too_deep() looks for such keys first.
#include "compile/parse_toml.h"

#include "compile/codes.h"
#include "compile/utf8.h"
#include "ruleset/model.h"

#include <algorithm>
#include <type_traits>

// toml++ asserts, and with NDEBUG tells Clang's optimiser to assume, things that malformed files break ("[|"); behind
// each such place stands a proper check. So its assertions are made to be nothing at all, whatever the build type.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 1
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace pilah {

namespace {

constexpr int kMaxKeyDots = 32;

Place place_at(std::string_view text, size_t offset, uint32_t source) {
  Place place{source, 1, 1, 1};
  size_t line_begin = 0;
  for (size_t at = text.find('\n'); at != std::string_view::npos && at < offset; at = text.find('\n', at + 1)) {
    ++place.line;
    line_begin = at + 1;
  }
  place.column = static_cast<uint32_t>(1 + count_code_points(text.substr(line_begin, offset - line_begin)));
  return place;
}

size_t first_bad_byte(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t bytes = code_point_at(text, at).bytes;
    if (bytes == 0) return at;
    at += bytes;
  }
  return std::string_view::npos;
}

// The end of a string or comment that begins at `at`; `at` itself when none does. Strings that break TOML's rules end
// somewhere behind the point where toml++ gives up, which is all that matters here.
size_t skip_string_or_comment(std::string_view text, size_t at) {
  const char c = text[at];
  if (c == '#') return std::min(text.find('\n', at), text.size());
  if (c != '"' && c != '\'') return at;
  const std::string_view triple = c == '"' ? "\"\"\"" : "'''";
  const bool multi = text.substr(at).starts_with(triple);
  for (size_t i = at + (multi ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\\' && c == '"')
      ++i;
    else if (multi ? text.substr(i).starts_with(triple) : text[i] == c || text[i] == '\n')
      return i + (multi ? 3 : 1);
  }
  return text.size();
}

// Where a key of too many dotted parts stands, or npos.
size_t keys_too_deep(std::string_view text) {
  int dots = 0;
  for (size_t at = 0; at < text.size();) {
    if (const size_t end = skip_string_or_comment(text, at); end != at) {
      at = end;
      continue;
    }
    const char c = text[at];
    if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '}' || c == '[' || c == ']') dots = 0;
    if (c == '.' && ++dots > kMaxKeyDots) return at;
    ++at;
  }
  return std::string_view::npos;
}

// Finds bytes by line and column. Lines may be megabytes long, so every kStride-th column is noted.
class LineIndex {
public:
  explicit LineIndex(std::string_view text) : text_(text) {
    uint32_t column = 0;
    lines_.push_back(0);
    for (size_t at = 0; at < text.size(); at += step_at(text, at), ++column) {
      if (column % kStride == 0) marks_.push_back(at);
      if (text[at] != '\n') continue;
      lines_.push_back(marks_.size());
      column = UINT32_MAX;  // the step turns it into 0
    }
    marks_.push_back(text.size());
  }

  std::string_view from(const Place& place) const {
    if (place.line == 0 || place.line > lines_.size()) return {};
    const size_t mark = lines_[place.line - 1] + (place.column - 1) / kStride;
    size_t at = mark < marks_.size() ? marks_[mark] : text_.size();
    for (uint32_t i = (place.column - 1) % kStride; i > 0 && at < text_.size(); --i) at += step_at(text_, at);
    return text_.substr(at);
  }

private:
  static constexpr uint32_t kStride = 64;
  std::string_view text_;
  std::vector<size_t> lines_;  // the first mark of each line
  std::vector<size_t> marks_;  // byte offsets
};

// Copies toml++'s tree into ours. Depth is bounded by the two limits above.
class Copier {
public:
  Copier(std::string_view text, uint32_t source) : source_(source), index_(text) {}

  TomlValue copy(const toml::node& node) const {
    TomlValue out;
    out.place = place_of(node.source());
    switch (node.type()) {
      case toml::node_type::string:
        out.type = TomlValue::Type::string;
        out.text = node.as_string()->get();
        out.contents = contents_of(out.place, out.text);
        break;
      case toml::node_type::integer:
        out.type = TomlValue::Type::integer;
        out.integer = node.as_integer()->get();
        break;
      case toml::node_type::boolean:
        out.type = TomlValue::Type::boolean;
        out.boolean = node.as_boolean()->get();
        break;
      case toml::node_type::array:
        out.type = TomlValue::Type::array;
        for (const toml::node& item : *node.as_array()) out.items.push_back(copy(item));
        break;
      case toml::node_type::table:
        out.type = TomlValue::Type::table;
        copy_members(*node.as_table(), out);
        break;
      default:
        break;
    }
    return out;
  }

private:
  void copy_members(const toml::table& table, TomlValue& out) const {
    for (const auto& [key, value] : table) {
      const Place place = place_of(key.source());
      const std::string_view here = index_.from(place);
      const bool quoted = here.starts_with('"') || here.starts_with('\'');
      const Place contents = quoted ? contents_of(place, key.str()) : place;
      out.members.push_back({std::string(key.str()), place, contents, copy(value)});
    }
    std::stable_sort(out.members.begin(), out.members.end(), [](const TomlMember& a, const TomlMember& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
  }

  Place place_of(const toml::source_region& region) const {
    Place place{source_, region.begin.line, region.begin.column, 1};
    if (region.end.line == region.begin.line && region.end.column > region.begin.column)
      place.length = region.end.column - region.begin.column;
    return place;
  }

  // A string's contents begin behind one quote or three, and behind a line break that follows three.
  Place contents_of(const Place& place, std::string_view value) const {
    Place out = place;
    out.length = static_cast<uint32_t>(std::max<size_t>(1, count_code_points(value)));
    const std::string_view here = index_.from(place);
    const bool multi = here.starts_with("\"\"\"") || here.starts_with("'''");
    out.column += multi ? 3 : 1;
    const std::string_view rest = here.substr(std::min<size_t>(here.size(), multi ? 3 : 0));
    if (multi && (rest.starts_with("\n") || rest.starts_with("\r\n"))) {
      ++out.line;
      out.column = 1;
    }
    return out;
  }

  uint32_t source_;
  LineIndex index_;
};

}  // namespace

std::string_view name_of(TomlValue::Type type) {
  switch (type) {
    case TomlValue::Type::string:
      return "a string";
    case TomlValue::Type::integer:
      return "an integer";
    case TomlValue::Type::boolean:
      return "true or false";
    case TomlValue::Type::array:
      return "a list";
    case TomlValue::Type::table:
      return "a table";
    case TomlValue::Type::other:
      return "a float or date";
  }
  return "a value";
}

std::optional<TomlValue> read_toml(const Source& file, uint32_t source, Diagnostics& diagnostics) {
  std::string_view text = file.text;
  if (text.size() > kMaxSourceBytes) {
    diagnostics.error(
        code::kFileTooLarge, {source, 0, 0, 1},
        "file has " + std::to_string(text.size()) + " bytes, at most " + std::to_string(kMaxSourceBytes) + " are read",
        "split it into packs of one idea each");
    return std::nullopt;
  }
  if (const size_t bad = first_bad_byte(text); bad != std::string_view::npos) {
    diagnostics.error(code::kNotUtf8, place_at(text, bad, source), "file is not UTF-8",
                      "save it as UTF-8; this byte is none");
    return std::nullopt;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const size_t deep = keys_too_deep(text); deep != std::string_view::npos) {
    diagnostics.error(code::kNestedKeys, place_at(text, deep, source),
                      "key has more than " + std::to_string(kMaxKeyDots) + " dots",
                      "put a key with dots in it in quotation marks");
    return std::nullopt;
  }
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    const toml::source_region& region = result.error().source();
    diagnostics.error(code::kTomlSyntax, {source, region.begin.line, region.begin.column, 1},
                      std::string(result.error().description()),
                      "nothing more of this file is read until its TOML is right");
    return std::nullopt;
  }
  return Copier(text, source).copy(result.table());
}

}  // namespace pilah
