// SPDX-License-Identifier: Apache-2.0
// A small triage desk in C++: facts about the author change what should be done.
#include <pilah/pilah.hpp>

#include <cstdio>

namespace {

void show(pilah::Classifier& classifier, const pilah::Comment& comment) {
  const pilah::Verdict& verdict = classifier.classify(comment);
  if (classifier.status() != PILAH_OK) {
    std::fprintf(stderr, "%s\n", pilah_status_message(classifier.status()));
    return;
  }
  std::printf("%-9s priority %3d  %-14s %.*s\n", pilah_action_name(verdict.action), verdict.priority, verdict.route,
              static_cast<int>(comment.text_size), comment.text);
  for (const pilah_evidence& reason : verdict.reasons())
    if (reason.points != 0) std::printf("    %+4d %s\n", reason.points, reason.rule);
}

}  // namespace

int main() {
  pilah::Classifier classifier(pilah::RuleSet::built_in());
  if (!classifier) {
    std::fprintf(stderr, "%s\n", pilah_status_message(classifier.status()));
    return 1;
  }
  show(classifier, "min paket saya kok belum sampai juga, udah 2 minggu");
  show(classifier,
       pilah::Comment("min paket saya kok belum sampai juga, udah 2 minggu").followers(250000).verified(true));
  show(classifier, "gacor parah di 𝐁𝐔𝐍𝐆𝐀𝟖𝟖, modal 50rb jadi 3jt");
  show(classifier, "adminnya goblok banget sih lo");
  show(classifier, "jam buka hari minggu sampai jam berapa ya kak?");
  std::printf("masked: %s\n", classifier.mask("dasar goblok lo", 1u << PILAH_ABUSE).c_str());
}
