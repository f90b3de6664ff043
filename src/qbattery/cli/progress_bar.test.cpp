#include "qbattery/cli/progress_bar.hpp"

#include <gtest/gtest.h>

namespace qbattery::cli {
namespace {

TEST(progress_line, says_how_far_how_fast_and_how_long) {
  EXPECT_EQ(progress_line({.done = 25, .total = 100, .failed = 0}, 10.0),
            "[######..................] 25/100 points, 2.5/s, 0:00:30 left");
  EXPECT_EQ(progress_line({.done = 100, .total = 100, .failed = 0}, 10.0),
            "[########################] 100/100 points, 10/s, 0:00:00 left");
}

TEST(progress_line, counts_failures) {
  EXPECT_EQ(progress_line({.done = 3, .total = 4, .failed = 2}, 1.0),
            "[##################......] 3/4 points, 3/s, 0:00:01 left, 2 failed");
}

TEST(progress_line, promises_nothing_before_the_first_point) {
  EXPECT_EQ(progress_line({.done = 0, .total = 7, .failed = 0}, 3.0),
            "[........................] 0/7 points, 0/s");
}

TEST(progress_line, rounds_the_time_left_up_and_has_hours) {
  // 3599.5 s are left.
  EXPECT_EQ(progress_line({.done = 2, .total = 7201, .failed = 0}, 1.0),
            "[........................] 2/7201 points, 2/s, 1:00:00 left");
  EXPECT_EQ(progress_line({.done = 1, .total = 100000, .failed = 0}, 1.0),
            "[........................] 1/100000 points, 1/s, 27:46:39 left");
}

}  // namespace
}  // namespace qbattery::cli
