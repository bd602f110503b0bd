// SPDX-License-Identifier: Apache-2.0
#include "cli/stars.h"

#include "cli/failure.h"
#include "cli/utf8.h"

#include <algorithm>

namespace pilah::cli {

void Stars::find(std::string_view text, Places& out) {
  out.clear();
  if (text.empty()) return;
  const pilah_entity* found = nullptr;
  uint32_t count = 0;
  const pilah_status status =
      pilah_find_personal(scratch_.get(), text.data(), text.size(), PILAH_ALL_PERSONAL, &found, &count);
  if (status != PILAH_OK) throw Failure(pilah_status_name(status), help_of(status));
  for (uint32_t i = 0; i < count; ++i) out.emplace_back(found[i].begin, found[i].end);
}

void Stars::look(const Row& row) {
  find(row.text(), text_);
  find({row.comment.author_bio, row.comment.author_bio_size}, bio_);
}

std::string Stars::covered(std::string_view text, std::initializer_list<char> kept) {
  find(text, text_);
  std::string out;
  size_t at = 0;
  for (const auto& [first, last] : text_) {
    if (last <= at) continue;
    const size_t from = std::max<size_t>(first, at);
    out.append(text.substr(at, from - at));
    at = last;
    out += all(text.substr(from, at - from), kept);
  }
  return out.append(text.substr(at));
}

std::string Stars::all(std::string_view text, std::initializer_list<char> kept) {
  std::string out;
  while (!text.empty()) {
    const bool stays = std::find(kept.begin(), kept.end(), text.front()) != kept.end();
    out += stays ? text.front() : '*';
    text.remove_prefix(std::max<size_t>(1, utf8_length(text)));
  }
  return out;
}

std::string Stars::over(std::string_view piece, uint32_t begin, bool in_bio) const {
  const auto end = static_cast<uint32_t>(begin + piece.size());
  std::string out;
  uint32_t at = begin;
  for (const auto& [first, last] : in_bio ? bio_ : text_) {
    if (last <= at || first >= end) continue;
    const uint32_t from = std::max(first, at);
    out.append(piece.substr(at - begin, from - at));
    at = std::min(last, end);
    out += all(piece.substr(from - begin, at - from));
  }
  return out.append(piece.substr(at - begin));
}

}  // namespace pilah::cli
