#include "qbattery/model/reservoir.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "qbattery/model/local_operators.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

const Subsystem& subsystem_at(const Model& model, int place) {
  return model.subsystems[static_cast<std::size_t>(place)];
}

SparseMatrix operator_of(const Subsystem& subsystem, const char* name) {
  return local_operator(*find_local_operator(name), subsystem, {});
}

void add_parameters(Model& model, const Reservoir& reservoir) {
  std::vector<std::string> names = {"Gamma"};
  if (reservoir.kind == ReservoirKind::local) {
    if (reservoir.occupation == Occupation::number) {
      names.emplace_back("n");
    } else {
      names.insert(names.end(), {"T", "omega"});
      if (reservoir.statistics == Statistics::fermion) names.emplace_back("mu");
    }
  }
  names.emplace_back("collectivity");
  for (const std::string& name : names) model.parameters.push_back(reservoir.prefix + name);
}

/// One way down: from a level to a lower one, or from all levels to the next lower ones.
struct Descent {
  int from = -1;
  int to = -1;
  double energy = 1.0;  ///< in units of omega

  friend bool operator<(const Descent& a, const Descent& b) {
    return std::tie(a.from, a.to, a.energy) < std::tie(b.from, b.to, b.energy);
  }
};

/// Every way down that a reservoir offers, with the operators that go it, by place.
std::map<Descent, Operator> descents(const Model& model, const std::vector<int>& places) {
  std::map<Descent, Operator> all;
  for (const int place : places) {
    const Subsystem& subsystem = subsystem_at(model, place);
    if (subsystem.kind != SubsystemKind::levels) {
      all[{}].push_back(product({{place, operator_of(subsystem, "lower")}}).front());
      continue;
    }
    const RealVector energies = level_energies(subsystem);
    if (energies.maxCoeff() == energies.minCoeff())
      throw InvalidInput("on", fmt::format("a reservoir exchanges energy, and all levels of \"{}\" "
                                           "have one",
                                           subsystem.name));
    for (int from = 0; from < energies.size(); ++from) {
      for (int to = 0; to < energies.size(); ++to) {
        if (!(energies(from) > energies(to))) continue;
        Matrix down = Matrix::Zero(energies.size(), energies.size());
        down(to, from) = 1.0;
        all[{from, to, energies(from) - energies(to)}].push_back(product({{place, down}}).front());
      }
    }
  }
  return all;
}

/// A jump for each of the operators and one for their sum.
void add_jumps(Model& model, const Operator& operators, const std::string& rate,
               const Reservoir& reservoir) {
  const std::string& prefix = reservoir.prefix;
  const std::string name = name_of(reservoir);
  const auto apart = expr::parse(fmt::format("{} * (1 - {}collectivity)", rate, prefix));
  const auto together = expr::parse(fmt::format("{} * {}collectivity", rate, prefix));
  for (const OperatorProduct& each : operators) model.jumps.push_back({apart, {each}, false, name});
  model.jumps.push_back({together, operators, false, name});
}

void add_exchange(Model& model, const std::vector<int>& places, const Reservoir& reservoir) {
  const char sign = reservoir.statistics == Statistics::boson ? '+' : '-';
  const auto frequency = [&](const Descent& descent) {
    const std::string omega = reservoir.prefix + "omega";
    return descent.energy == 1.0 ? omega : shortest_digits(descent.energy) + " * " + omega;
  };
  const std::map<Descent, Operator> all = descents(model, places);
  for (const auto& [descent, operators] : all) {
    const std::string n = occupation_text(reservoir, frequency(descent));
    add_jumps(model, operators, fmt::format("{}Gamma * (1 {} {})", reservoir.prefix, sign, n),
              reservoir);
  }
  for (const auto& [descent, operators] : all) {
    const std::string n = occupation_text(reservoir, frequency(descent));
    add_jumps(model, adjoint(operators), fmt::format("{}Gamma * {}", reservoir.prefix, n),
              reservoir);
  }
}

void add_dephasing(Model& model, const std::vector<int>& places, const Reservoir& reservoir) {
  Operator numbers;
  for (const int place : places) {
    const Subsystem& subsystem = subsystem_at(model, place);
    const bool is_given = subsystem.kind == SubsystemKind::levels;
    const Matrix number = is_given ? Matrix(level_energies(subsystem).cast<Complex>().asDiagonal())
                                   : operator_of(subsystem, "number");
    numbers.push_back(product({{place, number}}).front());
  }
  add_jumps(model, numbers, fmt::format("2 * {}Gamma", reservoir.prefix), reservoir);
}

}  // namespace

std::string name_of(const Reservoir& reservoir) {
  constexpr std::string_view table = "reservoir.";
  const std::string& prefix = reservoir.prefix;
  if (prefix == table || !prefix.starts_with(table)) return "reservoir";
  return prefix.substr(table.size(), prefix.size() - table.size() - 1);
}

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
  return places;
}

std::string occupation_text(const Reservoir& reservoir, const std::string& frequency) {
  const std::string& p = reservoir.prefix;
  if (reservoir.occupation == Occupation::number) return p + "n";
  return reservoir.statistics == Statistics::boson
             ? fmt::format("bose({}, {}T)", frequency, p)
             : fmt::format("fermi({0}, {1}T, {1}mu)", frequency, p);
}

void add_reservoir(Model& model, const Reservoir& reservoir) {
  const std::vector<int> places = places_of(model, reservoir);
  if (reservoir.kind == ReservoirKind::dephasing) {
    add_dephasing(model, places, reservoir);
  } else {
    add_exchange(model, places, reservoir);
  }
  add_parameters(model, reservoir);
}

}  // namespace qbattery
