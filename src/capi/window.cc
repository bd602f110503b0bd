// SPDX-License-Identifier: Apache-2.0
// Campaigns over time.
#include "decide/window.h"

#include "capi/handles.h"
#include "decide/campaign.h"
#include "text/analyse.h"

namespace {

using namespace pilah;

constexpr uint32_t kFewestKeys = 8;
constexpr uint32_t kMostKeys = 1u << 20;

pilah_status make(const pilah_window_options& options, pilah_window** out) {
  if (options.reserved != 0) return PILAH_UNKNOWN_FIELD;
  if (options.keys < kFewestKeys || options.keys > kMostKeys || options.length < 0) return PILAH_BAD_ARGUMENT;
  *out = new pilah_window{SeenWindow(options.keys, options.length), SeenWindow(options.keys, options.length),
                          options.in_seconds != 0};
  return PILAH_OK;
}

}  // namespace

extern "C" {

void pilah_window_options_init(pilah_window_options* options, size_t size) {
  if (!start_struct(options, size) || size < kFirstWindowOptionsSize) return;
  options->keys = 1u << 16;
  options->length = 100'000;
}

pilah_status pilah_window_new(const pilah_window_options* options, pilah_window** out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  *out = nullptr;
  pilah_window_options known;
  pilah_window_options_init(&known, sizeof known);
  if (options) {
    pilah_status status = read_struct(options, kFirstWindowOptionsSize, known);
    if (status != PILAH_OK) return status;
  }
  return guarded([&] { return make(known, out); });
}

void pilah_window_free(pilah_window* window) { delete window; }

pilah_status pilah_campaign_keys(pilah_scratch* scratch, const char* text, size_t text_size, uint64_t* campaign,
                                 uint64_t* promotion) {
  if (campaign) *campaign = 0;
  if (promotion) *promotion = 0;
  if (!scratch || (!text && text_size != 0) || !campaign || !promotion) return PILAH_NULL_ARGUMENT;
  if (text_size > PILAH_TEXT_MAX) return PILAH_TEXT_TOO_LARGE;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    Scratch& inner = scratch->scratch;
    analyse({text ? text : "", text_size}, inner.bio_text);
    const CampaignKeys keys = campaign_keys(inner.bio_text, inner.buffer);
    *campaign = keys.copy;
    *promotion = keys.promotion;
    return PILAH_OK;
  });
}

pilah_status pilah_window_note(pilah_window* window, uint64_t campaign, uint64_t promotion, const char* author,
                               size_t author_size, pilah_comment* comment) {
  if (!window || !comment || (!author && author_size != 0)) return PILAH_NULL_ARGUMENT;
  if (comment->struct_size < kFirstCommentSize || comment->struct_size > kMostStructBytes) return PILAH_BAD_STRUCT_SIZE;
  if (comment->time < -1 || comment->time > PILAH_TIME_MAX) return PILAH_BAD_ARGUMENT;
  window->now = window->in_seconds ? std::max(window->now, comment->time) : window->now + 1;
  const std::string_view name(author ? author : "", author_size);
  SeenWindow::Seen copies{-1, -1}, promotions{-1, -1};
  if (campaign != 0) copies = window->copies.note(campaign, name, window->now);
  if (promotion != 0) promotions = window->promotions.note(promotion, name, window->now);
  comment->copies = copies.times;
  comment->copy_authors = copies.authors;
  comment->promotions = promotions.times;
  comment->promotion_authors = promotions.authors;
  return PILAH_OK;
}

}  // extern "C"
