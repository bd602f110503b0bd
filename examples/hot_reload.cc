// SPDX-License-Identifier: Apache-2.0
// Changing rules under traffic: compile anew, swap a shared pointer, and let calls that are under way finish with the
// old rules. A rule set that does not compile changes nothing. Threads never wait for each other here but in the swap
// itself.
#include <pilah/pilah.hpp>

#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

namespace {

class LiveRules {
public:
  explicit LiveRules(pilah::RuleSet rules) : rules_(std::make_shared<pilah::RuleSet>(std::move(rules))) {}

  std::shared_ptr<pilah::RuleSet> get() const { return std::atomic_load(&rules_); }

  // Keeps the old rules if the new ones have errors, and says which.
  bool replace(const std::vector<pilah::RuleFile>& overlay) {
    std::vector<pilah::Problem> problems;
    pilah::RuleSet fresh = pilah::RuleSet::compile(overlay, /*base=*/true, /*run_cases=*/false, &problems);
    if (!fresh) {
      for (const pilah::Problem& problem : problems)
        if (problem.severity == 0) std::printf("%s\n", problem.text.c_str());
      return false;
    }
    std::atomic_store(&rules_, std::make_shared<pilah::RuleSet>(std::move(fresh)));
    return true;
  }

private:
  std::shared_ptr<pilah::RuleSet> rules_;
};

void serve(const LiveRules& live, const std::atomic<bool>& stop, std::atomic<long>& served) {
  std::shared_ptr<pilah::RuleSet> mine = live.get();
  pilah::Classifier classifier(*mine);
  while (!stop) {
    if (std::shared_ptr<pilah::RuleSet> now = live.get(); now != mine) {
      mine = now;
      classifier = pilah::Classifier(*mine);
    }
    classifier.classify("pesanan belum sampai, tolong dicek min");
    ++served;
  }
}

}  // namespace

int main() {
  LiveRules live(pilah::RuleSet::built_in());
  std::printf("rules %.*s\n", static_cast<int>(live.get()->hash().size()), live.get()->hash().data());

  std::atomic<bool> stop = false;
  std::atomic<long> served = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { serve(live, stop, served); });

  const char* const good = R"toml(
pack = { id = "acme.house", language = "id", owner = "acme" }
[[rule]]
id     = "cold-noodles"
label  = "complaint"
topic  = "product"
points = 30
any    = ["(mie|mi) <0-2> dingin"]
wrong_when = "somebody orders cold noodles"
hit    = ["mienya dingin pas nyampe"]
ok     = ["mie enak buat cuaca dingin banget", "minuman dingin ada?"]
)toml";
  const bool replaced = live.replace({{"acme/house.toml", good, true}});
  std::printf("replaced: %s\n", replaced ? "yes" : "no");
  std::printf("rules %.*s\n", static_cast<int>(live.get()->hash().size()), live.get()->hash().data());
  const bool broken = live.replace({{"acme/broken.toml", "pack = { id = 'acme.broken'\n", true}});
  std::printf("broken rules replaced them: %s\n", broken ? "yes" : "no");

  while (served < 1000) std::this_thread::yield();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  std::printf("served without a pause\n");
  return replaced && !broken ? 0 : 1;
}
