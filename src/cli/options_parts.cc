// SPDX-License-Identifier: Apache-2.0
#include "cli/options_parts.h"

#include <charconv>

namespace pilah::cli {

namespace {

const Choices<ColourWish> kColours = {
    {"auto", ColourWish::automatic}, {"always", ColourWish::always}, {"never", ColourWish::never}};

}  // namespace

CLI::Validator whole_number(uint64_t least, uint64_t most) {
  return CLI::Validator(
      [=](const std::string& word) {
        uint64_t number = 0;
        const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), number);
        const bool fits =
            status == std::errc() && end == word.data() + word.size() && number >= least && number <= most;
        return fits ? std::string() : say(Message::not_in_range, word, least, most);
      },
      "");
}

void add_overlays(CLI::App* app, std::vector<std::string>& overlays, const std::string& what) {
  app->add_option("--overlay", overlays, what)->type_name("DIR")->expected(1)->take_all()->allow_extra_args(false);
}

CLI::Validator number(double least, double most) {
  return CLI::Validator(
      [=](const std::string& word) {
        double number = 0;
        const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), number);
        const bool fits =
            status == std::errc() && end == word.data() + word.size() && number >= least && number <= most;
        return fits ? std::string() : say(Message::not_between, word, least, most);
      },
      "");
}

void add_rules(CLI::App* app, RulesOptions& rules) {
  app->add_option("--rules", rules.rules,
                  either("rules to use instead of the built-in ones: a directory of packs, an image of "
                         "\"pilah compile\", or built-in; directories may come again",
                         "aturan pengganti aturan bawaan: direktori berisi aturan, image dari \"pilah compile\", atau "
                         "built-in; direktori boleh diulang"))
      ->type_name("DIR|IMAGE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  add_overlays(app, rules.overlays,
               either("packs on top of the rules, which may change or switch off theirs; may come again",
                      "aturan tambahan di atasnya, yang boleh mengubah atau mematikan aturan; boleh diulang"));
}

void add_packs(CLI::App* app, RulesOptions& rules, bool& release) {
  app->add_option(
         "DIR", rules.rules,
         either("directories of rule packs (*.toml), or built-in", "direktori berisi aturan (*.toml), atau built-in"))
      ->type_name("");
  add_overlays(app, rules.overlays,
               either("packs on top; without DIR, on top of the built-in rules; may come again",
                      "aturan tambahan; tanpa DIR, di atas aturan bawaan; boleh diulang"));
  app->add_flag("--release", release,
                either("as for a release: a rule without cases is an error",
                       "seperti untuk rilis: aturan tanpa contoh dianggap salah"));
}

void add_text_column(CLI::App* app, InputNames& names) {
  app->add_option("--text-column", names.text,
                  either("column or JSON key that holds the comment; without: text, in CSV also comment, komentar, "
                         "content, message, …",
                         "kolom atau kunci JSON berisi komentar; bila tidak disebut: text, pada CSV juga comment, "
                         "komentar, content, "
                         "message, …"))
      ->type_name("NAME");
}

void add_colour(CLI::App* app, ColourWish& colour) {
  add_choice(app, "--color", colour, kColours,
             either("colour in the output; auto: on a terminal, unless NO_COLOR is set",
                    "warna pada keluaran; auto: di terminal, kecuali NO_COLOR diatur"))
      ->type_name("auto|always|never");
}

}  // namespace pilah::cli
