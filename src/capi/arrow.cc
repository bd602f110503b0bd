// SPDX-License-Identifier: Apache-2.0
// Many comments at once: reads rows in place, counts them if there is a window, classifies each, writes the
// answers into columns.
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
  ArrowText author;  // all null if there is no such column
  ArrowNumber facts[kNumberCount];
  std::vector<size_t> given;  // the facts that there are columns for
  ArrowRows rows;             // nulls of the struct itself

  bool open(const ArrowSchema& schema, const ArrowArray& array);
  pilah_status comment(int64_t row, std::string_view text_here, pilah_comment& out) const;
  const char* odd_fact(int64_t row) const;
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
    } else if (name == "author") {
      opened = author.open(child, *array.children[i], array.offset, array.length);
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

// The status of a row with a fact that is none, and the fact.
const char* Input::odd_fact(int64_t row) const {
  static const std::string kStatus = pilah_status_name(PILAH_BAD_ARGUMENT);
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> out;
    for (const NumberColumn& column : kNumbers) out.push_back(kStatus + ": " + std::string(column.name));
    out.push_back(kStatus + ": platform");
    return out;
  }();
  for (size_t i : given) {
    const int64_t value = facts[i].at(row);
    const bool is_moment = kNumbers[i].number == &pilah_comment::time || kNumbers[i].number == &pilah_comment::now;
    const int64_t most = is_moment ? PILAH_TIME_MAX : kNumbers[i].number ? INT64_MAX : int64_t{PILAH_YES};
    if (value < PILAH_UNKNOWN || value > most) return kTexts[i].c_str();
  }
  return has_platform ? kTexts.back().c_str() : kStatus.c_str();
}

// What is wrong with one row; everything else is wrong with the call.
bool is_of_row(pilah_status status) { return status == PILAH_BAD_ARGUMENT || status == PILAH_TEXT_TOO_LARGE; }

// A row as the window has to know it, and what it tells in return.
struct Counted {
  bool counts = false;  // no row that cannot be classified does
  uint64_t campaign = 0, promotion = 0;
  int64_t time = -1;
  int64_t copies = -1, copy_authors = -1, promotions = -1, promotion_authors = -1;
};

// The costly part, which needs no turn.
pilah_status find_keys(pilah_scratch* scratch, const Input& input, std::vector<Counted>& out) {
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  for (size_t i = 0; i < out.size(); ++i) {
    const int64_t row = static_cast<int64_t>(i);
    const auto text = input.rows.valid(row) ? input.text.at(row) : std::nullopt;
    if (!text || input.comment(row, *text, comment) != PILAH_OK || check_comment(comment) != PILAH_OK) continue;
    const pilah_status status =
        pilah_campaign_keys(scratch, comment.text, comment.text_size, &out[i].campaign, &out[i].promotion);
    if (status != PILAH_OK) return status;
    out[i].counts = true;
    out[i].time = comment.time;
  }
  return PILAH_OK;
}

pilah_status count_rows(const Input& input, const pilah_arrow_options& options, std::vector<Counted>& rows) {
  if (options.turn && options.turn(options.turn_context, 1) != 0) return PILAH_ABANDONED;
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  for (size_t i = 0; i < rows.size(); ++i) {
    Counted& row = rows[i];
    if (!row.counts) continue;
    const std::string_view author = input.author.at(static_cast<int64_t>(i)).value_or(std::string_view());
    comment.time = row.time;
    pilah_window_note(options.window, row.campaign, row.promotion, author.data(), author.size(), &comment);
    row.copies = comment.copies;
    row.copy_authors = comment.copy_authors;
    row.promotions = comment.promotions;
    row.promotion_authors = comment.promotion_authors;
  }
  if (options.turn) options.turn(options.turn_context, 0);
  return PILAH_OK;
}

// `counted` has a row for each or none at all.
pilah_status classify_rows(const pilah_ruleset* ruleset, pilah_scratch* scratch, const Input& input, int64_t count,
                           const std::vector<Counted>& counted, VerdictColumns& out) {
  ScratchLease lease(scratch);
  if (!lease.ok()) return PILAH_SCRATCH_BUSY;
  pilah_comment comment;
  pilah_comment_init(&comment, sizeof comment);
  for (int64_t row = 0; row < count; ++row) {
    const auto text = input.rows.valid(row) ? input.text.at(row) : std::nullopt;
    if (!text) {
      out.add_nothing(nullptr);
      continue;
    }
    pilah_status status = input.comment(row, *text, comment);
    if (!counted.empty()) {
      const Counted& seen = counted[static_cast<size_t>(row)];
      comment.copies = seen.copies;
      comment.copy_authors = seen.copy_authors;
      comment.promotions = seen.promotions;
      comment.promotion_authors = seen.promotion_authors;
    }
    if (status == PILAH_OK) status = classify_inside(ruleset, scratch, &comment);
    if (status == PILAH_OK) {
      out.add(comment, *scratch);
    } else if (is_of_row(status)) {
      out.add_nothing(status == PILAH_BAD_ARGUMENT ? input.odd_fact(row) : pilah_status_name(status));
    } else {
      return status;
    }
  }
  return PILAH_OK;
}

// Reads the caller's options, or takes the defaults.
pilah_status read_options(const pilah_arrow_options* in, pilah_arrow_options& out) {
  pilah_arrow_options_init(&out, sizeof out);
  if (!in) return PILAH_OK;
  if (const pilah_status status = read_struct(in, kFirstArrowOptionsSize, out); status != PILAH_OK) return status;
  if (!out.columns && out.column_count != 0) return PILAH_NULL_ARGUMENT;
  for (size_t i = 0; i < out.column_count; ++i)
    if (!out.columns[i]) return PILAH_NULL_ARGUMENT;
  const bool known = (out.flags & ~uint32_t{PILAH_ARROW_CODE_POINTS | PILAH_ARROW_DICTIONARIES}) == 0;
  return known ? PILAH_OK : PILAH_UNKNOWN_FIELD;
}

pilah_status classify(const pilah_ruleset* ruleset, pilah_scratch* scratch, const ArrowSchema& schema,
                      const ArrowArray& rows, const pilah_arrow_options& options, ArrowSchema* out_schema,
                      ArrowArray* out) {
  Input input;
  if (!input.open(schema, rows)) return PILAH_BAD_ARGUMENT;
  VerdictColumns output(ruleset, options.flags, {options.columns, options.column_count},
                        static_cast<size_t>(rows.length));
  if (!output.is_complete()) return PILAH_BAD_ARGUMENT;
  std::vector<Counted> counted(options.window ? static_cast<size_t>(rows.length) : 0);
  if (options.window) {
    pilah_status status = find_keys(scratch, input, counted);
    if (status == PILAH_OK) status = count_rows(input, options, counted);
    if (status != PILAH_OK) return status;
  }
  const pilah_status status = classify_rows(ruleset, scratch, input, rows.length, counted, output);
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
}

}  // namespace

static_assert(sizeof(pilah_arrow_options) == kFirstArrowOptionsSize && offsetof(pilah_arrow_options, window) == 24);

extern "C" {

void pilah_arrow_options_init(pilah_arrow_options* options, size_t size) { start_struct(options, size); }

pilah_status pilah_classify_arrow(const pilah_ruleset* ruleset, pilah_scratch* scratch, const ArrowSchema* schema,
                                  const ArrowArray* rows, const pilah_arrow_options* options, ArrowSchema* out_schema,
                                  ArrowArray* out) {
  if (out_schema) *out_schema = {};
  if (out) *out = {};
  if (!ruleset || !scratch || !schema || !rows || !out_schema || !out) return PILAH_NULL_ARGUMENT;
  pilah_arrow_options known;
  if (const pilah_status status = read_options(options, known); status != PILAH_OK) return status;
  return guarded([&] {
    try {
      return classify(ruleset, scratch, *schema, *rows, known, out_schema, out);
    } catch (const ArrowOverflow&) {
      return PILAH_TEXT_TOO_LARGE;
    }
  });
}

}  // extern "C"
