// SPDX-License-Identifier: Apache-2.0
// Walks over the line once with simdjson's on-demand parser. What is wrong with a value is noted and the walk goes on,
// so that a row error can name the row's id wherever that stands.
#include "cli/jsonl_reader.h"

#include "cli/facts.h"
#include "cli/messages.h"
#include "cli/utf8.h"

#include <algorithm>
#include <cmath>

namespace pilah::cli {
namespace {

using simdjson::error_code;
using simdjson::SUCCESS;
using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

// Lines longer than this leave the parser with more memory than it should keep.
constexpr size_t kLargeLine = 1u << 20;

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r'))
    token.remove_suffix(1);
  return token;
}

// A number as JSON writes it; ids may have more digits than any machine type.
bool is_json_number(std::string_view token) {
  size_t at = 0;
  auto digits = [&] {
    size_t from = at;
    while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
    return at > from;
  };
  if (at < token.size() && token[at] == '-') ++at;
  bool zero = at < token.size() && token[at] == '0';
  size_t from = at;
  if (!digits() || (zero && at > from + 1)) return false;
  if (at < token.size() && token[at] == '.' && (++at, !digits())) return false;
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == token.size();
}

void note(RowError& error, std::string what, std::string help) {
  if (error.error.empty()) error = {std::move(what), std::move(help)};
}

error_code read_id(value from, Row& row, RowError& error) {
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  std::string_view token = trimmed(from.raw_json_token());
  row.has_id = false;
  switch (type) {
    case json_type::string:
      if (auto failed = from.get_string().get(row.id)) return failed;
      break;
    case json_type::number:
      if (!is_json_number(token)) return simdjson::NUMBER_ERROR;
      row.id = token;
      break;
    case json_type::null:
      return SUCCESS;
    default:
      note(error, say(Message::id_not_scalar), say(Message::give_id_as));
      return SUCCESS;
  }
  row.has_id = true;
  row.id_json = token;
  return SUCCESS;
}

Meaning fact_of(std::string_view key) {
  if (key == "followers") return Meaning::followers;
  if (key == "following") return Meaning::following;
  if (key == "verified") return Meaning::verified;
  if (key == "bio") return Meaning::bio;
  if (key == "account_days") return Meaning::account_days;
  if (key == "posts_per_day") return Meaning::posts_per_day;
  if (key == "business") return Meaning::business;
  return Meaning::text;  // none of them
}

// A number that stands for a count: data frames write 1200.0 when other rows of the column are empty.
error_code read_number(value from, Row& row, Meaning meaning, bool& sensible) {
  simdjson::ondemand::number number;
  if (auto failed = from.get_number().get(number)) return failed;
  double real = number.as_double();
  if (number.is_int64()) {
    sensible = set_number(row.comment, meaning, number.get_int64());
  } else {
    sensible = real == std::floor(real) && std::abs(real) <= 1e15 &&
               set_number(row.comment, meaning, static_cast<int64_t>(real));
  }
  return SUCCESS;
}

error_code read_fact(value from, std::string_view key, Row& row, RowError& error) {
  Meaning meaning = fact_of(key);
  if (meaning == Meaning::text) return SUCCESS;
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  bool sensible = false;
  switch (type) {
    case json_type::null:
      sensible = true;
      break;
    case json_type::string: {
      std::string_view text;
      if (auto failed = from.get_string().get(text)) return failed;
      sensible = set_fact(row.comment, meaning, text);
      break;
    }
    case json_type::boolean: {
      bool yes = false;
      if (auto failed = from.get_bool().get(yes)) return failed;
      sensible = set_yes_no(row.comment, meaning, yes);
      break;
    }
    case json_type::number:
      if (auto failed = read_number(from, row, meaning, sensible)) return failed;
      break;
    default:
      break;
  }
  if (!sensible) note(error, say(Message::odd_fact, key), say(Message::facts_are));
  return SUCCESS;
}

error_code read_author(value from, Row& row, RowError& error) {
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  if (type == json_type::null) return SUCCESS;
  if (type != json_type::object) {
    note(error, say(Message::author_not_object), say(Message::facts_are));
    return SUCCESS;
  }
  object facts;
  if (auto failed = from.get_object().get(facts)) return failed;
  for (auto field : facts) {
    std::string_view key;
    value fact;
    if (auto failed = field.unescaped_key().get(key)) return failed;
    if (auto failed = field.value().get(fact)) return failed;
    if (auto failed = read_fact(fact, key, row, error)) return failed;
  }
  return SUCCESS;
}

error_code read_gold(value from, Gold& gold) {
  object labels;
  if (auto failed = from.get_object().get(labels)) return failed;
  for (auto field : labels) {
    std::string_view key;
    value said;
    if (auto failed = field.unescaped_key().get(key)) return failed;
    if (auto failed = field.value().get(said)) return failed;
    for (int label = 0; label < PILAH_LABEL_COUNT; ++label) {
      if (key != pilah_label_name(label)) continue;
      std::string_view token = trimmed(said.raw_json_token());
      gold.labels[static_cast<size_t>(label)] = token == "1" || token == "true"    ? 1
                                                : token == "0" || token == "false" ? 0
                                                                                   : -1;
    }
    if (key != "action") continue;
    std::string_view name;
    if (said.get_string().get(name)) continue;
    for (int action : {PILAH_NONE, PILAH_RESPOND, PILAH_HIDE, PILAH_ESCALATE}) {
      if (name == pilah_action_name(action)) gold.action = action;
    }
  }
  return SUCCESS;
}

}  // namespace

JsonlReader::JsonlReader(InputNames names)
    : text_key_(names.text.empty() ? "text" : std::move(names.text)),
      id_key_(names.id.empty() ? "id" : std::move(names.id)),
      parser_(std::make_unique<simdjson::ondemand::parser>()) {}

error_code JsonlReader::walk(std::string_view line, Row& row, RowError& error, Gold* gold) {
  simdjson::padded_string_view padded(line.data(), line.size(), line.size() + kPadding);
  begun_ = false;
  if (auto failed = parser_->iterate(padded).get(document_)) return failed;
  begun_ = true;
  object fields;
  if (auto failed = document_.get_object().get(fields)) return failed;

  bool has_text = false;
  for (auto field : fields) {
    std::string_view key;
    value content;
    if (auto failed = field.unescaped_key().get(key)) return failed;
    if (auto failed = field.value().get(content)) return failed;
    if (key == text_key_) {
      json_type type;
      if (auto failed = content.type().get(type)) return failed;
      has_text = type == json_type::string;
      if (!has_text) {
        note(error, say(Message::text_not_string, text_key_), say(Message::give_text_as, text_key_));
        continue;
      }
      std::string_view text;
      if (auto failed = content.get_string().get(text)) return failed;
      row.comment.text = text.data();
      row.comment.text_size = text.size();
    } else if (key == id_key_) {
      if (auto failed = read_id(content, row, error)) return failed;
    } else if (key == "author") {
      if (auto failed = read_author(content, row, error)) return failed;
    } else if (gold && key == "gold") {
      if (auto failed = read_gold(content, *gold)) return failed;
    } else if (gold && key == "group") {
      json_type type;
      if (auto failed = content.type().get(type)) return failed;
      if (type != json_type::string) continue;
      if (auto failed = content.get_string().get(gold->group)) return failed;
    }
  }
  const char* rest = nullptr;
  if (!document_.current_location().get(rest)) return simdjson::TAPE_ERROR;  // something stands behind the object
  if (!has_text) note(error, say(Message::text_missing, text_key_), say(Message::give_text_as, text_key_));
  return SUCCESS;
}

// Counting from 1; 0 if the parser does not tell.
size_t JsonlReader::column_of_trouble(std::string_view line) {
  const char* place = nullptr;
  if (!begun_ || document_.current_location().get(place) || place < line.data() || place > line.data() + line.size())
    return 0;
  return 1 + static_cast<size_t>(std::count_if(line.data(), place, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool JsonlReader::read(std::string_view line, Row& row, RowError& error, Gold* gold) {
  auto attempt = [&] {
    pilah_comment_init(&row.comment, sizeof row.comment);
    row.has_id = false;
    row.id = row.id_json = row.record = {};
    row.field_count = 0;
    error.error.clear();
    error.help.clear();
    return walk(line, row, error, gold);
  };
  auto repair = [&](const std::string& repaired) {
    repaired_.clear();
    repaired_.reserve(repaired.size() + kPadding);
    repaired_.append(repaired.data(), repaired.data() + repaired.size());
    line = view(repaired_);
  };

  if (line.size() > kLargeLine || parser_->capacity() > kLargeLine) {
    parser_ = std::make_unique<simdjson::ondemand::parser>();
  }
  error_code failed = attempt();
  if (failed == simdjson::UTF8_ERROR) {
    repair(repaired_utf8(line));
    failed = attempt();
  }
  if (failed == simdjson::STRING_ERROR) {
    repair(repaired_surrogates(line));
    failed = attempt();
  }
  if (failed == SUCCESS) return error.error.empty();
  if (failed == simdjson::MEMALLOC) throw std::bad_alloc();

  if (failed == simdjson::INCORRECT_TYPE) {
    error = {say(Message::not_an_object), say(Message::one_object_a_line)};
    return false;
  }
  size_t column = column_of_trouble(line);
  error = {column ? say(Message::not_json_at, column) : say(Message::not_json), say(Message::one_object_a_line)};
  return false;
}

}  // namespace pilah::cli
