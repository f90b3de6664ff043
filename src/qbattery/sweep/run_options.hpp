#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include "qbattery/support/error.hpp"

namespace qbattery {

/// How far a run has come.
struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;
  std::size_t failed = 0;
  std::size_t before = 0;  ///< how many of those done an earlier run had finished
};

struct RunOptions {
  int threads = 0;  ///< 0: as many as the machine has cores
  std::function<void(const Progress&)> report =
      {};  ///< called now and then, from the calling thread
  /// A run ends soon after it turns true; null: that of the calling thread (support/stopping).
  const std::atomic<bool>* stop = nullptr;
  bool keep_parts = false;  ///< also of a run that is short and whole: they are joined later
};

}  // namespace qbattery
