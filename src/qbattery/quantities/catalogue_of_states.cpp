// How populated, mixed and coherent states are.

#include "qbattery/quantities/catalogue.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/information.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery::detail {

namespace {

/// A number of the state of some subsystems.
template <double (*of)(const Matrix& rho)>
Quantity make_of_state(const Model& model, const Arguments& arguments) {
  return [reduce = onto(model, arguments)](const Moment& moment) { return of(reduce(moment.rho)); };
}

/// Whether the first of two levels is the lower one, as it may be where energies are given.
bool rises(const Model& model, int place) {
  const RealVector& energies = model.subsystems[static_cast<std::size_t>(place)].energies;
  return energies.size() == 2 && energies(0) < energies(1);
}

Quantity make_inversion(const Model& model, const Arguments& arguments) {
  require_two_levels(model, arguments.parties[0], "inversion(X)");
  const Quantity of_first = make_of_state<inversion>(model, arguments);
  if (!rises(model, place_of(arguments, 0))) return of_first;
  return [of_first](const Moment& moment) { return -of_first(moment); };
}

Traced trace_inversion(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  const int place = place_of(arguments, 0);
  const TwoLevelState<lanes::Traced> rho = moment.two_level(place);
  return rises(model, place) ? rho.second - rho.first : rho.first - rho.second;
}

/// 1 - tr rho^2 of a single two-level system; nothing for others.
Traced trace_linear_entropy(const Model& model, const Arguments& arguments,
                            const TracedMoment& moment) {
  if (arguments.parties.size() != 1 || !has_two_levels(model, place_of(arguments, 0))) return {};
  return linear_entropy(moment.two_level(place_of(arguments, 0)));
}

Traced trace_purity(const Model& model, const Arguments& arguments, const TracedMoment& moment) {
  const Traced mixed = trace_linear_entropy(model, arguments, moment);
  if (!mixed) return {};
  return 1.0 - *mixed;
}

Quantity make_fidelity(const Model& model, const Arguments&) {
  const TargetState& target = *model.target;
  return [reduce = PartialTrace(model.dimensions(), target.places),
          state = density_of(target.state)](const Moment& moment) {
    return fidelity(reduce(moment.rho), state);
  };
}

}  // namespace

std::vector<QuantityDefinition> quantities_of_states() {
  return {
      {"inversion",
       {"X"},
       "1",
       "<sigma_z> = p_e - p_g of a two-level system; -1 empty, 1 full",
       always,
       always,
       make_inversion,
       trace_inversion},
      {"linear_entropy",
       {"X..."},
       "1",
       "1 - tr rho^2: 0 for a pure state, at most 1 - 1/d",
       always,
       always,
       make_of_state<linear_entropy>,
       trace_linear_entropy},
      {"purity",
       {"X..."},
       "1",
       "tr rho^2: 1 for a pure state, 1/d for the maximally mixed one",
       always,
       always,
       make_of_state<purity>,
       trace_purity},
      {"entropy",
       {"X..."},
       "bit",
       "-tr(rho log2 rho): 0 for a pure state, at most log2 d",
       always,
       always,
       make_of_state<entropy>},
      {"l1_coherence",
       {"X..."},
       "1",
       "sum of |rho_ij| between different levels; 0 proves the state diagonal",
       always,
       always,
       make_of_state<l1_coherence>},
      {"relative_entropy_coherence",
       {"X..."},
       "bit",
       "entropy of the populations less that of the state; 0 proves the state diagonal",
       always,
       always,
       make_of_state<relative_entropy_coherence>},
      {"fidelity",
       {"target"},
       "1",
       "Uhlmann's fidelity to the state of the table [target], of the subsystems it names; 1 "
       "proves "
       "them equal",
       always,
       always,
       make_fidelity},
  };
}

}  // namespace qbattery::detail
