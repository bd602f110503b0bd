// SPDX-License-Identifier: Apache-2.0
// Batches that count: the same as one comment after the other, in any number of slices and on any number of threads.
#include "arrow_columns.h"

#include <array>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

namespace {

using namespace pilah::tests;

struct Row {
  std::string text, author;
  double time = -1;       // before 0: unknown
  double followers = -1;  // -1: unknown, below: refused
};

// A flood between talk, in which senders change what senders change; every twentieth row is refused.
std::vector<Row> feed(size_t count) {
  std::vector<Row> rows;
  for (size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i % 97);
    const std::string author = i % 7 == 0 ? "" : "u" + std::to_string(i * i % 31);
    const double time = i % 11 == 0 ? -1 : 1'700'000'000.0 + static_cast<double>(i) * 60;
    if (i % 3 == 0) {
      rows.push_back({"jangan belanja di toko ini, penipu semua @user" + number, author, time, -1});
    } else if (i % 3 == 1) {
      rows.push_back({"main di ZETA88 aja, modal " + number + "rb gampang banget", author, time, -1});
    } else {
      rows.push_back({"komentar biasa tentang hal ke-" + std::to_string(i * 7919 % 1009) + " kak", author, time, -1});
    }
    if (i % 20 == 19) rows.back().followers = -5;
  }
  return rows;
}

// The rows as a table, and slices of it.
struct Table {
  Column texts, authors, times, followers;
  ArrowSchema* schemas[4] = {&texts.schema, &authors.schema, &times.schema, &followers.schema};
  ArrowArray* arrays[4] = {&texts.array, &authors.array, &times.array, &followers.array};
  const void* no_nulls[1] = {nullptr};
  ArrowSchema schema = {"+s", "", nullptr, 0, 4, schemas, nullptr, nullptr, nullptr};
  ArrowArray array = {};

  explicit Table(const std::vector<Row>& rows) {
    std::vector<std::string_view> all, names;
    std::vector<double> moments, numbers;
    for (const Row& row : rows) {
      all.push_back(row.text);
      names.push_back(row.author);
      moments.push_back(row.time < 0 ? NAN : row.time);
      numbers.push_back(row.followers == -1 ? NAN : row.followers);
    }
    fill_texts(texts, all);
    fill_texts(authors, names, "author");
    fill_numbers(times, moments, "time");
    fill_numbers(followers, numbers, "followers");
    array = slice(0, static_cast<int64_t>(rows.size()));
  }
  ArrowArray slice(int64_t begin, int64_t count) {
    return {count, 0, begin, 1, 4, no_nulls, arrays, nullptr, nullptr, nullptr};
  }
};

// What is compared: the four counts, and the verdict that they lead to.
struct Answer {
  std::array<int64_t, 4> counts{-1, -1, -1, -1};
  std::string action, row, error;
  bool operator==(const Answer&) const = default;
};

struct FreeWindow {
  void operator()(pilah_window* window) const { pilah_window_free(window); }
};
using Window = std::unique_ptr<pilah_window, FreeWindow>;

Window new_window(int64_t length, bool in_seconds) {
  pilah_window_options options;
  pilah_window_options_init(&options, sizeof options);
  options.keys = 256;
  options.length = length;
  options.in_seconds = in_seconds;
  pilah_window* window = nullptr;
  REQUIRE(pilah_window_new(&options, &window) == PILAH_OK);
  return Window(window);
}

std::vector<Answer> one_by_one(const Fixture& f, const std::vector<Row>& rows, pilah_window* window) {
  std::vector<Answer> answers;
  for (const Row& row : rows) {
    pilah_comment comment;
    pilah_verdict verdict;
    pilah_comment_init(&comment, sizeof comment);
    pilah_verdict_init(&verdict, sizeof verdict);
    comment.text = row.text.data();
    comment.text_size = row.text.size();
    if (row.time >= 0) comment.time = static_cast<int64_t>(row.time);
    if (row.followers != -1) comment.author_followers = static_cast<int64_t>(row.followers);
    Answer& answer = answers.emplace_back();
    pilah_status status = pilah_classify(f.rules, f.scratch, &comment, &verdict);
    if (status == PILAH_OK) {
      uint64_t campaign = 0, promotion = 0;
      REQUIRE(pilah_campaign_keys(f.scratch, comment.text, comment.text_size, &campaign, &promotion) == PILAH_OK);
      REQUIRE(pilah_window_note(window, campaign, promotion, row.author.data(), row.author.size(), &comment) ==
              PILAH_OK);
      REQUIRE(pilah_classify(f.rules, f.scratch, &comment, &verdict) == PILAH_OK);
      answer.counts = {comment.copies, comment.copy_authors, comment.promotions, comment.promotion_authors};
      answer.action = pilah_action_name(verdict.action);
      answer.row = verdict.policy_row;
    } else {
      answer.error = std::string(pilah_status_name(status)) + ": followers";
    }
  }
  return answers;
}

std::vector<Answer> answers_of(const Fixture& f) {
  std::vector<Answer> answers;
  for (int64_t i = 0; i < f.out.length; ++i)
    answers.push_back({{f.number("copies", i), f.number("copy_authors", i), f.number("promotions", i),
                        f.number("promotion_authors", i)},
                       f.text("action", i),
                       f.text("policy_row", i),
                       f.text("error", i)});
  return answers;
}

pilah_arrow_options with(pilah_window* window) {
  pilah_arrow_options options;
  pilah_arrow_options_init(&options, sizeof options);
  options.window = window;
  return options;
}

// Slices that are counted in their order, whoever comes first.
struct Turns {
  std::mutex mutex;
  std::condition_variable passed;
  size_t next = 0;
};
struct Turn {
  Turns* turns;
  size_t number;
  static int32_t take(void* context, int32_t begins) {
    auto& [turns, number] = *static_cast<Turn*>(context);
    std::unique_lock lock(turns->mutex);
    if (begins) {
      turns->passed.wait(lock, [&] { return turns->next == number; });
    } else {
      ++turns->next;
      turns->passed.notify_all();
    }
    return 0;
  }
};

}  // namespace

TEST_CASE("a table is counted as its rows one by one, by number and by time") {
  Fixture f;
  const std::vector<Row> rows = feed(2000);
  Table table(rows);
  for (const auto& [length, in_seconds] : {std::pair<int64_t, bool>{100'000, false}, {300, false}, {4 * 3600, true}}) {
    CAPTURE(length);
    const std::vector<Answer> wanted = one_by_one(f, rows, new_window(length, in_seconds).get());
    const Window window = new_window(length, in_seconds);
    REQUIRE(f.run(table.schema, table.array, with(window.get())) == PILAH_OK);
    CHECK((answers_of(f) == wanted));
    int64_t most = 0, named = 0, refused = 0;
    for (const Answer& answer : wanted) {
      most = std::max(most, answer.counts[0]);
      named = std::max(named, answer.counts[3]);
      refused += !answer.error.empty();
    }
    CHECK(most > 50);
    CHECK(named > 3);
    CHECK(refused == 100);
  }
}

TEST_CASE("slices on threads that take turns are counted as the whole table") {
  Fixture f;
  const std::vector<Row> rows = feed(2000);
  Table table(rows);
  const std::vector<Answer> wanted = one_by_one(f, rows, new_window(300, false).get());
  const Window window = new_window(300, false);
  constexpr size_t kSlices = 16, kSize = 125;
  std::vector<std::vector<Answer>> found(kSlices);
  Turns turns;
  std::vector<std::thread> threads;
  // The last slice begins first.
  for (size_t slice = kSlices; slice-- > 0;)
    threads.emplace_back([&, slice] {
      Fixture own;
      Turn turn{&turns, slice};
      pilah_arrow_options options = with(window.get());
      options.turn = Turn::take;
      options.turn_context = &turn;
      const ArrowArray array = table.slice(static_cast<int64_t>(slice * kSize), kSize);
      if (own.run(table.schema, array, options) == PILAH_OK) found[slice] = answers_of(own);
    });
  for (std::thread& thread : threads) thread.join();
  std::vector<Answer> all;
  for (const auto& slice : found) all.insert(all.end(), slice.begin(), slice.end());
  CHECK((all == wanted));
}

TEST_CASE("copies and their authors reach tags and policy") {
  Fixture f;
  std::vector<Row> rows;
  for (const char* author : {"rara", "dina", "dina", "tono"})
    rows.push_back({"paket saya belum sampai juga, penipu, sudah dua minggu", author, -1, -1});
  Table table(rows);
  const Window window = new_window(0, false);
  REQUIRE(f.run(table.schema, table.array, with(window.get())) == PILAH_OK);
  const ArrowArray& tags = f.child("tags");
  const auto* lists = static_cast<const int32_t*>(tags.buffers[1]);
  const ArrowArray& names = *tags.children[0];
  const auto* places = static_cast<const int32_t*>(names.buffers[1]);
  const auto has = [&](int64_t row, std::string_view tag) {
    for (int32_t i = lists[row]; i < lists[row + 1]; ++i)
      if (tag == std::string_view(static_cast<const char*>(names.buffers[2]) + places[i],
                                  static_cast<size_t>(places[i + 1] - places[i])))
        return true;
    return false;
  };
  for (int64_t row = 0; row < 4; ++row) {
    CAPTURE(row);
    CHECK(f.number("copies", row) == row + 1);
    CHECK(has(row, "repeated") == (row >= 2));
    CHECK(has(row, "coordinated") == (row == 3));
  }
  CHECK(f.number("copy_authors", 2) == 2);
  CHECK(f.text("action", 3) == "escalate");

  // Without a window the input's own counts say so, and nobody else's.
  REQUIRE(f.run(table.schema, table.array) == PILAH_OK);
  CHECK(f.number("copies", 3) == -1);
  Column copies;
  fill_numbers(copies, {NAN, 7, 7, 7}, "copies");
  ArrowSchema* schemas[] = {&table.texts.schema, &copies.schema};
  ArrowArray* arrays[] = {&table.texts.array, &copies.array};
  const ArrowSchema schema = {"+s", "", nullptr, 0, 2, schemas, nullptr, nullptr, nullptr};
  const ArrowArray array = {4, 0, 0, 1, 2, table.no_nulls, arrays, nullptr, nullptr, nullptr};
  REQUIRE(f.run(schema, array) == PILAH_OK);
  CHECK(f.number("copies", 0) == -1);
  CHECK(f.number("copies", 1) == 7);
  // A window knows better.
  REQUIRE(f.run(schema, array, with(window.get())) == PILAH_OK);
  CHECK(f.number("copies", 1) == 6);
}

TEST_CASE("who gives up counts nothing, and what fails before its turn takes none") {
  Fixture f;
  const std::vector<Row> rows = feed(10);
  Table table(rows);
  const Window window = new_window(0, false);
  pilah_arrow_options options = with(window.get());
  int called = 0;
  options.turn_context = &called;
  options.turn = [](void* context, int32_t begins) -> int32_t {
    ++*static_cast<int*>(context);
    return begins;
  };
  CHECK(f.run(table.schema, table.array, options) == PILAH_ABANDONED);
  CHECK(called == 1);
  CHECK(!f.out.release);
  table.authors.schema.format = "l";
  CHECK(f.run(table.schema, table.array, options) == PILAH_BAD_ARGUMENT);
  CHECK(called == 1);
  table.authors.schema.format = "u";
  REQUIRE(f.run(table.schema, table.array, with(window.get())) == PILAH_OK);
  CHECK(f.number("copies", 0) == 1);
}
