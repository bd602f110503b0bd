// SPDX-License-Identifier: Apache-2.0
// The door for rules: any bytes as a TOML file. Whatever compiles is run, cases included.
#include "pilah/pilah.h"

#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pilah_source source = {"fuzz.toml", reinterpret_cast<const char*>(data), size, data && size && (data[0] & 1),
                               0};
  pilah_compile_options options;
  pilah_compile_options_init(&options, sizeof options);
  options.run_cases = 1;
  pilah_ruleset* rules = nullptr;
  pilah_diagnostics* why = nullptr;
  const pilah_status status = pilah_ruleset_compile(&source, 1, &options, &rules, &why);
  if (status != PILAH_OK && status != PILAH_RULES_REJECTED) std::abort();
  if ((status == PILAH_OK) != (rules != nullptr)) std::abort();
  for (uint32_t i = 0; i < pilah_diagnostics_count(why); ++i) {
    pilah_diagnostic d = {};
    d.struct_size = sizeof d;
    if (pilah_diagnostics_at(why, i, &d) != PILAH_OK || !d.text || std::strlen(d.text) == 0) std::abort();
  }
  if (rules) {
    pilah_scratch* scratch = nullptr;
    if (pilah_scratch_new(&scratch) != PILAH_OK) std::abort();
    pilah_comment comment;
    pilah_verdict verdict;
    pilah_comment_init(&comment, sizeof comment);
    pilah_verdict_init(&verdict, sizeof verdict);
    comment.text = reinterpret_cast<const char*>(data);
    comment.text_size = size;
    if (pilah_classify(rules, scratch, &comment, &verdict) != PILAH_OK) std::abort();
    pilah_scratch_free(scratch);
  }
  pilah_ruleset_free(rules);
  pilah_diagnostics_free(why);
  return 0;
}
