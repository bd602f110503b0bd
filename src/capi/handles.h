// SPDX-License-Identifier: Apache-2.0
// What is behind the opaque handles, and the helpers that every entry point uses.
#pragma once

#include "base/mapped_file.h"
#include "compile/diagnostics.h"
#include "decide/window.h"
#include "engine.h"
#include "pilah/pilah.h"
#include "text/entities.h"

#include <atomic>
#include <cstring>
#include <new>
#include <vector>

struct pilah_ruleset {
  std::atomic<uint32_t> references{1};
  pilah::MappedFile file;  // one of the two holds the image, or neither for the built-in one
  std::vector<std::byte> bytes;
  pilah::Engine engine;
  std::vector<uint32_t> listed;  // rules for listings: without those that stand for a prefix*
};

struct pilah_scratch {
  std::atomic_flag busy;
  pilah::Scratch scratch;
  std::vector<pilah_evidence> evidence;
  std::vector<pilah::Entity> found_entities;
  std::vector<pilah_entity> entities;
  std::vector<const char*> checklist;
  std::vector<pilah_platform_step> platform_steps;
  std::vector<pilah_token> tokens;
  std::vector<pilah::Entity> found_personal;
  std::vector<pilah_entity> personal;
  pilah::Comment comment;  // of the last verdict; its facts are asked for afterwards, its text belongs to the caller
  // The rule sets that the terms and the verdict are numbered by; none while a call is at work, and if it failed.
  pilah::Hash128 read_with;
  pilah::Hash128 judged_with;
  std::vector<pilah_near_row> near_rows;
  std::string reason;
};

struct pilah_diagnostics {
  std::vector<pilah::Source> sources;
  pilah::Diagnostics list{sources};
  std::vector<std::string> rendered;
};

struct pilah_window {
  pilah::SeenWindow copies;
  pilah::SeenWindow promotions;
  bool in_seconds;
  int64_t now = 0;  // the latest comment's time, or how many there were
};

namespace pilah {

// Takes a scratch for one call; ok() is false if another thread has it.
class ScratchLease {
public:
  explicit ScratchLease(pilah_scratch* scratch)
      : scratch_(scratch), ok_(!scratch->busy.test_and_set(std::memory_order_acquire)) {}
  ~ScratchLease() {
    if (ok_) scratch_->busy.clear(std::memory_order_release);
  }
  ScratchLease(const ScratchLease&) = delete;
  ScratchLease& operator=(const ScratchLease&) = delete;
  bool ok() const { return ok_; }

private:
  pilah_scratch* scratch_;
  bool ok_;
};

// Runs `body` and turns what it throws into a status: nothing ever leaves the C API.
template <typename Body>
pilah_status guarded(Body body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return PILAH_OUT_OF_MEMORY;
  } catch (...) {
    return PILAH_INTERNAL;
  }
}

// Structs only grow at the end. The caller's may be older than ours (the missing tail keeps its defaults) or newer (its
// unknown tail must be zero). No struct will ever have kMostStructBytes, so a larger number is one that was never set.
inline constexpr uint32_t kMostStructBytes = 4096;

template <typename Struct>
pilah_status read_struct(const Struct* in, size_t first_release_size, Struct& out) {
  uint32_t size = 0;
  std::memcpy(&size, in, sizeof size);
  if (size < first_release_size || size > kMostStructBytes) return PILAH_BAD_STRUCT_SIZE;
  const char* bytes = reinterpret_cast<const char*>(in);
  for (size_t i = sizeof(Struct); i < size; ++i)
    if (bytes[i] != 0) return PILAH_UNKNOWN_FIELD;
  std::memcpy(static_cast<void*>(&out), in, size < sizeof(Struct) ? size : sizeof(Struct));
  out.struct_size = sizeof(Struct);
  return PILAH_OK;
}

// Writes as much of `in` as the caller's struct holds; its struct_size stays the caller's.
template <typename Struct>
pilah_status write_struct(const Struct& in, size_t first_release_size, Struct* out) {
  uint32_t size = 0;
  std::memcpy(&size, out, sizeof size);
  if (size < first_release_size || size > kMostStructBytes) return PILAH_BAD_STRUCT_SIZE;
  std::memcpy(reinterpret_cast<char*>(out) + sizeof size, reinterpret_cast<const char*>(&in) + sizeof size,
              (size < sizeof(Struct) ? size : sizeof(Struct)) - sizeof size);
  return PILAH_OK;
}

template <typename Struct>
bool start_struct(Struct* out, size_t size) {
  if (!out || size < sizeof(uint32_t) || size > kMostStructBytes) return false;
  std::memset(static_cast<void*>(out), 0, size);
  const uint32_t struct_size = static_cast<uint32_t>(size);
  std::memcpy(static_cast<void*>(out), &struct_size, sizeof struct_size);
  return true;
}

// Sizes in release 0.1, from which on every struct is accepted.
inline constexpr size_t kFirstCommentSize = 200;
inline constexpr size_t kFirstVerdictSize = 296;
inline constexpr size_t kFirstRuleSize = 40;
inline constexpr size_t kFirstDiagnosticSize = 56;
inline constexpr size_t kFirstOptionsSize = 20;
inline constexpr size_t kFirstWindowOptionsSize = 24;
inline constexpr size_t kFirstCallSize = 48;
inline constexpr size_t kFirstArrowOptionsSize = 48;

// The status that pilah_classify() refuses this comment with, or PILAH_OK.
pilah_status check_comment(const pilah_comment& comment);

// Classifies without an answer in the caller's terms: what was found stays in the scratch, which the caller has leased.
pilah_status classify_inside(const pilah_ruleset* ruleset, pilah_scratch* scratch, const pilah_comment* comment);

// Whether what is asked for was made with this rule set: its numbers mean nothing in another. Equal ones have equal
// digests, and a pointer says less, as a new rule set may stand where one was freed.
inline bool is_made_with(const Hash128& digest, const pilah_ruleset* ruleset) {
  return digest == ruleset->engine.rules.digest();
}

// Lists in the scratch what the action of its verdict means where the comment stands.
void list_platform_steps(const Ruleset& rules, pilah_scratch& scratch);

}  // namespace pilah

// Layout is part of the ABI: these sizes and offsets never change, fields are only appended.
static_assert(sizeof(pilah_comment) == 200 && offsetof(pilah_comment, author_business) == 72 &&
              offsetof(pilah_comment, platform) == 176);
static_assert(sizeof(pilah_verdict) == 296 && offsetof(pilah_verdict, ruleset_hash) == 224 &&
              offsetof(pilah_verdict, due) == 280 && offsetof(pilah_verdict, platform_steps) == 288);
static_assert(sizeof(pilah_score) == 24 && sizeof(pilah_evidence) == 40 && sizeof(pilah_entity) == 16);
static_assert(sizeof(pilah_token) == 48 && sizeof(pilah_rule) == 56 && sizeof(pilah_diagnostic) == 56);
static_assert(sizeof(pilah_compile_options) == 20 && sizeof(pilah_source) == 32);
static_assert(sizeof(pilah_platform_step) == 56 && sizeof(pilah_window_options) == 24);
static_assert(sizeof(pilah_call) == 48 && offsetof(pilah_packed, verdict) == 8);
