// SPDX-License-Identifier: Apache-2.0
// What hiding and answering mean on each platform. Each entry names the page that says so: these things change, and
// whoever doubts a line must be able to look it up.
#include "compile/parse_table.h"

namespace pilah {
namespace {

class VerbReader {
public:
  explicit VerbReader(ParseContext& context) : context_(context) {}

  void read(const TomlValue& table) {
    static constexpr std::array<std::string_view, 8> kKeys = {"platform", "use",    "can",    "name",
                                                              "how_id",   "how_en", "source", "url"};
    const TableReader reader(context_, table, "a verb", kKeys);
    PlatformVerbSource verb;
    verb.place = table.place;
    for (std::string_view key : kKeys)
      if (!reader.has(key)) reader.missing(table.place, key, "a verb needs all of its keys");
    const auto platform = reader.choice("platform", kPlatformNames, "platform");
    const auto use = reader.choice("use", kPlatformUseNames, "use");
    if (platform) verb.platform = static_cast<Platform>(*platform);
    if (use) verb.use = static_cast<PlatformUse>(*use);
    verb.can = reader.boolean("can").value_or(false);
    if (const TomlValue* name = reader.string("name")) {
      verb.name = name->text;
      if (!is_name(verb.name))
        context_.error(code::kBadName, name->contents, "bad name of a verb '" + verb.name + "'",
                       "use lower-case letters, digits and -");
    }
    const std::pair<const char*, std::string*> texts[] = {
        {"how_id", &verb.how_id}, {"how_en", &verb.how_en}, {"source", &verb.source}, {"url", &verb.url}};
    for (auto [key, text] : texts)
      if (const TomlValue* value = reader.string(key)) *text = value->text;
    if (const TomlValue* url = reader.string("url"); url && !url->text.starts_with("https://"))
      context_.error(code::kBadName, url->contents, "'" + url->text + "' is no address of a page",
                     "give the whole address, with https://");
    if (platform && use) add(std::move(verb));
  }

private:
  void add(PlatformVerbSource verb) {
    for (const PlatformVerbSource& other : context_.book.platform_verbs) {
      if (other.platform != verb.platform || other.use != verb.use) continue;
      context_.error(code::kDeclaredTwice, verb.place,
                     std::string(kPlatformUseNames[static_cast<size_t>(verb.use)]) + " on " +
                         std::string(kPlatformNames[static_cast<size_t>(verb.platform)]) + " is declared twice",
                     "keep one of the two");
      return context_.diagnostics.note(other.place, "first declared here");
    }
    context_.book.platform_verbs.push_back(std::move(verb));
  }

  ParseContext& context_;
};

}  // namespace

void parse_platforms(ParseContext& context, const TomlValue& file) {
  static constexpr std::array<std::string_view, 1> kKeys = {"verb"};
  const TableReader reader(context, file, "a file of platforms", kKeys);
  VerbReader verbs(context);
  if (const TomlValue* list = reader.get("verb", TomlValue::Type::array))
    for (const TomlValue& item : list->items)
      if (check_type(context, item, TomlValue::Type::table, "verb")) verbs.read(item);
}

}  // namespace pilah
