#pragma once

#include <atomic>
#include <functional>
#include <string>

namespace qbattery::cli {

/// From now on Ctrl-C and SIGTERM set the returned flag instead of ending the program; a second one
/// ends it. One that whoever started the program has it ignore stays ignored.
const std::atomic<bool>* stop_on_signals();

/// Does work that may look at the flag of stop_on_signals(). Where the flag is set and the work
/// ends in an error, whatever it is (a child of ours gets Ctrl-C too), throws Interrupted with this
/// message.
void interruptible(const std::function<void(const std::atomic<bool>* stop)>& work,
                   const std::string& message);

}  // namespace qbattery::cli
