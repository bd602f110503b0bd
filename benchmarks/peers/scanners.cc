// SPDX-License-Identifier: Apache-2.0
// pilah and its peers in C++ over the same rows: physical limits (memcpy, a dependent walk through a table), scanners
// for pilah's own keywords (Vectorscan, RE2::Set), folding alone (ICU), a classifier (fastText). Nine rounds, in each
// of which every peer runs once, so that what slows the machine slows all of them.
//
//   peers_scanners ROWS KEYWORDS TRAINING
//
// ROWS and KEYWORDS hold one a line; TRAINING is fastText's. Prints `name TAB nanoseconds a row` nine times in a line,
// or `name TAB skipped: why`. Times are CPU time of the one thread.
#include <pilah/pilah.h>

#include <re2/re2.h>
#include <re2/set.h>
#if PILAH_PEER_VECTORSCAN
#include <hs/hs.h>
#endif
#if PILAH_PEER_ICU
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#endif
#if PILAH_PEER_FASTTEXT
#include <fasttext/fasttext.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kRounds = 9;
constexpr double kSlice = 0.05;  // seconds of one round of one peer, at least

struct Peer {
  std::string name;
  std::function<uint64_t(std::string_view)> run;  // something that depends on the answer
  std::string skipped;
};

std::vector<std::string> read_lines(const char* path) {
  std::vector<std::string> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) out.push_back(line);
  if (out.empty()) {
    std::fprintf(stderr, "%s: nothing in it\n", path);
    std::exit(2);
  }
  return out;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "peers_scanners: %s\n", what);
  std::exit(1);
}

// A scanner must find a keyword between other words, and nothing where there is none.
Peer checked(Peer peer, const std::string& keyword) {
  require(peer.run("@@@ " + keyword + " @@@") > 0, (peer.name + " misses a keyword").c_str());
  require(peer.run("@@@ ### @@@") == 0, (peer.name + " finds a keyword where there is none").c_str());
  return peer;
}

Peer pilah() {
  static pilah_ruleset* rules = nullptr;
  static pilah_scratch* scratch = nullptr;
  static pilah_comment comment;
  static pilah_verdict verdict;
  require(pilah_ruleset_default(&rules) == PILAH_OK && pilah_scratch_new(&scratch) == PILAH_OK, "pilah does not open");
  pilah_comment_init(&comment, sizeof comment);
  pilah_verdict_init(&verdict, sizeof verdict);
  auto run = [](std::string_view text) {
    comment.text = text.data();
    comment.text_size = text.size();
    if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) return uint64_t{0};
    return uint64_t{verdict.evidence_count};
  };
  run("paket saya kok belum sampai juga ya min");
  require(verdict.label == PILAH_COMPLAINT, "pilah gives a wrong answer");
  return {"pilah", run, {}};
}

Peer copy() {
  static std::vector<char> buffer(1 << 20);
  return {"memcpy",
          [](std::string_view text) {
            std::memcpy(buffer.data(), text.data(), std::min(text.size(), buffer.size()));
            asm volatile("" : : "r"(buffer.data()) : "memory");
            return uint64_t{1};
          },
          {}};
}

// The least that an automaton costs that goes from byte to byte: a load whose address is the value of the one before.
Peer table_walk() {
  static std::vector<uint8_t> table(256 * 256);
  uint64_t seed = 1;
  for (uint8_t& next : table) next = static_cast<uint8_t>((seed = seed * 6364136223846793005u + 1) >> 56);
  return {"table walk",
          [](std::string_view text) {
            size_t state = 0;
            for (const char c : text) state = table[state << 8 | static_cast<uint8_t>(c)];
            asm volatile("" : : "r"(state));
            return uint64_t{1};
          },
          {}};
}

Peer re2_set(const std::vector<std::string>& keywords) {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_max_mem(int64_t{1} << 30);
  options.set_log_errors(false);
  auto set = std::make_shared<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::string& word : keywords) set->Add("\\b" + RE2::QuoteMeta(word) + "\\b", nullptr);
  if (!set->Compile()) return {"RE2::Set", {}, "does not compile"};
  return checked({"RE2::Set, whole words",
                  [set, found = std::vector<int>()](std::string_view text) mutable {
                    RE2::Set::ErrorInfo error;
                    set->Match(re2::StringPiece(text.data(), text.size()), &found, &error);
                    require(error.kind == RE2::Set::kNoError, "RE2::Set runs out of memory");
                    return uint64_t{found.size()};
                  },
                  {}},
                 keywords[keywords.size() / 2]);
}

#if PILAH_PEER_VECTORSCAN
Peer vectorscan(const std::vector<std::string>& keywords, bool literals) {
  const char* name = literals ? "Vectorscan, literals" : "Vectorscan, whole words";
  std::vector<std::string> patterns;
  for (const std::string& word : keywords) patterns.push_back(literals ? word : "\\b" + word + "\\b");
  std::vector<const char*> texts;
  std::vector<size_t> sizes;
  std::vector<unsigned> flags(patterns.size(), HS_FLAG_CASELESS), ids;
  for (const std::string& pattern : patterns) {
    texts.push_back(pattern.c_str());
    sizes.push_back(pattern.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const unsigned count = static_cast<unsigned>(patterns.size());
  const hs_error_t status = literals ? hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(), count,
                                                            HS_MODE_BLOCK, nullptr, &database, &error)
                                     : hs_compile_multi(texts.data(), flags.data(), ids.data(), count, HS_MODE_BLOCK,
                                                        nullptr, &database, &error);
  if (status != HS_SUCCESS) return {name, {}, error ? error->message : "does not compile"};
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return {name, {}, "no scratch"};
  return checked({name,
                  [database, scratch](std::string_view text) {
                    uint64_t found = 0;
                    auto count_match = [](unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
                      ++*static_cast<uint64_t*>(context);
                      return 0;
                    };
                    hs_scan(database, text.data(), static_cast<unsigned>(text.size()), 0, scratch, count_match, &found);
                    return found;
                  },
                  {}},
                 keywords[keywords.size() / 2]);
}
#endif

#if PILAH_PEER_ICU
Peer icu_fold() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  require(U_SUCCESS(error), "ICU has no NFKC_Casefold");
  auto run = [fold, out = std::string()](std::string_view text) mutable {
    UErrorCode status = U_ZERO_ERROR;
    out.clear();
    icu::StringByteSink<std::string> sink(&out);
    fold->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
    return uint64_t{out.size()} + (out == "abc");
  };
  require(run("\xEF\xBC\xA1"
              "Bc") == 4,
          "ICU folds wrongly");
  return {"ICU NFKC_Casefold", run, {}};
}
#endif

#if PILAH_PEER_FASTTEXT
Peer fasttext_model(const char* training) {
  fasttext::Args arguments;
  arguments.input = training;
  arguments.output = "/dev/null";
  arguments.model = fasttext::model_name::sup;
  arguments.loss = fasttext::loss_name::softmax;
  arguments.minCount = 1;
  arguments.minn = arguments.maxn = 0;
  arguments.wordNgrams = 2;
  arguments.bucket = 200000;
  arguments.lr = 0.1;
  arguments.epoch = 5;
  arguments.thread = 1;
  arguments.verbose = 0;
  auto model = std::make_shared<fasttext::FastText>();
  model->train(arguments);
  auto run = [model, in = std::make_shared<std::istringstream>(),
              found = std::vector<std::pair<fasttext::real, std::string>>()](std::string_view text) mutable {
    in->clear();
    in->str(std::string(text));
    model->predictLine(*in, found, 1, 0);
    return uint64_t{found.size()};
  };
  require(run("paket belum sampai") == 1, "fastText predicts nothing");
  return {"fastText predict", run, {}};
}
#endif

double cpu_seconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double nanoseconds_a_row(const Peer& peer, const std::vector<std::string>& rows) {
  const double start = cpu_seconds();
  uint64_t done = 0, answers = 0;
  double took = 0;
  do {
    for (const std::string& row : rows) answers += peer.run(row);
    done += rows.size();
    took = cpu_seconds() - start;
  } while (took < kSlice);
  require(answers > 0, (peer.name + " finds nothing in any row").c_str());
  return took / static_cast<double>(done) * 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  require(argc == 4, "usage: peers_scanners ROWS KEYWORDS TRAINING");
  const std::vector<std::string> rows = read_lines(argv[1]), keywords = read_lines(argv[2]);
  std::vector<Peer> peers = {pilah(), copy(), table_walk()};
#if PILAH_PEER_VECTORSCAN
  peers.push_back(vectorscan(keywords, true));
  peers.push_back(vectorscan(keywords, false));
#else
  peers.push_back({"Vectorscan", {}, "built without libvectorscan-dev"});
#endif
  peers.push_back(re2_set(keywords));
#if PILAH_PEER_ICU
  peers.push_back(icu_fold());
#else
  peers.push_back({"ICU NFKC_Casefold", {}, "built without libicu-dev"});
#endif
#if PILAH_PEER_FASTTEXT
  peers.push_back(fasttext_model(argv[3]));
#else
  peers.push_back({"fastText predict", {}, "built without libfasttext-dev"});
#endif
  std::vector<std::vector<double>> times(peers.size());
  for (int round = -1; round < kRounds; ++round)  // the first one only warms
    for (size_t i = 0; i < peers.size(); ++i) {
      if (!peers[i].skipped.empty()) continue;
      const double time = nanoseconds_a_row(peers[i], rows);
      if (round >= 0) times[i].push_back(time);
    }
  for (size_t i = 0; i < peers.size(); ++i) {
    std::printf("%s\t", peers[i].name.c_str());
    if (!peers[i].skipped.empty()) std::printf("skipped: %s", peers[i].skipped.c_str());
    for (double time : times[i]) std::printf("%.1f ", time);
    std::puts("");
  }
}
