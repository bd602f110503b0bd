// SPDX-License-Identifier: Apache-2.0
// Columns of the Arrow C data interface as a C program would make them, and a call that reads what comes back.
#pragma once

#include "pilah/pilah_arrow.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pilah::tests {

// A column that the caller owns: release is never called on it.
struct Column {
  std::vector<uint8_t> validity;
  std::vector<int32_t> offsets{0};
  std::string bytes;
  std::vector<double> numbers;
  const void* buffers[3] = {};
  ArrowSchema schema = {};
  ArrowArray array = {};

  void finish(const char* format, const char* name, int64_t length) {
    schema.format = format;
    schema.name = name;
    array.length = length;
    array.null_count = validity.empty() ? 0 : -1;
    array.n_buffers = numbers.empty() ? 3 : 2;
    buffers[0] = validity.empty() ? nullptr : validity.data();
    buffers[1] = numbers.empty() ? static_cast<const void*>(offsets.data()) : numbers.data();
    buffers[2] = bytes.data();
    array.buffers = buffers;
  }
};

inline void fill_texts(Column& column, const std::vector<std::string_view>& texts, const char* name = "text") {
  for (std::string_view text : texts) {
    column.bytes += text;
    column.offsets.push_back(static_cast<int32_t>(column.bytes.size()));
  }
  column.finish("u", name, static_cast<int64_t>(texts.size()));
}

inline void fill_numbers(Column& column, const std::vector<double>& numbers, const char* name) {
  column.numbers = numbers;
  column.finish("g", name, static_cast<int64_t>(numbers.size()));
}

struct Fixture {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;
  ArrowSchema schema = {};
  ArrowArray out = {};
  Fixture() {
    REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
    REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  }
  ~Fixture() {
    pilah_scratch_free(scratch);
    pilah_ruleset_free(rules);
    drop();
  }
  void drop() {
    if (out.release) out.release(&out);
    if (schema.release) schema.release(&schema);
  }
  pilah_status run(const Column& column, const std::vector<const char*>& columns = {}, uint32_t flags = 0) {
    return run(column.schema, column.array, columns, flags);
  }
  pilah_status run(const ArrowSchema& in_schema, const ArrowArray& in, const std::vector<const char*>& columns = {},
                   uint32_t flags = 0) {
    pilah_arrow_options options;
    pilah_arrow_options_init(&options, sizeof options);
    options.flags = flags;
    options.columns = columns.data();
    options.column_count = columns.size();
    return run(in_schema, in, options);
  }
  pilah_status run(const ArrowSchema& in_schema, const ArrowArray& in, const pilah_arrow_options& options) {
    drop();
    return pilah_classify_arrow(rules, scratch, &in_schema, &in, &options, &schema, &out);
  }
  const ArrowArray& child(std::string_view name) const {
    for (int64_t i = 0; i < schema.n_children; ++i)
      if (schema.children[i]->name == name) return *out.children[i];
    FAIL("no such column");
    return out;
  }
  // -1 stands for null.
  int64_t number(std::string_view name, int64_t row) const {
    const ArrowArray& array = child(name);
    const auto* validity = static_cast<const uint8_t*>(array.buffers[0]);
    if (validity && !((validity[row >> 3] >> (row & 7)) & 1)) return -1;
    return static_cast<const int64_t*>(array.buffers[1])[row];
  }
  // "" stands for null; no column of these has empty texts.
  std::string text(std::string_view name, int64_t row) const {
    const ArrowArray& array = child(name);
    const auto* validity = static_cast<const uint8_t*>(array.buffers[0]);
    if (validity && !((validity[row >> 3] >> (row & 7)) & 1)) return "";
    const auto* offsets = static_cast<const int32_t*>(array.buffers[1]);
    return std::string(static_cast<const char*>(array.buffers[2]) + offsets[row],
                       static_cast<size_t>(offsets[row + 1] - offsets[row]));
  }
};

}  // namespace pilah::tests
