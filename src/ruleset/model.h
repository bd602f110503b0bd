// SPDX-License-Identifier: Apache-2.0
// The vocabulary that rules, images and verdicts share: labels, contexts, roles, statuses and their names.
#pragma once

#include "base/bits.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pilah {

// The order of every enum here is part of the image format and of the C API: append only.

enum class Label : uint8_t { complaint, abuse, spam, influencer };
inline constexpr size_t kLabelCount = 4;
inline constexpr uint8_t kNoLabel = 0xff;  // of rules that only set tags or feed composites
inline constexpr std::array<std::string_view, kLabelCount> kLabelNames = {"complaint", "abuse", "spam", "influencer"};

enum class Action : uint8_t { none, respond, hide, escalate };
inline constexpr std::array<std::string_view, 4> kActionNames = {"none", "respond", "hide", "escalate"};

enum class Channel : uint8_t { none, public_, private_, public_then_private };
inline constexpr std::array<std::string_view, 4> kChannelNames = {"none", "public", "private", "public-then-private"};

enum class RuleStatus : uint8_t { active, shadow, draft, retired };
inline constexpr std::array<std::string_view, 4> kRuleStatusNames = {"active", "shadow", "draft", "retired"};

// Where a rule's patterns look.
enum class Field : uint8_t { text, bio };
inline constexpr std::array<std::string_view, 2> kFieldNames = {"text", "bio"};

// Circumstances of a hit that change its meaning.
enum class Context : uint8_t { negation, question, condition, quotation, second_person, first_person, reason };
inline constexpr std::array<std::string_view, 7> kContextNames = {
    "negation", "question", "condition", "quotation", "second-person", "first-person", "reason"};
using Contexts = Bits<Context>;

// Parts that words play, declared in shared packs.
enum class Role : uint8_t {
  negation,
  condition,
  question,
  second_person,
  first_person,
  filler,
  report,
  staff,
  brand,
  group,
  lang_id,
  lang_en,
  lang_jv,
  lang_su,
  factive,
  indefinite,
  reason,
};
inline constexpr std::array<std::string_view, 17> kRoleNames = {
    "negation", "condition", "question", "second-person", "first-person", "filler",  "report",     "staff", "brand",
    "group",    "lang-id",   "lang-en",  "lang-jv",       "lang-su",      "factive", "indefinite", "reason"};
using Roles = Bits<Role>;

enum class Language : uint8_t { unknown, id, en, mixed, jv, su };
inline constexpr std::array<std::string_view, 6> kLanguageNames = {"unknown", "id", "en", "mixed", "jv", "su"};

// What is said of a label beyond its name. Kinds of one label are one range, so that a number tells both.
enum class Kind : uint8_t {
  none,
  // complaint topics
  delivery,
  product,
  price,
  refund,
  payment,
  service,
  app,
  network,
  account,
  fraud,
  safety,
  facility,
  other,
  // kinds of abuse
  profanity,
  insult,
  hate,
  threat,
  sexual,
  ill_wish,
  // kinds of spam
  gambling,
  selling,
  scam,
  loan,
  follow_bait,
  adult,
  link,
  repeat,
  job,
  invest,
  // kinds of influencer
  creator,
  celebrity,
  press,
  official,
  endorser,
  offer,
};
inline constexpr std::array<std::string_view, 36> kKindNames = {
    "none",    "delivery", "product",  "price",    "refund",    "payment",   "service",     "app",      "network",
    "account", "fraud",    "safety",   "facility", "other",     "profanity", "insult",      "hate",     "threat",
    "sexual",  "ill-wish", "gambling", "selling",  "scam",      "loan",      "follow-bait", "adult",    "link",
    "repeat",  "job",      "invest",   "creator",  "celebrity", "press",     "official",    "endorser", "offer"};
static_assert(kKindNames.back() == "offer");

// The label a kind belongs to; kNoLabel for Kind::none.
constexpr uint8_t label_of(Kind kind) {
  if (kind == Kind::none) return kNoLabel;
  if (kind <= Kind::other) return static_cast<uint8_t>(Label::complaint);
  if (kind <= Kind::ill_wish) return static_cast<uint8_t>(Label::abuse);
  if (kind <= Kind::invest) return static_cast<uint8_t>(Label::spam);
  return static_cast<uint8_t>(Label::influencer);
}

// Whom an insult is aimed at.
enum class Target : uint8_t { none, nobody, self, person, group, staff, brand };
inline constexpr std::array<std::string_view, 7> kTargetNames = {"none",  "nobody", "self", "person",
                                                                 "group", "staff",  "brand"};

// Facts about author, comment and thread that rules and policy can ask for.
enum class Fact : uint8_t {
  verified,
  business,
  followers,
  following,
  account_days,
  posts_per_day,
  customer,
  earlier_complaints,
  earlier_hidden,
  unanswered_reports,
  platform,
  likes,
  replies,
  position,
  is_reply,
  edited,
  waiting,  // minutes
  copies,   // of the comment seen lately, see window.h
  copy_authors,
  promotions,
  promotion_authors,
  thread_ours,
  thread_owner,
};
inline constexpr std::array<std::string_view, 23> kFactNames = {"verified",
                                                                "business",
                                                                "followers",
                                                                "following",
                                                                "account-days",
                                                                "posts-per-day",
                                                                "customer",
                                                                "earlier-complaints",
                                                                "earlier-hidden",
                                                                "unanswered-reports",
                                                                "platform",
                                                                "comment.likes",
                                                                "comment.replies",
                                                                "comment.position",
                                                                "comment.is-reply",
                                                                "comment.edited",
                                                                "comment.waiting",
                                                                "comment.copies",
                                                                "comment.copy-authors",
                                                                "comment.promotions",
                                                                "comment.promotion-authors",
                                                                "thread.ours",
                                                                "thread.owner"};
static_assert(kFactNames.back() == "thread.owner");
inline constexpr size_t kFactCount = kFactNames.size();

constexpr bool is_yes_or_no(Fact fact) {
  return fact == Fact::verified || fact == Fact::business || fact == Fact::customer || fact == Fact::is_reply ||
         fact == Fact::edited || fact == Fact::thread_ours || fact == Fact::thread_owner;
}

// Where a comment was written.
enum class Platform : uint8_t { instagram, facebook, youtube, tiktok, x, threads, google_play, app_store, other };
inline constexpr std::array<std::string_view, 9> kPlatformNames = {
    "instagram", "facebook", "youtube", "tiktok", "x", "threads", "google-play", "app-store", "other"};

// What a team does with a comment there: takes it out of sight, answers below it, answers its author alone.
enum class PlatformUse : uint8_t { hide, public_, private_ };
inline constexpr std::array<std::string_view, 3> kPlatformUseNames = {"hide", "public", "private"};
// What a priority is the sum of.
enum class Part : uint8_t { severity, exposure, author, waiting, repetition };
inline constexpr std::array<std::string_view, 5> kPartNames = {"severity", "exposure", "author", "waiting",
                                                               "repetition"};

// How many people listen to an author.
inline constexpr std::array<std::string_view, 5> kTierNames = {"ordinary", "nano", "micro", "macro", "mega"};

// Who speaks, what they want and how they feel: names whose meaning is in the policy.
inline constexpr std::array<std::string_view, 10> kWhoNames = {"verified", "public-figure", "press",      "creator",
                                                               "customer", "advocate",      "first-time", "repeat",
                                                               "chronic",  "gabut"};
inline constexpr std::array<std::string_view, 6> kWantNames = {"information",  "fix",     "refund",
                                                               "compensation", "apology", "attention"};
inline constexpr std::array<std::string_view, 4> kToneNames = {"calm", "sarcastic", "angry", "baper"};
inline constexpr size_t kProfileSize = kWhoNames.size() + kWantNames.size() + kToneNames.size() - 1;

// What to mind in answering.
inline constexpr std::array<std::string_view, 13> kChecklistNames = {
    "keep-evidence", "facts-first", "no-admission", "empathy",         "apologise", "offer-solution", "state-steps",
    "state-facts",   "reread",      "move-private", "invite-feedback", "monitor",   "do-not-argue"};

// The time zones of Indonesia: seven, eight and nine hours ahead of UTC.
inline constexpr std::array<std::string_view, 3> kZoneNames = {"WIB", "WITA", "WIT"};
constexpr int64_t zone_minutes(size_t zone) { return static_cast<int64_t>(7 + zone) * 60; }

// Days of their own, as Lebaran, that a policy may name.
inline constexpr size_t kMaxDays = 32;

enum class Compare : uint8_t { equal, at_least, below };

// Tags are declared in the packs; at most this many fit a verdict.
inline constexpr size_t kMaxTags = 64;

// How a word of abuse was disguised, where rules are compiled with the disguised form. `other` is a harsh word that is
// not looked for under all disguises.
enum class Disguise : uint8_t { none, dropped, swapped, inserted, respelt, look_alike, reversed, other };
inline constexpr size_t kDisguiseCount = 8;

// Limits of a rule, checked when it is compiled.
inline constexpr size_t kMaxPatternPlaces = 63;
inline constexpr int kMaxPoints = 100;
inline constexpr size_t kMaxSourceBytes = 4u << 20;

// The position of `name` in a table of names, or -1.
template <size_t N>
constexpr int index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<int>(i);
  return -1;
}

}  // namespace pilah
