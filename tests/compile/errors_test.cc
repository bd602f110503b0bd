// SPDX-License-Identifier: Apache-2.0
// Every code has a pair in errors/: sources that are wrong and what the compiler says about them. `<code>-<name>.toml`,
// or a folder of that name with several files, stands beside `<code>-<name>.out`. A first line `# options:` says how a
// file is given: `overlay`, `release`, `pad` (comments are added until the file is too large), or `many` (the last line
// is repeated, each time with another number for its #). With PILAH_UPDATE_GOLDEN=1 in the environment the .out files
// are rewritten.
#include "check.h"
#include "compile/compile.h"
#include "engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

using namespace pilah;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = PILAH_SOURCE_DIR;
const fs::path kErrors = kRoot / "tests/compile/errors";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Case {
  std::vector<Source> sources;
  ParseOptions options;
};

void add_source(Case& out, const fs::path& path, const std::string& name) {
  Source source{name, read_file(path), false};
  if (source.text.starts_with("# options:")) {
    const std::string options = source.text.substr(0, source.text.find('\n'));
    source.overlay = options.find("overlay") != std::string::npos;
    if (options.find("release") != std::string::npos) out.options.release = true;
    if (options.find("pad") != std::string::npos)
      while (source.text.size() <= kMaxSourceBytes) source.text += "# and so on, and so on, and so on, and so on\n";
    if (options.find("many") != std::string::npos) {
      const size_t begin = source.text.rfind('\n', source.text.size() - 2) + 1;
      const std::string line = source.text.substr(begin);
      const size_t sign = line.find('#');
      source.text.resize(begin);
      for (int i = 1; i <= 66'000; ++i) source.text += line.substr(0, sign) + std::to_string(i) + line.substr(sign + 1);
    }
  }
  out.sources.push_back(std::move(source));
}

// name -> what is compiled
std::map<std::string, Case> read_cases() {
  std::map<std::string, Case> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(kErrors)) {
    const std::string name = entry.path().stem().string();
    if (entry.is_directory()) {
      std::set<fs::path> files;
      for (const fs::directory_entry& file : fs::directory_iterator(entry)) files.insert(file.path());
      for (const fs::path& file : files) add_source(cases[name], file, name + "/" + file.filename().string());
    } else if (entry.path().extension() == ".toml") {
      add_source(cases[name], entry.path(), entry.path().filename().string());
    }
  }
  return cases;
}

// What `pilah check` would print.
std::string complain(Case& c) {
  order_sources(c.sources);
  Diagnostics diagnostics(c.sources);
  const Compiled compiled = compile(c.sources, c.options, diagnostics);
  if (!diagnostics.has_errors()) {
    Engine engine;
    REQUIRE(Engine::open(compiled.image, engine) == Status::ok);
    run_cases(compiled.book, engine, diagnostics);
  }
  diagnostics.sort();
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    out += diagnostics.render(diagnostic);
    CHECK_MESSAGE((diagnostic.severity == Severity::note || !diagnostic.help.empty()), diagnostic.message);
  }
  return out;
}

bool is_code(std::string_view text) {
  return text.size() == 4 && (text[0] == 'E' || text[0] == 'W') &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The codes in `text` that stand between `before` and `after`.
std::vector<std::string> codes_between(const std::string& text, std::string_view before, std::string_view after) {
  std::vector<std::string> codes;
  for (size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    const std::string code = text.substr(at + before.size(), 4);
    if (is_code(code) && text.compare(at + before.size() + 4, after.size(), after) == 0) codes.push_back(code);
  }
  return codes;
}

// The codes that the compiler's sources declare.
std::set<std::string> declared_codes() {
  std::set<std::string> codes;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / "src")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    for (std::string& code : codes_between(read_file(entry.path()), "\"", "\"")) codes.insert(std::move(code));
  }
  return codes;
}

}  // namespace

TEST_CASE("every wrong source is answered as written down") {
  const bool update = std::getenv("PILAH_UPDATE_GOLDEN") != nullptr;
  for (auto& wrong : read_cases()) {
    const std::string name = wrong.first;
    CAPTURE(name);
    const std::string code = name.substr(0, 4);
    const std::string actual = complain(wrong.second);
    CHECK_MESSAGE(actual.find("[" + code + "]") != std::string::npos, name, " does not provoke its code:\n", actual);
    const fs::path golden = kErrors / (name + ".out");
    if (update) std::ofstream(golden, std::ios::binary) << actual;
    REQUIRE_MESSAGE(fs::exists(golden), name, ".out is missing");
    const std::string expected = read_file(golden);
    CHECK_MESSAGE(actual == expected, name, "\n--- expected\n", expected, "--- actual\n", actual);
  }
}

TEST_CASE("every answer has its source") {
  const std::map<std::string, Case> cases = read_cases();
  for (const fs::directory_entry& entry : fs::directory_iterator(kErrors))
    if (entry.path().extension() == ".out")
      CHECK_MESSAGE(cases.contains(entry.path().stem().string()), entry.path().string());
}

TEST_CASE("every code is provoked by a source, and every source by a code") {
  const std::set<std::string> declared = declared_codes();
  CHECK(declared.size() > 60);
  std::set<std::string> provoked;
  for (const auto& [name, c] : read_cases()) provoked.insert(name.substr(0, 4));
  for (const std::string& code : declared)
    CHECK_MESSAGE(provoked.contains(code), code, " has no pair in tests/compile/errors");
  for (const std::string& code : provoked)
    CHECK_MESSAGE(declared.contains(code), code, " is not a code of the compiler");
}

TEST_CASE("docs/RULES.md lists every topic, kind and target") {
  const std::string text = read_file(kRoot / "docs/RULES.md");
  for (const auto& names :
       {std::span<const std::string_view>(kKindNames), std::span<const std::string_view>(kTargetNames)})
    for (const std::string_view name : names.subspan(1))
      CHECK_MESSAGE(text.find("`" + std::string(name) + "`") != std::string::npos, name, " is missing");
}

TEST_CASE("docs/ERRORS.md explains every code and no other") {
  const std::string text = read_file(kRoot / "docs/ERRORS.md");
  std::set<std::string> documented;
  for (const std::string& code : codes_between(text, "\n### ", " "))
    CHECK_MESSAGE(documented.insert(code).second, code, " is explained twice");
  const std::set<std::string> declared = declared_codes();
  for (const std::string& code : declared)
    CHECK_MESSAGE(documented.contains(code), code, " is missing in docs/ERRORS.md");
  for (const std::string& code : documented)
    CHECK_MESSAGE(declared.contains(code), code, " in docs/ERRORS.md is no code");
}
