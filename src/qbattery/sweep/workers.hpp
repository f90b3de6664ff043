#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "qbattery/parts/tile.hpp"
#include "qbattery/sweep/grid.hpp"

namespace qbattery {

/// The threads of one run: each computes a tile after the other and hands it over, in any order. At
/// most a few finished tiles wait; then the threads wait too.
class Workers {
 public:
  /// Begins. `threads` 0: as many as the machine has cores. Ends soon after `stop`, if it is not
  /// null, turns true; tiles begun are then lost.
  Workers(const Grid& grid, const Tiling& tiling, std::vector<std::size_t> tiles, int threads,
          const std::atomic<bool>* stop);
  /// Ends them.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// A finished tile; none where none came in that time. Throws what stopped a worker, an Error
  /// that names the point.
  std::optional<Tile> next(std::chrono::milliseconds patience);
  /// Whether no further tile will come.
  bool are_done() const;

  std::size_t points() const { return points_.load(); }      ///< how many are computed
  std::size_t failures() const { return failures_.load(); }  ///< how many of them failed

 private:
  void work();
  std::optional<Tile> compute(std::size_t index, Workspace& workspace);
  bool hand_over(Tile&& tile);
  bool stopped() const { return closed_ || (stop_ != nullptr && stop_->load()); }

  const Grid& grid_;
  const Tiling& tiling_;
  const std::vector<std::size_t> tiles_;
  const std::atomic<bool>* stop_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> points_ = 0;
  std::atomic<std::size_t> failures_ = 0;
  std::atomic<bool> closed_ = false;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Tile> finished_;
  std::size_t room_ = 0;
  std::size_t running_ = 0;
  std::exception_ptr error_;
  std::vector<std::thread> threads_;
};

}  // namespace qbattery
