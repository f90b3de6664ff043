#pragma once

#include <string>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"

/// The paper's pair in one line, for tests that ask much of it.
namespace qbattery::testing_models {

struct Pair {
  double F = 0.0, g = 1.0, Delta_A = 0.0, Delta_B = 0.0, Gamma = 0.0, n = 0.0, collectivity = 0.0;
  Statistics statistics = Statistics::boson;

  Model model() const;
  std::vector<double> parameters() const;
};

struct PairNumbers {
  double E_A, E_B, W_B, S_AB, S_BA;
  /// How far S may be off: rounding, and what the square root makes of it near a pure marginal.
  double S_tolerance;
};

/// One entry a time.
std::vector<PairNumbers> evolve(const Pair& pair, const Matrix& initial,
                                const std::vector<double>& times);
PairNumbers steady(const Pair& pair);

}  // namespace qbattery::testing_models
