#include "qbattery/dynamics/zoom.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/dynamics/features.hpp"
#include "qbattery/dynamics/interpolation.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;
using Function = std::function<double(double)>;

/// A function with its derivative, sampled; it counts how often it is asked.
struct Sampled {
  Sampled(Function function, Function derivative, double to, int count)
      : f(std::move(function)), slope(std::move(derivative)) {
    for (int i = 0; i < count; ++i) {
      times.push_back(to * i / (count - 1));
      values.push_back(f(times.back()));
    }
  }
  SampledFunction view() {
    return {times, values, f, 1.0, [this](const std::vector<double>& at) {
              ++looks;
              EXPECT_EQ(at.size(), times_at_once);
              EXPECT_TRUE(std::is_sorted(at.begin(), at.end()));
              ValuesAndSlopes seen;
              for (const double t : at) {
                seen.values.push_back(f(t));
                seen.slopes.push_back(slope(t));
              }
              return seen;
            }};
  }
  Function f, slope;
  std::vector<double> times, values;
  int looks = 0;
};

Sampled wave(int count) {
  return {[](double t) { return std::sin(t + 0.3); }, [](double t) { return std::cos(t + 0.3); },
          2.0, count};
}

TEST(zoom, finds_a_smooth_maximum_in_one_look_on_fine_samples) {
  Sampled s = wave(201);
  const Extremum top = global_maximum(s.view());
  EXPECT_NEAR(top.time, pi / 2 - 0.3, 1e-14);
  EXPECT_NEAR(top.value, 1.0, 1e-15);
  EXPECT_EQ(s.looks, 1);
}

TEST(zoom, finds_a_smooth_maximum_on_coarse_samples) {
  Sampled s = wave(4);
  EXPECT_NEAR(global_maximum(s.view()).time, pi / 2 - 0.3, 1e-11);
  EXPECT_NEAR(global_maximum(s.view()).value, 1.0, 1e-15);
}

// Ten peaks of one height, at other places between samples each.
TEST(zoom, takes_the_first_of_equal_peaks) {
  Sampled s([](double t) { return std::pow(std::sin(t), 2); },
            [](double t) { return std::sin(2.0 * t); }, 30.0, 101);
  SampledFunction f = s.view();
  EXPECT_NEAR(global_maximum(f).time, pi / 2, 1e-11);
  f.many = {};
  EXPECT_NEAR(global_maximum(f).time, pi / 2, 1e-8);
}

TEST(zoom, finds_a_cusp) {
  Sampled s([](double t) { return 1.0 - std::abs(t - 1.2345678); },
            [](double t) { return t < 1.2345678 ? 1.0 : -1.0; }, 3.0, 20);
  EXPECT_NEAR(global_maximum(s.view()).time, 1.2345678, 1e-14);
  EXPECT_NEAR(global_maximum(s.view()).value, 1.0, 1e-15);
}

TEST(zoom, takes_the_first_of_equal_cusps) {
  const auto side = [](double t) { return std::pow(std::sin(t), 2) < 0.3 ? 1.0 : -1.0; };
  Sampled s([](double t) { return -std::abs(std::pow(std::sin(t), 2) - 0.3); },
            [=](double t) { return side(t) * std::sin(2.0 * t); }, 20.0, 60);
  EXPECT_NEAR(global_maximum(s.view()).time, std::asin(std::sqrt(0.3)), 1e-14);
}

// Two sides of different steepness: the straight line through their slopes meets 0 elsewhere.
TEST(zoom, finds_a_crooked_cusp) {
  Sampled s([](double t) { return t < 1.1 ? 0.01 * (t - 1.1) : 5.0 * (1.1 - t); },
            [](double t) { return t < 1.1 ? 0.01 : -5.0; }, 3.0, 14);
  EXPECT_NEAR(global_maximum(s.view()).time, 1.1, 1e-11);
}

// sqrt(E), where rounding makes E negative at its minimum.
TEST(zoom, finds_a_bottom_about_a_hole) {
  const auto energy = [](double t) { return std::pow(std::sin(t - 0.7), 2) - 1e-16; };
  Sampled s([energy](double t) { return std::sqrt(energy(t)); },
            [energy](double t) { return 0.5 * std::sin(2.0 * (t - 0.7)) / std::sqrt(energy(t)); },
            2.0, 12);
  const Extremum bottom = global_minimum(s.view());
  EXPECT_GE(bottom.value, 0.0);
  EXPECT_LE(bottom.value, 2e-8);
  EXPECT_NEAR(bottom.time, 0.7, 5e-8);
}

TEST(zoom, finds_minima_as_maxima_of_the_negative) {
  Sampled s([](double t) { return std::cos(t); }, [](double t) { return -std::sin(t); }, 6.0, 50);
  const Extremum bottom = global_minimum(s.view());
  EXPECT_NEAR(bottom.time, pi, 1e-13);
  EXPECT_NEAR(bottom.value, -1.0, 1e-15);
}

TEST(zoom, finds_changes_of_sign) {
  for (const int count : {8, 100}) {
    Sampled s([](double t) { return std::cos(3.0 * t); },
              [](double t) { return -3.0 * std::sin(3.0 * t); }, 2.0, count);
    const std::vector<double> zeros = sign_changes(s.view());
    ASSERT_EQ(zeros.size(), 2U);
    EXPECT_NEAR(zeros[0], pi / 6, 1e-12);
    EXPECT_NEAR(zeros[1], pi / 2, 1e-12);
  }
}

TEST(zoom, finds_a_jump) {
  Sampled s([](double t) { return t < 0.777 ? -1.0 : 4.0; }, [](double) { return 0.0; }, 2.0, 9);
  const std::vector<double> zeros = sign_changes(s.view());
  ASSERT_EQ(zeros.size(), 1U);
  EXPECT_NEAR(zeros[0], 0.777, 1e-12);
}

TEST(zoom, asks_only_for_the_maxima_that_can_be_the_highest) {
  Sampled s(
      [](double t) { return std::exp(-t) * std::sin(20.0 * t); },
      [](double t) { return std::exp(-t) * (20.0 * std::cos(20.0 * t) - std::sin(20.0 * t)); }, 4.0,
      801);
  EXPECT_NEAR(global_maximum(s.view()).time, std::atan(20.0) / 20.0, 1e-13);
  EXPECT_LE(s.looks, 2);
}

TEST(zoom, leaves_what_is_not_a_number_to_others) {
  Sampled s = wave(50);
  s.slope = [](double) { return std::nan(""); };
  EXPECT_FALSE(zoom_to_maximum(s.view(), 1.0, 1.5, 1.2).has_value());
  s.f = [](double) { return std::nan(""); };
  EXPECT_FALSE(zoom_to_zero(s.view(), 1.0, 1.5, 1.2).has_value());
}

TEST(interpolation, is_exact_for_polynomials_up_to_its_degree) {
  const auto f = [](double t) { return -std::pow(t - 1.03, 2) * (1.0 + 0.2 * std::pow(t, 4)); };
  Sampled s(f, f, 2.0, 11);  // samples 0.2 apart, the highest at 1.0
  EXPECT_NEAR(top_of_samples(s.view(), 5), 1.03, 1e-12);
  Sampled shifted([&f](double t) { return f(t) + 1e-2; }, f, 2.0, 11);
  const double zero = zero_of_samples(shifted.view(), 5, 6);
  EXPECT_NEAR(f(zero) + 1e-2, 0.0, 1e-4);
}

}  // namespace
}  // namespace qbattery
