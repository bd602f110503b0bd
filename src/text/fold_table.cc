// SPDX-License-Identifier: Apache-2.0
// Reads the generated fold table.
#include "text/fold_table.h"

namespace pilah {
namespace {

#include "text/fold_table.inc"

}  // namespace

const Fold& fold_of(char32_t code_point) {
  return kRecords[kBlocks[kIndex[code_point / kBlockSize] * kBlockSize + code_point % kBlockSize]];
}

std::string_view folded_bytes(const Fold& fold) {
  return {reinterpret_cast<const char*>(kPool) + fold.offset, fold.length};
}

bool is_flag(char first, char second) { return (kFlags[first - 'a'] >> (second - 'a')) & 1u; }

}  // namespace pilah
