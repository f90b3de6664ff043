#include "qbattery/quantities/quantity.hpp"

#include <gtest/gtest.h>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

/// The value of an expression at a moment of the pair with F = 0.5, g = 1, Gamma = 0.2, n = 0.
double value(const std::string& text, const Matrix& rho, double time = 0.0) {
  const Model pair = charger_battery({.reservoirs = {Reservoir{}}});
  const AffineGenerator generator(pair);
  const RealMatrix l = generator.assemble(std::vector<double>{0.5, 1, 0, 0.2, 0, 0});
  const Matrix start = product_state("gg");
  const Run run{&generator.basis(), &l, start, nullptr};
  return compile_quantity(expr::parse(text), pair, Task::evolve)({time, rho, run});
}

TEST(quantities, tell_charger_from_battery) {
  const Matrix eg = product_state("eg");
  EXPECT_EQ(value("energy(charger)", eg), 1.0);
  EXPECT_EQ(value("energy(battery)", eg), 0.0);
  EXPECT_EQ(value("inversion(charger)", eg), 1.0);
  EXPECT_EQ(value("inversion(battery)", eg), -1.0);
  EXPECT_EQ(value("ergotropy(charger)", eg), 1.0);
  EXPECT_EQ(value("linear_entropy(battery)", eg), 0.0);
  EXPECT_NEAR(value("smallest_eigenvalue()", eg), 0.0, 1e-15);
  EXPECT_NEAR(value("abs(energy(charger) - 3) * 2", eg), 4.0, 1e-15);
}

TEST(quantities, have_power_as_the_change_of_energy) {
  // |e> alone loses Gamma; the pump does no work on it to first order.
  EXPECT_NEAR(value("power(charger)", product_state("eg")), -0.2, 1e-15);
  EXPECT_NEAR(value("power(battery)", product_state("ge")), -0.2, 1e-15);
  EXPECT_EQ(value("average_power(battery)", product_state("ge"), 4.0), 0.25);
  EXPECT_EQ(value("average_power(battery)", product_state("gg"), 0.0), 0.0);
}

std::pair<int, std::string> complaint(const std::string& text, Task task = Task::evolve) {
  try {
    compile_quantity(expr::parse(text), charger_battery(), task);
  } catch (const expr::ParseError& error) {
    return {error.column(), error.what()};
  }
  return {0, ""};
}

TEST(quantities, say_what_is_wrong_and_where) {
  using Wrong = std::pair<int, std::string>;
  EXPECT_EQ(complaint("1 + enrgy(battery)"),
            (Wrong{5, "there is no quantity or function \"enrgy\", did you mean \"energy\"?"}));
  EXPECT_EQ(complaint("steering(charger)"),
            (Wrong{1, "steering(X, Y) takes 2 argument(s), got 1"}));
  EXPECT_EQ(complaint("steering(charger, charger)"),
            (Wrong{19, "steering(X, Y) needs different subsystems"}));
  EXPECT_EQ(complaint("gap()"), (Wrong{1, "gap() is defined for steady states only"}));
  EXPECT_EQ(complaint("average_power(battery)", Task::steady_state),
            (Wrong{1, "average_power(X) is defined for evolutions only"}));
  EXPECT_EQ(complaint("energy(moon)").first, 8);
  EXPECT_EQ(complaint("energy(battery) + moon").first, 19);
  EXPECT_EQ(complaint("energy(battery)").first, 0);
}

TEST(quantities, have_units) {
  EXPECT_EQ(units_of(expr::parse("energy(battery)")), "omega_0");
  EXPECT_EQ(units_of(expr::parse("power(battery)")), "omega_0 rate");
  EXPECT_EQ(units_of(expr::parse("2 * energy(battery)")), "1");
  EXPECT_EQ(units_of(expr::parse("x")), "1");
}

}  // namespace
}  // namespace qbattery
