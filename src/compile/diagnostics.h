// SPDX-License-Identifier: Apache-2.0
// What the compiler thinks of its sources: each problem with its place, a stable code and a next step.
#pragma once

#include "compile/line_index.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// A pack, the policy or another file as it was handed in.
struct Source {
  std::string name;  // as shown to people, usually a path
  std::string text;
  bool overlay = false;  // of a tenant: may change shipped rules
};

// Where something stands. Lines and columns count from 1; a column is a code point, as editors show it.
struct Place {
  uint32_t source = 0;
  uint32_t line = 0;  // 0: the file as a whole
  uint32_t column = 0;
  uint32_t length = 1;  // code points to underline on that line
};

// Where that begins which stands behind `text`, if `text` begins at `place`.
Place place_behind(Place place, std::string_view text);

enum class Severity : uint8_t { error, warning, note };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  // "E104": stable, listed in docs/ERRORS.md
  Place place;
  std::string message;
  std::string help;  // what to do next; may be empty only for notes
};

// Collects everything instead of stopping at the first problem. Keeps the first 10,000 errors and as many warnings, and
// counts the rest, since sources may be hostile and nobody reads more.
class Diagnostics {
public:
  explicit Diagnostics(const std::vector<Source>& sources) : sources_(&sources) {}

  void error(std::string code, Place place, std::string message, std::string help);
  void warning(std::string code, Place place, std::string message, std::string help);
  void note(Place place, std::string message);  // belongs to the diagnostic before it

  bool has_errors() const { return errors_ > 0; }
  size_t error_count() const { return errors_; }
  size_t warning_count() const { return warnings_; }
  const std::vector<Diagnostic>& list() const { return list_; }
  const std::vector<Source>& sources() const { return *sources_; }

  // Orders by file and line, keeping notes behind what they explain.
  void sort();
  // One diagnostic the way C++ compilers print them: place, message, the line, a caret, the next step. Not for several
  // threads at once.
  std::string render(const Diagnostic& diagnostic) const;

private:
  void add(Diagnostic diagnostic, size_t number);

  const std::vector<Source>* sources_;
  std::vector<Diagnostic> list_;
  mutable std::map<uint32_t, LineIndex> lines_;  // of sources of which something was shown
  size_t errors_ = 0;
  size_t warnings_ = 0;
  bool kept_ = false;  // the last error or warning
};

}  // namespace pilah
