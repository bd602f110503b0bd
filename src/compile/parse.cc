// SPDX-License-Identifier: Apache-2.0
// Tells the kinds of files apart and parses them in an order in which names are known before they are used.
#include "compile/parse.h"

#include "compile/parse_lines.h"

#include <algorithm>

namespace pilah {

namespace {

enum class FileKind : uint8_t { unknown, tags, retired, pack, policy, scores, platforms };

// Of all files but a policy, whose are kDeskKeys.
constexpr std::array<std::string_view, 18> kTopKeys = {
    "pack",  "sets",  "groups",  "rule",      "lexicon", "composite",   "change", "slang",   "synonyms",
    "roles", "typed", "protect", "disguised", "points",  "calibration", "tags",   "retired", "verb"};

bool has_key(const TomlValue& file, std::string_view key) {
  return std::any_of(file.members.begin(), file.members.end(),
                     [&](const TomlMember& member) { return member.key == key; });
}

FileKind kind_of(const TomlValue& file) {
  if (has_key(file, "pack")) return FileKind::pack;
  for (std::string_view key : kDeskKeys)
    if (has_key(file, key)) return FileKind::policy;
  if (has_key(file, "points") || has_key(file, "calibration")) return FileKind::scores;
  if (has_key(file, "tags")) return FileKind::tags;
  if (has_key(file, "verb")) return FileKind::platforms;
  if (has_key(file, "retired")) return FileKind::retired;
  // A pack whose `pack` table was forgotten.
  for (std::string_view key : {"sets", "groups", "rule", "lexicon", "composite", "change", "slang", "synonyms", "roles",
                               "typed", "protect", "disguised"})
    if (has_key(file, key)) return FileKind::pack;
  return FileKind::unknown;
}

void report_unknown(ParseContext& context, const TomlValue& file, uint32_t source) {
  const std::string help =
      "a pack begins with pack = { id = \"…\" }; docs/RULES.md describes packs, policy, scores and tags";
  if (file.members.empty()) return context.error(code::kUnknownFile, {source, 0, 0, 1}, "file holds nothing", help);
  const TomlMember& first = file.members.front();
  std::vector<std::string_view> keys(kTopKeys.begin(), kTopKeys.end());
  keys.insert(keys.end(), kDeskKeys.begin(), kDeskKeys.end());
  context.error(code::kUnknownFile, first.place, "neither a pack nor policy, scores, tags or retired ids",
                context.suggester.help(first.key, keys, help, "'", "'"));
}

class Files {
public:
  Files(ParseContext& context, const std::vector<Source>& sources) : context_(context) {
    for (uint32_t i = 0; i < sources.size(); ++i) {
      std::optional<TomlValue> tree = read_toml(sources[i], i, context.diagnostics);
      if (!tree) {
        context.incomplete = true;
        continue;
      }
      const FileKind kind = kind_of(*tree);
      if (kind == FileKind::unknown) report_unknown(context, *tree, i);
      files_.push_back({std::move(*tree), kind, i, sources[i].overlay});
    }
  }

  void parse(FileKind kind) {
    const File* first = nullptr;
    std::vector<PolicyFile> policies;
    for (const File& file : files_) {
      if (file.kind != kind) continue;
      const bool one_of_kind =
          kind == FileKind::scores || kind == FileKind::platforms || (kind == FileKind::policy && !file.overlay);
      if (one_of_kind && first != nullptr) {
        report_second(file, *first);
        continue;
      }
      if (kind != FileKind::policy || !file.overlay) first = &file;
      switch (kind) {
        case FileKind::unknown:
          break;
        case FileKind::tags:
          parse_tags(context_, file.tree);
          break;
        case FileKind::retired:
          parse_retired(context_, file.tree);
          break;
        case FileKind::pack:
          parse_pack(context_, file.tree, file.source, file.overlay);
          break;
        case FileKind::policy:
          policies.push_back({&file.tree, file.source, file.overlay});
          break;
        case FileKind::scores:
          parse_scores(context_, file.tree);
          break;
        case FileKind::platforms:
          parse_platforms(context_, file.tree);
          break;
      }
    }
    if (!policies.empty()) parse_policy(context_, policies);
  }

private:
  struct File {
    TomlValue tree;
    FileKind kind;
    uint32_t source;
    bool overlay;
  };

  void report_second(const File& file, const File& first) {
    const std::string what = file.kind == FileKind::policy   ? "policy"
                             : file.kind == FileKind::scores ? "file of scores"
                                                             : "file of platforms";
    context_.error(code::kSecondFile, {file.source, 1, 1, 1}, "second " + what,
                   "keep one " + what + " among all sources");
    context_.diagnostics.note({first.source, 1, 1, 1}, "the first one");
  }

  ParseContext& context_;
  std::vector<File> files_;
};

}  // namespace

Rulebook parse(const std::vector<Source>& sources, const ParseOptions& options, Diagnostics& diagnostics) {
  Rulebook book;
  ParseContext context{options, diagnostics, book};
  Files files(context, sources);
  for (FileKind kind :
       {FileKind::tags, FileKind::retired, FileKind::pack, FileKind::policy, FileKind::scores, FileKind::platforms})
    files.parse(kind);
  resolve(context);
  return book;
}

}  // namespace pilah
