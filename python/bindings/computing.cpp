#include "computing.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 50ms;
// How long work may take to end once it is asked to.
constexpr auto patience = 250ms;

/// What the thread of some work and the one that waits for it share, whichever is the last.
struct Shared {
  Watch watch;
  std::mutex mutex;
  std::condition_variable changed;
  bool is_done = false;
  std::exception_ptr error;

  bool is_done_within(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, time, [this] { return is_done; });
  }
};

void run(Shared& shared, const Work& work) {
  const StopScope scope(&shared.watch.stop);
  std::exception_ptr error;
  try {
    work(shared.watch);
  } catch (...) {
    error = std::current_exception();
  }
  const std::lock_guard lock(shared.mutex);
  shared.error = error;
  shared.is_done = true;
  shared.changed.notify_all();
}

/// Threads that were asked to end and are in the midst of a step that takes long.
class Leavers {
 public:
  void add(std::thread thread) {
    const std::lock_guard lock(mutex_);
    threads_.push_back(std::move(thread));
  }
  void wait() {
    const std::lock_guard lock(mutex_);
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

Leavers& leavers() {
  static Leavers all;
  return all;
}

/// With the interpreter's lock: throws nb::python_error where a signal or the bar raised one.
void look_around(const Watch& watch, const nb::object& progress) {
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
  const Progress now = watch.progress();
  if (!progress.is_none() && now.total > 1) progress(now.done, now.total);
}

/// Ctrl-C with what the work says about what is kept.
void rethrow(nb::python_error& raised, const std::exception_ptr& error) {
  try {
    if (error && raised.matches(PyExc_KeyboardInterrupt)) std::rethrow_exception(error);
  } catch (const Interrupted& interrupted) {
    PyErr_SetString(PyExc_KeyboardInterrupt, in_python(interrupted.what()).c_str());
    throw nb::python_error();
  } catch (const std::exception&) {
    // What else happened as it ended is of no account.
  }
  throw std::move(raised);
}

}  // namespace

void compute(Work work, const nb::object& progress) {
  using Clock = std::chrono::steady_clock;
  const auto shared = std::make_shared<Shared>();
  std::optional<nb::python_error> raised;
  Clock::time_point raised_at;
  bool is_left = false;
  {
    const nb::gil_scoped_release released;
    std::thread thread([shared, work = std::move(work)] { run(*shared, work); });
    while (!is_left && !shared->is_done_within(between_looks)) {
      if (raised) {
        is_left = Clock::now() - raised_at > patience;
        continue;
      }
      const nb::gil_scoped_acquire acquired;
      try {
        look_around(shared->watch, progress);
      } catch (nb::python_error& caught) {
        raised.emplace(std::move(caught));
        raised_at = Clock::now();
        shared->watch.stop = true;
      }
    }
    if (is_left) {
      leavers().add(std::move(thread));
    } else {
      thread.join();
    }
  }
  if (raised) rethrow(*raised, is_left ? nullptr : shared->error);
  if (shared->error) std::rethrow_exception(shared->error);
}

void wait_for_leavers() {
  const nb::gil_scoped_release released;
  leavers().wait();
}

std::string in_python(std::string message) {
  const std::pair<std::string, std::string> words[] = {
      {"--resume", "resume=True"}, {"--set ", "set: "}, {"--unset ", "unset: "}};
  for (const auto& [option, argument] : words) {
    for (std::size_t at = message.find(option); at != std::string::npos; at = message.find(option))
      message.replace(at, option.size(), argument);
  }
  return message;
}

}  // namespace qbattery::python
