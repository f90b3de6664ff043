// The figures of merit that expressions may call. To add one: its function in a file of its own,
// with a test beside it, and an entry in one of catalogue_of_*.cpp.

#include "qbattery/quantities/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace detail {

namespace {

/// "charger", or "battery" for battery[0], battery[1], ...
std::string name_of(const Model& model, const std::vector<int>& party) {
  const std::string& first = subsystem_of(model, party.front()).name;
  return party.size() == 1 ? first : first.substr(0, first.find('['));
}

}  // namespace

int dimension_of(const Model& model, const std::vector<int>& party) {
  int dimension = 1;
  for (const int place : party) dimension *= subsystem_of(model, place).dimension();
  return dimension;
}

const GroupEnergy* own_energy(const Model& model, const std::vector<int>& party) {
  const auto found = std::ranges::find(model.group_energies, party, &GroupEnergy::members);
  return found == model.group_energies.end() ? nullptr : &*found;
}

Matrix hamiltonian_of(const Model& model, const std::vector<int>& party) {
  if (const GroupEnergy* own = own_energy(model, party))
    return dense_on(party, own->hamiltonian, model.dimensions());
  Dimensions dimensions;
  for (const int place : party) dimensions.push_back(subsystem_of(model, place).dimension());
  const int total = total_dimension(dimensions);
  Matrix sum = Matrix::Zero(total, total);
  for (std::size_t k = 0; k < party.size(); ++k)
    sum += embed(hamiltonian_of(model, party[k]), static_cast<int>(k), dimensions);
  return sum;
}

void require_two_levels(const Model& model, const std::vector<int>& party,
                        const std::string& signature) {
  const int levels = dimension_of(model, party);
  if (levels == 2) return;
  throw InvalidInput(signature, fmt::format("{} needs a two-level system, and \"{}\" has {} levels",
                                            signature, name_of(model, party), levels));
}

PartialTrace onto(const Model& model, const Arguments& arguments) {
  std::vector<int> places = arguments.places();
  if (places.empty()) {
    places.resize(model.subsystems.size());
    std::iota(places.begin(), places.end(), 0);
  }
  return {model.dimensions(), places};
}

}  // namespace detail

const std::vector<QuantityDefinition>& quantity_catalogue() {
  static const std::vector<QuantityDefinition> catalogue = [] {
    std::vector<QuantityDefinition> all = detail::quantities_of_work();
    for (const auto& more :
         {detail::quantities_of_flows(), detail::quantities_of_states(),
          detail::quantities_of_correlations(), detail::quantities_of_solutions()})
      std::copy(more.begin(), more.end(), std::back_inserter(all));
    return all;
  }();
  return catalogue;
}

}  // namespace qbattery
