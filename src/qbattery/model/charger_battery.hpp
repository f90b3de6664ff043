#pragma once

#include <vector>

#include "qbattery/model/model.hpp"
#include "qbattery/model/reservoir.hpp"

namespace qbattery {

/// How the detunings of Eq. (1) are named.
enum class Detuning {
  common,   ///< one parameter Delta = Delta_A = Delta_B
  separate  ///< Delta_A of the charger and Delta_B of the battery
};

struct ChargerBatteryOptions {
  Detuning detuning = Detuning::common;
  std::vector<Reservoir> reservoirs = {};  ///< none: a closed system
};

/// The paper's pair, Eq. (1), in the frame of the pump:
///   H = sum_i Delta_i sigma_z^i / 2 + g (s+_A s-_B + s-_A s+_B) + F (s+_A + s-_A),
/// subsystems "charger" (A) and "battery" (B), parameters F, g and the detunings; then those of the
/// reservoirs.
Model charger_battery(const ChargerBatteryOptions& options = {});

}  // namespace qbattery
