#include "qbattery/quantities/correlations.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

constexpr double rounding = 1e-13;  // sums of a few dozen numbers up to 3

double binary_entropy(double p) {
  return p <= 0.0 || p >= 1.0 ? 0.0 : -p * std::log2(p) - (1 - p) * std::log2(1 - p);
}

/// cos a |ee> + sin a |gg>.
Matrix entangled(double a) { return pure_state(Ket{{std::cos(a), 0.0, 0.0, std::sin(a)}}); }

/// p of the singlet in noise.
Matrix werner(double p) {
  return p * pure_state(Ket{{0.0, 1.0, -1.0, 0.0}}) + (1 - p) / 4 * identity(4);
}

Ket random_ket(int d, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  Ket ket(d);
  for (Complex& c : ket) c = {normal(random), normal(random)};
  return ket.normalized();
}

Matrix random_mixture(int d, int rank, std::mt19937_64& random) {
  Matrix rho = Matrix::Zero(d, d);
  for (int k = 0; k < rank; ++k) rho += pure_state(random_ket(d, random)) / rank;
  return rho;
}

TEST(correlations, of_pure_pairs_follow_from_their_schmidt_angle) {
  for (const double a : {0.0, 0.1, 0.5, 0.785}) {
    const Matrix rho = entangled(a);
    const double s = std::sin(2 * a);
    const double entanglement = binary_entropy(std::cos(a) * std::cos(a));
    EXPECT_NEAR(concurrence(rho), s, rounding);
    EXPECT_NEAR(negativity(rho, {2, 2}), s / 2, rounding);
    EXPECT_NEAR(logarithmic_negativity(rho, {2, 2}), std::log2(1 + s), rounding);
    EXPECT_NEAR(mutual_information(rho, {2, 2}), 2 * entanglement, rounding);
    EXPECT_NEAR(discord(rho, {2, 2}), entanglement, rounding);
    EXPECT_NEAR(chsh(rho), 2 * std::sqrt(1 + s * s), rounding);
    EXPECT_NEAR(cjwr(rho, 3), std::sqrt(1 + 2 * s * s), rounding);
  }
}

TEST(correlations, of_werner_states_are_known) {
  for (const double p : {0.0, 0.2, 0.5, 0.9}) {
    const Matrix rho = werner(p);
    const auto term = [](double x) { return x > 0 ? x * std::log2(x) : 0.0; };
    EXPECT_NEAR(concurrence(rho), std::max(0.0, (3 * p - 1) / 2), rounding);
    EXPECT_NEAR(negativity(rho, {2, 2}), std::max(0.0, (3 * p - 1) / 4), rounding);
    EXPECT_NEAR(cjwr(rho, 2), std::sqrt(2.0) * p, rounding);
    EXPECT_NEAR(discord(rho, {2, 2}), term(1 - p) / 4 + term(1 + 3 * p) / 4 - term(1 + p) / 2,
                rounding);
  }
}

// Three levels each, Schmidt probabilities p: N = ((sum sqrt p)^2 - 1)/2.
TEST(negativity, of_larger_pure_pairs_follows_from_schmidt_probabilities) {
  Ket psi = Ket::Zero(9);
  psi(0) = std::sqrt(0.5);
  psi(4) = std::sqrt(0.3);
  psi(8) = std::sqrt(0.2);
  const double sum = std::sqrt(0.5) + std::sqrt(0.3) + std::sqrt(0.2);
  EXPECT_NEAR(negativity(pure_state(psi), {3, 3}), (sum * sum - 1) / 2, rounding);
}

TEST(concurrence, of_pure_products_is_zero_to_all_digits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 50; ++i) {
    const Matrix product =
        tensor(pure_state(random_ket(2, random)), pure_state(random_ket(2, random)));
    EXPECT_LE(concurrence(product), 1e-14);
    EXPECT_LE(negativity(product, {2, 2}), 1e-14);
  }
}

// For pure states |<psi*| sigma_y sigma_y |psi>|, and no mixture has more than its mean.
TEST(concurrence, is_convex) {
  std::mt19937_64 random(2);
  const Matrix flip = tensor(sigma_y(), sigma_y());
  for (int i = 0; i < 50; ++i) {
    const Ket a = random_ket(4, random), b = random_ket(4, random);
    const double of_a = std::abs(Complex((a.transpose() * flip * a)(0, 0)));
    const double of_b = std::abs(Complex((b.transpose() * flip * b)(0, 0)));
    EXPECT_NEAR(concurrence(pure_state(a)), of_a, rounding);
    EXPECT_LE(concurrence(0.3 * pure_state(a) + 0.7 * pure_state(b)),
              0.3 * of_a + 0.7 * of_b + rounding);
  }
}

// Classical at B: sum_k p_k rho_k (x) |k><k|, along any axis of B.
TEST(discord, is_zero_where_one_measurement_disturbs_nothing) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 10; ++i) {
    const Ket up = random_ket(2, random);
    const Ket down = Ket{{-std::conj(up(1)), std::conj(up(0))}};
    const Matrix rho = 0.3 * tensor(random_mixture(2, 2, random), pure_state(up)) +
                       0.7 * tensor(random_mixture(2, 1, random), pure_state(down));
    EXPECT_LE(discord(rho, {2, 2}), 1e-12);
  }
  // And is not where it is A that is classical.
  const Matrix e = product_state("e"), g = product_state("g"), plus = product_state("+");
  EXPECT_GT(discord(0.5 * tensor(e, e) + 0.5 * tensor(g, plus), {2, 2}), 0.1);
}

// No direction of a fine grid is better than the best that was found.
TEST(discord, finds_the_best_direction) {
  std::mt19937_64 random(4);
  for (const int a : {2, 3}) {
    for (int i = 0; i < 10; ++i) {
      const Matrix rho = random_mixture(2 * a, 1 + i % 4, random);
      const Parties parties{a, 2};
      const Matrix rho_b = partial_trace(rho, {a, 2}, {1});
      double least = 10.0;
      for (int k = 0; k <= 60; ++k) {
        for (int l = 0; l < 120; ++l) {
          const double theta = 1.5707963267948966 * k / 60, phi = 6.283185307179586 * l / 120;
          const Ket up{{std::cos(theta / 2), std::polar(std::sin(theta / 2), phi)}};
          const Ket down{{-std::polar(std::sin(theta / 2), -phi), std::cos(theta / 2)}};
          double mean = 0.0;
          for (const Ket& ket : {up, down}) {
            const Matrix onto = tensor(identity(a), ket * ket.adjoint());
            const Matrix left = partial_trace(onto * rho * onto, {a, 2}, {0});
            const double p = left.trace().real();
            if (p > 1e-15) mean += p * entropy(left / p);
          }
          least = std::min(least, mean);
        }
      }
      const double known = entropy(rho_b) - entropy(rho) + least;
      EXPECT_LE(discord(rho, parties), known + rounding);
      EXPECT_GE(discord(rho, parties), known - 2e-3);  // the grid's own error
      EXPECT_LE(discord(rho, parties), mutual_information(rho, parties) + rounding);
    }
  }
}

TEST(entropic_uncertainty, is_not_below_its_bound) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 50; ++i) {
    const Matrix rho = random_mixture(6, 1 + i % 5, random);
    EXPECT_GE(entropic_uncertainty(rho, {2, 3}),
              entropic_uncertainty_bound(rho, {2, 3}) - rounding);
  }
  // A memory that is entangled knows both outcomes, one that knows nothing leaves one bit.
  EXPECT_NEAR(entropic_uncertainty(entangled(0.7853981633974483), {2, 2}), 0.0, rounding);
  EXPECT_NEAR(entropic_uncertainty_bound(entangled(0.7853981633974483), {2, 2}), 0.0, rounding);
  EXPECT_NEAR(entropic_uncertainty(product_state("eg"), {2, 2}), 1.0, rounding);
}

TEST(daemonic_ergotropy, is_what_knowing_the_other_adds) {
  const Matrix h = product_state("e");
  const Matrix correlated = 0.5 * product_state("ee") + 0.5 * product_state("gg");
  EXPECT_NEAR(ergotropy(identity(2) / 2.0, h), 0.0, rounding);
  EXPECT_NEAR(daemonic_ergotropy(correlated, {2, 2}, h), 0.5, rounding);
  EXPECT_NEAR(daemonic_ergotropy(entangled(0.4), {2, 2}, h), std::pow(std::cos(0.4), 2), rounding);
  // Without correlations there is nothing to know.
  const Matrix alone = 0.5 * (identity(2) + 0.3 * sigma_x() + 0.2 * sigma_z());
  EXPECT_NEAR(daemonic_ergotropy(tensor(alone, alone), {2, 2}, h), ergotropy(alone, h), rounding);
}

TEST(correlations, of_parties_that_do_not_fit_are_refused) {
  const Matrix six = identity(6) / 6.0;
  EXPECT_THROW(concurrence(six), InvalidInput);
  EXPECT_THROW(chsh(six), InvalidInput);
  EXPECT_THROW(cjwr(identity(4) / 4.0, 4), InvalidInput);
  EXPECT_THROW(negativity(six, {2, 2}), InvalidInput);
  EXPECT_THROW(discord(six, {2, 3}), InvalidInput);
  EXPECT_THROW(entropic_uncertainty(six, {3, 2}), InvalidInput);
  EXPECT_THROW(daemonic_ergotropy(six, {3, 2}, identity(2)), InvalidInput);
}

}  // namespace
}  // namespace qbattery
