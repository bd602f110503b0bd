// SPDX-License-Identifier: Apache-2.0
#include "embed/embedded.h"

#include <cstring>

namespace pilah {

namespace {

void put(std::string& out, std::string_view text) {
  const uint32_t size = static_cast<uint32_t>(text.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out += text;
}

}  // namespace

std::string bundle_sources(const std::vector<Source>& sources) {
  std::string out;
  for (const Source& source : sources) {
    put(out, source.name);
    put(out, source.text);
  }
  return out;
}

}  // namespace pilah
