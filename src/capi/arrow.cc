// SPDX-License-Identifier: Apache-2.0
// Many comments at once: reads rows in place, asks pilah_classify() for each, writes the answers into columns.
#include "capi/arrow_input.h"
#include "capi/arrow_verdicts.h"
#include "capi/handles.h"

#include <algorithm>

namespace {

using namespace pilah;

// Columns of numbers, and of yes and no, with where they go.
struct NumberColumn {
  std::string_view name;
  int64_t pilah_comment::*number;
  int32_t pilah_comment::*yes_no;
};

constexpr NumberColumn kNumbers[] = {
    {"followers", &pilah_comment::author_followers, nullptr},
    {"following", &pilah_comment::author_following, nullptr},
    {"account_days", &pilah_comment::author_account_days, nullptr},
    {"posts_per_day", &pilah_comment::author_posts_per_day, nullptr},
    {"earlier_complaints", &pilah_comment::author_earlier_complaints, nullptr},
    {"earlier_hidden", &pilah_comment::author_earlier_hidden, nullptr},
    {"unanswered_reports", &pilah_comment::author_unanswered_reports, nullptr},
    {"verified", nullptr, &pilah_comment::author_verified},
    {"business", nullptr, &pilah_comment::author_business},
    {"customer", nullptr, &pilah_comment::author_customer},
    {"time", &pilah_comment::time, nullptr},
    {"now", &pilah_comment::now, nullptr},
    {"likes", &pilah_comment::likes, nullptr},
    {"replies", &pilah_comment::replies, nullptr},
    {"position", &pilah_comment::position, nullptr},
    {"copies", &pilah_comment::copies, nullptr},
    {"copy_authors", &pilah_comment::copy_authors, nullptr},
    {"promotions", &pilah_comment::promotions, nullptr},
    {"promotion_authors", &pilah_comment::promotion_authors, nullptr},
    {"is_reply", nullptr, &pilah_comment::is_reply},
    {"edited", nullptr, &pilah_comment::edited},
    {"thread_ours", nullptr, &pilah_comment::thread_ours},
    {"thread_owner", nullptr, &pilah_comment::thread_owner},
};
constexpr size_t kNumberCount = std::size(kNumbers);

// The columns that a struct of comments may have.
struct Input {
  ArrowText text, bio;
  bool has_bio = false;
  ArrowText platform;
  bool has_platform = false;
  ArrowNumber facts[kNumberCount];
  std::vector<size_t> given;  // the facts that there are columns for
  ArrowRows rows;             // nulls of the struct itself

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
    const auto known =
        std::find_if(std::begin(kNumbers), std::end(kNumbers), [&](const NumberColumn& c) { return c.name == name; });
    bool opened = true;
    if (name == "text") {
      has_text = true;
      opened = text.open(child, *array.children[i], array.offset, array.length);
    } else if (name == "bio") {
      has_bio = true;
      opened = bio.open(child, *array.children[i], array.offset, array.length);
    } else if (name == "platform") {
      has_platform = true;
      opened = platform.open(child, *array.children[i], array.offset, array.length);
    } else if (known != std::end(kNumbers)) {
      const bool takes_moments = name == "time" || name == "now";
      const size_t which = static_cast<size_t>(known - std::begin(kNumbers));
      given.push_back(which);
      opened = (takes_moments || !is_moment(child)) &&
               facts[which].open(child, *array.children[i], array.offset, array.length);
    }
    if (!opened) return false;
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
  if (has_platform) {
    out.platform = PILAH_UNKNOWN;
    if (const auto name = platform.at(row)) {
      const auto known = std::find(kPlatformNames.begin(), kPlatformNames.end(), *name);
      if (known == kPlatformNames.end()) return PILAH_BAD_ARGUMENT;
      out.platform = static_cast<int32_t>(known - kPlatformNames.begin());
    }
  }
  // Nonsense is below -1, which pilah_classify() refuses.
  for (size_t i : given) {
    const int64_t value = facts[i].at(row);
    if (kNumbers[i].number) {
      out.*kNumbers[i].number = value;
    } else if (value < PILAH_UNKNOWN || value > PILAH_YES) {
      return PILAH_BAD_ARGUMENT;
    } else {
      out.*kNumbers[i].yes_no = static_cast<int32_t>(value);
    }
  }
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
      out.add(verdict, scratch->scratch.verdict, {comment.text, comment.text_size},
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
  if (flags & ~uint32_t{PILAH_ARROW_CODE_POINTS | PILAH_ARROW_DICTIONARIES}) return PILAH_UNKNOWN_FIELD;
  return guarded([&] {
    Input input;
    if (!input.open(*schema, *rows)) return PILAH_BAD_ARGUMENT;
    try {
      VerdictColumns output(ruleset, flags, {columns, column_count}, static_cast<size_t>(rows->length));
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
