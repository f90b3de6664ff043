#include "qbattery/quantum/subsystem.hpp"

#include <fmt/format.h>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

Subsystem two_level(std::string name) {
  return {.name = std::move(name), .hamiltonian = sigma_plus() * sigma_minus()};
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
