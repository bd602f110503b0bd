// SPDX-License-Identifier: Apache-2.0
// The example dump comes from the assembler's .incbin, so that an installed command has it, too.
#include "cli/bench_rows.h"

#include "cli/failure.h"
#include "cli/jsonl_reader.h"
#include "cli/labelled.h"
#include "cli/messages.h"

#include <string_view>

__asm__(
    ".section .rodata\n.hidden pilah_example_dump_begin\n.globl pilah_example_dump_begin\npilah_example_dump_begin:\n"
    ".incbin \"" PILAH_EXAMPLE_DUMP
    "\"\n.hidden pilah_example_dump_end\n.globl pilah_example_dump_end\npilah_example_dump_end:\n.byte 0\n.previous\n");
extern "C" const char pilah_example_dump_begin[];
extern "C" const char pilah_example_dump_end[];

namespace pilah::cli {

namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;
constexpr size_t kLongest = size_t{1} << 20;  // a longer one would take longer than all the time there is

void take(const Row& row, BenchRows& out) {
  if (out.bytes > kMostBytes || row.comment.text_size > kLongest) return;
  pilah_comment comment = row.comment;
  auto text = std::make_unique<std::string>(row.text());
  comment.text = text->data();
  out.bytes += text->size();
  out.kept.push_back(std::move(text));
  if (comment.author_bio_size > 0) {
    out.kept.push_back(std::make_unique<std::string>(comment.author_bio, comment.author_bio_size));
    comment.author_bio = out.kept.back()->data();
  }
  out.comments.push_back(comment);
}

void take_example(BenchRows& out) {
  std::string_view rest(pilah_example_dump_begin,
                        static_cast<size_t>(pilah_example_dump_end - pilah_example_dump_begin));
  JsonlReader reader;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const size_t size = line.size();
    line.append(kPadding, ' ');
    Row row{};
    RowError error;
    if (reader.read({line.data(), size}, row, error)) take(row, out);
  }
}

}  // namespace

void BenchRows::thin_out(size_t most) {
  if (comments.size() <= most || most == 0) return;
  const size_t all = comments.size();
  for (size_t i = 0; i < most; ++i) comments[i] = comments[i * all / most];
  comments.resize(most);
  bytes = 0;
  for (const pilah_comment& comment : comments) bytes += comment.text_size;
}

BenchRows read_rows_to_measure(const std::vector<std::string>& files, const InputNames& names) {
  BenchRows out;
  for (const std::string& file : files)
    out.sound = read_comments(file, names, [&](const Row& row) { take(row, out); }) && out.sound;
  if (files.empty()) take_example(out);
  if (out.comments.empty() || out.bytes == 0)
    throw Failure(either("no comment to measure", "tidak ada komentar untuk diukur"));
  return out;
}

}  // namespace pilah::cli
