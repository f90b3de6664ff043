#include "computing.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <optional>
#include <string>
#include <thread>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

namespace nb = nanobind;

namespace qbattery::python {

namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 50ms;

/// The work on its thread.
class Worker {
 public:
  explicit Worker(const std::function<void(Watch&)>& work)
      : thread_([this, &work] { run(work); }) {}
  ~Worker() { thread_.join(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  Watch& watch() { return watch_; }
  /// Whether it was done within that time.
  bool is_done_within(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return is_done_; });
  }
  std::exception_ptr error() const { return error_; }

 private:
  void run(const std::function<void(Watch&)>& work) {
    const StopScope scope(&watch_.stop);
    std::exception_ptr error;
    try {
      work(watch_);
    } catch (...) {
      error = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    error_ = error;
    is_done_ = true;
    changed_.notify_all();
  }

  Watch watch_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  std::exception_ptr error_;
  std::thread thread_;  // the last one: it uses the others
};

/// With the interpreter's lock: throws nb::python_error where a signal or the bar raised one.
void look_around(const Watch& watch, const nb::object& progress) {
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
  const Progress now = watch.progress();
  if (!progress.is_none() && now.total > 0) progress(now.done, now.total);
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

void compute(const std::function<void(Watch& watch)>& work, const nb::object& progress) {
  std::optional<nb::python_error> raised;
  std::exception_ptr error;
  {
    const nb::gil_scoped_release released;
    Worker worker(work);
    while (!worker.is_done_within(between_looks)) {
      const nb::gil_scoped_acquire acquired;
      try {
        if (!raised) look_around(worker.watch(), progress);
      } catch (nb::python_error& caught) {
        raised.emplace(std::move(caught));
        worker.watch().stop = true;
      }
    }
    error = worker.error();
  }
  if (raised) rethrow(*raised, error);
  if (error) std::rethrow_exception(error);
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
