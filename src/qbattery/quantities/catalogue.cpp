// The figures of merit that expressions may call. To add one: its function in a file of its own,
// with a test beside it, and an entry here.

#include <fmt/format.h>

#include <algorithm>

#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/quantity.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/decompositions.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

using Places = std::vector<int>;

/// One subsystem of a model: its reduced state and its Hamiltonian.
struct Part {
  Part(const Model& model, int place)
      : reduce(model.dimensions(), {place}),
        hamiltonian(model.subsystems[static_cast<std::size_t>(place)].hamiltonian) {}
  PartialTrace reduce;
  Matrix hamiltonian;
};

Quantity make_energy(const Model& model, const Places& places) {
  return [part = Part(model, places[0])](const Moment& moment) {
    return energy(part.reduce(moment.rho), part.hamiltonian);
  };
}

Quantity make_ergotropy(const Model& model, const Places& places) {
  const Part part(model, places[0]);
  return [part, energies = hermitian_eigenvalues(part.hamiltonian)](const Moment& moment) {
    return ergotropy(part.reduce(moment.rho), part.hamiltonian, energies);
  };
}

double power_at(const Part& part, const Run& run, const Matrix& rho) {
  const Matrix derivative = run.basis.matrix(run.generator * run.basis.components(rho));
  return energy(part.reduce(derivative), part.hamiltonian);
}

Quantity make_power(const Model& model, const Places& places) {
  return [part = Part(model, places[0])](const Moment& moment) {
    return power_at(part, moment.run, moment.rho);
  };
}

Quantity make_average_power(const Model& model, const Places& places) {
  return [part = Part(model, places[0])](const Moment& moment) {
    if (moment.time == 0.0) return power_at(part, moment.run, moment.run.initial_state);
    const double before = energy(part.reduce(moment.run.initial_state), part.hamiltonian);
    return (energy(part.reduce(moment.rho), part.hamiltonian) - before) / moment.time;
  };
}

Quantity make_inversion(const Model& model, const Places& places) {
  const Part part(model, places[0]);
  if (part.hamiltonian.rows() != 2) {
    throw InvalidInput("inversion",
                       fmt::format("inversion(X) needs a two-level system, and \"{}\" "
                                   "has {} levels",
                                   model.subsystems[static_cast<std::size_t>(places[0])].name,
                                   part.hamiltonian.rows()));
  }
  return [part](const Moment& moment) { return inversion(part.reduce(moment.rho)); };
}

Quantity make_linear_entropy(const Model& model, const Places& places) {
  const PartialTrace reduce(model.dimensions(), places);
  return [reduce](const Moment& moment) { return linear_entropy(reduce(moment.rho)); };
}

Quantity make_steering(const Model& model, const Places& places) {
  const Dimensions dimensions = model.dimensions();
  return [reduce = PartialTrace(dimensions, places),
          steering = Steering(dimensions[static_cast<std::size_t>(places[0])],
                              dimensions[static_cast<std::size_t>(places[1])])](
             const Moment& moment) { return steering(reduce(moment.rho)); };
}

Quantity make_smallest_eigenvalue(const Model&, const Places&) {
  return [](const Moment& moment) { return smallest_eigenvalue(moment.rho); };
}

Quantity make_residual(const Model&, const Places&) {
  return [](const Moment& moment) {
    const double scale = largest_singular_value(moment.run.generator);
    const RealVector image = moment.run.generator * moment.run.basis.components(moment.rho);
    return scale > 0.0 ? image.norm() / scale : 0.0;
  };
}

Quantity make_stationary_dimension(const Model&, const Places&) {
  return [](const Moment& moment) {
    return static_cast<double>(moment.run.steady->stationary_dimension);
  };
}

Quantity make_gap(const Model&, const Places&) {
  return [](const Moment& moment) {
    return spectral_gap(moment.run.generator, moment.run.steady->stationary_dimension);
  };
}

using Traced = std::optional<lanes::Traced>;

const Matrix& hamiltonian_of(const Model& model, int place) {
  return model.subsystems[static_cast<std::size_t>(place)].hamiltonian;
}

bool has_two_levels(const Model& model, int place) {
  return hamiltonian_of(model, place).rows() == 2;
}

Traced trace_energy(const Model& model, const Places& places, const TracedMoment& moment) {
  return moment.energy(places[0], hamiltonian_of(model, places[0]));
}

Traced trace_power(const Model& model, const Places& places, const TracedMoment& moment) {
  return moment.power(places[0], hamiltonian_of(model, places[0]));
}

Traced trace_ergotropy(const Model& model, const Places& places, const TracedMoment& moment) {
  if (!has_two_levels(model, places[0])) return {};
  return ergotropy(moment.two_level(places[0]), axis_of(hamiltonian_of(model, places[0])));
}

Traced trace_average_power(const Model& model, const Places& places, const TracedMoment& moment) {
  return moment.average_power(places[0], hamiltonian_of(model, places[0]));
}

Traced trace_inversion(const Model&, const Places& places, const TracedMoment& moment) {
  const TwoLevelState<lanes::Traced> rho = moment.two_level(places[0]);
  return rho.first - rho.second;
}

Traced trace_linear_entropy(const Model& model, const Places& places, const TracedMoment& moment) {
  if (!has_two_levels(model, places[0])) return {};
  return linear_entropy(moment.two_level(places[0]));
}

Traced trace_steering(const Model& model, const Places& places, const TracedMoment& moment) {
  if (!has_two_levels(model, places[0]) || !has_two_levels(model, places[1])) return {};
  // The same matrix for both directions, so that its singular values are found once.
  const auto [first, second] = std::minmax(places[0], places[1]);
  return steering(moment.correlations(first, second), moment.two_level(places[0]),
                  moment.two_level(places[1]));
}

constexpr bool never = false;
constexpr bool always = true;

}  // namespace

const std::vector<QuantityDefinition>& quantity_catalogue() {
  static const std::vector<QuantityDefinition> catalogue = {
      {"energy",
       {"X"},
       "omega_0",
       "stored energy tr(H_X rho_X), Eqs. (3) and (5), from the ground state up",
       always,
       always,
       make_energy,
       trace_energy},
      {"ergotropy",
       {"X"},
       "omega_0",
       "most work a unitary on X extracts, Eq. (4); 0 proves the state passive",
       always,
       always,
       make_ergotropy,
       trace_ergotropy},
      {"average_power",
       {"X"},
       "omega_0 rate",
       "(E_X(t) - E_X(0))/t; its limit dE_X/dt at t = 0",
       always,
       never,
       make_average_power,
       trace_average_power},
      {"power",
       {"X"},
       "omega_0 rate",
       "dE_X/dt = tr(H_X d rho/dt); positive while X gains energy",
       always,
       always,
       make_power,
       trace_power},
      {"inversion",
       {"X"},
       "1",
       "<sigma_z> = p_e - p_g of a two-level system; -1 empty, 1 full",
       always,
       always,
       make_inversion,
       trace_inversion},
      {"steering",
       {"X", "Y"},
       "1",
       "S_{X->Y}, Eqs. (6) and (7); positive proves that X steers Y, otherwise undecided",
       always,
       always,
       make_steering,
       trace_steering},
      {"linear_entropy",
       {"X"},
       "1",
       "1 - tr rho_X^2: 0 for a pure state, at most 1 - 1/d",
       always,
       always,
       make_linear_entropy,
       trace_linear_entropy},
      {"smallest_eigenvalue",
       {},
       "1",
       "of the whole state; below -1e-12 it would be no state",
       always,
       always,
       make_smallest_eigenvalue},
      {"residual",
       {},
       "1",
       "||L rho|| over the largest singular value of L: what vouches for a steady state",
       never,
       always,
       make_residual},
      {"stationary_dimension",
       {},
       "1",
       "dimension of the space of stationary states; 1: unique",
       never,
       always,
       make_stationary_dimension},
      {"gap",
       {},
       "rate",
       "smallest -Re of the generator's other eigenvalues: the slowest decay towards the steady "
       "state",
       never,
       always,
       make_gap},
  };
  return catalogue;
}

}  // namespace qbattery
