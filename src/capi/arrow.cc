// SPDX-License-Identifier: Apache-2.0
// Many comments at once: reads rows in place, asks pilah_classify() for each, writes the answers into columns.
#include "capi/arrow_input.h"
#include "capi/arrow_verdicts.h"
#include "capi/handles.h"

#include <algorithm>

namespace {

using namespace pilah;

// The columns that a struct of comments may have.
struct Input {
  ArrowText text, bio;
  bool has_bio = false;
  ArrowNumber followers, following, account_days, posts_per_day, verified, business;
  ArrowRows rows;  // nulls of the struct itself

  ArrowNumber* number(std::string_view name) {
    if (name == "followers") return &followers;
    if (name == "following") return &following;
    if (name == "account_days") return &account_days;
    if (name == "posts_per_day") return &posts_per_day;
    if (name == "verified") return &verified;
    if (name == "business") return &business;
    return nullptr;
  }

  bool open(const ArrowSchema& schema, const ArrowArray& array);
  pilah_status comment(int64_t row, std::string_view text_here, pilah_comment& out) const;
};

bool Input::open(const ArrowSchema& schema, const ArrowArray& array) {
  if (!schema.format || array.length < 0 || array.offset < 0) return false;
  if (schema.format != std::string_view("+s")) return text.open(schema, array, 0, array.length);
  if (schema.n_children != array.n_children || (array.null_count != 0 && array.n_buffers < 1)) return false;
  rows.offset = array.offset;
  if (array.null_count != 0 && array.buffers) rows.validity = static_cast<const uint8_t*>(array.buffers[0]);
  bool has_text = false;
  for (int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    const std::string_view name = child.name ? child.name : "";
    ArrowNumber* counted = number(name);
    if (name == "text") {
      has_text = true;
      if (!text.open(child, *array.children[i], array.offset, array.length)) return false;
    } else if (name == "bio") {
      has_bio = true;
      if (!bio.open(child, *array.children[i], array.offset, array.length)) return false;
    } else if (counted && !counted->open(child, *array.children[i], array.offset, array.length)) {
      return false;
    }
  }
  return has_text;
}

pilah_status Input::comment(int64_t row, std::string_view text_here, pilah_comment& out) const {
  out.text = text_here.data() ? text_here.data() : "";
  out.text_size = text_here.size();
  if (has_bio) {
    const auto bio_here = bio.at(row);
    out.author_bio = bio_here ? (bio_here->data() ? bio_here->data() : "") : nullptr;
    out.author_bio_size = bio_here ? bio_here->size() : 0;
  }
  // Nonsense is below -1, which pilah_classify() refuses.
  out.author_followers = followers.at(row);
  out.author_following = following.at(row);
  out.author_account_days = account_days.at(row);
  out.author_posts_per_day = posts_per_day.at(row);
  const int64_t is_verified = verified.at(row), is_business = business.at(row);
  if (std::min(is_verified, is_business) < PILAH_UNKNOWN || std::max(is_verified, is_business) > PILAH_YES)
    return PILAH_BAD_ARGUMENT;
  out.author_verified = static_cast<int32_t>(is_verified);
  out.author_business = static_cast<int32_t>(is_business);
  return PILAH_OK;
}

// What is wrong with one row; everything else is wrong with the call.
bool is_of_row(pilah_status status) { return status == PILAH_BAD_ARGUMENT || status == PILAH_TEXT_TOO_LARGE; }

pilah_status classify_rows(const pilah_ruleset* ruleset, pilah_scratch* scratch, const Input& input, int64_t count,
                           VerdictColumns& out) {
  pilah_comment comment;
  pilah_verdict verdict;
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  for (int64_t row = 0; row < count; ++row) {
    const auto text = input.rows.valid(row) ? input.text.at(row) : std::nullopt;
    if (!text) {
      out.add_nothing(PILAH_OK);
      continue;
    }
    pilah_status status = input.comment(row, *text, comment);
    if (status == PILAH_OK) status = pilah_classify(ruleset, scratch, &comment, &verdict);
    if (status == PILAH_OK) {
      out.add(verdict, {comment.text, comment.text_size},
              comment.author_bio ? std::string_view(comment.author_bio, comment.author_bio_size) : std::string_view());
    } else if (is_of_row(status)) {
      out.add_nothing(status);
    } else {
      return status;
    }
  }
  return PILAH_OK;
}

}  // namespace

extern "C" {

pilah_status pilah_classify_arrow(const pilah_ruleset* ruleset, pilah_scratch* scratch, const ArrowSchema* schema,
                                  const ArrowArray* rows, uint32_t flags, const char* const* columns,
                                  size_t column_count, ArrowSchema* out_schema, ArrowArray* out) {
  if (out_schema) *out_schema = {};
  if (out) *out = {};
  if (!ruleset || !scratch || !schema || !rows || !out_schema || !out || (!columns && column_count != 0))
    return PILAH_NULL_ARGUMENT;
  for (size_t i = 0; i < column_count; ++i)
    if (!columns[i]) return PILAH_NULL_ARGUMENT;
  if (flags & ~uint32_t{PILAH_ARROW_CODE_POINTS}) return PILAH_UNKNOWN_FIELD;
  return guarded([&] {
    Input input;
    if (!input.open(*schema, *rows)) return PILAH_BAD_ARGUMENT;
    try {
      VerdictColumns output(ruleset, flags & PILAH_ARROW_CODE_POINTS, {columns, column_count});
      if (!output.is_complete()) return PILAH_BAD_ARGUMENT;
      const pilah_status status = classify_rows(ruleset, scratch, input, rows->length, output);
      if (status != PILAH_OK) return status;
      ArrowSchema made = {};
      output.hand_out_schema(&made);
      try {
        output.hand_out_array(out);
      } catch (...) {
        made.release(&made);
        throw;
      }
      *out_schema = made;
      return PILAH_OK;
    } catch (const ArrowOverflow&) {
      return PILAH_TEXT_TOO_LARGE;
    }
  });
}

}  // extern "C"
