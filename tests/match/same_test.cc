// SPDX-License-Identifier: Apache-2.0
// What was written without branches, against the plain way to say the same, on random input with a fixed seed.
#include "base/list_walk.h"
#include "base/search.h"
#include "base/sort_few.h"
#include "match/context.h"
#include "ruleset/words.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace pilah;

TEST_CASE("the key of a word does not depend on what stands behind it") {
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    const size_t size = 1 + random() % kMaxFormBytes;
    std::string text;
    for (size_t i = 0; i < size + 8; ++i) text += static_cast<char>(1 + random() % 255);
    const std::string_view word = std::string_view(text).substr(0, size);
    REQUIRE(word_key_in_text(word) == word_key(word));
    REQUIRE(word_key(std::string(word)) == word_key(word));
  }
}

TEST_CASE("words that differ in one byte differ in key or are told apart") {
  std::mt19937 random(2);
  for (int round = 0; round < 20000; ++round) {
    std::string word;
    for (size_t left = 1 + random() % 20; left > 0; --left) word += static_cast<char>('a' + random() % 26);
    std::string other = word;
    other[random() % other.size()] = '1';
    if (word.size() <= 8) REQUIRE(word_key(word) != word_key(other));
    if (word.size() > 8) REQUIRE(!same_long_form(word.data(), other.data(), word.size()));
    if (word.size() > 8) REQUIRE(same_long_form(word.data(), std::string(word).data(), word.size()));
  }
}

TEST_CASE("few things are sorted like many") {
  struct Thing {
    uint32_t coarse;
    uint32_t fine;
    uint32_t number;
    bool operator==(const Thing&) const = default;
  };
  const auto key = [](const Thing& thing) { return thing.coarse; };
  const auto before = [](const Thing& a, const Thing& b) {
    return std::tie(a.coarse, a.fine, a.number) < std::tie(b.coarse, b.fine, b.number);
  };
  std::mt19937 random(3);
  std::vector<Thing> sorted;
  for (uint32_t count = 0; count < 80; ++count)
    for (int round = 0; round < 50; ++round) {
      std::vector<Thing> list;
      for (uint32_t i = 0; i < count; ++i)
        list.push_back({static_cast<uint32_t>(random() % 9) << 22, static_cast<uint32_t>(random() % 3), i});
      std::shuffle(list.begin(), list.end(), random);
      std::vector<Thing> expected = list;
      std::sort(expected.begin(), expected.end(), before);
      sort_few(std::span<const Thing>(list), sorted, key, before);
      REQUIRE(sorted == expected);
    }
}

TEST_CASE("many lists are walked like one after the other, each element with its list") {
  std::mt19937 random(5);
  ListWalk<int> walk;
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::vector<int>> lists(random() % 12);
    std::vector<std::pair<int, uint32_t>> expected, found;
    walk.clear();
    for (uint32_t i = 0; i < lists.size(); ++i) {
      for (size_t left = random() % 5; left > 0; --left) lists[i].push_back(static_cast<int>(random()));
      for (int element : lists[i]) expected.emplace_back(element, i);
      walk.add(lists[i], i);
    }
    REQUIRE(walk.size() == expected.size());
    walk.each([&](int element, uint32_t tag) { found.emplace_back(element, tag); });
    REQUIRE(found == expected);
  }
}

TEST_CASE("the first element that does not hold is found like by looking at each") {
  for (size_t size = 0; size < 70; ++size)
    for (size_t holding = 0; holding <= size; ++holding) {
      std::vector<char> list(size, 0);
      std::fill_n(list.begin(), holding, 1);
      const char* const found = first_without(std::span<const char>(list), [](char one) { return one == 1; });
      REQUIRE(static_cast<size_t>(found - list.data()) == holding);
    }
}

TEST_CASE("a sentence ends where the next one starts, and at its longest reach") {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    Terms terms;
    const uint32_t count = 1 + random() % 400;
    const uint32_t rarity = 1 + random() % 150;
    terms.sentence_starts.assign(count / 64 + 1, 0);
    for (uint32_t i = 0; i < count; ++i) {
      Term term{};
      term.sentence_start = i == 0 || random() % rarity == 0;
      terms.list.push_back(term);
      terms.sentence_starts[i / 64] |= uint64_t{term.sentence_start} << (i % 64);
    }
    for (uint32_t at = 0; at < count; ++at) {
      uint32_t first = at;
      while (first > 0 && at - first < kSentenceReach && !terms.list[first].sentence_start) --first;
      uint32_t last = at + 1;
      while (last < count && last - at < kSentenceReach && !terms.list[last].sentence_start) ++last;
      const TermRange found = sentence_of(terms, at);
      REQUIRE(found.first == first);
      REQUIRE(found.last == last);
    }
  }
}
