#include "tests/physics/pair.hpp"

#include <cmath>

#include "qbattery/quantum/states.hpp"
#include "tests/oracle/oracle.hpp"

namespace qbattery::testing_models {

namespace {

const std::vector<NamedExpression>& quantities() {
  static const std::vector<NamedExpression> all = {
      {"E_A", expr::parse("energy(charger)")},
      {"E_B", expr::parse("energy(battery)")},
      {"W_B", expr::parse("ergotropy(battery)")},
      {"S_AB", expr::parse("steering(charger, battery)")},
      {"S_BA", expr::parse("steering(battery, charger)")}};
  return all;
}

double steering_tolerance(const Matrix& rho) {
  const auto impurity = [](const Matrix& reduced) {
    return std::max(0.0, 1.0 - (reduced * reduced).trace().real());
  };
  const double least = std::min(impurity(oracle::reduce_to_first(rho, 2, 2)),
                                impurity(oracle::reduce_to_second(rho, 2, 2)));
  return std::min(1e-7, 1e-10 + 1e-14 / std::sqrt(least));
}

PairNumbers numbers(const Outcome& outcome, std::size_t i, const Matrix& rho) {
  const auto& c = outcome.curves;
  return {c[0][i], c[1][i], c[2][i], c[3][i], c[4][i], steering_tolerance(rho)};
}

}  // namespace

Model Pair::model() const {
  return charger_battery(
      {.detuning = Detuning::separate, .reservoirs = {{.statistics = statistics}}});
}

std::vector<double> Pair::parameters() const {
  return {F, g, Delta_A, Delta_B, Gamma, n, collectivity};
}

std::vector<PairNumbers> evolve(const Pair& pair, const Matrix& initial,
                                const std::vector<double>& times) {
  const Plan plan(pair.model(), {.times = times, .quantities = quantities()});
  const Outcome outcome = plan.run(pair.parameters(), initial);
  if (!outcome.failure.empty()) throw NumericalError(outcome.failure);
  const Curve curve = plan.curve(pair.parameters(), initial);
  std::vector<PairNumbers> result;
  for (std::size_t i = 0; i < times.size(); ++i) {
    result.push_back(numbers(outcome, i, curve.state(times[i])));
  }
  return result;
}

PairNumbers steady(const Pair& pair) {
  const Plan plan(pair.model(), {.task = Task::steady_state, .quantities = quantities()});
  const Matrix start = product_state("gg");
  const Outcome outcome = plan.run(pair.parameters(), start);
  if (!outcome.failure.empty()) throw NumericalError(outcome.failure);
  return numbers(outcome, 0, plan.steady_state(pair.parameters(), start).rho);
}

}  // namespace qbattery::testing_models
