#pragma once

#include <atomic>

namespace qbattery::cli {

/// From now on Ctrl-C and SIGTERM set the returned flag instead of ending the program; a second one
/// ends it.
const std::atomic<bool>* stop_on_signals();

}  // namespace qbattery::cli
