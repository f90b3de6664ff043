#include "qbattery/quantities/quantity.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/generator/affine_generator.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

Matrix diagonal(double a, double b, double c) { return Eigen::Vector3cd(a, b, c).asDiagonal(); }

TEST(ergotropy, of_three_levels_sorts_populations_down_the_energies) {
  const Matrix h = diagonal(0.0, 1.0, 3.0);
  // 0.5 at 3 and 0.3 at 1 against 0.5 at 0, 0.3 at 1, 0.2 at 3.
  EXPECT_NEAR(ergotropy(diagonal(0.2, 0.3, 0.5), h), 1.8 - 0.9, 1e-15);
  EXPECT_EQ(ergotropy(diagonal(0.5, 0.3, 0.2), h), 0.0);
  EXPECT_EQ(ergotropy(diagonal(0.3, 0.3, 0.4), Matrix::Identity(3, 3)), 0.0);
  EXPECT_NEAR(energy(diagonal(0.2, 0.3, 0.5), h), 1.8, 1e-15);
}

TEST(ergotropy, of_two_levels_is_the_closed_form_below_equation_4) {
  Matrix rho(2, 2);
  rho << 0.3, Complex(0.1, 0.2), Complex(0.1, -0.2), 0.7;
  const Matrix h = two_level("b").hamiltonian;
  const double z = -0.4, r = std::sqrt(z * z + 4 * (0.01 + 0.04));
  EXPECT_NEAR(ergotropy(rho, h), (r + z) / 2, 1e-15);
  EXPECT_NEAR(inversion(rho), z, 1e-15);
  EXPECT_THROW(ergotropy(rho, identity(3)), InvalidInput);
  EXPECT_THROW(energy(Matrix::Zero(2, 3), h), InvalidInput);
  EXPECT_THROW(inversion(identity(3)), InvalidInput);
}

TEST(steering, of_werner_states_changes_sign_at_the_known_weight) {
  Ket psi = Ket::Zero(4);
  psi(1) = std::sqrt(0.5);
  psi(2) = -std::sqrt(0.5);
  const Matrix singlet = psi * psi.adjoint();
  // ||C|| = 3p/2 against sqrt(3)/2.
  for (const double p : {0.0, 0.5, 1 / std::sqrt(3.0), 0.8, 1.0}) {
    const Matrix rho = p * singlet + (1 - p) / 4 * identity(4);
    EXPECT_NEAR(steering(rho, 2, 2), 1.5 * p - std::sqrt(3.0) / 2, 1e-14) << p;
  }
  EXPECT_NEAR(steering(singlet, 2, 2), 1.5 - std::sqrt(3.0) / 2, 1e-14);
  EXPECT_THROW(steering(identity(4), 4, 1), InvalidInput);
}

TEST(steering, of_products_is_how_mixed_they_are) {
  const double e = 0.3;  // E_A = E_B
  const Matrix one = Eigen::Vector2cd(e, 1 - e).asDiagonal();
  const double mixed = 2 * e * (1 - e);
  EXPECT_NEAR(linear_entropy(one), mixed, 1e-15);
  EXPECT_NEAR(steering(tensor(one, one), 2, 2), -std::sqrt((1 + mixed) * mixed), 1e-15);
  EXPECT_EQ(steering(product_state("eg"), 2, 2), 0.0);
}

/// The value of an expression at a moment of the pair with F = 0.5, g = 1, Gamma = 0.2, n = 0.
double value(const std::string& text, const Matrix& rho, double time = 0.0) {
  const Model pair = charger_battery({.reservoirs = {Reservoir{}}});
  const AffineGenerator generator(pair);
  const RealMatrix l = generator.assemble(std::vector<double>{0.5, 1, 0, 0.2, 0, 0});
  const Matrix start = product_state("gg");
  const Run run{generator.basis(), l, start, nullptr};
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
