// SPDX-License-Identifier: Apache-2.0
// The bytes of an image: header, section table, sections, hash.
#include "ruleset/image.h"

#include "base/hash.h"
#include "ruleset/sections.h"
#include "text/analyse.h"

#include <cstring>
#include <type_traits>

namespace pilah {

namespace {

constexpr size_t kHashedFrom = offsetof(ImageHeader, text_version);

size_t aligned(size_t size) { return (size + 7) & ~size_t{7}; }

}  // namespace

void seal_image(std::vector<std::byte>& image) {
  Hash128 hash = hash128(image.data() + kHashedFrom, image.size() - kHashedFrom);
  std::memcpy(image.data() + offsetof(ImageHeader, hash_low), &hash.low, sizeof hash.low);
  std::memcpy(image.data() + offsetof(ImageHeader, hash_high), &hash.high, sizeof hash.high);
}

std::vector<std::byte> write_image(const ImageSections& sections) {
  ImageHeader header = {};
  std::memcpy(header.magic, kImageMagic, sizeof header.magic);
  header.byte_order = kImageByteOrder;
  header.format = kImageFormat;
  header.text_version = kTextVersion;
  header.section_count = kSectionCount;

  size_t size = aligned(sizeof header);
  for_each_section(sections, [&]<typename T>(Section section, const std::vector<T>& elements) {
    // Padding would carry whatever memory held before.
    static_assert(std::has_unique_object_representations_v<T>);
    header.sections[static_cast<size_t>(section)] = {size, elements.size()};
    size += aligned(elements.size() * sizeof elements[0]);
  });
  header.size = size;

  std::vector<std::byte> image(size, std::byte{0});
  std::memcpy(image.data(), &header, sizeof header);
  for_each_section(sections, [&](Section section, const auto& elements) {
    if (!elements.empty())
      std::memcpy(image.data() + header.sections[static_cast<size_t>(section)].offset, elements.data(),
                  elements.size() * sizeof elements[0]);
  });
  seal_image(image);
  return image;
}

}  // namespace pilah
