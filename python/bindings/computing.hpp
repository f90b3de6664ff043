#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <functional>
#include <mutex>

#include "qbattery/sweep/run_options.hpp"

namespace qbattery::python {

/// What a computation and the thread that waits for it tell each other.
class Watch {
 public:
  std::atomic<bool> stop = false;

  void report(const Progress& progress) {
    const std::lock_guard lock(mutex_);
    progress_ = progress;
  }
  Progress progress() const {
    const std::lock_guard lock(mutex_);
    return progress_;
  }

 private:
  mutable std::mutex mutex_;
  Progress progress_;
};

/// Some work, which owns all that it needs: it may outlive the call that asked for it.
using Work = std::function<void(Watch& watch)>;

/// Does some work on a thread of its own, without the interpreter's lock, while the calling one
/// looks after signals: Ctrl-C ends the work (support/stopping) and becomes a KeyboardInterrupt;
/// where a single step of it takes long, that ends in the background. `progress`, where it is not
/// None, is called now and then with the numbers of points that are done and that there are, where
/// these are several. Throws what the work throws.
void compute(Work work, const nanobind::object& progress = nanobind::none());

/// Waits for what ends in the background; before the process does.
void wait_for_leavers();

/// What the program says, with Python's words for its options.
std::string in_python(std::string message);

}  // namespace qbattery::python
