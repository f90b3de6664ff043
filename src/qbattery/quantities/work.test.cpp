#include "qbattery/quantities/work.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // sums of a few numbers up to 3

/// A two-level state with Bloch vector (x, y, z).
Matrix bloch(double x, double y, double z) {
  return 0.5 * (identity(2) + x * sigma_x() + y * sigma_y() + z * sigma_z());
}

Matrix diagonal(double a, double b, double c) { return Eigen::Vector3cd(a, b, c).asDiagonal(); }

// With H = w |e><e| and r = |bloch|: W = w(r + z)/2, A = w(r - z)/2, C = w r, W_i = w max(0, z),
// W_c = w(r - |z|)/2.
TEST(work, of_two_levels_follows_from_the_bloch_vector) {
  const double w = 1.7;
  const Matrix h = w * product_state("e");
  for (const double z : {-0.6, 0.0, 0.5}) {
    const double x = 0.3, y = -0.4;
    const double r = std::sqrt(x * x + y * y + z * z);
    const Matrix rho = bloch(x, y, z);
    EXPECT_NEAR(ergotropy(rho, h), w * (r + z) / 2, rounding);
    EXPECT_NEAR(antiergotropy(rho, h), w * (r - z) / 2, rounding);
    EXPECT_NEAR(capacity(rho, h), w * r, rounding);
    EXPECT_NEAR(passive_energy(rho, h), w * (1 - r) / 2, rounding);
    EXPECT_NEAR(incoherent_ergotropy(rho, h), w * std::max(0.0, z), rounding);
    EXPECT_NEAR(coherent_ergotropy(rho, h), w * (r - std::abs(z)) / 2, rounding);
    EXPECT_NEAR(energy_variance(rho, h), w * w * (1 - z * z) / 4, rounding);
  }
}

// Populations .2 .3 .5 at energies 0 1 2.5: passive .5 .3 .2, the other way round .2 .3 .5.
TEST(work, of_three_levels_is_a_matter_of_order) {
  const Matrix rho = diagonal(0.2, 0.3, 0.5);
  const Matrix h = diagonal(0.0, 1.0, 2.5);
  EXPECT_NEAR(passive_energy(rho, h), 0.3 + 0.5, rounding);
  EXPECT_NEAR(antiergotropy(rho, h), 0.0, rounding);
  EXPECT_NEAR(capacity(rho, h), 0.3 * 2.5, rounding);
  EXPECT_NEAR(energy_variance(rho, h), 0.3 + 0.5 * 6.25 - 1.55 * 1.55, rounding);
  EXPECT_NEAR(antiergotropy(diagonal(0.5, 0.3, 0.2), h), 0.3 * 2.5, rounding);
}

// Coherence among levels of one energy is no coherence between energies: a rotation inside the
// level turns it to populations.
TEST(work, of_levels_with_one_energy_does_not_depend_on_the_basis_among_them) {
  Matrix rho = diagonal(0.4, 0.4, 0.2);
  rho(0, 1) = rho(1, 0) = 0.3;
  const Matrix h = diagonal(0.0, 0.0, 1.0);
  for (const double angle : {0.0, 0.3, 1.1, 2.0}) {
    const Matrix turn = Eigen::AngleAxisd(angle, Eigen::Vector3d(1, 2, 3).normalized())
                            .toRotationMatrix()
                            .cast<Complex>();
    const Matrix state = turn * rho * turn.adjoint(), turned = turn * h * turn.adjoint();
    EXPECT_LE((dephased(state, turned) - state).norm(), rounding);
    EXPECT_NEAR(incoherent_ergotropy(state, turned), 0.1, rounding);  // .7 .2 .1 is passive
    EXPECT_NEAR(coherent_ergotropy(state, turned), 0.0, rounding);
  }
  rho(0, 2) = rho(2, 0) = 0.1;
  EXPECT_LE(std::abs(dephased(rho, h)(0, 2)), rounding);
}

TEST(work, of_a_state_that_does_not_fit_is_refused) {
  for (const auto of : {passive_energy, antiergotropy, capacity, incoherent_ergotropy,
                        coherent_ergotropy, energy_variance})
    EXPECT_THROW(of(identity(3), identity(2)), InvalidInput);
}

}  // namespace
}  // namespace qbattery
