// SPDX-License-Identifier: Apache-2.0
// Pathological comments are those that a careless matcher would take quadratic time for: long runs of one thing, and
// text that keeps half-matching patterns.
#include "comments.h"

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

namespace pilah::bench {

namespace {

[[noreturn]] void stop(const std::string& path, const char* why) {
  std::fprintf(stderr, "%s: %s\n", path.c_str(), why);
  std::exit(2);
}

std::string times(size_t count, std::string_view text) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::vector<std::string> pathological() {
  constexpr size_t kLong = 200;
  return {
      times(5 * kLong, "a"),
      times(kLong, "g o b l o k "),
      times(kLong, "g.o.b.l.o.k"),
      times(kLong, "paket "),
      times(kLong, "belum paket tidak sampai "),
      times(kLong, "goblo"),
      times(kLong, "a\xCC\x81\xCC\x82\xCC\x83"),                          // combining marks
      times(kLong, "s\xE2\x80\x8Bl\xE2\x80\x8Bo\xE2\x80\x8Bt "),          // zero-width spaces
      times(kLong, "\xF0\x9D\x90\x81\xF0\x9D\x90\x94\xF0\x9D\x90\x8D "),  // mathematical letters
      times(kLong, "https://a."),
      times(5 * kLong, "*"),
      times(kLong, "@a #b "),
      times(kLong, "08123456789 "),
      times(kLong, "1.000.000 rb "),
      times(kLong, "\"kata \""),
      times(5 * kLong, "\xFF"),  // no UTF-8
      times(kLong, "\xF0\x9F\x91\xA8\xE2\x80\x8D"),
      times(kLong, "b*ngs*t "),
  };
}

std::vector<std::string> long_ones(const std::vector<std::string>& sentences) {
  std::vector<std::string> out;
  for (size_t size : {1000, 2000, 5000, 10000})
    for (std::string& text : comments_of_size(sentences, size, 4)) out.push_back(std::move(text));
  return out;
}

// Most sentences have as many words.
constexpr size_t kWordsOfSentence = 6;

// What is left of a sentence behind its first `count` words.
std::string_view without_words(std::string_view sentence, size_t count) {
  for (; count > 0; --count) {
    const size_t blank = sentence.find(' ');
    if (blank == sentence.npos) return {};
    sentence.remove_prefix(blank + 1);
  }
  return sentence;
}

}  // namespace

size_t CommentSet::bytes() const {
  size_t out = 0;
  for (const std::string& text : texts) out += text.size();
  return out;
}

std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line[0] != '#') out.push_back(line);
  if (out.empty()) stop(path, "no comments");
  return out;
}

std::vector<std::string> read_jsonl(const std::string& path) {
  std::vector<std::string> out;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream rows;
  simdjson::padded_string file;
  if (simdjson::padded_string::load(path).get(file) != simdjson::SUCCESS ||
      parser.parse_many(file).get(rows) != simdjson::SUCCESS)
    stop(path, "cannot be read as JSON lines");
  for (auto row : rows) {
    std::string_view text;
    if (row["text"].get(text) == simdjson::SUCCESS) out.emplace_back(text);
  }
  if (out.empty()) stop(path, "no row has a text");
  return out;
}

std::vector<CommentSet> comment_sets(const std::string& folder, const std::string& dump) {
  const std::vector<std::string> plain = read_lines(folder + "/sets/plain.txt");
  return {
      {"plain", plain, 0.05, 0.6},
      {"emoji", read_lines(folder + "/sets/emoji.txt"), 0.04, 0.6},
      {"disguised", read_lines(folder + "/peers/disguised.txt"), 0.7, 1},
      {"hits", read_lines(folder + "/sets/hits.txt"), 1, 1},
      {"quiet", read_lines(folder + "/sets/quiet.txt"), 0, 0},
      {"long", long_ones(plain), 0.5, 1},
      {"pathological", pathological(), 0, 1},
      {"dump", read_jsonl(dump), 0, 1},
  };
}

std::vector<std::string> comments_of_size(const std::vector<std::string>& sentences, size_t size, size_t count) {
  std::vector<std::string> out;
  std::set<std::string> known;
  // Each round begins its comments at a later word of their first sentences, and goes on with a longer stride.
  for (size_t round = 0, fresh = 1; fresh > 0 && out.size() < count; ++round) {
    fresh = 0;
    for (size_t first = 0; first < sentences.size() && out.size() < count; ++first) {
      std::string text(without_words(sentences[first], round % kWordsOfSentence));
      if (text.empty()) continue;
      for (size_t i = first + round + 1; text.size() < size; i += round + 1)
        text += ". " + sentences[i % sentences.size()];
      text.resize(size);
      if (!known.insert(text).second) continue;
      out.push_back(std::move(text));
      ++fresh;
    }
  }
  return out;
}

}  // namespace pilah::bench
