#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qbattery/quantum/subsystem.hpp"

namespace qbattery {

/// Operators that expressions may ask of one subsystem, with their other names:
///   lower sm a, raise sp adag: s- and s+; a and a'; J- and J+
///   number: excitations above the lowest level
///   x y z: Pauli's matrices of two levels; J_x, J_y, J_z of a spin; a + a' and i(a' - a) of a mode
///   identity
///   projector(b, k) = |k><k|, ketbra(b, i, j) = |i><j| of levels counted from the lowest, 0
struct LocalOperatorDefinition {
  std::vector<std::string> names;
  std::string signature;
  std::string summary;
  int levels = 0;  ///< how many levels it takes beside the subsystem
};

const std::vector<LocalOperatorDefinition>& local_operators();

/// Null where no operator has this name.
const LocalOperatorDefinition* find_local_operator(std::string_view name);

/// Its matrix on a subsystem. Throws InvalidInput where the subsystem has no such operator, or no
/// such level.
SparseMatrix local_operator(const LocalOperatorDefinition& definition, const Subsystem& subsystem,
                            const std::vector<int>& levels);

/// The place in the basis of the level that is `level` excitations above the lowest, or that is
/// number `level` of those given. Throws InvalidInput where there is none.
Eigen::Index index_of_level(const Subsystem& subsystem, int level);

/// The energies of given levels; those of a diagonal H_X where it was made without them. Throws
/// InvalidInput where H_X is not diagonal then: its levels are no states of the basis.
RealVector level_energies(const Subsystem& subsystem);

}  // namespace qbattery
