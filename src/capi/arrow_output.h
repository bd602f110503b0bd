// SPDX-License-Identifier: Apache-2.0
// Columns that grow row by row and are then handed out through the Arrow C data interface.
#pragma once

#include "capi/arrow_bytes.h"
#include "pilah/pilah_arrow.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace pilah {

// One column: its values, and those of its children. Which append to call follows from the format. Rows come in bulk,
// and the loops over them stand here, because a verdict has a hundred values: each must cost little more than its
// bytes.
class ArrowColumn {
public:
  // `format` and `name` outlive the library's work: they are literals. Formats used: "u" text, "i" int32, "l" int64,
  // "g" double, "tsm:UTC" a moment, "+l" list of the one child, "+s" struct.
  ArrowColumn(const char* format, const char* name, bool nullable = true);

  ArrowColumn& child(const char* format, const char* name, bool nullable = true) {
    children_.push_back(std::make_unique<ArrowColumn>(format, name, nullable));
    return *children_.back();
  }

  ArrowColumn& child_at(size_t index) { return *children_[index]; }

  // `count` rows of a fixed width: at(i) is an int32_t, a double or an int64_t as the format says.
  template <typename At>
  void numbers(size_t count, At at) {
    if (!muted_) numbers_to(values_, count, at);
  }

  // The same where is_null(i) says which are null; at(i) is written, but does not count then.
  template <typename At, typename IsNull>
  void numbers_or_null(size_t count, At at, IsNull is_null) {
    if (muted_) return;
    for (size_t first = 0; first < count; first += kWord) {
      uint64_t nulls = 0;
      for (size_t i = 0; i < std::min(count - first, kWord); ++i) nulls |= uint64_t{is_null(first + i)} << i;
      if (nulls != 0) mark_nulls(length_ + static_cast<int64_t>(first), nulls);
    }
    numbers(count, at);
  }

  // `count` rows of text: at(i) is an ArrowName. What at() gives is gathered first, so that the loop which writes it
  // stands in the library once and not once for each column: the processor keeps but so much code at hand.
  template <typename At>
  void texts(size_t count, At at) {
    if (muted_) return;
    ArrowName names[kWord];
    for (size_t first = 0; first < count; first += kWord) {
      const size_t here = std::min(count - first, kWord);
      for (size_t i = 0; i < here; ++i) names[i] = at(first + i);
      append(names, here);
    }
  }

  // `count` lists of text: at(i) has a bit for each of `names` that is in it.
  template <typename At>
  void sets(size_t count, std::span<const ArrowName> names, At at) {
    if (muted_) return;
    uint64_t bits[kWord];
    for (size_t first = 0; first < count; first += kWord) {
      const size_t here = std::min(count - first, kWord);
      for (size_t i = 0; i < here; ++i) bits[i] = at(first + i);
      append(bits, here, names);
    }
  }

  // `count` lists: at(i) appends the content of one to the child.
  template <typename At>
  void lists(size_t count, At at) {
    if (muted_) return;
    char* offsets = offsets_.end(count * sizeof(int32_t));
    for (size_t i = 0; i < count; ++i) {
      at(i);
      const int32_t end = static_cast<int32_t>(children_[0]->length_);
      std::memcpy(offsets + i * sizeof end, &end, sizeof end);
    }
    offsets_.keep(count * sizeof(int32_t));
    length_ += static_cast<int64_t>(count);
  }

  // `count` lists: size_at(i) is how many items one has; the child gets them afterwards.
  template <typename SizeAt>
  void lists_of(size_t count, SizeAt size_at) {
    if (muted_) return;
    int32_t end = static_cast<int32_t>(children_[0]->length_);
    numbers_to(offsets_, count, [&](size_t i) { return end += size_at(i); });
  }

  void text(ArrowName name) {
    texts(1, [&](size_t) { return name; });
  }
  // `count` rows of a struct, whose children have got their values.
  void rows(size_t count) { length_ += static_cast<int64_t>(count); }
  // A null in this column; in a struct's children as well.
  void null();

  bool is_muted() const { return muted_; }

  // What is in the children came of `done` rows, and `more` will follow: makes room for them.
  void expect(size_t done, size_t more);

  // Marks a child as one to hand out; from the first call on the others are not. False: there is no child of this name.
  bool keep(std::string_view name);
  // Before the first row: this column and its children hold numbers in place of texts, which stand once in a
  // dictionary.
  void encode(bool on = true);
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
  void list_buffers(std::vector<ArrowBytes*>& out);
  bool has_offsets() const { return (format_[0] == 'u' && !encoded_) || format_ == std::string_view("+l"); }

  static constexpr size_t kWord = 64;

  // At most kWord of them.
  void append(const ArrowName* names, size_t count);
  void append(const uint64_t* bits, size_t count, std::span<const ArrowName> names);
  void append_copies(const ArrowName* names, size_t count);
  void append_codes(const ArrowName* names, size_t count);

  int32_t code_of(ArrowName name) {
    if (name.number < codes_.size() && codes_[name.number] >= 0) return codes_[name.number];
    return learn(name);
  }
  int32_t learn(ArrowName name);

  template <typename At>
  void numbers_to(ArrowBytes& bytes, size_t count, At at) {
    using Value = decltype(at(size_t{0}));
    char* to = bytes.end(count * sizeof(Value));
    for (size_t i = 0; i < count; ++i) {
      const Value value = at(i);
      std::memcpy(to + i * sizeof value, &value, sizeof value);
    }
    bytes.keep(count * sizeof(Value));
    length_ += static_cast<int64_t>(count);
  }

  void mark_null(int64_t row) { mark_nulls(row, 1); }
  // Bit i: row + i is null.
  void mark_nulls(int64_t row, uint64_t which);

  const char* format_;
  const char* name_;
  bool nullable_;
  bool muted_ = false;
  int64_t length_ = 0;
  int64_t nulls_ = 0;
  std::vector<uint8_t> validity_;  // all ones but for nulls; most columns never see one and have none
  ArrowBytes offsets_;
  ArrowBytes values_;
  bool encoded_ = false;
  std::vector<int32_t> codes_;      // by the number of a name; -1 for those not met yet
  std::vector<ArrowName> entries_;  // of the dictionary, by code
  std::vector<std::unique_ptr<ArrowColumn>> children_;
  std::vector<ArrowColumn*> handed_out_;  // of the children; empty: all
};

}  // namespace pilah
