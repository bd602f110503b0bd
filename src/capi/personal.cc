// SPDX-License-Identifier: Apache-2.0
// Personal data, found and starred.
#include "text/personal.h"

#include "capi/handles.h"
#include "capi/stars.h"
#include "text/analyse.h"

namespace {

using namespace pilah;

static_assert(PILAH_ALL_PERSONAL == (1 << kPersonalCount) - 1);
static_assert(PILAH_HANDLE == 1 << static_cast<int>(Personal::handle));

pilah_status check(const pilah_scratch* scratch, const char* text, size_t text_size, uint32_t kinds) {
  if (!scratch || (!text && text_size != 0)) return PILAH_NULL_ARGUMENT;
  if (text_size > PILAH_TEXT_MAX) return PILAH_TEXT_TOO_LARGE;
  return kinds & ~uint32_t{PILAH_ALL_PERSONAL} ? PILAH_BAD_ARGUMENT : PILAH_OK;
}

// Reads into the bio's place, so that the last comment and its verdict stay as they are.
void find(pilah_scratch& scratch, std::string_view text, uint32_t kinds) {
  analyse(text, scratch.scratch.bio_text);
  find_personal(scratch.scratch.bio_text, PersonalKinds::from_raw(kinds), scratch.found_personal,
                scratch.found_entities);
}

std::string_view view_of(const char* text, size_t text_size) { return {text ? text : "", text_size}; }

}  // namespace

extern "C" {

pilah_status pilah_find_personal(pilah_scratch* scratch, const char* text, size_t text_size, uint32_t kinds,
                                 const pilah_entity** found, uint32_t* found_count) {
  if (found) *found = nullptr;
  if (found_count) *found_count = 0;
  if (!found || !found_count) return PILAH_NULL_ARGUMENT;
  if (pilah_status status = check(scratch, text, text_size, kinds); status != PILAH_OK) return status;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    find(*scratch, view_of(text, text_size), kinds);
    scratch->personal.clear();
    for (const Entity& entity : scratch->found_personal)
      scratch->personal.push_back({entity.type.data(), entity.span.begin, entity.span.end});
    *found = scratch->personal.data();
    *found_count = static_cast<uint32_t>(scratch->personal.size());
    return PILAH_OK;
  });
}

pilah_status pilah_mask_personal(pilah_scratch* scratch, const char* text, size_t text_size, uint32_t kinds,
                                 char* buffer, size_t capacity, size_t* needed) {
  if (!needed) return PILAH_NULL_ARGUMENT;
  *needed = 0;
  if (!buffer && capacity != 0) return PILAH_NULL_ARGUMENT;
  if (pilah_status status = check(scratch, text, text_size, kinds); status != PILAH_OK) return status;
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  return guarded([&] {
    find(*scratch, view_of(text, text_size), kinds);
    std::vector<Range> ranges;
    for (const Entity& entity : scratch->found_personal) ranges.push_back(entity.span);
    return hand_out(starred(view_of(text, text_size), ranges), buffer, capacity, needed);
  });
}

}  // extern "C"
