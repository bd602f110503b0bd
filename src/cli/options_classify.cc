// SPDX-License-Identifier: Apache-2.0
// Options of the commands that judge comments, or prove how they were judged.
#include "cli/options_parts.h"

#include "cli/facts.h"

namespace pilah::cli {

namespace {

const Choices<Format> kFormats = {{"auto", Format::automatic}, {"csv", Format::csv}, {"jsonl", Format::jsonl}};
const Choices<Format> kOutputFormats = {
    {"auto", Format::automatic}, {"csv", Format::csv}, {"jsonl", Format::jsonl}, {"text", Format::text}};
const Choices<char> kDelimiters = {{"auto", '\0'}, {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},
                                   {"bar", '|'},   {",", ','},     {";", ';'},         {"|", '|'}};
const Choices<EvidenceDetail> kDetails = {
    {"none", EvidenceDetail::none}, {"short", EvidenceDetail::short_form}, {"full", EvidenceDetail::full}};

}  // namespace

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
  add_text_column(app, options.input.names);
  app->add_option("--id-column", options.input.names.id,
                  either("column or JSON key that holds the id", "kolom atau kunci JSON berisi id"))
      ->type_name("NAME");
  add_choice(app, "--delimiter", options.input.delimiter, kDelimiters,
             either("between CSV fields: its name, or the sign itself in quotation marks",
                    "pemisah antar isian CSV: namanya, atau tandanya sendiri dalam tanda kutip"));
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
         either("as --campaigns, but so far back: 50000 comments, or 24h, 7d by the comments' times; 0: for ever",
                "seperti --campaigns, tetapi sejauh ini: 50000 komentar, atau 24h, 7d menurut waktu komentar; 0: "
                "selamanya"))
      ->type_name("N|TIME");
  app->add_option("--threads", options.threads,
                  either("how many threads classify; 0: one for each processor", "jumlah utas; 0: satu per prosesor"))
      ->type_name("N")
      ->check(whole_number(0, 1024));
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

void add_replay(CLI::App* app, ReplayOptions& options) {
  app->add_option("FILE", options.files, either("evidence records", "catatan bukti"))->type_name("")->required();
  add_rules(app, options.rules);
  app->add_flag("--json", options.json,
                either("one JSON object for each record that differs", "satu objek JSON per catatan yang berbeda"));
  app->footer(either(
      "Examples:\n  pilah classify comments.csv --record evidence.jsonl -o verdicts.jsonl\n"
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

}  // namespace pilah::cli
