#include "qbattery/model/charger_battery.hpp"

#include "qbattery/quantum/operators.hpp"

namespace qbattery {

Model charger_battery(const ChargerBatteryOptions& options) {
  constexpr int a = 0;
  constexpr int b = 1;
  const bool common = options.detuning == Detuning::common;
  Model model;
  model.subsystems = {two_level("charger"), two_level("battery")};
  model.parameters = {"F", "g"};
  if (common) {
    model.parameters.emplace_back("Delta");
  } else {
    model.parameters.insert(model.parameters.end(), {"Delta_A", "Delta_B"});
  }
  const Operator exchange = {{1.0, {{a, sigma_plus()}, {b, sigma_minus()}}},
                             {1.0, {{a, sigma_minus()}, {b, sigma_plus()}}}};
  model.hamiltonian = {
      {expr::parse(common ? "Delta / 2" : "Delta_A / 2"), product({{a, sigma_z()}})},
      {expr::parse(common ? "Delta / 2" : "Delta_B / 2"), product({{b, sigma_z()}})},
      {expr::parse("g"), exchange},
      {expr::parse("F"), product({{a, sigma_x()}})},
  };
  for (const Reservoir& reservoir : options.reservoirs) add_reservoir(model, reservoir);
  return model;
}

}  // namespace qbattery
