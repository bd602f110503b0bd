// SPDX-License-Identifier: Apache-2.0
// From a checked rulebook to the sections of an image.
#pragma once

#include "compile/diagnostics.h"
#include "compile/rulebook.h"
#include "ruleset/image.h"

namespace pilah {

// Applies overlays and fitted points to `book`, then lays everything out. Problems that only show once patterns are
// written out are reported; with errors the result is not to be used.
ImageSections lower(Rulebook& book, Diagnostics& diagnostics);

// Parts of it.
void check_rules(const Rulebook& book, Diagnostics& diagnostics);  // after scores and changes
void lower_policy(const Rulebook& book, class StringPool& pool, ImageSections& out);
void lower_composites(const Rulebook& book, const std::vector<uint32_t>& rule_order, std::vector<uint64_t> expected,
                      class StringPool& pool, ImageSections& out);

}  // namespace pilah
