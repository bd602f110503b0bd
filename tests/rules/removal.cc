// SPDX-License-Identifier: Apache-2.0
// Takes each rule out of the shipped rule set and looks what becomes of the comments on which it fires: the cases of
// all packs and the comments of further files. Prints the id of every rule, the most that its removal changes anywhere
// (action, label, kind, tag, points, nothing; silent, if it fires nowhere; - of rules on trial), and the numbers of the
// comments on which it fires.
// usage: removal RULES [FILE.jsonl...]
#include "check.h"
#include "compile/compile.h"
#include "engine.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace pilah;

constexpr const char* kEffects[] = {"silent", "nothing", "points", "tag", "kind", "label", "action"};
enum Effect : size_t { kSilent, kNothing, kPoints, kTag, kKind, kLabel, kAction };

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "removal: %s\n", what.c_str());
  std::exit(2);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path.string() + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Source> packs_below(const std::filesystem::path& folder) {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".toml") sources.push_back({entry.path().string(), bytes_of(entry.path()), false});
  order_sources(sources);
  return sources;
}

int64_t fact_in(const simdjson::dom::element& author, const char* key) {
  int64_t number = 0;
  bool yes = false;
  if (!author[key].get(number)) return number;
  return author[key].get(yes) ? -1 : yes;
}

void take_rows(const std::string& path, std::vector<CaseSource>& out) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream rows;
  const simdjson::padded_string text{bytes_of(path)};
  if (parser.parse_many(text).get(rows)) fail(path + " is no JSONL");
  for (auto row : rows) {
    simdjson::dom::element fields, author;
    std::string_view words, bio;
    CaseSource& c = out.emplace_back();
    if (row.get(fields) || fields["text"].get(words)) fail(path + ": a row without text");
    c.text = words;
    if (fields["author"].get(author) || !author.is_object()) continue;
    if (!author["bio"].get(bio)) c.bio = bio;
    for (size_t fact = 0; fact < kFactCount; ++fact) {  // those of the author; JSON writes _ for -
      std::string name(kFactNames[fact]);
      std::replace(name.begin(), name.end(), '-', '_');
      c.facts[fact] = fact_in(author, name.c_str());
    }
  }
}

// All that somebody may see of a verdict but its evidence.
struct Outcome {
  uint32_t row = 0;
  uint64_t tags = 0;
  std::array<Score, kLabelCount> scores;

  Effect differs_from(const Outcome& other) const {
    if (row != other.row) return kAction;
    Effect most = tags != other.tags ? kTag : kNothing;
    for (size_t i = 0; i < kLabelCount; ++i) {
      const Score &a = scores[i], &b = other.scores[i];
      if (a.holds != b.holds) return kLabel;
      if (a.holds && (a.kind != b.kind || a.target != b.target)) most = std::max(most, kKind);
      if (a.points != b.points) most = std::max(most, kPoints);
    }
    return most;
  }
};

class Remover {
public:
  explicit Remover(std::vector<std::byte> image) : image_(std::move(image)) {
    if (Engine::open(image_, engine_) != Status::ok) fail("the image cannot be opened");
    scratch_.scorer.lists_every_rule = true;
    hits_.resize(engine_.rules.rules.size());
    effects_.resize(engine_.rules.rules.size(), kSilent);
  }

  void take(const std::vector<CaseSource>& comments) {
    comments_ = &comments;
    for (uint32_t i = 0; i < comments.size(); ++i) {
      outcomes_.push_back(judge(comments[i]));
      for (const Evidence& evidence : scratch_.verdict.evidence)
        if (hits_[evidence.rule].empty() || hits_[evidence.rule].back() != i) hits_[evidence.rule].push_back(i);
    }
  }

  void run() {
    for (uint32_t rule = 0; rule < hits_.size(); ++rule) {
      if (engine_.rules.rules[rule].status != RuleStatus::active || hits_[rule].empty()) continue;
      set_status(rule, RuleStatus::shadow);  // what is on trial counts nothing, sets nothing and wakes nothing
      effects_[rule] = kNothing;
      for (uint32_t i : hits_[rule])
        effects_[rule] = std::max(effects_[rule], judge((*comments_)[i]).differs_from(outcomes_[i]));
      set_status(rule, RuleStatus::active);
    }
  }

  void print() const {
    for (uint32_t i = 0; i < effects_.size(); ++i) {
      const Rule& rule = engine_.rules.rules[i];
      if (rule.is(RuleTrait::silent)) continue;
      const bool on_trial = rule.status != RuleStatus::active;
      std::printf("%s %s", engine_.rules.string(rule.id), on_trial ? "-" : kEffects[effects_[i]]);
      for (uint32_t comment : hits_[i]) std::printf(" %u", comment);
      std::printf("\n");
    }
  }

private:
  Outcome judge(const CaseSource& source) {
    classify(engine_, comment_of(source), scratch_);
    return {scratch_.verdict.decision.row, scratch_.verdict.tags, scratch_.verdict.scores};
  }

  // The bytes are ours, and the engine looks at them anew for every comment.
  void set_status(uint32_t rule, RuleStatus status) {
    const auto* place = reinterpret_cast<const std::byte*>(&engine_.rules.rules[rule].status);
    image_[static_cast<size_t>(place - image_.data())] = static_cast<std::byte>(status);
  }

  std::vector<std::byte> image_;
  Engine engine_;
  Scratch scratch_;
  const std::vector<CaseSource>* comments_ = nullptr;
  std::vector<Outcome> outcomes_;
  std::vector<std::vector<uint32_t>> hits_;
  std::vector<Effect> effects_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) fail("which rules?");
  const std::vector<Source> sources = packs_below(argv[1]);
  Diagnostics diagnostics(sources);
  Compiled compiled = compile(sources, {}, diagnostics);
  if (compiled.image.empty()) fail("the rules do not compile");
  std::vector<CaseSource> comments;
  for (const RuleSource& rule : compiled.book.rules)
    for (const std::vector<CaseSource>* cases : {&rule.hit, &rule.ok, &rule.todo})
      comments.insert(comments.end(), cases->begin(), cases->end());
  for (int i = 2; i < argc; ++i) take_rows(argv[i], comments);
  Remover remover(std::move(compiled.image));
  remover.take(comments);
  remover.run();
  remover.print();
  std::fprintf(stderr, "%zu comments\n", comments.size());
  return 0;
}
