// SPDX-License-Identifier: Apache-2.0
// Options of the commands that look at rules alone.
#include "cli/options_parts.h"

namespace pilah::cli {

void add_check(CLI::App* app, CheckOptions& options) {
  add_packs(app, options.rules, options.release);
  app->add_flag("--json", options.json, either("write the findings as JSON", "tulis temuan sebagai JSON"));
  add_colour(app, options.colour);
  app->footer(
      either("Examples:\n  pilah check rules/\n  pilah check --overlay house-rules/\n\n"
             "Exit status: 0 no errors, 1 errors, 2 wrong use or unreadable files, 130 interrupted.",
             "Contoh:\n  pilah check rules/\n  pilah check --overlay aturan-kami/\n\n"
             "Status akhir: 0 tanpa kesalahan, 1 ada kesalahan, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_compile(CLI::App* app, CompileOptions& options) {
  add_packs(app, options.rules, options.release);
  app->add_option("-o,--output", options.output, either("the image to write", "image yang ditulis"))
      ->type_name("FILE")
      ->required();
  app->footer(either(
      "Examples:\n  pilah compile rules/ -o house.pilah && pilah classify --rules house.pilah comments.csv\n"
      "  pilah compile built-in -o rules-of-today.pilah\n\n"
      "The image takes the old one's place in one step, so running programs never see half of it.\n\n"
      "Exit status: 0 fine, 1 the rules do not compile, 2 wrong use or unusable files, 130 interrupted.",
      "Contoh:\n  pilah compile rules/ -o kami.pilah && pilah classify --rules kami.pilah komentar.csv\n"
      "  pilah compile built-in -o aturan-hari-ini.pilah\n\n"
      "Image lama diganti dalam satu langkah, sehingga program yang berjalan tidak melihat separuhnya.\n\n"
      "Status akhir: 0 beres, 1 aturan tidak dapat dikompilasi, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_list(CLI::App* app, ListOptions& options) {
  add_rules(app, options.rules);
  app->add_flag("--json", options.json, either("one JSON object a line", "satu objek JSON per baris"));
  app->footer(
      either("Examples:\n  pilah rules\n  pilah rules --json --overlay house-rules/\n\nExit status: 0 fine, 2 wrong "
             "use or unusable rules.",
             "Contoh:\n  pilah rules\n  pilah rules --json --overlay aturan-kami/\n\nStatus akhir: 0 beres, 2 "
             "pemakaian atau aturan keliru."));
}

void add_policy(CLI::App* app, PolicyOptions& options) {
  add_rules(app, options.rules);
  app->add_flag("--matrix", options.matrix,
                either("what it does for label, severity, target and author",
                       "apa yang dilakukan menurut label, bobot, sasaran, dan penulis"));
  app->footer(
      either("Examples:\n  pilah policy > POLICY.md\n  pilah policy --matrix --overlay house-rules/\n\n"
             "Exit status: 0 fine, 2 wrong use or unusable files.",
             "Contoh:\n  pilah policy > POLICY.md\n  pilah policy --matrix --overlay aturan-kami/\n\n"
             "Status akhir: 0 beres, 2 pemakaian atau berkas keliru."));
}

}  // namespace pilah::cli
