#include <cmath>
#include <cstdio>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantum/states.hpp"

// F = Gamma = g, T = 0: Eq. (8) gives E_B = 752/2481.
int main() {
  using namespace qbattery;
  const Model pair = charger_battery({.reservoirs = {Reservoir{}}});
  const Plan plan(
      pair, {.task = Task::steady_state, .quantities = {{"E_B", expr::parse("energy(battery)")}}});
  const std::vector<double> parameters = {1, 1, 0, 1, 0, 0};  // F, g, Delta, Gamma, n, collectivity
  const double stored = plan.run(parameters, product_state("gg")).curves[0][0];
  std::printf("E_B = %.12f\n", stored);
  return std::abs(stored - 752.0 / 2481.0) < 1e-12 ? 0 : 1;
}
