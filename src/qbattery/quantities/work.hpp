#pragma once

#include "qbattery/quantum/types.hpp"

namespace qbattery {

// What work a state of one system with Hamiltonian H holds; both d x d and Hermitian, results in
// the units of H. Energies e_m rise, eigenvalues lambda_m of rho fall. Rotating frame and
// laboratory give the same numbers: the change between them commutes with H. All throw InvalidInput
// where rho and H are not square and of one size.

/// sum_m e_m lambda_m: what is left when all ergotropy is taken out; from the energy of the ground
/// state up.
double passive_energy(const Matrix& rho, const Matrix& hamiltonian);

/// sum_m e_m lambda_(d-1-m) - tr(H rho) >= 0: the most energy that a cyclic unitary can put in
/// (Salvia and Giovannetti, Quantum 5, 514 (2021)). 0 proves that none can.
double antiergotropy(const Matrix& rho, const Matrix& hamiltonian);

/// Ergotropy + anti-ergotropy: the range of energies that unitaries reach (Yang et al., PRL 131,
/// 030402 (2023)). It depends on the spectrum of rho alone; 0 proves rho maximally mixed (or H
/// trivial).
double capacity(const Matrix& rho, const Matrix& hamiltonian);

/// rho without coherence between different energies: sum_e P_e rho P_e. Energies closer than 1e-12
/// of the largest are one.
Matrix dephased(const Matrix& rho, const Matrix& hamiltonian);

/// The ergotropy of the dephased state, 0 <= W_i <= W (Francica et al., PRL 125, 180603 (2020)):
/// what its populations alone hold.
double incoherent_ergotropy(const Matrix& rho, const Matrix& hamiltonian);

/// W - W_i >= 0: what coherence between energies adds. Positive proves such coherence.
double coherent_ergotropy(const Matrix& rho, const Matrix& hamiltonian);

/// tr(H^2 rho) - tr(H rho)^2 >= 0, in the units of H squared.
double energy_variance(const Matrix& rho, const Matrix& hamiltonian);

}  // namespace qbattery
