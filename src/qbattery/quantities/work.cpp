#include "qbattery/quantities/work.hpp"

#include <algorithm>

#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantum/decompositions.hpp"

namespace qbattery {

namespace {

// Energies this close, relative to the largest, are one level.
constexpr double same_energy = 1e-12;

}  // namespace

double passive_energy(const Matrix& rho, const Matrix& hamiltonian) {
  return energy(rho, hamiltonian) - ergotropy(rho, hamiltonian);
}

// Emptying under -H is filling under H.
double antiergotropy(const Matrix& rho, const Matrix& hamiltonian) {
  return ergotropy(rho, -hamiltonian);
}

double capacity(const Matrix& rho, const Matrix& hamiltonian) {
  return ergotropy(rho, hamiltonian) + antiergotropy(rho, hamiltonian);
}

Matrix dephased(const Matrix& rho, const Matrix& hamiltonian) {
  energy(rho, hamiltonian);  // checks the shapes
  const auto [energies, levels] = hermitian_eigensystem(hamiltonian);
  const double width = same_energy * energies.cwiseAbs().maxCoeff();
  Matrix in_levels = levels.adjoint() * rho * levels;
  for (Eigen::Index i = 0; i < rho.rows(); ++i)
    for (Eigen::Index j = 0; j < rho.cols(); ++j)
      if (std::abs(energies(i) - energies(j)) > width) in_levels(i, j) = 0.0;
  return levels * in_levels * levels.adjoint();
}

double incoherent_ergotropy(const Matrix& rho, const Matrix& hamiltonian) {
  return ergotropy(dephased(rho, hamiltonian), hamiltonian);
}

double coherent_ergotropy(const Matrix& rho, const Matrix& hamiltonian) {
  return std::max(0.0, ergotropy(rho, hamiltonian) - incoherent_ergotropy(rho, hamiltonian));
}

double energy_variance(const Matrix& rho, const Matrix& hamiltonian) {
  const double mean = energy(rho, hamiltonian);
  const Matrix from_mean =
      hamiltonian - mean * Matrix::Identity(hamiltonian.rows(), hamiltonian.cols());
  return std::max(0.0, energy(rho, from_mean * from_mean));
}

}  // namespace qbattery
