#include "qbattery/dynamics/spectrum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "qbattery/dynamics/steady_state.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // of matrices with a norm of about 5

// Eigenvalues 0, -0.3 and -0.2 +- 5i.
RealMatrix decay_and_spiral() {
  RealMatrix l = RealMatrix::Zero(4, 4);
  l(1, 1) = -0.3;
  l(2, 2) = l(3, 3) = -0.2;
  l(2, 3) = -5.0;
  l(3, 2) = 5.0;
  return l;
}

RealMatrix diagonal(const std::vector<double>& entries) {
  return Eigen::Map<const RealVector>(entries.data(), static_cast<Eigen::Index>(entries.size()))
      .asDiagonal();
}

TEST(spectrum, has_every_eigenvalue) {
  std::vector<Complex> found = eigenvalues(decay_and_spiral());
  const auto before = [](const Complex& a, const Complex& b) { return a.imag() < b.imag() - 1e-3; };
  std::stable_sort(found.begin(), found.end(), [&](const Complex& a, const Complex& b) {
    return before(a, b) || (!before(b, a) && a.real() < b.real());
  });
  const std::vector<Complex> known = {{-0.2, -5}, {-0.3, 0}, {0, 0}, {-0.2, 5}};
  ASSERT_EQ(found.size(), known.size());
  for (std::size_t k = 0; k < 4; ++k) EXPECT_LE(std::abs(found[k] - known[k]), rounding) << k;
}

TEST(spectrum, of_a_skewed_matrix_is_not_its_singular_values) {
  const RealMatrix skewed = (RealMatrix(2, 2) << -1, 4, 0, -1).finished();
  // L'L has the trace 18 and the determinant 1: s = 2 + sqrt5.
  EXPECT_NEAR(largest_singular_value(skewed), 2.0 + std::sqrt(5.0), rounding);
  // Rounding splits a double eigenvalue by its square root: sqrt(4e-16 * 4).
  for (const Complex& value : eigenvalues(skewed)) EXPECT_LE(std::abs(value + 1.0), 1e-7);
}

TEST(spectrum, counts_singular_values_below_1e_13_of_the_largest_as_zero) {
  EXPECT_EQ(null_space_dimension(decay_and_spiral()), 1);
  EXPECT_EQ(null_space_dimension(diagonal({0, 0, -1})), 2);
  EXPECT_EQ(null_space_dimension(diagonal({-7, -3e-12, -3e-14, 0})), 2);
  EXPECT_EQ(null_space_dimension(diagonal({-7e9, -3e-3, -3e-5, 0})), 2);  // whatever the unit
  EXPECT_EQ(null_space_dimension(RealMatrix::Zero(4, 4)), 4);
  EXPECT_EQ(null_space_dimension(diagonal({-1, -2})), 0);
}

TEST(spectral_gap, is_the_slowest_decay_beside_the_stationary_states) {
  EXPECT_NEAR(spectral_gap(decay_and_spiral(), 1), 0.2, rounding);
  EXPECT_NEAR(spectral_gap(diagonal({-0.5, 0, -0.7, 0}), 2), 0.5, rounding);
}

TEST(spectral_gap, is_zero_where_something_turns_for_ever) {
  RealMatrix l = decay_and_spiral();
  l(2, 2) = l(3, 3) = 0.0;
  EXPECT_NEAR(spectral_gap(l, 1), 0.0, rounding);
}

TEST(spectral_gap, is_infinite_where_everything_stays) {
  EXPECT_TRUE(std::isinf(spectral_gap(RealMatrix::Zero(4, 4), 4)));
}

}  // namespace
}  // namespace qbattery
