// SPDX-License-Identifier: Apache-2.0
// Reads packs in the order of their paths, so that the same directory always compiles to the same bytes.
#include "cli/rulesets.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <new>

namespace pilah::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxPackBytes = 64u << 20;
constexpr const char* kScoresName = "scores.toml";

std::vector<std::string> packs_below(const std::string& path, bool without_scores) {
  std::error_code failed;
  if (fs::is_regular_file(path, failed)) return {path};
  std::vector<std::string> packs;
  auto at = fs::recursive_directory_iterator(path, failed);
  if (failed) throw Failure(say(Message::cannot_open, path, reason(failed.value())));
  for (; at != fs::recursive_directory_iterator(); at.increment(failed)) {
    if (failed) throw Failure(say(Message::cannot_read, path, reason(failed.value())));
    std::string name = at->path().filename().string();
    if (name.starts_with('.')) {
      if (at->is_directory(failed)) at.disable_recursion_pending();
    } else if (at->path().extension() == ".toml" && (at->is_regular_file(failed) || !at->exists(failed))) {
      // A link to nothing is a pack that is missing, which whoever opens it says.
      packs.push_back(at->path().string());
    }
  }
  if (packs.empty()) throw Failure(say(Message::no_packs, path), say(Message::packs_are));
  if (without_scores) std::erase_if(packs, [](const fs::path& pack) { return pack.filename() == kScoresName; });
  std::sort(packs.begin(), packs.end());
  return packs;
}

bool is_image(const RulesOptions& options) {
  std::error_code failed;
  return options.rules.size() == 1 && !options.on_built_in() && !options.rules[0].ends_with(".toml") &&
         !fs::is_directory(options.rules[0], failed);
}

// The library speaks English only. What no user of the command can bring about is left to it.
struct Help {
  pilah_status status;
  std::string_view indonesian;
};
constexpr Help kHelps[] = {
    {PILAH_TEXT_TOO_LARGE, "Teksnya terlalu panjang; potong atau lewati."},
    {PILAH_IMAGE_TRUNCATED, "Image lebih pendek dari yang tertulis di dalamnya; salin atau kompilasi lagi."},
    {PILAH_IMAGE_NOT_PILAH, "Ini bukan set aturan yang dikompilasi; buat dengan `pilah compile`."},
    {PILAH_IMAGE_BYTE_ORDER, "Urutan byte image berbeda; kompilasi aturannya di mesin sejenis ini."},
    {PILAH_IMAGE_TOO_NEW, "Format image lebih baru; perbarui pilah."},
    {PILAH_IMAGE_TOO_OLD, "Format image sudah lama; kompilasi lagi aturannya."},
    {PILAH_IMAGE_OTHER_TEXT, "Image dikompilasi untuk versi pelipatan teks yang lain; kompilasi lagi aturannya."},
    {PILAH_IMAGE_CORRUPT, "Image rusak; salin atau kompilasi lagi."},
    {PILAH_FILE_NOT_READABLE, "Berkas tidak dapat dibaca; periksa nama dan izinnya."},
};

}  // namespace

std::string help_of(pilah_status status) {
  const auto known =
      std::find_if(std::begin(kHelps), std::end(kHelps), [&](const Help& h) { return h.status == status; });
  return known == std::end(kHelps) ? pilah_status_message(status)
                                   : either(pilah_status_message(status), known->indonesian);
}

void expect_ok(pilah_status status, const std::string& what) {
  if (status == PILAH_OK) return;
  if (status == PILAH_OUT_OF_MEMORY) throw std::bad_alloc();
  const char* name = pilah_status_name(status);
  throw Failure(what.empty() ? name : fmt::format("{}: {}", what, name), help_of(status));
}

Scratch new_scratch() {
  pilah_scratch* scratch = nullptr;
  expect_ok(pilah_scratch_new(&scratch), "pilah_scratch_new");
  return Scratch(scratch);
}

void PackList::add(const std::string& path, bool overlay, bool without_scores) {
  for (const std::string& pack : packs_below(path, without_scores)) {
    const std::string& name = kept_.emplace_back(pack);
    const std::string& text = kept_.emplace_back(read_file(pack, kMaxPackBytes));
    sources_.push_back({name.c_str(), text.data(), text.size(), overlay ? 1 : 0, 0});
  }
}

std::vector<std::string> files_of(const RulesOptions& options, const std::vector<std::string>& others) {
  std::vector<std::string> files = others;
  if (is_image(options)) {
    files.insert(files.end(), options.rules.begin(), options.rules.end());
    return files;
  }
  const auto add = [&](const std::string& path, bool without_scores) {
    const std::vector<std::string> packs = packs_below(path, without_scores);
    files.insert(files.end(), packs.begin(), packs.end());
  };
  for (const std::string& path : options.rules)
    if (path != kBuiltIn) add(path, options.without_scores);
  for (const std::string& path : options.overlays) add(path, false);
  return files;
}

Compiled compile_packs(const RulesOptions& options, bool release, bool run_cases) {
  PackList packs;
  for (const std::string& path : options.rules)
    if (path != kBuiltIn) packs.add(path, false, options.without_scores);
  for (const std::string& path : options.overlays) packs.add(path, true);

  pilah_compile_options how;
  pilah_compile_options_init(&how, sizeof how);
  how.release = release ? 1 : 0;
  how.run_cases = run_cases ? 1 : 0;
  how.base =
      options.rules.empty() || std::find(options.rules.begin(), options.rules.end(), kBuiltIn) != options.rules.end();
  how.without = options.without;
  pilah_ruleset* ruleset = nullptr;
  pilah_diagnostics* why = nullptr;
  const NothingToFinish compiling;
  pilah_status status = pilah_ruleset_compile(packs.sources().data(), packs.sources().size(), &how, &ruleset, &why);
  Compiled compiled{Ruleset(ruleset), DiagnosticList(why)};
  if (status != PILAH_RULES_REJECTED) expect_ok(status, "pilah_ruleset_compile");
  return compiled;
}

Ruleset open_rules(const RulesOptions& options) {
  pilah_ruleset* ruleset = nullptr;
  if (options.on_built_in() && options.overlays.empty() && options.without == 0) {
    expect_ok(pilah_ruleset_default(&ruleset), "pilah_ruleset_default");
    return Ruleset(ruleset);
  }
  if (is_image(options)) {
    const std::string& path = options.rules[0];
    if (!options.overlays.empty()) throw Failure(say(Message::overlay_on_image), say(Message::overlay_needs_packs));
    if (options.without != 0)
      throw Failure(either("layers of a compiled image cannot be left out",
                           "lapisan pada image yang sudah dikompilasi tidak dapat dilepas"),
                    say(Message::overlay_needs_packs));
    const pilah_status status = pilah_ruleset_open(path.c_str(), &ruleset);
    if (status == PILAH_FILE_NOT_READABLE && ::access(path.c_str(), R_OK) != 0)
      throw Failure(say(Message::cannot_open, path, reason(errno)));
    expect_ok(status, path);
    return Ruleset(ruleset);
  }
  Compiled compiled = compile_packs(options, false, false);
  if (compiled.ruleset) return std::move(compiled.ruleset);

  std::string text;
  pilah_diagnostic problem{};
  problem.struct_size = sizeof problem;
  for (uint32_t i = 0; i < pilah_diagnostics_count(compiled.diagnostics.get()); ++i) {
    if (pilah_diagnostics_at(compiled.diagnostics.get(), i, &problem) != PILAH_OK) break;
    if (problem.severity != 1) text += rendered(problem, colour_on_stderr());
  }
  throw Failure(text + say(Message::rules_rejected), say(Message::see_check));
}

std::string rendered(const pilah_diagnostic& diagnostic, bool colour) {
  std::string text = diagnostic.text;
  if (text.empty() || text.back() != '\n') text += '\n';
  if (!colour) return printable(text);
  const Colour head = diagnostic.severity == 0 ? Colour::red : diagnostic.severity == 1 ? Colour::yellow : Colour::cyan;
  std::string out;
  bool first = true;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find('\n', begin);
    std::string line = printable(std::string_view(text).substr(begin, end - begin));
    size_t mark = line.find_first_not_of(" |0123456789");
    bool caret = mark != line.npos && line[mark] == '^';
    out += first ? painted(line, head, true) : caret ? painted(line, Colour::green, true) : line;
    out += '\n';
    first = false;
    begin = end + 1;
  }
  return out;
}

}  // namespace pilah::cli
