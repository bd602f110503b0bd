// SPDX-License-Identifier: Apache-2.0
// The cases inside packs: does each rule fire where its author says, and nowhere else?
#pragma once

#include "compile/diagnostics.h"
#include "compile/rulebook.h"
#include "engine.h"

#include <cstddef>

namespace pilah {

// A case as the engine takes it. Its text stays the case's.
Comment comment_of(const CaseSource& source);

// Runs every case of `book` on `engine`, which was compiled from it. A `hit` that does not fire and an `ok` that does
// are errors; a `todo` that fires by now is a warning. Returns how many cases were run.
size_t run_cases(const Rulebook& book, const Engine& engine, Diagnostics& diagnostics);

}  // namespace pilah
