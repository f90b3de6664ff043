#include "qbattery/parts/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <sstream>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

using namespace std::chrono_literals;

constexpr auto heartbeat = 10s;
constexpr long dead_after_seconds = 60;

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

/// What a lock file says.
struct Holder {
  std::string host;
  long process = 0;

  bool is_somebody() const { return process > 0; }
  bool is_here() const { return host == host_name(); }
};

std::string to_string(const Holder& holder) {
  return fmt::format("process {} on host {}", holder.process, holder.host);
}

Holder read_holder(int file) {
  std::array<char, 512> text{};
  const ssize_t size = ::pread(file, text.data(), text.size() - 1, 0);
  Holder holder;
  if (size > 0) std::istringstream(text.data()) >> holder.host >> holder.process;
  return holder;
}

long seconds_since_heartbeat(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return dead_after_seconds;
  return static_cast<long>(std::time(nullptr) - status.st_mtime);
}

/// Whether the file that is open is the one at the path.
bool is_at(int file, const std::string& path) {
  struct stat open {};
  struct stat named {};
  return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &named) == 0 &&
         open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

enum class Taken { yes, no, unknown };  ///< unknown: this file system cannot say

Taken try_to_take(int file) {
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return Taken::yes;
  return errno == EWOULDBLOCK ? Taken::no : Taken::unknown;
}

/// Whether somebody lives who holds an open lock file that was not, or may not have been, taken.
bool is_held(int file, Taken taken) {
  if (taken == Taken::no) return true;
  const Holder holder = read_holder(file);
  if (!holder.is_somebody() || (holder.is_here() && taken == Taken::yes)) return false;
  if (holder.is_here() && ::kill(static_cast<pid_t>(holder.process), 0) != 0 && errno == ESRCH)
    return false;
  return seconds_since_heartbeat(file) < dead_after_seconds;
}

[[noreturn]] void throw_unusable(const std::string& path) {
  throw IoError(fmt::format("{}: cannot write it ({})", path, std::strerror(errno)));
}

/// The open and locked file. A holder who is just ending gets a moment for it.
int take(const std::string& path, const std::string& what) {
  for (int attempt = 0;; ++attempt) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) throw_unusable(path);
    const bool held = is_held(file, try_to_take(file));
    if (!held && is_at(file, path)) return file;
    const Holder holder = read_holder(file);
    ::close(file);
    if (held && attempt >= 10) {
      throw IoError(fmt::format("{} is being computed by {}; wait for it to end, or name another",
                                what,
                                holder.is_somebody() ? to_string(holder) : "another process"));
    }
    if (held) std::this_thread::sleep_for(50ms);
  }
}

}  // namespace

Lock::Lock(std::string path, const std::string& what)
    : path_(std::move(path)), file_(take(path_, what)) {
  const std::string text = fmt::format("{} {}\n", host_name(), ::getpid());
  const bool written = ::ftruncate(file_, 0) == 0 && ::pwrite(file_, text.data(), text.size(), 0) ==
                                                         static_cast<ssize_t>(text.size());
  if (!written) {
    const int reason = errno;
    ::close(file_);
    errno = reason;
    throw_unusable(path_);
  }
  heart_ = std::thread([this] { beat(); });
}

Lock::~Lock() {
  {
    const std::lock_guard guard(mutex_);
    ends_ = true;
  }
  ending_.notify_one();
  heart_.join();
  if (is_at(file_, path_)) ::unlink(path_.c_str());
  ::close(file_);
}

void Lock::beat() {
  std::unique_lock guard(mutex_);
  while (!ending_.wait_for(guard, heartbeat, [this] { return ends_; }))
    ::futimens(file_, nullptr);  // where it fails, others take the lock for dead
}

std::string holder_of(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return {};
  const std::string holder = is_held(file, try_to_take(file)) ? to_string(read_holder(file)) : "";
  ::close(file);
  return holder;
}

}  // namespace qbattery
