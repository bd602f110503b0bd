// SPDX-License-Identifier: Apache-2.0
// One list of the sections of an image with the member that holds each, so that reading and writing cannot disagree.
#pragma once

#include "ruleset/ruleset.h"

namespace pilah {

// Calls visit(Section, span&) for every section of `sections`, a Ruleset or anything with the same members.
template <typename Sections, typename Visit>
void for_each_section(Sections& sections, Visit visit) {
  visit(Section::pool, sections.pool);
  visit(Section::words, sections.words);
  visit(Section::word_filter, sections.word_filter);
  visit(Section::expansions, sections.expansions);
  visit(Section::prefixes, sections.prefixes);
  visit(Section::classes, sections.classes);
  visit(Section::atoms, sections.atoms);
  visit(Section::frequent, sections.frequent);
  visit(Section::postings, sections.postings);
  visit(Section::types, sections.types);
  visit(Section::phrases, sections.phrases);
  visit(Section::patterns, sections.patterns);
  visit(Section::code, sections.code);
  visit(Section::rules, sections.rules);
  visit(Section::facts, sections.facts);
  visit(Section::fact_rules, sections.fact_rules);
  visit(Section::composites, sections.composites);
  visit(Section::members, sections.members);
  visit(Section::triggers, sections.triggers);
  visit(Section::triggered, sections.triggered);
  visit(Section::regexes, sections.regexes);
  visit(Section::groups, sections.groups);
  visit(Section::tags, sections.tags);
  visit(Section::policy_rows, sections.policy_rows);
  visit(Section::policy_lines, sections.policy_lines);
  visit(Section::conditions, sections.conditions);
  visit(Section::checklists, sections.checklists);
  visit(Section::calibration, sections.calibration);
  visit(Section::settings, sections.settings_section);
  visit(Section::harsh, sections.harsh);
  visit(Section::harsh_starts, sections.harsh_starts);
  visit(Section::disguises, sections.disguises);
  visit(Section::disguise_filter, sections.disguise_filter);
  visit(Section::start_filter, sections.start_filter);
}

}  // namespace pilah
