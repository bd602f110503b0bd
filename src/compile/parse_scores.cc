// SPDX-License-Identifier: Apache-2.0
// The small files beside the packs: scores (points and calibration), tags, and ids that are retired.
#include "compile/parse_table.h"

#include "compile/utf8.h"

namespace pilah {

namespace {

constexpr int64_t kMaxTotal = 1'000'000;  // points that a whole comment may come to

void parse_calibration(ParseContext& context, const TomlValue& table) {
  const TableReader reader(context, table, "[calibration]", kLabelNames);
  for (size_t label = 0; label < kLabelCount; ++label) {
    const TomlValue* list = reader.get(kLabelNames[label], TomlValue::Type::array);
    if (list == nullptr) continue;
    std::vector<std::pair<int, int>>& steps = context.book.scores.calibration[label];
    for (const TomlValue& item : list->items) {
      if (!check_type(context, item, TomlValue::Type::array, "points and permille")) continue;
      if (item.items.size() != 2) {
        context.error(code::kWrongType, item.place, "a step of the calibration has two numbers",
                      "write [points, permille]");
        continue;
      }
      const auto points = check_range(context, item.items[0], -kMaxTotal, kMaxTotal, "points", code::kNumberRange);
      const auto permille = check_range(context, item.items[1], 0, 1000, "permille", code::kNumberRange);
      if (!points || !permille) continue;
      const std::pair<int, int> step(static_cast<int>(*points), static_cast<int>(*permille));
      if (!steps.empty() && (step.first <= steps.back().first || step.second < steps.back().second)) {
        context.error(code::kCalibration, item.place,
                      "calibration of '" + std::string(kLabelNames[label]) + "' does not rise",
                      "points must rise from step to step, and the probability must not fall");
        continue;
      }
      steps.push_back(step);
    }
  }
}

}  // namespace

void parse_scores(ParseContext& context, const TomlValue& file) {
  static constexpr std::array<std::string_view, 2> kKeys = {"points", "calibration"};
  const TableReader reader(context, file, "a file of scores", kKeys);
  if (const TomlValue* points = reader.table("points")) {
    for (const TomlMember& member : points->members) {
      if (member.value.type == TomlValue::Type::table) {
        context.error(code::kWrongType, member.place, "ids with dots need quotation marks", "write \"full.id\" = 10");
        continue;
      }
      if (const auto value =
              check_range(context, member.value, -kMaxPoints, kMaxPoints, member.key, code::kPointsRange))
        context.book.scores.points.push_back({member.key, static_cast<int>(*value), member.place});
    }
  }
  if (const TomlValue* calibration = reader.table("calibration")) parse_calibration(context, *calibration);
}

void parse_tags(ParseContext& context, const TomlValue& file) {
  static constexpr std::array<std::string_view, 1> kKeys = {"tags"};
  const TableReader reader(context, file, "a file of tags", kKeys);
  const TomlValue* tags = reader.table("tags");
  if (tags == nullptr) return;
  for (const TomlMember& member : tags->members) {
    if (!is_name(member.key)) {
      context.error(code::kBadName, member.place, "bad name of a tag '" + member.key + "'",
                    "use lower-case letters, digits and -");
      continue;
    }
    if (!check_type(context, member.value, TomlValue::Type::string, member.key)) continue;
    const auto [first, added] = context.tags.emplace(member.key, member.place);
    if (!added) {
      context.error(code::kDeclaredTwice, member.place, "tag '" + member.key + "' is declared twice",
                    "keep one of the two");
      context.diagnostics.note(first->second, "first declared here");
      continue;
    }
    if (context.book.tags.size() == kMaxTags) {
      context.error(code::kTooManyTags, member.place, "more than " + std::to_string(kMaxTags) + " tags",
                    "join or drop some");
      return;
    }
    context.book.tags.push_back(member.key);
  }
}

void parse_retired(ParseContext& context, const TomlValue& file) {
  static constexpr std::array<std::string_view, 1> kKeys = {"retired"};
  const TableReader reader(context, file, "a file of retired ids", kKeys);
  for (const TomlValue* id : reader.strings("retired")) context.retired.emplace(id->text, id->contents);
}

}  // namespace pilah
