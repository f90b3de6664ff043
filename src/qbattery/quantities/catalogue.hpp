#pragma once

// What the parts of the catalogue share.

#include <string>
#include <vector>

#include "qbattery/quantities/quantity.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery::detail {

using Arguments = QuantityArguments;
using Traced = std::optional<lanes::Traced>;

// The parts, in the order of the catalogue.
std::vector<QuantityDefinition> quantities_of_work();
std::vector<QuantityDefinition> quantities_of_flows();
std::vector<QuantityDefinition> quantities_of_states();
std::vector<QuantityDefinition> quantities_of_correlations();
std::vector<QuantityDefinition> quantities_of_solutions();

inline constexpr bool never = false;
inline constexpr bool always = true;

inline const Subsystem& subsystem_of(const Model& model, int place) {
  return model.subsystems[static_cast<std::size_t>(place)];
}
inline const Matrix& hamiltonian_of(const Model& model, int place) {
  return subsystem_of(model, place).hamiltonian;
}
/// What a group's energy is counted by where it is not the sum over its members; null where it is.
const GroupEnergy* own_energy(const Model& model, const std::vector<int>& party);
/// Of the members of a party together: the sum of theirs or what they have instead, and the product
/// of their levels.
Matrix hamiltonian_of(const Model& model, const std::vector<int>& party);
int dimension_of(const Model& model, const std::vector<int>& party);
/// The one place of an argument where no group is meant, as in what is written down for lanes.
inline int place_of(const Arguments& arguments, std::size_t i) {
  return arguments.parties[i].front();
}
inline bool has_two_levels(const Model& model, int place) {
  return subsystem_of(model, place).dimension() == 2;
}

/// Throws InvalidInput where the party has more than two levels.
void require_two_levels(const Model& model, const std::vector<int>& party,
                        const std::string& signature);

/// The partial trace onto the arguments, onto all subsystems where there are none.
PartialTrace onto(const Model& model, const Arguments& arguments);

}  // namespace qbattery::detail
