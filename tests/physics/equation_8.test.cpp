#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery {
namespace {

struct Energies {
  long double a, b;
};

// Eq. (8) in extended precision: T = 0, Delta = 0, k = F/g, l = Gamma/g.
Energies equation_8(long double k, long double l) {
  const long double k2 = k * k, l2 = l * l, k4 = k2 * k2, l4 = l2 * l2;
  const long double alpha = 256 * k4 * k2 * (1 + l2) + l2 * (4 + l2) * (4 + l2) * (4 + 9 * l2) +
                            4 * k2 * l2 * (4 + 3 * l2) * (4 + 9 * l2) +
                            64 * k4 * (4 + 11 * l2 + 5 * l4);
  return {
      4 * k2 * (32 * k4 * (1 + l2) + l4 * (4 + 9 * l2) + 4 * k2 * (2 + l2) * (4 + 9 * l2)) / alpha,
      16 * k2 * (8 * (k2 + k4) + 2 * (2 + 9 * k2) * l2 + 9 * l4) / alpha};
}

TEST(equation_8, is_met_at_random_points_to_its_last_digits) {
  const Plan plan(charger_battery({.reservoirs = {Reservoir{}}}),
                  {.task = Task::steady_state,
                   .quantities = {{"E_A", expr::parse("energy(charger)")},
                                  {"E_B", expr::parse("energy(battery)")}}});
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> exponent(-3.0, 2.0);
  for (int i = 0; i < 400; ++i) {
    const double k = std::pow(10.0, exponent(random));
    const double l = std::pow(10.0, exponent(random));
    const Energies exact = equation_8(k, l);
    const Outcome found = plan.run(std::vector<double>{k, 1, 0, l, 0, 0}, product_state("gg"));
    ASSERT_EQ(found.failure, "");
    const auto check = [&](double value, long double expected) {
      const double error = static_cast<double>(std::abs(value - expected));
      EXPECT_LE(error, 1e-12) << k << ' ' << l;
      EXPECT_LE(error, 1e-9 * static_cast<double>(expected)) << k << ' ' << l;
    };
    check(found.curves[0][0], exact.a);
    check(found.curves[1][0], exact.b);
  }
}

TEST(equation_8, belongs_to_local_jumps_and_not_to_a_collective_one) {
  const Plan plan(
      charger_battery({.reservoirs = {Reservoir{}}}),
      {.task = Task::steady_state, .quantities = {{"E_B", expr::parse("energy(battery)")}}});
  const double collective =
      plan.run(std::vector<double>{1, 1, 0, 1, 0, 1}, product_state("gg")).curves[0][0];
  EXPECT_GT(std::abs(collective - static_cast<double>(equation_8(1, 1).b)), 0.01);
}

}  // namespace
}  // namespace qbattery
