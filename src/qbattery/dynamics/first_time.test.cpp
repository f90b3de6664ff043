#include "qbattery/dynamics/first_time.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/dynamics/sampled.test.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;

TEST(first_time, reach_zero_first_on_a_hump_between_samples) {
  for (const double below : {0.5, 1e-3, 1e-6, 1e-9}) {
    const Sampled s([below](double t) { return std::pow(std::sin(t), 2) - 1.0 + below; }, 30.0,
                    101);
    EXPECT_NEAR(first_not_negative(s.view(), 1e-14), std::asin(std::sqrt(1.0 - below)), 1e-8);
  }
  const Sampled even([](double t) { return std::pow(std::sin(t), 2) - 0.9; }, pi, 4);
  ASSERT_NEAR(even.values[1], even.values[2], 1e-15);  // on both sides of the hump
  EXPECT_NEAR(first_not_negative(even.view(), 1e-14), std::asin(std::sqrt(0.9)), 1e-8);
  const Sampled touching([](double t) { return std::pow(std::sin(t), 2) - 1.0; }, 30.0, 101);
  EXPECT_NEAR(first_not_negative(touching.view(), 1e-14), pi / 2, 1e-7);
  const Sampled missing([](double t) { return std::pow(std::sin(t), 2) - 1.001; }, 30.0, 101);
  EXPECT_TRUE(std::isnan(first_not_negative(missing.view(), 1e-14)));
}

TEST(first_time, are_positive_from_when_they_leave_zero) {
  const Sampled begins([](double t) { return std::max(0.0, t - 1.97); }, 4.0, 41);
  EXPECT_NEAR(first_positive(begins.view(), 1e-14), 1.97, 1e-12);
  EXPECT_EQ(first_not_negative(begins.view(), 1e-14), 0.0);
  for (const double power : {1.0, 2.0, 4.0}) {
    const Sampled rises([power](double t) { return std::pow(std::sin(t), power); }, 2.0, 21);
    EXPECT_EQ(first_positive(rises.view(), 1e-14), 0.0) << power;
  }
  const Sampled crosses([](double t) { return t - 1.234; }, 4.0, 41);
  EXPECT_NEAR(first_positive(crosses.view(), 1e-14), 1.234, 1e-12);
  const Sampled hump([](double t) { return std::pow(std::sin(t), 2) - 1.0 + 1e-6; }, 30.0, 101);
  EXPECT_NEAR(first_positive(hump.view(), 1e-14), pi / 2 - std::asin(1e-3), 1e-8);
  const Sampled touches([](double t) { return std::pow(std::sin(t), 2) - 1.0; }, 30.0, 101);
  EXPECT_TRUE(std::isnan(first_positive(touches.view(), 1e-14)));
  const Sampled zero([](double) { return 0.0; }, 1.0, 5);
  EXPECT_TRUE(std::isnan(first_positive(zero.view(), 0.0)));
  SampledFunction steps = begins.view();
  steps.is_discrete = true;
  EXPECT_EQ(first_positive(steps, 1e-14), steps.times[20]);
}

// A maximum that only the slope at an end tells of.
TEST(first_time, reach_zero_on_a_hump_beside_an_end) {
  const Sampled s([](double t) { return std::pow(std::sin(t), 2) - 0.5; }, 3.0, 2);
  ASSERT_NEAR(global_maximum(s.view()).value, 0.5, 1e-12);
  EXPECT_NEAR(first_not_negative(s.view(), 1e-14), pi / 4, 1e-8);
  EXPECT_NEAR(first_positive(s.view(), 1e-14), pi / 4, 1e-8);
}

TEST(first_time, reach_zero_at_ends_plateaus_and_discrete_samples) {
  const Sampled end([](double t) { return t - 4.0; }, 4.0, 41);
  EXPECT_NEAR(first_not_negative(end.view(), 1e-14), 4.0, 1e-13);
  const Sampled plateau([](double t) { return std::min(t - 1.97, 0.0); }, 4.0, 41);
  EXPECT_NEAR(first_not_negative(plateau.view(), 1e-14), 1.97, 1e-12);
  const Sampled level([](double t) { return std::min(t - 1.97, 0.0) - 1e-15; }, 4.0, 41);
  EXPECT_NEAR(first_not_negative(level.view(), 1e-14), 1.97, 1e-12);
  SampledFunction steps = end.view();
  steps.is_discrete = true;
  EXPECT_EQ(first_not_negative(steps, 1e-14), 4.0);
}

// Level on one side of a sample, and a hump on its other.
TEST(first_time, is_on_a_hump_beside_a_level_stretch) {
  Sampled s([](double t) { return std::pow(std::sin(std::min(t, 1.65)), 2) - 0.999; }, 10.0, 11);
  s.times.insert(s.times.begin() + 2, 1.65);
  s.values.insert(s.values.begin() + 2, s.f(1.65));
  EXPECT_NEAR(first_not_negative(s.view(), 1e-14), std::asin(std::sqrt(0.999)), 1e-8);
  EXPECT_NEAR(first_positive(s.view(), 1e-14), std::asin(std::sqrt(0.999)), 1e-8);
}

// Many samples of a power of time are within noise of 0.
TEST(first_time, of_a_rise_is_its_beginning_however_many_samples_there_are) {
  for (const int count : {21, 2001, 20001}) {
    const Sampled s([](double t) { return std::pow(std::sin(t), 2); }, 2.0, count);
    EXPECT_EQ(first_positive(s.view(), 1e-7), 0.0) << count;
  }
}

TEST(first_time, is_found_from_infinity) {
  const Sampled s([](double t) { return 1.0 - 1.0 / (2.0 * t); }, 3.0, 4);
  EXPECT_NEAR(first_not_negative(s.view(), 1e-14), 0.5, 1e-11);
}

// In the order of rounding: what starts equal to the bound has reached it.
TEST(first_time, of_what_begins_at_zero_is_its_beginning) {
  for (const double rounding : {-1e-16, 0.0, 1e-16}) {
    const Sampled falls([rounding](double t) { return t < 2.0 ? rounding : t - 2.5; }, 4.0, 41);
    EXPECT_EQ(first_not_negative(falls.view(), 1e-14), 0.0) << rounding;
    EXPECT_NEAR(first_positive(falls.view(), 1e-14), 2.5, 1e-12) << rounding;
  }
}

}  // namespace
}  // namespace qbattery
