#include "qbattery/dynamics/sparse_steady_state.hpp"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>

#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

const Complex i(0.0, 1.0);

Matrix lowering(int levels) {
  Matrix a = Matrix::Zero(levels, levels);
  for (int k = 1; k < levels; ++k) a(k - 1, k) = std::sqrt(k);
  return a;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix whole(a.rows() * b.rows(), a.cols() * b.cols());
  for (Eigen::Index r = 0; r < a.rows(); ++r)
    for (Eigen::Index c = 0; c < a.cols(); ++c)
      whole.block(r * b.rows(), c * b.cols(), b.rows(), b.cols()) = a(r, c) * b;
  return whole;
}

Matrix identity(int levels) { return Matrix::Identity(levels, levels); }

SparseGenerator generator_of(const Matrix& h, const std::vector<std::pair<double, Matrix>>& jumps) {
  Matrix drift = -i * h;
  SparseGenerator generator;
  for (const auto& [rate, j] : jumps) {
    drift -= 0.5 * rate * j.adjoint() * j;
    generator.jumps.emplace_back(rate, j.sparseView());
  }
  generator.drift = drift.sparseView();
  return generator;
}

Matrix ground(Eigen::Index levels) {
  Matrix state = Matrix::Zero(levels, levels);
  state(0, 0) = 1.0;
  return state;
}

SteadyState steady(const SparseGenerator& generator, SparseMethod method,
                   const SteadyStateOptions& options = {}) {
  return qbattery::sparse_steady_state(generator, ground(generator.drift.rows()), options, method);
}

Complex mean(const Matrix& op, const SteadyState& state) { return (op * state.rho).trace(); }

std::string complaint(const SparseGenerator& generator, SparseMethod method,
                      const SteadyStateOptions& options = {}) {
  try {
    steady(generator, method, options);
  } catch (const NumericalError& error) {
    return error.what();
  }
  return "";
}

class SparseSteadyState : public testing::TestWithParam<SparseMethod> {};

// The null space of the dense matrix of L on the entries of rho, by complete pivoting.
TEST_P(SparseSteadyState, is_the_null_vector_of_the_generator) {
  const int d = 7;
  const Matrix a = Matrix::Random(d, d);
  const std::vector<std::pair<double, Matrix>> jumps{{0.3, Matrix::Random(d, d)},
                                                     {1e-3, Matrix::Random(d, d)}};
  const Matrix h = a + a.adjoint();
  const SteadyState found = steady(generator_of(h, jumps), GetParam());
  Matrix l = -i * product(h, identity(d)) + i * product(identity(d), h.transpose());
  for (const auto& [rate, j] : jumps) {
    const Matrix n = j.adjoint() * j;
    l += rate * (product(j, j.conjugate()) -
                 0.5 * (product(n, identity(d)) + product(identity(d), n.transpose())));
  }
  Eigen::FullPivLU<Matrix> lu(l);
  lu.setThreshold(1e-12);
  ASSERT_EQ(lu.dimensionOfKernel(), 1);
  Matrix expected = lu.kernel().reshaped(d, d).transpose();  // entries row by row
  expected /= expected.trace();
  EXPECT_LE((found.rho - expected).norm(), 1e-11);
  EXPECT_EQ(found.stationary_dimension, 1);
  EXPECT_LE(found.residual, 1e-13);
}

// H = Delta a'a + F (a + a'), damping: alpha = -F/(Delta - i kappa/2), displaced thermal.
TEST_P(SparseSteadyState, of_a_driven_mode_is_displaced) {
  const int levels = 70;
  const double detuning = 0.4, drive = 0.8, kappa = 0.5, n = 0.2;
  const Matrix a = lowering(levels);
  const SteadyState found =
      steady(generator_of(detuning * a.adjoint() * a + drive * (a + a.adjoint()),
                          {{kappa * (n + 1), a}, {kappa * n, a.adjoint()}}),
             GetParam());
  const Complex alpha = -drive / (detuning - i * kappa / 2.0);
  EXPECT_LE(std::abs(mean(a, found) - alpha), 1e-10);
  EXPECT_LE(std::abs(mean(a.adjoint() * a, found) - std::norm(alpha) - n), 1e-10);
}

// Rates and couplings in any units, and decades apart.
TEST_P(SparseSteadyState, of_weak_damping_in_large_units) {
  const int levels = 12;
  const double n = 0.5, unit = 1e200;
  const Matrix a = lowering(levels);
  const SteadyState found =
      steady(generator_of(unit * a.adjoint() * a,
                          {{1e-6 * unit * (n + 1), a}, {1e-6 * unit * n, a.adjoint()}}),
             GetParam());
  double sum = 0.0;
  for (int k = 0; k < levels; ++k) sum += std::pow(n / (n + 1), k);
  for (int k = 0; k < levels; ++k)
    EXPECT_NEAR(found.rho(k, k).real(), std::pow(n / (n + 1), k) / sum, 1e-10);
}

// A qubit without any coupling keeps what it has: 4 stationary states, if it does not turn.
TEST_P(SparseSteadyState, counts_stationary_states) {
  const int levels = 10;
  const Matrix a = product(lowering(levels), identity(2));
  const Matrix x = product(identity(levels), lowering(2) + lowering(2).adjoint());
  const SparseGenerator generator = generator_of(0.0 * a, {{0.7, a}, {0.3, a.adjoint()}});
  EXPECT_NE(complaint(generator, GetParam()).find("4 dimensions"), std::string::npos)
      << complaint(generator, GetParam());
  const std::string limit = complaint(generator, GetParam(), {.long_time_limit = true});
  EXPECT_NE(limit.find("steady_state.time_average = true"), std::string::npos) << limit;
  const SparseGenerator turning =
      generator_of(0.2 * x + 0.3 * a.adjoint() * a, {{0.7, a}, {0.3, a.adjoint()}});
  const SteadyState average =
      steady(turning, GetParam(), {.long_time_limit = true, .time_average = true});
  EXPECT_EQ(average.stationary_dimension, 2);
  EXPECT_LE(
      std::abs(mean(product(identity(levels), lowering(2).adjoint() * lowering(2)), average) - 0.5),
      1e-10);
  EXPECT_LE(average.residual, 1e-11);
}

TEST_P(SparseSteadyState, of_closed_systems_are_many) {
  const SparseGenerator closed = generator_of(lowering(9) + lowering(9).adjoint(), {});
  EXPECT_NE(complaint(closed, GetParam()).find("at least 8 dimensions"), std::string::npos)
      << complaint(closed, GetParam());
}

INSTANTIATE_TEST_SUITE_P(by, SparseSteadyState,
                         testing::Values(SparseMethod::direct, SparseMethod::krylov),
                         [](const auto& test) {
                           return test.param == SparseMethod::direct ? "lu" : "gmres";
                         });

// Two ways that share no more than the matrix, where the choice goes either way.
TEST(sparse_steady_states, are_chosen_by_what_finds_them) {
  const int levels = 30;
  const Matrix a = product(lowering(levels), identity(2));
  const Matrix s = product(identity(levels), lowering(2));
  const SparseGenerator generator = generator_of(
      0.1 * a.adjoint() * a + 0.9 * (a + a.adjoint()) + a.adjoint() * s + a * s.adjoint(),
      {{0.3, a}, {0.1, s}});
  const Matrix direct = steady(generator, SparseMethod::direct).rho;
  const Matrix chosen = qbattery::sparse_steady_state(generator, ground(2 * levels)).rho;
  EXPECT_LE((direct - chosen).norm(), 1e-10);
  EXPECT_LE((direct - steady(generator, SparseMethod::krylov).rho).norm(), 1e-10);
}

}  // namespace
}  // namespace qbattery
