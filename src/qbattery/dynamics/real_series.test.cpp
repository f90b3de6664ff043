// Closed systems with a real Hamiltonian, from a real state: half of the numbers.

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <memory>

#include "qbattery/dynamics/flow.hpp"
#include "qbattery/generator/sparse_ket.hpp"

namespace qbattery {
namespace {

const Complex i(0.0, 1.0);

/// A chain with levels about an energy.
RealMatrix chain(Eigen::Index levels, double energy) {
  RealMatrix h = RealMatrix::Zero(levels, levels);
  for (Eigen::Index k = 0; k < levels; ++k) {
    h(k, k) = energy + std::sin(3.0 * static_cast<double>(k));
    if (k + 1 < levels) h(k, k + 1) = h(k + 1, k) = 1.0 + 0.1 * static_cast<double>(k);
  }
  return h;
}

/// Its equation, and how often which map is applied.
struct Counted {
  explicit Counted(const RealMatrix& h)
      : map(std::make_shared<SparseKetMap>(SparseMatrix((-i * h.cast<Complex>()).sparseView()))) {
    equation.size = h.rows();
    const double middle = h.diagonal().mean();
    const RealMatrix shift = middle * RealMatrix::Identity(h.rows(), h.rows());
    equation.spread = Spread{0.0, (h - shift).cwiseAbs().rowwise().sum().maxCoeff(), -middle};
    equation.apply = [this](std::size_t, const Complex* from, Complex* to,
                            const Combination& with) {
      ++complex;
      return map->apply(from, to, with);
    };
    if (map->is_turned_real())
      equation.apply_real = [this](const double* from, double* to, const RealCombination& with) {
        ++real;
        return map->apply_real(from, to, with);
      };
  }
  Counted(const Counted&) = delete;

  std::shared_ptr<SparseKetMap> map;
  LinearEquation equation;
  int complex = 0, real = 0;
};

Ket exact(const RealMatrix& h, const Ket& start, double t) {
  const Eigen::SelfAdjointEigenSolver<RealMatrix> solver(h);
  const Ket phases = (-i * t * solver.eigenvalues().cast<Complex>()).array().exp();
  return solver.eigenvectors() * phases.asDiagonal() * solver.eigenvectors().transpose() * start;
}

double largest_error(const RealMatrix& h, const Ket& start, const Flow& flow,
                     const std::vector<double>& times) {
  double largest = 0.0;
  for (const double t : times)
    largest = std::max(largest, (flow.at(t) - exact(h, start, t)).norm());
  flow.visit(times, [&](std::size_t k, const Ket& value) {
    largest = std::max(largest, (value - exact(h, start, times[k])).norm());
  });
  return largest;
}

TEST(real_series, are_those_of_a_real_state_under_a_real_hamiltonian) {
  for (const Eigen::Index levels : {2, 7, 8, 33}) {
    for (const double energy : {0.0, -5.0}) {
      const RealMatrix h = chain(levels, energy);
      Counted counted(h);
      const Ket start = Ket::Unit(levels, levels / 2) * 0.6 - Ket::Unit(levels, 0) * 0.8;
      const Flow flow({{counted.equation, 3.0}}, start, {.tolerance = 1e-10, .spacing = 1.0});
      EXPECT_LE(largest_error(h, start, flow, {0.0, 1e-3, 0.7, 1.9, 3.0}), 1e-11) << levels;
      EXPECT_GT(counted.real, 0);
      EXPECT_EQ(counted.complex, 0);
    }
  }
}

TEST(real_series, are_followed_by_complex_ones) {
  const RealMatrix h = chain(12, 2.0);
  Counted counted(h);
  const Ket start = Ket::Unit(12, 3);
  const Flow flow({{counted.equation, 300.0}}, start, {.tolerance = 1e-9, .spacing = 10.0});
  EXPECT_LE(largest_error(h, start, flow, {0.5, 20.0, 150.0, 300.0}), 1e-9);
  EXPECT_GT(counted.real, 0);
  EXPECT_GT(counted.complex, 0);
}

TEST(real_series, are_not_made_of_complex_states_or_hamiltonians) {
  const RealMatrix h = chain(9, 1.0);
  Counted counted(h);
  const Ket start = (Ket::Unit(9, 3) + i * Ket::Unit(9, 4)) / std::sqrt(2.0);
  const Flow flow({{counted.equation, 3.0}}, start, {.tolerance = 1e-10, .spacing = 1.0});
  EXPECT_LE(largest_error(h, start, flow, {0.7, 3.0}), 1e-11);
  EXPECT_EQ(counted.real, 0);
  Matrix turned = h.cast<Complex>();
  turned(0, 1) *= i;
  turned(1, 0) *= -i;
  EXPECT_FALSE(SparseKetMap(SparseMatrix((-i * turned).sparseView())).is_turned_real());
}

}  // namespace
}  // namespace qbattery
