// SPDX-License-Identifier: Apache-2.0
// Images are deterministic, and a damaged one is refused with the right status, whichever byte was hit.
#include "ruleset/image.h"
#include "base/hash.h"
#include "compile/compile.h"
#include "engine.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace pilah;

namespace {

const char* const kPack = R"toml(
pack = { id = "id.complaint.sample", language = "id", owner = "test", shared = true }
[sets]
parcel = ["paket", "pesanan"]
[slang]
blm = "belum"
gabisa = "tidak bisa"
[roles]
negation = ["tidak", "belum"]
[groups]
late = { label = "complaint", cap = 30 }
[[rule]]
id = "late"
label = "complaint"
topic = "delivery"
points = 25
group = "late"
any = ["{parcel} <0-3> belum (sampai|datang)", "tele* banget"]
unless = ["belum sampai batas"]
hit = ["paket blm sampai"]
ok = ["paket sudah sampai"]
[[rule]]
id = "known"
label = "influencer"
points = 30
author = ["verified", "followers >= 10000"]
[[rule]]
id = "code"
label = "spam"
points = 10
regex = 'kode [a-z]{2}\d{2}'
needs = ["kode"]
[[composite]]
id = "both"
label = "complaint"
points = 5
all = ["late"]
any = ["known", "code"]
)toml";

std::vector<std::byte> compile_sample(const char* pack = kPack) {
  const std::vector<Source> sources = {{"sample.toml", pack, false}};
  Diagnostics diagnostics(sources);
  Compiled compiled = compile(sources, {}, diagnostics);
  for (const Diagnostic& d : diagnostics.list())
    if (d.severity == Severity::error) MESSAGE(diagnostics.render(d));
  REQUIRE(!diagnostics.has_errors());
  return compiled.image;
}

Status open(std::span<const std::byte> image) {
  Engine engine;
  return Engine::open(image, engine);
}

// Uses everything an image leads to, so that a wild index would be noticed by the sanitizers.
void exercise(std::span<const std::byte> image) {
  Engine engine;
  if (Engine::open(image, engine) != Status::ok) return;
  Scratch scratch;
  Comment comment;
  comment.author.facts = {1, 0, 20000, 10, 100, 2};
  for (const char* text :
       {"paket saya blm sampai", "kode ab12 paket belum datang batas", "telenovela banget gabisa", ""}) {
    comment.text = text;
    comment.bio = text;
    classify(engine, comment, scratch);
  }
}

}  // namespace

TEST_CASE("same packs, same bytes") {
  const auto one = compile_sample();
  CHECK(one == compile_sample());
  std::string other = kPack;
  other.replace(other.find("points = 25"), 11, "points = 26");
  CHECK(one != compile_sample(other.c_str()));
}

TEST_CASE("the order in which files are handed in does not matter") {
  std::vector<Source> sources = {{"b.toml", kPack, false}, {"a.toml", "tags = { praise = \"praises\" }\n", false}};
  std::vector<Source> reversed = {sources[1], sources[0]};
  order_sources(sources);
  order_sources(reversed);
  Diagnostics first(sources), second(reversed);
  const auto image = compile(sources, {}, first).image;
  CHECK(!image.empty());
  CHECK(image == compile(reversed, {}, second).image);
}

TEST_CASE("of two overlays that change one rule the later given wins, whatever they are called") {
  const auto overlay = [](const std::string& name, int points) {
    return Source{name + ".toml",
                  "pack = { id = \"acme." + name +
                      "\" }\n[change]\n\"id.complaint.sample.late\" = { points = " + std::to_string(points) + " }\n",
                  true};
  };
  for (const auto& [first, second] : {std::pair{"a", "b"}, std::pair{"b", "a"}}) {
    std::vector<Source> sources = {overlay(first, 10), {"sample.toml", kPack, false}, overlay(second, 20)};
    order_sources(sources);
    Diagnostics diagnostics(sources);
    const Compiled compiled = compile(sources, {}, diagnostics);
    REQUIRE(!compiled.image.empty());
    CHECK(compiled.book.rules.at(0).points == 20);
  }
}

TEST_CASE("patterns that count each have a place behind all rules, silent ones, too") {
  const auto image = compile_sample(R"toml(
pack = { id = "p" }
[[lexicon]]
id = "words"
label = "abuse"
words = { anjing = 30, babi = 30 }
[[composite]]
id = "all"
label = "abuse"
points = 5
all = ["w*"]
)toml");
  Ruleset set;
  REQUIRE(Ruleset::open(image, set) == Status::ok);
  REQUIRE(set.rules.size() == 3);
  for (const Pattern& pattern : set.patterns) CHECK(pattern.place >= set.rules.size());
}

TEST_CASE("each field of the header has its own refusal") {
  const auto good = compile_sample();
  REQUIRE(open(good) == Status::ok);
  auto with = [&](size_t offset, auto value) {
    auto image = good;
    std::memcpy(image.data() + offset, &value, sizeof value);
    return open(image);
  };
  CHECK(with(0, char{'X'}) == Status::image_not_pilah);
  CHECK(with(offsetof(ImageHeader, byte_order), uint32_t{0x04030201}) == Status::image_byte_order);
  CHECK(with(offsetof(ImageHeader, format), kImageFormat + 1) == Status::image_too_new);
  CHECK(with(offsetof(ImageHeader, format), kImageFormat - 1) == Status::image_too_old);
  CHECK(with(offsetof(ImageHeader, size), uint64_t{good.size() + 8}) == Status::image_truncated);
  CHECK(with(offsetof(ImageHeader, text_version), uint32_t{12345}) == Status::image_other_text);
  CHECK(with(offsetof(ImageHeader, hash_low), uint64_t{1}) == Status::image_corrupt);
  CHECK(open({good.data(), 4}) == Status::image_truncated);
  CHECK(open({good.data(), sizeof(ImageHeader) - 1}) == Status::image_truncated);
  CHECK(open({good.data(), good.size() - 8}) == Status::image_truncated);
}

TEST_CASE("every flipped bit of the header, and thousands of the body, are noticed") {
  const auto good = compile_sample();
  for (size_t i = 0; i < sizeof(ImageHeader) * 8; ++i) {
    auto image = good;
    image[i / 8] ^= std::byte(1u << (i % 8));
    CHECK_MESSAGE(open(image) != Status::ok, "header bit " << i);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    auto image = good;
    const size_t at = sizeof(ImageHeader) + random() % (good.size() - sizeof(ImageHeader));
    image[at] ^= std::byte(1u << (random() % 8));
    CHECK_MESSAGE(open(image) == Status::image_corrupt, "body byte " << at);
  }
}

TEST_CASE("a forged image whose pattern fires a composite is refused") {
  auto image = compile_sample(R"toml(
pack = { id = "p" }
[[rule]]
id = "a"
any = ["paket"]
[[rule]]
id = "b"
any = ["kurir"]
[[rule]]
id = "c"
any = ["lama"]
[[composite]]
id = "both"
all = ["a"]
[[composite]]
id = "near"
label = "complaint"
points = 5
all = ["both", "b", "c"]
within = 1
)toml");
  Ruleset set;
  REQUIRE(Ruleset::open(image, set) == Status::ok);
  uint32_t both = 0;
  while (std::string_view(set.string(set.rules[both].id)) != "p.both") ++both;
  Pattern forged = set.patterns[0];
  forged.rule = both;
  forged.place = static_cast<uint32_t>(set.rules.size());
  const size_t at = static_cast<size_t>(reinterpret_cast<const std::byte*>(set.patterns.data()) - image.data());
  std::memcpy(image.data() + at, &forged, sizeof forged);
  seal_image(image);
  CHECK(open(image) == Status::image_corrupt);
  Engine engine;
  if (Engine::open(image, engine) != Status::ok) return;
  Scratch scratch;
  Comment comment;
  comment.text = "paket itu dan juga kurir itu dan juga lama";
  classify(engine, comment, scratch);
}

TEST_CASE("a forged image with a right hash is harmless") {
  const auto good = compile_sample();
  std::mt19937 random(11);
  size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    auto image = good;
    const size_t changes = 1 + random() % 4;
    for (size_t i = 0; i < changes; ++i) {
      const size_t from = offsetof(ImageHeader, text_version);
      image[from + random() % (good.size() - from)] = std::byte(random() & 0xff);
    }
    seal_image(image);
    refused += open(image) != Status::ok;
    exercise(image);
  }
  CHECK(refused > 1000);
}
