// SPDX-License-Identifier: Apache-2.0
// Files as the command uses them: reads that Ctrl-C can interrupt, writes that know a full disk from a closed pipe.
#pragma once

#include "cli/rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pilah::cli {

// Makes Ctrl-C and SIGTERM stop the reading of input instead of the program, and writing to a closed pipe an error
// instead of a signal. A second Ctrl-C ends the program at once.
void handle_signals();
bool interrupted();

// Ends all reading of input, from any thread; reads that wait return as at the end of the file.
void stop_reading();
bool stopped_reading();

// Why a system call failed, in words.
std::string reason(int error);

// An open input file; "-" is standard input.
class Input {
public:
  explicit Input(const std::string& path);  // throws Failure
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Appends up to `most` bytes. False: the end of the file, or reading was stopped. Throws Failure.
  bool read(Buffer& into, size_t most);

  const std::string& name() const { return name_; }
  bool is_terminal() const;

private:
  std::string name_;
  int fd_ = -1;
};

// Of a regular file. Throws Failure if a file cannot be opened. A pipe is not touched: whoever writes to it would see a
// reader come and go.
std::optional<uint64_t> size_of(const std::string& path);

// A file as people are told of it: "-" is standard input.
std::string spoken_name(const std::string& path);

// True if both paths are the same regular file, or will be once it is made.
bool same_file(const std::string& a, const std::string& b);

// Nothing may be written over what is read. Throws Failure if the output is one of the inputs; "-" and nothing are
// standard output, "-" among the inputs is standard input.
void expect_no_input(const std::string& output, const std::vector<std::string>& inputs);

// Standard output, or a file.
class Output {
public:
  Output();                                  // standard output
  explicit Output(const std::string& path);  // created if it is not there; throws Failure
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // What a file held before goes with the first bytes, or when it is closed: a run that fails at once takes nothing
  // away.
  void write(std::string_view bytes);  // all of them; throws Failure or ReaderGone
  void close();                        // reports what writing left unsaid; throws Failure
  bool is_terminal() const;

private:
  void empty();
  [[noreturn]] void fail(int error) const;

  std::string name_;
  int fd_ = -1;
  bool holds_old_ = false;
};

// A line on standard error. Nothing can be done if that fails.
void print_error(std::string_view line);

// As long as one lives, there is nothing to finish and Ctrl-C ends the command at once.
class NothingToFinish {
public:
  NothingToFinish();
  ~NothingToFinish();
  NothingToFinish(const NothingToFinish&) = delete;
  NothingToFinish& operator=(const NothingToFinish&) = delete;
};

// A whole file; "-" is standard input. Throws Failure, also for more than `most` bytes, or Interrupted.
std::string read_file(const std::string& path, size_t most);

// Writes a whole file; "-" is standard output. A file is replaced by a temporary one beside it, so that readers see the
// old bytes or the new ones; a link still leads to it, and who may read it stays. A device or named pipe is written to.
// Throws Failure or ReaderGone.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace pilah::cli
