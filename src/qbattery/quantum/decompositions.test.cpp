#include "qbattery/quantum/decompositions.hpp"

#include <gtest/gtest.h>

#include <Eigen/SVD>
#include <cmath>
#include <random>

namespace qbattery {
namespace {

// A few roundings of numbers up to 3.
constexpr double rounding = 3e-15;

Matrix diagonal(double a, double b, double c) { return Eigen::Vector3cd(a, b, c).asDiagonal(); }

TEST(hermitian_eigenvalues, rise) {
  const Matrix two = (Matrix(2, 2) << 2, Complex(0, 1), Complex(0, -1), 2).finished();
  EXPECT_LE((hermitian_eigenvalues(two) - RealVector{{1.0, 3.0}}).norm(), rounding);
  EXPECT_LE((hermitian_eigenvalues(diagonal(3, 1, 2)) - RealVector{{1.0, 2.0, 3.0}}).norm(),
            rounding);
  const Matrix close = (Matrix(2, 2) << 1, 1e-9, 1e-9, 1).finished();
  EXPECT_NEAR(hermitian_eigenvalues(close)(0), 1 - 1e-9, rounding);
  EXPECT_NEAR(hermitian_eigenvalues(close)(1), 1 + 1e-9, rounding);
}

TEST(hermitian_eigensystem, gives_the_matrix_back) {
  const Complex i(0, 1);
  const Matrix h = (Matrix(3, 3) << 1, i, 0, -i, 2, 0.5, 0, 0.5, -1).finished();
  const auto [values, vectors] = hermitian_eigensystem(h);
  EXPECT_LE(values(0), values(1));
  EXPECT_LE(values(1), values(2));
  EXPECT_LE((vectors * values.cast<Complex>().asDiagonal() * vectors.adjoint() - h).norm(),
            rounding);
}

TEST(singular_values, fall_and_are_known_for_a_rotated_diagonal) {
  for (const int d : {3, 5}) {
    RealMatrix m = RealMatrix::Zero(d, d);
    for (int k = 0; k < d; ++k) m(k, (k + 1) % d) = k % 2 == 0 ? k + 1.0 : -(k + 1.0);
    const RealVector values = singular_values(m);
    for (int k = 0; k < d; ++k) EXPECT_NEAR(values(k), d - k, rounding * d);
  }
}

// As generators are where rates and couplings are far apart, beside one-sided rotations.
TEST(singular_values, are_right_where_entries_are_orders_apart) {
  std::mt19937_64 random(20260101);
  std::uniform_real_distribution<double> exponent(-20.0, 20.0);
  for (int i = 0; i < 300; ++i) {
    RealMatrix m = RealMatrix::Zero(16, i % 3 == 0 ? 9 : 16);
    for (int k = 0; k < 60; ++k) {
      const auto row = static_cast<Eigen::Index>(random() % 16);
      const auto column = static_cast<Eigen::Index>(random() % 9);
      m(row, column) = (random() % 2 == 0 ? 1 : -1) * std::pow(10.0, exponent(random));
    }
    const RealVector known = Eigen::JacobiSVD<RealMatrix>(m).singularValues();
    EXPECT_LE((singular_values(m) - known).cwiseAbs().maxCoeff(), 10 * rounding * known(0));
  }
}

}  // namespace
}  // namespace qbattery
