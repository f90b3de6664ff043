// The figures of merit that expressions may call. To add one: its function in a file of its own,
// with a test beside it, and an entry in one of catalogue_of_*.cpp.

#include "qbattery/quantities/catalogue.hpp"

#include <fmt/format.h>

#include <iterator>
#include <numeric>

#include "qbattery/support/error.hpp"

namespace qbattery {

namespace detail {

void require_two_levels(const Model& model, int place, const std::string& signature) {
  const Subsystem& subsystem = subsystem_of(model, place);
  if (subsystem.dimension() == 2) return;
  throw InvalidInput(signature, fmt::format("{} needs a two-level system, and \"{}\" has {} levels",
                                            signature, subsystem.name, subsystem.dimension()));
}

PartialTrace onto(const Model& model, const Arguments& arguments) {
  std::vector<int> places = arguments.places;
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
    for (const auto& more : {detail::quantities_of_states(), detail::quantities_of_correlations(),
                             detail::quantities_of_solutions()})
      std::copy(more.begin(), more.end(), std::back_inserter(all));
    return all;
  }();
  return catalogue;
}

}  // namespace qbattery
