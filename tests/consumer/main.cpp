// A program of somebody else's: charges the resonant pair from empty and prints the battery's
// largest energy.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "qbattery/scenario/scenario.hpp"
#include "qbattery/sweep/run.hpp"

int main() {
  const qbattery::Scenario scenario = qbattery::parse_scenario(R"(
format = 1
model = "charger-battery"
task = "evolve"
[parameters]
F = 3.0
g = 1.0
[time]
to = 6.5
points = 1001
)");
  const qbattery::Dataset result = qbattery::run(scenario);
  const std::vector<double>& energies = result.variable("E_B").values;
  const double largest = *std::max_element(energies.begin(), energies.end());
  std::printf("qbattery %s: E_B reaches %.3f\n", VERSION, largest);
  return std::abs(largest - 1.0) < 0.01 ? 0 : 1;
}
