// SPDX-License-Identifier: Apache-2.0
// System calls for reading and writing. Signals reach waiting reads through a pipe, so that none is missed and no
// thread needs to be interrupted in the midst of something.
#include "cli/io.h"

#include "cli/failure.h"
#include "cli/messages.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pilah::cli {
namespace {

std::atomic<bool> g_interrupted{false};
std::atomic<bool> g_stopped{false};
std::atomic<bool> g_nothing_to_finish{false};
int g_wake[2] = {-1, -1};  // its reading end becomes readable when reading shall stop

static_assert(std::atomic<bool>::is_always_lock_free, "signal handlers may touch nothing else");

void wake_readers() {
  g_stopped = true;
  char byte = 0;
  if (g_wake[1] >= 0) [[maybe_unused]]
    auto ignored = ::write(g_wake[1], &byte, 1);
}

void on_signal(int) {
  if (g_nothing_to_finish) ::_exit(kInterrupted);
  int saved = errno;
  g_interrupted = true;
  wake_readers();
  errno = saved;
}

// The system speaks English only; these are what files commonly fail by.
struct Reason {
  int error;
  std::string_view indonesian;
};
constexpr Reason kReasons[] = {
    {ENOENT, "berkas atau direktori tidak ada"},
    {EACCES, "tidak diizinkan"},
    {EISDIR, "berupa direktori"},
    {ENOTDIR, "bukan direktori"},
    {EEXIST, "sudah ada"},
    {ENOSPC, "ruang disk habis"},
    {EROFS, "sistem berkas hanya bisa dibaca"},
    {EMFILE, "terlalu banyak berkas terbuka"},
};

// A descriptor of the standard three that came closed would be given to the next file opened, which would then be read
// as standard input or written as standard output. /dev/null takes its place, the wrong way round: using it still
// fails.
void hold_standard_descriptors() {
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    if (::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) throw Failure(reason(errno));
  }
}

bool is_pipe(const std::string& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && S_ISFIFO(facts.st_mode);
}

// Who may read the file and who may not stays as it was; `before` is null if there was none.
void replace_file(const std::string& path, std::string_view bytes, const struct stat* before) {
  if (before && ::access(path.c_str(), W_OK) != 0) throw Failure(say(Message::cannot_write, path, reason(errno)));
  std::string temporary = path + ".XXXXXX";
  int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) throw Failure(say(Message::cannot_create, path, reason(errno)));
  auto give_up = [&](int error) {
    ::close(fd);
    ::unlink(temporary.c_str());
    throw Failure(say(Message::cannot_write, path, reason(error)),
                  error == ENOSPC ? say(Message::make_room) : std::string());
  };
  while (!bytes.empty()) {
    ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) give_up(errno);
    if (put > 0) bytes.remove_prefix(static_cast<size_t>(put));
  }
  // mkostemp made it private; an image is as readable as any other new file.
  mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(fd, before ? before->st_mode & 0777 : 0666 & ~mask) != 0 || ::fsync(fd) != 0) give_up(errno);
  if (::rename(temporary.c_str(), path.c_str()) != 0) give_up(errno);
  ::close(fd);
}

}  // namespace

std::string reason(int error) {
  const auto known =
      std::find_if(std::begin(kReasons), std::end(kReasons), [&](const Reason& r) { return r.error == error; });
  const std::string said = std::generic_category().message(error);
  return known == std::end(kReasons) ? said : either(said, known->indonesian);
}

void handle_signals() {
  hold_standard_descriptors();
  if (::pipe2(g_wake, O_CLOEXEC | O_NONBLOCK) != 0) throw Failure(reason(errno));
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

NothingToFinish::NothingToFinish() {
  g_nothing_to_finish = true;
  if (g_interrupted) throw Interrupted();
}
NothingToFinish::~NothingToFinish() { g_nothing_to_finish = false; }

bool interrupted() { return g_interrupted; }
void stop_reading() { wake_readers(); }
bool stopped_reading() { return g_stopped; }

Input::Input(const std::string& path) : name_(spoken_name(path)) {
  if (path == "-") {
    fd_ = STDIN_FILENO;
    return;
  }
  // A named pipe waits in open() for its writer, where no signal reaches us; opened like this it waits in read().
  fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | (is_pipe(path) ? O_NONBLOCK : 0));
  if (fd_ < 0) throw Failure(say(Message::cannot_open, path, reason(errno)));
  struct stat facts {};
  if (::fstat(fd_, &facts) == 0 && S_ISDIR(facts.st_mode)) {
    ::close(fd_);
    throw Failure(say(Message::cannot_open, path, reason(EISDIR)));
  }
}

Input::~Input() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

bool Input::read(Buffer& into, size_t most) {
  size_t before = into.size();
  into.reserve(before + most + kPadding);
  for (;;) {
    pollfd waiting[2] = {{fd_, POLLIN, 0}, {g_wake[0], POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) throw Failure(say(Message::cannot_read, name_, reason(errno)));
    if (g_stopped) return false;
    if (waiting[0].revents == 0) continue;
    ssize_t got = ::read(fd_, into.data() + before, most);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) throw Failure(say(Message::cannot_read, name_, reason(errno)));
    into.resize(before + static_cast<size_t>(got));
    return got > 0;
  }
}

bool Input::is_terminal() const { return ::isatty(fd_) == 1; }

std::optional<uint64_t> size_of(const std::string& path) {
  struct stat facts {};
  if (path == "-" || is_pipe(path)) return std::nullopt;
  const Input opens(path);
  if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
  return static_cast<uint64_t>(facts.st_size);
}

std::string spoken_name(const std::string& path) { return path == "-" ? say(Message::standard_input) : path; }

bool same_file(const std::string& a, const std::string& b) {
  struct stat one {
  }, other{};
  const bool has_one = ::stat(a.c_str(), &one) == 0, has_other = ::stat(b.c_str(), &other) == 0;
  if (has_one && has_other) return S_ISREG(one.st_mode) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
  std::error_code failed;
  return !has_one && !has_other &&
         std::filesystem::weakly_canonical(a, failed) == std::filesystem::weakly_canonical(b, failed) && !failed;
}

void expect_no_input(const std::string& output, const std::vector<std::string>& inputs) {
  if (output.empty() || output == "-") return;
  for (const std::string& input : inputs) {
    const std::string path = input == "-" ? "/dev/stdin" : input;  // which may be a file by the shell's doing
    if (same_file(path, output)) throw Failure(say(Message::output_is_input, output), say(Message::other_output));
  }
}

Output::Output() : name_(say(Message::standard_output)), fd_(STDOUT_FILENO) {}

Output::Output(const std::string& path) : name_(path) {
  fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) throw Failure(say(Message::cannot_create, path, reason(errno)));
  struct stat facts {};
  holds_old_ = ::fstat(fd_, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0;
}

Output::~Output() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

void Output::write(std::string_view bytes) {
  empty();
  while (!bytes.empty()) {
    ssize_t put = ::write(fd_, bytes.data(), bytes.size());
    if (put >= 0) {
      bytes.remove_prefix(static_cast<size_t>(put));
    } else if (errno == EAGAIN) {
      pollfd waiting{fd_, POLLOUT, 0};
      ::poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      fail(errno);
    }
  }
}

void Output::close() {
  int fd = fd_;
  if (fd <= STDERR_FILENO) return;
  empty();
  fd_ = -1;
  if (::close(fd) != 0 && errno != EINTR) fail(errno);
}

void Output::empty() {
  if (std::exchange(holds_old_, false) && ::ftruncate(fd_, 0) != 0) fail(errno);
}

bool Output::is_terminal() const { return ::isatty(fd_) == 1; }

void Output::fail(int error) const {
  if (error == EPIPE) throw ReaderGone();
  throw Failure(say(Message::cannot_write, name_, reason(error)),
                error == ENOSPC ? say(Message::make_room) : std::string());
}

void print_error(std::string_view line) {
  std::string whole(line);
  whole += '\n';
  [[maybe_unused]] auto ignored = ::write(STDERR_FILENO, whole.data(), whole.size());
}

std::string read_file(const std::string& path, size_t most) {
  Input input(path);
  Buffer bytes;
  while (input.read(bytes, 64u << 10)) {
    if (bytes.size() > most) throw Failure(say(Message::file_too_large, input.name(), most >> 20));
  }
  if (interrupted()) throw Interrupted();
  return std::string(view(bytes));
}

void write_file(const std::string& path, std::string_view bytes) {
  struct stat facts {};
  const bool exists = ::stat(path.c_str(), &facts) == 0;
  std::error_code ignored;
  if (path == "-") {
    Output().write(bytes);
  } else if (!exists && !std::filesystem::is_symlink(path, ignored)) {
    replace_file(path, bytes, nullptr);
  } else if (exists && S_ISREG(facts.st_mode)) {
    replace_file(std::filesystem::canonical(path), bytes, &facts);
  } else {
    Output output(path);
    output.write(bytes);
    output.close();
  }
}

}  // namespace pilah::cli
