// Energies and what can be made of them.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qbattery/quantities/catalogue.hpp"
#include "qbattery/quantities/correlations.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/group_ergotropy.hpp"
#include "qbattery/quantities/work.hpp"
#include "qbattery/quantum/decompositions.hpp"

namespace qbattery::detail {

namespace {

/// A subsystem or a group of a model: its reduced state and its Hamiltonian.
struct Part {
  Part(const Model& model, const std::vector<int>& party)
      : reduce(model.dimensions(), party), hamiltonian(hamiltonian_of(model, party)) {}
  PartialTrace reduce;
  Matrix hamiltonian;
};

/// What is a sum over the members of a group needs none of their joint states.
class Members {
 public:
  Members(const Model& model, const Arguments& arguments) {
    const std::vector<int>& party = arguments.parties[0];
    if (own_energy(model, party) != nullptr) {
      energies_.emplace_back(model.dimensions(), party, hamiltonian_of(model, party));
      return;
    }
    for (const int place : party)
      energies_.emplace_back(model.dimensions(), std::vector<int>{place},
                             hamiltonian_of(model, place));
  }
  double energy(const Matrix& rho) const {
    double sum = 0.0;
    for (const LocalObservable& energy : energies_) sum += energy(rho);
    return sum;
  }
  double power(const Run& run, double t, const Matrix& rho) const {
    const Matrix change = state_derivative(run, t, rho);
    double sum = 0.0;
    for (const LocalObservable& energy : energies_) sum += energy(rho, change);
    return sum;
  }

 private:
  std::vector<LocalObservable> energies_;
};

Quantity make_energy(const Model& model, const Arguments& arguments) {
  return [members = Members(model, arguments)](const Moment& moment) {
    return members.energy(moment.rho);
  };
}

Operator energy_of(const Model& model, const Arguments& arguments) {
  const std::vector<int>& party = arguments.parties[0];
  if (const GroupEnergy* own = own_energy(model, party)) return own->hamiltonian;
  Operator sum;
  for (const int place : party) sum.push_back({1.0, {{place, hamiltonian_of(model, place)}}});
  return sum;
}

/// A number of the state and Hamiltonian of X.
template <double (*of)(const Matrix& rho, const Matrix& hamiltonian)>
Quantity make_of_part(const Model& model, const Arguments& arguments) {
  return [part = Part(model, arguments.parties[0])](const Moment& moment) {
    return of(part.reduce(moment.rho), part.hamiltonian);
  };
}

/// What unitaries put into a mode has no bound but its cut-off.
template <double (*of)(const Matrix& rho, const Matrix& hamiltonian)>
Quantity make_bounded(const Model& model, const Arguments& arguments) {
  for (const int place : arguments.parties[0])
    if (subsystem_of(model, place).kind == SubsystemKind::mode)
      throw InvalidInput("X", fmt::format("\"{}\" is a mode: what unitaries can put into it grows "
                                          "with its cut-off and says nothing",
                                          subsystem_of(model, place).name));
  return make_of_part<of>(model, arguments);
}

Quantity make_ergotropy(const Model& model, const Arguments& arguments) {
  const Part part(model, arguments.parties[0]);
  return [part, energies = hermitian_eigenvalues(part.hamiltonian)](const Moment& moment) {
    return ergotropy(part.reduce(moment.rho), part.hamiltonian, energies);
  };
}

Quantity make_single_cell_ergotropy(const Model& model, const Arguments& arguments) {
  std::vector<Quantity> cells;
  for (const int place : arguments.parties[0])
    cells.push_back(make_ergotropy(model, {.parties = {{place}}}));
  return [cells](const Moment& moment) {
    double sum = 0.0;
    for (const Quantity& cell : cells) sum += cell(moment);
    return sum;
  };
}

Quantity make_symmetric_ergotropy(const Model& model, const Arguments& arguments) {
  const std::vector<int>& party = arguments.parties[0];
  const Matrix& first = hamiltonian_of(model, party.front());
  for (const int place : party)
    if (subsystem_of(model, place).kind != SubsystemKind::two_level ||
        hamiltonian_of(model, place) != first || own_energy(model, party) != nullptr)
      throw InvalidInput("X",
                         "symmetric_ergotropy(X) needs a group of two-level systems that have one "
                         "transition energy and no energy of their own in [energy]");
  return [reduce = PartialTrace(model.dimensions(), party),
          symmetric = SymmetricErgotropy(static_cast<int>(party.size()), first(0, 0).real())](
             const Moment& moment) { return symmetric(reduce(moment.rho)); };
}

Quantity make_power(const Model& model, const Arguments& arguments) {
  return [members = Members(model, arguments)](const Moment& moment) {
    return members.power(moment.run, moment.time, moment.rho);
  };
}

Quantity make_average_power(const Model& model, const Arguments& arguments) {
  return [members = Members(model, arguments),
          text = fmt::format("energy({}) at the start", fmt::join(arguments.parties[0], " "))](
             const Moment& moment) {
    const Matrix& start = moment.run.initial_state;
    if (moment.time == 0.0) return members.power(moment.run, 0.0, start);
    const double before = moment.run.remembered(text, [&] { return members.energy(start); });
    return (members.energy(moment.rho) - before) / moment.time;
  };
}

Quantity make_daemonic_ergotropy(const Model& model, const Arguments& arguments) {
  require_two_levels(model, arguments.parties[1], "daemonic_ergotropy(X, Y), which measures Y,");
  return [reduce = PartialTrace(model.dimensions(), arguments.places()),
          parties = Parties{dimension_of(model, arguments.parties[0]), 2},
          hamiltonian = hamiltonian_of(model, arguments.parties[0])](const Moment& moment) {
    return daemonic_ergotropy(reduce(moment.rho), parties, hamiltonian);
  };
}

Traced trace_energy(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  return moment.energy(place_of(arguments, 0), hamiltonian_of(model, place_of(arguments, 0)));
}

Traced trace_power(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  return moment.power(place_of(arguments, 0), hamiltonian_of(model, place_of(arguments, 0)));
}

Traced trace_ergotropy(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  const int place = place_of(arguments, 0);
  if (!has_two_levels(model, place)) return {};
  return ergotropy(moment.two_level(place), axis_of(hamiltonian_of(model, place)));
}

Traced trace_average_power(const Model& model, const Arguments& arguments,
                           const TracedMoment& moment) {
  return moment.average_power(place_of(arguments, 0),
                              hamiltonian_of(model, place_of(arguments, 0)));
}

}  // namespace

std::vector<QuantityDefinition> quantities_of_work() {
  return {
      {"energy",
       {"X"},
       "omega_0",
       "stored energy tr(H_X rho_X), Eqs. (3) and (5), from the ground state up",
       always,
       always,
       make_energy,
       trace_energy,
       always,
       energy_of},
      {"ergotropy",
       {"X"},
       "omega_0",
       "most work a unitary on X extracts, Eq. (4); 0 proves the state passive",
       always,
       always,
       make_ergotropy,
       trace_ergotropy},
      {"single_cell_ergotropy",
       {"X"},
       "omega_0",
       "most work that unitaries on single cells of the group X extract: the sum of their own",
       always,
       always,
       make_single_cell_ergotropy},
      {"symmetric_ergotropy",
       {"X"},
       "omega_0",
       "most work that unitaries extract which treat all cells of the group X alike; two-level "
       "cells of one energy",
       always,
       always,
       make_symmetric_ergotropy},
      {"average_power",
       {"X"},
       "omega_0 rate",
       "(E_X(t) - E_X(0))/t; its limit dE_X/dt at t = 0",
       always,
       never,
       make_average_power,
       trace_average_power,
       never},
      {"power",
       {"X"},
       "omega_0 rate",
       "dE_X/dt = tr(H_X d rho/dt); positive while X gains energy",
       always,
       always,
       make_power,
       trace_power,
       never},
      {"passive_energy",
       {"X"},
       "omega_0",
       "what is left when all ergotropy is taken out: energy less ergotropy",
       always,
       always,
       make_of_part<passive_energy>},
      {"antiergotropy",
       {"X"},
       "omega_0",
       "most energy a unitary on X puts in; 0 proves that none can",
       always,
       always,
       make_bounded<antiergotropy>},
      {"capacity",
       {"X"},
       "omega_0",
       "ergotropy + antiergotropy: the range of energies that unitaries on X reach",
       always,
       always,
       make_bounded<capacity>},
      {"incoherent_ergotropy",
       {"X"},
       "omega_0",
       "ergotropy of X without coherence between its energies: what populations hold",
       always,
       always,
       make_of_part<incoherent_ergotropy>},
      {"coherent_ergotropy",
       {"X"},
       "omega_0",
       "ergotropy less incoherent_ergotropy; positive proves coherence between energies",
       always,
       always,
       make_of_part<coherent_ergotropy>},
      {"energy_variance",
       {"X"},
       "omega_0^2",
       "tr(H_X^2 rho_X) - E_X^2; 0 proves X at one energy",
       always,
       always,
       make_of_part<energy_variance>},
      {"daemonic_ergotropy",
       {"X", "Y"},
       "omega_0",
       "most work from X on average where the outcome of a projective measurement of Y (two "
       "levels) "
       "is known; more than ergotropy(X) proves correlations",
       always,
       always,
       make_daemonic_ergotropy},
  };
}

}  // namespace qbattery::detail
