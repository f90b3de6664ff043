#include "qbattery/dynamics/sparse_equations.hpp"

#include <Eigen/SparseLU>
#include <cmath>
#include <memory>
#include <unsupported/Eigen/IterativeSolvers>

namespace qbattery {

namespace {

using Gmres = Eigen::GMRES<RealSparseMatrix, Jumpless>;

RoughSolve direct(const RealSparseMatrix& matrix) {
  using Factors = Eigen::SparseLU<Eigen::SparseMatrix<double>, Eigen::COLAMDOrdering<int>>;
  const auto factors = std::make_shared<Factors>();
  factors->compute(Eigen::SparseMatrix<double>(matrix));
  return [factors](const RealVector& b) -> std::optional<RealVector> {
    if (factors->info() != Eigen::Success) return std::nullopt;
    return factors->solve(b);
  };
}

RoughSolve krylov(const RealSparseMatrix& matrix, const Jumpless& without_jumps) {
  constexpr int most_kept = 200;  // vectors of D^2 numbers
  const auto owned = std::make_shared<const RealSparseMatrix>(matrix);
  const auto solver = std::make_shared<Gmres>();
  solver->set_restart(most_kept);
  solver->setMaxIterations(4 * most_kept);
  solver->setTolerance(1e-8);
  solver->preconditioner() = without_jumps;
  solver->compute(*owned);
  return [solver, owned](const RealVector& b) -> std::optional<RealVector> {
    RealVector x = solver->solve(b);
    if (solver->info() != Eigen::Success) return std::nullopt;
    return x;
  };
}

// Powers of two round nothing.
int largest_exponent(const RealSparseMatrix& matrix) {
  const double largest = matrix.nonZeros() > 0 ? matrix.coeffs().abs().maxCoeff() : 0.0;
  return largest > 0.0 ? std::ilogb(largest) : 0;
}

SparseGenerator scaled(SparseGenerator generator, int exponent) {
  generator.drift *= std::ldexp(1.0, -exponent);
  for (auto& [rate, jump] : generator.jumps) rate = std::ldexp(rate, -exponent);
  return generator;
}

RealSparseMatrix border(Eigen::Index levels) {
  RealSparseMatrix border(levels * levels, levels * levels);
  for (Eigen::Index k = 0; k < levels; ++k) border.insert(0, k * levels + k) = 1.0;
  return border;
}

}  // namespace

std::optional<RealVector> SparseEquations::solve(const RealVector& b) const {
  constexpr double largest_residual = 1e-13;
  constexpr int refinements = 6;
  constexpr double settled = 1e-14;
  RealVector x = RealVector::Zero(b.size());
  for (int pass = 0; pass < refinements; ++pass) {
    const RealVector left = b - matrix_ * x;
    if (left.isZero(0.0)) return x;
    const std::optional<RealVector> correction = rough_(left);
    if (!correction || !correction->allFinite()) break;
    x += *correction;
    if (correction->norm() <= settled * x.norm()) break;
  }
  const double residual = (b - matrix_ * x).norm();
  if (residual <= largest_residual * (norm_ * x.norm() + b.norm())) return x;
  return std::nullopt;
}

SparseLaboratory::SparseLaboratory(const SparseGenerator& generator,
                                   std::optional<SparseMethod> method)
    : vectors_(generator.drift.rows()), matrix_(vectors_.matrix_of(generator)) {
  const int exponent = largest_exponent(matrix_);
  matrix_ *= std::ldexp(1.0, -exponent);
  const Eigen::Index levels = generator.drift.rows();
  bordered_ = matrix_ + border(levels);
  method_ =
      method.value_or(levels <= most_levels_direct ? SparseMethod::direct : SparseMethod::krylov);
  if (method_ == SparseMethod::direct) return;
  const bool is_quick = prepare_krylov(scaled(generator, exponent));
  if (!is_quick && !method && levels <= most_levels_fallback) method_ = SparseMethod::direct;
}

// Whether a rough solution is found in few steps, from better and better preconditioners.
bool SparseLaboratory::prepare_krylov(const SparseGenerator& generator) {
  constexpr int rounds = 3;
  constexpr int steps = 40;
  const RealVector e0 = RealVector::Unit(bordered_.rows(), 0);
  RealVector x = e0;
  without_jumps_ = Jumpless(generator.drift, distance);
  Gmres solver;
  solver.set_restart(steps);
  solver.setMaxIterations(steps);
  solver.setTolerance(1e-4);
  for (int round = 0; round < rounds; ++round) {
    solver.preconditioner() = without_jumps_;
    solver.compute(bordered_);
    x = solver.solveWithGuess(e0, x).eval();
    if (solver.info() == Eigen::Success) return true;
    const Matrix rho = vectors_.unpack(x);
    const double trace = rho.trace().real();
    if (!std::isfinite(trace) || std::abs(trace) < 1e-3) return false;
    without_jumps_ = Jumpless(generator, rho / trace, distance);
  }
  return false;
}

SparseEquations SparseLaboratory::equations(const RealSparseMatrix& matrix) const {
  return {matrix,
          method_ == SparseMethod::direct ? direct(matrix) : krylov(matrix, without_jumps_)};
}

SparseEquations SparseLaboratory::resolvent() const {
  RealSparseMatrix identity(matrix_.rows(), matrix_.cols());
  identity.setIdentity();
  return equations(matrix_ - distance * identity);
}

double SparseLaboratory::residual(const RealVector& v) const {
  constexpr int powers = 30;
  RealVector x = RealVector::LinSpaced(v.size(), 1.0, 2.0).normalized();
  double largest = 0.0;
  for (int power = 0; power < powers; ++power) {
    const RealVector image = matrix_ * x;
    largest = image.norm();
    if (!(largest > 0.0)) return 0.0;
    x = (matrix_.transpose() * image).normalized();
  }
  return (matrix_ * v).norm() / largest;
}

}  // namespace qbattery
