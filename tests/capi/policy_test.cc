// SPDX-License-Identifier: Apache-2.0
// What the policy promises, over random labels, tags and facts; office hours, priorities and overlays by example.
#include "pilah/pilah.h"

#include "capi/handles.h"
#include "decide/policy.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace {

constexpr int kRounds = 100'000;

struct Desk {
  pilah_ruleset* rules = nullptr;
  pilah_scratch* scratch = nullptr;

  explicit Desk(pilah_ruleset* of = nullptr) : rules(of) {
    if (!rules) REQUIRE(pilah_ruleset_default(&rules) == PILAH_OK);
    REQUIRE(pilah_scratch_new(&scratch) == PILAH_OK);
  }
  ~Desk() {
    pilah_scratch_free(scratch);
    pilah_ruleset_free(rules);
  }

  uint64_t tag(std::string_view name) const {
    for (uint32_t i = 0; const char* known = pilah_ruleset_tag_name(rules, i); ++i)
      if (known == name) return uint64_t{1} << i;
    FAIL("no such tag: " << name);
    return 0;
  }
};

struct Input {
  pilah_comment facts;
  pilah_verdict labels;

  Input() {
    pilah_comment_init(&facts, sizeof facts);
    pilah_verdict_init(&labels, sizeof labels);
  }

  pilah_verdict decide(const Desk& desk) const {
    pilah_verdict out;
    pilah_verdict_init(&out, sizeof out);
    REQUIRE(pilah_decide(desk.rules, desk.scratch, &facts, &labels, &out) == PILAH_OK);
    return out;
  }
};

int32_t kind_named(std::string_view name) {
  int32_t kind = 0;
  while (pilah_kind_name(kind) != name) ++kind;
  return kind;
}

int32_t random_kind(std::mt19937& random, int32_t label) {
  constexpr const char* kFirst[] = {"delivery", "profanity", "gambling", "creator"};
  constexpr int32_t kCount[] = {13, 6, 10, 6};
  return kind_named(kFirst[label]) + static_cast<int32_t>(random() % static_cast<uint32_t>(kCount[label]));
}

Input random_input(std::mt19937& random, uint32_t tags) {
  Input in;
  for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label) {
    pilah_score& score = in.labels.scores[label];
    if (random() % 2 == 0) score.points = static_cast<int32_t>(random() % 90) - 20;
    score.kind = random_kind(random, label);
  }
  in.labels.scores[PILAH_ABUSE].target = 1 + static_cast<int32_t>(random() % 6);
  for (uint32_t tag = 0; tag < tags; ++tag)
    if (random() % 10 == 0) in.labels.tags |= uint64_t{1} << tag;
  const auto sometimes = [&](auto& fact, uint32_t below) {
    if (random() % 3 == 0) fact = static_cast<std::remove_reference_t<decltype(fact)>>(random() % below);
  };
  pilah_comment& f = in.facts;
  sometimes(f.author_followers, 3'000'000);
  sometimes(f.author_account_days, 100);
  sometimes(f.author_posts_per_day, 100);
  sometimes(f.author_verified, 2);
  sometimes(f.author_customer, 2);
  sometimes(f.author_earlier_complaints, 6);
  sometimes(f.author_earlier_hidden, 6);
  sometimes(f.author_unanswered_reports, 4);
  sometimes(f.platform, PILAH_PLATFORM_COUNT);
  sometimes(f.likes, 3000);
  sometimes(f.replies, 300);
  sometimes(f.position, 20);
  sometimes(f.time, 2'000'000'000);
  sometimes(f.now, 2'000'000'000);
  sometimes(f.thread_ours, 2);
  if (random() % 20 == 0) f.thread_owner = PILAH_YES;
  return in;
}

std::string shown(const Input& in, const pilah_verdict& out) {
  std::string text = std::string(pilah_action_name(out.action)) + " by " + out.policy_row + ":";
  for (int32_t label = 0; label < PILAH_LABEL_COUNT; ++label)
    text += std::string(" ") + pilah_label_name(label) + " " + std::to_string(in.labels.scores[label].points) + " " +
            pilah_kind_name(in.labels.scores[label].kind);
  return text + " tags " + std::to_string(in.labels.tags) + " followers " + std::to_string(in.facts.author_followers);
}

// How much each action attends to the writer, and how hard it deals with them. A hint of a grievance may keep a comment
// from being hidden.
constexpr int kAttention[] = {0, 1, 0, 2};  // none, respond, hide, escalate
constexpr int kHardness[] = {0, 1, 2, 3};

}  // namespace

TEST_CASE("the promises of the policy over 100,000 random inputs") {
  const Desk desk;
  std::mt19937 random(5);
  uint32_t tags = 0;
  while (pilah_ruleset_tag_name(desk.rules, tags)) ++tags;
  const uint64_t danger = desk.tag("self-harm") | desk.tag("violence") | desk.tag("safety");
  int actions[4] = {}, dangers = 0, raised = 0, longer = 0;

  for (int round = 0; round < kRounds; ++round) {
    const Input in = random_input(random, tags);
    const pilah_verdict out = in.decide(desk);
    const auto said = [&] { return shown(in, out); };
    ++actions[out.action];

    // The default is reached: some row always decides, and the priority is the sum of its parts.
    CHECK(*out.policy_row != 0);
    int32_t sum = 0;
    for (int32_t part : out.priority_parts) {
      CHECK(part >= 0);
      sum += part;
    }
    CHECK_MESSAGE((sum == out.priority && sum <= 100), said());

    // A complaint that is not spam is never hidden.
    const bool complaint = out.scores[PILAH_COMPLAINT].holds, spam = out.scores[PILAH_SPAM].holds;
    CHECK_MESSAGE(!(complaint && !spam && out.action == PILAH_HIDE), said());

    // Danger is always escalated; what we write ourselves is not a danger to us.
    const bool threat = out.scores[PILAH_ABUSE].holds && in.labels.scores[PILAH_ABUSE].kind == kind_named("threat");
    const bool own = in.facts.thread_ours == PILAH_YES && in.facts.thread_owner == PILAH_YES;
    if (((in.labels.tags & danger) || threat) && !spam && !own) {
      ++dangers;
      CHECK_MESSAGE(out.action == PILAH_ESCALATE, said());
    }

    // More followers never lower the priority, with the points that they bring or without.
    Input famous = in;
    famous.facts.author_followers =
        std::max<int64_t>(0, in.facts.author_followers) + static_cast<int64_t>(random() % 500'000);
    if (random() % 2) famous.labels.scores[PILAH_INFLUENCER].points += static_cast<int32_t>(random() % 40);
    const pilah_verdict louder = famous.decide(desk);
    CHECK_MESSAGE(louder.priority >= out.priority, said() << " -> " << shown(famous, louder));
    raised += louder.priority > out.priority;

    // More points of the same label never soften the action.
    Input more = in;
    const int32_t label = static_cast<int32_t>(random() % PILAH_LABEL_COUNT);
    more.labels.scores[label].points += 1 + static_cast<int32_t>(random() % 50);
    const pilah_verdict stronger = more.decide(desk);
    const int* rank = label == PILAH_ABUSE ? kHardness : kAttention;
    const bool softer = label == PILAH_SPAM ? spam && out.action == PILAH_HIDE && stronger.action != PILAH_HIDE
                                            : rank[stronger.action] < rank[out.action];
    CHECK_MESSAGE(!softer, pilah_label_name(label) << " of " << said() << " -> " << shown(more, stronger));
    longer += stronger.action != out.action;
  }
  // The generator must have met what the promises are about.
  for (int count : actions) CHECK(count > kRounds / 100);
  CHECK(dangers > kRounds / 10);
  CHECK(raised > kRounds / 10);
  CHECK(longer > kRounds / 100);
}

TEST_CASE("gates only pass over rows that cannot hold") {
  const Desk desk;
  const pilah::Ruleset& rules = desk.rules->engine.rules;
  const std::vector<pilah::Gate> open(rules.row_gates.size(), pilah::Gate{~uint64_t{0}, ~uint64_t{0}});
  pilah::Ruleset slow = rules;
  slow.row_gates = open;
  std::mt19937 random(17);
  for (int round = 0; round < 20'000; ++round) {
    pilah::Verdict verdict;
    pilah::Author author;
    for (pilah::Score& score : verdict.scores) score.points = static_cast<int32_t>(random() % 60) - 10;
    for (size_t label = 0; label < pilah::kLabelCount; ++label)
      verdict.scores[label].kind = static_cast<pilah::Kind>(random_kind(random, static_cast<int32_t>(label)));
    verdict.scores[1].target = static_cast<pilah::Target>(random() % 7);
    for (size_t tag = 0; tag < rules.tags.size(); ++tag)
      if (random() % 8 == 0) verdict.tags |= uint64_t{1} << tag;
    for (int64_t& fact : author.facts)
      if (random() % 4 == 0) fact = static_cast<int64_t>(random() % 1000);
    apply_thresholds(rules, verdict);
    CHECK(pilah::choose_row({rules, verdict, author}) == pilah::choose_row({slow, verdict, author}));
  }
}

namespace {

constexpr std::string_view kTags = "[tags]\nurgent = \"now\"\n";
constexpr std::string_view kPolicy = R"(
sooner = [["priority >= 50", "30m"], [["complaint", "platform:x"], "15m"]]
[thresholds]
complaint = 20
[conditions]
loud = "comment.likes >= 10 | followers >= 1000"
[tiers]
nano = 100
micro = 200
macro = 300
mega = 400
[who]
customer = "customer"
chronic = ["complaint", "earlier-complaints >= 3"]
[priority]
caps = { exposure = 5, waiting = 2 }
exposure = [["comment.likes >= 10", 3], ["comment.likes >= 20", 4], ["followers >= 1000", 1]]
waiting = [["comment.waiting >= 60", 9]]
[hours]
zone = "WITA"
weekdays = "08:00-17:00"
sat = "09:00-12:00"
sun = "closed"
on = { fair = "10:00-24:00" }
holidays = ["2026-01-01 New Year", "*-05-01", "2026-03-20..2026-03-24"]
[days]
fair = ["*-12-12", "*-*-28..*-*-29"]
new-year = ["*-12-30..*-01-02"]
payday = ["*-*-30..*-*-03"]
[checklist]
empathy = { id = "Empati.", en = "Empathy." }
)";

constexpr std::string_view kRows = R"(
[[row]]
id = "danger"
when = ["tag:urgent"]
action = "escalate"
priority = 90
respond_within = "2h"
hours = "always"
[[row]]
id = "loud"
when = ["complaint", "loud"]
action = "respond"
priority = 45
respond_within = "2h"
checklist = ["empathy"]
[[row]]
id = "quiet"
when = ["complaint", "not loud"]
action = "respond"
priority = 30
respond_within = "10h"
[[row]]
id = "rest"
action = "none"
priority = 1
)";

// The checklist of a full policy has all texts; these need one each.
std::string small_policy() {
  std::string text(kPolicy);
  for (std::string_view code : pilah::kChecklistNames)
    if (code != "empathy") text += std::string(code) + " = { id = \"x\", en = \"y\" }\n";
  return text + std::string(kRows);
}

pilah_status compile(const std::string& policy, const std::string& overlay, pilah_ruleset** out,
                     std::string* said = nullptr) {
  const pilah_source sources[] = {{"tags.toml", kTags.data(), kTags.size(), 0, 0},
                                  {"policy.toml", policy.data(), policy.size(), 0, 0},
                                  {"house.toml", overlay.data(), overlay.size(), 1, 0}};
  pilah_diagnostics* why = nullptr;
  const pilah_status status = pilah_ruleset_compile(sources, overlay.empty() ? 2 : 3, nullptr, out, &why);
  pilah_diagnostic one = {};
  one.struct_size = sizeof one;
  for (uint32_t i = 0; said && pilah_diagnostics_at(why, i, &one) == PILAH_OK; ++i) *said += one.text;
  pilah_diagnostics_free(why);
  return status;
}

Desk small_desk(const std::string& overlay = "") {
  pilah_ruleset* rules = nullptr;
  std::string said;
  const pilah_status status = compile(small_policy(), overlay, &rules, &said);
  REQUIRE_MESSAGE(status == PILAH_OK, said);
  return Desk(rules);
}

Input complaint() {
  Input in;
  in.labels.scores[PILAH_COMPLAINT].points = 30;
  return in;
}

// Seconds since 1970 of a day and minute in WITA, eight hours ahead. 2026-01-01 is day 20454, a Thursday.
int64_t wita(int64_t days_after_new_year, int hour, int minute) {
  return (((20454 + days_after_new_year) * 24 + hour - 8) * 60 + minute) * 60;
}

}  // namespace

TEST_CASE("office hours") {
  const Desk desk = small_desk();
  const auto due = [&](int64_t time, bool loud) {
    Input in = complaint();
    in.facts.time = time;
    if (loud) in.facts.likes = 10;
    return in.decide(desk).due;
  };
  // "loud" has two hours, "quiet" ten; office days have nine.
  CHECK(due(wita(1, 9, 0), true) == wita(1, 11, 0));      // Friday
  CHECK(due(wita(1, 16, 30), true) == wita(2, 10, 30));   // until Saturday at nine
  CHECK(due(wita(2, 11, 30), true) == wita(4, 9, 30));    // over Sunday
  CHECK(due(wita(0, 9, 0), true) == wita(1, 10, 0));      // the holiday
  CHECK(due(wita(1, 6, 0), true) == wita(1, 10, 0));      // before they come
  CHECK(due(wita(1, 8, 0), false) == wita(2, 10, 0));     // ten hours are more than a day
  CHECK(due(wita(120, 9, 0), true) == wita(121, 11, 0));  // 1 May, a Friday, of every year: the next day opens at nine
  CHECK(due(wita(77, 16, 0), true) == wita(83, 9, 0));    // 19 March, then holidays until Tuesday 24 March
  CHECK(due(wita(27, 8, 0), true) == wita(27, 12, 0));    // 28 January opens at ten, as every 28th
  CHECK(due(wita(345, 23, 30), true) == wita(347, 9, 30));  // 12 December is a Saturday, open until midnight
  CHECK(due(-1, true) == -1);
  // Seconds count.
  CHECK(due(wita(1, 9, 0) + 59, true) == wita(1, 11, 0) + 59);
  CHECK(due(wita(1, 15, 0) + 45, true) == wita(2, 9, 0) + 45);
  CHECK(due(wita(1, 6, 0) + 45, true) == wita(1, 10, 0));

  Input urgent = complaint();
  urgent.labels.tags = 1;
  urgent.facts.time = wita(3, 23, 0);
  CHECK(urgent.decide(desk).due == wita(3, 23, 30));  // at night on a Sunday, and sooner than two hours
}

TEST_CASE("days that begin in one year or month and end in the next") {
  const Desk desk = small_desk();
  const auto days_at = [&](int64_t day) {
    Input in = complaint();
    in.facts.time = wita(day, 12, 0);
    return in.decide(desk).days;
  };
  constexpr uint32_t kNewYear = 2, kPayday = 4;
  CHECK(days_at(0) == (kNewYear | kPayday));    // 1 January
  CHECK(days_at(2) == kPayday);                 // 3 January
  CHECK(days_at(3) == 0);                       // 4 January
  CHECK(days_at(28) == 1);                      // 29 January is the fair's last day
  CHECK(days_at(29) == kPayday);                // 30 January
  CHECK(days_at(31) == kPayday);                // 1 February
  CHECK(days_at(362) == 1);                     // 29 December
  CHECK(days_at(364) == (kNewYear | kPayday));  // 31 December
}

TEST_CASE("days, tiers, people and priorities") {
  const Desk desk = small_desk();
  Input in = complaint();
  CHECK(in.decide(desk).policy_row == std::string_view("quiet"));
  CHECK(in.decide(desk).tier == PILAH_UNKNOWN);
  CHECK(in.decide(desk).who == 0);
  in.facts.time = wita(27, 0, 0);
  CHECK(in.decide(desk).days == 1);
  in.facts.time = wita(27, 0, 0) - 1;
  CHECK(in.decide(desk).days == 0);
  in.facts.author_followers = 250;
  in.facts.author_customer = PILAH_YES;
  in.facts.author_earlier_complaints = 3;
  pilah_verdict out = in.decide(desk);
  CHECK(out.tier == PILAH_MICRO);
  CHECK(out.heard_from == 1u << PILAH_IN_FACTS);
  CHECK(out.who == (PILAH_WHO_CUSTOMER | PILAH_WHO_CHRONIC));
  CHECK(out.priority == 30);

  in.facts.likes = 25;
  in.facts.now = in.facts.time + 3600;
  out = in.decide(desk);
  CHECK(out.policy_row == std::string_view("loud"));
  CHECK(out.priority_parts[PILAH_SEVERITY] == 45);
  CHECK(out.priority_parts[PILAH_EXPOSURE] == 5);  // seven, capped
  CHECK(out.priority_parts[PILAH_WAITING] == 2);
  CHECK(out.priority == 52);
  CHECK(out.respond_within_minutes == 30);  // from 50 on
  in.facts.platform = PILAH_ON_X;
  CHECK(in.decide(desk).respond_within_minutes == 15);

  in.labels.scores[PILAH_COMPLAINT].points = 0;
  out = in.decide(desk);
  CHECK(out.priority == 1);  // nobody has to act, so nothing is added
  CHECK(out.due == -1);
}

TEST_CASE("near rows and grounds") {
  const Desk desk = small_desk();
  const pilah_near_row* rows = nullptr;
  uint32_t count = 0;
  complaint().decide(desk);
  REQUIRE(pilah_scratch_near_rows(desk.rules, desk.scratch, &rows, &count) == PILAH_OK);
  REQUIRE(count == 1);  // not the urgent one, with which the comment has nothing in common
  CHECK(rows[0].id == std::string_view("loud"));
  CHECK(rows[0].missing == std::string_view("loud"));
  CHECK(rows[0].action == PILAH_RESPOND);
  Input urgent = complaint();
  urgent.labels.tags = 1;
  urgent.decide(desk);
  REQUIRE(pilah_scratch_near_rows(desk.rules, desk.scratch, &rows, &count) == PILAH_OK);
  REQUIRE(count == 1);
  CHECK(rows[0].id == std::string_view("quiet"));
  CHECK(rows[0].missing == std::string_view(""));
  const char* reason = nullptr;
  REQUIRE(pilah_scratch_reason(desk.rules, desk.scratch, &reason) == PILAH_OK);
  CHECK(reason == std::string_view("row danger; priority 90 = severity 90"));
  CHECK(pilah_ruleset_checklist_text(desk.rules, "empathy", PILAH_ENGLISH) == std::string_view("Empathy."));
  CHECK(pilah_ruleset_checklist_text(desk.rules, "empathy", PILAH_INDONESIAN) == std::string_view("Empati."));
  CHECK(pilah_ruleset_checklist_text(desk.rules, "nod", PILAH_ENGLISH) == std::string_view("nod"));
}

TEST_CASE("a tenant changes rows, names and thresholds, and adds rows where they belong") {
  const Desk desk = small_desk(R"(
[thresholds]
complaint = 40
[conditions]
loud = "comment.likes >= 1"
[[row]]
id = "quiet"
respond_within = "1h"
[[row]]
id = "house"
before = "loud"
when = ["complaint", "comment.replies >= 5"]
action = "escalate"
priority = 70
[[row]]
id = "last"
when = ["thread.others"]
action = "respond"
priority = 2
)");
  Input in = complaint();
  CHECK(in.decide(desk).policy_row == std::string_view("rest"));
  in.labels.scores[PILAH_COMPLAINT].points = 40;
  CHECK(in.decide(desk).respond_within_minutes == 60);
  in.facts.likes = 1;
  CHECK(in.decide(desk).policy_row == std::string_view("loud"));
  in.facts.replies = 5;
  CHECK(in.decide(desk).policy_row == std::string_view("house"));
  Input other;
  CHECK(other.decide(desk).policy_row == std::string_view("rest"));  // whose post it is, is not known
  other.facts.thread_ours = PILAH_NO;
  CHECK(other.decide(desk).policy_row == std::string_view("last"));

  pilah_ruleset* rules = nullptr;
  std::string said;
  CHECK(compile(small_policy(), "[[row]]\nid = \"x\"\nbefore = \"qiet\"\naction = \"none\"\n", &rules, &said) ==
        PILAH_RULES_REJECTED);
  CHECK(said.find("E513") != said.npos);
  CHECK(said.find("quiet") != said.npos);
}

TEST_CASE("what cannot be decided on") {
  const Desk desk = small_desk();
  Input in;
  pilah_verdict out;
  pilah_verdict_init(&out, sizeof out);
  CHECK(pilah_decide(nullptr, desk.scratch, &in.facts, &in.labels, &out) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, nullptr, &out) == PILAH_NULL_ARGUMENT);
  in.labels.scores[PILAH_COMPLAINT].kind = kind_named("gambling");
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_BAD_ARGUMENT);
  in.labels.scores[PILAH_COMPLAINT].kind = 0;
  in.labels.scores[PILAH_ABUSE].target = 7;
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_BAD_ARGUMENT);
  in.labels.scores[PILAH_ABUSE].target = 0;
  in.labels.struct_size = 3;
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_BAD_STRUCT_SIZE);
  in.labels.struct_size = sizeof in.labels;
  REQUIRE(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_OK);
  CHECK(out.policy_row != nullptr);
  in.facts.likes = -5;  // what was decided before is not left standing
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_BAD_ARGUMENT);
  CHECK(out.policy_row == nullptr);
  CHECK(out.label == PILAH_NO_LABEL);
  CHECK(out.action == PILAH_NONE);
  in.facts.likes = -1;
  out.struct_size = 3;
  CHECK(pilah_decide(desk.rules, desk.scratch, &in.facts, &in.labels, &out) == PILAH_BAD_STRUCT_SIZE);
  out.struct_size = sizeof out;
  const char* reason = nullptr;
  uint32_t count = 0;
  CHECK(pilah_scratch_reason(desk.rules, nullptr, &reason) == PILAH_NULL_ARGUMENT);
  CHECK(pilah_scratch_near_rows(desk.rules, desk.scratch, nullptr, &count) == PILAH_NULL_ARGUMENT);
  size_t size = 0;
  char small[4];
  CHECK(pilah_ruleset_policy_page(desk.rules, PILAH_ENGLISH, small, sizeof small, &size) == PILAH_BUFFER_TOO_SMALL);
  CHECK(size > 1000);
  CHECK(pilah_ruleset_policy_page(desk.rules, 7, nullptr, 0, &size) == PILAH_BAD_ARGUMENT);
}

TEST_CASE("the page for people is in the language asked for") {
  Desk desk;
  const auto page = [&](int32_t language) {
    size_t size = 0;
    pilah_ruleset_policy_page(desk.rules, language, nullptr, 0, &size);
    std::string out(size, '\0');
    CHECK(pilah_ruleset_policy_page(desk.rules, language, out.data(), out.size(), &size) == PILAH_OK);
    return out;
  };
  const std::string english = page(PILAH_ENGLISH);
  const std::string indonesian = page(PILAH_INDONESIAN);
  for (const char* heading : {"# The policy", "## What the names mean", "## Hours", "## What to mind", "| Monday |"}) {
    CHECK(english.find(heading) != std::string::npos);
    CHECK(indonesian.find(heading) == std::string::npos);
  }
  for (const char* heading : {"# Kebijakan", "## Arti nama", "## Jam kerja", "## Yang perlu diperhatikan", "| Senin |"})
    CHECK(indonesian.find(heading) != std::string::npos);
  for (const char* word : {"| **escalate** |", "| public-then-private |", "| exposure |"}) {
    CHECK(english.find(word) != std::string::npos);
    CHECK(indonesian.find(word) == std::string::npos);
  }
  for (const char* word : {"| **eskalasi** |", "| terbuka dahulu, lalu pribadi |", "| jangkauan |"})
    CHECK(indonesian.find(word) != std::string::npos);
  CHECK(std::count(english.begin(), english.end(), '\n') == std::count(indonesian.begin(), indonesian.end(), '\n'));
}

TEST_CASE("every row of the page is a line, whatever its texts hold") {
  const Desk desk = small_desk(R"([days]
sale = ["2026-03-01 one | two"]
[[row]]
id = "noted"
before = "quiet"
when = ["""
  complaint
| spam""", "not	abuse"]
action = "respond"
why_id = """
satu
| dua"""
why_en = "one"
[checklist]
empathy = { id = "a | b", en = """
c
d""" }
)");
  size_t size = 0;
  pilah_ruleset_policy_page(desk.rules, PILAH_ENGLISH, nullptr, 0, &size);
  std::string page(size, '\0');
  REQUIRE(pilah_ruleset_policy_page(desk.rules, PILAH_ENGLISH, page.data(), page.size(), &size) == PILAH_OK);
  for (const char* row : {"| noted | `complaint \\| spam` and `not abuse` |", "| satu \\| dua / one |",
                          "| empathy | a \\| b | c d |", "| sale | 2026-03-01 one \\| two |"}) {
    CAPTURE(row);
    CHECK(page.find(row) != std::string::npos);
  }
}
