// SPDX-License-Identifier: Apache-2.0
// Names of numbers, versions and the defaults of structs: what cannot fail.
#include "capi/handles.h"
#include "text/decode.h"

#define PILAH_TEXT_OF(x) #x
#define PILAH_STRING(x) PILAH_TEXT_OF(x)

namespace {

using namespace pilah;

template <size_t N>
const char* name_of(const std::array<std::string_view, N>& names, int32_t index, const char* otherwise) {
  return index >= 0 && static_cast<size_t>(index) < N ? names[static_cast<size_t>(index)].data() : otherwise;
}

struct StatusText {
  pilah_status status;
  const char* name;
  const char* message;
};

constexpr StatusText kStatuses[] = {
    {PILAH_OK, "PILAH_OK", "It worked."},
    {PILAH_NULL_ARGUMENT, "PILAH_NULL_ARGUMENT",
     "A pointer that must not be NULL is NULL; pass the object that the call asks for."},
    {PILAH_BAD_STRUCT_SIZE, "PILAH_BAD_STRUCT_SIZE",
     "struct_size is not set; call the struct's init function with sizeof first."},
    {PILAH_UNKNOWN_FIELD, "PILAH_UNKNOWN_FIELD",
     "The program sets a field that this library does not know; update the library or leave the field zero."},
    {PILAH_BAD_ARGUMENT, "PILAH_BAD_ARGUMENT",
     "A value is outside its documented range; see the struct's comment in pilah.h."},
    {PILAH_SCRATCH_BUSY, "PILAH_SCRATCH_BUSY", "Another thread is using this scratch; give each thread its own."},
    {PILAH_ABANDONED, "PILAH_ABANDONED", "A function that you handed over gave up; nothing was answered."},
    {PILAH_TEXT_TOO_LARGE, "PILAH_TEXT_TOO_LARGE",
     "The text is longer than PILAH_TEXT_MAX bytes; cut it or leave it out."},
    {PILAH_BUFFER_TOO_SMALL, "PILAH_BUFFER_TOO_SMALL", "The buffer is too small; the needed size was written."},
    {PILAH_IMAGE_TRUNCATED, "PILAH_IMAGE_TRUNCATED", "The image is shorter than it says; copy or compile it again."},
    {PILAH_IMAGE_NOT_PILAH, "PILAH_IMAGE_NOT_PILAH", "This is not a compiled rule set; make one with `pilah compile`."},
    {PILAH_IMAGE_BYTE_ORDER, "PILAH_IMAGE_BYTE_ORDER",
     "The image is of another byte order; compile the rules on this kind of machine."},
    {PILAH_IMAGE_TOO_NEW, "PILAH_IMAGE_TOO_NEW", "The image is of a newer format; update the library."},
    {PILAH_IMAGE_TOO_OLD, "PILAH_IMAGE_TOO_OLD", "The image is of an older format; compile the rules again."},
    {PILAH_IMAGE_OTHER_TEXT, "PILAH_IMAGE_OTHER_TEXT",
     "The image was compiled for another version of text folding; compile the rules again with this library."},
    {PILAH_IMAGE_CORRUPT, "PILAH_IMAGE_CORRUPT", "The image is damaged; copy or compile it again."},
    {PILAH_RULES_REJECTED, "PILAH_RULES_REJECTED", "The rules have errors; the diagnostics say where and what to do."},
    {PILAH_OUT_OF_MEMORY, "PILAH_OUT_OF_MEMORY", "There is not enough memory."},
    {PILAH_FILE_NOT_READABLE, "PILAH_FILE_NOT_READABLE", "The file cannot be read; check its path and permissions."},
    {PILAH_INTERNAL, "PILAH_INTERNAL", "This is a mistake inside pilah; please report it."},
};

// Counts characters up to `offset`, each worth what `units` says.
template <typename Units>
size_t count_before(const char* text, size_t text_size, size_t offset, Units units) {
  if (!text) return 0;
  std::string_view bytes(text, text_size);
  const size_t end = offset < text_size ? offset : text_size;
  size_t count = 0;
  for (size_t at = 0; at < end;) {
    const Decoded decoded = decode_utf8(bytes, at);
    count += units(decoded.code_point);
    at += decoded.length;
  }
  return count;
}

}  // namespace

extern "C" {

const char* pilah_version(void) {
  return PILAH_STRING(PILAH_VERSION_MAJOR) "." PILAH_STRING(PILAH_VERSION_MINOR) "." PILAH_STRING(PILAH_VERSION_PATCH);
}

uint32_t pilah_abi_version(void) { return PILAH_ABI_VERSION; }

const char* pilah_status_name(pilah_status status) {
  for (const StatusText& known : kStatuses)
    if (known.status == status) return known.name;
  return "PILAH_UNKNOWN_STATUS";
}

const char* pilah_status_message(pilah_status status) {
  for (const StatusText& known : kStatuses)
    if (known.status == status) return known.message;
  return "A status that this version of the library does not know.";
}

const char* pilah_label_name(int32_t label) { return name_of(kLabelNames, label, "none"); }
const char* pilah_action_name(int32_t action) { return name_of(kActionNames, action, "none"); }
const char* pilah_channel_name(int32_t channel) { return name_of(kChannelNames, channel, "none"); }
const char* pilah_language_name(int32_t language) { return name_of(kLanguageNames, language, "unknown"); }
const char* pilah_kind_name(int32_t kind) { return name_of(kKindNames, kind, "none"); }
const char* pilah_target_name(int32_t target) { return name_of(kTargetNames, target, "none"); }

const char* pilah_platform_name(int32_t platform) { return name_of(kPlatformNames, platform, "unknown"); }

const char* pilah_part_name(int32_t part) { return name_of(kPartNames, part, "none"); }
const char* pilah_tier_name(int32_t tier) { return name_of(kTierNames, tier, "unknown"); }
const char* pilah_tone_name(int32_t tone) { return name_of(kToneNames, tone, "unknown"); }

const char* pilah_who_name(uint32_t index) { return index < kWhoNames.size() ? kWhoNames[index].data() : nullptr; }
const char* pilah_want_name(uint32_t index) { return index < kWantNames.size() ? kWantNames[index].data() : nullptr; }

const char* pilah_evasion_name(uint32_t index) {
  return index < kEvasionCount ? evasion_name(static_cast<Evasion>(index)).data() : nullptr;
}

void pilah_compile_options_init(pilah_compile_options* options, size_t size) { start_struct(options, size); }

void pilah_comment_init(pilah_comment* comment, size_t size) {
  if (!start_struct(comment, size) || size < kFirstCommentSize) return;
  comment->author_verified = comment->author_business = comment->author_customer = PILAH_UNKNOWN;
  comment->author_followers = comment->author_following = -1;
  comment->author_account_days = comment->author_posts_per_day = -1;
  comment->author_earlier_complaints = comment->author_earlier_hidden = comment->author_unanswered_reports = -1;
  comment->time = comment->now = comment->likes = comment->replies = comment->position = -1;
  comment->copies = comment->copy_authors = comment->promotions = comment->promotion_authors = -1;
  comment->platform = comment->is_reply = comment->edited = PILAH_UNKNOWN;
  comment->thread_ours = comment->thread_owner = PILAH_UNKNOWN;
}

void pilah_verdict_init(pilah_verdict* verdict, size_t size) {
  if (!start_struct(verdict, size) || size < kFirstVerdictSize) return;
  verdict->label = PILAH_NO_LABEL;
  verdict->tier = PILAH_UNKNOWN;
  verdict->due = -1;
}

size_t pilah_offset_codepoints(const char* text, size_t text_size, size_t offset) {
  return count_before(text, text_size, offset, [](char32_t) { return size_t{1}; });
}

size_t pilah_offset_utf16(const char* text, size_t text_size, size_t offset) {
  return count_before(text, text_size, offset, [](char32_t c) { return c >= 0x10000 ? size_t{2} : size_t{1}; });
}

}  // extern "C"
