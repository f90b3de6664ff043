#include "qbattery/quantities/two_level.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <random>

#include "qbattery/quantum/decompositions.hpp"

namespace qbattery {
namespace {

// Against Eigen's decomposition, for matrices of any rank whose singular values differ by many
// orders of magnitude.
TEST(two_level, sums_singular_values_without_finding_them) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> magnitude(-12.0, 0.0);
  for (int round = 0; round < 2000; ++round) {
    Eigen::Vector3d s(1.0, std::pow(10.0, magnitude(random)), std::pow(10.0, magnitude(random)));
    for (int zero = 0; zero < round % 4; ++zero) s(2 - zero) = 0.0;
    if (round % 7 == 0) s(1) = s(2) = s(0);
    const auto rotation = [&] {
      Eigen::Matrix3d a;
      for (double& each : a.reshaped()) each = normal(random);
      return Eigen::Quaterniond(Eigen::Vector4d(a.reshaped().head(4)))
          .normalized()
          .toRotationMatrix()
          .eval();
    };
    const Eigen::Matrix3d c = rotation() * s.asDiagonal() * rotation();
    std::array<double, 9> entries = {};
    std::copy_n(c.data(), 9, entries.begin());
    const double expected = singular_values(RealMatrix(c)).sum();
    EXPECT_NEAR(sum_of_singular_values(entries), expected, 4e-15 * expected) << s.transpose();
  }
}

// tr(H rho) less the energy of the passive state, from eigenvalues.
TEST(two_level, has_the_ergotropy_of_any_hamiltonian) {
  std::mt19937 random(8);
  std::uniform_real_distribution<double> number(-1.0, 1.0);
  for (int round = 0; round < 500; ++round) {
    Matrix h(2, 2);
    h(0, 0) = number(random);
    h(1, 1) = number(random);
    h(0, 1) = round % 3 == 0 ? Complex(0.0) : Complex(number(random), number(random));
    h(1, 0) = std::conj(h(0, 1));
    Matrix root(2, 2);
    for (Complex& each : root.reshaped()) each = Complex(number(random), number(random));
    Matrix rho = root * root.adjoint();
    rho /= rho.trace();
    const RealVector energies = hermitian_eigenvalues(h);
    const double passive = energies.dot(hermitian_eigenvalues(rho).reverse());
    EXPECT_NEAR(ergotropy(two_level_state(rho), axis_of(h)), (h * rho).trace().real() - passive,
                1e-14);
  }
}

// |<sigma_x>|^2/4 to leading order: what a difference of energies would round away.
TEST(two_level, keeps_the_digits_of_a_tiny_ergotropy) {
  const TwoLevelState<double> rho = {1e-18, 1.0, 1e-10, 0.0};
  EXPECT_NEAR(ergotropy(rho, {0.0, 0.0, 0.5}), 1e-20, 1e-34);
}

}  // namespace
}  // namespace qbattery
