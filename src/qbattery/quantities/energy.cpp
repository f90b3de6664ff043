#include "qbattery/quantities/energy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/quantities/two_level.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

void check_shapes(const Matrix& rho, const Matrix& hamiltonian) {
  if (rho.rows() != rho.cols() || rho.rows() != hamiltonian.rows() ||
      rho.cols() != hamiltonian.cols()) {
    throw InvalidInput("rho",
                       fmt::format("the state ({} x {}) and the Hamiltonian ({} x {}) must be "
                                   "square and of one size",
                                   rho.rows(), rho.cols(), hamiltonian.rows(), hamiltonian.cols()));
  }
}

}  // namespace

double energy(const Matrix& rho, const Matrix& hamiltonian) {
  check_shapes(rho, hamiltonian);
  // tr(H rho) of Hermitian matrices, entry by entry: no product, and exact where H is diagonal.
  return (hamiltonian.conjugate().cwiseProduct(rho)).sum().real();
}

double ergotropy(const Matrix& rho, const Matrix& hamiltonian) {
  check_shapes(rho, hamiltonian);
  return ergotropy(rho, hamiltonian, hermitian_eigenvalues(hamiltonian));
}

double ergotropy(const Matrix& rho, const Matrix& hamiltonian, const RealVector& energies) {
  check_shapes(rho, hamiltonian);
  if (energies.size() != rho.rows()) {
    throw InvalidInput(
        "energies", fmt::format("a state of {} levels needs as many energies, got {}", rho.rows(),
                                energies.size()));
  }
  if (rho.rows() == 2) return ergotropy(two_level_state(rho), axis_of(hamiltonian));
  const double passive_energy = energies.dot(hermitian_eigenvalues(rho).reverse());
  return std::max(0.0, energy(rho, hamiltonian) - passive_energy);
}

double inversion(const Matrix& rho) {
  if (rho.rows() != 2 || rho.cols() != 2) {
    throw InvalidInput("rho", "the inversion p_e - p_g needs a two-level system");
  }
  return rho(0, 0).real() - rho(1, 1).real();
}

}  // namespace qbattery
