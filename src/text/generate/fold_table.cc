// SPDX-License-Identifier: Apache-2.0
// Writes fold_table.inc, or with --check compares it with what it would write.
//   pilah_fold_table FILE
//   pilah_fold_table --check FILE
#include "text/generate/fold_rules.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <vector>

namespace pilah::generate {
namespace {

constexpr char32_t kCodePoints = 0x110000;
constexpr char32_t kBlock = 64;

std::string utf8(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 63));
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 63));
      out += static_cast<char>(0x80 | (c & 63));
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      out += static_cast<char>(0x80 | ((c >> 12) & 63));
      out += static_cast<char>(0x80 | ((c >> 6) & 63));
      out += static_cast<char>(0x80 | (c & 63));
    }
  }
  return out;
}

// Comma-separated items in lines of at most 120 columns.
class Lines {
public:
  explicit Lines(std::string& out) : out_(out) {}
  ~Lines() { flush(); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  void add(const std::string& item) {
    if (line_.size() + item.size() + 2 > 118) flush();
    line_ += line_.empty() ? "  " : "";
    line_ += item + ",";
  }

private:
  void flush() {
    if (!line_.empty()) out_ += line_ + "\n";
    line_.clear();
  }
  std::string& out_;
  std::string line_;
};

struct Table {
  std::string pool;
  std::vector<Fold> records;
  std::vector<std::vector<uint16_t>> blocks;
  std::vector<uint16_t> index;
};

Table build() {
  Table table;
  std::map<std::vector<uint32_t>, uint16_t> record_ids;
  std::map<std::vector<uint16_t>, uint16_t> block_ids;
  std::vector<uint16_t> block;
  for (char32_t cp = 0; cp < kCodePoints; cp++) {
    const Rule rule = rule_of(cp);
    Fold fold{};
    if (rule.folded == std::u32string(1, cp)) {
      fold.length = Fold::kSelf;
    } else {
      const std::string bytes = utf8(rule.folded);
      size_t at = table.pool.find(bytes);
      if (at == std::string::npos) {
        at = table.pool.size();
        table.pool += bytes;
      }
      if (at > 0xFFFF || bytes.size() >= Fold::kSelf) throw std::runtime_error("the pool of folded bytes is full");
      fold.offset = static_cast<uint16_t>(at);
      fold.length = static_cast<uint8_t>(bytes.size());
    }
    fold.kind_break =
        static_cast<uint8_t>(static_cast<unsigned>(rule.kind) | (static_cast<unsigned>(rule.grapheme_break) << 4));
    fold.evasion = rule.evasion;
    fold.script = static_cast<uint8_t>(rule.script);
    fold.look = rule.look;
    fold.flags = rule.flags;
    const std::vector<uint32_t> key = {fold.offset,  fold.length, fold.kind_break,
                                       fold.evasion, fold.script, static_cast<uint32_t>(fold.look),
                                       fold.flags};
    const auto [found, fresh] = record_ids.try_emplace(key, static_cast<uint16_t>(table.records.size()));
    if (fresh) table.records.push_back(fold);
    block.push_back(found->second);
    if (block.size() == kBlock) {
      const auto [same, unseen] = block_ids.try_emplace(block, static_cast<uint16_t>(table.blocks.size()));
      if (unseen) table.blocks.push_back(block);
      table.index.push_back(same->second);
      block.clear();
    }
  }
  return table;
}

std::string written(const Table& table) {
  std::string out = "// SPDX-License-Identifier: Apache-2.0\n";
  out += "// Written by generate/fold_table.cc from " + data_version() + "; do not edit.\n// clang-format off\n";
  out += "constexpr unsigned kBlockSize = " + std::to_string(kBlock) + ";\n";
  out += "constexpr unsigned char kPool[] = {\n";
  {
    Lines lines(out);
    for (unsigned char c : table.pool) lines.add(std::to_string(c));
  }
  out += "};\nconstexpr Fold kRecords[] = {\n";
  {
    Lines lines(out);
    for (const Fold& fold : table.records) {
      const int fields[] = {fold.offset, fold.length, fold.kind_break, fold.evasion,
                            fold.script, fold.look,   fold.flags};
      std::string item;
      for (int field : fields) item.append(item.empty() ? "{" : ",").append(std::to_string(field));
      lines.add(item.append("}"));
    }
  }
  out += "};\nconstexpr uint16_t kBlocks[] = {\n";
  {
    Lines lines(out);
    for (const auto& block : table.blocks) {
      for (uint16_t id : block) lines.add(std::to_string(id));
    }
  }
  out += "};\nconstexpr uint16_t kIndex[] = {\n";
  {
    Lines lines(out);
    for (uint16_t id : table.index) lines.add(std::to_string(id));
  }
  out += "};\n// For each first letter, the second letters that complete a flag.\nconstexpr uint32_t kFlags[26] = {\n";
  {
    Lines lines(out);
    for (char first = 'a'; first <= 'z'; first++) {
      uint32_t bits = 0;
      for (char second = 'a'; second <= 'z'; second++) {
        if (rule_is_flag(first, second)) bits |= 1u << (second - 'a');
      }
      lines.add(std::to_string(bits) + "u");
    }
  }
  return out + "};\n";
}

int run(bool check, const char* path) {
  const std::string fresh = written(build());
  if (!check) {
    std::ofstream file(path, std::ios::binary);
    file << fresh;
    file.close();
    return file ? 0 : 1;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string present{std::istreambuf_iterator<char>(file), {}};
  if (present == fresh) return 0;
  std::fprintf(stderr, "%s differs from what its generator writes now; run: pilah_fold_table %s\n", path, path);
  return 1;
}

}  // namespace
}  // namespace pilah::generate

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::string_view(argv[1]) == "--check";
  if (!check && (argc != 2 || argv[1][0] == '-')) {
    std::fprintf(stderr, "usage: pilah_fold_table [--check] FILE\n");
    return 1;
  }
  try {
    return pilah::generate::run(check, argv[argc - 1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pilah_fold_table: %s\n", error.what());
    return 1;
  }
}
