// SPDX-License-Identifier: Apache-2.0
// Reads counts and yes/no the way spreadsheets, data frames and scrapers write them.
#include "cli/facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace pilah::cli {
namespace {

std::string trimmed_lower(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  std::string out(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

bool says_unknown(std::string_view text) {
  constexpr std::array<std::string_view, 8> kUnknown = {"", "null", "none", "nan", "na", "n/a", "-", "-1"};
  return std::find(kUnknown.begin(), kUnknown.end(), text) != kUnknown.end();
}

int64_t* number_of(pilah_comment& comment, Meaning meaning) {
  switch (meaning) {
    case Meaning::followers:
      return &comment.author_followers;
    case Meaning::following:
      return &comment.author_following;
    case Meaning::account_days:
      return &comment.author_account_days;
    case Meaning::posts_per_day:
      return &comment.author_posts_per_day;
    default:
      return nullptr;
  }
}

int32_t* yes_no_of(pilah_comment& comment, Meaning meaning) {
  if (meaning == Meaning::verified) return &comment.author_verified;
  if (meaning == Meaning::business) return &comment.author_business;
  return nullptr;
}

}  // namespace

std::optional<int64_t> parse_count(std::string_view text) {
  std::string word = trimmed_lower(text);
  int64_t whole = 0;
  auto [rest, status] = std::from_chars(word.data(), word.data() + word.size(), whole);
  if (status != std::errc() || whole < 0) return std::nullopt;
  std::string_view tail(rest, static_cast<size_t>(word.data() + word.size() - rest));
  if (tail.empty()) return whole;

  double value = static_cast<double>(whole);
  bool thousands = false;  // "12.000" is twelve thousand to some and twelve to others
  if (tail.size() > 1 && (tail[0] == '.' || tail[0] == ',')) {
    size_t digits = 1;
    double place = 0.1;
    for (; digits < tail.size() && tail[digits] >= '0' && tail[digits] <= '9'; ++digits, place /= 10) {
      value += (tail[digits] - '0') * place;
    }
    if (digits == 1) return std::nullopt;
    thousands = digits == 4;
    tail.remove_prefix(digits);
  }
  while (!tail.empty() && tail[0] == ' ') tail.remove_prefix(1);
  double times = tail == "k" || tail == "rb" || tail == "ribu"   ? 1e3
                 : tail == "m" || tail == "jt" || tail == "juta" ? 1e6
                 : tail.empty()                                  ? 1
                                                                 : 0;
  value *= times;
  if (times == 0 || value > 1e15) return std::nullopt;
  if (times == 1 && (thousands || value != std::floor(value))) return std::nullopt;
  return static_cast<int64_t>(std::llround(value));
}

std::optional<int32_t> parse_yes_no(std::string_view text) {
  std::string word = trimmed_lower(text);
  for (std::string_view yes : {"1", "1.0", "true", "yes", "y", "t", "ya", "iya", "verified", "benar"}) {
    if (word == yes) return PILAH_YES;
  }
  for (std::string_view no : {"0", "0.0", "false", "no", "n", "f", "tidak", "bukan", "salah"}) {
    if (word == no) return PILAH_NO;
  }
  return std::nullopt;
}

bool set_fact(pilah_comment& comment, Meaning meaning, std::string_view text) {
  if (meaning == Meaning::bio) {
    if (text.empty()) return true;
    comment.author_bio = text.data();
    comment.author_bio_size = text.size();
    return true;
  }
  if (says_unknown(trimmed_lower(text))) return true;
  if (int64_t* number = number_of(comment, meaning)) {
    std::optional<int64_t> value = parse_count(text);
    if (value) *number = *value;
    return value.has_value();
  }
  if (int32_t* yes_no = yes_no_of(comment, meaning)) {
    std::optional<int32_t> value = parse_yes_no(text);
    if (value) *yes_no = *value;
    return value.has_value();
  }
  return false;
}

bool set_number(pilah_comment& comment, Meaning meaning, int64_t number) {
  if (int32_t* yes_no = yes_no_of(comment, meaning)) {
    if (number < -1 || number > 1) return false;
    *yes_no = static_cast<int32_t>(number);
    return true;
  }
  int64_t* place = number_of(comment, meaning);
  if (!place || number < -1) return false;
  *place = number;
  return true;
}

bool set_yes_no(pilah_comment& comment, Meaning meaning, bool yes) {
  int32_t* place = yes_no_of(comment, meaning);
  if (place) *place = yes ? PILAH_YES : PILAH_NO;
  return place != nullptr;
}

}  // namespace pilah::cli
