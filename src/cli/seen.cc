// SPDX-License-Identifier: Apache-2.0
// The costly part, reading words, is done by all threads at once; only the counting waits for its turn.
#include "cli/seen.h"

#include "cli/failure.h"
#include "cli/messages.h"

#include <charconv>
#include <new>

namespace pilah::cli {
namespace {

void read_window(const std::string& text, pilah_window_options& options) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), options.length);
  const std::string_view unit(read.ptr, static_cast<size_t>(text.data() + text.size() - read.ptr));
  const int64_t seconds = unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86400 : 0;
  if (read.ec != std::errc() || options.length < 0 || (!unit.empty() && seconds == 0) ||
      options.length > INT64_C(1'000'000'000'000))
    throw Failure(say(Message::odd_option, "--campaign-window", text),
                  either("write a number of comments, 50000, or a time: 30m, 24h, 7d; 0 is for ever",
                         "tulis jumlah komentar, 50000, atau waktu: 30m, 24h, 7d; 0 berarti selamanya"));
  options.in_seconds = seconds > 0;
  if (seconds > 0) options.length *= seconds;
}

}  // namespace

CampaignCounter::CampaignCounter(const std::string& window) {
  pilah_window_options options;
  pilah_window_options_init(&options, sizeof options);
  if (!window.empty()) read_window(window, options);
  pilah_window* made = nullptr;
  const pilah_status status = pilah_window_new(&options, &made);
  if (status == PILAH_OUT_OF_MEMORY) throw std::bad_alloc();
  if (status != PILAH_OK) throw Failure(pilah_status_name(status), help_of(status));
  window_.reset(made);
}

bool CampaignCounter::count(uint64_t sequence, std::vector<Noted>& comments) {
  std::unique_lock lock(mutex_);
  turn_.wait(lock, [&] { return abandoned_ || next_ == sequence; });
  if (abandoned_) return false;
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  for (Noted& noted : comments) {
    if (!noted.readable) continue;
    comment.time = noted.time;
    pilah_window_note(window_.get(), noted.campaign, noted.promotion, noted.author.data(), noted.author.size(),
                      &comment);
    noted.seen = {comment.copies, comment.copy_authors, comment.promotions, comment.promotion_authors};
  }
  ++next_;
  turn_.notify_all();
  return true;
}

void CampaignCounter::abandon() {
  std::lock_guard lock(mutex_);
  abandoned_ = true;
  turn_.notify_all();
}

}  // namespace pilah::cli
