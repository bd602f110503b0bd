// SPDX-License-Identifier: Apache-2.0
// Everything the command says to people, in Indonesian and English.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace pilah::cli {

enum class Language : uint8_t { english, indonesian };

// The language of all messages of this process; set once, before anything is said.
void set_language(Language language);
Language language();

// The value of --language if there is one among the arguments, else what LC_ALL, LC_MESSAGES or LANG say.
Language wanted_language(int argc, const char* const* argv);

// What can be said. {} are filled in by say(); messages.cc holds the words in this order.
enum class Message : uint16_t {
  // files
  standard_input,
  standard_output,
  cannot_open,
  cannot_create,
  cannot_read,
  cannot_write,
  make_room,
  file_too_large,
  output_is_input,
  other_output,
  type_comments,
  type_comment,
  // what a file is
  is_spreadsheet,
  is_compressed,
  is_utf16,
  is_json_array,
  lone_returns,
  save_as_csv,
  recode_first,
  feed_lines,
  decompress_first,
  one_object_a_line,
  not_jsonl,
  labelled_are,
  none_labelled,
  none_judged,
  no_header,
  bad_header,
  first_line_names,
  no_text_column,
  no_such_column,
  text_column_twice,
  name_apart,
  columns_twice,
  header_guessed,
  columns_are,
  other_delimiter,
  other_columns,
  write_jsonl,
  // rows
  line_too_long,
  split_line,
  stray_quote,
  unended_quote,
  double_quotes,
  too_many_fields,
  too_few_fields,
  quote_delimiters,
  text_field_missing,
  not_json,
  not_json_at,
  not_an_object,
  text_missing,
  text_not_string,
  give_text_as,
  id_not_scalar,
  give_id_as,
  author_not_object,
  odd_fact,
  facts_are,
  count_is,
  yes_no_is,
  time_is,
  zone_missing,
  gold_not_object,
  gold_is,
  odd_gold_key,
  did_you_mean,
  odd_gold,
  labels_are,
  actions_are,
  not_base64,
  records_are,
  odd_option,
  row_error,
  rows_failed,
  odd_facts,
  rows_mended,
  // progress
  progress,
  progress_done,
  // rules
  no_packs,
  packs_are,
  overlay_on_image,
  overlay_needs_packs,
  rules_rejected,
  see_check,
  one_rule,
  rules,
  of_overlays,
  one_error,
  errors,
  one_warning,
  warnings,
  compiled,
  // eval
  eval_set,
  eval_label,
  eval_rows,
  eval_gold,
  eval_precision,
  eval_recall,
  eval_alarm,
  eval_accuracy,
  eval_hidden,
  eval_missed,
  eval_false,
  eval_action,
  // explain
  empty_comment,
  no_label,
  target_is,
  what_to_do,
  with_priority,
  within,
  where,
  who,
  mind,
  say_publicly,
  decided_by,
  on_platform,
  came_close,
  but_for,
  stands_behind,
  internally,
  due_by,
  author_is,
  wants_are,
  tone_is,
  days_are,
  why,
  without_label,
  holds,
  holds_not,
  hints,
  from_facts,
  from_bio,
  shadow,
  absorbed,
  capped,
  wrong_when,
  no_evidence,
  little_evidence,
  as_read,
  also,
  language_is,
  tags_are,
  tricks_are,
  entities_are,
  repaired,
  campaign_is,
  promotion_is,
  ruleset_is,
  minutes,
  hours,
  days,
  word_complaint,
  word_abuse,
  word_spam,
  word_influencer,
  word_none,
  word_respond,
  word_hide,
  word_escalate,
  word_public,
  word_private,
  word_public_then_private,
  // the command as a whole
  error_is,
  help_is,
  out_of_memory,
  internal_error,
  see_help,
  empty_value,
  version_is,
  give_text,
  give_rules,
  unknown_option,
  unknown_command,
  overlay_before_rules,
  rules_before_overlay,
  not_one_of,
  not_in_range,
  not_between,
  goes_with,
  same_file_twice,
  once_is_enough,
  count
};

// The words with the {} still in them.
std::string_view words(Message message);

template <typename... Arguments>
std::string say(Message message, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(words(message)), arguments...);
}

// "1 rule", "1,204 rules".
std::string counted(uint64_t count, Message one, Message many);

// For texts that are said in one place only, such as the help of an option.
inline std::string either(std::string_view english, std::string_view indonesian) {
  return std::string(language() == Language::indonesian ? indonesian : english);
}

// Names of the verdict for people; files keep pilah_label_name() and its like.
std::string label_word(int32_t label);
std::string action_word(int32_t action);
std::string channel_word(int32_t channel);

}  // namespace pilah::cli
