#pragma once

#include <map>
#include <set>
#include <string>

#include "qbattery/model/reservoir.hpp"

namespace qbattery {

/// The most levels of a model with a global reservoir: it diagonalises H.
inline constexpr int most_levels_global = 64;

/// Adds a reservoir whose jumps go between the eigenstates |a> of the Hamiltonian, in the secular
/// approximation (Breuer and Petruccione, The Theory of Open Quantum Systems, section 3.3):
///   A(w) = sum over E_b - E_a = w of |a><a|A|b><b|, with A = lower + raise of each subsystem,
///   rate Gamma N(w) on A(w), Gamma n(w) on A(w)', n at the laboratory's Bohr frequencies
///   w = E_b - E_a + omega_L (N_b - N_a), w > 0, N counting excitations (of given levels energies).
/// Frequencies closer than 1e-9 of the largest are one. It holds where Gamma is far below the gaps
/// between different w; a local reservoir holds where couplings are far below omega_L.
///
/// H is that of the model so far, at the `values` of all parameters in it; names of those that were
/// needed go to `used`. Parameters: `prefix` + Gamma, T, for fermions mu, and collectivity;
/// omega_L is a number since the jumps depend on it. Throws InvalidInput where H changes in time or
/// the number of excitations (no frame turns with a pump then), where there are more than
/// most_levels_global levels, or where an exchange without energy occurs.
void add_global_reservoir(Model& model, const Reservoir& reservoir, double omega_L,
                          const std::map<std::string, double>& values, std::set<std::string>& used);

}  // namespace qbattery
