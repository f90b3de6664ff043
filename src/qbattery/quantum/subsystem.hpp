#pragma once

#include <string>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// What a subsystem is, and so which operators it has (model/local_operators).
enum class SubsystemKind {
  levels,     ///< any levels, first the first
  two_level,  ///< |e> = (1, 0), |g> = (0, 1)
  mode,       ///< Fock states 0, 1, 2, ... up to a cut-off
  spin        ///< J of any j: m = j, j - 1, ..., -j
};

/// One part of the whole, such as the charger or the battery.
struct Subsystem {
  std::string name;
  /// H_X: what its energy and ergotropy are counted by, d x d and Hermitian. It is not part of the
  /// Hamiltonian that drives the evolution (which is given in the frame of the pump).
  Matrix hamiltonian;
  SubsystemKind kind = SubsystemKind::levels;
  /// Of given levels, one for each: what reservoirs exchange with it and what orders them, also
  /// where H_X counts by something else. Empty for other kinds.
  RealVector energies = {};

  int dimension() const { return static_cast<int>(hamiltonian.rows()); }
};

/// A two-level system whose energy counts from its ground state in units of its own transition
/// frequency: H_X = s+ s- = |e><e|, Eqs. (3) and (5); times `energy`, as below.
Subsystem two_level(std::string name, double energy = 1.0);

/// A harmonic mode cut off behind `levels` Fock states: H_X = energy a' a. What it does depends on
/// the cut-off as soon as the last of them is populated. Throws InvalidInput for fewer than 2.
Subsystem mode(std::string name, int levels, double energy = 1.0);

/// A spin with 2j + 1 levels: H_X = energy (J_z + j). Throws InvalidInput where 2j is not a whole
/// number from 1 up.
Subsystem spin(std::string name, double j, double energy = 1.0);

/// Levels of given energies, in the order of the list: H_X = diag(energies). Throws InvalidInput
/// for fewer than 2 or where one is not finite.
Subsystem levels(std::string name, const std::vector<double>& energies);

Dimensions dimensions_of(const std::vector<Subsystem>& subsystems);

/// Place of the subsystem of that name. Throws InvalidInput that names those there are.
int find_subsystem(const std::vector<Subsystem>& subsystems, const std::string& name);

}  // namespace qbattery
