#include "qbattery/model/reservoir.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

std::vector<int> places_of(const Model& model, const Reservoir& reservoir) {
  std::vector<int> places;
  if (reservoir.on.empty()) {
    for (int k = 0; k < static_cast<int>(model.subsystems.size()); ++k) places.push_back(k);
  }
  for (const std::string& name : reservoir.on) {
    places.push_back(find_subsystem(model.subsystems, name));
    if (std::count(reservoir.on.begin(), reservoir.on.end(), name) > 1) {
      throw InvalidInput("on", fmt::format("a reservoir names \"{}\" twice", name));
    }
  }
  for (const int place : places) {
    const Subsystem& subsystem = model.subsystems[static_cast<std::size_t>(place)];
    if (subsystem.dimension() != 2) {
      throw InvalidInput("on",
                         fmt::format("a reservoir acts on two-level systems, and \"{}\" has {} "
                                     "levels",
                                     subsystem.name, subsystem.dimension()));
    }
  }
  return places;
}

// n(T) below Eq. (2), as text in the reservoir's own parameters.
std::string occupation_text(const Reservoir& reservoir) {
  const std::string& p = reservoir.prefix;
  if (reservoir.occupation == Occupation::number) return p + "n";
  return reservoir.statistics == Statistics::boson ? fmt::format("bose({0}omega, {0}T)", p)
                                                   : fmt::format("fermi({0}omega, {0}T, {0}mu)", p);
}

void add_parameters(Model& model, const Reservoir& reservoir) {
  std::vector<std::string> names = {"Gamma"};
  if (reservoir.occupation == Occupation::number) {
    names.emplace_back("n");
  } else {
    names.insert(names.end(), {"T", "omega"});
    if (reservoir.statistics == Statistics::fermion) names.emplace_back("mu");
  }
  names.emplace_back("collectivity");
  for (const std::string& name : names) model.parameters.push_back(reservoir.prefix + name);
}

// One direction, emission or absorption: a jump per subsystem and one for the sum.
void add_jumps(Model& model, const std::vector<int>& places, const std::string& prefix,
               const std::string& weight, const Matrix& ladder) {
  const std::string rate = fmt::format("{}Gamma * {}", prefix, weight);
  Operator sum;
  for (const int place : places) {
    const Operator local = product({{place, ladder}});
    model.jumps.push_back(
        {expr::parse(fmt::format("{} * (1 - {}collectivity)", rate, prefix)), local});
    sum.push_back(local.front());
  }
  model.jumps.push_back({expr::parse(fmt::format("{} * {}collectivity", rate, prefix)), sum});
}

}  // namespace

void add_reservoir(Model& model, const Reservoir& reservoir) {
  const std::vector<int> places = places_of(model, reservoir);
  add_parameters(model, reservoir);
  const std::string n = occupation_text(reservoir);
  const char sign = reservoir.statistics == Statistics::boson ? '+' : '-';
  add_jumps(model, places, reservoir.prefix, fmt::format("(1 {} {})", sign, n), sigma_minus());
  add_jumps(model, places, reservoir.prefix, n, sigma_plus());
}

}  // namespace qbattery
