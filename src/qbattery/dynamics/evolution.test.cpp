#include "qbattery/dynamics/evolution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

// v(t) = exp(-rate t) (cos t, sin t).
RealMatrix spiral(double rate) { return (RealMatrix(2, 2) << -rate, -1, 1, -rate).finished(); }
RealVector start() { return RealVector::Unit(2, 0); }
RealVector on_spiral(double rate, double t) {
  return std::exp(-rate * t) * RealVector{{std::cos(t), std::sin(t)}};
}

std::vector<double> equal_steps(double to, int count) {
  std::vector<double> times;
  for (int i = 0; i <= count; ++i) times.push_back(to * i / count);
  return times;
}

double largest_error(const Evolution& evolution, double rate) {
  double worst = 0.0;
  for (std::size_t i = 0; i < evolution.times().size(); ++i) {
    const RealVector known = on_spiral(rate, evolution.times()[i]);
    const RealVector found = evolution.sample(i);
    worst = std::max(worst, (found - known).cwiseAbs().maxCoeff());
  }
  return worst;
}

TEST(evolution, of_a_hundred_thousand_steps_costs_no_digits) {
  // The step and its matrix are each off by half an ulp, 1.1e-16, times 6 radians; the sum by one
  // more. Sums without compensation leave twice that, a step from exp - 1 a thousand times.
  EXPECT_LE(largest_error({spiral(0.0), start(), equal_steps(6.0, 100000)}, 0.0), 1.5e-15);
}

TEST(evolution, follows_unequal_times) {
  const Evolution evolution(spiral(0.3), start(), {0.0, 0.1, 0.1, 0.7, 5.0, 40.0});
  EXPECT_LE(largest_error(evolution, 0.3), 1e-14);  // 40 radians, each a few roundings
  EXPECT_LE(evolution.error_estimate(), 1e-14);
}

TEST(evolution, answers_between_before_and_after_its_samples) {
  const Evolution evolution(spiral(0.3), start(), {1.0, 2.0});
  for (const double t : {0.0, 0.25, 1.0, 1.5, 2.0, 2.5, 30.0}) {
    EXPECT_LE((evolution.at(t) - on_spiral(0.3, t)).cwiseAbs().maxCoeff(), 1e-14) << t;
  }
}

// Near each other by a series, far apart step by step.
TEST(evolution, gives_states_at_many_times_at_once) {
  const Evolution evolution(spiral(0.3), start(), {0.0, 1.0, 2.0});
  for (const double apart : {1e-12, 1e-4, 0.005, 0.2}) {
    std::vector<double> times;
    for (std::size_t i = 0; i < lanes::width; ++i)
      times.push_back(1.1 + apart * static_cast<double>(i));
    lanes::Block states(2, lanes::width);
    evolution.states(times, states);
    for (std::size_t i = 0; i < times.size(); ++i) {
      const RealVector known = on_spiral(0.3, times[i]);
      EXPECT_NEAR(states(0, i), known[0], 1e-14) << times[i];
      EXPECT_NEAR(states(1, i), known[1], 1e-14) << times[i];
    }
  }
}

TEST(evolution, of_some_components_leaves_the_others_zero) {
  RealMatrix l = RealMatrix::Zero(4, 4);
  l(1, 2) = -1.0;
  l(2, 1) = 1.0;
  const auto times = std::make_shared<const SampleTimes>(std::vector<double>{0.0, 0.5, 1.0});
  const Evolution evolution(l, RealVector::Unit(4, 1), {1, 2}, times);
  const RealVector known{{0.0, std::cos(1.0), std::sin(1.0), 0.0}};
  EXPECT_LE((evolution.sample(2) - known).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_LE((evolution.at(1.0) - known).cwiseAbs().maxCoeff(), 1e-15);
  EXPECT_THROW(Evolution(l, RealVector::Unit(4, 3), {1, 2}, times), InvalidInput);
}

TEST(evolution, knows_a_time_in_which_little_changes) {
  EXPECT_DOUBLE_EQ(Evolution(spiral(3.0), start(), {1.0}).time_scale(), 0.25);
  EXPECT_DOUBLE_EQ(Evolution(RealMatrix::Zero(2, 2), start(), {1.0}).time_scale(), 1.0);
}

TEST(evolution, refuses_times_that_are_none) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(Evolution(spiral(0.0), start(), std::vector<double>{}), InvalidInput);
  EXPECT_THROW(Evolution(spiral(0.0), start(), {1.0, 0.5}), InvalidInput);
  EXPECT_THROW(Evolution(spiral(0.0), start(), {-1.0}), InvalidInput);
  EXPECT_THROW(Evolution(spiral(0.0), start(), {0.0, nan}), InvalidInput);
  EXPECT_THROW(Evolution(spiral(0.0), RealVector::Ones(3), {1.0}), InvalidInput);
  const Evolution evolution(spiral(0.0), start(), {1.0});
  EXPECT_THROW(evolution.at(-1.0), InvalidInput);
  EXPECT_THROW(evolution.at(nan), InvalidInput);
}

TEST(evolution, that_leaves_the_numbers_is_an_error) {
  EXPECT_THROW(Evolution(spiral(-10.0), start(), {1.0, 100.0}), NumericalError);
  try {
    Evolution(spiral(0.1), start(), {1.0, 100.0}, 1e-25);
    FAIL();
  } catch (const NumericalError& error) {
    EXPECT_NE(std::string(error.what()).find(", more than 1e-25 allowed; give a shorter time"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace qbattery
