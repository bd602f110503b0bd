// SPDX-License-Identifier: Apache-2.0
// Describes the commands to CLI11. Help texts stand in both languages beside the options they belong to.
#include "cli/options.h"

#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/messages.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>

namespace pilah::cli {
namespace {

// An option that takes one of a few names and stores what the name stands for.
template <typename Enum>
CLI::Option* add_choice(CLI::App* app, const std::string& name, Enum& value, const std::map<std::string, Enum>& choices,
                        const std::string& description) {
  std::string list;
  for (const auto& choice : choices) list += (list.empty() ? "" : "|") + choice.first;
  return app
      ->add_option_function<std::string>(
          name,
          [&value, choices, list, name](const std::string& word) {
            auto found = choices.find(word);
            if (found == choices.end()) throw CLI::ValidationError(name, word + ": " + list);
            value = found->second;
          },
          description)
      ->type_name(list);
}

const std::map<std::string, Format> kFormats = {
    {"auto", Format::automatic}, {"csv", Format::csv}, {"jsonl", Format::jsonl}};
const std::map<std::string, Format> kOutputFormats = {
    {"auto", Format::automatic}, {"csv", Format::csv}, {"jsonl", Format::jsonl}, {"text", Format::text}};
const std::map<std::string, char> kDelimiters = {{"auto", '\0'}, {"comma", ','}, {",", ','},   {"semicolon", ';'},
                                                 {";", ';'},     {"tab", '\t'},  {"bar", '|'}, {"|", '|'}};
const std::map<std::string, EvidenceDetail> kDetails = {
    {"none", EvidenceDetail::none}, {"short", EvidenceDetail::short_form}, {"full", EvidenceDetail::full}};
const std::map<std::string, int32_t> kLabels = {
    {"complaint", PILAH_COMPLAINT}, {"abuse", PILAH_ABUSE}, {"spam", PILAH_SPAM}, {"influencer", PILAH_INFLUENCER}};
const std::map<std::string, EvalFormat> kEvalFormats = {{"text", EvalFormat::text},
                                                        {"json", EvalFormat::json},
                                                        {"html", EvalFormat::html},
                                                        {"markdown", EvalFormat::markdown}};
const std::map<std::string, BenchFormat> kBenchFormats = {
    {"text", BenchFormat::text}, {"json", BenchFormat::json}, {"svg", BenchFormat::svg}};
const std::map<std::string, ColourWish> kColours = {
    {"auto", ColourWish::automatic}, {"always", ColourWish::always}, {"never", ColourWish::never}};

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

void add_classify(CLI::App* app, ClassifyOptions& options) {
  app->add_option("FILE", options.input.files,
                  either("CSV or JSONL files; - or nothing is standard input",
                         "berkas CSV atau JSONL; - atau kosong berarti masukan standar"))
      ->type_name("");
  app->add_option("-o,--output", options.output,
                  either("write here instead of standard output", "tulis ke sini, bukan ke keluaran standar"))
      ->type_name("FILE");
  add_choice(app, "--input-format", options.input.format, kFormats,
             either("auto: by the file's name, else its content", "auto: dari nama berkas, lalu isinya"));
  add_choice(app, "--output-format", options.output_format, kOutputFormats,
             either("auto: csv if the output's name ends so, else jsonl; text: a line to read for each comment",
                    "auto: csv bila nama keluaran berakhiran begitu, jika tidak jsonl; text: satu baris untuk dibaca "
                    "per komentar"));
  app->add_option(
         "--text-column", options.input.names.text,
         either(
             "column or JSON key that holds the comment; without: text, comment, komentar, content, message, ulasan, …",
             "kolom atau kunci JSON berisi komentar; bila tidak disebut: text, comment, komentar, content, message, "
             "ulasan, …"))
      ->type_name("NAME");
  app->add_option("--id-column", options.input.names.id,
                  either("column or JSON key that holds the id", "kolom atau kunci JSON berisi id"))
      ->type_name("NAME");
  add_choice(app, "--delimiter", options.input.delimiter, kDelimiters,
             either("between CSV fields", "pemisah antar isian CSV"))
      ->type_name("auto|,|;|tab|bar");
  add_rules(app, options.rules);
  add_choice(app, "--evidence", options.evidence, kDetails,
             either("how much of the grounds to write to JSONL", "seberapa lengkap dasar keputusan ditulis ke JSONL"))
      ->type_name("none|short|full");
  app->add_option("--record", options.record,
                  either("also write an evidence record of each verdict, which \"pilah replay\" can prove later",
                         "tulis pula catatan bukti tiap putusan, yang kelak dapat dibuktikan \"pilah replay\""))
      ->type_name("FILE");
  app->add_flag(
      "--mask-pii", options.mask_personal,
      either("star telephones, e-mail, identity, account and order numbers and handles in the output",
             "bintangi telepon, surel, nomor identitas, rekening dan pesanan, serta nama akun pada keluaran"));
  app->add_flag("--campaigns", options.campaigns,
                either("count how often each text and each advertised thing was seen, and let rules and policy know",
                       "hitung seberapa sering tiap teks dan promosi muncul, dan beri tahu aturan dan kebijakan"));
  app->add_option_function<std::string>(
         "--campaign-window",
         [&options](const std::string& window) {
           options.campaigns = true;
           options.campaign_window = window;
         },
         either("how far back to count: 50000 comments, or 24h, 7d by the comments' times; 0: for ever",
                "sejauh mana dihitung: 50000 komentar, atau 24h, 7d menurut waktu komentar; 0: selamanya"))
      ->type_name("N|TIME");
  app->add_option("--threads", options.threads,
                  either("how many threads classify; 0: one for each processor", "jumlah utas; 0: satu per prosesor"))
      ->type_name("N")
      ->check(CLI::Range(0, 1024).description(""));
  app->footer(
      either("Examples:\n"
             "  pilah classify comments.csv -o verdicts.csv\n"
             "  pilah classify komentar.csv --text-column \"Isi Komentar\" > verdicts.jsonl\n"
             "  zcat dump.jsonl.gz | pilah classify - --evidence none | jq -c 'select(.action == \"escalate\")'\n"
             "  pilah classify comments.csv --overlay house-rules/\n\n"
             "Author facts are read from columns such as followers, verified, bio, account_days,\n"
             "or from \"author\": {\"followers\": 1200, \"verified\": false, …} in JSONL.\n"
             "A row that cannot be read gets an object with \"line\", \"error\" and \"help\" in its place.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n"
             "  pilah classify komentar.csv -o hasil.csv\n"
             "  pilah classify komentar.csv --text-column \"Isi Komentar\" > hasil.jsonl\n"
             "  zcat dump.jsonl.gz | pilah classify - --evidence none | jq -c 'select(.action == \"escalate\")'\n"
             "  pilah classify komentar.csv --overlay aturan-kami/\n\n"
             "Fakta penulis dibaca dari kolom seperti followers, verified, bio, account_days,\n"
             "atau dari \"author\": {\"followers\": 1200, \"verified\": false, …} pada JSONL.\n"
             "Baris yang tidak terbaca diganti objek berisi \"line\", \"error\", dan \"help\".\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_explain(CLI::App* app, ExplainOptions& options) {
  app->allow_extras();
  auto fact = [&](Meaning meaning, const std::string& type, const std::string& help) {
    std::optional<std::string>& value = options.facts[static_cast<size_t>(meaning)];
    app->add_option_function<std::string>(
           fact_option(meaning), [&value](const std::string& word) { value = word; }, help)
        ->type_name(type);
  };
  using M = Meaning;
  fact(M::followers, "N", either("the author's followers", "jumlah pengikut penulis"));
  fact(M::following, "N", either("accounts that the author follows", "jumlah akun yang diikuti penulis"));
  fact(M::verified, "yes|no", either("whether the account is verified", "apakah akunnya terverifikasi"));
  fact(M::bio, "TEXT", either("the author's description of themselves", "bio penulis"));
  fact(M::account_days, "N", either("days since the account was opened", "umur akun dalam hari"));
  fact(M::posts_per_day, "N", either("posts a day", "kiriman per hari"));
  fact(M::business, "yes|no", either("whether it is a business account", "apakah akun bisnis"));
  fact(M::customer, "yes|no", either("whether the author bought from us", "apakah penulis pernah membeli"));
  fact(M::earlier_complaints, "N", either("the author's complaints before this one", "keluhan penulis sebelum ini"));
  fact(M::earlier_hidden, "N",
       either("the author's comments that were hidden", "komentar penulis yang pernah disembunyikan"));
  fact(M::unanswered_reports, "N",
       either("of these complaints, nobody answered", "keluhan penulis yang belum dijawab"));
  fact(M::platform, "NAME",
       either("instagram, facebook, youtube, tiktok, x, threads, google-play, app-store",
              "instagram, facebook, youtube, tiktok, x, threads, google-play, app-store"));
  fact(M::time, "TIME", either("when it was written, with its zone", "waktu komentar ditulis, dengan zonanya"));
  fact(M::now, "TIME", either("when the team reads it", "waktu tim membacanya"));
  fact(M::likes, "N", either("likes of the comment", "jumlah suka komentar"));
  fact(M::replies, "N", either("replies to the comment", "jumlah balasan komentar"));
  fact(M::position, "N", either("comments shown above it", "banyaknya komentar di atasnya"));
  fact(M::is_reply, "yes|no", either("whether it answers another comment", "apakah membalas komentar lain"));
  fact(M::edited, "yes|no", either("whether it was changed", "apakah pernah disunting"));
  fact(M::thread_ours, "yes|no", either("whether the post above is ours", "apakah kiriman di atasnya milik kita"));
  fact(M::thread_owner, "yes|no", either("whether the post's owner wrote it", "apakah ditulis pemilik kiriman"));
  add_rules(app, options.rules);
  add_colour(app, options.colour);
  app->add_flag("-v,--verbose", options.verbose,
                either("every rule that fired, when it is wrong, and every word as read",
                       "semua aturan yang kena, kapan ia keliru, dan semua kata sebagaimana dibaca"));
  app->footer(
      either("Examples:\n"
             "  pilah explain \"paket saya kok belum sampai ya min, udah 2 minggu\"\n"
             "  pilah explain --followers 250000 --verified yes \"boleh kolab kak?\"\n"
             "  xclip -o | pilah explain -\n\n"
             "Exit status: 0 fine, 2 wrong use, 130 interrupted.",
             "Contoh:\n"
             "  pilah explain \"paket saya kok belum sampai ya min, udah 2 minggu\"\n"
             "  pilah explain --followers 250000 --verified yes \"boleh kolab kak?\"\n"
             "  xclip -o | pilah explain -\n\n"
             "Status akhir: 0 beres, 2 pemakaian keliru, 130 dihentikan."));
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

void add_check(CLI::App* app, CheckOptions& options) {
  add_packs(app, options.rules, options.release);
  app->add_flag("--json", options.json, either("write the findings as JSON", "tulis temuan sebagai JSON"));
  add_colour(app, options.colour);
  app->footer(
      either("Examples:\n  pilah check rules/\n  pilah check --overlay house-rules/\n\n"
             "Exit status: 0 no errors, 1 errors, 2 wrong use or unreadable files.",
             "Contoh:\n  pilah check rules/\n  pilah check --overlay aturan-kami/\n\n"
             "Status akhir: 0 tanpa kesalahan, 1 ada kesalahan, 2 pemakaian atau berkas keliru."));
}

void add_compile(CLI::App* app, CompileOptions& options) {
  add_packs(app, options.rules, options.release);
  app->add_option("-o,--output", options.output, either("the image to write", "image yang ditulis"))
      ->type_name("FILE")
      ->required();
  app->footer(
      either("Examples:\n  pilah compile rules/ -o house.pilah && pilah classify --rules house.pilah comments.csv\n"
             "  pilah compile built-in -o rules-of-today.pilah\n\n"
             "The image takes the old one's place in one step, so running programs never see half of it.\n\n"
             "Exit status: 0 fine, 1 the rules do not compile, 2 wrong use or unusable files.",
             "Contoh:\n  pilah compile rules/ -o kami.pilah && pilah classify --rules kami.pilah komentar.csv\n"
             "  pilah compile built-in -o aturan-hari-ini.pilah\n\n"
             "Image lama diganti dalam satu langkah, sehingga program yang berjalan tidak melihat separuhnya.\n\n"
             "Status akhir: 0 beres, 1 aturan tidak dapat dikompilasi, 2 pemakaian atau berkas keliru."));
}

void add_eval(CLI::App* app, EvalOptions& options) {
  app->add_option("FILE", options.files, either("labelled JSONL", "JSONL berlabel"))->type_name("")->required();
  add_rules(app, options.rules);
  app->add_option("--errors", options.errors,
                  either("show so many wrong rows of each kind, the worst first, with their points",
                         "tampilkan sekian baris keliru tiap jenis, yang terberat dahulu, dengan poinnya"))
      ->type_name("N");
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
  add_choice(app, "--format", options.format, kEvalFormats,
             either("html: a page with charts, in one file; markdown: tables for a document",
                    "html: halaman dengan grafik, dalam satu berkas; markdown: tabel untuk dokumen"));
  app->add_flag_callback(
      "--json", [&options] { options.format = EvalFormat::json; },
      either("the same as --format json", "sama dengan --format json"));
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
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unreadable files.",
             "Contoh:\n  pilah eval --errors 5 berlabel.jsonl\n"
             "  pilah eval --format html --errors 10 -o laporan.html berlabel/*.jsonl\n"
             "  pilah eval --format markdown --split berlabel/*.jsonl\n"
             "  pilah eval --ablation berlabel/*.jsonl\n\n"
             "Satu baris: {\"text\": \"…\", \"gold\": {\"complaint\": 1, \"spam\": 0, \"action\": \"respond\"}}; "
             "\"gold\" hanya memuat yang dinilai.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru."));
}

void add_tune(CLI::App* app, TuneOptions& options) {
  app->add_option("DIR", options.rules, either("a directory of rule packs", "direktori berisi aturan"))
      ->type_name("")
      ->required();
  app->add_option("FILE", options.files, either("labelled JSONL", "JSONL berlabel"))->type_name("")->required();
  app->add_option("-o,--output", options.output,
                  either("write here instead of DIR/scores.toml", "tulis ke sini, bukan ke DIR/scores.toml"))
      ->type_name("FILE");
  app->add_option("--weight", options.weights,
                  either("what a file counts beside the others, by its name without ending; without: 1",
                         "bobot berkas di samping yang lain, menurut namanya tanpa akhiran; bila tidak disebut: 1"))
      ->type_name("NAME=W")
      ->allow_extra_args(false);
  app->add_option("--min-hits", options.least_hits,
                  either("rules that fire on fewer different comments keep their points",
                         "aturan yang kena pada lebih sedikit komentar berbeda tetap poinnya"))
      ->type_name("N")
      ->check(CLI::Range(1, 1000000).description(""))
      ->capture_default_str();
  app->add_flag("--by-file", options.by_file,
                either("judge the fit of each file by points fitted on the others, as on a source never seen",
                       "nilai tiap berkas dengan poin dari berkas lain, seperti sumber yang belum pernah dilihat"));
  app->add_flag(
      "!--calibration-only", options.points,
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
  app->add_option("--samples", options.samples,
                  either("comments to show of each kind of change", "jumlah contoh tiap jenis perubahan"))
      ->type_name("N")
      ->capture_default_str();
  app->add_flag("--json", options.json, either("write JSON", "tulis JSON"));
  app->footer(either(
      "Example:\n  pilah diff built-in rules/ comments.csv\n\nExit status: 0 fine, whether or not verdicts differ; "
      "1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
      "Contoh:\n  pilah diff built-in rules/ komentar.csv\n\nStatus akhir: 0 beres, berbeda atau tidak; 1 ada baris "
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
      ->check(CLI::Range(1, 1000000).description(""))
      ->capture_default_str();
  app->add_option("--precision", options.precision,
                  either("share of missed ones among missed and unlabelled comments with the pattern",
                         "bagian yang terlewat di antara komentar terlewat dan tanpa label yang memuat pola"))
      ->type_name("P")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->capture_default_str();
  app->add_option("--most", options.most, either("how many patterns to show", "jumlah pola yang ditampilkan"))
      ->type_name("N")
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

void add_replay(CLI::App* app, ReplayOptions& options) {
  app->add_option("FILE", options.files, either("evidence records", "catatan bukti"))->type_name("")->required();
  add_rules(app, options.rules);
  app->add_flag("--json", options.json,
                either("one JSON object for each record that differs", "satu objek JSON per catatan yang berbeda"));
  app->footer(either(
      "Example:\n  pilah classify comments.csv --record evidence.jsonl -o verdicts.jsonl\n"
      "  pilah replay evidence.jsonl --rules rules-of-that-day.pilah\n\n"
      "Each record is classified again; every field of its verdict must come out as it was recorded.\n\n"
      "Exit status: 0 all do, 1 some differ or cannot be read, 2 made with other rules, wrong use or unusable\n"
      "files, 130 interrupted.",
      "Contoh:\n  pilah classify komentar.csv --record bukti.jsonl -o hasil.jsonl\n"
      "  pilah replay bukti.jsonl --rules aturan-hari-itu.pilah\n\n"
      "Tiap catatan dipilah lagi; setiap isian putusannya harus sama dengan yang tercatat.\n\n"
      "Status akhir: 0 semua sama, 1 ada yang berbeda atau tidak terbaca, 2 dibuat dengan aturan lain, pemakaian\n"
      "atau berkas keliru, 130 dihentikan."));
}

void add_report(CLI::App* app, ReportOptions& options) {
  app->add_option("FILE", options.files, either("comments, CSV or JSONL", "komentar CSV atau JSONL"))
      ->type_name("")
      ->required();
  add_rules(app, options.rules);
  app->add_option("--most", options.most,
                  either("how many wordings of each topic to show", "jumlah susunan kata tiap topik yang ditampilkan"))
      ->type_name("N")
      ->capture_default_str();
  app->add_flag("--json", options.json, either("one JSON object", "satu objek JSON"));
  app->footer(either(
      "Example:\n  pilah report comments.csv\n\n"
      "Counts what is complained of by topic and week, marks weeks in which a topic bursts, and shows the words\n"
      "that many comments share: what an FAQ should answer, and what to mend. Weeks are those of the comments'\n"
      "own times.\n\n"
      "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
      "Contoh:\n  pilah report komentar.csv\n\n"
      "Menghitung keluhan menurut topik dan pekan, menandai pekan yang melonjak, dan menampilkan kata-kata yang\n"
      "sama pada banyak komentar: yang patut dijawab FAQ, dan yang patut diperbaiki. Pekan diambil dari waktu\n"
      "komentarnya sendiri.\n\n"
      "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_campaigns(CLI::App* app, CampaignsOptions& options) {
  app->add_option("FILE", options.files, either("comments, CSV or JSONL", "komentar CSV atau JSONL"))
      ->type_name("")
      ->required();
  add_rules(app, options.rules);
  app->add_option("--least", options.least,
                  either("comments that make a campaign", "jumlah komentar yang dianggap kampanye"))
      ->type_name("N")
      ->check(CLI::Range(1, 1000000000).description(""))
      ->capture_default_str();
  app->add_option("--most", options.most,
                  either("how many of each kind to show; 0: all", "jumlah tiap jenis yang ditampilkan; 0: semua"))
      ->type_name("N")
      ->capture_default_str();
  app->add_flag("--json", options.json, either("one JSON object a line", "satu objek JSON per baris"));
  app->footer(
      either("Example:\n  pilah campaigns comments.csv\n\n"
             "Lists copies of one text, and comments that advertise the same site, telephone or link. Rows with\n"
             "\"gold\" labels add which share of spam and of other comments is in campaigns.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n  pilah campaigns komentar.csv\n\n"
             "Mendaftar salinan satu teks, dan komentar yang mengiklankan situs, telepon, atau tautan yang sama.\n"
             "Baris berlabel \"gold\" menambahkan bagian spam dan komentar lain yang ada dalam kampanye.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
}

void add_bench(CLI::App* app, BenchOptions& options) {
  app->add_option(
         "FILE", options.files,
         either("comments, CSV or JSONL; nothing: the built-in example of 80 comments, which stays in the caches",
                "komentar CSV atau JSONL; kosong: contoh bawaan, 80 komentar yang muat di cache"))
      ->type_name("");
  add_rules(app, options.rules);
  add_choice(app, "--format", options.format, kBenchFormats, either("svg: a picture", "svg: gambar"));
  app->add_flag_callback(
      "--json", [&options] { options.format = BenchFormat::json; },
      either("the same as --format json", "sama dengan --format json"));
  app->add_option("-o,--output", options.output,
                  either("write here instead of standard output", "tulis ke sini, bukan ke keluaran standar"))
      ->type_name("FILE");
  app->add_option("--threads", options.threads,
                  either("up to how many threads to measure; 0: one for each processor",
                         "diukur sampai berapa utas; 0: satu per prosesor"))
      ->type_name("N")
      ->check(CLI::Range(0, 1024).description(""));
  app->add_option("--seconds", options.seconds, either("how long to measure, roughly", "lama pengukuran, kira-kira"))
      ->type_name("S")
      ->check(CLI::Range(0.1, 600.0).description(""))
      ->capture_default_str();
  app->footer(
      either("Examples:\n  pilah bench comments.csv\n  pilah bench --format svg -o speed.svg comments.jsonl\n\n"
             "Everything is measured in memory, on rows spread evenly over the dump; equal rows must get equal\n"
             "verdicts in every pass and thread. Nothing else should run on the machine meanwhile.\n\n"
             "Exit status: 0 fine, 1 some rows had errors, 2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n  pilah bench komentar.csv\n  pilah bench --format svg -o kecepatan.svg komentar.jsonl\n\n"
             "Semua diukur di memori, pada baris yang tersebar merata; baris yang sama harus mendapat hasil yang\n"
             "sama di setiap putaran dan utas. Sebaiknya tidak ada program lain yang berjalan.\n\n"
             "Status akhir: 0 beres, 1 ada baris yang salah, 2 pemakaian atau berkas keliru, 130 dihentikan."));
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

// The words behind `explain` are joined as a shell would echo them. They are not declared as an option, since CLI11
// would take a text in square brackets for a list. `literal` are the words behind "--".
void take_text(std::vector<std::string> words, const std::vector<std::string>& literal, ExplainOptions& options) {
  for (const std::string& word : words) {
    if (word.size() > 1 && word[0] == '-') throw Failure(say(Message::unknown_option, word));
  }
  options.from_stdin = words.size() == 1 && words[0] == "-" && literal.empty();
  words.insert(words.end(), literal.begin(), literal.end());
  if (words.empty()) throw Failure(say(Message::give_text), say(Message::see_help, "pilah explain"));
  options.text = fmt::format("{}", fmt::join(words, " "));
}

void label_in_indonesian(CLI::App& app) {
  app.get_formatter()->label("Usage", "Pemakaian");
  app.get_formatter()->label("OPTIONS", "OPSI");
  app.get_formatter()->label("Positionals", "Argumen");
  app.get_formatter()->label("REQUIRED", "WAJIB");
}

// --language may stand before or behind the command. main() has looked for it already; here it is only declared.
void add_language(CLI::App* app, std::string& language) {
  app->add_option("--language", language,
                  either("language of help and messages (default: LC_ALL, LANG)",
                         "bahasa bantuan dan pesan (bawaan: LC_ALL, LANG)"))
      ->type_name("id|en")
      ->check(CLI::IsMember({"id", "en"}).description(""));
}

}  // namespace

std::optional<Command> parse_options(int argc, const char* const* argv, std::string& help) {
  CLI::App app(either("Sorts social-media comments: what each one is, why, and what to do about it.",
                      "Memilah komentar media sosial: apa isinya, mengapa, dan apa yang harus dilakukan."),
               "pilah");
  app.get_formatter()->column_width(34);
  app.get_formatter()->label("SUBCOMMAND", either("COMMAND", "PERINTAH"));
  if (language() == Language::indonesian) label_in_indonesian(app);
  app.option_defaults()->group(either("Options", "Opsi"));
  app.set_help_flag("-h,--help", either("this help", "bantuan ini"));
  std::string declared_language;
  add_language(&app, declared_language);
  bool version = false;
  app.add_flag("--version", version,
               either("version of the program, the library and the rules", "versi program, pustaka, dan aturan"));
  app.require_subcommand(0, 1);
  app.footer(
      either("Examples:\n"
             "  pilah classify comments.csv -o verdicts.csv\n"
             "  pilah explain \"paket saya kok belum sampai ya min, udah 2 minggu\"\n"
             "  pilah check rules/\n\n"
             "\"pilah COMMAND --help\" tells more. Exit status: 0 fine, 1 some rows had errors or a check failed,\n"
             "2 wrong use or unusable files, 130 interrupted.",
             "Contoh:\n"
             "  pilah classify komentar.csv -o hasil.csv\n"
             "  pilah explain \"paket saya kok belum sampai ya min, udah 2 minggu\"\n"
             "  pilah check rules/\n\n"
             "\"pilah PERINTAH --help\" menjelaskan lebih banyak. Status akhir: 0 beres, 1 ada baris salah atau\n"
             "pemeriksaan gagal, 2 pemakaian atau berkas keliru, 130 dihentikan."));

  ClassifyOptions classify;
  ExplainOptions explain;
  CheckOptions check;
  CompileOptions compile;
  EvalOptions eval;
  TuneOptions tune;
  DiffOptions diff;
  SuggestOptions suggest;
  ReplayOptions replay;
  CampaignsOptions campaigns;
  ReportOptions report;
  BenchOptions bench;
  ListOptions list;
  PolicyOptions policy;
  CLI::App* to_classify = app.add_subcommand("classify", either("sort a dump of comments", "pilah kumpulan komentar"));
  CLI::App* to_explain =
      app.add_subcommand("explain", either("show how one comment is judged: pilah explain [OPTIONS] TEXT...|-",
                                           "jelaskan penilaian satu komentar: pilah explain [OPSI] TEKS...|-"));
  CLI::App* to_check = app.add_subcommand(
      "check", either("compile rules and run their cases", "kompilasi aturan dan jalankan contohnya"));
  CLI::App* to_compile =
      app.add_subcommand("compile", either("compile rules to one file", "kompilasi aturan menjadi satu berkas"));
  CLI::App* to_eval =
      app.add_subcommand("eval", either("measure rules on labelled comments", "ukur aturan dengan komentar berlabel"));
  CLI::App* to_tune = app.add_subcommand("tune", either("fit points and probabilities to labelled comments",
                                                        "sesuaikan poin dan peluang dengan komentar berlabel"));
  CLI::App* to_diff = app.add_subcommand(
      "diff", either("which verdicts differ between two rule sets", "hasil mana yang berbeda antara dua set aturan"));
  CLI::App* to_suggest = app.add_subcommand(
      "suggest", either("patterns that missed comments share", "pola yang sama pada komentar yang terlewat"));
  CLI::App* to_replay =
      app.add_subcommand("replay", either("prove that recorded verdicts follow from their comments and rules",
                                          "buktikan bahwa putusan tercatat sesuai dengan komentar dan aturannya"));
  CLI::App* to_campaigns =
      app.add_subcommand("campaigns", either("copies of one text, and comments that advertise the same thing",
                                             "salinan satu teks, dan komentar yang mengiklankan hal yang sama"));
  CLI::App* to_report =
      app.add_subcommand("report", either("what a dump complains of and asks for, by topic, week and wording",
                                          "isi keluhan dan pertanyaan menurut topik, pekan, dan kata-katanya"));
  CLI::App* to_bench = app.add_subcommand(
      "bench", either("measure speed on a dump of comments", "ukur kecepatan pada kumpulan komentar"));
  CLI::App* to_list = app.add_subcommand("rules", either("list the rules", "daftar aturan"));
  CLI::App* to_policy = app.add_subcommand(
      "policy", either("the policy as a page for people", "kebijakan sebagai halaman untuk dibaca orang"));
  add_classify(to_classify, classify);
  add_explain(to_explain, explain);
  add_check(to_check, check);
  add_compile(to_compile, compile);
  add_eval(to_eval, eval);
  add_tune(to_tune, tune);
  add_diff(to_diff, diff);
  add_suggest(to_suggest, suggest);
  add_replay(to_replay, replay);
  add_campaigns(to_campaigns, campaigns);
  add_report(to_report, report);
  add_bench(to_bench, bench);
  add_list(to_list, list);
  add_policy(to_policy, policy);
  for (CLI::App* command : {to_classify, to_explain, to_check, to_compile, to_eval, to_tune, to_diff, to_suggest,
                            to_replay, to_campaigns, to_report, to_bench, to_list, to_policy}) {
    command->group(either("Commands", "Perintah"));
    add_language(command, declared_language);
  }

  // CLI11 hands what stands behind "--" to the main command, but text belongs to `explain`.
  std::vector<std::string> literal;
  int end = static_cast<int>(std::find(argv, argv + argc, std::string_view("--")) - argv);
  if (std::find(argv, argv + end, std::string_view("explain")) != argv + end && end < argc) {
    literal.assign(argv + end + 1, argv + argc);
    argc = end;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, ignored;
    if (app.exit(error, out, ignored) == 0) {
      help = out.str();
      return std::nullopt;
    }
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    throw Failure(error.what(), say(Message::see_help, chosen.empty() ? "pilah" : "pilah " + chosen[0]->get_name()));
  }
  if (version) return VersionOptions{};
  if (to_classify->parsed()) return classify;
  if (to_explain->parsed()) {
    take_text(to_explain->remaining(), literal, explain);
    return explain;
  }
  for (auto [command, rules] : {std::pair{to_check, &check.rules}, std::pair{to_compile, &compile.rules}}) {
    if (command->parsed() && rules->rules.empty() && rules->overlays.empty()) {
      throw Failure(say(Message::give_rules), say(Message::see_help, "pilah " + command->get_name()));
    }
  }
  if (to_check->parsed()) return check;
  if (to_compile->parsed()) return compile;
  if (to_eval->parsed()) return eval;
  if (to_tune->parsed()) return tune;
  if (to_diff->parsed()) return diff;
  if (to_suggest->parsed()) return suggest;
  if (to_replay->parsed()) return replay;
  if (to_campaigns->parsed()) return campaigns;
  if (to_report->parsed()) return report;
  if (to_bench->parsed()) return bench;
  if (to_list->parsed()) return list;
  if (to_policy->parsed()) return policy;
  help = app.help();
  return std::nullopt;
}

}  // namespace pilah::cli
