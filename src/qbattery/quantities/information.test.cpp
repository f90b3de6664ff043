#include "qbattery/quantities/information.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-14;  // sums of a few numbers up to 3

double binary_entropy(double p) { return -p * std::log2(p) - (1 - p) * std::log2(1 - p); }

Matrix diagonal(double a, double b, double c) { return Eigen::Vector3cd(a, b, c).asDiagonal(); }

TEST(information, of_pure_and_maximally_mixed_states_is_at_its_ends) {
  for (const int d : {2, 3, 5}) {
    const Matrix mixed = identity(d) / d;
    EXPECT_NEAR(purity(mixed), 1.0 / d, rounding);
    EXPECT_NEAR(entropy(mixed), std::log2(d), rounding);
    const Matrix pure = pure_state(Ket::Ones(d));
    EXPECT_NEAR(purity(pure), 1.0, rounding);
    EXPECT_NEAR(entropy(pure), 0.0, rounding);
    EXPECT_NEAR(l1_coherence(pure), d - 1.0, rounding);
    EXPECT_NEAR(relative_entropy_coherence(pure), std::log2(d), rounding);
    EXPECT_NEAR(relative_entropy_coherence(mixed), 0.0, rounding);
    EXPECT_EQ(l1_coherence(mixed), 0.0);
  }
}

TEST(information, of_a_two_level_state_is_the_binary_entropy_of_its_bloch_length) {
  const Matrix rho = 0.5 * (identity(2) + 0.3 * sigma_x() - 0.4 * sigma_y() + 0.5 * sigma_z());
  const double r = std::sqrt(0.5);
  EXPECT_NEAR(entropy(rho), binary_entropy((1 + r) / 2), rounding);
  EXPECT_NEAR(relative_entropy_coherence(rho), binary_entropy(0.75) - binary_entropy((1 + r) / 2),
              rounding);
  EXPECT_NEAR(l1_coherence(rho), 0.5, rounding);
  EXPECT_NEAR(purity(rho), 0.75, rounding);
}

TEST(fidelity, is_what_is_known_of_pure_and_of_commuting_states) {
  const Matrix a = pure_state(Ket{{1.0, Complex(0, 1), 0.5}});
  const Matrix b = pure_state(Ket{{0.2, 1.0, Complex(0.3, 0.7)}});
  EXPECT_NEAR(fidelity(a, b), (a * b).trace().real(), rounding);
  EXPECT_NEAR(fidelity(a, a), 1.0, rounding);
  EXPECT_NEAR(fidelity(diagonal(1, 0, 0), diagonal(0, 0.5, 0.5)), 0.0, rounding);
  const Matrix p = diagonal(0.5, 0.3, 0.2), q = diagonal(0.1, 0.6, 0.3);
  const double overlap = std::sqrt(0.05) + std::sqrt(0.18) + std::sqrt(0.06);
  EXPECT_NEAR(fidelity(p, q), overlap * overlap, rounding);
  EXPECT_NEAR(fidelity(p, a), (p * a).trace().real(), rounding);
}

// The roots of what rounding leaves of zero eigenvalues would be 1e-8.
TEST(fidelity, with_a_pure_state_is_its_weight_to_all_digits) {
  Matrix sigma = identity(4) / 8.0;
  sigma += pure_state(Ket{{1.0, 2.0, Complex(0, 1), 0.3}}) / 2.0;
  for (int k = 0; k < 20; ++k) {
    const Ket psi =
        Ket{{std::polar(1.0, 0.3 * k), std::cos(k), std::sin(2.0 * k), 0.7}}.normalized();
    EXPECT_NEAR(fidelity(pure_state(psi), sigma), psi.dot(sigma * psi).real(), rounding) << k;
  }
}

TEST(information, of_what_is_no_square_matrix_is_refused) {
  const Matrix flat = Matrix::Zero(2, 3);
  for (const auto of : {purity, entropy, l1_coherence, relative_entropy_coherence})
    EXPECT_THROW(of(flat), InvalidInput);
  EXPECT_THROW(fidelity(identity(2), identity(3)), InvalidInput);
}

}  // namespace
}  // namespace qbattery
