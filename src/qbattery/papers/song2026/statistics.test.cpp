#include "qbattery/papers/song2026/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery::song2026 {
namespace {

using Values = std::vector<double>;

// Small numbers of steps: sums of a few terms keep all but the last digits.
constexpr double rounding = 1e-15;

TEST(statistics, pearson_is_one_for_a_line_and_known_for_a_parabola) {
  EXPECT_NEAR(pearson({0, 1, 2}, {5, 7, 9}), 1.0, rounding);
  EXPECT_NEAR(pearson({0, 1, 2}, {9, 7, 5}), -1.0, rounding);
  // x = 0, 1, 2 against its square 0, 1, 4: xy = 4, xx = 2, yy = 26/3.
  EXPECT_NEAR(pearson({0, 1, 2}, {0, 1, 4}), 4.0 / std::sqrt(2.0 * 26.0 / 3.0), rounding);
  EXPECT_NEAR(pearson({-1, 0, 1}, {1, 0, 1}), 0.0, rounding);
  EXPECT_TRUE(std::isnan(pearson({0, 1, 2}, {3, 3, 3})));
}

TEST(statistics, spearman_sees_order_alone) {
  EXPECT_NEAR(spearman({0, 1, 2, 3}, {0, 1, 8, 27}), 1.0, rounding);
  EXPECT_NEAR(spearman({3, 0, 2, 1}, {-27, 0, -8, -1}), -1.0, rounding);
  // 1 - 6 sum d^2 / (n (n^2 - 1)) without ties: d = 0, 1, -1, 0.
  EXPECT_NEAR(spearman({1, 2, 3, 4}, {1, 3, 2, 4}), 1.0 - 12.0 / 60.0, rounding);
}

TEST(statistics, equal_values_share_their_rank) {
  // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: xy = 4.5, xx = 4.5, yy = 5.
  EXPECT_NEAR(spearman({1, 2, 2, 5}, {1, 2, 3, 4}), 4.5 / std::sqrt(4.5 * 5.0), rounding);
}

TEST(statistics, shares_count_steps) {
  const Values x = {0, 1, 2, 1, 2, 2};
  const Values y = {0, -1, 5, 0, -1, -2};
  EXPECT_DOUBLE_EQ(share_falling_while_rising(x, y), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(share_rising_while_rising(x, y), 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(share_falling_while_rising({1, 1, 0}, {3, 2, 1}), 0.0);
  EXPECT_DOUBLE_EQ(share_falling(y, 1, 4), 2.0 / 3.0);
  EXPECT_TRUE(std::isnan(share_falling(y, 3, 3)));
}

TEST(statistics, largest_difference_is_absolute) {
  EXPECT_DOUBLE_EQ(largest_difference({0, 1, 2}, {0.5, -2, 2}), 3.0);
}

}  // namespace
}  // namespace qbattery::song2026
