// SPDX-License-Identifier: Apache-2.0
// Options of the commands that look at a dump as a whole.
#include "cli/options_parts.h"

namespace pilah::cli {

namespace {

const Choices<BenchFormat> kBenchFormats = {
    {"text", BenchFormat::text}, {"json", BenchFormat::json}, {"svg", BenchFormat::svg}};

}  // namespace

void add_campaigns(CLI::App* app, CampaignsOptions& options) {
  app->add_option("FILE", options.files, either("comments, CSV or JSONL", "komentar CSV atau JSONL"))
      ->type_name("")
      ->required();
  add_text_column(app, options.names);
  add_rules(app, options.rules);
  app->add_option("--least", options.least,
                  either("comments that make a campaign", "jumlah komentar yang dianggap kampanye"))
      ->type_name("N")
      ->check(whole_number(1, kMostRows))
      ->capture_default_str();
  app->add_option("--most", options.most,
                  either("how many of each kind to show; 0: all", "jumlah tiap jenis yang ditampilkan; 0: semua"))
      ->type_name("N")
      ->check(whole_number(0, kMostRows))
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

void add_report(CLI::App* app, ReportOptions& options) {
  app->add_option("FILE", options.files, either("comments, CSV or JSONL", "komentar CSV atau JSONL"))
      ->type_name("")
      ->required();
  add_text_column(app, options.names);
  add_rules(app, options.rules);
  app->add_option("--most", options.most,
                  either("how many wordings of each topic to show", "jumlah susunan kata tiap topik yang ditampilkan"))
      ->type_name("N")
      ->check(whole_number(0, kMostRows))
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

void add_bench(CLI::App* app, BenchOptions& options) {
  app->add_option(
         "FILE", options.files,
         either("comments, CSV or JSONL; nothing: the built-in example of 80 comments, which stays in the caches",
                "komentar CSV atau JSONL; kosong: contoh bawaan, 80 komentar yang muat di cache"))
      ->type_name("");
  add_text_column(app, options.names);
  add_rules(app, options.rules);
  CLI::Option* format =
      add_choice(app, "--format", options.format, kBenchFormats, either("svg: a picture", "svg: gambar"));
  app->add_flag_callback(
         "--json", [&options] { options.format = BenchFormat::json; },
         either("the same as --format json", "sama dengan --format json"))
      ->excludes(format);
  app->add_option("-o,--output", options.output,
                  either("write here instead of standard output", "tulis ke sini, bukan ke keluaran standar"))
      ->type_name("FILE");
  app->add_option("--threads", options.threads,
                  either("up to how many threads to measure; 0: one for each processor",
                         "diukur sampai berapa utas; 0: satu per prosesor"))
      ->type_name("N")
      ->check(whole_number(0, 1024));
  app->add_option("--seconds", options.seconds, either("how long to measure, roughly", "lama pengukuran, kira-kira"))
      ->type_name("S")
      ->check(number(0.1, 600))
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

}  // namespace pilah::cli
