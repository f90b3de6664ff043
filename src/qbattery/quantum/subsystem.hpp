#pragma once

#include <string>
#include <vector>

#include "qbattery/quantum/types.hpp"

namespace qbattery {

/// One part of the whole, such as the charger or the battery.
struct Subsystem {
  std::string name;
  /// H_X: what its energy and ergotropy are counted by, d x d and Hermitian. It is not part of the
  /// Hamiltonian that drives the evolution (which is given in the frame of the pump).
  Matrix hamiltonian;

  int dimension() const { return static_cast<int>(hamiltonian.rows()); }
};

/// A two-level system whose energy counts from its ground state in units of its own transition
/// frequency: H_X = s+ s- = |e><e|, Eqs. (3) and (5).
Subsystem two_level(std::string name);

Dimensions dimensions_of(const std::vector<Subsystem>& subsystems);

/// Place of the subsystem of that name. Throws InvalidInput that names those there are.
int find_subsystem(const std::vector<Subsystem>& subsystems, const std::string& name);

}  // namespace qbattery
