#include "qbattery/dynamics/smooth_top.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace qbattery {
namespace {

using std::numbers::pi;

/// A function that counts how often it is asked.
struct Counted {
  std::function<double(double)> f;
  mutable int times = 0;
  std::optional<Extremum> top(const Hunt& hunt) const {
    return smooth_top(
        [this](double t) {
          ++times;
          return f(t);
        },
        hunt);
  }
};

TEST(smooth_tops, are_found_to_1e_10_in_a_dozen_values) {
  for (const double unit : {1e-12, 1.0, 1e9}) {
    const Counted sine{[unit](double t) { return std::sin(t / unit); }};
    const auto top = sine.top({unit, 2.0 * unit, 1.5 * unit, 0.3 * unit});
    ASSERT_TRUE(top);
    EXPECT_NEAR(top->time / unit, pi / 2, 1e-10);
    EXPECT_NEAR(top->value, 1.0, 1e-15);
    EXPECT_EQ(sine.times, 12);
  }
}

TEST(smooth_tops, are_followed_beyond_the_reach_and_into_narrow_ones) {
  const Counted far{[](double t) { return std::sin(t); }};
  const auto top = far.top({0.0, 3.0, 1.0, 0.2});
  ASSERT_TRUE(top);
  EXPECT_NEAR(top->time, pi / 2, 3e-10);
  const Counted narrow{[](double t) { return 1.0 / (1.0 + std::pow((t - 0.501) / 0.02, 2)); }};
  const auto peak = narrow.top({0.0, 1.0, 0.5, 0.5});
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->time, 0.501, 1e-10);
}

TEST(smooth_tops, are_found_as_far_as_rounding_of_the_values_allows) {
  const auto noise = [](double t) { return std::sin(1e9 * t); };
  const Counted noisy{[&](double t) { return std::cos(t - 0.3) + 1e-12 * noise(t); }};
  const auto top = noisy.top({0.0, 1.0, 0.35, 0.3});
  ASSERT_TRUE(top);
  EXPECT_NEAR(top->time, 0.3, 1e-9);
  EXPECT_LE(noisy.times, 24);
}

TEST(smooth_tops, are_not_seen_at_cusps_jumps_ends_and_nan) {
  const Hunt hunt{0.0, 1.0, 0.5, 0.25};
  EXPECT_FALSE(Counted{[](double t) { return -std::abs(t - 0.4); }}.top(hunt));
  EXPECT_FALSE(
      Counted{[](double t) { return -std::pow(t - 0.4, 2) - 1e-4 * std::abs(t - 0.4); }}.top(hunt));
  EXPECT_FALSE(Counted{[](double t) { return t < 0.43 ? t : t - 1.0; }}.top(hunt));
  EXPECT_FALSE(Counted{[](double t) { return t; }}.top(hunt));
  EXPECT_FALSE(Counted{[](double) { return std::nan(""); }}.top(hunt));
}

}  // namespace
}  // namespace qbattery
