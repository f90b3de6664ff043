#include "qbattery/quantities/information.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

// Eigenvalues below this times the largest and the dimension are rounding.
constexpr double rounding = 4e-16;

void require_square(const Matrix& rho) {
  if (rho.rows() == rho.cols() && rho.rows() > 0) return;
  throw InvalidInput(
      "rho", fmt::format("a state must be a square matrix, got {} x {}", rho.rows(), rho.cols()));
}

/// -sum p log2 p; 0 log 0 = 0, and what rounding took below 0 is 0.
double entropy_of(const RealVector& probabilities) {
  double sum = 0.0;
  for (const double p : probabilities)
    if (p > 0.0) sum -= p * std::log2(p);
  return std::max(0.0, sum);
}

}  // namespace

double purity(const Matrix& rho) {
  require_square(rho);
  return rho.squaredNorm();
}

double entropy(const Matrix& rho) {
  require_square(rho);
  return entropy_of(hermitian_eigenvalues(rho));
}

double l1_coherence(const Matrix& rho) {
  require_square(rho);
  return rho.cwiseAbs().sum() - rho.diagonal().cwiseAbs().sum();
}

double relative_entropy_coherence(const Matrix& rho) {
  require_square(rho);
  return std::max(0.0, entropy_of(rho.diagonal().real()) - entropy(rho));
}

Matrix root(const Matrix& rho) {
  require_square(rho);
  const auto [values, vectors] = hermitian_eigensystem(rho);
  const double least = rounding * static_cast<double>(rho.rows()) * values.cwiseAbs().maxCoeff();
  const RealVector roots =
      values.unaryExpr([least](double x) { return x > least ? std::sqrt(x) : 0.0; });
  return vectors * roots.cast<Complex>().asDiagonal();
}

double fidelity(const Matrix& rho, const Matrix& sigma) {
  require_square(rho);
  if (rho.rows() != sigma.rows() || rho.cols() != sigma.cols()) {
    throw InvalidInput("sigma", fmt::format("two states that are compared must be of one size, got "
                                            "{} x {} and {} x {}",
                                            rho.rows(), rho.cols(), sigma.rows(), sigma.cols()));
  }
  const double overlap = singular_values(Matrix(root(rho).adjoint() * root(sigma))).sum();
  return overlap * overlap;
}

}  // namespace qbattery
