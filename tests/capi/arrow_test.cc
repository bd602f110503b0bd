// SPDX-License-Identifier: Apache-2.0
// Batches from C: what a careless caller can do, slices, errors of rows, and arrays that outlive everything else.
#include "arrow_columns.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pilah::tests;

const std::vector<std::string_view> kTexts = {"paket saya kok belum sampai ya min, udah 2 minggu", "makasih kak",
                                              "adminnya goblok banget sih lo"};

}  // namespace

TEST_CASE("wrong calls are answered, never followed") {
  Fixture f;
  Column texts;
  fill_texts(texts, kTexts);
  CHECK(pilah_classify_arrow(nullptr, f.scratch, &texts.schema, &texts.array, nullptr, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, nullptr, &texts.schema, &texts.array, nullptr, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, nullptr, &texts.array, nullptr, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, nullptr, nullptr, &f.schema, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, nullptr, nullptr, &f.out) ==
        PILAH_NULL_ARGUMENT);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, nullptr, &f.schema, nullptr) ==
        PILAH_NULL_ARGUMENT);
  pilah_arrow_options options;
  pilah_arrow_options_init(&options, sizeof options);
  options.column_count = 1;
  CHECK(f.run(texts.schema, texts.array, options) == PILAH_NULL_ARGUMENT);
  const char* const none[] = {nullptr};
  options.columns = none;
  CHECK(f.run(texts.schema, texts.array, options) == PILAH_NULL_ARGUMENT);
  pilah_arrow_options_init(&options, sizeof options);
  options.struct_size = 8;
  CHECK(f.run(texts.schema, texts.array, options) == PILAH_BAD_STRUCT_SIZE);
  struct {
    pilah_arrow_options known;
    uint64_t tail;
  } newer;
  pilah_arrow_options_init(&newer.known, sizeof newer);
  CHECK(f.run(texts.schema, texts.array, newer.known) == PILAH_OK);
  newer.tail = 1;
  CHECK(f.run(texts.schema, texts.array, newer.known) == PILAH_UNKNOWN_FIELD);
  CHECK(!f.out.release);
  pilah_arrow_options_init(nullptr, sizeof options);
  CHECK(pilah_classify_arrow(f.rules, f.scratch, &texts.schema, &texts.array, nullptr, &f.schema, &f.out) == PILAH_OK);
  CHECK(f.schema.n_children == 36);
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
  CHECK(f.schema.n_children == 36);
  CHECK(f.text("label", 0) == "complaint");
  CHECK(f.text("action", 1) == "");
  CHECK(f.text("error", 1) == "");
  CHECK(f.text("error", 2) == "PILAH_BAD_ARGUMENT: followers");
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

  // Short and long, well-formed or not: as the function for one place says.
  const std::string link = " wa.me/62812345678";
  for (size_t times : {1, 40, 4000})
    for (std::string_view before : {"kak é𝐀 ", "halo \xff\xe2\x82 min ", "tanya dulu \xf0\x9f "}) {
      std::string text;
      for (size_t i = 0; i < times; ++i) text += before;
      const size_t at = text.size();
      text += link;
      Column one;
      fill_texts(one, {text});
      REQUIRE(f.run(one, {"entities"}, PILAH_ARROW_CODE_POINTS) == PILAH_OK);
      CHECK(static_cast<size_t>(begin()) == pilah_offset_codepoints(text.data(), text.size(), at + 1));
    }
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
