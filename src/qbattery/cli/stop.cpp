#include "qbattery/cli/stop.hpp"

#include <csignal>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace qbattery::cli {

namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free,
              "a signal handler may only set lock-free flags");

void request_stop(int signal) {
  stop_requested = true;
  std::signal(signal, SIG_DFL);
}

void handle(int signal) {
  if (std::signal(signal, request_stop) == SIG_IGN) std::signal(signal, SIG_IGN);
}

}  // namespace

const std::atomic<bool>* stop_on_signals() {
  handle(SIGINT);
  handle(SIGTERM);
  return &stop_requested;
}

void interruptible(const std::function<void(const std::atomic<bool>* stop)>& work,
                   const std::string& message) {
  const std::atomic<bool>* stop = stop_on_signals();
  const StopScope scope(stop);
  try {
    work(stop);
  } catch (const Error&) {
    if (*stop) throw Interrupted(message);
    throw;
  }
}

}  // namespace qbattery::cli
