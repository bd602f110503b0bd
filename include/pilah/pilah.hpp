// SPDX-License-Identifier: Apache-2.0
// pilah for C++17: RAII and string_view over pilah.h, header-only, without exceptions.
//
//     #include <pilah/pilah.hpp>
//     #include <cstdio>
//
//     int main() {
//       pilah::Classifier classifier(pilah::RuleSet::built_in());
//       if (!classifier) return 1;
//       const pilah::Verdict& verdict = classifier.classify("paket saya belum sampai, udah 2 minggu");
//       std::printf("%s\n", pilah_action_name(verdict.action));
//     }
//
// Meaning, units, ranges and statuses are those of pilah.h, which every class here names. Nothing throws but what
// std::string and std::vector throw for want of memory.
#ifndef PILAH_PILAH_HPP
#define PILAH_PILAH_HPP

#include <pilah/pilah.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilah {
inline namespace v0 {

// One TOML file to compile.
struct RuleFile {
  std::string name;
  std::string text;
  bool overlay = false;
};

// What the compiler thought, one printable entry for each problem.
struct Problem {
  int severity = 0;  // 0 error, 1 warning, 2 note
  std::string code;
  std::string source;
  uint32_t line = 0;
  uint32_t column = 0;
  std::string text;
};

// A shared, immutable rule set. Copies share it; a moved-from or failed one is empty and says why in status().
class RuleSet {
public:
  RuleSet() = default;
  RuleSet(const RuleSet& other) : handle_(pilah_ruleset_retain(other.handle_)), status_(other.status_) {}
  RuleSet(RuleSet&& other) noexcept
      : handle_(std::exchange(other.handle_, nullptr)), status_(std::exchange(other.status_, PILAH_NULL_ARGUMENT)) {}
  RuleSet& operator=(RuleSet other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(status_, other.status_);
    return *this;
  }
  ~RuleSet() { pilah_ruleset_free(handle_); }

  // pilah_ruleset_default()
  static RuleSet built_in() {
    RuleSet out;
    out.status_ = pilah_ruleset_default(&out.handle_);
    return out;
  }

  // pilah_ruleset_open()
  static RuleSet open(const std::string& path) {
    RuleSet out;
    out.status_ = pilah_ruleset_open(path.c_str(), &out.handle_);
    return out;
  }

  // pilah_ruleset_load()
  static RuleSet load(std::string_view image) {
    RuleSet out;
    out.status_ = pilah_ruleset_load(image.data(), image.size(), &out.handle_);
    return out;
  }

  // pilah_ruleset_compile(): on top of the built-in packs if `base`; with the cases if `run_cases`. `problems` may be
  // null.
  static RuleSet compile(const std::vector<RuleFile>& files, bool base = false, bool run_cases = false,
                         std::vector<Problem>* problems = nullptr) {
    std::vector<pilah_source> sources;
    for (const RuleFile& file : files)
      sources.push_back({file.name.c_str(), file.text.data(), file.text.size(), file.overlay ? 1 : 0, 0});
    pilah_compile_options options;
    pilah_compile_options_init(&options, sizeof options);
    options.base = base ? 1 : 0;
    options.run_cases = run_cases ? 1 : 0;
    RuleSet out;
    pilah_diagnostics* why = nullptr;
    out.status_ = pilah_ruleset_compile(sources.data(), sources.size(), &options, &out.handle_, &why);
    std::unique_ptr<pilah_diagnostics, void (*)(pilah_diagnostics*)> owner(why, pilah_diagnostics_free);
    for (uint32_t i = 0; problems && i < pilah_diagnostics_count(why); ++i) {
      pilah_diagnostic d = {};
      d.struct_size = sizeof d;
      if (pilah_diagnostics_at(why, i, &d) == PILAH_OK)
        problems->push_back({d.severity, d.code, d.source, d.line, d.column, d.text});
    }
    return out;
  }

  explicit operator bool() const { return handle_ != nullptr; }
  pilah_status status() const { return status_; }
  const pilah_ruleset* get() const { return handle_; }
  std::string_view hash() const { return handle_ ? pilah_ruleset_hash(handle_) : ""; }

private:
  pilah_ruleset* handle_ = nullptr;
  pilah_status status_ = PILAH_NULL_ARGUMENT;
};

// A comment with what is known of its author; what is not set is unknown. Borrows text and bio, which must live as long
// as it is used: not Comment(make_text()) kept for later.
class Comment : public pilah_comment {
public:
  Comment(std::string_view words = {}) {
    pilah_comment_init(this, sizeof(pilah_comment));
    text = words.data();
    text_size = words.size();
  }
  Comment(const char* words) : Comment(std::string_view(words)) {}
  Comment(const std::string& words) : Comment(std::string_view(words)) {}

  Comment& followers(int64_t people) { return author_followers = people, *this; }
  Comment& verified(bool yes) { return author_verified = yes ? PILAH_YES : PILAH_NO, *this; }
  Comment& bio(std::string_view words) { return author_bio = words.data(), author_bio_size = words.size(), *this; }
  Comment& on(int32_t where) { return platform = where, *this; }
  // Seconds since 1970: when it was written, and when the team reads it.
  Comment& written(int64_t at) { return time = at, *this; }
  Comment& read(int64_t at) { return now = at, *this; }
  Comment& liked(int64_t people) { return likes = people, *this; }
  Comment& below_our_post(bool yes) { return thread_ours = yes ? PILAH_YES : PILAH_NO, *this; }
};

// pilah_verdict with views. Good until the next call of the classifier that gave it.
class Verdict : public pilah_verdict {
public:
  Verdict() { pilah_verdict_init(this, sizeof(pilah_verdict)); }

  bool is(int32_t which) const { return which >= 0 && which < PILAH_LABEL_COUNT && scores[which].holds != 0; }

  // For range-based for.
  template <typename T>
  struct List {
    const T* first;
    uint32_t count;
    const T* begin() const { return first; }
    const T* end() const { return first + count; }
    size_t size() const { return count; }
  };
  List<pilah_evidence> reasons() const { return {evidence, evidence_count}; }
  List<pilah_entity> named() const { return {entities, entity_count}; }
};

class Window;

// A rule set and one thread's scratch. Give each thread its own; they may share one rule set.
class Classifier {
public:
  explicit Classifier(RuleSet rules) : rules_(std::move(rules)), status_(rules_.status()) {
    pilah_scratch* scratch = nullptr;
    if (rules_) status_ = pilah_scratch_new(&scratch);
    scratch_.reset(scratch);
  }

  explicit operator bool() const { return rules_ && scratch_; }

  // What became of the last call.
  pilah_status status() const { return status_; }

  // pilah_classify(). After a failure the verdict is empty and status() says why.
  const Verdict& classify(const Comment& comment) {
    status_ = pilah_classify(rules_.get(), scratch_.get(), &comment, &verdict_);
    return verdict_;
  }

  // pilah_mask() for the labels given as bits, 1 << PILAH_ABUSE.
  std::string mask(const Comment& comment, uint32_t labels) {
    std::string out(comment.text_size, '\0');
    size_t size = 0;
    status_ = pilah_mask(rules_.get(), scratch_.get(), &comment, labels, out.data(), out.size(), &size);
    out.resize(status_ == PILAH_OK ? size : 0);
    return out;
  }

  // pilah_mask_personal() for the kinds given as bits, PILAH_PHONE and so on.
  std::string mask_personal(std::string_view text, uint32_t kinds = PILAH_ALL_PERSONAL) {
    std::string out(text.size(), '\0');
    size_t size = 0;
    status_ = pilah_mask_personal(scratch_.get(), text.data(), text.size(), kinds, out.data(), out.size(), &size);
    out.resize(status_ == PILAH_OK ? size : 0);
    return out;
  }

  // Counts the comment in a window and writes to it how often it was seen; classify() it afterwards.
  pilah_status note(Window& window, Comment& comment, std::string_view author = {});

  const RuleSet& rules() const { return rules_; }

private:
  struct FreeScratch {
    void operator()(pilah_scratch* scratch) const { pilah_scratch_free(scratch); }
  };
  RuleSet rules_;
  std::unique_ptr<pilah_scratch, FreeScratch> scratch_;
  pilah_status status_;
  Verdict verdict_;
};

// pilah_window: how often texts were seen lately. One thread at a time.
class Window {
public:
  // `length` in comments, or in seconds if `in_seconds`; 0 is for ever.
  explicit Window(int64_t length = 100000, bool in_seconds = false, uint32_t keys = 1u << 16) {
    pilah_window_options options;
    pilah_window_options_init(&options, sizeof options);
    options.length = length;
    options.in_seconds = in_seconds ? 1 : 0;
    options.keys = keys;
    pilah_window* window = nullptr;
    status_ = pilah_window_new(&options, &window);
    handle_.reset(window);
  }
  explicit operator bool() const { return handle_ != nullptr; }
  pilah_status status() const { return status_; }
  pilah_window* get() { return handle_.get(); }

private:
  struct FreeWindow {
    void operator()(pilah_window* window) const { pilah_window_free(window); }
  };
  std::unique_ptr<pilah_window, FreeWindow> handle_;
  pilah_status status_;
};

inline pilah_status Classifier::note(Window& window, Comment& comment, std::string_view author) {
  uint64_t campaign = 0, promotion = 0;
  status_ = pilah_campaign_keys(scratch_.get(), comment.text, comment.text_size, &campaign, &promotion);
  if (status_ == PILAH_OK)
    status_ = pilah_window_note(window.get(), campaign, promotion, author.data(), author.size(), &comment);
  return status_;
}

}  // namespace v0
}  // namespace pilah

#endif  // PILAH_PILAH_HPP
