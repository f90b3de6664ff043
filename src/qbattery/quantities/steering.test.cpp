#include "qbattery/quantities/steering.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

using std::numbers::pi;

// Sums of at most nine singular values of rounding 1e-16 each.
constexpr double rounding = 1e-14;

Matrix diagonal(const std::vector<double>& entries) {
  const Eigen::Map<const RealVector> d(entries.data(), static_cast<Eigen::Index>(entries.size()));
  return d.cast<Complex>().asDiagonal();
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

// |C| has d^2 - 1 singular values 1/d; both reduced states are 1/d.
TEST(steering, of_maximally_entangled_pairs_is_known_for_all_dimensions) {
  for (const int d : {2, 3, 4}) {
    Ket psi = Ket::Zero(d * d);
    for (int k = 0; k < d; ++k) psi(k * (d + 1)) = 1.0;
    const double known = (d * d - 1.0) / d - std::sqrt((d * d - 1.0) * (d - 1.0)) / d;
    EXPECT_NEAR(steering(pure_state(psi), d, d), known, rounding) << d;
  }
}

// cos a |eg> + sin a |ge> with s = sin 2a: xx and yy correlate by s/2, zz by s^2/2.
TEST(steering, of_pure_pairs_follows_their_entanglement) {
  for (const double a : {0.1, 0.5, pi / 4, 1.2}) {
    Ket psi = Ket::Zero(4);
    psi(1) = std::cos(a);
    psi(2) = std::polar(std::sin(a), 0.7);
    const double s = std::sin(2 * a);
    const double known = s + s * s / 2 - std::sqrt((1 + s * s / 2) * s * s / 2);
    EXPECT_NEAR(steering(pure_state(psi), 2, 2), known, rounding) << a;
  }
}

TEST(steering, sees_classical_correlation_below_its_bound) {
  const Matrix rho = diagonal({0.5, 0, 0, 0.5});
  EXPECT_NEAR(steering(rho, 2, 2), 0.5 - std::sqrt(3.0) / 2, rounding);
}

TEST(steering, has_a_direction) {
  const Matrix pure = diagonal({1, 0}), mixed = diagonal({0.5, 0.5});
  EXPECT_NEAR(steering(tensor(pure, mixed), 2, 2), -std::sqrt(0.5), rounding);
  EXPECT_EQ(steering(tensor(mixed, pure), 2, 2), 0.0);
}

TEST(steering, counts_the_levels_of_the_party_that_steers) {
  const Matrix a = diagonal({0.7, 0.3}), b = diagonal({0.2, 0.3, 0.5});
  const double mixed_a = 0.42, mixed_b = 0.62;  // 1 - tr rho^2
  EXPECT_NEAR(steering(tensor(a, b), 2, 3), -std::sqrt((1 + mixed_a) * mixed_b), rounding);
  EXPECT_NEAR(steering(tensor(b, a), 3, 2), -std::sqrt((2 + mixed_b) * mixed_a), rounding);
}

TEST(steering, refuses_states_and_parties_that_do_not_fit) {
  EXPECT_THROW(steering(identity(4), 2, 3), InvalidInput);
  EXPECT_THROW(steering(Matrix::Zero(4, 3), 2, 2), InvalidInput);
  EXPECT_THROW(steering(identity(2), 1, 2), InvalidInput);
  EXPECT_THROW(Steering(2, 1), InvalidInput);
  EXPECT_THROW(Steering(-2, 2), InvalidInput);
}

TEST(linear_entropy, runs_from_pure_to_1_minus_1_over_d) {
  EXPECT_NEAR(linear_entropy(identity(4) / 4.0), 0.75, rounding);
  EXPECT_NEAR(linear_entropy(diagonal({0.2, 0.3, 0.5})), 0.62, rounding);
  Ket psi(3);
  psi << 0.6, Complex(0, 0.48), 0.64;
  EXPECT_NEAR(linear_entropy(pure_state(psi)), 0.0, 1e-15);
  Matrix partly = diagonal({0.5, 0.5});
  partly(0, 1) = Complex(0, 0.3);
  partly(1, 0) = Complex(0, -0.3);
  EXPECT_NEAR(linear_entropy(partly), 2 * (0.25 - 0.09), 1e-15);
}

TEST(linear_entropy, keeps_the_digits_of_nearly_pure_states) {
  EXPECT_NEAR(linear_entropy(diagonal({1.0, 1e-20})) / 2e-20, 1.0, 1e-15);
}

}  // namespace
}  // namespace qbattery
