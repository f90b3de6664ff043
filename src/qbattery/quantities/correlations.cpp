#include "qbattery/quantities/correlations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "qbattery/quantities/best_direction.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

void require(const Matrix& rho, Parties parties) {
  const Eigen::Index size = static_cast<Eigen::Index>(parties.a) * parties.b;
  if (parties.a >= 1 && parties.b >= 1 && rho.rows() == size && rho.cols() == size) return;
  throw InvalidInput("rho", fmt::format("a state of {} and {} levels must be {} x {}, got {} x {}",
                                        parties.a, parties.b, size, size, rho.rows(), rho.cols()));
}

void require_two_levels(int levels, const char* who) {
  if (levels == 2) return;
  throw InvalidInput("dimensions",
                     fmt::format("{} must be a two-level system, got {} levels", who, levels));
}

Matrix first_party(const Matrix& rho, Parties parties) {
  return partial_trace(rho, {parties.a, parties.b}, {0});
}

Matrix second_party(const Matrix& rho, Parties parties) {
  return partial_trace(rho, {parties.a, parties.b}, {1});
}

/// The singular values of T_ij = <sigma_i (x) sigma_j>, falling.
RealVector correlations_of_spins(const Matrix& rho) {
  require(rho, {2, 2});
  const std::array<Matrix, 3> sigma = {sigma_x(), sigma_y(), sigma_z()};
  RealMatrix t(3, 3);
  for (Eigen::Index i = 0; i < 3; ++i)
    for (Eigen::Index j = 0; j < 3; ++j)
      t(i, j) = energy(
          rho, tensor(sigma[static_cast<std::size_t>(i)], sigma[static_cast<std::size_t>(j)]));
  return singular_values(t);
}

/// <k| rho |k>, a matrix of A, for a ket of B.
Matrix conditional(const Matrix& rho, Parties parties, const Ket& ket) {
  Matrix left = Matrix::Zero(parties.a, parties.a);
  for (Eigen::Index i = 0; i < parties.a; ++i)
    for (Eigen::Index j = 0; j < parties.a; ++j)
      left(i, j) = ket.dot(rho.block(i * parties.b, j * parties.b, parties.b, parties.b) * ket);
  return left;
}

/// sum_k p_k f(rho_A|k) for the projective measurement of B along a direction of its Bloch sphere.
template <class Function>
double mean_after_measurement(const Matrix& rho, Parties parties, const Direction& n, Function f) {
  double mean = 0.0;
  for (const double sign : {1.0, -1.0}) {
    const Matrix left = conditional(rho, parties, ket_along(n, sign));
    const double p = left.trace().real();
    if (p > 0.0) mean += p * f(Matrix(left / p));
  }
  return mean;
}

/// H(X|B) after A's observable with these eigenvectors (columns) has been measured.
double uncertainty_of(const Matrix& rho, Parties parties, const Matrix& eigenvectors) {
  Matrix measured = Matrix::Zero(rho.rows(), rho.cols());
  for (Eigen::Index k = 0; k < eigenvectors.cols(); ++k) {
    const Matrix projector = eigenvectors.col(k) * eigenvectors.col(k).adjoint();
    const Matrix both = tensor(projector, identity(parties.b));
    measured += both * rho * both;
  }
  return entropy(measured) - entropy(second_party(rho, parties));
}

}  // namespace

double cjwr(const Matrix& rho, int settings) {
  if (settings != 2 && settings != 3) {
    throw InvalidInput("settings", fmt::format("cjwr takes 2 or 3 settings, got {}", settings));
  }
  return correlations_of_spins(rho).head(settings).norm();
}

double chsh(const Matrix& rho) { return 2.0 * cjwr(rho, 2); }

double concurrence(const Matrix& rho) {
  require(rho, {2, 2});
  const Matrix a = root(rho);
  const Matrix flip = tensor(sigma_y(), sigma_y());
  const RealVector s = singular_values(Matrix(a.transpose() * flip * a));
  return std::max(0.0, s(0) - s(1) - s(2) - s(3));
}

double negativity(const Matrix& rho, Parties parties) {
  require(rho, parties);
  const Eigen::Index b = parties.b;
  Matrix transposed(rho.rows(), rho.cols());
  for (Eigen::Index i = 0; i < parties.a; ++i)
    for (Eigen::Index j = 0; j < parties.a; ++j)
      transposed.block(i * b, j * b, b, b) = rho.block(j * b, i * b, b, b);
  return (-hermitian_eigenvalues(transposed)).cwiseMax(0.0).sum();
}

double logarithmic_negativity(const Matrix& rho, Parties parties) {
  return std::log2(2.0 * negativity(rho, parties) + 1.0);
}

double mutual_information(const Matrix& rho, Parties parties) {
  require(rho, parties);
  return std::max(
      0.0, entropy(first_party(rho, parties)) + entropy(second_party(rho, parties)) - entropy(rho));
}

double discord(const Matrix& rho, Parties parties) {
  require(rho, parties);
  require_two_levels(parties.b, "the party that discord measures");
  const double left = lowest_over_directions(
      [&](const Direction& n) { return mean_after_measurement(rho, parties, n, entropy); });
  return std::max(0.0, entropy(second_party(rho, parties)) - entropy(rho) + left);
}

double entropic_uncertainty(const Matrix& rho, Parties parties) {
  require(rho, parties);
  require_two_levels(parties.a, "the party that is uncertain");
  const Matrix along_x = (Matrix(2, 2) << 1, 1, 1, -1).finished() / std::sqrt(2.0);
  return uncertainty_of(rho, parties, along_x) + uncertainty_of(rho, parties, identity(2));
}

double entropic_uncertainty_bound(const Matrix& rho, Parties parties) {
  require(rho, parties);
  require_two_levels(parties.a, "the party that is uncertain");
  return 1.0 + entropy(rho) - entropy(second_party(rho, parties));
}

double daemonic_ergotropy(const Matrix& rho, Parties parties, const Matrix& hamiltonian_a) {
  require(rho, parties);
  require_two_levels(parties.b, "the party that is measured");
  return -lowest_over_directions([&](const Direction& n) {
    return -mean_after_measurement(
        rho, parties, n, [&](const Matrix& state) { return ergotropy(state, hamiltonian_a); });
  });
}

}  // namespace qbattery
