#include "qbattery/support/stopping.hpp"

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

thread_local const std::atomic<bool>* current = nullptr;

}  // namespace

StopScope::StopScope(const std::atomic<bool>* stop) : before_(current) {
  if (stop != nullptr) current = stop;
}

StopScope::~StopScope() { current = before_; }

const std::atomic<bool>* stop_of_thread() { return current; }

void throw_if_stopped() {
  if (current != nullptr && current->load(std::memory_order_relaxed)) throw Interrupted();
}

}  // namespace qbattery
