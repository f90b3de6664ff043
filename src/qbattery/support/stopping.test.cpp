#include "qbattery/support/stopping.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

TEST(stopping, ends_what_runs_under_a_flag_once_that_is_true) {
  std::atomic<bool> stop = false;
  const StopScope scope(&stop);
  EXPECT_NO_THROW(throw_if_stopped());
  stop = true;
  EXPECT_THROW(throw_if_stopped(), Interrupted);
}

TEST(stopping, is_over_with_its_scope_and_keeps_that_around_it) {
  std::atomic<bool> outer = true;
  std::atomic<bool> inner = false;
  const StopScope scope(&outer);
  {
    const StopScope within(&inner);
    EXPECT_NO_THROW(throw_if_stopped());
    const StopScope none(nullptr);
    EXPECT_EQ(stop_of_thread(), &inner);
  }
  EXPECT_THROW(throw_if_stopped(), Interrupted);
}

TEST(stopping_threads, is_each_threads_own) {
  std::atomic<bool> stop = true;
  const StopScope scope(&stop);
  std::thread([] { EXPECT_NO_THROW(throw_if_stopped()); }).join();
}

}  // namespace
}  // namespace qbattery
