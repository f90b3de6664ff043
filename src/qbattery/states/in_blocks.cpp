#include "qbattery/states/in_blocks.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "qbattery/support/stopping.hpp"

namespace qbattery {

namespace {

/// Pieces are handed out in order, and what was begun is ended: the earliest failure is among them.
class Blocks {
 public:
  using Work = std::function<void(std::size_t, std::size_t)>;

  Blocks(std::size_t count, std::size_t block, const Work& work)
      : count_(count), block_(block), work_(work), stop_(stop_of_thread()) {}

  void run() {
    const StopScope scope(stop_);
    while (!failed_) {
      const std::size_t begin = block_ * next_++;
      if (begin >= count_) return;
      try {
        throw_if_stopped();
        work_(begin, std::min(begin + block_, count_));
      } catch (...) {
        keep(begin);
      }
    }
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void keep(std::size_t begin) {
    const std::lock_guard lock(mutex_);
    if (!error_ || begin < failed_at_) {
      error_ = std::current_exception();
      failed_at_ = begin;
    }
    failed_ = true;
  }

  std::size_t count_;
  std::size_t block_;
  const Work& work_;
  const std::atomic<bool>* stop_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::exception_ptr error_;
  std::size_t failed_at_ = 0;
};

}  // namespace

void in_blocks(std::size_t count, std::size_t block, int threads,
               const std::function<void(std::size_t, std::size_t)>& work) {
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads)
                                         : std::max(1U, std::thread::hardware_concurrency());
  Blocks blocks(count, block, work);
  std::vector<std::jthread> others;
  for (std::size_t k = 1; k < std::min(wanted, (count + block - 1) / block); ++k)
    others.emplace_back([&blocks] { blocks.run(); });
  blocks.run();
  others.clear();
  blocks.rethrow();
}

}  // namespace qbattery
