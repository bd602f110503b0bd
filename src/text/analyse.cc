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
  const Findings findings = tokenise(out);
  if (!out.workspace.units.empty()) place_tokens(out);
  if (findings.single_letters >= kFewestLetters) join_letters(out);
  if (findings.phone) join_phones(out);
  set_types(out);
}

}  // namespace pilah
