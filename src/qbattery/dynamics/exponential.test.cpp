#include "qbattery/dynamics/exponential.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace qbattery {
namespace {

// A diagonal matrix and a rotation have exponentials that everybody knows.
RealMatrix decays_and_rotation(double scale) {
  RealMatrix a = RealMatrix::Zero(4, 4);
  a(0, 0) = -1.0 * scale;
  a(1, 1) = -3.0 * scale;
  a(2, 3) = 2.0 * scale;
  a(3, 2) = -2.0 * scale;
  return a;
}

RealMatrix known_exponential_minus_one(double scale) {
  RealMatrix e = RealMatrix::Zero(4, 4);
  e(0, 0) = std::expm1(-scale);
  e(1, 1) = std::expm1(-3.0 * scale);
  e(2, 2) = e(3, 3) = -2.0 * std::pow(std::sin(scale), 2);  // cos(2x) - 1
  e(2, 3) = std::sin(2.0 * scale);
  e(3, 2) = -e(2, 3);
  return e;
}

lanes::Block block(const RealMatrix& a) { return block_of(a, {0, 1, 2, 3}); }

RealMatrix whole(const lanes::Block& block) {
  RealMatrix a(block.rows(), block.columns());
  for (std::size_t i = 0; i < block.rows(); ++i)
    for (std::size_t j = 0; j < block.columns(); ++j)
      a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = block(i, j);
  return a;
}

RealMatrix exponential_of(const RealMatrix& a) {
  return whole(exponential_minus_one(block(a), 1.0));
}

TEST(exponential, keeps_every_digit_of_small_changes) {
  for (const double scale : {1e-12, 1e-6, 1e-3, 0.1}) {
    const RealMatrix difference =
        exponential_of(decays_and_rotation(scale)) - known_exponential_minus_one(scale);
    // A few roundings of the largest entry, which is 3 scale.
    EXPECT_LE(difference.cwiseAbs().maxCoeff(), 4e-16 * 3.0 * scale) << scale;
    EXPECT_NEAR(exponential_of(decays_and_rotation(scale))(2, 2),
                -2.0 * std::pow(std::sin(scale), 2), 1e-15 * scale * scale);
  }
}

TEST(exponential, of_large_matrices_is_right_to_rounding_times_their_size) {
  for (const double scale : {1.0, 7.0, 30.0}) {
    const RealMatrix difference =
        exponential_of(decays_and_rotation(scale)) - known_exponential_minus_one(scale);
    // Each doubling doubles the error, and there are log2 of the size.
    EXPECT_LE(difference.cwiseAbs().maxCoeff(), 1e-15 * 3.0 * scale) << scale;
  }
}

TEST(exponential, of_a_nilpotent_matrix_is_a_short_sum) {
  RealMatrix a = RealMatrix::Zero(4, 4);
  a(0, 1) = 2.0;
  a(1, 2) = 4.0;
  RealMatrix known = a;
  known(0, 2) = 4.0;  // a^2 / 2
  EXPECT_LE((exponential_of(a) - known).cwiseAbs().maxCoeff(), 1e-15);
}

TEST(exponential, change_of_a_vector_is_that_of_the_matrix) {
  const RealVector v = RealVector::LinSpaced(4, 1.0, -2.0);
  // Small enough for one series, several steps, and the way through the matrix.
  for (const double t : {1e-9, 0.05, 1.0, 9.0, 100.0}) {
    const RealVector known = known_exponential_minus_one(t) * v;
    const RealVector change = exponential_change(block(decays_and_rotation(1.0)), t, v);
    EXPECT_LE((change - known).norm(), 1e-15 * std::max(1.0, 3.0 * t) * known.norm()) << t;
  }
}

TEST(exponential, of_nothing_changes_nothing) {
  const RealVector v = RealVector::Ones(4);
  EXPECT_EQ(exponential_change(block(decays_and_rotation(1.0)), 0.0, v).norm(), 0.0);
  EXPECT_EQ(exponential_of(RealMatrix::Zero(4, 4)).norm(), 0.0);
}

TEST(exponential, powers_of_a_step_move_a_state_by_any_number_of_them) {
  const RealVector v = RealVector::LinSpaced(4, 1.0, -2.0);
  StepPowers powers(block(decays_and_rotation(1.0)), 0.01);
  EXPECT_LE((whole(powers[3]) - known_exponential_minus_one(0.08)).cwiseAbs().maxCoeff(), 1e-16);
  for (const std::size_t steps : {0U, 1U, 5U, 8U, 1000U}) {
    const double t = 0.01 * static_cast<double>(steps);
    const RealVector known = known_exponential_minus_one(t) * v;
    EXPECT_LE((powers.change(v, steps) - known).norm(), 3e-15 * std::max(1.0, t)) << steps;
  }
}

TEST(exponential, of_part_of_a_matrix_sees_no_other) {
  const lanes::Block rotation = block_of(decays_and_rotation(1.0), {3, 2});
  EXPECT_EQ(rotation.rows(), 2U);
  EXPECT_EQ(rotation(0, 1), -2.0);
  EXPECT_EQ(norm(rotation), 2.0);
  EXPECT_NEAR(exponential_minus_one(rotation, 1.0)(1, 0), std::sin(2.0), 1e-15);
}

}  // namespace
}  // namespace qbattery
