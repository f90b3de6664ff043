#pragma once

#include <atomic>

namespace qbattery {

/// While it lives, long computations of this thread end with Interrupted soon after the flag turns
/// true; a null one changes nothing. Whoever starts threads hands the flag of its own on to them.
class StopScope {
 public:
  explicit StopScope(const std::atomic<bool>* stop);
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

 private:
  const std::atomic<bool>* before_;
};

/// The flag of this thread; null where there is none.
const std::atomic<bool>* stop_of_thread();

/// For steps that take a while: throws Interrupted where this thread is to stop.
void throw_if_stopped();

}  // namespace qbattery
