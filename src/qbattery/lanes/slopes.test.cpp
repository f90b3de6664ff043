#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/lanes/machine.hpp"
#include "qbattery/lanes/traced.hpp"

namespace qbattery::lanes {
namespace {

/// Every operation that has a slope, of two numbers.
template <class Real>
Real formula(const Real& x, const Real& y) {
  using std::abs;
  using std::max;
  using std::min;
  using std::sqrt;
  const Real product = x * y - 0.5 * y;
  const Real quotient = (x + 2.0) / (y - 3.0);
  const Real root = sqrt(1.0 + x * x);
  const Real kinks = abs(x - 1.0) + 2.0 * max(x, y) - 3.0 * min(x * x, y);
  const Real chosen = choose(less(x, y), x * y * y, x - y) + less_equal(y, x);
  return product * quotient - root + kinks * chosen + difference_of_products(x, y, y, y * x);
}

double slope_on_tape(double x, double y, double dx, double dy) {
  Tape tape;
  const Traced tx = tape.input();
  const Traced ty = tape.input();
  const Traced tdx = tape.input();
  const std::optional<Traced> slope = tape.slope(formula(tx, ty), {{tx, tdx}, {ty, Traced(dy)}});
  const Program program = tape.program({*slope});
  Machine machine(program);
  const double inputs[] = {x, y, dx};
  for (std::size_t i = 0; i < 3; ++i) std::fill_n(machine.input(i), width, inputs[i]);
  machine.run();
  return machine.output(0)[3];
}

TEST(slopes, are_the_derivatives_of_every_operation) {
  constexpr double step = 1e-6;
  for (const auto& [x, y] : {std::pair{0.3, 0.7}, {2.0, 0.4}, {-1.3, 1.1}, {0.2, -0.8}}) {
    for (const auto& [dx, dy] : {std::pair{1.0, 0.0}, {0.0, 1.0}, {0.7, -0.4}}) {
      const double difference =
          (formula(x + step * dx, y + step * dy) - formula(x - step * dx, y - step * dy)) /
          (2.0 * step);
      EXPECT_NEAR(slope_on_tape(x, y, dx, dy), difference, 1e-8) << x << ' ' << y;
    }
  }
}

TEST(slopes, of_what_does_not_change_are_zero) {
  Tape tape;
  const Traced x = tape.input();
  const Traced y = tape.input();
  EXPECT_TRUE(tape.slope(x * x, {{y, 1.0}})->is_zero());
  EXPECT_TRUE(tape.slope(Traced(3.0), {{x, 1.0}})->is_zero());
}

TEST(slopes, of_functions_without_lanes_are_not_known) {
  Tape tape;
  const Traced x = tape.input();
  const Traced y = tape.input();
  const Traced sine = call([](const double* a) { return std::sin(a[0]); }, {x});
  EXPECT_FALSE(tape.slope(2.0 * sine, {{x, 1.0}}).has_value());
  EXPECT_TRUE(tape.slope(2.0 * sine, {{y, 1.0}})->is_zero());
}

TEST(slopes, of_compensated_sums_are_those_of_their_products) {
  Tape tape;
  const Traced x = tape.input();
  const Traced y = tape.input();
  const Program program =
      tape.program({*tape.slope(compensated_sum({{x, y}, {x, x}, {y, 2.0}}), {{x, 1.0}})});
  Machine machine(program);
  std::fill_n(machine.input(0), width, 3.0);
  std::fill_n(machine.input(1), width, 5.0);
  machine.run();
  EXPECT_EQ(machine.output(0)[0], 11.0);  // y + 2 x
}

}  // namespace
}  // namespace qbattery::lanes
