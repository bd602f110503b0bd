// SPDX-License-Identifier: Apache-2.0
// A rule set of one pack, for tests that look inside.
#pragma once

#include "compile/compile.h"
#include "engine.h"

#include <doctest/doctest.h>

#include <vector>

namespace pilah {

struct OnePack {
  Compiled compiled;
  Engine engine;

  explicit OnePack(const char* pack) {
    const std::vector<Source> sources = {{"test.toml", pack, false}};
    Diagnostics diagnostics(sources);
    compiled = compile(sources, {}, diagnostics);
    for (const Diagnostic& d : diagnostics.list())
      if (d.severity == Severity::error) FAIL(diagnostics.render(d));
    REQUIRE(Engine::open(compiled.image, engine) == Status::ok);
  }
};

}  // namespace pilah
