// SPDX-License-Identifier: Apache-2.0
// The table of messages. That both languages fill in the same number of things is checked when this file is compiled.
#include "cli/messages.h"

#include "cli/numbers.h"

#include <pilah/pilah.h>

#include <array>
#include <cstdlib>

namespace pilah::cli {
namespace {

struct Words {
  Message message;
  std::string_view english;
  std::string_view indonesian;
};

using M = Message;
// clang-format off
constexpr Words kWords[] = {
  {M::standard_input, "standard input", "masukan standar"},
  {M::standard_output, "standard output", "keluaran standar"},
  {M::cannot_open, "cannot open {}: {}", "tidak dapat membuka {}: {}"},
  {M::cannot_create, "cannot create {}: {}", "tidak dapat membuat {}: {}"},
  {M::cannot_read, "cannot read {}: {}", "tidak dapat membaca {}: {}"},
  {M::cannot_write, "cannot write to {}: {}", "tidak dapat menulis ke {}: {}"},
  {M::make_room, "make room on the disk or write elsewhere; what was written so far is incomplete",
                 "kosongkan ruang disk atau tulis ke tempat lain; yang sudah tertulis belum lengkap"},
  {M::file_too_large, "{} is larger than {} MiB", "{} lebih besar dari {} MiB"},
  {M::output_is_input, "{} is both input and output", "{} adalah masukan sekaligus keluaran"},
  {M::other_output, "give -o another name; the input would be lost", "beri nama lain pada -o; masukannya akan hilang"},
  {M::type_comments, "reading comments from the keyboard, one JSON object or CSV row a line; Ctrl-D ends",
                     "membaca komentar dari papan ketik, satu objek JSON atau baris CSV per baris; akhiri dengan Ctrl-D"},
  {M::type_comment, "reading one comment from the keyboard; Ctrl-D ends it",
                    "membaca satu komentar dari papan ketik; akhiri dengan Ctrl-D"},

  {M::is_spreadsheet, "{} is a spreadsheet or zip file, not CSV", "{} adalah berkas lembar kerja atau zip, bukan CSV"},
  {M::is_compressed, "{} is compressed", "{} terkompresi"},
  {M::is_utf16, "{} is UTF-16 text", "{} adalah teks UTF-16"},
  {M::is_json_array, "{} is one JSON array", "{} berupa satu larik JSON"},
  {M::lone_returns, "the lines of {} end with a carriage return and no line feed",
                    "baris {} diakhiri carriage return tanpa line feed"},
  {M::save_as_csv, "save it as \"CSV UTF-8\" and try again", "simpan sebagai \"CSV UTF-8\" lalu coba lagi"},
  {M::recode_first, "save it as UTF-8 (\"CSV UTF-8\" in a spreadsheet), or: iconv -f UTF-16 -t UTF-8 FILE | pilah classify -",
                    "simpan sebagai UTF-8 (\"CSV UTF-8\" di lembar kerja), atau: iconv -f UTF-16 -t UTF-8 BERKAS | pilah classify -"},
  {M::feed_lines, "save it as \"CSV UTF-8\", or: tr '\\r' '\\n' < FILE | pilah classify -",
                  "simpan sebagai \"CSV UTF-8\", atau: tr '\\r' '\\n' < BERKAS | pilah classify -"},
  {M::decompress_first, "decompress it first and give - for the file, as in: zcat FILE | pilah classify -",
                        "buka dahulu dan tulis - sebagai nama berkasnya, misalnya: zcat BERKAS | pilah classify -"},
  {M::one_object_a_line, "write one JSON object a line, {{\"text\": \"…\"}}; an array becomes that with: jq -c '.[]'",
                         "tulis satu objek JSON per baris, {{\"text\": \"…\"}}; larik diubah dengan: jq -c '.[]'"},
  {M::not_jsonl, "{} is no JSONL: it does not begin with a JSON object", "{} bukan JSONL: isinya tidak diawali objek JSON"},
  {M::labelled_are, "labelled rows are JSON objects, one a line: {{\"text\": \"…\", \"gold\": {{\"complaint\": 1}}}}",
                    "baris berlabel berupa objek JSON, satu per baris: {{\"text\": \"…\", \"gold\": {{\"complaint\": 1}}}}"},
  {M::none_labelled, "no row of {} is labelled", "tidak ada baris berlabel dalam {}"},
  {M::none_judged, "no row says of {} whether it holds", "tidak ada baris yang menilai {}"},
  {M::no_header, "{} is empty: it has no header row", "{} kosong: tidak ada baris judul"},
  {M::bad_header, "the header row of {} cannot be read", "baris judul {} tidak dapat dibaca"},
  {M::first_line_names, "the first row must name the columns, such as: id,text", "baris pertama harus berisi nama kolom, misalnya: id,text"},
  {M::no_text_column, "no column of {} is known to hold comments", "tidak ada kolom {} yang dikenal berisi komentar"},
  {M::no_such_column, "{} has no column \"{}\"", "{} tidak memiliki kolom \"{}\""},
  {M::text_column_twice, "{} has more than one column \"{}\", and either could hold the comments",
                         "{} memiliki lebih dari satu kolom \"{}\", mana pun bisa berisi komentar"},
  {M::name_apart, "give each column a name of its own", "beri tiap kolom nama tersendiri"},
  {M::columns_twice, "pilah: {} has columns of one name, of which the first counts: {}",
                     "pilah: {} memiliki kolom yang senama, yang pertama dipakai: {}"},
  {M::header_guessed, "pilah: the first line of {}, “{}”, counts as the name of its column; put a line “text” above it if it is a comment",
   "pilah: baris pertama {}, “{}”, dianggap nama kolomnya; beri baris “text” di atasnya bila itu komentar"},
  {M::columns_are, "its columns are: {}. Name the right one with {} NAME", "kolomnya: {}. Sebutkan yang benar dengan {} NAMA"},
  {M::other_delimiter, "; its fields seem to end with {}, not with {}: leave --delimiter out",
                       "; isiannya tampaknya dipisah {}, bukan {}: jangan tulis --delimiter"},
  {M::other_columns, "{} has other columns than the first file", "kolom {} berbeda dari berkas pertama"},
  {M::write_jsonl, "classify it on its own, or use --output-format jsonl", "pilah tersendiri, atau gunakan --output-format jsonl"},

  {M::line_too_long, "the row is longer than {} MiB", "baris lebih panjang dari {} MiB"},
  {M::split_line, "it was skipped; check whether line ends are missing", "baris dilewati; periksa apakah akhir baris hilang"},
  {M::stray_quote, "a quoted field goes on over the end of the line and does not end properly",
                   "isian berkutip berlanjut melewati akhir baris dan tidak diakhiri dengan benar"},
  {M::unended_quote, "a quoted field begins here and never ends", "isian berkutip dimulai di sini dan tidak pernah diakhiri"},
  {M::double_quotes, "only this line was left out; write a quote inside a field twice: \"\"",
                     "hanya baris ini yang dilewati; tulis tanda kutip di dalam isian dua kali: \"\""},
  {M::too_many_fields, "the row has {} fields, the header {}", "baris memiliki {} isian, judul {}"},
  {M::too_few_fields, "the row has {} fields, the header {}", "baris memiliki {} isian, judul {}"},
  {M::quote_delimiters, "put fields that hold '{}' in double quotes", "apit isian yang memuat '{}' dengan tanda kutip ganda"},
  {M::text_field_missing, "the field with the comment is missing", "isian komentarnya tidak ada"},
  {M::not_json, "the line is not valid JSON", "baris ini bukan JSON yang sah"},
  {M::not_json_at, "the line is not valid JSON, near column {}", "baris ini bukan JSON yang sah, di sekitar kolom {}"},
  {M::not_an_object, "the line is JSON but not an object", "baris ini JSON tetapi bukan objek"},
  {M::text_missing, "\"{}\" is missing", "\"{}\" tidak ada"},
  {M::text_not_string, "\"{}\" is not a string", "\"{}\" bukan string"},
  {M::give_text_as, "give the comment as a string: {{\"{}\": \"…\"}}; an empty one is \"\"",
                    "berikan komentar sebagai string: {{\"{}\": \"…\"}}; yang kosong ditulis \"\""},
  {M::id_not_scalar, "the id is neither a string nor a number", "id bukan string dan bukan angka"},
  {M::give_id_as, "give it as \"abc\" or 123, or leave it out", "tulis sebagai \"abc\" atau 123, atau tidak usah ditulis"},
  {M::author_not_object, "\"author\" is not an object", "\"author\" bukan objek"},
  {M::odd_fact, "the fact \"{}\" makes no sense", "fakta \"{}\" tidak dapat dimengerti"},
  {M::facts_are, "counts are whole numbers, verified, business, customer, is_reply, edited, ours and owner are true or false, "
                 "times are seconds or a date with its zone, platform and bio are strings; null is unknown",
                 "hitungan berupa bilangan bulat, verified, business, customer, is_reply, edited, ours, dan owner true atau false, "
                 "waktu berupa detik atau tanggal dengan zonanya, platform dan bio berupa string; null berarti tidak diketahui"},
  {M::count_is, "write a whole number, such as 1200, 1.2K or 12 rb", "tulis bilangan bulat, misalnya 1200, 1.2K, atau 12 rb"},
  {M::yes_no_is, "write yes or no, true or false", "tulis ya atau tidak, true atau false"},
  {M::time_is, "write seconds since 1970, or day, time and zone: 2025-11-22 10:14 WIB, 2025-11-22T10:14:09+07:00",
               "tulis detik sejak 1970, atau tanggal, jam, dan zonanya: 2025-11-22 10:14 WIB, 2025-11-22T10:14:09+07:00"},
  {M::zone_missing, "the zone is missing, so it could be anywhere; ", "zonanya tidak ada, jadi bisa di mana saja; "},
  {M::gold_not_object, "\"gold\" is not an object", "\"gold\" bukan objek"},
  {M::gold_is, "name what was judged: {{\"complaint\": 1, \"spam\": 0, \"action\": \"respond\"}}",
               "sebutkan yang dinilai: {{\"complaint\": 1, \"spam\": 0, \"action\": \"respond\"}}"},
  {M::odd_gold_key, "\"{}\" in \"gold\" is no label", "\"{}\" pada \"gold\" bukan label"},
  {M::did_you_mean, "did you mean \"{}\"?", "maksud Anda \"{}\"?"},
  {M::odd_gold, "\"{}\" in \"gold\" makes no sense: {}", "\"{}\" pada \"gold\" tidak dapat dimengerti: {}"},
  {M::labels_are, "a label is 1 or 0, true or false; null or nothing where nobody judged",
                  "label bernilai 1 atau 0, true atau false; null atau tidak ditulis bila tidak dinilai"},
  {M::actions_are, "an action is \"none\", \"respond\", \"hide\" or \"escalate\"",
                   "tindakan berupa \"none\", \"respond\", \"hide\", atau \"escalate\""},
  {M::not_base64, "\"{}\" is no base64", "\"{}\" bukan base64"},
  {M::records_are, "keep evidence records as \"pilah classify --record\" wrote them",
                   "simpan catatan bukti sebagaimana ditulis \"pilah classify --record\""},
  {M::odd_option, "{} {}: makes no sense", "{} {}: tidak dapat dimengerti"},
  {M::row_error, "line {}: {}; {}", "baris {}: {}; {}"},
  {M::rows_failed, "pilah: rows that could not be classified: {} of {}; each has an error in its place",
                   "pilah: {} dari {} baris tidak dapat dipilah; masing-masing diberi keterangan di tempatnya"},
  {M::odd_facts, "pilah: values in columns of facts that make no sense and count as unknown: {}, such as {}",
   "pilah: {} nilai pada kolom fakta tidak dapat dimengerti dan dianggap tidak diketahui, misalnya {}"},
  {M::rows_mended, "pilah: rows with bytes that are no UTF-8, each read as \xEF\xBF\xBD: {}; save the file as UTF-8",
   "pilah: {} baris berisi byte yang bukan UTF-8, masing-masing dibaca \xEF\xBF\xBD; simpan berkasnya sebagai UTF-8"},

  {M::progress, "rows: {}  {} rows/s", "{} baris  {} baris/dtk"},
  {M::progress_done, "rows: {} in {} s  {} rows/s", "{} baris dalam {} dtk  {} baris/dtk"},

  {M::no_packs, "no *.toml below {}", "tidak ada *.toml di bawah {}"},
  {M::packs_are, "rules are TOML files; docs/RULES.md shows how to write one", "aturan ditulis dalam berkas TOML; lihat docs/RULES.md"},
  {M::overlay_on_image, "an overlay cannot be put on a compiled image", "overlay tidak dapat dipasang pada image yang sudah dikompilasi"},
  {M::overlay_needs_packs, "name the directory of packs that the image was made from", "sebutkan direktori aturan asal image tersebut"},
  {M::rules_rejected, "the rules do not compile", "aturan tidak dapat dikompilasi"},
  {M::see_check, "\"pilah check\" shows all problems", "\"pilah check\" menunjukkan semua masalah"},
  {M::one_rule, "{} rule", "{} aturan"},
  {M::rules, "{} rules", "{} aturan"},
  {M::of_overlays, " ({} of the overlay)", " ({} dari overlay)"},
  {M::one_error, "{} error", "{} kesalahan"},
  {M::errors, "{} errors", "{} kesalahan"},
  {M::one_warning, "{} warning", "{} peringatan"},
  {M::warnings, "{} warnings", "{} peringatan"},
  {M::compiled, "{}: {}, {} bytes, {}", "{}: {}, {} byte, {}"},

  {M::eval_set, "set", "set"},
  {M::eval_label, "label", "label"},
  {M::eval_rows, "rows", "baris"},
  {M::eval_gold, "gold", "gold"},
  {M::eval_precision, "precision (95 %)", "presisi (95 %)"},
  {M::eval_recall, "recall (95 %)", "recall (95 %)"},
  {M::eval_alarm, "false alarms (95 %)", "alarm palsu (95 %)"},
  {M::eval_accuracy, "accuracy", "akurasi"},
  {M::eval_hidden, "complaints hidden {}", "keluhan disembunyikan {}"},
  {M::eval_missed, "missed", "terlewat"},
  {M::eval_false, "false alarm", "alarm palsu"},
  {M::eval_action, "action", "tindakan"},

  {M::empty_comment, "(an empty comment)", "(komentar kosong)"},
  {M::no_label, "no label", "tanpa label"},
  {M::target_is, "aimed at: {}", "sasaran: {}"},
  {M::what_to_do, "What to do", "Yang harus dilakukan"},
  {M::with_priority, "  priority {} of 100", "  prioritas {} dari 100"},
  {M::within, "within", "paling lambat"},
  {M::where, "where", "di mana"},
  {M::who, "who", "oleh siapa"},
  {M::mind, "to mind", "perhatikan"},
  {M::say_publicly, "public reason", "alasan publik"},
  {M::decided_by, "policy row", "baris kebijakan"},
  {M::on_platform, "there", "di sana"},
  {M::came_close, "came close", "hampir"},
  {M::but_for, "only {} does not hold", "hanya {} yang tidak berlaku"},
  {M::stands_behind, "holds too, stands behind", "berlaku juga, urutannya di belakang"},
  {M::internally, "internal reason", "alasan internal"},
  {M::due_by, "due", "tenggat"},
  {M::author_is, "author", "penulis"},
  {M::wants_are, "wants", "keinginan"},
  {M::tone_is, "tone", "nada"},
  {M::days_are, "day", "hari khusus"},
  {M::why, "Why", "Mengapa"},
  {M::without_label, "no label: tags and hints", "tanpa label: penanda dan petunjuk"},
  {M::holds, "points; {} are enough; probability {}", "poin; cukup {} poin; peluang {}"},
  {M::holds_not, "points; {} would be needed, so it does not count as such; probability {}",
                 "poin; perlu {} poin, jadi tidak termasuk; peluang {}"},
  {M::hints, "hints that count little: {}", "petunjuk kecil: {}"},
  {M::from_facts, "facts about the author", "fakta tentang penulis"},
  {M::from_bio, "in the author's bio", "pada bio penulis"},
  {M::shadow, "on trial, not counted", "uji coba, tidak dihitung"},
  {M::absorbed, "its points, {}, are counted by another rule", "{} poinnya sudah dihitung oleh aturan lain"},
  {M::capped, "points alone: {}; rules like it have counted the rest", "{} poin bila sendiri; sisanya sudah dihitung aturan sejenis"},
  {M::wrong_when, "wrong when {}", "keliru bila {}"},
  {M::no_evidence, "no rule fired", "tidak ada aturan yang kena"},
  {M::little_evidence, "nothing in it that counts for a label; --verbose shows the hints",
                       "tidak ada yang cukup berarti; --verbose menunjukkan petunjuknya"},
  {M::as_read, "Words as read", "Kata sebagaimana dibaca"},
  {M::also, "Also", "Lain-lain"},
  {M::language_is, "language", "bahasa"},
  {M::tags_are, "tags", "penanda"},
  {M::tricks_are, "disguise", "penyamaran"},
  {M::entities_are, "named", "disebut"},
  {M::repaired, "broken UTF-8", "UTF-8 rusak"},
  {M::campaign_is, "campaign", "kampanye"},
  {M::promotion_is, "promotion", "promosi"},
  {M::ruleset_is, "rule set", "set aturan"},
  {M::minutes, "{} min", "{} menit"},
  {M::hours, "{} h", "{} jam"},
  {M::days, "{} d", "{} hari"},
  {M::word_complaint, "complaint", "keluhan"},
  {M::word_abuse, "abuse", "ujaran kasar"},
  {M::word_spam, "spam", "spam"},
  {M::word_influencer, "influencer", "influencer"},
  {M::word_none, "nothing to do", "tidak perlu apa-apa"},
  {M::word_respond, "respond", "tanggapi"},
  {M::word_hide, "hide", "sembunyikan"},
  {M::word_escalate, "escalate", "eskalasi"},
  {M::word_public, "in public", "secara terbuka"},
  {M::word_private, "in private", "secara pribadi"},
  {M::word_public_then_private, "in public first, then in private", "terbuka dahulu, lalu pribadi"},

  {M::error_is, "pilah: {}", "pilah: {}"},
  {M::help_is, "  help: {}", "  saran: {}"},
  {M::out_of_memory, "out of memory", "memori habis"},
  {M::internal_error, "internal error: {}", "kesalahan internal: {}"},
  {M::see_help, "\"{} --help\" shows what is possible", "\"{} --help\" menunjukkan pilihan yang ada"},
  {M::empty_value, "nothing stands behind {}", "tidak ada apa-apa di belakang {}"},
  {M::version_is, "pilah {}\nlibrary {}, ABI {}\nrule set {}, {} rules\n", "pilah {}\npustaka {}, ABI {}\nset aturan {}, {} aturan\n"},
  {M::give_text, "no text was given", "teks tidak diberikan"},
  {M::give_rules, "name a directory of rules, or --overlay", "sebutkan direktori aturan, atau --overlay"},
  {M::unknown_option, "{}: unknown option; text that begins with - goes after --", "{}: opsi tidak dikenal; teks berawalan - ditulis setelah --"},
  {M::unknown_command, "there is no command \"{}\"", "tidak ada perintah \"{}\""},
  {M::overlay_before_rules, "--overlay takes one directory; {} behind it would be the rules below",
                            "--overlay hanya mengambil satu direktori; {} di belakangnya akan menjadi aturan dasarnya"},
  {M::rules_before_overlay, "name the rules first, and --overlay before each that goes on top: pilah {} RULES --overlay HOUSE",
                            "sebutkan aturan dasarnya dahulu, dan --overlay di depan tiap tambahan: pilah {} ATURAN --overlay KAMI"},
  {M::not_one_of, "\"{}\" is none of {}", "\"{}\" bukan salah satu dari {}"},
  {M::not_in_range, "\"{}\" is no whole number from {} to {}", "\"{}\" bukan bilangan bulat dari {} sampai {}"},
  {M::not_between, "\"{}\" is no number from {} to {}", "\"{}\" bukan bilangan dari {} sampai {}"},
  {M::goes_with, "{} goes with {} only", "{} hanya berlaku dengan {}"},
  {M::same_file_twice, "{} is given twice", "{} disebut dua kali"},
  {M::once_is_enough, "its rows would count twice; give each file once", "barisnya akan terhitung dua kali; sebutkan tiap berkas sekali"},
};
// clang-format on

constexpr size_t blanks_in(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 1] == '{') {
      ++i;
    } else if (text[i] == '{' && text[i + 1] == '}') {
      ++count;
    }
  }
  return count;
}

constexpr bool table_is_sound() {
  if (std::size(kWords) != static_cast<size_t>(Message::count)) return false;
  for (size_t i = 0; i < std::size(kWords); ++i) {
    if (static_cast<size_t>(kWords[i].message) != i) return false;
    if (blanks_in(kWords[i].english) != blanks_in(kWords[i].indonesian)) return false;
  }
  return true;
}
static_assert(table_is_sound(), "one entry for each message, in order, with the same {} in both languages");

Language g_language = Language::english;

}  // namespace

void set_language(Language language) { g_language = language; }
Language language() { return g_language; }

Language wanted_language(int argc, const char* const* argv) {
  std::string_view wanted;
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    if (argument == "--") break;
    if (argument == "--language" && i + 1 < argc) wanted = argv[i + 1];
    if (argument.starts_with("--language=")) wanted = argument.substr(11);
  }
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = wanted.empty() ? std::getenv(variable) : nullptr;
    if (value) wanted = value;
  }
  bool indonesian = wanted.starts_with("id") && (wanted.size() == 2 || wanted[2] == '_' || wanted[2] == '.');
  return indonesian ? Language::indonesian : Language::english;
}

std::string_view words(Message message) {
  const Words& entry = kWords[static_cast<size_t>(message)];
  return g_language == Language::indonesian ? entry.indonesian : entry.english;
}

std::string counted(uint64_t count, Message one, Message many) { return say(count == 1 ? one : many, grouped(count)); }

std::string label_word(int32_t label) {
  constexpr Message kLabels[] = {M::word_complaint, M::word_abuse, M::word_spam, M::word_influencer};
  return label >= 0 && label < PILAH_LABEL_COUNT ? say(kLabels[label]) : say(Message::no_label);
}

std::string action_word(int32_t action) {
  constexpr Message kActions[] = {M::word_none, M::word_respond, M::word_hide, M::word_escalate};
  return action >= 0 && action < 4 ? say(kActions[action]) : std::string();
}

std::string channel_word(int32_t channel) {
  constexpr Message kChannels[] = {M::word_public, M::word_private, M::word_public_then_private};
  return channel >= 1 && channel <= 3 ? say(kChannels[channel - 1]) : std::string();
}

}  // namespace pilah::cli
