// SPDX-License-Identifier: Apache-2.0
// One text in, one block of memory out: pilah_classify() for languages that pay for every argument and field.
#include "capi/handles.h"

#include <utility>

namespace {

using namespace pilah;

// The rows of an array go behind what the block holds already, and the verdict's pointer with them.
template <typename Row>
void append(char* block, size_t& at, const Row*& rows, uint32_t count) {
  const Row* from = std::exchange(rows, nullptr);
  if (count == 0) return;
  std::memcpy(block + at, from, count * sizeof(Row));
  rows = reinterpret_cast<const Row*>(block + at);
  at += count * sizeof(Row);
}

size_t packed_size(const pilah_verdict& verdict) {
  return sizeof(pilah_packed) + verdict.evidence_count * sizeof(pilah_evidence) +
         verdict.entity_count * sizeof(pilah_entity) + verdict.checklist_count * sizeof(const char*) +
         verdict.platform_step_count * sizeof(pilah_platform_step);
}

pilah_status pack(pilah_verdict& verdict, char* block, size_t capacity) {
  const uint64_t needed = packed_size(verdict);
  if (capacity >= sizeof needed) std::memcpy(block, &needed, sizeof needed);
  if (!block || capacity < needed) return PILAH_BUFFER_TOO_SMALL;
  size_t at = sizeof(pilah_packed);
  append(block, at, verdict.evidence, verdict.evidence_count);
  append(block, at, verdict.entities, verdict.entity_count);
  append(block, at, verdict.checklist, verdict.checklist_count);
  append(block, at, verdict.platform_steps, verdict.platform_step_count);
  std::memcpy(block + offsetof(pilah_packed, verdict), &verdict, sizeof verdict);
  return PILAH_OK;
}

}  // namespace

extern "C" {

void pilah_call_init(pilah_call* call, size_t size) { start_struct(call, size); }

pilah_status pilah_classify_packed(const pilah_call* call, const char* text, uint32_t text_size) {
  if (!call) return PILAH_NULL_ARGUMENT;
  pilah_call known = {};
  if (pilah_status status = read_struct(call, kFirstCallSize, known); status != PILAH_OK) return status;
  if (known.reserved != 0) return PILAH_UNKNOWN_FIELD;
  if (!known.block && known.block_size != 0) return PILAH_NULL_ARGUMENT;
  if (known.block_size >= sizeof(uint64_t)) std::memset(known.block, 0, sizeof(uint64_t));
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  if (known.facts)
    if (pilah_status status = read_struct(known.facts, kFirstCommentSize, comment); status != PILAH_OK) return status;
  comment.text = text;
  comment.text_size = text_size;
  pilah_verdict verdict;
  verdict.struct_size = sizeof verdict;
  const pilah_status status = pilah_classify(known.ruleset, known.scratch, &comment, &verdict);
  return status == PILAH_OK ? pack(verdict, static_cast<char*>(known.block), known.block_size) : status;
}

}  // extern "C"
