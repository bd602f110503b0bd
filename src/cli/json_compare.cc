// SPDX-License-Identifier: Apache-2.0
// Both documents are walked side by side; a value that one of them lacks is a difference of its own.
#include "cli/json_compare.h"

#include <simdjson.h>

#include <algorithm>

namespace pilah::cli {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

class Comparer {
public:
  std::vector<Difference> found;

  void compare(const std::string& field, element a, element b) {
    if (a.is_object() && b.is_object()) return objects(field, a, b);
    if (a.is_array() && b.is_array()) return arrays(field, a, b);
    if (!same(a, b)) found.push_back({field, simdjson::minify(a), simdjson::minify(b)});
  }

private:
  static bool same(element a, element b) {
    if (a.is_number() && b.is_number()) {
      int64_t left = 0, right = 0;
      if (!a.get(left) && !b.get(right)) return left == right;
      double x = 0, y = 0;
      return !a.get(x) && !b.get(y) && x == y;
    }
    return a.type() == b.type() && simdjson::minify(a) == simdjson::minify(b);
  }

  void objects(const std::string& field, element a, element b) {
    const std::string prefix = field.empty() ? field : field + ".";
    for (auto [key, value] : simdjson::dom::object(a)) {
      element other;
      if (b.at_key(key).get(other)) {
        found.push_back({prefix + std::string(key), simdjson::minify(value), "-"});
      } else {
        compare(prefix + std::string(key), value, other);
      }
    }
    for (auto [key, value] : simdjson::dom::object(b)) {
      element other;
      if (a.at_key(key).get(other)) found.push_back({prefix + std::string(key), "-", simdjson::minify(value)});
    }
  }

  void arrays(const std::string& field, element a, element b) {
    const simdjson::dom::array left(a), right(b);
    auto at = right.begin();
    size_t index = 0;
    for (element value : left) {
      const std::string name = field + "[" + std::to_string(index++) + "]";
      if (at == right.end()) {
        found.push_back({name, simdjson::minify(value), "-"});
      } else {
        compare(name, value, *at);
        ++at;
      }
    }
    for (; at != right.end(); ++at)
      found.push_back({field + "[" + std::to_string(index++) + "]", "-", simdjson::minify(*at)});
  }
};

}  // namespace

std::vector<Difference> differences(std::string_view before, std::string_view after) {
  simdjson::dom::parser first, second;
  element a, b;
  if (first.parse(simdjson::padded_string(before)).get(a) || second.parse(simdjson::padded_string(after)).get(b))
    return {{"", std::string(before), std::string(after)}};
  Comparer comparer;
  comparer.compare("", a, b);
  return std::move(comparer.found);
}

}  // namespace pilah::cli
