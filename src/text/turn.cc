// SPDX-License-Identifier: Apache-2.0
// Text under a right-to-left override is turned round as a whole, before it is cut into tokens, so that words, their
// order, numbers and links are read as they are shown. All of it is units, which afterwards stand in the order in which
// they are read, with the caller's bytes running backwards.
#include "text/fold.h"
#include "text/token.h"

#include <algorithm>

namespace pilah {
namespace {

// Letters of scripts that run from right to left are shown as they would be anyway, and marks that spell must stay
// behind their letter.
bool turns_round(const Unit* first, const Unit* end) {
  return std::none_of(first, end, [](const Unit& unit) {
    return (unit.flags & Unit::kKeptMark) != 0 || (unit.kind == CharKind::letter && unit.script == Script::other);
  });
}

}  // namespace

void turn_overrides(Workspace& workspace) {
  for (const Workspace::Override& part : workspace.overrides) {
    Unit* const first = workspace.units.data() + part.first_unit;
    Unit* const end = workspace.units.data() + part.end_unit;
    if (first >= end || !turns_round(first, end)) continue;
    uint32_t at = first->plain;
    std::reverse(first, end);
    workspace.rebuilt.clear();
    for (Unit* unit = first; unit != end; unit++) {
      workspace.rebuilt.append(workspace.plain, unit->plain, unit->length);
      unit->plain = at;
      unit->evasions |= Evasion::bidi;
      at += unit->length;
    }
    workspace.plain.replace(first->plain, workspace.rebuilt.size(), workspace.rebuilt);
  }
}

}  // namespace pilah
