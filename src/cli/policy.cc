// SPDX-License-Identifier: Apache-2.0
// The matrix asks the library what it would do, row by row, so it shows what the policy does and not what it says.
#include "cli/policy.h"

#include "cli/failure.h"
#include "cli/handles.h"
#include "cli/io.h"
#include "cli/messages.h"
#include "cli/spoken.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace pilah::cli {
namespace {

std::string policy_page(const pilah_ruleset* ruleset) {
  const int32_t wanted = language() == Language::indonesian ? PILAH_INDONESIAN : PILAH_ENGLISH;
  size_t size = 0;
  expect_ok(pilah_ruleset_policy_page(ruleset, wanted, nullptr, 0, &size));
  std::string page(size, '\0');
  expect_ok(pilah_ruleset_policy_page(ruleset, wanted, page.data(), page.size(), &size));
  return page;
}

int32_t kind_named(std::string_view name) {
  int32_t kind = 0;
  while (pilah_kind_name(kind) != name) ++kind;
  return kind;
}

// What a comment may be, by its main label.
struct Subject {
  const char* kind;
  int32_t label;
  bool grievance = false;  // a complaint that is rude
};
constexpr Subject kSubjects[] = {
    {"other", PILAH_COMPLAINT}, {"refund", PILAH_COMPLAINT}, {"insult", PILAH_ABUSE, true}, {"profanity", PILAH_ABUSE},
    {"insult", PILAH_ABUSE},    {"hate", PILAH_ABUSE},       {"sexual", PILAH_ABUSE},       {"ill-wish", PILAH_ABUSE},
    {"threat", PILAH_ABUSE},    {"gambling", PILAH_SPAM},    {"creator", PILAH_INFLUENCER},
};

// How far beyond its threshold a label is, in percent.
struct Severity {
  const char* english;
  const char* indonesian;
  int32_t percent;
};
constexpr Severity kSeverities[] = {{"hint", "petunjuk", 80}, {"holds", "berlaku", 100}, {"strong", "kuat", 300}};

enum class Author { unknown, ordinary, troll, influencer };
constexpr std::pair<const char*, const char*> kAuthors[] = {
    {"unknown", "tidak dikenal"}, {"ordinary", "biasa"}, {"known troll", "tukang rusuh"}, {"influencer", "influencer"}};

// In English the name is plain enough, and what rules are written with.
std::string name_of(std::string_view name) { return either(name, spoken(name)); }

uint64_t tag_bit(const pilah_ruleset* ruleset, std::string_view name) {
  for (uint32_t i = 0; const char* tag = pilah_ruleset_tag_name(ruleset, i); ++i)
    if (tag == name) return uint64_t{1} << i;
  return 0;
}

class Matrix {
public:
  explicit Matrix(const pilah_ruleset* ruleset) : ruleset_(ruleset), scratch_(new_scratch()) {}

  std::string write() {
    std::string out = either("| label | kind | target | severity |", "| label | jenis | sasaran | bobot |");
    for (const auto& [english, indonesian] : kAuthors) out += fmt::format(" {} |", either(english, indonesian));
    out += "\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (const Subject& subject : kSubjects) {
      const bool aimed = subject.label == PILAH_ABUSE && std::string_view(subject.kind) != "profanity";
      for (std::string_view target : {"none", "nobody", "person", "group", "staff", "brand"}) {
        const bool fits = aimed ? target != "none" && target != "nobody"
                                : target == (subject.label == PILAH_ABUSE ? "nobody" : "none");
        if (!fits) continue;
        for (const Severity& severity : kSeverities) row(out, subject, target, severity);
      }
    }
    return out;
  }

private:
  void row(std::string& out, const Subject& subject, std::string_view target, const Severity& severity) {
    std::string label = label_word(subject.label);
    if (subject.grievance) label = fmt::format("{} + {}", label_word(PILAH_COMPLAINT), label);
    out +=
        fmt::format("| {} | {} | {} | {} |", label, name_of(subject.kind),
                    target == "none" ? std::string() : name_of(target), either(severity.english, severity.indonesian));
    for (Author author : {Author::unknown, Author::ordinary, Author::troll, Author::influencer}) {
      const pilah_verdict verdict = decide(subject, target, severity, author);
      out += fmt::format(" {}, {} ({}) |", either(pilah_action_name(verdict.action), action_word(verdict.action)),
                         verdict.priority, verdict.policy_row);
    }
    out += '\n';
  }

  pilah_verdict decide(const Subject& subject, std::string_view target, const Severity& severity, Author author) {
    pilah_comment facts;
    pilah_verdict in, out;
    pilah_comment_init(&facts, sizeof facts);
    pilah_verdict_init(&in, sizeof in);
    pilah_verdict_init(&out, sizeof out);
    const auto points = [&](int32_t label, int32_t percent) {
      in.scores[label].points = pilah_ruleset_threshold(ruleset_, label) * percent / 100;
    };
    points(subject.label, severity.percent);
    in.scores[subject.label].kind = kind_named(subject.kind);
    if (subject.grievance) points(PILAH_COMPLAINT, severity.percent);
    while (pilah_target_name(in.scores[PILAH_ABUSE].target) != target) ++in.scores[PILAH_ABUSE].target;
    if (author == Author::ordinary) facts.author_followers = 200;
    if (author == Author::troll) {
      facts.author_followers = 12;
      facts.author_earlier_hidden = 5;
      in.tags |= tag_bit(ruleset_, "gabut");
    }
    if (author == Author::influencer) {
      facts.author_followers = 400000;
      if (subject.label != PILAH_INFLUENCER) points(PILAH_INFLUENCER, 200);
    }
    expect_ok(pilah_decide(ruleset_, scratch_.get(), &facts, &in, &out));
    return out;
  }

  const pilah_ruleset* ruleset_;
  Scratch scratch_;
};

}  // namespace

int run_policy(const PolicyOptions& options) {
  const Ruleset ruleset = open_rules(options.rules);
  Output().write(options.matrix ? Matrix(ruleset.get()).write() : policy_page(ruleset.get()));
  return kFine;
}

}  // namespace pilah::cli
