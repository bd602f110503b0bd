// SPDX-License-Identifier: Apache-2.0
// Build tool: compiles the shipped packs into the image and the bundle that the library embeds.
// usage: pilah_embed RULES_DIR IMAGE_OUT BUNDLE_OUT
#include "compile/compile.h"
#include "embed/embedded.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace pilah;

std::vector<Source> read_packs(const std::filesystem::path& directory) {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    Source source;
    source.name = "rules/" + std::filesystem::relative(entry.path(), directory).generic_string();
    source.text.assign(std::istreambuf_iterator<char>(file), {});
    sources.push_back(std::move(source));
  }
  return sources;
}

bool write_file(const char* path, const void* bytes, size_t size) {
  std::ofstream file(path, std::ios::binary);
  file.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  return static_cast<bool>(file.flush());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: pilah_embed RULES_DIR IMAGE_OUT BUNDLE_OUT\n", stderr);
    return 2;
  }
  std::vector<Source> sources = read_packs(argv[1]);
  order_sources(sources);
  Diagnostics diagnostics(sources);
  const Compiled compiled = compile(sources, {}, diagnostics);
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.list())
    if (diagnostics.has_errors() && diagnostic.severity != Severity::warning)
      std::fputs((diagnostics.render(diagnostic) + "\n").c_str(), stderr);
  if (diagnostics.has_errors()) return 1;
  const std::string bundle = bundle_sources(sources);
  return write_file(argv[2], compiled.image.data(), compiled.image.size()) &&
                 write_file(argv[3], bundle.data(), bundle.size())
             ? 0
             : 1;
}
