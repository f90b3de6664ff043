#include "qbattery/dynamics/features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "qbattery/dynamics/sampled.test.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;

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

TEST(features, find_lopsided_cusps_to_1e_10) {
  for (const double steep : {2.0, 5.0, 20.0}) {
    const auto tooth = [steep](double t) { return t < 0.777 ? steep * (t - 0.777) : 0.777 - t; };
    const Sampled s(tooth, 3.0, 20);
    EXPECT_NEAR(global_maximum(s.view()).time, 0.777, 1e-10) << steep;
    const Sampled upside_down([tooth](double t) { return -tooth(t); }, 3.0, 20);
    ASSERT_EQ(local_minima(upside_down.view(), Ends::excluded).size(), 1U);
    EXPECT_NEAR(global_minimum(upside_down.view()).time, 0.777, 1e-10) << steep;
  }
}

// Rounding gives a sign to what begins, rests or ends at zero.
TEST(features, change_no_sign_by_rounding) {
  Sampled s([](double t) { return t * (1.55 - t) * (4.0 - t); }, 4.0, 41);
  for (const std::size_t i : {0U, 40U}) {
    s.values[i] = i == 0 ? -1e-16 : 1e-16;
    const std::vector<double> times = sign_changes(s.view());
    ASSERT_EQ(times.size(), 1U);
    EXPECT_NEAR(times[0], 1.55, 1e-12);
  }
  Sampled rests([](double t) { return t < 2.05 ? 0.0 : t - 2.05; }, 4.0, 41);
  for (std::size_t i = 0; i < 20; ++i) rests.values[i] = i % 2 == 0 ? 1e-17 : -1e-17;
  EXPECT_TRUE(sign_changes(rests.view()).empty());
}

// Nanoseconds in seconds are found as well as seconds.
TEST(features, do_not_depend_on_the_unit_of_time) {
  for (const double unit : {1e-15, 1e-9, 1e-3, 1.0, 1e6}) {
    Sampled s([unit](double t) { return std::sin(t / unit); }, 6.0 * unit, 61);
    s.scale *= unit;
    EXPECT_NEAR(global_maximum(s.view()).time / unit, pi / 2, 1e-10) << unit;
    EXPECT_NEAR(global_minimum(s.view()).time / unit, 3 * pi / 2, 1e-10) << unit;
    const std::vector<double> times = sign_changes(s.view());
    ASSERT_EQ(times.size(), 1U);
    EXPECT_NEAR(times[0] / unit, pi, 1e-11) << unit;  // 1e-12 of the time, twice
  }
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

TEST(features, count_a_sample_that_is_exactly_0_between_signs_once) {
  const Sampled s([](double t) { return t - 1.0; }, 2.0, 5);  // 0 at the middle sample
  const std::vector<double> times = sign_changes(s.view());
  ASSERT_EQ(times.size(), 1U);
  EXPECT_NEAR(times[0], 1.0, 1e-12);
  const Sampled from_zero([](double t) { return t; }, 2.0, 5);
  EXPECT_TRUE(sign_changes(from_zero.view()).empty());  // it starts there
}

// A curve that begins level: by rounding any of its samples may be the highest.
TEST(features, of_a_level_stretch_are_where_the_function_comes_to_it) {
  constexpr double ulp = 0x1p-52;
  Sampled from_start([](double t) { return 1.0 - std::max(0.0, t - 1.3); }, 4.0, 41);
  Sampled later([](double t) { return std::min({t, 1.234, 4.0 - t}); }, 4.0, 41);
  for (const std::size_t highest : {0U, 1U, 5U, 12U}) {
    Sampled s = from_start;
    for (std::size_t i = 1; i < 13; ++i) s.values[i] = 1.0 - (i % 3 == 0 ? ulp : 2.0 * ulp);
    s.values[highest] = 1.0 + ulp;
    EXPECT_EQ(global_maximum(s.view()).time, 0.0) << highest;
    EXPECT_EQ(first_maximum(s.view(), 1e-3).time, 0.0) << highest;
    Sampled plateau = later;
    plateau.values[13 + highest] += 2.0 * ulp;
    EXPECT_NEAR(global_maximum(plateau.view()).time, 1.234, 1e-12) << highest;
    SampledFunction steps = plateau.view();
    steps.is_discrete = true;
    EXPECT_EQ(global_maximum(steps).time, steps.times[13]) << highest;
  }
}

// Steps taken to a tolerance leave equal minima less equal than rounding does.
TEST(features, are_the_earliest_of_those_equal_to_the_noise) {
  const Sampled s([](double t) { return std::cos(t) + 1e-12 * t; }, 15.0, 60);
  EXPECT_NEAR(global_maximum(s.view()).time, 4 * pi, 1e-9);
  SampledFunction stepped = s.view();
  stepped.noise_share = 1e-10;
  EXPECT_NEAR(global_maximum(stepped).time, 0.0, 1e-9);
  EXPECT_NEAR(global_maximum(stepped).value, 1.0 + 1e-12 * 4 * pi, 1e-15);
}

TEST(features, of_smooth_tops_are_not_taken_for_level_stretches) {
  for (const double share : {1e-13, 1e-10, 1e-7})
    for (const int count : {40, 1000, 20000}) {
      const Sampled s([](double t) { return std::sin(t); }, 3.0, count);
      SampledFunction f = s.view();
      f.noise_share = share;
      // Values alone tell the place to the square root of their rounding.
      EXPECT_NEAR(global_maximum(f).time, pi / 2, 2e-8) << share << " " << count;
    }
}

// The hump before a stage that stores less.
TEST(features, are_humps_beside_a_level_stretch) {
  Sampled s([](double t) { return std::pow(std::sin(std::min(t, 1.65)), 2); }, 10.0, 11);
  s.times.insert(s.times.begin() + 2, 1.65);  // a sample where it bends, between 1 and 2
  s.values.insert(s.values.begin() + 2, s.f(1.65));
  EXPECT_NEAR(global_maximum(s.view()).value, 1.0, 1e-12);
  EXPECT_NEAR(global_maximum(s.view()).time, pi / 2, 1e-8);
}

// Whichever sample of the stretch is the highest by rounding.
TEST(features, are_humps_before_and_behind_level_stretches) {
  Sampled s([](double t) { return std::pow(std::sin(std::min(t, 1.65)), 2); }, 10.0, 41);
  s.times.insert(s.times.begin() + 7, 1.65);
  s.values.clear();
  for (const double t : s.times) s.values.push_back(s.f(t));
  ASSERT_EQ(s.times[7], 1.65);
  for (const std::size_t highest : {7U, 8U, 20U, 41U}) {
    Sampled one = s;
    one.values[highest] += 0x1p-52;
    EXPECT_NEAR(global_maximum(one.view()).value, 1.0, 1e-12) << highest;
    Sampled back = s;  // the same the other way round
    back.f = [f = s.f](double t) { return f(10.0 - t); };
    std::ranges::reverse(back.times);
    for (double& t : back.times) t = 10.0 - t;
    std::ranges::reverse(back.values);
    back.values[41 - highest] += 0x1p-52;
    EXPECT_NEAR(global_maximum(back.view()).value, 1.0, 1e-12) << highest;
  }
}

// By slopes: one neighbour is very close.
TEST(features, are_not_missed_where_samples_are_uneven) {
  Sampled s([](double t) { return std::pow(std::sin(t), 2) * (t < 4.0 ? 1.0 : 0.9); }, 6.0, 7);
  s.times = {0.0, 2.2, 2.2 + 1e-9, 4.5, 6.0};
  s.values.clear();
  for (const double t : s.times) s.values.push_back(s.f(t));
  EXPECT_NEAR(global_maximum(s.view()).value, 1.0, 1e-12);
}

// sqrt(E) where rounding makes E negative at its minimum.
TEST(features, are_found_about_a_hole) {
  const auto energy = [](double t) { return std::pow(std::sin(t - 1.2345), 2) - 1e-16; };
  const Sampled s([energy](double t) { return std::sqrt(energy(t)); }, 2.0, 11);
  const Extremum bottom = global_minimum(s.view());
  EXPECT_NEAR(bottom.value, 0.0, 2e-8);
  EXPECT_NEAR(bottom.time, 1.2345, 5e-8);
}

TEST(features, count_a_level_stretch_once) {
  const Sampled s([](double t) { return std::min({t, 1.0, 4.0 - t}); }, 4.0, 9);
  const std::vector<Extremum> tops = local_maxima(s.view(), Ends::excluded);
  ASSERT_EQ(tops.size(), 1U);
  EXPECT_NEAR(tops[0].value, 1.0, 1e-12);
  EXPECT_GE(tops[0].time, 1.0 - 1e-9);
  EXPECT_LE(tops[0].time, 3.0 + 1e-9);
}

// Of a curve that saturates the last samples are level but for their rounding.
TEST(features, are_the_highest_sample_of_a_curve_that_saturates) {
  constexpr double ulp = 0x1p-52;
  Sampled s([](double t) { return 1.0 - std::exp(-t); }, 40.0, 41);
  for (const double last : {1.0, 1.0 + ulp, 1.0 - ulp, 1.0 - 3 * ulp}) {
    s.values.back() = last;
    EXPECT_NEAR(global_maximum(s.view()).value, 1.0, 2 * ulp) << last;
    EXPECT_GE(global_maximum(s.view()).value, *std::ranges::max_element(s.values)) << last;
    EXPECT_GE(global_maximum(s.view()).time, 30.0) << last;
    EXPECT_TRUE(local_maxima(s.view(), Ends::excluded).empty()) << last;
    EXPECT_EQ(local_maxima(s.view(), Ends::included).size(), 1U) << last;
    EXPECT_EQ(global_minimum(s.view()).time, 0.0) << last;
  }
  Sampled falls([](double t) { return std::exp(-t); }, 40.0, 41);
  falls.values.back() += 5e-17;
  EXPECT_NEAR(global_minimum(falls.view()).value, 0.0, 1e-16);
  EXPECT_EQ(global_maximum(falls.view()).time, 0.0);
}

TEST(features, are_not_a_hump_below_the_level_that_is_reached_later) {
  Sampled s([](double t) { return 0.5 * std::exp(-(t - 3.0) * (t - 3.0)); }, 20.0, 81);
  for (std::size_t k = 40; k < 81; ++k) s.values[k] = 0.7 + (k % 3 == 0 ? 1e-16 : 0.0);
  EXPECT_NEAR(global_maximum(s.view()).value, 0.7, 1e-15);
  EXPECT_NEAR(first_maximum(s.view(), 0.3).time, 3.0, 1e-9);
}

// Each step is within rounding, all together are not.
TEST(features, are_seen_where_samples_are_close) {
  const Sampled s([](double t) { return 1.0 - 1e-13 * (t - 1.0) * (t - 1.0); }, 2.0, 2001);
  const auto tops = local_maxima(s.view(), Ends::excluded);
  ASSERT_EQ(tops.size(), 1U);
  EXPECT_NEAR(tops[0].time, 1.0, 0.1);
}

TEST(features, of_constants_single_samples_and_nothing) {
  const Sampled constant([](double) { return 7.0; }, 1.0, 4);
  EXPECT_EQ(global_maximum(constant.view()).time, 0.0);
  EXPECT_EQ(global_minimum(constant.view()).value, 7.0);
  Sampled one([](double t) { return t; }, 1.0, 2);
  one.times = {0.25};
  one.values = {0.25};
  EXPECT_EQ(global_maximum(one.view()).time, 0.25);
  EXPECT_TRUE(local_maxima(one.view(), Ends::excluded).empty());
  EXPECT_TRUE(sign_changes(one.view()).empty());
  one.times = one.values = {};
  EXPECT_TRUE(std::isnan(global_maximum(one.view()).time));
  EXPECT_TRUE(local_minima(one.view(), Ends::included).empty());
}

// Brent's search looks between the samples, at the lower hump.
TEST(features, are_never_lower_than_a_sample) {
  const auto hump = [](double t, double at, double width) {
    return std::exp(-std::pow((t - at) / width, 2));
  };
  Sampled s([&](double t) { return hump(t, 1.001, 0.02) + 0.5 * hump(t, 0.7, 0.3); }, 2.0, 3);
  s.scale = 0.02;
  const Extremum top = global_maximum(s.view());
  EXPECT_GT(top.value, s.values[1]);
  const double slope = 5000.0 * (1.001 - top.time) * hump(top.time, 1.001, 0.02) -
                       (top.time - 0.7) / 0.09 * hump(top.time, 0.7, 0.3);
  EXPECT_NEAR(slope, 0.0, 1e-6);
  EXPECT_NEAR(top.time, 1.001, 1e-3);
}

TEST(features, are_not_made_by_nan) {
  const double nan = std::nan("");
  Sampled s([](double t) { return t; }, 4.0, 5);
  s.values = {nan, nan, nan, nan, nan};
  EXPECT_TRUE(std::isnan(global_maximum(s.view()).value));
  EXPECT_TRUE(sign_changes(s.view()).empty());
  s.values = {0.0, 1.0, nan, 3.0, 4.0};
  EXPECT_EQ(global_maximum(s.view()).time, 4.0);
  EXPECT_EQ(global_minimum(s.view()).time, 0.0);
  // What is highest beside a NaN is an end.
  s.values = {nan, 2.0, 1.0, 0.5, 0.25};
  EXPECT_EQ(global_maximum(s.view()).time, 1.0);
  EXPECT_EQ(global_maximum(s.view()).value, 2.0);
  EXPECT_TRUE(local_maxima(s.view(), Ends::excluded).empty());
}

// All that is left of two equal curves.
TEST(features, of_a_difference_are_no_rounding) {
  Sampled s([](double t) { return 1e-16 * std::sin(3.0 * t); }, 4.0, 41);
  SampledFunction f = s.view();
  EXPECT_FALSE(sign_changes(f).empty());
  f.scale = 1.0;
  EXPECT_TRUE(sign_changes(f).empty());
  EXPECT_EQ(global_maximum(f).time, 0.0);
}

// Entropy production, say, of a pure state.
TEST(features, cross_a_value_from_infinity) {
  Sampled s([](double t) { return 1.0 / (2.0 * t) - 1.0; }, 3.0, 4);
  ASSERT_TRUE(std::isinf(s.values.front()));
  ASSERT_EQ(sign_changes(s.view()).size(), 1U);
  EXPECT_NEAR(sign_changes(s.view())[0], 0.5, 1e-11);
}

}  // namespace
}  // namespace qbattery
