#include "qbattery/dynamics/features.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace qbattery {
namespace {

using std::numbers::pi;

/// A function on a coarse grid, with what SampledFunction refers to.
struct Sampled {
  Sampled(std::function<double(double)> function, double to, int count) : f(std::move(function)) {
    for (int i = 0; i < count; ++i) {
      times.push_back(to * i / (count - 1));
      values.push_back(f(times.back()));
    }
  }
  SampledFunction view() const { return {times, values, f, 0.5}; }
  std::function<double(double)> f;
  std::vector<double> times, values;
};

TEST(features, find_smooth_maxima_to_1e_10_on_coarse_samples) {
  const Sampled s([](double t) { return std::sin(t) + 0.1 * std::sin(3.0 * t + 0.2); }, 2 * pi, 40);
  for (const Extremum& top : local_maxima(s.view(), Ends::excluded)) {
    const double slope = std::cos(top.time) + 0.3 * std::cos(3.0 * top.time + 0.2);
    EXPECT_NEAR(slope, 0.0, 1e-10);
  }
}

TEST(features, find_cusps_to_1e_10) {
  const Sampled s([](double t) { return 1.0 - std::abs(t - 1.2345678); }, 3.0, 20);
  ASSERT_EQ(local_maxima(s.view(), Ends::excluded).size(), 1U);
  EXPECT_NEAR(global_maximum(s.view()).time, 1.2345678, 1e-10);
}

TEST(features, count_ends_only_where_asked_to) {
  const Sampled s([](double t) { return -t; }, 1.0, 5);
  EXPECT_TRUE(local_maxima(s.view(), Ends::excluded).empty());
  EXPECT_EQ(global_maximum(s.view()).time, 0.0);
  EXPECT_EQ(global_minimum(s.view()).time, 1.0);
}

TEST(features, see_no_maxima_in_rounding) {
  const Sampled s([](double t) { return 0.5 + 1e-16 * std::sin(100 * t); }, 1.0, 101);
  EXPECT_TRUE(local_maxima(s.view(), Ends::excluded).empty());
}

TEST(features, take_the_first_maximum_within_the_bound) {
  const Sampled s([](double t) { return std::cos(t - 1.0) * std::cos(t - 1.0) * (1.0 + 1e-4 * t); },
                  9.0, 200);
  EXPECT_NEAR(first_maximum(s.view(), 1e-3).time, 1.00005, 1e-5);
  EXPECT_GT(first_maximum(s.view(), 1e-6).time, 6.0);
}

TEST(features, find_changes_of_sign_but_no_touching) {
  const Sampled crossing([](double t) { return std::cos(t); }, 6.0, 13);
  const std::vector<double> times = sign_changes(crossing.view());
  ASSERT_EQ(times.size(), 2U);
  EXPECT_NEAR(times[0], pi / 2, 1e-10);
  EXPECT_NEAR(times[1], 3 * pi / 2, 1e-10);
  const Sampled touching([](double t) { return (t - 1.0) * (t - 1.0); }, 2.0, 9);
  EXPECT_TRUE(sign_changes(touching.view()).empty());
}

}  // namespace
}  // namespace qbattery
