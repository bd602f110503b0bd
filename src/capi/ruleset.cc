// SPDX-License-Identifier: Apache-2.0
// Rule sets and diagnostics.
#include "capi/handles.h"
#include "check.h"
#include "compile/compile.h"
#include "embed/embedded.h"

#include <memory>

namespace {

using namespace pilah;

using Owned = std::unique_ptr<pilah_ruleset>;

// Opens the engine over the image that `ruleset` holds and hands the rule set out.
pilah_status open_into(Owned ruleset, std::span<const std::byte> image, pilah_ruleset** out,
                       ImageOrigin origin = ImageOrigin::anywhere) {
  const Status status = Engine::open(image, ruleset->engine, origin);
  if (status != Status::ok) return static_cast<pilah_status>(status);
  const Ruleset& rules = ruleset->engine.rules;
  for (uint32_t i = 0; i < rules.rules.size(); ++i)
    if (!rules.rules[i].is(RuleTrait::silent)) ruleset->listed.push_back(i);
  *out = ruleset.release();
  return PILAH_OK;
}

pilah_status open_owned(std::vector<std::byte> bytes, pilah_ruleset** out) {
  Owned ruleset = std::make_unique<pilah_ruleset>();
  ruleset->bytes = std::move(bytes);
  const std::span<const std::byte> image = ruleset->bytes;
  return open_into(std::move(ruleset), image, out);
}

pilah_status take_sources(const pilah_source* sources, size_t count, bool base, std::vector<Source>& out) {
  if (base) out = embedded_sources();
  for (size_t i = 0; i < count; ++i) {
    if (!sources[i].name || (!sources[i].text && sources[i].text_size != 0)) return PILAH_NULL_ARGUMENT;
    if (sources[i].reserved != 0) return PILAH_UNKNOWN_FIELD;
    out.push_back(
        {sources[i].name, {sources[i].text ? sources[i].text : "", sources[i].text_size}, sources[i].overlay != 0});
  }
  order_sources(out);
  return PILAH_OK;
}

// Compiles, and runs the cases if asked to. The image is only handed out if nothing is wrong.
pilah_status compile_into(const pilah_compile_options& options, pilah_diagnostics& why, Owned& out) {
  ParseOptions parse_options;
  parse_options.release = options.release != 0;
  const Layers without = Layers::from_raw(options.without);
  Compiled compiled = compile(why.sources, parse_options, why.list, without);
  if (why.list.has_errors()) return PILAH_RULES_REJECTED;
  pilah_ruleset* ruleset = nullptr;
  if (pilah_status status = open_owned(std::move(compiled.image), &ruleset); status != PILAH_OK) return status;
  Owned owner(ruleset);
  if (options.run_cases) run_cases(compiled.book, ruleset->engine, why.list);
  if (why.list.has_errors()) return PILAH_RULES_REJECTED;
  out = std::move(owner);
  return PILAH_OK;
}

}  // namespace

extern "C" {

pilah_status pilah_ruleset_default(pilah_ruleset** out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  *out = nullptr;
  return guarded(
      [&] { return open_into(std::make_unique<pilah_ruleset>(), embedded_image(), out, ImageOrigin::library); });
}

pilah_status pilah_ruleset_open(const char* path, pilah_ruleset** out) {
  if (out) *out = nullptr;
  if (!path || !out) return PILAH_NULL_ARGUMENT;
  return guarded([&] {
    Owned ruleset = std::make_unique<pilah_ruleset>();
    if (!ruleset->file.open(path)) return PILAH_FILE_NOT_READABLE;
    const std::span<const std::byte> image = ruleset->file.bytes();
    return open_into(std::move(ruleset), image, out);
  });
}

pilah_status pilah_ruleset_load(const void* image, size_t image_size, pilah_ruleset** out) {
  if (out) *out = nullptr;
  if (!image || !out) return PILAH_NULL_ARGUMENT;
  return guarded([&] {
    const std::byte* bytes = static_cast<const std::byte*>(image);
    return open_owned({bytes, bytes + image_size}, out);
  });
}

pilah_status pilah_ruleset_compile(const pilah_source* sources, size_t source_count,
                                   const pilah_compile_options* options, pilah_ruleset** out, pilah_diagnostics** why) {
  if (out) *out = nullptr;
  if (why) *why = nullptr;
  if (!out || (!sources && source_count != 0)) return PILAH_NULL_ARGUMENT;
  pilah_compile_options given = {};
  if (options)
    if (pilah_status status = read_struct(options, kFirstOptionsSize, given); status != PILAH_OK) return status;
  if ((given.without & ~uint32_t{PILAH_WITHOUT_ALL}) != 0) return PILAH_BAD_ARGUMENT;
  return guarded([&] {
    auto diagnostics = std::make_unique<pilah_diagnostics>();
    if (pilah_status status = take_sources(sources, source_count, given.base != 0, diagnostics->sources);
        status != PILAH_OK)
      return status;
    Owned ruleset;
    const pilah_status status = compile_into(given, *diagnostics, ruleset);
    diagnostics->list.sort();
    for (const Diagnostic& d : diagnostics->list.list()) diagnostics->rendered.push_back(diagnostics->list.render(d));
    // Handed out last: whatever fails before leaves nothing behind.
    if (why) *why = diagnostics.release();
    *out = ruleset.release();
    return status;
  });
}

pilah_ruleset* pilah_ruleset_retain(pilah_ruleset* ruleset) {
  if (ruleset) ruleset->references.fetch_add(1, std::memory_order_relaxed);
  return ruleset;
}

void pilah_ruleset_free(pilah_ruleset* ruleset) {
  if (ruleset && ruleset->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete ruleset;
}

const char* pilah_ruleset_hash(const pilah_ruleset* ruleset) {
  return ruleset ? ruleset->engine.rules.hash().c_str() : nullptr;
}

pilah_status pilah_ruleset_image(const pilah_ruleset* ruleset, const void** image, size_t* image_size) {
  if (image) *image = nullptr;
  if (image_size) *image_size = 0;
  if (!ruleset || !image || !image_size) return PILAH_NULL_ARGUMENT;
  *image = ruleset->engine.rules.image().data();
  *image_size = ruleset->engine.rules.image().size();
  return PILAH_OK;
}

uint32_t pilah_ruleset_rule_count(const pilah_ruleset* ruleset) {
  return ruleset ? static_cast<uint32_t>(ruleset->listed.size()) : 0;
}

pilah_status pilah_ruleset_rule_at(const pilah_ruleset* ruleset, uint32_t index, pilah_rule* out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  pilah_rule rule = {};
  if (pilah_status status = write_struct(rule, kFirstRuleSize, out); status != PILAH_OK) return status;
  if (!ruleset) return PILAH_NULL_ARGUMENT;
  if (index >= ruleset->listed.size()) return PILAH_BAD_ARGUMENT;
  const Ruleset& rules = ruleset->engine.rules;
  const Rule& source = rules.rules[ruleset->listed[index]];
  rule.label = source.label == kNoLabel ? int32_t{PILAH_NO_LABEL} : int32_t{source.label};
  rule.id = rules.string(source.id);
  rule.status = kRuleStatusNames[static_cast<size_t>(source.status)].data();
  rule.wrong_when = rules.string(source.wrong_when);
  rule.points = source.points;
  rule.kind = static_cast<int32_t>(source.kind);
  rule.group = source.group != 0 ? rules.string(rules.groups[source.group - 1].name) : "";
  rule.group_cap = source.group != 0 ? rules.groups[source.group - 1].cap : 0;
  rule.form = source.composite != 0     ? int32_t{PILAH_FORM_COMPOSITE}
              : source.word_points != 0 ? int32_t{PILAH_FORM_LEXICON}
                                        : int32_t{PILAH_FORM_RULE};
  return write_struct(rule, kFirstRuleSize, out);
}

const char* pilah_ruleset_tag_name(const pilah_ruleset* ruleset, uint32_t index) {
  if (!ruleset || index >= ruleset->engine.rules.tags.size()) return nullptr;
  return ruleset->engine.rules.string(ruleset->engine.rules.tags[index]);
}

int32_t pilah_ruleset_threshold(const pilah_ruleset* ruleset, int32_t label) {
  if (!ruleset || label < 0 || label >= PILAH_LABEL_COUNT) return 0;
  return ruleset->engine.rules.settings().thresholds[label];
}

uint32_t pilah_diagnostics_count(const pilah_diagnostics* diagnostics) {
  return diagnostics ? static_cast<uint32_t>(diagnostics->list.list().size()) : 0;
}

pilah_status pilah_diagnostics_at(const pilah_diagnostics* diagnostics, uint32_t index, pilah_diagnostic* out) {
  if (!out) return PILAH_NULL_ARGUMENT;
  pilah_diagnostic found = {};
  if (pilah_status status = write_struct(found, kFirstDiagnosticSize, out); status != PILAH_OK) return status;
  if (!diagnostics) return PILAH_NULL_ARGUMENT;
  if (index >= diagnostics->list.list().size()) return PILAH_BAD_ARGUMENT;
  const Diagnostic& source = diagnostics->list.list()[index];
  const bool placed = source.place.source < diagnostics->sources.size();
  found.severity = static_cast<int32_t>(source.severity);
  found.code = source.code.c_str();
  found.source = placed ? diagnostics->sources[source.place.source].name.c_str() : "";
  found.line = source.place.line;
  found.column = source.place.column;
  found.message = source.message.c_str();
  found.help = source.help.c_str();
  found.text = diagnostics->rendered[index].c_str();
  return write_struct(found, kFirstDiagnosticSize, out);
}

void pilah_diagnostics_free(pilah_diagnostics* diagnostics) { delete diagnostics; }

}  // extern "C"
