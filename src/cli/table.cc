// SPDX-License-Identifier: Apache-2.0
// Recognises files and columns by the names and bytes that dumps commonly have.
#include "cli/table.h"

#include "cli/failure.h"
#include "cli/messages.h"
#include "cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace pilah::cli {
namespace {

// Column names in the order in which they are preferred, written as plain_name() leaves them.
struct KnownNames {
  Meaning meaning;
  std::initializer_list<std::string_view> names;
};
const KnownNames kKnown[] = {
    {Meaning::text,
     {"text", "comment", "content", "komentar", "comment_text", "teks", "isi_komentar", "message", "pesan", "ulasan",
      "review", "review_text", "body", "full_text", "tweet", "caption", "isi", "comments", "reviews"}},
    {Meaning::id, {"id", "comment_id", "commentid", "cid", "tweet_id", "review_id", "id_komentar"}},
    {Meaning::author,
     {"author_id", "user_id", "author_channel_id", "username", "user_name", "screen_name", "handle", "author",
      "author_name", "user", "penulis", "nama_pengguna", "akun"}},
    {Meaning::followers,
     {"followers", "author_followers", "followers_count", "follower_count", "pengikut", "jumlah_pengikut"}},
    {Meaning::following, {"following", "author_following", "following_count", "friends_count", "mengikuti"}},
    {Meaning::verified, {"verified", "author_verified", "is_verified", "terverifikasi", "centang_biru"}},
    {Meaning::bio, {"bio", "author_bio", "biography", "description", "biodata"}},
    {Meaning::account_days, {"account_days", "author_account_days", "account_age_days", "umur_akun"}},
    {Meaning::posts_per_day, {"posts_per_day", "author_posts_per_day"}},
    {Meaning::earlier_complaints, {"earlier_complaints", "author_earlier_complaints", "keluhan_sebelumnya"}},
    {Meaning::earlier_hidden, {"earlier_hidden", "author_earlier_hidden"}},
    {Meaning::unanswered_reports, {"unanswered_reports", "author_unanswered_reports", "laporan_belum_dijawab"}},
    {Meaning::customer, {"customer", "author_customer", "is_customer", "pelanggan"}},
    {Meaning::platform, {"platform", "comment_platform", "media_sosial"}},
    {Meaning::time,
     {"time", "comment_time", "created_at", "published_at", "timestamp", "create_time", "waktu", "datetime", "date",
      "comment_date", "created", "posted_at", "tanggal", "tanggal_komentar", "waktu_komentar"}},
    {Meaning::now, {"now", "comment_now"}},
    {Meaning::likes, {"likes", "comment_likes", "like_count", "likes_count", "digg_count", "suka", "jumlah_suka"}},
    {Meaning::replies, {"replies", "comment_replies", "reply_count", "replies_count", "balasan", "jumlah_balasan"}},
    {Meaning::position, {"position", "comment_position", "posisi"}},
    {Meaning::copies, {"copies", "comment_copies"}},
    {Meaning::copy_authors, {"copy_authors", "comment_copy_authors"}},
    {Meaning::promotions, {"promotions", "comment_promotions"}},
    {Meaning::promotion_authors, {"promotion_authors", "comment_promotion_authors"}},
    {Meaning::is_reply, {"is_reply", "comment_is_reply"}},
    {Meaning::edited, {"edited", "comment_edited", "is_edited", "disunting"}},
    {Meaning::thread_ours, {"thread_ours", "post_is_ours"}},
    {Meaning::thread_owner, {"thread_owner", "by_post_owner", "author_is_channel_owner"}},
    {Meaning::business, {"business", "author_business", "is_business", "is_business_account", "akun_bisnis"}},
};

// Names of people that tell nobody apart for certain, so they count no authors; they are personal nevertheless.
constexpr std::string_view kPersonNames[] = {"name",          "nama",          "full_name",       "fullname",
                                             "nama_lengkap",  "display_name",  "displayname",     "author_display_name",
                                             "nickname",      "first_name",    "last_name",       "nama_penulis",
                                             "user_handle",   "author_handle", "author_username", "account",
                                             "account_name",  "nama_akun",     "profile_name",    "nama_profil",
                                             "profile_url",   "link_profil",   "author_url",      "sender_name",
                                             "nama_pengirim", "customer_name", "nama_pelanggan"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// "Comment Text" and "comment-text" are the same column: lower case, one underscore for anything else.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (char c : name) {
    bool letter =
        (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      plain += lower(c);
    } else if (!plain.empty() && plain.back() != '_') {
      plain += '_';
    }
  }
  while (!plain.empty() && plain.back() == '_') plain.pop_back();
  return plain;
}

bool names_person(std::string_view column) {
  const auto author = std::find_if(std::begin(kKnown), std::end(kKnown),
                                   [](const KnownNames& known) { return known.meaning == Meaning::author; });
  return std::find(author->names.begin(), author->names.end(), column) != author->names.end() ||
         std::find(std::begin(kPersonNames), std::end(kPersonNames), column) != std::end(kPersonNames);
}

// UTF-16 without its mark: letters of names of columns have a NUL before or behind each.
bool every_other_is_nul(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const auto nul = [&](size_t from) {
    return bytes[from] == 0 && bytes[from + 2] == 0 && bytes[from + 4] == 0 && bytes[from + 6] == 0;
  };
  return nul(0) != nul(1);
}

std::string names_of(const Table& table) {
  std::string list;
  for (const std::string& name : table.header) {
    if (!list.empty()) list += ", ";
    list += printable(std::string_view(name).substr(0, 60));
    if (list.size() > 400) return list + ", …";
  }
  return list;
}

bool stands_twice(const Table& table, size_t column) {
  return std::count(table.header.begin(), table.header.end(), table.header[column]) > 1;
}

// The column that the user named: as written, else without regard to case and punctuation.
size_t named_column(const Table& table, const std::string& name, std::string_view option) {
  auto at = std::find(table.header.begin(), table.header.end(), name);
  if (at == table.header.end()) {
    at = std::find_if(table.header.begin(), table.header.end(),
                      [&](const std::string& other) { return plain_name(other) == plain_name(name); });
  }
  if (at == table.header.end()) {
    throw Failure(say(Message::no_such_column, table.file, name),
                  say(Message::columns_are, names_of(table), option) + delimiter_hint(table));
  }
  return static_cast<size_t>(at - table.header.begin());
}

}  // namespace

Format format_of(std::string_view file, std::string_view first_bytes) {
  auto begins = [&](std::string_view with) { return first_bytes.substr(0, with.size()) == with; };
  if (begins("PK\x03\x04") || begins("\xD0\xCF\x11\xE0")) {
    throw Failure(say(Message::is_spreadsheet, file), say(Message::save_as_csv));
  }
  if (begins("\x1F\x8B") || begins("\x28\xB5\x2F\xFD") || begins("BZh") ||
      begins("\xFD"
             "7zXZ")) {
    throw Failure(say(Message::is_compressed, file), say(Message::decompress_first));
  }
  if (begins("\xFF\xFE") || begins("\xFE\xFF") || every_other_is_nul(first_bytes))
    throw Failure(say(Message::is_utf16, file), say(Message::recode_first));

  auto ends = [&](std::string_view with) {
    return file.size() >= with.size() &&
           std::equal(with.begin(), with.end(), file.end() - static_cast<ptrdiff_t>(with.size()),
                      [](char a, char b) { return a == lower(b); });
  };
  size_t at = first_bytes.find_first_not_of(" \t\r\n");
  char first = at == first_bytes.npos ? '\0' : first_bytes[at];
  bool named_json = ends(".jsonl") || ends(".ndjson") || ends(".json");
  if (first == '[' && named_json) throw Failure(say(Message::is_json_array, file), say(Message::one_object_a_line));
  if (named_json) return Format::jsonl;
  if (ends(".csv") || ends(".tsv")) return Format::csv;
  return first == '{' || first == '\0' ? Format::jsonl : Format::csv;
}

size_t blank_lines(std::string_view first_bytes) {
  return std::min(first_bytes.find_first_not_of(" \r\n"), first_bytes.size());
}

char delimiter_of(std::string_view first_bytes) {
  constexpr std::string_view kDelimiters = ",;\t|";
  std::array<size_t, kDelimiters.size()> seen{};
  bool quoted = false;
  first_bytes.remove_prefix(blank_lines(first_bytes));
  for (char c : first_bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    if (size_t which = kDelimiters.find(c); which != kDelimiters.npos) ++seen[which];
  }
  auto most = std::max_element(seen.begin(), seen.end());  // the first of equals, so the comma wins
  return kDelimiters[static_cast<size_t>(most - seen.begin())];
}

std::string delimiter_hint(const Table& table) {
  const char seems = delimiter_of(table.header_record);
  if (seems == table.delimiter || table.header_record.find(seems) == std::string::npos) return {};
  const auto spelt = [](char c) { return c == '\t' ? std::string("tab") : fmt::format("'{}'", c); };
  return say(Message::other_delimiter, spelt(seems), spelt(table.delimiter));
}

void find_columns(Table& table, const InputNames& names) {
  table.columns.fill(kNoColumn);
  std::vector<std::string> plain;
  for (const std::string& name : table.header) plain.push_back(plain_name(name));

  for (const KnownNames& known : kKnown) {
    size_t& column = table.columns[static_cast<size_t>(known.meaning)];
    for (std::string_view name : known.names) {
      auto at = std::find(plain.begin(), plain.end(), name);
      if (at == plain.end()) continue;
      column = static_cast<size_t>(at - plain.begin());
      break;
    }
  }
  table.people.clear();
  for (size_t column = 0; column < plain.size(); ++column)
    if (names_person(plain[column])) table.people.push_back(column);
  size_t& text = table.columns[static_cast<size_t>(Meaning::text)];
  size_t& id = table.columns[static_cast<size_t>(Meaning::id)];
  if (!names.text.empty()) text = named_column(table, names.text, "--text-column");
  if (!names.id.empty()) id = named_column(table, names.id, "--id-column");
  table.text_is_guessed = text == kNoColumn && table.header.size() == 1;
  if (table.text_is_guessed) text = 0;
  if (text == kNoColumn) {
    throw Failure(say(Message::no_text_column, table.file),
                  say(Message::columns_are, names_of(table), "--text-column") + delimiter_hint(table));
  }
  if (stands_twice(table, text))
    throw Failure(say(Message::text_column_twice, table.file, printable(table.header[text])), say(Message::name_apart));
}

std::vector<std::string> columns_twice(const Table& table) {
  std::vector<std::string> names;
  for (size_t column : table.columns)
    if (column != kNoColumn && stands_twice(table, column)) names.push_back(printable(table.header[column]));
  return names;
}

}  // namespace pilah::cli
