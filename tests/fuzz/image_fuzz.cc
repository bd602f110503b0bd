// SPDX-License-Identifier: Apache-2.0
// The door for images: any bytes, as they are and with a right header and hash put in front, so that the structural
// checks are reached.
#include "pilah/pilah.h"
#include "ruleset/image.h"
#include "ruleset/layout.h"
#include "text/analyse.h"

#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

void open_and_run(const void* image, size_t size) {
  pilah_ruleset* rules = nullptr;
  if (pilah_ruleset_load(image, size, &rules) != PILAH_OK) return;
  pilah_scratch* scratch = nullptr;
  if (pilah_scratch_new(&scratch) != PILAH_OK) std::abort();
  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  const char* text = "zzz aku dua tiga kode ab12 paketnya blm sampai BUNGA88 😡?";
  comment.text = comment.author_bio = text;
  comment.text_size = comment.author_bio_size = std::strlen(text);
  comment.author_followers = 50000;
  comment.author_verified = PILAH_YES;
  comment.author_earlier_hidden = comment.likes = comment.replies = 400;
  comment.platform = PILAH_ON_X;
  comment.time = 1'781'200'000;
  comment.now = comment.time + 100'000;
  comment.thread_ours = comment.thread_owner = PILAH_NO;
  if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) std::abort();
  pilah_scratch_free(scratch);
  pilah_ruleset_free(rules);
}

// A small valid image, into which the input's bytes are written at places that the input chooses.
const std::vector<std::byte>& sample() {
  static const std::vector<std::byte> image = [] {
    const char* pack =
        "pack = { id = 'id.spam.s', language = 'id', owner = 'test' }\n"
        "[[rule]]\nid = 'a'\nlabel = 'spam'\npoints = 30\nany = ['zzz (aku|kamu) <0-2> dua tiga', 'paket <0-3> "
        "belum']\n"
        "[[rule]]\nid = 'b'\nlabel = 'influencer'\npoints = 30\nauthor = ['verified']\n"
        "[[rule]]\nid = 'c'\nlabel = 'spam'\npoints = 3\nregex = 'kode [a-z]+'\nneeds = ['kode']\n"
        "[[composite]]\nid = 'd'\nlabel = 'spam'\npoints = 5\nall = ['a', 'b']\nabsorbs = ['a']\n";
    const pilah_source source = {"s.toml", pack, std::strlen(pack), 0, 0};
    pilah_ruleset* rules = nullptr;
    if (pilah_ruleset_compile(&source, 1, nullptr, &rules, nullptr) != PILAH_OK) std::abort();
    const void* bytes = nullptr;
    size_t size = 0;
    pilah_ruleset_image(rules, &bytes, &size);
    std::vector<std::byte> copy(static_cast<const std::byte*>(bytes), static_cast<const std::byte*>(bytes) + size);
    pilah_ruleset_free(rules);
    return copy;
  }();
  return image;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  open_and_run(data ? data : reinterpret_cast<const uint8_t*>(""), size);
  std::vector<std::byte> image = sample();
  const size_t from = offsetof(pilah::ImageHeader, text_version);
  for (size_t i = 0; i + 5 <= size; i += 5) {
    uint32_t at = 0;
    std::memcpy(&at, data + i, sizeof at);
    image[from + at % (image.size() - from)] = std::byte(data[i + 4]);
  }
  pilah::seal_image(image);
  open_and_run(image.data(), image.size());
  return 0;
}
