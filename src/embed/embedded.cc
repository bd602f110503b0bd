// SPDX-License-Identifier: Apache-2.0
// The assembler includes both files as they are: faster to build than a C array and aligned as the image wants it.
#include "embed/embedded.h"

#include <cstring>

#define PILAH_INCBIN(name, path)                                                                  \
  __asm__(".section .rodata\n.balign 64\n.hidden " #name "_begin\n.globl " #name "_begin\n" #name \
          "_begin:\n.incbin \"" path "\"\n.hidden " #name "_end\n.globl " #name "_end\n" #name    \
          "_end:\n.byte 0\n.previous\n");                                                         \
  extern "C" const std::byte name##_begin[];                                                      \
  extern "C" const std::byte name##_end[]

PILAH_INCBIN(pilah_embedded_image, PILAH_IMAGE_PATH);
PILAH_INCBIN(pilah_embedded_packs, PILAH_PACKS_PATH);

namespace pilah {

namespace {

std::string_view take(const char*& at) {
  uint32_t size = 0;
  std::memcpy(&size, at, sizeof size);
  std::string_view text(at + sizeof size, size);
  at += sizeof size + size;
  return text;
}

}  // namespace

std::span<const std::byte> embedded_image() { return {pilah_embedded_image_begin, pilah_embedded_image_end}; }

std::vector<Source> embedded_sources() {
  std::vector<Source> sources;
  const char* end = reinterpret_cast<const char*>(pilah_embedded_packs_end);
  for (const char* at = reinterpret_cast<const char*>(pilah_embedded_packs_begin); at < end;) {
    Source source;
    source.name = take(at);
    source.text = take(at);
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace pilah
