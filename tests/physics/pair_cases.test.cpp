#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "qbattery/engine/plan.hpp"
#include "qbattery/model/charger_battery.hpp"
#include "qbattery/quantities/steering.hpp"
#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

// Twenty random cases of the paper's model, computed with 34 digits by other means.

namespace qbattery {
namespace {

using Json = nlohmann::json;

const std::vector<std::string> names = {"E_A", "E_B", "W_B", "sz_B", "S_AB", "S_BA"};

std::vector<NamedExpression> quantities() {
  return {{"E_A", expr::parse("energy(charger)")},
          {"E_B", expr::parse("energy(battery)")},
          {"W_B", expr::parse("ergotropy(battery)")},
          {"sz_B", expr::parse("inversion(battery)")},
          {"S_AB", expr::parse("steering(charger, battery)")},
          {"S_BA", expr::parse("steering(battery, charger)")}};
}

Json cases() {
  std::ifstream file(QBATTERY_TEST_DATA_DIR "/pair_cases.json");
  return Json::parse(file);
}

struct Case {
  Model model;
  std::vector<double> parameters;
  Matrix initial;
};

Case read_case(const Json& json) {
  const Json& reservoir = json["reservoir"];
  const bool fermion = reservoir["statistics"] == "fermion";
  const bool has_number = reservoir.contains("n");
  Case result{charger_battery(
                  {.detuning = Detuning::separate,
                   .reservoirs = {{.statistics = fermion ? Statistics::fermion : Statistics::boson,
                                   .occupation = has_number ? Occupation::number
                                                            : Occupation::temperature}}}),
              {},
              Matrix(4, 4)};
  for (const std::string& name : result.model.parameters) {
    const std::string prefix = "reservoir.";
    result.parameters.push_back(name.rfind(prefix, 0) == 0
                                    ? reservoir[name.substr(prefix.size())].get<double>()
                                    : json["parameters"][name].get<double>());
  }
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const Json& entry = json["initial_state"][i][j];
      result.initial(static_cast<int>(i), static_cast<int>(j)) = {entry[0], entry[1]};
    }
  }
  return result;
}

// S carries the square root of rounding near pure marginals.
double tolerance(const std::string& name, const Matrix& rho) {
  if (name[0] != 'S') return 1e-10;
  const double a = linear_entropy(partial_trace(rho, {2, 2}, {0}));
  const double b = linear_entropy(partial_trace(rho, {2, 2}, {1}));
  return std::min(1e-7, 1e-10 + 1e-14 / std::sqrt(std::min(a, b)));
}

TEST(pair_cases, agree_along_the_evolution) {
  for (const Json& json : cases()) {
    const Case c = read_case(json);
    std::vector<double> times;
    for (const Json& moment : json["evolution"]) times.push_back(moment["time"]);
    const Plan plan(c.model, {.times = times, .quantities = quantities()});
    const Outcome outcome = plan.run(c.parameters, c.initial);
    ASSERT_EQ(outcome.failure, "");
    const Curve curve = plan.curve(c.parameters, c.initial);
    for (std::size_t t = 0; t < times.size(); ++t) {
      for (std::size_t q = 0; q < names.size(); ++q) {
        EXPECT_NEAR(outcome.curves[q][t], json["evolution"][t][names[q]].get<double>(),
                    tolerance(names[q], curve.state(times[t])))
            << json["parameters"] << names[q];
      }
    }
  }
}

TEST(pair_cases, agree_in_the_steady_state_and_its_dimension) {
  for (const Json& json : cases()) {
    const Case c = read_case(json);
    const Plan plan(c.model, {.task = Task::steady_state,
                              .quantities = quantities(),
                              .steady = {.long_time_limit = true}});
    const SteadyState steady = plan.steady_state(c.parameters, c.initial);
    EXPECT_EQ(steady.stationary_dimension, json["steady"]["stationary_dimension"].get<int>());
    if (json["steady"]["gap"].is_number()) {
      EXPECT_NEAR(
          spectral_gap(plan.generator().assemble(c.parameters), steady.stationary_dimension),
          json["steady"]["gap"].get<double>(), 1e-10);
    }
    const Outcome outcome = plan.run(c.parameters, c.initial);
    for (std::size_t q = 0; q < names.size(); ++q) {
      EXPECT_NEAR(outcome.curves[q][0], json["steady"][names[q]].get<double>(),
                  tolerance(names[q], steady.rho))
          << json["parameters"] << names[q];
    }
  }
}

TEST(pair_cases, refuse_a_steady_state_that_is_not_unique_and_name_the_dimension) {
  int refused = 0;
  for (const Json& json : cases()) {
    if (json["steady"]["stationary_dimension"] == 1) continue;
    const Case c = read_case(json);
    const Plan plan(c.model, {.task = Task::steady_state, .quantities = quantities()});
    EXPECT_NE(plan.run(c.parameters, c.initial).failure.find("2 dimensions"), std::string::npos);
    ++refused;
  }
  EXPECT_EQ(refused, 1);
}

}  // namespace
}  // namespace qbattery
