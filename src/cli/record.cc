// SPDX-License-Identifier: Apache-2.0
#include "cli/record.h"

#include "cli/facts.h"
#include "cli/json_text.h"

#include <simdjson.h>

#include <array>

namespace pilah::cli {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void append_base64(Buffer& out, std::string_view bytes) {
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t three = 0;
    for (size_t j = 0; j < 3; ++j) three = three << 8 | (j < count ? static_cast<uint8_t>(bytes[i + j]) : 0u);
    for (size_t j = 0; j < 4; ++j) append(out, j <= count ? kDigits[three >> (18 - 6 * j) & 63u] : '=');
  }
}

}  // namespace

bool read_base64(std::string_view text, std::string& out) {
  out.clear();
  if (text.size() % 4 != 0) return false;
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  uint32_t bits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t digit = i + padding < text.size() ? kDigits.find(text[i]) : 0;
    if (digit == kDigits.npos) return false;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    if (i % 4 == 3) out.append({static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)});
  }
  out.resize(out.size() - padding);
  return true;
}

void append_exact(Buffer& out, std::string_view key, std::string_view bytes) {
  const bool is_utf8 = simdjson::validate_utf8(bytes.data(), bytes.size());
  append(out, '"');
  append(out, key);
  append(out, is_utf8 ? "\":" : "_base64\":");
  if (is_utf8) return append_json_string(out, bytes);
  append(out, '"');
  append_base64(out, bytes);
  append(out, '"');
}

void append_verdict(JsonlWriter& writer, const Row& row, const pilah_verdict& verdict, Buffer& out) {
  Row nameless = row;
  nameless.has_id = false;
  nameless.internal_reason = {};  // says in one line what the evidence says
  writer.verdict(nameless, verdict, out);
  out.resize(out.size() - 1);  // the line feed
}

void RecordWriter::write(const Row& row, const pilah_verdict& verdict, Buffer& out) {
  append(out, '{');
  if (row.has_id) append_id(out, row);
  append_exact(out, "text", row.text());
  append_facts(out, row.comment);
  append(out, ",\"record\":1,\"library\":");
  append_name(out, pilah_version());
  append(out, ",\"ruleset\":");
  append_name(out, pilah_ruleset_hash(ruleset_));
  append(out, ",\"verdict\":");
  append_verdict(verdict_, row, verdict, out);
  append(out, "}\n");
}

}  // namespace pilah::cli
