#include "qbattery/quantum/subsystem.hpp"

#include <fmt/format.h>

#include <cmath>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

Matrix diagonal(const RealVector& entries) {
  return entries.cast<Complex>().asDiagonal().toDenseMatrix();
}

}  // namespace

Subsystem two_level(std::string name, double energy) {
  return {.name = std::move(name),
          .hamiltonian = energy * (sigma_plus() * sigma_minus()),
          .kind = SubsystemKind::two_level};
}

Subsystem mode(std::string name, int levels, double energy) {
  if (levels < 2) {
    throw InvalidInput(
        name, fmt::format("the mode \"{}\" needs at least 2 levels, got {}", name, levels));
  }
  return {.name = std::move(name),
          .hamiltonian = diagonal(energy * RealVector::LinSpaced(levels, 0.0, levels - 1.0)),
          .kind = SubsystemKind::mode};
}

Subsystem spin(std::string name, double j, double energy) {
  if (!(j >= 0.5) || 2.0 * j != std::floor(2.0 * j) || !std::isfinite(j)) {
    throw InvalidInput(
        name, fmt::format("j of the spin \"{}\" must be 1/2, 1, 3/2, ..., got {}", name, j));
  }
  return {.name = std::move(name),
          .hamiltonian = diagonal(
              energy * RealVector::LinSpaced(static_cast<Eigen::Index>(2.0 * j) + 1, 2.0 * j, 0.0)),
          .kind = SubsystemKind::spin};
}

Subsystem levels(std::string name, const std::vector<double>& energies) {
  if (energies.size() < 2) {
    throw InvalidInput(
        name, fmt::format("\"{}\" needs at least 2 energies, got {}", name, energies.size()));
  }
  const Eigen::Map<const RealVector> all(energies.data(),
                                         static_cast<Eigen::Index>(energies.size()));
  if (!all.allFinite()) {
    throw InvalidInput(name, fmt::format("the energies of \"{}\" must be finite", name));
  }
  return {.name = std::move(name), .hamiltonian = diagonal(all), .energies = all};
}

Dimensions dimensions_of(const std::vector<Subsystem>& subsystems) {
  Dimensions dimensions;
  for (const Subsystem& subsystem : subsystems) dimensions.push_back(subsystem.dimension());
  return dimensions;
}

int find_subsystem(const std::vector<Subsystem>& subsystems, const std::string& name) {
  std::vector<std::string> names;
  for (const Subsystem& subsystem : subsystems) {
    if (subsystem.name == name) return static_cast<int>(names.size());
    names.push_back(subsystem.name);
  }
  throw InvalidInput(name, fmt::format("there is no subsystem \"{}\"; there are: {}", name,
                                       fmt::join(names, ", ")));
}

}  // namespace qbattery
