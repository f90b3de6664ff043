#pragma once

#include <cstddef>
#include <functional>

namespace qbattery {

/// Calls work(begin, end) for the pieces of [0, count) of `block` each, the last one shorter, on so
/// many threads (0: as many as there are cores). Throws what the earliest failing piece threw, and
/// Interrupted where this thread is to stop (support/stopping).
void in_blocks(std::size_t count, std::size_t block, int threads,
               const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace qbattery
