// SPDX-License-Identifier: Apache-2.0
// The commands, and which of them the arguments name.
#include "cli/options.h"

#include "cli/failure.h"
#include "cli/meant.h"
#include "cli/options_parts.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace pilah::cli {

namespace {

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
  app.get_formatter()->label("Excludes", "tidak bersama");
}

// --language may stand before or behind the command. main() has looked for it already; here it is only declared.
void add_language(CLI::App* app, std::string& language) {
  app->add_option("--language", language,
                  either("language of help and messages (default: LC_ALL, LANG)",
                         "bahasa bantuan dan pesan (bawaan: LC_ALL, LANG)"))
      ->type_name("id|en")
      ->check(CLI::Validator(
          [](const std::string& word) {
            return word == "id" || word == "en" ? std::string() : say(Message::not_one_of, word, "id, en");
          },
          ""));
}

// The word that stands where the command should.
std::string_view first_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--language") {
      ++i;
    } else if (!word.starts_with('-')) {
      return word;
    }
  }
  return {};
}

[[noreturn]] void refuse_command(const CLI::App& app, std::string_view word) {
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.emplace_back(command->get_name());
  const std::string_view near = meant(word, names);
  throw Failure(say(Message::unknown_command, word),
                near.empty() ? say(Message::see_help, "pilah") : say(Message::did_you_mean, near));
}

// "--overlay A B" looks as if both went on top, but B would be what A goes on.
void expect_rules_before_overlays(const CLI::App& command, const RulesOptions& rules) {
  bool overlay = false;
  for (const CLI::Option* option : command.parse_order()) {
    if (overlay && option->get_positional())
      throw Failure(say(Message::overlay_before_rules, rules.rules.back()),
                    say(Message::rules_before_overlay, command.get_name()));
    overlay = overlay || option->check_lname("overlay");
  }
}

// An empty value is mostly a variable of the shell that nobody set: "--record" would leave no evidence, and "-o" write
// elsewhere. For facts of `explain` it is the word for unknown.
void expect_no_empty_value(const CLI::App& command) {
  for (const CLI::Option* option : command.parse_order())
    for (const std::string& value : option->results())
      if (value.empty())
        throw Failure(say(Message::empty_value, option->get_name()),
                      say(Message::see_help, "pilah " + command.get_name()));
}

// CLI11 speaks English only.
std::string words_of(const CLI::ParseError& error) {
  std::string what = error.what();
  if (language() == Language::english) return what;
  auto between = [&](std::string_view before, std::string_view behind) {
    const size_t begin = before.empty() ? 0 : std::min(what.find(before), what.size() - before.size()) + before.size();
    return what.substr(begin, behind.empty() ? what.npos : what.find(behind, begin) - begin);
  };
  const auto kind = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (kind == CLI::ExitCodes::ExtrasError) return "argumen tidak dikenal: " + between(": ", {});
  if (kind == CLI::ExitCodes::RequiredError) return between({}, " is required") + " wajib diisi";
  if (kind == CLI::ExitCodes::ExcludesError)
    return fmt::format("{} tidak dapat dipakai bersama {}", between({}, " excludes "), between(" excludes ", {}));
  if (kind == CLI::ExitCodes::ArgumentMismatch) return between({}, ":") + ": nilainya kurang atau berlebih";
  if (kind == CLI::ExitCodes::ConversionError) return "nilai tidak dapat dibaca: " + between(": ", {});
  return what;
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
    command->get_help_ptr()->group(either("Options", "Opsi"));  // CLI11 makes it before it takes the defaults over
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
    const std::string_view word = first_word(argc, argv);
    if (chosen.empty() && !word.empty()) refuse_command(app, word);
    throw Failure(words_of(error), say(Message::see_help, chosen.empty() ? "pilah" : "pilah " + chosen[0]->get_name()));
  }
  if (version) return VersionOptions{};
  for (const CLI::App* command : app.get_subcommands())
    if (command != to_explain) expect_no_empty_value(*command);
  if (to_classify->parsed()) return classify;
  if (to_explain->parsed()) {
    take_text(to_explain->remaining(), literal, explain);
    return explain;
  }
  for (auto [command, rules] : {std::pair{to_check, &check.rules}, std::pair{to_compile, &compile.rules}}) {
    if (command->parsed() && rules->rules.empty() && rules->overlays.empty()) {
      throw Failure(say(Message::give_rules), say(Message::see_help, "pilah " + command->get_name()));
    }
    if (command->parsed()) expect_rules_before_overlays(*command, *rules);
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
