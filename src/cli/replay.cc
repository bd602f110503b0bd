// SPDX-License-Identifier: Apache-2.0
// Each record is classified again and its verdict written again; the bytes must be those of the record. Where they are
// not, the two are compared field by field. A record of another rule set is refused: whatever came out would prove
// nothing.
#include "cli/replay.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_compare.h"
#include "cli/json_text.h"
#include "cli/labelled.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/record.h"
#include "cli/terminal.h"

#include <set>

namespace pilah::cli {
namespace {

struct Totals {
  uint64_t same = 0, differ = 0, other_rules = 0, broken = 0;
  std::set<std::string> other_hashes, other_libraries;
};

class Replayer {
public:
  Replayer(const ReplayOptions& options, const pilah_ruleset* ruleset)
      : options_(options), ruleset_(ruleset), judge_(ruleset), writer_(ruleset, EvidenceDetail::full, {}) {}

  Totals totals;

  void take(const std::string& file, uint64_t line, const Row& row, const Recorded& recorded) {
    if (recorded.verdict.empty() || recorded.ruleset.empty()) {
      ++totals.broken;
      return print_error(
          fmt::format(fmt::runtime(either("{}:{}: no evidence record: it has no \"verdict\" and \"ruleset\"",
                                          "{}:{}: bukan catatan bukti: tidak ada \"verdict\" dan \"ruleset\"")),
                      file, line));
    }
    if (recorded.ruleset != pilah_ruleset_hash(ruleset_)) {
      ++totals.other_rules;
      totals.other_hashes.emplace(recorded.ruleset);
      return;
    }
    if (recorded.library != pilah_version()) totals.other_libraries.emplace(recorded.library);
    Buffer now;
    append_verdict(writer_, row, judge_(row.comment), now);
    if (view(now) == recorded.verdict) {
      ++totals.same;
      return;
    }
    const std::vector<Difference> found = differences(recorded.verdict, view(now));
    ++(found.empty() ? totals.same : totals.differ);
    if (!found.empty()) report(file, line, row, found);
  }

private:
  void report(const std::string& file, uint64_t line, const Row& row, const std::vector<Difference>& found) {
    Buffer out;
    if (options_.json) {
      append(out, "{\"file\":");
      append_json_string(out, file);
      append(out, fmt::format(",\"line\":{},", line));
      if (row.has_id) append_id(out, row);
      append(out, "\"differences\":[");
      for (size_t i = 0; i < found.size(); ++i) {
        append(out, i ? ",{\"field\":" : "{\"field\":");
        append_json_string(out, found[i].field);
        append(out, ",\"recorded\":");
        append_json_string(out, found[i].before);
        append(out, ",\"now\":");
        append_json_string(out, found[i].after);
        append(out, '}');
      }
      append(out, "]}\n");
    } else {
      const std::string id = row.has_id ? fmt::format(" (id {})", printable(row.id)) : std::string();
      append(out, fmt::format("{}:{}{}: {}\n", file, line, id, either("differs", "berbeda")));
      for (const Difference& difference : found)
        append(out,
               fmt::format(fmt::runtime(either("  {}: recorded {}, now {}\n", "  {}: tercatat {}, kini {}\n")),
                           difference.field.empty() ? "verdict" : printable(difference.field),
                           shortened(printable(difference.before), 200), shortened(printable(difference.after), 200)));
    }
    output_.write(view(out));
  }

  const ReplayOptions& options_;
  const pilah_ruleset* ruleset_;
  Judge judge_;
  JsonlWriter writer_;
  Output output_;
};

std::string joined(const std::set<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

}  // namespace

int run_replay(const ReplayOptions& options) {
  const Ruleset ruleset = open_rules(options.rules);
  Replayer replayer(options, ruleset.get());
  Totals& totals = replayer.totals;
  for (const std::string& file : options.files) {
    bool any = false;
    const bool sound = read_records(file, [&](const Row& row, const Recorded& recorded, uint64_t line) {
      any = true;
      replayer.take(file, line, row, recorded);
    });
    if (!sound) ++totals.broken;
    if (interrupted()) return kInterrupted;
    if (!any && sound)  // proves nothing, and would look like a proof
      throw Failure(
          fmt::format(fmt::runtime(either("{} holds no evidence record", "{} tidak berisi catatan bukti")), file),
          say(Message::records_are));
  }
  const uint64_t all = totals.same + totals.differ;
  print_error(fmt::format(fmt::runtime(either("pilah: records that give the verdict that was recorded: {} of {}",
                                              "pilah: catatan yang menghasilkan putusan yang tercatat: {} dari {}")),
                          grouped(totals.same), grouped(all)));
  if (totals.differ && !totals.other_libraries.empty())
    print_error(fmt::format(fmt::runtime(either("pilah: some were made by library {}; this is {}",
                                                "pilah: sebagian dibuat oleh pustaka {}; ini {}")),
                            joined(totals.other_libraries), pilah_version()));
  if (totals.other_rules) {
    throw Failure(
        fmt::format(
            fmt::runtime(either("records made with other rules: {}, rule set {}; the rules at hand are {}",
                                "catatan yang dibuat dengan aturan lain: {}, set aturan {}; aturan yang dipakai {}")),
            grouped(totals.other_rules), printable(joined(totals.other_hashes)), pilah_ruleset_hash(ruleset.get())),
        either(
            "give --rules the image that was in use then; keep it with \"pilah compile\" beside the records",
            "berikan pada --rules image yang dipakai waktu itu; simpan dengan \"pilah compile\" di samping catatan"));
  }
  return totals.differ || totals.broken ? kSomeRowsFailed : kFine;
}

}  // namespace pilah::cli
