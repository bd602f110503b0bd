// SPDX-License-Identifier: Apache-2.0
// Options of the commands that work on rules with the help of comments, labelled ones mostly.
#include "cli/options_parts.h"

namespace pilah::cli {

namespace {

const Choices<int32_t> kLabels = {
    {"complaint", PILAH_COMPLAINT}, {"abuse", PILAH_ABUSE}, {"spam", PILAH_SPAM}, {"influencer", PILAH_INFLUENCER}};
const Choices<EvalFormat> kEvalFormats = {{"text", EvalFormat::text},
                                          {"json", EvalFormat::json},
                                          {"html", EvalFormat::html},
                                          {"markdown", EvalFormat::markdown}};

}  // namespace

void add_eval(CLI::App* app, EvalOptions& options) {
  app->add_option("FILE", options.files, either("labelled JSONL", "JSONL berlabel"))->type_name("")->required();
  add_rules(app, options.rules);
  app->add_option("--errors", options.errors,
                  either("show so many wrong rows of each kind, the worst first, with their points",
                         "tampilkan sekian baris keliru tiap jenis, yang terberat dahulu, dengan poinnya"))
      ->type_name("N")
      ->check(whole_number(0, kMostRows));
  app->add_flag("--details", options.details,
                either("also show other thresholds, probabilities, and what each rule does",
                       "tampilkan juga ambang lain, peluang, dan kerja tiap aturan"));
  app->add_flag("--groups", options.groups,
                either("also show rows by their key \"group\"", "tampilkan juga baris menurut kunci \"group\""));
  app->add_flag(
      "--split", options.split,
      either("each file whole and in two parts: a quarter that is kept apart while rules are written, the rest",
             "tiap berkas utuh dan dua bagian: seperempat yang disisihkan selagi aturan ditulis, dan sisanya"));
  app->add_flag("--ablation", options.ablation,
                either("what each layer is worth: words, + spellings, + patterns, + context, + fitted scores",
                       "nilai tiap lapisan: kata, + ejaan, + pola, + konteks, + skor hasil penyesuaian"));
  app->add_flag("--without-disguises", options.without_disguises,
                either("leave words in disguise unread, to see what undoing disguises is worth",
                       "biarkan kata yang disamarkan tak terbaca, untuk melihat nilai pembuka samaran"));
  app->add_option("--aims", options.aims,
                  either("markdown: compare with aims, {\"set\", \"label\", \"title\", \"aim\"} a line",
                         "markdown: bandingkan dengan sasaran, {\"set\", \"label\", \"title\", \"aim\"} per baris"))
      ->type_name("FILE");
  CLI::Option* format =
      add_choice(app, "--format", options.format, kEvalFormats,
                 either("html: a page with charts, in one file; markdown: tables for a document",
                        "html: halaman dengan grafik, dalam satu berkas; markdown: tabel untuk dokumen"));
  app->add_flag_callback(
         "--json", [&options] { options.format = EvalFormat::json; },
         either("the same as --format json", "sama dengan --format json"))
      ->excludes(format);
  app->add_option("-o,--output", options.output,
                  either("write here instead of standard output", "tulis ke sini, bukan ke keluaran standar"))
      ->type_name("FILE");
  app->footer(
      either("Examples:\n  pilah eval --errors 5 labelled.jsonl\n"
             "  pilah eval --format html --errors 10 -o report.html labelled/*.jsonl\n"
             "  pilah eval --format markdown --split labelled/*.jsonl\n"
             "  pilah eval --ablation labelled/*.jsonl\n\n"
             "A line is {\"text\": \"…\", \"gold\": {\"complaint\": 1, \"spam\": 0, \"action\": \"respond\"}}; "
             "\"gold\" names only what was judged.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unreadable files, 130 interrupted.",
             "Contoh:\n  pilah eval --errors 5 berlabel.jsonl\n"
             "  pilah eval --format html --errors 10 -o laporan.html berlabel/*.jsonl\n"
             "  pilah eval --format markdown --split berlabel/*.jsonl\n"
             "  pilah eval --ablation berlabel/*.jsonl\n\n"
             "Satu baris: {\"text\": \"…\", \"gold\": {\"complaint\": 1, \"spam\": 0, \"action\": \"respond\"}}; "
             "\"gold\" hanya memuat yang dinilai.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_tune(CLI::App* app, TuneOptions& options) {
  app->add_option("DIR", options.rules, either("a directory of rule packs", "direktori berisi aturan"))
      ->type_name("")
      ->required();
  app->add_option("FILE", options.files, either("labelled JSONL", "JSONL berlabel"))->type_name("")->required();
  app->add_option("-o,--output", options.output,
                  either("write here instead of DIR/scores.toml", "tulis ke sini, bukan ke DIR/scores.toml"))
      ->type_name("FILE");
  app->add_option(
         "--weight", options.weights,
         either(
             "what a file counts beside the others, by its name without ending; without: 1; may come again",
             "bobot berkas di samping yang lain, menurut namanya tanpa akhiran; bila tidak disebut: 1; boleh diulang"))
      ->type_name("NAME=W")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  app->add_option("--min-hits", options.least_hits,
                  either("rules that fire on fewer different comments keep their points",
                         "aturan yang kena pada lebih sedikit komentar berbeda tetap poinnya"))
      ->type_name("N")
      ->check(whole_number(1, 1000000))
      ->capture_default_str();
  app->add_flag("--by-file", options.by_file,
                either("judge the fit of each file by points fitted on the others, as on a source never seen",
                       "nilai tiap berkas dengan poin dari berkas lain, seperti sumber yang belum pernah dilihat"));
  app->add_flag_callback(
      "--calibration-only", [&options] { options.points = false; },
      either("leave all points as written, fit probabilities only", "biarkan semua poin, sesuaikan peluangnya saja"));
  app->add_flag("--dry-run", options.dry_run, either("write nothing", "tidak menulis berkas"));
  app->footer(
      either("Example:\n  pilah tune rules/ labelled/*.jsonl --weight triage=4\n\n"
             "Rows are as for \"pilah eval\". Packs are never changed: points that help on rows which the fit had not\n"
             "seen go to scores.toml, and take precedence over those of the packs.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n  pilah tune rules/ berlabel/*.jsonl --weight triage=4\n\n"
             "Baris seperti pada \"pilah eval\". Berkas aturan tidak diubah: poin yang membantu pada baris yang tidak\n"
             "dilihat ditulis ke scores.toml dan didahulukan daripada poin di berkas aturan.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_diff(CLI::App* app, DiffOptions& options) {
  const std::string which =
      either("a directory of packs, an image, or built-in", "direktori aturan, image, atau built-in");
  app->add_option("BEFORE", options.before, which)->type_name("")->required();
  app->add_option("AFTER", options.after, which)->type_name("")->required();
  app->add_option("FILE", options.files, either("comments, CSV or JSONL, labelled or not", "komentar CSV atau JSONL"))
      ->type_name("")
      ->required();
  add_text_column(app, options.names);
  add_overlays(app, options.overlays,
               either("packs on top of AFTER; may come again", "aturan tambahan di atas AFTER; boleh diulang"));
  app->add_option("--samples", options.samples,
                  either("comments to show of each kind of change", "jumlah contoh tiap jenis perubahan"))
      ->type_name("N")
      ->check(whole_number(0, kMostRows))
      ->capture_default_str();
  app->add_flag("--json", options.json, either("write JSON", "tulis JSON"));
  app->footer(
      either("Examples:\n  pilah diff built-in rules/ comments.csv\n"
             "  pilah diff built-in built-in comments.csv --overlay house-rules/\n\nExit status: 0 fine, whether or "
             "not verdicts differ; "
             "1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n  pilah diff built-in rules/ komentar.csv\n"
             "  pilah diff built-in built-in komentar.csv --overlay aturan-kami/\n\nStatus akhir: 0 beres, berbeda "
             "atau tidak; 1 ada baris "
             "yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_suggest(CLI::App* app, SuggestOptions& options) {
  app->add_option("FILE", options.files, either("labelled JSONL", "JSONL berlabel"))->type_name("")->required();
  add_choice(app, "--label", options.label, kLabels, either("whose missed comments", "label yang terlewat"))
      ->type_name("LABEL")
      ->required();
  add_rules(app, options.rules);
  app->add_option(
         "--least", options.least,
         either("missed comments that a pattern must be in", "jumlah terkecil komentar terlewat yang memuat pola"))
      ->type_name("N")
      ->check(whole_number(1, 1000000))
      ->capture_default_str();
  app->add_option("--precision", options.precision,
                  either("share of missed ones among missed and unlabelled comments with the pattern",
                         "bagian yang terlewat di antara komentar terlewat dan tanpa label yang memuat pola"))
      ->type_name("P")
      ->check(number(0, 1))
      ->capture_default_str();
  app->add_option("--most", options.most, either("how many patterns to show", "jumlah pola yang ditampilkan"))
      ->type_name("N")
      ->check(whole_number(1, kMostRows))
      ->capture_default_str();
  app->add_flag("--toml", options.toml, either("write draft rules", "tulis sebagai aturan draft"));
  app->footer(
      either("Example:\n  pilah suggest --label complaint labelled.jsonl\n\n"
             "What a candidate means, and whether it will hold elsewhere, is for a person to judge.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n  pilah suggest --label complaint berlabel.jsonl\n\n"
             "Arti sebuah calon, dan apakah ia berlaku di tempat lain, dinilai oleh manusia.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

}  // namespace pilah::cli
