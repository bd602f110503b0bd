// SPDX-License-Identifier: Apache-2.0
// One pack: its `pack` table and everything in it but the rules.
#include "compile/parse_table.h"

#include "compile/utf8.h"

#include <algorithm>

namespace pilah {

namespace {

constexpr int64_t kMaxCap = 1000;
constexpr std::array<std::string_view, 13> kPackKeys = {"pack",      "sets",    "groups",   "rule",     "lexicon",
                                                        "composite", "change",  "slang",    "synonyms", "roles",
                                                        "typed",     "protect", "disguised"};

size_t count_words(std::string_view text) {
  size_t words = 0;
  bool inside = false;
  for (char c : text) {
    words += !is_blank(c) && !inside ? 1 : 0;
    inside = !is_blank(c);
  }
  return words;
}

class PackReader {
public:
  PackReader(ParseContext& context, const TomlValue& file, uint32_t source, bool overlay)
      : context_(context), reader_(context, file, "a pack", kPackKeys) {
    pack_.overlay = overlay;
    pack_.place = {source, 1, 1, 1};
  }

  PackSource read() {
    read_head();
    check_permissions();
    each("sets", TomlValue::Type::array, [&](const TomlMember& member) { read_set(member); });
    each("groups", TomlValue::Type::table, [&](const TomlMember& member) { read_group(member); });
    each("slang", TomlValue::Type::string, [&](const TomlMember& member) { read_slang(member); });
    each("synonyms", TomlValue::Type::array, [&](const TomlMember& member) { read_synonyms(member); });
    each("roles", TomlValue::Type::array, [&](const TomlMember& member) { read_role(member); });
    each("typed", TomlValue::Type::array, [&](const TomlMember& member) { read_typed(member); });
    each("change", TomlValue::Type::table, [&](const TomlMember& member) { read_change(member); });
    for (const TomlValue* word : reader_.strings("protect"))
      if (check_plain(*word)) read_words(*word, pack_.protect);
    for (const TomlValue* word : reader_.strings("disguised")) read_words(*word, pack_.disguised);
    return std::move(pack_);
  }

  const TableReader& reader() const { return reader_; }

private:
  // Calls `use` with the members of a table that have the right type.
  template <typename Use>
  void each(std::string_view key, TomlValue::Type type, Use use) {
    const TomlValue* table = reader_.table(key);
    if (table == nullptr) return;
    for (const TomlMember& member : table->members)
      if (check_type(context_, member.value, type, member.key)) use(member);
  }

  void read_head() {
    static constexpr std::array<std::string_view, 4> kKeys = {"id", "language", "owner", "shared"};
    const std::string_view help =
        "begin the file with pack = { id = \"id.complaint.delivery\", language = \"id\", owner = \"…\" }";
    if (!reader_.has("pack")) return reader_.missing(pack_.place, "pack", help);
    const TomlValue* head = reader_.table("pack");
    if (head == nullptr) return;
    pack_.place = reader_.place_of_key("pack");
    const TableReader reader(context_, *head, "the 'pack' table", kKeys);
    if (const TomlValue* id = reader.string("id")) {
      pack_.place = id->contents;
      if (is_pack_id(id->text))
        pack_.id = id->text;
      else
        context_.error(code::kBadName, id->contents, "bad id of a pack '" + id->text + "'",
                       "use lower-case letters, digits and -, with dots between: id.complaint.delivery");
    } else if (!reader.has("id")) {
      reader.missing(pack_.place, "id", help);
    }
    const std::span<const std::string_view> languages = std::span(kLanguageNames).subspan(1);
    if (const auto language = reader.choice("language", languages, "language"))
      pack_.language = languages[static_cast<size_t>(*language)];
    reader.string("owner");  // for people: only its type is looked at
    pack_.shared = reader.boolean("shared").value_or(false);
  }

  void check_permissions() {
    for (std::string_view key : {"slang", "synonyms", "roles", "typed", "protect", "disguised"}) {
      const bool of_overlays = key != "roles" && key != "typed";
      if (!reader_.has(key) || pack_.shared || (of_overlays && pack_.overlay)) continue;
      context_.error(code::kSharedOnly, reader_.place_of_key(key),
                     "'" + std::string(key) + "' in a pack that is not shared",
                     "write shared = true into its 'pack' table, or move this to a shared pack");
    }
    if (reader_.has("change") && !pack_.overlay)
      context_.error(code::kOverlayOnly, reader_.place_of_key("change"), "'change' in a pack that is not an overlay",
                     "edit the rule itself; only packs given with --overlay change others");
  }

  bool check_name(const TomlMember& member, std::string_view what) {
    if (is_name(member.key)) return true;
    context_.error(code::kBadName, member.contents, "bad name of a " + std::string(what) + " '" + member.key + "'",
                   "use lower-case letters, digits and -");
    return false;
  }

  std::vector<PatternSource> read_patterns(const TomlMember& member, std::string_view what) {
    std::vector<PatternSource> out;
    for (const TomlValue& item : member.value.items) {
      if (!check_item(context_, item, TomlValue::Type::string, member.key)) continue;
      if (auto pattern = check_pattern(context_, item.text, item.contents)) out.push_back(std::move(*pattern));
    }
    if (member.value.items.empty())
      context_.error(code::kMatchesNothing, member.place, std::string(what) + " '" + member.key + "' is empty",
                     "write a member, or take the whole line away");
    return out;
  }

  void read_set(const TomlMember& member) {
    if (!check_name(member, "set")) return;
    pack_.sets.push_back({member.key, member.place, read_patterns(member, "set")});
  }

  void read_group(const TomlMember& member) {
    static constexpr std::array<std::string_view, 2> kKeys = {"cap", "label"};
    if (!check_name(member, "group")) return;
    GroupSource group;
    group.name = member.key;
    group.place = member.place;
    const TableReader reader(context_, member.value, "a group", kKeys);
    if (const auto label = reader.choice("label", kLabelNames, "label")) group.label = static_cast<uint8_t>(*label);
    if (!reader.has("cap")) reader.missing(member.place, "cap", "write " + member.key + " = { cap = 60 }");
    // A group without a usable cap is kept with a wide one, so that rules in it are not reported as well.
    group.cap = static_cast<int>(reader.integer("cap", 1, kMaxCap).value_or(kMaxCap));
    pack_.groups.push_back(std::move(group));
  }

  void read_slang(const TomlMember& member) {
    const size_t words = count_words(member.value.text);
    if (words == 0 || words > 3) {
      context_.error(code::kSlangLength, member.value.contents, "slang stands for " + std::to_string(words) + " words",
                     "write one to three words");
      return;
    }
    if (!check_plain(member.value)) return;
    if (count_words(member.key) == 0)
      return context_.error(code::kSlangLength, member.place, "slang without a written form",
                            "write the word as people type it");
    pack_.slang.push_back({member.key, member.value.text, member.contents});
  }

  void read_synonyms(const TomlMember& member) {
    SynonymSource out{{member.key, member.place}, {}};
    for (const TomlValue& item : member.value.items)
      if (check_item(context_, item, TomlValue::Type::string, member.key) && check_plain(item))
        read_words(item, out.words);
    pack_.synonyms.push_back(std::move(out));
  }

  void read_words(const TomlValue& value, std::vector<WordSource>& out) {
    if (count_words(value.text) == 0)
      return context_.error(code::kEmptyPattern, value.contents, "empty word", "write a word, or take the string away");
    out.push_back({value.text, value.contents});
  }

  // Where words are no patterns, their signs would be passed over like any others.
  bool check_plain(const TomlValue& value) {
    const std::string_view text = value.text;
    const bool marked = text.starts_with('~') || text.starts_with('=') || text.starts_with('@');
    const size_t at = marked ? 0 : text.find_first_of("()[]{}<>|*");
    if (at == text.npos) return true;
    Place place = place_behind(value.contents, text.substr(0, at));
    place.length = 1;
    context_.error(code::kMisplacedSign, place, std::string("'") + text[at] + "' in a plain word",
                   "only patterns have such signs: write the words themselves, one by one");
    return false;
  }

  void read_role(const TomlMember& member) {
    const auto role = check_choice(context_, member.key, member.contents, kRoleNames, "role", code::kUnknownValue);
    if (!role) return;
    RoleSource out;
    out.role = static_cast<Role>(*role);
    for (const TomlValue& item : member.value.items)
      if (check_item(context_, item, TomlValue::Type::string, member.key) && check_plain(item))
        read_words(item, out.words);
    pack_.roles.push_back(std::move(out));
  }

  void read_typed(const TomlMember& member) {
    if (!check_name(member, "typed token")) return;
    pack_.typed.push_back({member.key, member.place, read_patterns(member, "typed token")});
  }

  void read_change(const TomlMember& member) {
    static constexpr std::array<std::string_view, 4> kKeys = {"points", "status", "not_in", "group"};
    if (member.key.find('.') == std::string::npos)
      return context_.error(code::kUnknownChange, member.place, "'" + member.key + "' is no full id of a rule",
                            "write the id in quotation marks: \"id.pack.rule\" = { points = 10 }");
    ChangeSource change;
    change.id = member.key;
    change.place = member.contents;
    const TableReader reader(context_, member.value, "a change", kKeys);
    if (const auto points = reader.integer("points", -kMaxPoints, kMaxPoints, code::kPointsRange))
      change.points = static_cast<int>(*points);
    if (const auto status = reader.choice("status", kRuleStatusNames, "status"))
      change.status = static_cast<RuleStatus>(*status);
    if (reader.has("not_in")) change.not_in = check_contexts(context_, reader.strings("not_in"));
    if (const TomlValue* group = reader.string("group")) change.group = group->text;
    pack_.changes.push_back(std::move(change));
  }

  ParseContext& context_;
  TableReader reader_;
  PackSource pack_;
};

}  // namespace

std::string full_id(const PackSource& pack, std::string_view own) {
  return pack.id.empty() ? std::string(own) : pack.id + "." + std::string(own);
}

void parse_pack(ParseContext& context, const TomlValue& file, uint32_t source, bool overlay) {
  PackReader pack(context, file, source, overlay);
  context.book.packs.push_back(pack.read());
  const uint32_t index = static_cast<uint32_t>(context.book.packs.size() - 1);
  const size_t first = context.book.rules.size();
  const std::pair<std::string_view, RuleSource::Form> forms[] = {{"rule", RuleSource::Form::rule},
                                                                 {"lexicon", RuleSource::Form::lexicon},
                                                                 {"composite", RuleSource::Form::composite}};
  for (const auto& [key, form] : forms)
    if (const TomlValue* tables = pack.reader().get(key, TomlValue::Type::array))
      parse_rules(context, *tables, form, index);
  // The forms were read one after the other; the book keeps the order of lines.
  std::vector<RuleSource>& rules = context.book.rules;
  std::stable_sort(rules.begin() + static_cast<std::ptrdiff_t>(first), rules.end(),
                   [](const RuleSource& a, const RuleSource& b) { return a.place.line < b.place.line; });
}

}  // namespace pilah
