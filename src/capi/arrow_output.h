// SPDX-License-Identifier: Apache-2.0
// Columns that grow row by row and are then handed out through the Arrow C data interface.
#pragma once

#include "pilah/pilah_arrow.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace pilah {

// More bytes or rows than an Arrow column with 32-bit offsets can hold.
struct ArrowOverflow {};

// One column: its values, and those of its children. Which append to call follows from the format.
class ArrowColumn {
public:
  // `format` and `name` outlive the library's work: they are literals. Formats used: "u" text, "i" int32, "g" double,
  // "tsm:UTC" a moment,
  // "+l" list of the one child, "+s" struct.
  ArrowColumn(const char* format, const char* name, bool nullable = true)
      : format_(format), name_(name), nullable_(nullable) {
    if (has_offsets()) offsets_.push_back(0);
  }

  ArrowColumn& child(const char* format, const char* name, bool nullable = true) {
    children_.push_back(std::make_unique<ArrowColumn>(format, name, nullable));
    return *children_.back();
  }

  ArrowColumn& child_at(size_t index) { return *children_[index]; }

  void text(std::string_view value);
  void number(int32_t value);
  void real(double value);
  void moment(int64_t milliseconds);
  // Ends a list: what was appended to the child since the last end is its content.
  void list();
  // Ends a row of a struct, whose children have got their values.
  void row() {
    if (!muted_) valid(true);
  }
  // A null in this column; in a struct's children as well.
  void null();

  int64_t length() const { return length_; }

  // Marks a child as one to hand out; from the first call on the others are not. False: there is no child of this name.
  bool keep(std::string_view name);
  // After the last keep(): the other children take nothing in, and cost next to nothing.
  void mute_others();

  // Hand out; the column is empty afterwards. Both may throw std::bad_alloc, and then leave nothing behind.
  void hand_out_schema(ArrowSchema* out) const;
  void hand_out_array(ArrowArray* out);

private:
  struct SchemaOwner;
  struct ArrayOwner;

  std::vector<ArrowColumn*> outgoing() const;
  void mute();
  bool has_offsets() const { return format_[0] == 'u' || format_ == std::string_view("+l"); }
  void valid(bool is_valid);
  void set_bit(bool is_valid);
  void end_offset(size_t at);

  const char* format_;
  const char* name_;
  bool nullable_;
  bool muted_ = false;
  int64_t length_ = 0;
  int64_t nulls_ = 0;
  std::vector<uint8_t> validity_;
  std::vector<int32_t> offsets_;
  std::vector<char> values_;
  std::vector<std::unique_ptr<ArrowColumn>> children_;
  std::vector<ArrowColumn*> handed_out_;  // of the children; empty: all
};

}  // namespace pilah
