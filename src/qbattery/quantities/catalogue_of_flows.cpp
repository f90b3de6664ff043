// Where energy comes from and goes to, and what that costs.

#include <limits>

#include "qbattery/quantities/catalogue.hpp"
#include "qbattery/quantities/energy.hpp"
#include "qbattery/quantities/flows.hpp"
#include "qbattery/quantum/states.hpp"

namespace qbattery::detail {

namespace {

Quantity of_current(Current current) {
  return [current = std::move(current)](const Moment& moment) {
    return current({moment.run.parameters(moment.time), moment.time}, moment.rho);
  };
}

/// The integral of a current from 0 to now.
Quantity integral_of(const std::string& text, const Current& current) {
  return [text, rate = of_current(current)](const Moment& moment) {
    return moment.run.integral(text, rate, moment.time);
  };
}

Quantity make_heat_current(const Model& model, const Arguments& arguments) {
  return of_current(heat_current(model, arguments.reservoir));
}

Quantity make_heat(const Model& model, const Arguments& arguments) {
  return integral_of("heat " + arguments.reservoir, heat_current(model, arguments.reservoir));
}

Quantity make_pump_power(const Model& model, const Arguments&) {
  return of_current(pump_power(model));
}

Quantity make_pump_work(const Model& model, const Arguments&) {
  return integral_of("work", pump_power(model));
}

Quantity make_efficiency(const Model& model, const Arguments& arguments) {
  const std::vector<int>& party = arguments.parties[0];
  return [work = make_pump_work(model, {}), reduce = PartialTrace(model.dimensions(), party),
          hamiltonian = hamiltonian_of(model, party)](const Moment& moment) {
    const double gained = ergotropy(reduce(moment.rho), hamiltonian) -
                          ergotropy(reduce(moment.run.initial_state), hamiltonian);
    const double spent = work(moment);
    return spent > 0.0 ? gained / spent : std::numeric_limits<double>::quiet_NaN();
  };
}

Quantity make_entropy_production(const Model& model, const Arguments&) {
  return [flow = EntropyFlow(model)](const Moment& moment) {
    const double carried = flow({moment.run.parameters(moment.time), moment.time}, moment.rho);
    if (moment.rho.cols() == 1 || moment.run.steady != nullptr) return carried;
    return carried +
           entropy_rate(moment.rho, state_derivative(moment.run, moment.time, moment.rho));
  };
}

}  // namespace

std::vector<QuantityDefinition> quantities_of_flows() {
  return {
      {"heat_current",
       {"reservoir"},
       "omega_0 rate",
       "energy per time from a reservoir into the levels, tr(H_0 D_r[rho]); positive: it heats",
       always,
       always,
       make_heat_current,
       nullptr,
       never},
      {"heat",
       {"reservoir"},
       "omega_0",
       "integral of heat_current(reservoir) from 0 to t",
       always,
       never,
       make_heat,
       nullptr,
       never},
      {"pump_power",
       {},
       "omega_0 rate",
       "energy per time from the Hamiltonian into the levels, i tr([H, H_0] rho): that of the "
       "pump, where couplings exchange quanta of one energy",
       always,
       always,
       make_pump_power,
       nullptr,
       never},
      {"pump_work",
       {},
       "omega_0",
       "integral of pump_power() from 0 to t; with all heat it is what the energies gained",
       always,
       never,
       make_pump_work,
       nullptr,
       never},
      {"efficiency",
       {"X"},
       "1",
       "ergotropy that X gained over pump_work(), NaN before work is done",
       always,
       never,
       make_efficiency,
       nullptr,
       never},
      {"entropy_production",
       {},
       "bit rate",
       "dS/dt and what the jumps carry off, by local detailed balance; never negative, and 0 in "
       "equilibrium alone; infinite where a jump cannot go back (T = 0)",
       always,
       always,
       make_entropy_production,
       nullptr,
       never},
  };
}

}  // namespace qbattery::detail
