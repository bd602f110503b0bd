// SPDX-License-Identifier: Apache-2.0
// Reads counts, times and yes/no the way spreadsheets, data frames and scrapers write them.
#include "cli/facts.h"

#include "cli/json_text.h"
#include "cli/messages.h"
#include "cli/record.h"
#include "cli/terminal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

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

// Where each fact goes and how JSONL and the command line call it.
struct FactPlace {
  Meaning meaning;
  FactGroup group;
  std::string_view name;
  int64_t pilah_comment::*number;  // one of these two is set, for the bio neither
  int32_t pilah_comment::*choice;
};

constexpr FactPlace number(Meaning meaning, FactGroup group, std::string_view name, int64_t pilah_comment::*place) {
  return {meaning, group, name, place, nullptr};
}
constexpr FactPlace choice(Meaning meaning, FactGroup group, std::string_view name, int32_t pilah_comment::*place) {
  return {meaning, group, name, nullptr, place};
}

constexpr FactGroup kAuthor = FactGroup::author, kComment = FactGroup::comment, kThread = FactGroup::thread;
constexpr FactPlace kPlaces[] = {
    {Meaning::bio, kAuthor, "bio", nullptr, nullptr},
    number(Meaning::followers, kAuthor, "followers", &pilah_comment::author_followers),
    number(Meaning::following, kAuthor, "following", &pilah_comment::author_following),
    number(Meaning::account_days, kAuthor, "account_days", &pilah_comment::author_account_days),
    number(Meaning::posts_per_day, kAuthor, "posts_per_day", &pilah_comment::author_posts_per_day),
    number(Meaning::earlier_complaints, kAuthor, "earlier_complaints", &pilah_comment::author_earlier_complaints),
    number(Meaning::earlier_hidden, kAuthor, "earlier_hidden", &pilah_comment::author_earlier_hidden),
    number(Meaning::unanswered_reports, kAuthor, "unanswered_reports", &pilah_comment::author_unanswered_reports),
    choice(Meaning::verified, kAuthor, "verified", &pilah_comment::author_verified),
    choice(Meaning::business, kAuthor, "business", &pilah_comment::author_business),
    choice(Meaning::customer, kAuthor, "customer", &pilah_comment::author_customer),
    choice(Meaning::platform, kComment, "platform", &pilah_comment::platform),
    number(Meaning::time, kComment, "time", &pilah_comment::time),
    number(Meaning::now, kComment, "now", &pilah_comment::now),
    number(Meaning::likes, kComment, "likes", &pilah_comment::likes),
    number(Meaning::replies, kComment, "replies", &pilah_comment::replies),
    number(Meaning::position, kComment, "position", &pilah_comment::position),
    number(Meaning::copies, kComment, "copies", &pilah_comment::copies),
    number(Meaning::copy_authors, kComment, "copy_authors", &pilah_comment::copy_authors),
    number(Meaning::promotions, kComment, "promotions", &pilah_comment::promotions),
    number(Meaning::promotion_authors, kComment, "promotion_authors", &pilah_comment::promotion_authors),
    choice(Meaning::is_reply, kComment, "is_reply", &pilah_comment::is_reply),
    choice(Meaning::edited, kComment, "edited", &pilah_comment::edited),
    choice(Meaning::thread_ours, kThread, "ours", &pilah_comment::thread_ours),
    choice(Meaning::thread_owner, kThread, "owner", &pilah_comment::thread_owner),
};
static_assert(std::size(kPlaces) + static_cast<size_t>(kFirstFact) == kMeaningCount);

const FactPlace& place_of(Meaning meaning) {
  const FactPlace& place = kPlaces[static_cast<size_t>(meaning) - static_cast<size_t>(kFirstFact)];
  return place;
}

bool is_time(Meaning meaning) { return meaning == Meaning::time || meaning == Meaning::now; }

std::optional<int32_t> parse_platform(std::string_view text) {
  std::string word = trimmed_lower(text);
  std::replace(word.begin(), word.end(), '_', '-');
  std::replace(word.begin(), word.end(), ' ', '-');
  if (word == "ig") return PILAH_ON_INSTAGRAM;
  if (word == "fb") return PILAH_ON_FACEBOOK;
  if (word == "yt") return PILAH_ON_YOUTUBE;
  if (word == "twitter") return PILAH_ON_X;
  if (word == "play-store" || word == "playstore") return PILAH_ON_GOOGLE_PLAY;
  for (int32_t platform = 0; platform < PILAH_PLATFORM_COUNT; ++platform)
    if (word == pilah_platform_name(platform)) return platform;
  return std::nullopt;
}

// Days from 1970-01-01, by the calendar as it is now (Howard Hinnant's days_from_civil).
int64_t days_of(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  const int64_t era = year / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

bool is_day(int64_t year, int64_t month, int64_t day) {
  if (year < 1970 || month < 1 || month > 12 || day < 1) return false;
  const int64_t next = month == 12 ? days_of(year + 1, 1, 1) : days_of(year, month + 1, 1);
  return day <= next - days_of(year, month, 1);
}

// 24:00 is the end of a day, and a leap second its last but none.
bool is_time_of_day(int64_t hour, int64_t minute, int64_t second) {
  if (hour == 24) return minute == 0 && second == 0;
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
}

// Takes digits of a fixed number off the front of `text`; -1 if they are not there.
int64_t take_digits(std::string_view& text, size_t count) {
  int64_t value = 0;
  if (text.size() < count) return -1;
  for (size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == any_of.npos) return false;
  text.remove_prefix(1);
  return true;
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

std::optional<int64_t> parse_time(std::string_view text) {
  const std::string word = trimmed_lower(text);
  int64_t seconds = 0;
  const auto [rest, status] = std::from_chars(word.data(), word.data() + word.size(), seconds);
  const std::string_view tail(rest, static_cast<size_t>(word.data() + word.size() - rest));
  if (status == std::errc() && (tail.empty() || tail == ".0"))
    return seconds >= 0 && seconds <= PILAH_TIME_MAX ? std::optional(seconds) : std::nullopt;

  std::string_view at = word;
  const int64_t year = take_digits(at, 4);
  if (!take(at, "-")) return std::nullopt;
  const int64_t month = take_digits(at, 2);
  if (!take(at, "-")) return std::nullopt;
  const int64_t day = take_digits(at, 2);
  if (!take(at, "t ")) return std::nullopt;
  const int64_t hour = take_digits(at, 2);
  if (!take(at, ":")) return std::nullopt;
  const int64_t minute = take_digits(at, 2);
  int64_t second = 0;
  if (take(at, ":")) {
    second = take_digits(at, 2);
    if (take(at, ".,"))
      while (take(at, "0123456789")) {
      }
  }
  while (take(at, " ")) {
  }
  if (!is_day(year, month, day) || !is_time_of_day(hour, minute, second)) return std::nullopt;
  int64_t offset = 0;  // minutes; a time without a zone could be any of three in Indonesia alone
  if (at == "z" || at == "utc") {
    at = {};
  } else if (at == "wib" || at == "wita" || at == "wit") {
    offset = 60 * (at == "wib" ? 7 : at == "wita" ? 8 : 9);
    at = {};
  } else {
    const bool west = !at.empty() && at[0] == '-';
    if (!take(at, "+-")) return std::nullopt;
    const int64_t hours = take_digits(at, 2);
    take(at, ":");
    const int64_t minutes = at.empty() ? 0 : take_digits(at, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
    offset = (hours * 60 + minutes) * (west ? -1 : 1);
  }
  if (!at.empty()) return std::nullopt;
  const int64_t made = days_of(year, month, day) * 86400 + (hour * 60 + minute - offset) * 60 + second;
  return made >= 0 && made <= PILAH_TIME_MAX ? std::optional(made) : std::nullopt;
}

std::string fact_option(Meaning meaning) {
  const FactPlace& place = place_of(meaning);
  std::string option = place.group == FactGroup::thread ? "--thread-" : "--";
  option += place.name;
  std::replace(option.begin(), option.end(), '_', '-');
  return option;
}

std::optional<Meaning> fact_named(FactGroup group, std::string_view name) {
  for (const FactPlace& place : kPlaces)
    if (place.group == group && place.name == name) return place.meaning;
  return std::nullopt;
}

std::optional<Meaning> flat_fact_named(std::string_view name) {
  constexpr std::string_view kOfThread = "thread_";
  if (name.starts_with(kOfThread)) return fact_named(kThread, name.substr(kOfThread.size()));
  const std::optional<Meaning> of_author = fact_named(kAuthor, name);
  return of_author ? of_author : fact_named(kComment, name);
}

bool set_fact(pilah_comment& comment, Meaning meaning, std::string_view text) {
  if (meaning == Meaning::bio) {
    if (text.empty()) return true;
    comment.author_bio = text.data();
    comment.author_bio_size = text.size();
    return true;
  }
  if (says_unknown(trimmed_lower(text))) return true;
  const FactPlace& place = place_of(meaning);
  if (place.number) {
    const std::optional<int64_t> value = is_time(meaning) ? parse_time(text) : parse_count(text);
    if (value) comment.*place.number = *value;
    return value.has_value();
  }
  const std::optional<int32_t> value = meaning == Meaning::platform ? parse_platform(text) : parse_yes_no(text);
  if (value) comment.*place.choice = *value;
  return value.has_value();
}

bool set_number(pilah_comment& comment, Meaning meaning, int64_t number) {
  const FactPlace& place = place_of(meaning);
  if (place.number) {
    if (number < -1 || (is_time(meaning) && number > PILAH_TIME_MAX)) return false;
    comment.*place.number = number;
    return true;
  }
  if (!place.choice || meaning == Meaning::platform || number < -1 || number > 1) return false;
  comment.*place.choice = static_cast<int32_t>(number);
  return true;
}

bool set_yes_no(pilah_comment& comment, Meaning meaning, bool yes) {
  const FactPlace& place = place_of(meaning);
  if (!place.choice || meaning == Meaning::platform) return false;
  comment.*place.choice = yes ? PILAH_YES : PILAH_NO;
  return true;
}

std::string fact_help(Meaning meaning, std::string_view text) {
  if (meaning == Meaning::platform) {
    std::vector<std::string_view> names;
    names.reserve(PILAH_PLATFORM_COUNT);
    for (int32_t platform = 0; platform < PILAH_PLATFORM_COUNT; ++platform)
      names.emplace_back(pilah_platform_name(platform));
    return say(Message::not_one_of, printable(text), fmt::join(names, ", "));
  }
  if (is_time(meaning)) {
    const std::string date(text);
    const bool lacks_zone = parse_time(date + "Z") || parse_time(date + "T00:00Z");
    return (lacks_zone ? say(Message::zone_missing) : std::string()) + say(Message::time_is);
  }
  return say(place_of(meaning).number ? Message::count_is : Message::yes_no_is);
}

void append_facts(Buffer& out, const pilah_comment& comment) {
  constexpr std::pair<FactGroup, std::string_view> kGroups[] = {
      {kAuthor, "author"}, {kComment, "comment"}, {kThread, "thread"}};
  for (const auto& [group, group_name] : kGroups) {
    bool any = false;
    auto begin = [&, name = group_name](bool keyed, std::string_view key) {
      append(out, any ? "," : ",\"");
      if (!any) {
        append(out, name);
        append(out, "\":{");
      }
      any = true;
      if (!keyed) return;
      append_name(out, key);
      append(out, ':');
    };
    for (const FactPlace& place : kPlaces) {
      if (place.group != group) continue;
      if (place.meaning == Meaning::bio) {
        if (!comment.author_bio) continue;
        begin(false, {});
        append_exact(out, place.name, {comment.author_bio, comment.author_bio_size});
      } else if (place.number) {
        if (comment.*place.number < 0) continue;
        begin(true, place.name);
        append_number(out, comment.*place.number);
      } else if (comment.*place.choice >= 0) {
        begin(true, place.name);
        const int32_t value = comment.*place.choice;
        if (place.meaning == Meaning::platform) {
          append_name(out, pilah_platform_name(value));
        } else {
          append(out, value == PILAH_YES ? "true" : "false");
        }
      }
    }
    if (any) append(out, '}');
  }
}

}  // namespace pilah::cli
