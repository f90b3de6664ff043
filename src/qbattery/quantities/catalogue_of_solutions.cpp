// What vouches for a state that was computed.

#include <fmt/format.h>

#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/dynamics/steady_state.hpp"
#include "qbattery/quantities/catalogue.hpp"
#include "qbattery/quantum/states.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery::detail {

namespace {

Quantity make_smallest_eigenvalue(const Model&, const Arguments&) {
  return [](const Moment& moment) {
    if (moment.rho.cols() == 1) return 0.0;  // of a ket
    return smallest_eigenvalue(moment.rho);
  };
}

Matrix last_level_of(const Subsystem& subsystem) {
  Matrix last = Matrix::Zero(subsystem.dimension(), subsystem.dimension());
  last(last.rows() - 1, last.cols() - 1) = 1.0;
  return last;
}

Operator last_level(const Model& model, const Arguments& arguments) {
  const int place = place_of(arguments, 0);
  return {{1.0, {{place, last_level_of(subsystem_of(model, place))}}}};
}

Quantity make_last_level(const Model& model, const Arguments& arguments) {
  const std::vector<int>& party = arguments.parties[0];
  const Subsystem& subsystem = subsystem_of(model, party.front());
  if (party.size() != 1 || subsystem.kind != SubsystemKind::mode)
    throw InvalidInput("X", "last_level(X) is for a mode, whose levels are cut off");
  return [population = LocalObservable(model.dimensions(), party, last_level_of(subsystem))](
             const Moment& moment) { return population(moment.rho); };
}

Quantity make_residual(const Model&, const Arguments&) {
  return [](const Moment& moment) {
    if (moment.run.generator == nullptr) return moment.run.steady->residual;
    const double scale = largest_singular_value(*moment.run.generator);
    const RealVector image = *moment.run.generator * moment.run.basis->components(moment.rho);
    return scale > 0.0 ? image.norm() / scale : 0.0;
  };
}

Quantity make_stationary_dimension(const Model&, const Arguments&) {
  return [](const Moment& moment) {
    return static_cast<double>(moment.run.steady->stationary_dimension);
  };
}

Quantity make_gap(const Model& model, const Arguments&) {
  const int levels = total_dimension(model.dimensions());
  if (levels > most_levels_dense)
    throw InvalidInput("gap", fmt::format("the gap needs all eigenvalues of the generator, which "
                                          "are computed for {} levels at most; the model has {}",
                                          most_levels_dense, levels));
  return [](const Moment& moment) {
    return spectral_gap(*moment.run.generator, moment.run.steady->stationary_dimension);
  };
}

}  // namespace

std::vector<QuantityDefinition> quantities_of_solutions() {
  return {
      {"smallest_eigenvalue",
       {},
       "1",
       "of the whole state; below -1e-12 it would be no state",
       always,
       always,
       make_smallest_eigenvalue},
      {"last_level",
       {"X"},
       "1",
       "population of the last Fock state of a mode: what lies behind its cut-off is of that size",
       always,
       always,
       make_last_level,
       nullptr,
       always,
       last_level},
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
}

}  // namespace qbattery::detail
