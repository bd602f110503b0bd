// SPDX-License-Identifier: Apache-2.0
// A whole dump is counted exactly, so memory grows with the number of different keys; a stream has pilah_window.
#include "cli/campaigns.h"

#include "cli/failure.h"
#include "cli/io.h"
#include "cli/json_text.h"
#include "cli/labelled.h"
#include "cli/messages.h"
#include "cli/numbers.h"
#include "cli/tally.h"
#include "cli/terminal.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace pilah::cli {
namespace {

struct Campaign {
  uint64_t key = 0;
  uint64_t rows = 0;
  std::unordered_set<std::string> authors;
  std::array<uint64_t, PILAH_LABEL_COUNT> labels{};  // rows on which each label holds
  std::array<uint64_t, 2> gold{};                    // rows that people call no spam, and spam
  std::string sample, file;
  uint64_t line = 0;  // of the sample, the first of them

  std::string label() const {
    const auto most = std::max_element(labels.begin(), labels.end());
    return *most * 2 > rows ? label_word(static_cast<int32_t>(most - labels.begin())) : "-";
  }
};

// Campaigns of one kind of key.
class Roll {
public:
  Roll(const char* name, const std::string& title) : name_(name), title_(title) {}

  void take(uint64_t key, const std::string& file, uint64_t line, const Row& row, const pilah_verdict& verdict,
            int gold) {
    ++rows_;
    if (gold >= 0) ++gold_[static_cast<size_t>(gold)];
    if (key == 0) return;
    Campaign& campaign = campaigns_[key];
    if (campaign.rows++ == 0) {
      campaign.key = key;
      campaign.sample = row.text();
      campaign.file = file;
      campaign.line = line;
    }
    if (!row.author.empty()) campaign.authors.emplace(row.author);
    for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
      campaign.labels[label] += verdict.scores[label].holds != 0;
    if (gold >= 0) ++campaign.gold[static_cast<size_t>(gold)];
  }

  void write(const CampaignsOptions& options, Buffer& out) {
    std::vector<const Campaign*> list;
    uint64_t rows = 0;
    std::array<uint64_t, 2> gold{};
    for (const auto& [key, campaign] : campaigns_) {
      if (campaign.rows < options.least) continue;
      list.push_back(&campaign);
      rows += campaign.rows;
      for (size_t i = 0; i < 2; ++i) gold[i] += campaign.gold[i];
    }
    std::sort(list.begin(), list.end(), [](const Campaign* a, const Campaign* b) {
      return a->rows != b->rows ? a->rows > b->rows : a->key < b->key;
    });
    const size_t found = list.size();
    if (options.most > 0 && list.size() > options.most) list.resize(options.most);
    if (options.json) return write_json(list, found, rows, gold, options, out);

    append(out, title_ + "\n");
    if (!list.empty())
      append(out,
             fmt::format("{:>7}  {:>7}  {:<12}  {:<16}  {}\n", either("rows", "baris"), either("authors", "penulis"),
                         either("label", "label"), either("key", "kunci"), either("for example", "contoh")));
    for (const Campaign* campaign : list) {
      const std::string authors = campaign->authors.empty() ? "?" : std::to_string(campaign->authors.size());
      std::string sample = shortened(printable(campaign->sample), 70);
      std::replace(sample.begin(), sample.end(), '\n', ' ');
      append(out, fmt::format("{:>7}  {:>7}  {:<12}  {:016x}  {}\n", campaign->rows, authors, campaign->label(),
                              campaign->key, sample));
    }
    append(out, fmt::format(fmt::runtime(either("found (--least {}): {}; comments with them: {} of {}\n",
                                                "ditemukan (--least {}): {}; komentar yang memuatnya: {} dari {}\n")),
                            grouped(options.least), grouped(found), grouped(rows), grouped(rows_)));
    if (list.size() < found)
      append(out, fmt::format(fmt::runtime(either("shown (--most {}): the commonest\n",
                                                  "ditampilkan (--most {}): yang tersering\n")),
                              grouped(list.size())));
    const std::array<std::string, 2> names = {either("not spam", "bukan spam"), "spam"};
    for (size_t i = 2; i-- > 0;) {
      const std::optional<Share> share = share_of(gold[i], gold_[i]);
      if (!share) continue;
      append(out, fmt::format(fmt::runtime(either("  of rows labelled {}: {} of {}, {} ({}–{})\n",
                                                  "  dari baris berlabel {}: {} dari {}, {} ({}–{})\n")),
                              names[i], grouped(gold[i]), grouped(gold_[i]), percent(share->value, 2),
                              decimal(share->low * 100, 2), decimal(share->high * 100, 2)));
    }
  }

private:
  void write_json(const std::vector<const Campaign*>& list, size_t found, uint64_t rows,
                  const std::array<uint64_t, 2>& gold, const CampaignsOptions& options, Buffer& out) const {
    for (const Campaign* campaign : list) {
      append(out, fmt::format("{{\"by\":\"{}\",\"key\":\"{:016x}\",\"rows\":{},\"authors\":{},\"labels\":{{", name_,
                              campaign->key, campaign->rows,
                              campaign->authors.empty() ? "null" : std::to_string(campaign->authors.size())));
      for (size_t label = 0; label < PILAH_LABEL_COUNT; ++label)
        append(out, fmt::format("{}\"{}\":{}", label ? "," : "", pilah_label_name(static_cast<int32_t>(label)),
                                campaign->labels[label]));
      append(out, "},\"file\":");
      append_json_string(out, campaign->file);
      append(out, fmt::format(",\"line\":{},\"sample\":", campaign->line));
      append_json_string(out, campaign->sample);
      append(out, "}\n");
    }
    append(out, fmt::format("{{\"by\":\"{}\",\"least\":{},\"keys\":{},\"rows_in_keys\":{},\"rows\":{},"
                            "\"spam_in_keys\":{},\"spam\":{},\"other_in_keys\":{},\"other\":{}}}\n",
                            name_, options.least, found, rows, rows_, gold[1], gold_[1], gold[0], gold_[0]));
  }

  const char* name_;
  std::string title_;
  std::unordered_map<uint64_t, Campaign> campaigns_;
  uint64_t rows_ = 0;
  std::array<uint64_t, 2> gold_{};
};

}  // namespace

int run_campaigns(const CampaignsOptions& options) {
  const Ruleset ruleset = open_rules(options.rules);
  Judge judge(ruleset.get());
  Roll copies("copy", either("Copies of one text", "Salinan satu teks"));
  Roll promotions("promotion", either("\nThe same site, telephone or link", "\nSitus, telepon, atau tautan yang sama"));
  bool sound = true;
  for (const std::string& file : options.files) {
    const bool read = read_comments(file, options.names, [&](const Row& row, const Gold& gold, uint64_t line) {
      const pilah_verdict& verdict = judge(row.comment);
      const int said = gold.labels[PILAH_SPAM];
      copies.take(verdict.campaign, file, line, row, verdict, said);
      promotions.take(verdict.promotion, file, line, row, verdict, said);
    });
    sound = read && sound;
    if (interrupted()) return kInterrupted;
  }
  Buffer out;
  copies.write(options, out);
  promotions.write(options, out);
  Output().write(view(out));
  return sound ? kFine : kSomeRowsFailed;
}

}  // namespace pilah::cli
