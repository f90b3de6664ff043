#include "qbattery/sweep/workers.hpp"

#include <algorithm>

#include "qbattery/support/stopping.hpp"

namespace qbattery {

Workers::Workers(const Grid& grid, const Tiling& tiling, std::vector<std::size_t> tiles,
                 int threads, const std::atomic<bool>* stop)
    : grid_(grid),
      tiling_(tiling),
      tiles_(std::move(tiles)),
      stop_(stop != nullptr ? stop : stop_of_thread()) {
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads)
                                         : std::max(1U, std::thread::hardware_concurrency());
  running_ = std::min(wanted, tiles_.size());
  room_ = 2 * running_ + 2;
  for (std::size_t i = 0, count = running_; i < count; ++i)
    threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::optional<Tile> Workers::next(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return !finished_.empty() || running_ == 0; });
  if (finished_.empty()) {
    if (running_ == 0 && error_) std::rethrow_exception(std::exchange(error_, nullptr));
    return {};
  }
  Tile tile = std::move(finished_.front());
  finished_.pop_front();
  lock.unlock();
  changed_.notify_all();
  return tile;
}

bool Workers::are_done() const {
  const std::lock_guard lock(mutex_);
  return running_ == 0 && finished_.empty() && !error_;
}

void Workers::work() {
  const StopScope scope(stop_);
  std::exception_ptr error;
  Workspace workspace;
  try {
    for (std::size_t i = next_++; i < tiles_.size() && !stopped(); i = next_++) {
      std::optional<Tile> tile = compute(tiles_[i], workspace);
      if (!tile || !hand_over(std::move(*tile))) break;
    }
  } catch (const Interrupted&) {
    // What is finished counts, as where the flag was seen between two points.
  } catch (...) {
    error = std::current_exception();
    next_ = tiles_.size();
  }
  {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = error;
    --running_;
  }
  changed_.notify_all();
}

std::optional<Tile> Workers::compute(std::size_t index, Workspace& workspace) {
  Tile tile = empty_tile(tiling_, index);
  const PointRange range = tiling_.range(index);
  const std::size_t at_once = grid_.points_at_once();
  for (std::size_t i = 0; i < range.count; i += at_once) {
    if (stopped()) return {};
    const std::size_t count = std::min(at_once, range.count - i);
    grid_.run({range.first + i, count}, columns_of(tile, tiling_, i), workspace);
    points_ += count;
  }
  failures_ += tile.failures.count();
  return tile;
}

bool Workers::hand_over(Tile&& tile) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return finished_.size() < room_ || closed_; });
    if (closed_) return false;
    finished_.push_back(std::move(tile));
  }
  changed_.notify_all();
  return true;
}

}  // namespace qbattery
