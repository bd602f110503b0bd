// SPDX-License-Identifier: Apache-2.0
// Domains are told from a missing space after a full stop by their last label, so the list of endings is short and
// those that are words of Indonesian or English ("me", "info") count only with a path, a digit or a well-known host.
#include "text/links.h"

#include "text/entity.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace pilah {
namespace {

// Sorted.
constexpr std::string_view kEndings[] = {
    "app", "asia", "bet", "biz",  "blog", "ca", "cc", "cfd", "club", "co", "com",     "cyou", "de", "dev", "edu",
    "gg",  "gov",  "gq",  "icu",  "id",   "io", "jp", "ly",  "mil",  "ml", "mobi",    "net",  "nl", "org", "ph",
    "ru",  "sbs",  "sg",  "site", "tech", "tk", "tv", "uk",  "vip",  "vn", "website", "wiki", "ws", "xyz", "yt"};

// Sorted. Words that often follow a full stop without a space.
constexpr std::string_view kWordEndings[] = {
    "ac",   "ai",   "am",   "art",   "be",     "best",  "cam",    "cash",  "cf",   "city",  "click", "cloud",
    "cn",   "eu",   "fan",  "fit",   "fr",     "fun",   "fyi",    "ga",    "game", "games", "go",    "in",
    "info", "ink",  "is",   "it",    "la",     "life",  "link",   "live",  "lol",  "ltd",   "me",    "money",
    "my",   "name", "news", "ninja", "now",    "one",   "online", "or",    "page", "pro",   "pw",    "rest",
    "run",  "sh",   "shop", "so",    "social", "space", "st",     "store", "su",   "team",  "to",    "today",
    "top",  "us",   "web",  "win",   "work",   "world", "zone"};

// Whole hosts that are known by heart though their ending is a word.
constexpr std::string_view kHosts[] = {"about.me",   "chat.me",   "discord.me",  "fb.me",  "gofood.link", "g.page",
                                       "heylink.me", "linktr.ee", "m.me",        "t.me",   "wa.me",       "youtu.be",
                                       "instagr.am", "tele.me",   "telegram.me", "lnk.to", "ow.ly",       "s.id"};

template <size_t N>
bool contains(const std::string_view (&sorted)[N], std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// A mailbox of 64 bytes, @ and a domain of 253 are the most that mail and names allow (RFC 5321, 4.5.3.1). Without a
// limit, a row of addresses without a blank would be read to its end for each of them.
constexpr size_t kLongestAddress = 64 + 1 + 253;

// Label and host comparisons need small letters; longer ones are in no list.
constexpr size_t kLongestName = 16;

std::string_view lowered(const char* begin, size_t length, std::array<char, kLongestName>& buffer) {
  if (length > buffer.size()) return {};
  for (size_t i = 0; i < length; i++) buffer[i] = small(begin[i]);
  return {buffer.data(), length};
}

int hex(char c) {
  if (is_plain_digit(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Where the domain in text[begin, end) ends; 0 if it is none. `end` is where its characters end.
size_t domain_end(const char* text, size_t begin, size_t end, size_t size) {
  std::array<char, kLongestName> buffer;
  size_t found = 0;
  bool letter = false;  // in a label before the ending
  bool odd = false;     // a digit or hyphen, which words after a full stop do not have
  for (size_t label = begin; label < end;) {
    size_t stop = label;
    bool label_letter = false;
    bool label_odd = false;
    for (; stop < end && text[stop] != '.'; stop++) {
      if (text[stop] == '_' || text[stop] == '+') return found;
      label_letter = label_letter || is_plain_letter(text[stop]);
      label_odd = label_odd || !is_plain_letter(text[stop]);
    }
    if (label > begin && letter) {
      const std::string_view name = lowered(text + label, stop - label, buffer);
      const bool path = stop < size && text[stop] == '/' && stop + 1 < size && is_plain_alnum(text[stop + 1]);
      const bool sure = odd || path || found != 0;
      if (contains(kEndings, name) || (sure && contains(kWordEndings, name))) found = stop;
    }
    letter = letter || label_letter;
    odd = odd || label_odd;
    label = stop + 1;
  }
  if (found == 0 && end - begin <= kLongestName) {
    const std::string_view host = lowered(text + begin, end - begin, buffer);
    if (std::find(std::begin(kHosts), std::end(kHosts), host) != std::end(kHosts)) return end;
  }
  return found;
}

// Whether a reference stands at the & here. All were read, but for those that turning text round has made, and these
// are cut in two, so that the folded text does not hold one.
bool reads_as_reference(const char* text, size_t at, size_t size) {
  const std::string_view rest(text + at + 1, std::min(size - at - 1, kLongestEntity + 1));
  const size_t semicolon = rest.find(';');
  return semicolon != rest.npos && entity_value(rest.substr(0, semicolon)) != 0;
}

}  // namespace

bool is_trailing(char c) {
  return c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':' || c == '\'' || c == ')' || c == ']' ||
         c == '}' || c == '*' || c == '"' || c == '~' || c == '_' || c == '|';
}

size_t link_end(const char* text, size_t begin, size_t size) {
  size_t end = begin;
  while (end < size) {
    const auto c = static_cast<unsigned char>(text[end]);
    if (c <= 0x20 || c >= 0x7F || c == '<' || c == '>' || c == '"' || c == '`' || c == '\\') break;
    end++;
    if (c == '&' && reads_as_reference(text, end - 1, size)) break;
  }
  while (end > begin && is_trailing(text[end - 1])) end--;
  return end;
}

Percent percent_letter(const char* text, size_t at, size_t end) {
  size_t code = at + 1;
  while (code + 1 < end && text[code] == '2' && text[code + 1] == '5') code += 2;
  if (code + 1 >= end || hex(text[code]) < 0 || hex(text[code + 1]) < 0) return {};
  const char c = static_cast<char>(hex(text[code]) * 16 + hex(text[code + 1]));
  if (!is_plain_alnum(c) && c != '-' && c != '.' && c != '_' && c != '~') return {};
  return {small(c), code + 2};
}

Address find_address(const char* text, size_t begin, size_t size) {
  const size_t limit = std::min(size, begin + kLongestAddress);
  size_t at = 0;
  size_t i = begin;
  for (; i < limit; i++) {
    const char c = text[i];
    if (is_plain_alnum(c)) continue;
    if (i + 1 >= size || !is_plain_alnum(text[i + 1])) break;
    if (c == '@' && at == 0) {
      at = i;
    } else if (c != '.' && c != '-' && c != '_' && c != '+') {
      break;
    }
  }
  if (i == limit && i < size) {  // what is longer ends with a whole label
    while (i > begin && text[i] != '.') i--;
    if (i <= at || i == begin) return {Address::none, limit};
  }
  if (at != 0) {
    const size_t end = domain_end(text, at + 1, i, size);
    if (end != 0) return {Address::email, end};
    return {Address::none, i};
  }
  const size_t end = domain_end(text, begin, i, size);
  if (end == 0) return {Address::none, i};
  if (text[end] == '/' || (text[end] == '?' && is_plain_alnum(text[end + 1])) ||
      (text[end] == ':' && is_plain_digit(text[end + 1]))) {
    return {Address::url, std::max(end, link_end(text, end, size))};
  }
  return {Address::url, end};
}

}  // namespace pilah
