#pragma once

#include <functional>

namespace qbattery::detail {

/// Does some work in a copy of this process and waits for it. Only what it writes to files remains.
/// Throws IoError with the message of what the work threw, or one that says how the copy died.
void run_in_child(const std::function<void()>& work);

}  // namespace qbattery::detail
