// SPDX-License-Identifier: Apache-2.0
// Arrow's layouts are those of https://arrow.apache.org/docs/format/Columnar.html; pointers in them are the caller's
// word, as everywhere in a C API, but counts and places inside one array are checked where that is cheap.
#include "capi/arrow_input.h"

namespace pilah {
namespace {

template <typename T>
T read(const void* values, int64_t at) {
  T value;
  std::memcpy(&value, static_cast<const char*>(values) + static_cast<size_t>(at) * sizeof(T), sizeof value);
  return value;
}

bool read_rows(const ArrowArray& array, int64_t parent_offset, int64_t rows, int64_t buffers, ArrowRows& out) {
  if (array.length < parent_offset + rows || array.offset < 0 || array.n_buffers < buffers) return false;
  if (buffers > 0 && !array.buffers) return false;
  out.offset = array.offset + parent_offset;
  out.validity = buffers > 0 && array.null_count != 0 ? static_cast<const uint8_t*>(array.buffers[0]) : nullptr;
  return true;
}

std::string_view bytes_between(const void* data, int64_t begin, int64_t end) {
  if (begin < 0 || end <= begin || !data) return {};
  return {static_cast<const char*>(data) + begin, static_cast<size_t>(end - begin)};
}

}  // namespace

bool ArrowText::open(const ArrowSchema& schema, const ArrowArray& array, int64_t parent_offset, int64_t rows) {
  const std::string_view format = schema.format ? schema.format : "";
  array_ = &array;
  if (format == "n") {
    layout_ = Layout::null;
    rows_.all_null = true;
    return read_rows(array, parent_offset, rows, 0, rows_);
  }
  if (schema.dictionary) {
    if (format.size() != 1 || std::string_view("cCsSiIlL").find(format[0]) == std::string_view::npos) return false;
    layout_ = Layout::dictionary;
    key_type_ = format[0];
    if (!array.dictionary || schema.dictionary->dictionary) return false;
    keys_ = array.dictionary->length;
    dictionary_ = std::make_unique<ArrowText>();
    return read_rows(array, parent_offset, rows, 2, rows_) && (rows == 0 || array.buffers[1]) &&
           dictionary_->open(*schema.dictionary, *array.dictionary, 0, keys_);
  }
  if (format == "u" || format == "z") {
    layout_ = Layout::offsets32;
  } else if (format == "U" || format == "Z") {
    layout_ = Layout::offsets64;
  } else if (format == "vu" || format == "vz") {
    layout_ = Layout::views;
  } else {
    return false;
  }
  // Text without rows may come without buffers.
  return read_rows(array, parent_offset, rows, 3, rows_) && (rows == 0 || array.buffers[1]);
}

std::string_view ArrowText::view(int64_t at) const {
  constexpr int32_t kInline = 12;
  const char* one = static_cast<const char*>(array_->buffers[1]) + at * 16;
  const int32_t size = read<int32_t>(one, 0);
  if (size <= kInline) return bytes_between(one + 4, 0, size);
  const int32_t buffer = read<int32_t>(one, 2);
  const int64_t begin = read<int32_t>(one, 3);
  // Between the views and the last buffer, which holds sizes, stand the buffers that views point into.
  if (buffer < 0 || buffer >= array_->n_buffers - 3) return {};
  return bytes_between(array_->buffers[2 + buffer], begin, begin + size);
}

int64_t ArrowText::key(int64_t at) const {
  const void* keys = array_->buffers[1];
  switch (key_type_) {
    case 'c':
      return read<int8_t>(keys, at);
    case 'C':
      return read<uint8_t>(keys, at);
    case 's':
      return read<int16_t>(keys, at);
    case 'S':
      return read<uint16_t>(keys, at);
    case 'i':
      return read<int32_t>(keys, at);
    case 'I':
      return read<uint32_t>(keys, at);
    default:
      return read<int64_t>(keys, at);
  }
}

std::optional<std::string_view> ArrowText::at(int64_t row) const {
  if (!rows_.valid(row)) return std::nullopt;
  const int64_t at = rows_.offset + row;
  switch (layout_) {
    case Layout::offsets32: {
      const void* offsets = array_->buffers[1];
      return bytes_between(array_->buffers[2], read<int32_t>(offsets, at), read<int32_t>(offsets, at + 1));
    }
    case Layout::offsets64: {
      const void* offsets = array_->buffers[1];
      return bytes_between(array_->buffers[2], read<int64_t>(offsets, at), read<int64_t>(offsets, at + 1));
    }
    case Layout::views:
      return view(at);
    case Layout::dictionary: {
      const int64_t entry = key(at);
      return entry >= 0 && entry < keys_ ? dictionary_->at(entry) : std::nullopt;
    }
    case Layout::null:
      break;
  }
  return std::nullopt;
}

bool is_moment(const ArrowSchema& schema) {
  const std::string_view format = schema.format ? schema.format : "";
  return format.size() > 4 && format.substr(0, 2) == "ts" && format[3] == ':';
}

bool ArrowNumber::open(const ArrowSchema& schema, const ArrowArray& array, int64_t parent_offset, int64_t rows) {
  const std::string_view format = schema.format ? schema.format : "";
  if (schema.dictionary) return false;
  if (is_moment(schema)) {
    type_ = 't';
    per_second_ = format[2] == 's' ? 1 : format[2] == 'm' ? 1000 : format[2] == 'u' ? 1'000'000 : 1'000'000'000;
  } else if (format.size() == 1 && std::string_view("ncCsSiIlLfgb").find(format[0]) != std::string_view::npos) {
    type_ = format[0];
  } else {
    return false;
  }
  rows_.all_null = type_ == 'n';
  if (!read_rows(array, parent_offset, rows, type_ == 'n' ? 0 : 2, rows_)) return false;
  values_ = type_ == 'n' ? nullptr : array.buffers[1];
  return type_ == 'n' || rows == 0 || values_;
}

int64_t ArrowNumber::at(int64_t row) const {
  if (type_ == 0 || !rows_.valid(row)) return -1;
  const int64_t at = rows_.offset + row;
  const auto whole = [](int64_t value) { return value < 0 ? kNonsense : value; };
  const auto real = [](double value) -> int64_t {
    if (std::isnan(value)) return -1;
    const bool fits = value >= 0 && value < 9223372036854775808.0;
    return fits && value == std::floor(value) ? static_cast<int64_t>(value) : kNonsense;
  };
  switch (type_) {
    case 'b':
      return (read<uint8_t>(values_, at >> 3) >> (at & 7)) & 1;
    case 'c':
      return whole(read<int8_t>(values_, at));
    case 'C':
      return read<uint8_t>(values_, at);
    case 's':
      return whole(read<int16_t>(values_, at));
    case 'S':
      return read<uint16_t>(values_, at);
    case 'i':
      return whole(read<int32_t>(values_, at));
    case 'I':
      return read<uint32_t>(values_, at);
    case 't':
      return whole(read<int64_t>(values_, at)) / per_second_;
    case 'f':
      return real(read<float>(values_, at));
    case 'g':
      return real(read<double>(values_, at));
    default:
      return whole(read<int64_t>(values_, at));  // a uint64 past the half is no number of people either
  }
}

}  // namespace pilah
