// SPDX-License-Identifier: Apache-2.0
#include "cli/options_parts.h"

namespace pilah::cli {

namespace {

const std::map<std::string, ColourWish> kColours = {
    {"auto", ColourWish::automatic}, {"always", ColourWish::always}, {"never", ColourWish::never}};

}  // namespace

void add_rules(CLI::App* app, RulesOptions& rules) {
  app->add_option(
         "--rules", rules.rules,
         either("rules to use instead of the built-in ones: a directory of packs, or an image of \"pilah compile\"",
                "aturan pengganti aturan bawaan: direktori berisi aturan, atau image dari \"pilah compile\""))
      ->type_name("DIR|IMAGE")
      ->allow_extra_args(false);
  app->add_option("--overlay", rules.overlays,
                  either("packs on top of the rules, which may change or switch off theirs",
                         "aturan tambahan di atasnya, yang boleh mengubah atau mematikan aturan"))
      ->type_name("DIR")
      ->allow_extra_args(false);
}

void add_packs(CLI::App* app, RulesOptions& rules, bool& release) {
  app->add_option("DIR", rules.rules, either("directories of rule packs (*.toml)", "direktori berisi aturan (*.toml)"))
      ->type_name("");
  app->add_option("--overlay", rules.overlays,
                  either("packs on top; without DIR, on top of the built-in rules",
                         "aturan tambahan; tanpa DIR, di atas aturan bawaan"))
      ->type_name("DIR")
      ->allow_extra_args(false);
  app->add_flag("--release", release,
                either("as for a release: a rule without cases is an error",
                       "seperti untuk rilis: aturan tanpa contoh dianggap salah"));
}

void add_colour(CLI::App* app, ColourWish& colour) {
  add_choice(app, "--color", colour, kColours,
             either("colour in the output; auto: on a terminal, unless NO_COLOR is set",
                    "warna pada keluaran; auto: di terminal, kecuali NO_COLOR diatur"))
      ->type_name("auto|always|never");
}

}  // namespace pilah::cli
