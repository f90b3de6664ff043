#include "qbattery/results/child.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <string>

#include "qbattery/support/error.hpp"

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace qbattery::detail {
namespace {

/// Ends without clean-up: what is registered for the end of the program belongs to the parent.
[[noreturn]] void work_and_report(const std::function<void()>& work, int report) {
  try {
    work();
    ::_exit(0);
  } catch (const std::exception& error) {
    // Where even this fails, the parent still sees the exit code.
    [[maybe_unused]] const ssize_t ignored =
        ::write(report, error.what(), std::strlen(error.what()));
  }
  ::_exit(1);
}

/// A killed parent takes its child along, which would otherwise hold on to the parent's locks.
void die_with(pid_t parent) {
#if defined(__linux__)
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
#else
  static_cast<void>(parent);
#endif
}

std::string read_to_end(int pipe) {
  std::string text;
  std::array<char, 512> buffer{};
  for (;;) {
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

void run_in_child(const std::function<void()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw IoError(std::strerror(errno));
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    die_with(parent);
    work_and_report(work, ends[1]);
  }
  const int reason = errno;
  ::close(ends[1]);
  const std::string message = child < 0 ? std::strerror(reason) : read_to_end(ends[0]);
  ::close(ends[0]);
  if (child < 0) throw IoError(message);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFSIGNALED(status))
    throw IoError(fmt::format("the process that wrote it died of signal {}", WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0) throw IoError(message);
}

}  // namespace qbattery::detail
