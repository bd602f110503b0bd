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

namespace fs = std::filesystem;

bool fail(const fs::path& path, const char* what) {
  std::fprintf(stderr, "pilah_embed: %s: %s\n", path.c_str(), what);
  return false;
}

bool read_packs(const fs::path& directory, std::vector<Source>& out) {
  std::error_code failed;
  auto at = fs::recursive_directory_iterator(directory, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    const fs::path& path = at->path();
    std::error_code unknown;
    if (path.extension() != ".toml" || !at->is_regular_file(unknown)) continue;
    std::ifstream file(path, std::ios::binary);
    Source source;
    source.name = "rules/" + path.lexically_relative(directory).generic_string();
    source.text.assign(std::istreambuf_iterator<char>(file), {});
    if (!file) return fail(path, "cannot be read");
    out.push_back(std::move(source));
  }
  return failed ? fail(directory, "cannot be read") : true;
}

// With errors, these and their notes.
void report(const Diagnostics& diagnostics) {
  bool of_error = false;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    if (diagnostic.severity != Severity::note) of_error = diagnostic.severity == Severity::error;
    if (of_error) std::fputs((diagnostics.render(diagnostic) + "\n").c_str(), stderr);
  }
}

bool write_file(const char* path, const void* bytes, size_t size) {
  std::ofstream file(path, std::ios::binary);
  file.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  return file.flush() ? true : fail(path, "cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: pilah_embed RULES_DIR IMAGE_OUT BUNDLE_OUT\n", stderr);
    return 2;
  }
  std::vector<Source> sources;
  if (!read_packs(argv[1], sources)) return 1;
  order_sources(sources);
  Diagnostics diagnostics(sources);
  const Compiled compiled = compile(sources, {}, diagnostics);
  diagnostics.sort();
  if (diagnostics.has_errors()) {
    report(diagnostics);
    return 1;
  }
  const std::string bundle = bundle_sources(sources);
  return write_file(argv[2], compiled.image.data(), compiled.image.size()) &&
                 write_file(argv[3], bundle.data(), bundle.size())
             ? 0
             : 1;
}
