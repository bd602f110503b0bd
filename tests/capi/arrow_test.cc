// SPDX-License-Identifier: Apache-2.0
// Batches from C: what a careless caller can do, slices, errors of rows, and arrays that outlive everything else.
#include "pilah/pilah_arrow.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

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

void fill_texts(Column& column, const std::vector<std::string_view>& texts, const char* name = "text") {
  for (std::string_view text : texts) {
    column.bytes += text;
    column.offsets.push_back(static_cast<int32_t>(column.bytes.size()));
  }
  column.finish("u", name, static_cast<int64_t>(texts.size()));
}

void fill_numbers(Column& column, const std::vector<double>& numbers, const char* name) {
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
    drop();
    return pilah_classify_arrow(rules, scratch, &in_schema, &in, flags, columns.data(), columns.size(), &schema, &out);
  }
  const ArrowArray& child(std::string_view name) const {
    for (int64_t i = 0; i < schema.n_children; ++i)
      if (schema.children[i]->name == name) return *out.children[i];
    FAIL("no such column");
    return out;
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

const std::vector<std::string_view> kTexts = {"paket saya kok belum sampai ya min, udah 2 minggu", "makasih kak",
                                              "adminnya goblok banget sih lo"};

}  // namespace

TEST_CASE("wrong calls are answered, never followed") {
  Fixture f;
  Column texts;
  fill_texts(texts, kTexts);
  const char* const none[] = {nullptr};
  CHECK(pilah_classify_arrow(nullptr, f.scratch, &texts.schema, &texts.array, 0, nullptr, 0, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, nullptr, &texts.schema, &texts.array, 0, nullptr, 0, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, nullptr, &texts.array, 0, nullptr, 0, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, nullptr, 0, nullptr, 0, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, 0, nullptr, 0, nullptr, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, 0, nullptr, 0, &f.schema, nullptr) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, 0, nullptr, 1, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, 0, none, 1, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(f.run(texts, {}, 4) == PILAH_UNKNOWN_FIELD);
  CHECK(f.run(texts, {"labell"}) == PILAH_BAD_ARGUMENT);
  CHECK(!f.schema.release);
  CHECK(!f.out.release);
}

TEST_CASE("arrays that are no comments, or less than they say") {
  Fixture f;
  for (const char* format : {"l", "g", "b", "+l", "w:3", "", "tsu:"}) {
    Column texts;
    fill_texts(texts, kTexts);
    texts.schema.format = format;
    CAPTURE(format);
    CHECK(f.run(texts) == PILAH_BAD_ARGUMENT);
  }
  Column few;
  fill_texts(few, kTexts);
  few.array.n_buffers = 2;
  CHECK(f.run(few) == PILAH_BAD_ARGUMENT);
  few.array.n_buffers = 3;
  few.array.length = -1;
  CHECK(f.run(few) == PILAH_BAD_ARGUMENT);
  few.array.length = 3;
  few.schema.format = nullptr;
  CHECK(f.run(few) == PILAH_BAD_ARGUMENT);

  // A table without text, and one whose columns are shorter than it is.
  Column texts, followers;
  fill_texts(texts, kTexts, "comment");
  fill_numbers(followers, {1, 2}, "followers");
  ArrowSchema* schemas[] = {&texts.schema, &followers.schema};
  ArrowArray* arrays[] = {&texts.array, &followers.array};
  ArrowSchema schema = {"+s", "", nullptr, 0, 2, schemas, nullptr, nullptr, nullptr};
  ArrowArray array = {3, 0, 0, 1, 2, followers.buffers, arrays, nullptr, nullptr, nullptr};
  CHECK(f.run(schema, array) == PILAH_BAD_ARGUMENT);
  texts.schema.name = "text";
  CHECK(f.run(schema, array) == PILAH_BAD_ARGUMENT);
  array.length = 2;
  CHECK(f.run(schema, array) == PILAH_OK);
  array.n_children = 1;
  CHECK(f.run(schema, array) == PILAH_BAD_ARGUMENT);
}

TEST_CASE("a slice of a table; nulls and errors of rows stay in their rows") {
  Fixture f;
  Column texts, followers;
  fill_texts(texts, {"x", kTexts[0], kTexts[1], kTexts[2], kTexts[1]});
  texts.validity = {0b11011};
  texts.finish("u", "text", 5);
  fill_numbers(followers, {0, 5, 7, -4, NAN}, "followers");
  ArrowSchema* schemas[] = {&texts.schema, &followers.schema};
  ArrowArray* arrays[] = {&texts.array, &followers.array};
  const void* no_nulls[] = {nullptr};
  ArrowSchema schema = {"+s", "", nullptr, 0, 2, schemas, nullptr, nullptr, nullptr};
  ArrowArray array = {4, 0, 1, 1, 2, no_nulls, arrays, nullptr, nullptr, nullptr};
  REQUIRE(f.run(schema, array) == PILAH_OK);
  REQUIRE(f.out.length == 4);
  CHECK(f.schema.n_children == 32);
  CHECK(f.text("label", 0) == "complaint");
  CHECK(f.text("action", 1) == "");
  CHECK(f.text("error", 1) == "");
  CHECK(f.text("error", 2) == "PILAH_BAD_ARGUMENT");
  CHECK(f.text("action", 2) == "");
  CHECK(f.text("action", 3) == "none");
  for (int64_t row = 0; row < 4; ++row) CHECK(f.text("ruleset", row) == pilah_ruleset_hash(f.rules));
}

TEST_CASE("places count bytes, or code points") {
  Fixture f;
  Column texts;
  fill_texts(texts, {"é𝐀 wa.me/62812345678"});
  const auto begin = [&] {
    const ArrowArray& entities = *f.out.children[0];
    return static_cast<const int32_t*>(entities.children[0]->children[1]->buffers[1])[0];
  };
  REQUIRE(f.run(texts, {"entities"}) == PILAH_OK);
  CHECK(begin() == 7);
  REQUIRE(f.run(texts, {"entities"}, PILAH_ARROW_CODE_POINTS) == PILAH_OK);
  CHECK(begin() == 3);
}

TEST_CASE("a child that is taken away outlives the rest, rule set and scratch too") {
  ArrowArray label = {};
  {
    Fixture f;
    Column texts;
    fill_texts(texts, kTexts);
    REQUIRE(f.run(texts, {"action", "label"}) == PILAH_OK);
    CHECK(f.schema.n_children == 2);
    label = *f.out.children[1];
    f.out.children[1]->release = nullptr;
  }
  CHECK(std::string(static_cast<const char*>(label.buffers[2]), 9) == "complaint");
  label.release(&label);
  CHECK(!label.release);
}

TEST_CASE("texts as dictionaries say the same") {
  Fixture f;
  Column texts;
  fill_texts(texts, kTexts);
  REQUIRE(f.run(texts, {"action", "label", "campaign"}) == PILAH_OK);
  std::vector<std::string> wanted;
  for (int64_t row = 0; row < 3; ++row) wanted.insert(wanted.end(), {f.text("action", row), f.text("label", row)});
  REQUIRE(f.run(texts, {"action", "label", "campaign"}, PILAH_ARROW_DICTIONARIES) == PILAH_OK);
  CHECK(std::string_view(f.schema.children[2]->format) == "u");
  for (int64_t i = 0; i < 2; ++i) {
    const ArrowArray& codes = *f.out.children[i];
    REQUIRE(std::string_view(f.schema.children[i]->format) == "i");
    REQUIRE(std::string_view(f.schema.children[i]->dictionary->format) == "u");
    const auto* validity = static_cast<const uint8_t*>(codes.buffers[0]);
    const auto* offsets = static_cast<const int32_t*>(codes.dictionary->buffers[1]);
    for (int64_t row = 0; row < 3; ++row) {
      const int32_t code = static_cast<const int32_t*>(codes.buffers[1])[row];
      const bool valid = !validity || ((validity[row >> 3] >> (row & 7)) & 1);
      REQUIRE((!valid || code < codes.dictionary->length));
      const std::string found =
          valid ? std::string(static_cast<const char*>(codes.dictionary->buffers[2]) + offsets[code],
                              static_cast<size_t>(offsets[code + 1] - offsets[code]))
                : "";
      CHECK(found == wanted[static_cast<size_t>(row * 2 + i)]);
    }
  }
}
