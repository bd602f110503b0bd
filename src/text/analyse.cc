// SPDX-License-Identifier: Apache-2.0
// The door of the text stage: the steps in their order.
#include "text/analyse.h"

#include "text/fold.h"
#include "text/join.h"
#include "text/place.h"
#include "text/tokenise.h"
#include "text/types.h"

namespace pilah {

void analyse(std::string_view original, Text& out) {
  out.original = original;
  out.tokens.clear();
  out.steps.clear();
  out.evasions = {};
  out.words = 0;
  out.invalid_sequences = fold_text(original, out.workspace);
  Findings findings = tokenise(out);
  if (!out.workspace.units.empty()) place_tokens(out);
  bool joined = false;
  if (findings.single_letters >= kFewestLetters) joined |= join_letters(out);
  if (findings.phone) joined |= join_phones(out);
  if (joined) list_notable(out, findings);
  if (joined || !out.workspace.units.empty()) gather_evasions(out, findings);
  set_types(out, findings);
}

}  // namespace pilah
