#include "qbattery/quantities/quantity.hpp"

#include <gtest/gtest.h>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/generator/packed_density.hpp"
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

// Means of observables are linear in the state, and come out as they do.
TEST(quantities, are_means_of_observables_where_they_are_linear) {
  Model model = charger_battery();
  model.subsystems.push_back(mode("cavity", 3));
  const Dimensions dimensions = model.dimensions();
  const Matrix a = Matrix::Random(12, 12);
  const Matrix rho = a * a.adjoint() / a.squaredNorm();
  for (const char* text :
       {"energy(charger)", "energy(cavity)", "last_level(cavity)",
        "energy(battery) - 0.5 * energy(charger) + -energy(cavity) / 4 + last_level(cavity) * 3"}) {
    const expr::Expression expression = expr::parse(text);
    const std::optional<Operator> op = observable_of(expression, model);
    ASSERT_TRUE(op) << text;
    const double mean = (dense(*op, dimensions) * rho).trace().real();
    const qbattery::Run run{.initial_state = rho};
    EXPECT_NEAR(mean, compile_quantity(expression, model, Task::evolve)({0.0, rho, run}), 1e-15)
        << text;
    EXPECT_NEAR(packed_observable(sparse(*op, dimensions))(packed_density(rho).data()), mean, 1e-15)
        << text;
  }
  for (const char* text : {"ergotropy(battery)", "energy(battery) * energy(charger)", "2",
                           "energy(battery) + 1", "1 / energy(battery)", "abs(energy(battery))",
                           "purity()", "power(battery)", "energy(battery) > 0.5"})
    EXPECT_FALSE(observable_of(expr::parse(text), model)) << text;
}

TEST(quantities, have_units) {
  EXPECT_EQ(units_of(expr::parse("energy(battery)")), "omega_0");
  EXPECT_EQ(units_of(expr::parse("power(battery)")), "omega_0 rate");
  EXPECT_EQ(units_of(expr::parse("2 * energy(battery)")), "1");
  EXPECT_EQ(units_of(expr::parse("x")), "1");
}

}  // namespace
}  // namespace qbattery
