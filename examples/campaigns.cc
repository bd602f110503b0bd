// SPDX-License-Identifier: Apache-2.0
// One text from many accounts: a window counts comments as they come, and what it saw is one more fact about each.
#include <pilah/pilah.hpp>

#include <cinttypes>
#include <cstdio>
#include <string>

namespace {

struct Received {
  const char* author;
  const char* text;
};

// What senders change between copies does not hide them; customers who say the same in their own words are no campaign.
constexpr Received kFeed[] = {
    {"rara", "paket saya belum sampai juga, penipu, sudah dua minggu"},
    {"dina", "PAKET SAYA belum sampai juga!!! penipu, sudah dua minggu @toko"},
    {"budi", "kak pesanan aku kok belum dikirim ya dari senin"},
    {"tono", "paket saya belum sampai jugaaa, penipu, sudah dua minggu"},
};

std::string tags_of(const pilah::Classifier& classifier, const pilah::Verdict& verdict) {
  std::string all;
  for (uint32_t i = 0; const char* name = pilah_ruleset_tag_name(classifier.rules().get(), i); ++i)
    if (verdict.tags >> i & 1) all += std::string(" ") + name;
  return all;
}

}  // namespace

int main() {
  pilah::Classifier classifier(pilah::RuleSet::built_in());
  pilah::Window window;  // the last 100,000 comments, in 18 MB; Window(3600, true) looks back an hour
  if (!classifier || !window) return 1;
  for (const Received& received : kFeed) {
    pilah::Comment comment(received.text);
    if (classifier.note(window, comment, received.author) != PILAH_OK) return 1;
    const pilah::Verdict& verdict = classifier.classify(comment);
    if (classifier.status() != PILAH_OK) return 1;
    std::printf("%-8s seen %" PRId64 " times from %" PRId64 " authors: %s\n         %s, row %s, tags%s\n",
                received.author, comment.copies, comment.copy_authors, received.text, pilah_action_name(verdict.action),
                verdict.policy_row, tags_of(classifier, verdict).c_str());
  }
}
