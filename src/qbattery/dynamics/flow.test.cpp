#include "qbattery/dynamics/flow.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <string>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

const Complex i(0.0, 1.0);

/// dx/dt = (a + b c(t)) x.
LinearEquation scalar(Complex a, Complex b = 0.0, std::function<double(double)> c = {}) {
  LinearEquation equation{.size = 1, .coefficients = c ? 1U : 0U};
  equation.coefficients_at = [c](double t, std::span<double> values) { values[0] = c(t); };
  equation.apply = [a, b](std::size_t k, const Complex* from, Complex* to,
                          const Combination& with) {
    *to = with.scale * (k == 0 ? a : b) * *from + with.shift * *from;
    if (with.before != 0.0) *to -= with.before * *with.last;
    return std::norm(*to);
  };
  return equation;
}

Flow flow(LinearEquation equation, double to, double tolerance = 1e-10, double spacing = 0.1) {
  return {{{std::move(equation), to}}, Ket::Ones(1), {tolerance, spacing}};
}

TEST(Flow, FollowsAConstantEquation) {
  const Flow turns = flow(scalar(50.0 * i), 10.0);
  for (const double t : {0.0, 0.013, 3.3, 10.0, 5.5})
    EXPECT_NEAR(std::abs(turns.at(t)[0] - std::exp(50.0 * i * t)), 0.0, 1e-10) << t;
  EXPECT_LT(turns.error_estimate(), 1e-10);
}

TEST(Flow, FollowsPulses) {
  const Flow smooth = flow(scalar(-0.1, 3.0 * i, [](double t) { return std::exp(-t * t); }), 8.0);
  const double root = std::sqrt(std::numbers::pi);
  for (const double t : {0.0, 0.4, 2.0, 8.0}) {
    const Complex exact = std::exp(-0.1 * t + 1.5 * i * root * std::erf(t));
    EXPECT_NEAR(std::abs(smooth.at(t)[0] - exact), 0.0, 1e-10) << t;
  }
}

TEST(Flow, FollowsJumpsAndKinks) {
  const auto window = [](double t) { return t >= 1.2345 && t < 2.5 ? 1.0 : 0.0; };
  const Flow box = flow(scalar(0.0, i, window), 4.0);
  EXPECT_NEAR(std::abs(box.at(1.0)[0] - 1.0), 0.0, 1e-12);
  EXPECT_NEAR(std::abs(box.at(4.0)[0] - std::exp(i * (2.5 - 1.2345))), 0.0, 1e-10);
  const Flow kink = flow(scalar(0.0, i, [](double t) { return std::abs(t - 0.7); }), 1.0);
  EXPECT_NEAR(std::abs(kink.at(1.0)[0] - std::exp(i * (0.245 + 0.045))), 0.0, 1e-10);
}

TEST(PiecewisePolynomial, ends_where_signs_change) {
  const auto function = [](std::size_t k, double t) {
    return k == 0 ? t - 0.3 : k == 1 ? std::cos(t) : -1.0;
  };
  const std::vector<double> changes = sign_changes(function, 3, 0.0, 6.0, 100);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0], 0.3);
  EXPECT_NEAR(changes[1], std::numbers::pi / 2, 1e-15);
  EXPECT_NEAR(changes[2], 3 * std::numbers::pi / 2, 1e-15);
}

TEST(Flow, NoticesWhatIsAsNarrowAsTheSpacing) {
  const auto pulse = [](double t) { return std::exp(-std::pow((t - 63.17) / 0.05, 2)); };
  const Flow narrow = flow(scalar(0.0, i, pulse), 100.0, 1e-10, 0.1);
  const double area = 0.05 * std::sqrt(std::numbers::pi);
  EXPECT_NEAR(std::abs(narrow.at(100.0)[0] - std::exp(i * area)), 0.0, 1e-10);
}

TEST(Flow, MeetsItsTolerance) {
  for (const double tolerance : {1e-4, 1e-7, 1e-11}) {
    const Flow turns =
        flow(scalar(i, 4.0 * i, [](double t) { return std::cos(3.0 * t); }), 20.0, tolerance);
    const Complex exact = std::exp(i * (20.0 + 4.0 / 3.0 * std::sin(60.0)));
    EXPECT_LT(std::abs(turns.at(20.0)[0] - exact), tolerance) << tolerance;
  }
}

TEST(Flow, AsksLessForLess) {
  const auto cost = [](double tolerance) {
    const Flow turns = flow(scalar(30.0 * i), 50.0, tolerance);
    turns.at(50.0);
    return turns.applications();
  };
  EXPECT_LT(cost(1e-4), 0.8 * static_cast<double>(cost(1e-11)));
}

// Behind a kink pieces and steps are short, and grow again.
TEST(Flow, GoesOnQuicklyBehindAKink) {
  for (const double kink : {0.832, 1.329, 0.377}) {
    const auto shape = [kink](double t) { return 1.257 * (1.0 - 0.5 * std::min(t / kink, 1.0)); };
    const Flow turns = flow(scalar(0.3 * i, i, shape), 2.0, 1e-10);
    const double phase = 0.3 * 2.0 + 1.257 * (0.75 * kink + 0.5 * (2.0 - kink));
    EXPECT_NEAR(std::abs(turns.at(2.0)[0] - std::exp(i * phase)), 0.0, 1e-10);
    EXPECT_LT(turns.applications(), 3000U) << kink;
  }
}

TEST(Flow, GoesThroughStages) {
  const Flow stages({{scalar(i), 1.0}, {scalar(-1.0), 3.0}, {scalar(2.0 * i), 4.0}}, Ket::Ones(1),
                    {1e-10, 0.1});
  EXPECT_NEAR(std::abs(stages.at(4.0)[0] - std::exp(-2.0 + 3.0 * i)), 0.0, 1e-10);
  EXPECT_NEAR(std::abs(stages.at(2.0)[0] - std::exp(-1.0 + i)), 0.0, 1e-10);
  EXPECT_NEAR(std::abs(stages.at(0.5)[0] - std::exp(0.5 * i)), 0.0, 1e-10);
}

TEST(Flow, GoesBackToTheSameBits) {
  // Not all states on the way can be kept.
  const Flow turns({{scalar(400.0 * i), 3.0}}, Ket::Ones(1), {1e-6, 1.0, 10 * sizeof(Complex)});
  std::vector<Complex> forwards;
  for (const double t : {0.1, 0.5, 1.1, 1.7, 2.9}) forwards.push_back(turns.at(t)[0]);
  EXPECT_EQ(turns.at(1.1)[0], forwards[2]);
  EXPECT_EQ(turns.at(0.1)[0], forwards[0]);
  EXPECT_EQ(turns.at(2.9)[0], forwards[4]);
}

/// Numbers that are real in pairs: x' = -0.1 x + w y, y' = -0.1 y - w x; forms x and x/2 + 2 y.
Flow with_forms(double w, std::optional<double> turning, double to) {
  LinearEquation equation = scalar({-0.1, -w});
  if (turning) equation.spread = Spread{0.2, *turning, 0.0};
  return {{{equation, to}},
          Ket::Ones(1),
          {.tolerance = 1e-10,
           .spacing = 0.1,
           .forms = {LinearForm{{0}, {1.0}}, LinearForm{{0, 1}, {0.5, 2.0}}}}};
}

// By powers, on an ellipse, on one that is too large, and on one that is too small at first and one
// that stays so.
TEST(Flow, GivesFormsWithoutStates) {
  constexpr double w = 60.0;
  for (const std::optional<double> turning :
       {std::optional<double>{}, std::optional(w), std::optional(3.0 * w), std::optional(0.8 * w),
        std::optional(0.1 * w)}) {
    const Flow turns = with_forms(w, turning, 10.0);
    const std::vector<double> times = {0.0, 0.013, 3.3, 3.4, 10.0};
    auto t = times.begin();
    const auto compare = [&](std::span<const double> values) {
      const Complex exact = std::exp(Complex(-0.1, -w) * *t++);
      EXPECT_NEAR(values[0], exact.real(), 1e-10);
      EXPECT_NEAR(values[1], 0.5 * exact.real() + 2.0 * exact.imag(), 2e-10);
    };
    turns.visit_forms(times, compare);
    EXPECT_EQ(t, times.end());
    EXPECT_NEAR(std::abs(turns.at(5.5)[0] - std::exp(Complex(-0.1, -w) * 5.5)), 0.0, 1e-10);
    t = times.begin() + 2;
    turns.visit_forms(std::span(times).subspan(2, 1), compare);
    EXPECT_LT(turns.error_estimate(), 1e-10);
  }
}

TEST(Flow, AppliesLessForForms) {
  const Flow by_forms = with_forms(60.0, 60.0, 10.0), by_states = with_forms(60.0, 60.0, 10.0);
  by_forms.visit_forms(std::vector{10.0}, [](std::span<const double>) {});
  by_states.at(10.0);
  EXPECT_LT(by_forms.applications(), 0.8 * static_cast<double>(by_states.applications()));
}

// The error is counted step by step, so that it is just above the tolerance when that is told.
TEST(Flow, SaysByHowMuchItIsTooUncertain) {
  const Flow rounding = flow(scalar(1e7 * i), 1000.0, 1e-8);
  try {
    rounding.at(1000.0);
    FAIL() << rounding.error_estimate();
  } catch (const NumericalError& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find(", more than 1e-08 allowed; give a larger tolerance in [time], or a "
                        "shorter time"),
              std::string::npos)
        << what;
    const std::string before = "is uncertain by ";
    EXPECT_GT(std::strtod(what.c_str() + what.find(before) + before.size(), nullptr), 1e-8) << what;
  }
}

TEST(Flow, SaysWhatItCannotFollow) {
  EXPECT_THROW(flow(scalar(1e300), 1.0), NumericalError);
  const Flow rounding = flow(scalar(1e7 * i), 1000.0, 1e-10);
  EXPECT_THROW(rounding.at(1000.0), NumericalError);
  EXPECT_THROW(flow(scalar(i), 1.0).at(1.5), InvalidInput);
  const auto noise = [](double t) { return std::sin(1e9 * t); };
  EXPECT_THROW(flow(scalar(0.0, i, noise), 1.0), NumericalError);
}

}  // namespace
}  // namespace qbattery
