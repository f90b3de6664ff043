#include "qbattery/quantum/states.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "qbattery/quantum/subsystem.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

Matrix diagonal(const std::vector<double>& entries) {
  Matrix rho = Matrix::Zero(static_cast<int>(entries.size()), static_cast<int>(entries.size()));
  for (std::size_t i = 0; i < entries.size(); ++i)
    rho(static_cast<int>(i), static_cast<int>(i)) = entries[i];
  return rho;
}

TEST(states, of_letters_stand_in_the_order_ee_eg_ge_gg) {
  EXPECT_EQ(product_state("ee"), diagonal({1, 0, 0, 0}));
  EXPECT_EQ(product_state("eg"), diagonal({0, 1, 0, 0}));
  EXPECT_EQ(product_state("ge"), diagonal({0, 0, 1, 0}));
  EXPECT_EQ(product_state("gg"), diagonal({0, 0, 0, 1}));
  const Matrix plus_minus = product_state("+-");
  EXPECT_NEAR(plus_minus(0, 3).real(), -0.25, 1e-15);
  EXPECT_NEAR(plus_minus(0, 2).real(), 0.25, 1e-15);
  EXPECT_THROW(product_state("ex"), InvalidInput);
}

TEST(states, of_amplitudes_are_normalised) {
  Ket psi(2);
  psi << 3.0, Complex(0, 4);
  const Matrix rho = pure_state(psi);
  EXPECT_NEAR(rho(0, 0).real(), 0.36, 1e-15);
  EXPECT_NEAR(rho(0, 1).imag(), -0.48, 1e-15);
  EXPECT_TRUE(pure_state(1e-300 * psi).isApprox(rho, 1e-15));
  EXPECT_TRUE(pure_state(1e300 * psi).isApprox(rho, 1e-15));
  EXPECT_THROW(pure_state(Ket::Zero(2)), InvalidInput);
  psi(0) = std::nan("");
  EXPECT_THROW(pure_state(psi), InvalidInput);
  EXPECT_THROW(pure_state(Ket()), InvalidInput);
}

std::string complaint(const Matrix& rho) {
  try {
    checked_density_matrix(rho);
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

TEST(states, that_are_given_must_be_states) {
  EXPECT_EQ(complaint(diagonal({0.5, 0.5})), "");
  EXPECT_EQ(complaint(diagonal({0.5, 0.4})), "a density matrix must have trace 1, got 0.9");
  EXPECT_NE(complaint(diagonal({1.5, -0.5})).find("eigenvalue -0.5"), std::string::npos);
  Matrix rho = diagonal({0.5, 0.5});
  rho(0, 1) = Complex(0, 0.1);
  EXPECT_NE(complaint(rho).find("Hermitian"), std::string::npos);
  EXPECT_NE(complaint(Matrix::Zero(2, 3)).find("2 x 3"), std::string::npos);
  EXPECT_NE(complaint(Matrix()).find("0 x 0"), std::string::npos);
  rho(0, 1) = std::numeric_limits<double>::infinity();
  EXPECT_NE(complaint(rho).find("finite"), std::string::npos);
}

TEST(states, that_are_nearly_right_are_made_right) {
  Matrix rho = diagonal({1.0 + 5e-10, -4e-10});
  rho(0, 1) = 3e-10;
  const Matrix checked = checked_density_matrix(rho);
  EXPECT_EQ(checked, checked.adjoint());
  EXPECT_NEAR(checked.trace().real(), 1.0, 1e-15);
  EXPECT_GE(smallest_eigenvalue(checked), -1e-16);
  EXPECT_LE((checked - rho).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(states, have_a_smallest_eigenvalue) {
  EXPECT_NEAR(smallest_eigenvalue(diagonal({0.7, -0.2, 0.5})), -0.2, 1e-15);
}

TEST(subsystem, of_two_levels_counts_energy_from_the_ground_state) {
  const Subsystem battery = two_level("battery");
  EXPECT_EQ(battery.dimension(), 2);
  EXPECT_EQ(battery.hamiltonian, diagonal({1, 0}));
  const std::vector<Subsystem> both = {two_level("charger"), battery};
  EXPECT_EQ(dimensions_of(both), (Dimensions{2, 2}));
  EXPECT_EQ(find_subsystem(both, "battery"), 1);
  try {
    find_subsystem(both, "batery");
    FAIL() << "no complaint";
  } catch (const InvalidInput& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("charger"), std::string::npos) << message;
    EXPECT_NE(message.find("battery"), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace qbattery
