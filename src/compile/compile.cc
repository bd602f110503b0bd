// SPDX-License-Identifier: Apache-2.0
#include "compile/compile.h"

#include "compile/lower.h"
#include "ruleset/image.h"

#include <algorithm>

namespace pilah {

void order_sources(std::vector<Source>& sources) {
  const auto overlays =
      std::stable_partition(sources.begin(), sources.end(), [](const Source& source) { return !source.overlay; });
  std::stable_sort(sources.begin(), overlays, [](const Source& a, const Source& b) { return a.name < b.name; });
}

Compiled compile(const std::vector<Source>& sources, const ParseOptions& options, Diagnostics& diagnostics,
                 Layers without) {
  Compiled out;
  out.book = parse(sources, options, diagnostics);
  leave_out(without, out.book);
  // Written out even after errors, so that one run reports the problems of both steps.
  const ImageSections sections = lower(out.book, diagnostics);
  if (!diagnostics.has_errors()) out.image = write_image(sections);
  return out;
}

}  // namespace pilah
