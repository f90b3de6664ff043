#include "qbattery/quantities/energy.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/quantum/subsystem.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

// Eigenvalues of three levels are off by three roundings of 1, and energies add up to 4.
constexpr double rounding = 3e-15;

Matrix diagonal(double a, double b, double c) { return Eigen::Vector3cd(a, b, c).asDiagonal(); }

TEST(energy, knows_a_matrix_from_its_transpose) {
  const Matrix up_along_y = 0.5 * (identity(2) + sigma_y());
  EXPECT_EQ(energy(up_along_y, sigma_y()), 1.0);
  EXPECT_EQ(energy(up_along_y, sigma_x()), 0.0);
  EXPECT_EQ(energy(up_along_y, 3.0 * identity(2)), 3.0);
}

TEST(energy, is_linear_and_needs_no_state) {
  const Matrix change = diagonal(-0.5, 0.25, 0.25);
  EXPECT_EQ(energy(change, diagonal(0, 1, 3)), 1.0);
}

TEST(energy, names_both_shapes_where_they_differ) {
  try {
    energy(identity(2), identity(3));
    FAIL() << "no complaint";
  } catch (const InvalidInput& error) {
    EXPECT_EQ(error.key(), "rho");
    EXPECT_STREQ(error.what(),
                 "the state (2 x 2) and the Hamiltonian (3 x 3) must be square and of one size");
  }
}

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

TEST(ergotropy, of_pure_states_is_all_energy_above_the_ground_state) {
  const Matrix h = diagonal(0, 1, 3);
  EXPECT_NEAR(ergotropy(pure_state(Ket::Ones(3)), h), 4.0 / 3.0, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0, 0, 1), h), 3.0, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0, 1, 0), h), 1.0, rounding);
  EXPECT_NEAR(ergotropy(diagonal(1, 0, 0), h), 0.0, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0, 1, 0), diagonal(-2, 1, 5)), 3.0, rounding);
}

TEST(ergotropy, does_not_care_which_of_degenerate_levels_is_full) {
  const Matrix above = diagonal(0, 1, 1);
  EXPECT_NEAR(ergotropy(diagonal(0.2, 0.5, 0.3), above), 0.8 - 0.5, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0.2, 0.3, 0.5), above), 0.8 - 0.5, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0.5, 0.2, 0.3), above), 0.0, rounding);
  EXPECT_NEAR(ergotropy(diagonal(0.1, 0.6, 0.3), diagonal(0, 0, 1)), 0.3 - 0.1, rounding);
}

TEST(ergotropy, of_coherence_is_positive_where_populations_are_passive) {
  const double c = 0.2;
  Matrix rho = diagonal(0.5, 0.5, 0);
  rho(0, 1) = rho(1, 0) = c;
  // Eigenvalues 0.7, 0.3, 0 against the energies 0, 1, 3.
  EXPECT_NEAR(ergotropy(rho, diagonal(0, 1, 3)), 0.5 - 0.3, rounding);
}

TEST(ergotropy, takes_hamiltonians_that_are_not_diagonal) {
  const Matrix minus = product_state("-"), plus = product_state("+");
  EXPECT_NEAR(ergotropy(minus, sigma_x()), 0.0, rounding);
  EXPECT_NEAR(ergotropy(plus, sigma_x()), 2.0, rounding);
  EXPECT_NEAR(ergotropy(0.25 * plus + 0.75 * minus, sigma_x()), 0.0, rounding);
  EXPECT_NEAR(ergotropy(0.75 * plus + 0.25 * minus, sigma_x()), 1.0, rounding);
}

TEST(ergotropy, of_thermal_states_is_never_below_zero) {
  for (const double t : {0.1, 0.7, 3.0, 1e3}) {
    const Matrix weights = diagonal(1, std::exp(-1 / t), std::exp(-3 / t));
    const double w = ergotropy(weights / weights.trace().real(), diagonal(0, 1, 3));
    EXPECT_GE(w, 0.0);
    EXPECT_LE(w, rounding);
  }
}

TEST(ergotropy, with_the_energies_at_hand_is_the_same) {
  const Matrix rho = diagonal(0.2, 0.3, 0.5);
  EXPECT_NEAR(ergotropy(rho, diagonal(3, 0, 1), RealVector{{0.0, 1.0, 3.0}}), 1.1 - 0.9, rounding);
  EXPECT_NEAR(ergotropy(rho, diagonal(3, 0, 1)), 1.1 - 0.9, rounding);
}

TEST(inversion, is_full_balanced_and_empty) {
  EXPECT_EQ(inversion(product_state("e")), 1.0);
  EXPECT_EQ(inversion(product_state("g")), -1.0);
  EXPECT_NEAR(inversion(product_state("+")), 0.0, rounding);
}

}  // namespace
}  // namespace qbattery
