// SPDX-License-Identifier: Apache-2.0
// Walks over the line once with simdjson's on-demand parser. What is wrong with a value is noted and the walk goes on,
// so that a row error can name the row's id wherever that stands.
#include "cli/jsonl_reader.h"

#include "cli/facts.h"
#include "cli/meant.h"
#include "cli/messages.h"
#include "cli/record.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace pilah::cli {
namespace {

using simdjson::error_code;
using simdjson::SUCCESS;
using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

// Lines longer than this leave the parser with more memory than it should keep.
constexpr size_t kLargeLine = 1u << 20;

constexpr std::string_view kTextBytes = "text_base64";

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

// A number that stands for a count: data frames write 1200.0 when other rows of the column are empty. One that is too
// large for any machine type is JSON nevertheless, and makes no sense.
error_code read_number(value from, Row& row, Meaning meaning, bool& sensible) {
  const std::string_view token = trimmed(from.raw_json_token());
  if (!is_json_number(token)) return simdjson::NUMBER_ERROR;
  const char* const end = token.data() + token.size();
  int64_t whole = 0;
  if (const auto read = std::from_chars(token.data(), end, whole); read.ec == std::errc() && read.ptr == end) {
    sensible = set_number(row.comment, meaning, whole);
    return SUCCESS;
  }
  double real = 0;
  sensible = std::from_chars(token.data(), end, real).ec == std::errc() && real == std::floor(real) &&
             std::abs(real) <= 1e15 && set_number(row.comment, meaning, static_cast<int64_t>(real));
  return SUCCESS;
}

// `said` is what stands there, if that is a string.
error_code take_fact(value from, json_type type, Meaning meaning, Row& row, bool& sensible, std::string_view& said) {
  switch (type) {
    case json_type::null:
      sensible = true;
      break;
    case json_type::string:
      if (auto failed = from.get_string().get(said)) return failed;
      sensible = set_fact(row.comment, meaning, said);
      break;
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
  return SUCCESS;
}

error_code read_fact(value from, FactGroup group, std::string_view key, Row& row, RowError& error) {
  const std::optional<Meaning> meaning = fact_named(group, key);
  if (!meaning) return SUCCESS;
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  bool sensible = false;
  std::string_view said;
  if (auto failed = take_fact(from, type, *meaning, row, sensible, said)) return failed;
  if (!sensible) note(error, say(Message::odd_fact, key), fact_help(*meaning, said));
  return SUCCESS;
}

// Bytes in base64: what evidence records have in place of a string that JSON cannot carry.
error_code read_bytes(value from, std::string_view key, std::string& bytes, bool& sound, RowError& error) {
  std::string_view text;
  sound = !from.get_string().get(text) && read_base64(text, bytes);
  if (!sound) note(error, say(Message::not_base64, key), say(Message::records_are));
  return SUCCESS;
}

error_code read_name(value from, std::string_view& name) {
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  return type == json_type::string ? from.get_string().get(name) : SUCCESS;
}

// What people say of a label: it holds, it does not, or they were not asked. Data frames write 1.0 when other rows of
// the column are empty.
std::optional<int> said_of_label(std::string_view token) {
  if (token == "1" || token == "1.0" || token == "true") return 1;
  if (token == "0" || token == "0.0" || token == "false") return 0;
  if (token == "null") return -1;
  return std::nullopt;
}

std::optional<int> said_of_action(std::string_view token) {
  if (token == "null") return -1;
  for (int action : {PILAH_NONE, PILAH_RESPOND, PILAH_HIDE, PILAH_ESCALATE})
    if (token == fmt::format("\"{}\"", pilah_action_name(action))) return action;
  return std::nullopt;
}

// Sets have judgements of their own beside ours, so only a name that is nearly one of ours is a mistake.
error_code read_gold(value from, Gold& gold, RowError& error) {
  constexpr std::string_view kAction = "action";
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  if (type == json_type::null) return SUCCESS;
  if (type != json_type::object) {
    note(error, say(Message::gold_not_object), say(Message::gold_is));
    return SUCCESS;
  }
  object labels;
  if (auto failed = from.get_object().get(labels)) return failed;
  for (auto field : labels) {
    std::string_view key;
    value said;
    if (auto failed = field.unescaped_key().get(key)) return failed;
    if (auto failed = field.value().get(said)) return failed;
    const std::string_view token = trimmed(said.raw_json_token());
    std::vector<std::string_view> names = {kAction};
    for (int label = 0; label < PILAH_LABEL_COUNT; ++label) names.emplace_back(pilah_label_name(label));
    const auto known = std::find(names.begin(), names.end(), key);
    if (known == names.end()) {
      const std::string_view near = meant(key, names);
      if (!near.empty()) note(error, say(Message::odd_gold_key, printable(key)), say(Message::did_you_mean, near));
      continue;
    }
    const bool is_action = key == kAction;
    const std::optional<int> value = is_action ? said_of_action(token) : said_of_label(token);
    if (!value) {
      note(error, say(Message::odd_gold, key, shortened(printable(token), 40)),
           say(is_action ? Message::actions_are : Message::labels_are));
      continue;
    }
    (is_action ? gold.action : gold.labels[static_cast<size_t>(known - names.begin() - 1)]) = *value;
  }
  return SUCCESS;
}

// What dumps call authors by; an id is surer than a name.
constexpr std::string_view kAuthorNames[] = {"id", "username", "handle", "name"};

bool is_author_name(std::string_view key) {
  return std::find(std::begin(kAuthorNames), std::end(kAuthorNames), key) != std::end(kAuthorNames);
}

error_code read_author_name(value from, std::string_view key, Row& row) {
  if (!row.author.empty() && key != kAuthorNames[0]) return SUCCESS;
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  if (type == json_type::string) return from.get_string().get(row.author);
  if (type == json_type::number) row.author = trimmed(from.raw_json_token());
  return SUCCESS;
}

// In characters, counting from 1.
size_t column_of(std::string_view line, size_t at) {
  return 1 +
         static_cast<size_t>(std::count_if(line.data(), line.data() + at, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Whether the line is JSON of any kind.
bool is_json(std::string_view line) {
  simdjson::dom::parser parser;
  return parser.parse(line.data(), line.size()).error() == SUCCESS;
}

// Where the object that a line begins with ends, or what stands behind it begins; the line's end if neither is so.
size_t end_of_object(std::string_view line) {
  size_t depth = 0, at = 0;
  bool quoted = false;
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (quoted && c == '\\') ++at;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) break;
  }
  return std::min(line.find_first_not_of(" \t\r", at + 1), line.size());
}

}  // namespace

// Dumps have a "comment" or "thread" of their own that is no object; an author that is none is a mistake.
error_code JsonlReader::read_facts(value from, FactGroup group, Row& row, RowError& error) {
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  if (type != json_type::object) {
    if (group == FactGroup::author && type != json_type::null)
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
    if (group == FactGroup::author && is_author_name(key)) {
      if (auto failed = read_author_name(fact, key, row)) return failed;
    } else if (group == FactGroup::author && key == "bio_base64") {
      bool sound = false;
      if (auto failed = read_bytes(fact, key, bio_bytes_, sound, error)) return failed;
      if (sound) set_fact(row.comment, Meaning::bio, bio_bytes_);
    } else if (auto failed = read_fact(fact, group, key, row, error)) {
      return failed;
    }
  }
  return SUCCESS;
}

// A key of the row itself may be a fact or something else of the same name, such as a list of replies.
error_code JsonlReader::read_flat_fact(value from, Meaning meaning, std::string_view key, Row& row) {
  json_type type;
  if (auto failed = from.type().get(type)) return failed;
  if (type == json_type::array || type == json_type::object) return SUCCESS;
  const std::string_view token = trimmed(from.raw_json_token());
  bool sensible = false;
  std::string_view said;
  if (auto failed = take_fact(from, type, meaning, row, sensible, said)) return failed;
  if (!sensible) note_odd_fact(meaning, key, token);
  return SUCCESS;
}

JsonlReader::JsonlReader(InputNames names)
    : text_key_(names.text.empty() ? "text" : std::move(names.text)),
      id_key_(names.id.empty() ? "id" : std::move(names.id)),
      parser_(std::make_unique<simdjson::ondemand::parser>()) {}

error_code JsonlReader::walk(std::string_view line, Row& row, RowError& error, Gold* gold, Recorded* recorded) {
  simdjson::padded_string_view padded(line.data(), line.size(), line.size() + kPadding);
  begun_ = false;
  if (auto failed = parser_->iterate(padded).get(document_)) return failed;
  begun_ = true;
  object fields;
  if (auto failed = document_.get_object().get(fields)) {
    if (failed != simdjson::INCORRECT_TYPE || !is_json(line)) return failed;
    note(error, say(Message::not_an_object), say(Message::one_object_a_line));
    return SUCCESS;
  }

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
      if (auto failed = read_facts(content, FactGroup::author, row, error)) return failed;
    } else if (key == "comment") {
      if (auto failed = read_facts(content, FactGroup::comment, row, error)) return failed;
    } else if (key == "thread") {
      if (auto failed = read_facts(content, FactGroup::thread, row, error)) return failed;
    } else if (key == kTextBytes) {
      if (auto failed = read_bytes(content, key, text_bytes_, has_text, error)) return failed;
      row.comment.text = text_bytes_.data();
      row.comment.text_size = text_bytes_.size();
    } else if (recorded && key == "verdict") {
      json_type type;
      if (auto failed = content.type().get(type)) return failed;
      if (type != json_type::object) continue;
      object verdict;
      if (auto failed = content.get_object().get(verdict)) return failed;
      if (auto failed = verdict.raw_json().get(recorded->verdict)) return failed;
      recorded->verdict = trimmed(recorded->verdict);
    } else if (recorded && key == "ruleset") {
      if (auto failed = read_name(content, recorded->ruleset)) return failed;
    } else if (recorded && key == "library") {
      if (auto failed = read_name(content, recorded->library)) return failed;
    } else if (gold && key == "gold") {
      if (auto failed = read_gold(content, *gold, error)) return failed;
    } else if (gold && key == "group") {
      json_type type;
      if (auto failed = content.type().get(type)) return failed;
      if (type != json_type::string) continue;
      if (auto failed = content.get_string().get(gold->group)) return failed;
    } else if (const std::optional<Meaning> fact = flat_fact_named(key)) {
      if (auto failed = read_flat_fact(content, *fact, key, row)) return failed;
    }
  }
  const char* rest = nullptr;
  if (!document_.current_location().get(rest)) return simdjson::TAPE_ERROR;  // something stands behind the object
  if (!has_text) note(error, say(Message::text_missing, text_key_), say(Message::give_text_as, text_key_));
  return SUCCESS;
}

// 0 if the parser does not tell.
size_t JsonlReader::column_of_trouble(std::string_view line) {
  const char* place = nullptr;
  if (!begun_ || document_.current_location().get(place) || place < line.data() || place > line.data() + line.size())
    return 0;
  return column_of(line, static_cast<size_t>(place - line.data()));
}

bool JsonlReader::read(std::string_view line, Row& row, RowError& error, Gold* gold, Recorded* recorded) {
  const uint64_t odd_before = odd_facts();
  auto attempt = [&] {
    forget_odd_facts(odd_before);
    pilah_comment_init(&row.comment, sizeof row.comment);
    row.has_id = false;
    row.id = row.id_json = row.author = row.record = {};
    row.field_count = 0;
    error.error.clear();
    error.help.clear();
    if (recorded) *recorded = {};
    return walk(line, row, error, gold, recorded);
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

  // The parser finds at once that the line does not end with the object's bracket, and tells its beginning.
  const bool is_open = failed == simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
  const size_t column = is_open ? column_of(line, end_of_object(line)) : column_of_trouble(line);
  error = {column ? say(Message::not_json_at, column) : say(Message::not_json), say(Message::one_object_a_line)};
  return false;
}

}  // namespace pilah::cli
