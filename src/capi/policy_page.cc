// SPDX-License-Identifier: Apache-2.0
// The policy as a page for people who run a desk and write no rules.
#include "capi/handles.h"
#include "capi/stars.h"

#include <algorithm>

namespace {

using namespace pilah;

class Page {
public:
  Page(const Ruleset& rules, int32_t language) : rules_(rules), indonesian_(language == PILAH_INDONESIAN) {}

  std::string write() {
    out_ = either(
        "# The policy\n\nRows are tried in order; the first that holds decides. All lines of a row must hold; `|` is "
        "or.\n\n",
        "# Kebijakan\n\nBaris dicoba berurutan; yang pertama cocok menentukan. Semua syarat dalam satu baris harus "
        "terpenuhi; `|` berarti atau.\n\n");
    rows();
    conditions();
    labels();
    people();
    priority();
    hours();
    checklist();
    return std::move(out_);
  }

private:
  const char* text(uint32_t at) const { return rules_.string(at); }
  std::string either(const char* english, const char* indonesian) const { return indonesian_ ? indonesian : english; }

  // A bar would end the cell, and the end of a line the row.
  static std::string cell(std::string_view text) {
    std::string out;
    for (char c : text) {
      if (c == '|') out += '\\';
      out += c == '\n' || c == '\r' ? ' ' : c;
    }
    return out;
  }

  std::string action_of(Action action) const {
    static constexpr const char* kTindakan[] = {"tidak perlu apa-apa", "tanggapi", "sembunyikan", "eskalasi"};
    static_assert(std::size(kTindakan) == kActionNames.size());
    const auto at = static_cast<size_t>(action);
    return indonesian_ ? kTindakan[at] : std::string(kActionNames[at]);
  }

  std::string channel_of(Channel channel) const {
    static constexpr const char* kSaluran[] = {"", "secara terbuka", "secara pribadi", "terbuka dahulu, lalu pribadi"};
    static_assert(std::size(kSaluran) == kChannelNames.size());
    const auto at = static_cast<size_t>(channel);
    return at == 0 ? "" : indonesian_ ? kSaluran[at] : std::string(kChannelNames[at]);
  }

  std::string part_of(uint32_t part) const {
    static constexpr const char* kBagian[] = {"bobot", "jangkauan", "penulis", "lama menunggu", "pengulangan"};
    static_assert(std::size(kBagian) == kPartNames.size());
    return indonesian_ ? kBagian[part] : std::string(kPartNames[part]);
  }

  std::string lines_of(Slice lines, std::string_view between) const {
    std::string out;
    for (const PolicyLine& line : slice(rules_.policy_lines, lines)) {
      if (*text(line.text) == 0) continue;
      if (!out.empty()) out += between;
      out += '`' + cell(text(line.text)) + '`';
    }
    return out;
  }

  std::string minutes_of(uint32_t minutes) const {
    if (minutes == 0) return "";
    if (minutes % 1440 == 0) return std::to_string(minutes / 1440) + either(" d", " hari");
    return minutes % 60 == 0 ? std::to_string(minutes / 60) + either(" h", " jam")
                             : std::to_string(minutes) + either(" min", " menit");
  }

  static std::string clock(int minutes) {
    std::string out = "00:00";
    out[0] = static_cast<char>('0' + minutes / 600);
    out[1] = static_cast<char>('0' + minutes / 60 % 10);
    out[3] = static_cast<char>('0' + minutes % 60 / 10);
    out[4] = static_cast<char>('0' + minutes % 10);
    return out;
  }

  std::string hours_of(OpenHours hours) const {
    return hours.close == 0 ? either("closed", "tutup")
                            : clock(hours.open) + either(" to ", " sampai ") + clock(hours.close);
  }

  void rows() {
    out_ += either("| row | when | action | severity | answer within | where | who acts | mind | what may be told |\n",
                   "| baris | bila | tindakan | bobot | jawab dalam | di mana | oleh siapa | perhatikan | yang boleh "
                   "disampaikan |\n");
    out_ += "| --- | --- | --- | ---: | --- | --- | --- | --- | --- |\n";
    for (const PolicyRow& row : rules_.policy_rows) {
      std::string when = lines_of(row.lines, and_between());
      if (when.empty()) when = either("everything else", "selain itu");
      std::string checklist;
      for (uint32_t code : slice(rules_.checklists, row.checklist))
        checklist += (checklist.empty() ? "" : ", ") + std::string(text(code));
      std::string within = minutes_of(row.respond_within);
      if (row.always && !within.empty()) within += either(", day and night", ", siang malam");
      const std::string cells[] = {text(row.id),
                                   when,
                                   "**" + action_of(row.action) + "**",
                                   std::to_string(row.priority),
                                   within,
                                   channel_of(row.channel),
                                   text(row.route),
                                   checklist,
                                   indonesian_ ? cell(text(row.reason_id)) : reasons_of(row)};
      for (const std::string& content : cells) out_.append("| ").append(content).append(" ");
      out_ += "|\n";
    }
  }

  // An answer may be in either language.
  std::string reasons_of(const PolicyRow& row) const {
    return cell(text(row.reason_id)).append(" / ").append(cell(text(row.reason_en)));
  }

  void conditions() {
    if (rules_.names.empty()) return;
    out_ += either("\n## What the names mean\n\n| name | holds when |\n| --- | --- |\n",
                   "\n## Arti nama\n\n| nama | terpenuhi bila |\n| --- | --- |\n");
    for (const NamedCondition& name : rules_.names)
      out_ += "| " + std::string(text(name.name)) + " | `" + cell(text(name.text)) + "` |\n";
  }

  void labels() {
    out_ += either("\n## Labels\n\n| label | holds from so many points on |\n| --- | ---: |\n",
                   "\n## Label\n\n| label | berlaku mulai poin |\n| --- | ---: |\n");
    for (size_t i = 0; i < kLabelCount; ++i)
      out_ += "| " + std::string(kLabelNames[i]) + " | " + std::to_string(rules_.settings().thresholds[i]) + " |\n";
  }

  void profile_of(const std::string& title, std::span<const std::string_view> names, size_t at) {
    out_ += "\n| " + title + either(" | when |", " | bila |") + "\n| --- | --- |\n";
    for (size_t i = 0; i < names.size(); ++i) {
      const std::string when = lines_of(rules_.profile[at + i].lines, and_between());
      if (!when.empty()) out_ += "| " + std::string(names[i]) + " | " + when + " |\n";
    }
  }

  void people() {
    out_ += either(
        "\n## Who speaks, what they want, how they sound\n\n| heard by | from so many followers on |\n| --- | ---: |\n",
        "\n## Siapa yang berbicara, maunya apa, bagaimana nadanya\n\n| jangkauan | mulai pengikut |\n| --- | ---: |\n");
    for (size_t i = 0; i + 1 < kTierNames.size(); ++i)
      out_ += "| " + std::string(kTierNames[i + 1]) + " | " + std::to_string(rules_.settings().tiers[i]) + " |\n";
    if (rules_.profile.empty()) return;
    profile_of(either("who", "siapa"), kWhoNames, 0);
    profile_of(either("wants", "keinginan"), kWantNames, kWhoNames.size());
    profile_of(either("tone (the first that holds, else calm)", "nada (yang pertama cocok, selain itu calm)"),
               std::span(kToneNames).subspan(1), kWhoNames.size() + kWantNames.size());
  }

  void priority() {
    out_ += either(
        "\n## Priority\n\nSeverity of the row, and what is added for this comment, at most 100 in all. Nothing is "
        "added where nobody has to act.\n\n| part | at most | adds | when |\n| --- | ---: | ---: | --- |\n",
        "\n## Prioritas\n\nBobot baris, ditambah untuk komentar ini, paling banyak 100. Tidak ada yang ditambahkan "
        "bila "
        "tidak ada yang perlu bertindak.\n\n| bagian | paling banyak | tambahan | bila |\n| --- | ---: | ---: | --- "
        "|\n");
    for (const PolicyStep& step : rules_.raises)
      out_ += "| " + part_of(step.part) + " | " + std::to_string(rules_.settings().caps[step.part - 1]) + " | +" +
              std::to_string(step.value) + " | " + lines_of(step.lines, and_between()) + " |\n";
    if (rules_.sooner.empty()) return;
    out_ += either("\n| answer within, if the row says later | when |\n| --- | --- |\n",
                   "\n| jawab dalam, bila barisnya lebih lama | bila |\n| --- | --- |\n");
    for (const PolicyStep& step : rules_.sooner)
      out_ += "| " + minutes_of(step.value) + " | " + lines_of(step.lines, and_between()) + " |\n";
  }

  std::string dates_of(std::span<const DateRange> dates) const {
    std::string out;
    for (const DateRange& date : dates) {
      if (!out.empty()) out += ", ";
      out += text(date.text);
      if (*text(date.name)) out += " " + cell(text(date.name));
    }
    return out;
  }

  void hours() {
    static constexpr const char* kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
    static constexpr const char* kHari[] = {"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"};
    const Settings& settings = rules_.settings();
    out_ += either("\n## Hours\n\nTime to answer runs in office hours (",
                   "\n## Jam kerja\n\nWaktu menjawab dihitung dalam jam kerja (") +
            std::string(kZoneNames[settings.zone]) +
            either("), but for rows that say *day and night*.\n\n| day | hours |\n| --- | --- |\n",
                   "), kecuali baris dengan *siang malam*.\n\n| hari | jam |\n| --- | --- |\n");
    for (size_t i = 0; i < 7; ++i)
      out_ += "| " + either(kDays[i], kHari[i]) + " | " + hours_of(settings.week[i]) + " |\n";
    if (settings.holidays > 0)
      out_ += either("\nHolidays: ", "\nHari libur: ") + dates_of(rules_.dates.first(settings.holidays)) + ".\n";
    if (rules_.days.empty()) return;
    out_ += either("\n| days of their own | dates | hours |\n| --- | --- | --- |\n",
                   "\n| hari khusus | tanggal | jam |\n| --- | --- | --- |\n");
    for (const NamedDay& day : rules_.days)
      out_ += "| " + std::string(text(day.name)) + " | " + dates_of(slice(rules_.dates, day.dates)) + " | " +
              (day.has_hours ? hours_of(day.hours) : either("as any", "seperti biasa")) + " |\n";
  }

  void checklist() {
    if (rules_.texts.empty()) return;
    out_ += either("\n## What to mind\n\n| code | in Indonesian | in English |\n| --- | --- | --- |\n",
                   "\n## Yang perlu diperhatikan\n\n| kode | dalam bahasa Indonesia | dalam bahasa Inggris |\n| --- | "
                   "--- | --- |\n");
    for (const ChecklistText& one : rules_.texts)
      out_ += "| " + std::string(text(one.code)) + " | " + cell(text(one.id)) + " | " + cell(text(one.en)) + " |\n";
  }

  std::string and_between() const { return either(" and ", " dan "); }

  const Ruleset& rules_;
  bool indonesian_;
  std::string out_;
};

}  // namespace

extern "C" {

pilah_status pilah_ruleset_policy_page(const pilah_ruleset* ruleset, int32_t language, char* buffer, size_t capacity,
                                       size_t* needed) {
  if (needed) *needed = 0;
  if (!ruleset || !needed || (!buffer && capacity != 0)) return PILAH_NULL_ARGUMENT;
  if (language != PILAH_INDONESIAN && language != PILAH_ENGLISH) return PILAH_BAD_ARGUMENT;
  return guarded([&] { return hand_out(Page(ruleset->engine.rules, language).write(), buffer, capacity, needed); });
}

const char* pilah_ruleset_checklist_text(const pilah_ruleset* ruleset, const char* code, int32_t language) {
  if (!ruleset || !code) return "";
  const Ruleset& rules = ruleset->engine.rules;
  for (const ChecklistText& text : rules.texts)
    if (std::string_view(rules.string(text.code)) == code)
      return rules.string(language == PILAH_INDONESIAN ? text.id : text.en);
  return code;
}

int32_t pilah_ruleset_zone_minutes(const pilah_ruleset* ruleset) {
  return ruleset ? static_cast<int32_t>(zone_minutes(ruleset->engine.rules.settings().zone)) : 0;
}

const char* pilah_ruleset_day_name(const pilah_ruleset* ruleset, uint32_t index) {
  if (!ruleset || index >= ruleset->engine.rules.days.size()) return nullptr;
  const Ruleset& rules = ruleset->engine.rules;
  return rules.string(rules.days[index].name);
}

}  // extern "C"
