// SPDX-License-Identifier: Apache-2.0
// Columns of the Arrow C data interface, read in place.
#pragma once

#include "pilah/pilah_arrow.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>

namespace pilah {

// What all columns share: where their rows begin and which are null. `offset` is the parent's, in rows.
struct ArrowRows {
  const uint8_t* validity = nullptr;
  int64_t offset = 0;
  bool all_null = false;

  bool valid(int64_t row) const {
    if (all_null) return false;
    const int64_t at = offset + row;
    return !validity || ((validity[at >> 3] >> (at & 7)) & 1);
  }
};

// Text in any of its layouts. open() returns false for a column that holds no text, or less of it than it says.
class ArrowText {
public:
  bool open(const ArrowSchema& schema, const ArrowArray& array, int64_t parent_offset, int64_t rows);
  // Nothing for null.
  std::optional<std::string_view> at(int64_t row) const;

private:
  enum class Layout { null, offsets32, offsets64, views, dictionary };

  std::string_view view(int64_t at) const;
  int64_t key(int64_t at) const;

  Layout layout_ = Layout::null;
  ArrowRows rows_;
  const ArrowArray* array_ = nullptr;
  char key_type_ = 0;
  int64_t keys_ = 0;  // entries of the dictionary
  std::unique_ptr<ArrowText> dictionary_;
};

// Whole numbers, whatever they are kept as; moments as seconds since 1970. Two ways of being no number: null (or NaN),
// and making no sense.
class ArrowNumber {
public:
  bool open(const ArrowSchema& schema, const ArrowArray& array, int64_t parent_offset, int64_t rows);
  // -1 for null; kNonsense for what is no whole number from 0 on.
  int64_t at(int64_t row) const;
  static constexpr int64_t kNonsense = std::numeric_limits<int64_t>::min();

private:
  char type_ = 0;
  int64_t per_second_ = 1;  // of timestamps, which are read as whole seconds
  ArrowRows rows_;
  const void* values_ = nullptr;
};

// Whether a column holds moments in UTC: a timestamp that names its zone. One without a zone could be anywhere.
bool is_moment(const ArrowSchema& schema);

}  // namespace pilah
